/* Bare OpenSSL: signs the same request again and again with a kept context.
 *
 *     sign COUNT      prints the seconds that it took */
#define _POSIX_C_SOURCE 200809L

#include "peer.h"

static const char text[] = "PUT /api/v1/sub-accounts/2b141960-1111-2222-3333-246e9659184c/access-keys\n"
                           "1700000000000\n"
                           "ncp_iam_EXAMPLEACCESSKEY0001";

static bool sign(EVP_MAC_CTX *context, unsigned char signature[45]) {
    unsigned char code[32];
    size_t length = 0;
    return EVP_MAC_init(context, NULL, 0, NULL) == 1 &&
           EVP_MAC_update(context, (const unsigned char *)text, sizeof text - 1) == 1 &&
           EVP_MAC_final(context, code, &length, sizeof code) == 1 &&
           EVP_EncodeBlock(signature, code, (int)length) == 44;
}

int main(int argc, char **argv) {
    if (argc != 2) return EXIT_FAILURE;
    EVP_MAC_CTX *context = peer_new_context();
    unsigned char signature[45];
    bool signed_all = true;
    double start = peer_clock(CLOCK_MONOTONIC);
    for (long left = strtol(argv[1], NULL, 10); left > 0; left--)
        signed_all = sign(context, signature) && signed_all;
    printf("%.6f\n", peer_clock(CLOCK_MONOTONIC) - start);
    EVP_MAC_CTX_free(context);
    return signed_all ? EXIT_SUCCESS : EXIT_FAILURE;
}
