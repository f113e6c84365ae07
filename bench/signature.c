/* The yardstick of signature.lua: a bare loop over OpenSSL that signs the same
 * requests with a kept keyed context.
 *
 *     signature N      prints the seconds that N signatures took */
#define _POSIX_C_SOURCE 200809L

#include <openssl/evp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "keyed.h"

static const char text[] = "PUT /api/v1/sub-accounts/4e066e50-9c3a-11e7-8a66-1e5021fa7c80\n"
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

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
    if (argc != 2) return fprintf(stderr, "usage: signature N\n"), EXIT_FAILURE;
    long count = strtol(argv[1], NULL, 10);
    EVP_MAC_CTX *context = new_context();
    unsigned char signature[45];
    bool signed_all = true;
    double start = now();
    for (long i = 0; i < count; i++) signed_all = sign(context, signature) && signed_all;
    printf("%.6f\n", now() - start);
    EVP_MAC_CTX_free(context);
    return signed_all ? EXIT_SUCCESS : EXIT_FAILURE;
}
