/* Bare libcurl, CONCURRENCY calls at once on one thread, each over a kept handle:
 *
 *     multi ORIGIN TARGET CALLS CONCURRENCY [CA_FILE]      prints seconds of wall time and of CPU time */
#define _POSIX_C_SOURCE 200809L

#include "peer.h"

typedef struct run_state {
    CURLM *multi;
    EVP_MAC_CTX *context;
    const char *target;
    long unstarted, unfinished;
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

static bool make_calls(run_state *run) {
    enum { WAIT_MS = 1000 };
    while (run->unfinished > 0) {
        int running;
        if (curl_multi_perform(run->multi, &running) != CURLM_OK || !settle_finished(run)) return false;
        if (running > 0) curl_multi_poll(run->multi, NULL, 0, WAIT_MS, NULL);
    }
    return true;
}

static bool run_all(int argc, char **argv) {
    char url[512];
    long calls = strtol(argv[3], NULL, 10), concurrency = strtol(argv[4], NULL, 10);
    run_state run = {curl_multi_init(), peer_new_context(), argv[2], calls, calls};
    peer_call *all = calloc((size_t)concurrency, sizeof *all);
    snprintf(url, sizeof url, "%s%s", argv[1], argv[2]);
    for (long i = 0; i < concurrency; i++) {
        peer_open(&all[i], url, argc > 5 ? argv[5] : NULL);
        start_next(&run, &all[i]);
    }
    bool done = make_calls(&run);
    for (long i = 0; i < concurrency; i++) peer_close(&all[i]);
    free(all);
    curl_multi_cleanup(run.multi);
    EVP_MAC_CTX_free(run.context);
    return done;
}

int main(int argc, char **argv) {
    if (argc < 5) return EXIT_FAILURE;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    return peer_report(run_all, argc, argv);
}
