#define _POSIX_C_SOURCE 200809L

#include "engine.h"

#include "curl_guard.h"
#include "exchange.h"
#include "libcurl.h"
#include "sockets.h"
#include "transfer.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

struct ncp_engine {
    CURLM *multi; /* connections, host names and trusted certificates; NULL before the first call */
    pid_t owner;  /* the process whose connections they are */
    ncp_sockets sockets;
    ncp_transfer **transfers; /* all, that of number n at n - 1 */
    size_t count, capacity;
    ncp_transfer *idle;
    ncp_transfer *finished, **finished_end;
    size_t count_finished;
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
    if (code != CURLE_OK) abandon_connection(transfer->easy);
    curl_multi_remove_handle(engine->multi, transfer->easy);
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

/* Closing an inherited connection would tell the server so (close_notify), and
 * end it for the parent as well. */
static void drop_connections(ncp_engine *engine) {
    if (engine->multi == NULL) return;
    if (engine->owner != getpid()) ncp_sockets_silence(&engine->sockets);
    ncp_curl_guard guard;
    ncp_curl_guard_enter(&guard);
    end_all(engine, NCP_HTTP_NETWORK, "the connection was given up");
    curl_multi_cleanup(engine->multi);
    ncp_curl_guard_leave(&guard);
    engine->multi = NULL;
}

/* By itself libcurl keeps four for each call under way, and when a run ends few are. */
static const long MOST_KEPT = 256;

static bool own_connections(ncp_engine *engine) {
    pid_t self = getpid();
    if (engine->multi != NULL && engine->owner == self) return true;
    drop_connections(engine);
    engine->multi = curl_multi_init();
    engine->owner = self;
    if (engine->multi != NULL) curl_multi_setopt(engine->multi, CURLMOPT_MAXCONNECTS, MOST_KEPT);
    return engine->multi != NULL;
}

void ncp_engine_free(ncp_engine *engine) {
    if (engine == NULL) return;
    drop_connections(engine);
    for (size_t i = 0; i < engine->count; i++) ncp_transfer_free(engine->transfers[i]);
    free(engine->transfers);
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
static bool activate(ncp_engine *engine, ncp_transfer *transfer) {
    CURLMcode code = curl_multi_add_handle(engine->multi, transfer->easy);
    if (code == CURLM_OK)
        transfer->state = NCP_TRANSFER_ACTIVE;
    else
        ncp_transfer_stop(transfer, NCP_HTTP_LIMIT, curl_multi_strerror(code));
    return code == CURLM_OK;
}

ncp_transfer *ncp_engine_submit(ncp_engine *engine, const ncp_http_request *request) {
    ncp_transfer *transfer = own_connections(engine) ? idle_transfer(engine) : NULL;
    if (transfer == NULL) return NULL;
    engine->stats.requests++;
    bool active = ncp_exchange_prepare(transfer, request) && activate(engine, transfer);
    if (!active) add_finished(engine, transfer);
    return transfer;
}

static void collect_finished(ncp_engine *engine) {
    int left;
    for (CURLMsg *done; (done = curl_multi_info_read(engine->multi, &left)) != NULL;) {
        CURLcode code = done->data.result; /* `done` ends with the handle's removal */
        char *transfer = NULL;
        curl_easy_getinfo(done->easy_handle, CURLINFO_PRIVATE, &transfer);
        end_transfer(engine, (ncp_transfer *)(void *)transfer, code);
    }
}

/* Sets `waiting` when none finished by it, and there is nothing to do but wait. */
static CURLMcode move_on(ncp_engine *engine, bool *waiting) {
    int running = 0;
    const size_t finished_before = engine->count_finished;
    CURLMcode code = curl_multi_perform(engine->multi, &running);
    collect_finished(engine);
    *waiting = running > 0 && engine->count_finished == finished_before;
    return code;
}

void ncp_engine_run(ncp_engine *engine, int wait_ms) {
    if (!own_connections(engine)) return;
    ncp_curl_guard guard;
    ncp_curl_guard_enter(&guard);
    bool waiting;
    CURLMcode code = move_on(engine, &waiting);
    if (code == CURLM_OK && waiting) code = curl_multi_poll(engine->multi, NULL, 0, wait_ms, NULL);
    if (code == CURLM_OK && waiting) code = move_on(engine, &waiting);
    if (code != CURLM_OK) end_all(engine, NCP_HTTP_LIMIT, curl_multi_strerror(code));
    ncp_curl_guard_leave(&guard);
}

void ncp_engine_await(ncp_engine *engine, ncp_transfer *transfer) {
    enum { WAIT_MS = 1000 };
    while (transfer->state != NCP_TRANSFER_FINISHED) ncp_engine_run(engine, WAIT_MS);
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
