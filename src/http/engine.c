#define _POSIX_C_SOURCE 200809L

#include "engine.h"

#include "clock.h"
#include "curl_guard.h"
#include "exchange.h"
#include "lane.h"
#include "libcurl.h"
#include "poller.h"
#include "sockets.h"
#include "transfer.h"

#include <math.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

struct ncp_engine {
    pid_t owner; /* the process whose connections they are */
    ncp_sockets sockets;
    ncp_poller poller; /* what all lanes wait for */
    ncp_lane **lanes;
    size_t lane_count, lane_capacity;
    ncp_transfer **transfers; /* all, that of number n at n - 1 */
    size_t count, capacity;
    ncp_transfer *idle;
    ncp_transfer *finished, **finished_end;
    size_t count_finished, count_active;
    ncp_engine_stats stats;
};

ncp_engine *ncp_engine_new(void) {
    ncp_engine *engine = calloc(1, sizeof *engine);
    if (engine != NULL) engine->finished_end = &engine->finished;
    return engine;
}

static void add_finished(ncp_engine *engine, ncp_transfer *transfer) {
    transfer->state = NCP_TRANSFER_FINISHED;
    transfer->next = NULL;
    *engine->finished_end = transfer;
    engine->finished_end = &transfer->next;
    engine->count_finished++;
}

static ncp_transfer *take_at(ncp_engine *engine, ncp_transfer **link) {
    ncp_transfer *transfer = *link;
    *link = transfer->next;
    if (*link == NULL) engine->finished_end = link;
    engine->count_finished--;
    transfer->state = NCP_TRANSFER_TAKEN;
    return transfer;
}

ncp_transfer *ncp_engine_take(ncp_engine *engine) {
    return engine->finished == NULL ? NULL : take_at(engine, &engine->finished);
}

size_t ncp_engine_count_finished(const ncp_engine *engine) { return engine->count_finished; }

/* After a failed call libcurl closes a connection of HTTP/1, but keeps one of
 * HTTP/2, and if that is dead all later calls would fail on it. When it is shut
 * down, libcurl notices before it uses it again. */
static void abandon_connection(CURL *easy) {
    curl_socket_t fd = CURL_SOCKET_BAD;
    curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &fd);
    if (fd != CURL_SOCKET_BAD) shutdown(fd, SHUT_RDWR);
}

static void end_transfer(ncp_engine *engine, ncp_transfer *transfer, CURLcode code) {
    long connects = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_NUM_CONNECTS, &connects);
    engine->stats.connects += (uint64_t)connects;
    transfer->response.reused = connects == 0;
    if (code != CURLE_OK) abandon_connection(transfer->easy);
    ncp_lane_remove(transfer->lane, transfer->easy);
    engine->count_active--;
    ncp_exchange_finish(transfer, code);
    add_finished(engine, transfer);
}

static void end_all(ncp_engine *engine, ncp_http_failure failure, const char *message) {
    for (size_t i = 0; i < engine->count; i++) {
        ncp_transfer *transfer = engine->transfers[i];
        if (transfer->state != NCP_TRANSFER_ACTIVE) continue;
        ncp_transfer_stop(transfer, failure, message);
        end_transfer(engine, transfer, CURLE_OK);
    }
}

/* Closing an inherited connection would tell the server so (close_notify), and end it for the
 * parent as well; and what the parent watches is not to be touched either. */
static void drop_connections(ncp_engine *engine, ncp_http_failure failure, const char *message) {
    if (engine->owner != getpid()) {
        ncp_sockets_silence(&engine->sockets);
        ncp_poller_close(&engine->poller);
    }
    ncp_curl_guard guard;
    ncp_curl_guard_enter(&guard);
    end_all(engine, failure, message);
    for (; engine->lane_count > 0; engine->lane_count--) {
        ncp_lane *lane = engine->lanes[engine->lane_count - 1];
        ncp_lane_close(lane);
        free(lane);
    }
    ncp_curl_guard_leave(&guard);
}

static ncp_lane *open_lane(ncp_engine *engine) {
    ncp_lane *lane = malloc(sizeof *lane);
    if (lane == NULL || !ncp_lane_open(lane, &engine->poller, (unsigned)engine->lane_count)) {
        free(lane);
        return NULL;
    }
    engine->lanes[engine->lane_count++] = lane;
    return lane;
}

static ncp_lane *add_lane(ncp_engine *engine) {
    if (engine->lane_count == engine->lane_capacity) {
        size_t capacity = engine->lane_capacity == 0 ? 8 : engine->lane_capacity * 2;
        ncp_lane **lanes = realloc(engine->lanes, capacity * sizeof(ncp_lane *));
        if (lanes == NULL) return NULL;
        engine->lanes = lanes;
        engine->lane_capacity = capacity;
    }
    return open_lane(engine);
}

/* What a parent has opened is not the child's to use. */
static void leave_to_parent(ncp_engine *engine) {
    pid_t self = getpid();
    if (engine->owner != self) drop_connections(engine, NCP_HTTP_NETWORK, "the connection was given up");
    engine->owner = self;
}

/* The first that has room, so that what was opened is used again; NULL when memory ran out. */
static ncp_lane *lane_with_room(ncp_engine *engine) {
    leave_to_parent(engine);
    for (size_t i = 0; i < engine->lane_count; i++) {
        if (engine->lanes[i]->calls < NCP_LANE_CALLS) return engine->lanes[i];
    }
    return ncp_poller_open(&engine->poller) ? add_lane(engine) : NULL;
}

void ncp_engine_free(ncp_engine *engine) {
    if (engine == NULL) return;
    drop_connections(engine, NCP_HTTP_NETWORK, "the connection was given up");
    for (size_t i = 0; i < engine->count; i++) ncp_transfer_free(engine->transfers[i]);
    ncp_poller_close(&engine->poller);
    free(engine->transfers);
    free(engine->lanes);
    ncp_sockets_free(&engine->sockets);
    free(engine);
}

static bool reserve_transfer(ncp_engine *engine) {
    if (engine->count < engine->capacity) return true;
    size_t capacity = engine->capacity == 0 ? 8 : engine->capacity * 2;
    ncp_transfer **transfers = realloc(engine->transfers, capacity * sizeof(ncp_transfer *));
    if (transfers == NULL) return false;
    engine->transfers = transfers;
    engine->capacity = capacity;
    return true;
}

static ncp_transfer *new_transfer(ncp_engine *engine) {
    ncp_transfer *transfer = reserve_transfer(engine) ? ncp_transfer_new(&engine->sockets) : NULL;
    if (transfer == NULL) return NULL;
    engine->transfers[engine->count++] = transfer;
    transfer->number = engine->count;
    return transfer;
}

static ncp_transfer *idle_transfer(ncp_engine *engine) {
    ncp_transfer *transfer = engine->idle;
    if (transfer == NULL) return new_transfer(engine);
    engine->idle = transfer->next;
    return transfer;
}

/* Hands a prepared transfer to libcurl; false when that cannot be, and the response says why. */
static bool activate(ncp_engine *engine, ncp_lane *lane, ncp_transfer *transfer) {
    CURLMcode code = ncp_lane_add(lane, transfer->easy);
    if (code != CURLM_OK) {
        ncp_transfer_stop(transfer, NCP_HTTP_LIMIT, curl_multi_strerror(code));
    } else {
        transfer->lane = lane;
        transfer->state = NCP_TRANSFER_ACTIVE;
        engine->count_active++;
    }
    return code == CURLM_OK;
}

ncp_transfer *ncp_engine_submit(ncp_engine *engine, const ncp_http_request *request) {
    ncp_lane *lane = lane_with_room(engine);
    ncp_transfer *transfer = lane != NULL ? idle_transfer(engine) : NULL;
    if (transfer == NULL) return NULL;
    engine->stats.requests++;
    bool active = ncp_exchange_prepare(transfer, request) && activate(engine, lane, transfer);
    if (!active) add_finished(engine, transfer);
    return transfer;
}

static void collect_finished(ncp_engine *engine, ncp_lane *lane) {
    CURLcode code = CURLE_OK;
    for (CURL *easy; (easy = ncp_lane_next_done(lane, &code)) != NULL;) {
        char *transfer = NULL;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
        end_transfer(engine, (ncp_transfer *)(void *)transfer, code);
    }
}

static CURLMcode act_when_due(ncp_engine *engine) {
    CURLMcode code = CURLM_OK;
    const double now = ncp_clock_monotonic();
    for (size_t i = 0; i < engine->lane_count && code == CURLM_OK; i++) {
        code = ncp_lane_act_when_due(engine->lanes[i], now);
        collect_finished(engine, engine->lanes[i]);
    }
    return code;
}

static double lower(double a, double b) { return a < b ? a : b; }

/* The monotonic time; INFINITY: never. */
static double next_due(const ncp_engine *engine) {
    double due = INFINITY;
    for (size_t i = 0; i < engine->lane_count; i++) due = lower(due, engine->lanes[i]->due);
    return due;
}

/* Waits up to so long, but not longer than libcurl does, and moves on what is ready. Returns whether
 * it makes sense to wait on. */
static bool wait_for_some(ncp_engine *engine, double seconds, CURLMcode *code) {
    enum { MOST_AT_ONCE = 64 };
    ncp_ready ready[MOST_AT_ONCE];
    const double until_due = next_due(engine) - ncp_clock_monotonic();
    int count = ncp_poller_wait(&engine->poller, lower(until_due, seconds), ready, MOST_AT_ONCE);
    for (int i = 0; i < count && *code == CURLM_OK; i++) {
        ncp_lane *lane = engine->lanes[ready[i].tag];
        *code = ncp_lane_act(lane, &ready[i]);
        collect_finished(engine, lane);
    }
    return count >= 0 && *code == CURLM_OK;
}

static CURLMcode move_on(ncp_engine *engine, double seconds) {
    const double deadline = ncp_clock_monotonic() + seconds;
    const size_t finished = engine->count_finished;
    for (;;) {
        CURLMcode code = act_when_due(engine);
        if (code != CURLM_OK) return code;
        const bool done = engine->count_finished > finished || engine->count_active == 0;
        const double left = done ? 0 : deadline - ncp_clock_monotonic();
        if (!wait_for_some(engine, left, &code) || left <= 0 || engine->count_finished > finished)
            return code;
    }
}

void ncp_engine_run(ncp_engine *engine, double seconds) {
    leave_to_parent(engine);
    ncp_curl_guard guard;
    ncp_curl_guard_enter(&guard);
    CURLMcode code = move_on(engine, seconds);
    ncp_curl_guard_leave(&guard);
    if (code != CURLM_OK) drop_connections(engine, NCP_HTTP_LIMIT, curl_multi_strerror(code));
}

double ncp_engine_timeout(const ncp_engine *engine) {
    const double left = next_due(engine) - ncp_clock_monotonic();
    return engine->count_finished == 0 && left > 0 ? left : 0;
}

int ncp_engine_fd(ncp_engine *engine) {
    leave_to_parent(engine);
    (void)ncp_poller_open(&engine->poller); /* one that is closed has none */
    return ncp_poller_fd(&engine->poller);
}

void ncp_engine_alarm(ncp_engine *engine, double seconds) {
    if (engine->owner == getpid()) ncp_poller_alarm(&engine->poller, seconds);
}

void ncp_engine_await(ncp_engine *engine, ncp_transfer *transfer) {
    while (transfer->state != NCP_TRANSFER_FINISHED) ncp_engine_run(engine, INFINITY);
    ncp_transfer **link = &engine->finished;
    while (*link != transfer) link = &(*link)->next;
    take_at(engine, link);
}

size_t ncp_transfer_number(const ncp_transfer *transfer) { return transfer->number; }

ncp_transfer *ncp_engine_taken(const ncp_engine *engine, size_t number) {
    ncp_transfer *transfer = number >= 1 && number <= engine->count ? engine->transfers[number - 1] : NULL;
    return transfer != NULL && transfer->state == NCP_TRANSFER_TAKEN ? transfer : NULL;
}

size_t ncp_engine_next_number(const ncp_engine *engine) {
    return engine->idle != NULL ? engine->idle->number : engine->count + 1;
}

const ncp_http_response *ncp_transfer_response(const ncp_transfer *transfer) { return &transfer->response; }

void ncp_engine_recycle(ncp_engine *engine, ncp_transfer *transfer) {
    ncp_transfer_clear(transfer);
    transfer->state = NCP_TRANSFER_IDLE;
    transfer->next = engine->idle;
    engine->idle = transfer;
}

ncp_engine_stats ncp_engine_get_stats(const ncp_engine *engine) { return engine->stats; }
