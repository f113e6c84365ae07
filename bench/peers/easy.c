/* Bare libcurl, one call after the other over one kept handle:
 *
 *     easy ORIGIN TARGET CALLS 1 [CA_FILE [unsigned]]      prints seconds of wall time and of CPU time */
#define _POSIX_C_SOURCE 200809L

#include "peer.h"

static bool make_calls(peer_call *call, EVP_MAC_CTX *context, const char *target, long calls) {
    bool done = true;
    for (long left = calls; left > 0 && done; left--) {
        peer_prepare(call, context, target);
        done = curl_easy_perform(call->easy) == CURLE_OK && peer_succeeded(call);
    }
    return done;
}

int main(int argc, char **argv) {
    if (argc < 5) return EXIT_FAILURE;
    char url[512];
    peer_call call;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    EVP_MAC_CTX *context = peer_new_context();
    snprintf(url, sizeof url, "%s%s", argv[1], argv[2]);
    peer_open(&call, url, argv + 5);
    bool done = make_calls(&call, context, argv[2], 1); /* opens the connection */
    peer_times start = peer_start();
    done = done && make_calls(&call, context, argv[2], strtol(argv[3], NULL, 10));
    peer_print(start);
    peer_close(&call);
    EVP_MAC_CTX_free(context);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
