#include "sha256.h"

#include <openssl/err.h>
#include <openssl/evp.h>

static bool set_up(ncp_sha256 *sha256) {
    sha256->initial = EVP_MD_CTX_new();
    sha256->work = EVP_MD_CTX_new();
    return sha256->initial != NULL && sha256->work != NULL &&
           EVP_DigestInit_ex(sha256->initial, EVP_sha256(), NULL) == 1;
}

bool ncp_sha256_init(ncp_sha256 *sha256) {
    ncp_sha256_free(sha256);
    ERR_set_mark();
    bool made = set_up(sha256);
    ERR_pop_to_mark();
    if (!made) ncp_sha256_free(sha256);
    return made;
}

bool ncp_sha256_compute(ncp_sha256 *sha256, const void *message, size_t length,
                        unsigned char digest[NCP_SHA256_SIZE]) {
    if (sha256->initial == NULL) return false;
    ERR_set_mark();
    bool computed = EVP_MD_CTX_copy_ex(sha256->work, sha256->initial) == 1 &&
                    EVP_DigestUpdate(sha256->work, message, length) == 1 &&
                    EVP_DigestFinal_ex(sha256->work, digest, NULL) == 1;
    ERR_pop_to_mark();
    return computed;
}

void ncp_sha256_hex(const unsigned char digest[NCP_SHA256_SIZE], char hex[NCP_SHA256_HEX_SIZE]) {
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < NCP_SHA256_SIZE; i++) {
        *hex++ = digits[digest[i] >> 4];
        *hex++ = digits[digest[i] & 15];
    }
    *hex = '\0';
}

void ncp_sha256_free(ncp_sha256 *sha256) {
    EVP_MD_CTX_free(sha256->initial);
    EVP_MD_CTX_free(sha256->work);
    *sha256 = (ncp_sha256){0};
}
