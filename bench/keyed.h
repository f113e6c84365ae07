#ifndef BENCH_KEYED_H
#define BENCH_KEYED_H

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <string.h>

/* An HMAC-SHA256 context with the examples' secret key, which is set once. */
static inline EVP_MAC_CTX *new_context(void) {
    static const char key[] = "ncp_iam_EXAMPLESECRETKEY0000000000000001";
    char digest[] = "SHA256";
    OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                               OSSL_PARAM_construct_end()};
    EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    EVP_MAC_CTX *context = EVP_MAC_CTX_new(mac);
    EVP_MAC_free(mac);
    EVP_MAC_init(context, (const unsigned char *)key, strlen(key), parameters);
    return context;
}

#endif
