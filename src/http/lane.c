#include "lane.h"

#include "clock.h"

#include <math.h>

/* CURLMOPT_TIMERFUNCTION */
static int on_timer(CURLM *multi, long timeout_ms, void *data) {
    (void)multi;
    ncp_lane *lane = data;
    lane->due = timeout_ms < 0 ? INFINITY : ncp_clock_monotonic() + (double)timeout_ms / 1000;
    return 0;
}

/* CURLMOPT_SOCKETFUNCTION */
static int on_interest(CURL *easy, curl_socket_t fd, int what, void *data, void *unused) {
    static const unsigned events[] = {
        [CURL_POLL_NONE] = 0,
        [CURL_POLL_IN] = NCP_POLL_READ,
        [CURL_POLL_OUT] = NCP_POLL_WRITE,
        [CURL_POLL_INOUT] = NCP_POLL_READ | NCP_POLL_WRITE,
        [CURL_POLL_REMOVE] = 0,
    };
    (void)easy, (void)unused;
    const ncp_lane *lane = data;
    const ncp_ready wanted = {.fd = fd, .events = events[what], .tag = lane->number};
    return ncp_poller_watch(lane->poller, &wanted) ? 0 : -1;
}

/* By itself libcurl keeps four for each call under way, and when a run ends few are. Twice as many
 * as there are calls: they may go to several hosts. */
static bool set_up(ncp_lane *lane) {
    CURLM *multi = lane->multi;
    return curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_interest) == CURLM_OK &&
           curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, lane) == CURLM_OK &&
           curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer) == CURLM_OK &&
           curl_multi_setopt(multi, CURLMOPT_TIMERDATA, lane) == CURLM_OK &&
           curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, 2L * NCP_LANE_CALLS) == CURLM_OK;
}

bool ncp_lane_open(ncp_lane *lane, ncp_poller *poller, unsigned number) {
    *lane = (ncp_lane){.multi = curl_multi_init(), .poller = poller, .number = number, .due = INFINITY};
    if (lane->multi != NULL && set_up(lane)) return true;
    ncp_lane_close(lane);
    return false;
}

CURLMcode ncp_lane_add(ncp_lane *lane, CURL *easy) {
    CURLMcode code = curl_multi_add_handle(lane->multi, easy);
    if (code == CURLM_OK) lane->calls++;
    return code;
}

void ncp_lane_remove(ncp_lane *lane, CURL *easy) {
    curl_multi_remove_handle(lane->multi, easy);
    lane->calls--;
}

CURLMcode ncp_lane_act(ncp_lane *lane, const ncp_ready *ready) {
    int running;
    const int in = ready->events & NCP_POLL_READ ? CURL_CSELECT_IN : 0;
    const int out = ready->events & NCP_POLL_WRITE ? CURL_CSELECT_OUT : 0;
    return curl_multi_socket_action(lane->multi, ready->fd, in | out, &running);
}

CURLMcode ncp_lane_act_when_due(ncp_lane *lane, double now) {
    int running;
    if (lane->due > now) return CURLM_OK;
    lane->due = INFINITY; /* libcurl sets the next time meanwhile */
    return curl_multi_socket_action(lane->multi, CURL_SOCKET_TIMEOUT, 0, &running);
}

CURL *ncp_lane_next_done(ncp_lane *lane, CURLcode *code) {
    int left;
    CURLMsg *message = curl_multi_info_read(lane->multi, &left);
    if (message == NULL) return NULL;
    *code = message->data.result;
    return message->easy_handle;
}

void ncp_lane_close(ncp_lane *lane) {
    if (lane->multi != NULL) curl_multi_cleanup(lane->multi);
    *lane = (ncp_lane){.due = INFINITY};
}
