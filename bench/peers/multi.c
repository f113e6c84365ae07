/* Bare libcurl, CONCURRENCY calls at once on one thread, each over a kept handle:
 *
 *     multi ORIGIN TARGET CALLS CONCURRENCY [CA_FILE [unsigned]]      prints seconds of wall time and of CPU
 * time */
#define _POSIX_C_SOURCE 200809L

#include "peer.h"

typedef struct run_state {
    CURLM *multi;
    EVP_MAC_CTX *context;
    const char *target;
    peer_call *calls;
    long concurrency, unstarted, unfinished;
} run_state;

static void start_next(run_state *run, peer_call *call) {
    if (run->unstarted == 0) return;
    run->unstarted--;
    peer_prepare(call, run->context, run->target);
    curl_multi_add_handle(run->multi, call->easy);
}

/* False when a call failed. */
static bool settle_finished(run_state *run) {
    int left;
    for (CURLMsg *message; (message = curl_multi_info_read(run->multi, &left)) != NULL;) {
        char *kept = NULL;
        CURLcode code = message->data.result;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &kept);
        peer_call *call = (peer_call *)(void *)kept;
        curl_multi_remove_handle(run->multi, call->easy);
        if (code != CURLE_OK || !peer_succeeded(call)) return false;
        run->unfinished--;
        start_next(run, call);
    }
    return true;
}

/* Makes so many calls, at most `concurrency` at once. */
static bool make_calls(run_state *run, long count) {
    enum { WAIT_MS = 1000 };
    run->unstarted = run->unfinished = count;
    for (long i = 0; i < run->concurrency; i++) start_next(run, &run->calls[i]);
    while (run->unfinished > 0) {
        int running;
        if (curl_multi_perform(run->multi, &running) != CURLM_OK || !settle_finished(run)) return false;
        if (running > 0) curl_multi_poll(run->multi, NULL, 0, WAIT_MS, NULL);
    }
    return true;
}

static void open_all(run_state *run, char **argv) {
    char url[512];
    snprintf(url, sizeof url, "%s%s", argv[1], argv[2]);
    run->concurrency = strtol(argv[4], NULL, 10);
    run->calls = calloc((size_t)run->concurrency, sizeof *run->calls);
    for (long i = 0; i < run->concurrency; i++) peer_open(&run->calls[i], url, argv + 5);
}

static void close_all(run_state *run) {
    for (long i = 0; i < run->concurrency; i++) peer_close(&run->calls[i]);
    free(run->calls);
    curl_multi_cleanup(run->multi);
    EVP_MAC_CTX_free(run->context);
}

int main(int argc, char **argv) {
    if (argc < 5) return EXIT_FAILURE;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    run_state run = {.multi = curl_multi_init(), .context = peer_new_context(), .target = argv[2]};
    open_all(&run, argv);
    bool done = make_calls(&run, run.concurrency); /* opens the connections */
    peer_times start = peer_start();
    done = done && make_calls(&run, strtol(argv[3], NULL, 10));
    peer_print(start);
    close_all(&run);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
