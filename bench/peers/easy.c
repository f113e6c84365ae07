/* Bare libcurl, one call after the other over one kept handle:
 *
 *     easy ORIGIN TARGET CALLS 1 [CA_FILE]      prints seconds of wall time and of CPU time */
#define _POSIX_C_SOURCE 200809L

#include "peer.h"

static bool run(int argc, char **argv) {
    char url[512];
    peer_call call;
    EVP_MAC_CTX *context = peer_new_context();
    bool done = true;
    snprintf(url, sizeof url, "%s%s", argv[1], argv[2]);
    peer_open(&call, url, argc > 5 ? argv[5] : NULL);
    for (long left = strtol(argv[3], NULL, 10); left > 0 && done; left--) {
        peer_prepare(&call, context, argv[2]);
        done = curl_easy_perform(call.easy) == CURLE_OK && peer_succeeded(&call);
    }
    peer_close(&call);
    EVP_MAC_CTX_free(context);
    return done;
}

int main(int argc, char **argv) {
    if (argc < 5) return EXIT_FAILURE;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    return peer_report(run, argc, argv);
}
