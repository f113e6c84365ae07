/* The only file that tells OpenSSL 1.1.1 and 3 apart: 3 deprecates HMAC_CTX,
 * 1.1.1 has no EVP_MAC. */
#include "hmac.h"

#include <openssl/err.h>
#include <openssl/opensslv.h>

#if OPENSSL_VERSION_NUMBER >= 0x30000000L

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

static bool set_key(ncp_hmac *hmac, const void *key, size_t length) {
    char digest[] = "SHA256";
    OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                               OSSL_PARAM_construct_end()};
    EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    if (mac == NULL) return false;
    hmac->context = EVP_MAC_CTX_new(mac);
    EVP_MAC_free(mac); /* the context holds a reference of its own */
    return hmac->context != NULL && EVP_MAC_init(hmac->context, key, length, parameters) == 1;
}

static bool compute(ncp_hmac *hmac, const void *message, size_t length, unsigned char code[NCP_SHA256_SIZE]) {
    size_t written = 0;
    return EVP_MAC_init(hmac->context, NULL, 0, NULL) == 1 &&
           EVP_MAC_update(hmac->context, message, length) == 1 &&
           EVP_MAC_final(hmac->context, code, &written, NCP_SHA256_SIZE) == 1 && written == NCP_SHA256_SIZE;
}

static void free_context(void *context) { EVP_MAC_CTX_free(context); }

#else

#include <openssl/hmac.h>

static bool set_key(ncp_hmac *hmac, const void *key, size_t length) {
    hmac->context = HMAC_CTX_new();
    return hmac->context != NULL && HMAC_Init_ex(hmac->context, key, (int)length, EVP_sha256(), NULL) == 1;
}

static bool compute(ncp_hmac *hmac, const void *message, size_t length, unsigned char code[NCP_SHA256_SIZE]) {
    unsigned written = 0;
    return HMAC_Init_ex(hmac->context, NULL, 0, NULL, NULL) == 1 &&
           HMAC_Update(hmac->context, message, length) == 1 &&
           HMAC_Final(hmac->context, code, &written) == 1 && written == NCP_SHA256_SIZE;
}

static void free_context(void *context) { HMAC_CTX_free(context); }

#endif

bool ncp_hmac_init(ncp_hmac *hmac, const void *key, size_t key_length) {
    ncp_hmac_free(hmac);
    ERR_set_mark();
    bool keyed = set_key(hmac, key, key_length);
    ERR_pop_to_mark();
    if (!keyed) ncp_hmac_free(hmac);
    return keyed;
}

bool ncp_hmac_compute(ncp_hmac *hmac, const void *message, size_t length,
                      unsigned char code[NCP_SHA256_SIZE]) {
    if (hmac->context == NULL) return false;
    ERR_set_mark();
    bool computed = compute(hmac, message, length, code);
    ERR_pop_to_mark();
    return computed;
}

void ncp_hmac_free(ncp_hmac *hmac) {
    free_context(hmac->context);
    hmac->context = NULL;
}
