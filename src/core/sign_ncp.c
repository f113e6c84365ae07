#include "sign_ncp.h"

#include <openssl/evp.h>

bool ncp_signer_init(ncp_signer *signer, const char *access_key, size_t access_key_length,
                     const char *secret_key, size_t secret_key_length) {
    ncp_signer_free(signer);
    bool made = ncp_bytes_append(&signer->access_key, access_key, access_key_length) &&
                ncp_hmac_init(&signer->hmac, secret_key, secret_key_length);
    if (!made) ncp_signer_free(signer);
    return made;
}

static bool build_string_to_sign(ncp_signer *signer, const char *method, size_t method_length,
                                 const char *target, size_t target_length, const char *timestamp) {
    ncp_bytes *out = &signer->scratch;
    out->length = 0; /* no secret in it: nothing to wipe between two calls */
    return ncp_bytes_append(out, method, method_length) && ncp_bytes_append_char(out, ' ') &&
           ncp_bytes_append(out, target, target_length) && ncp_bytes_append_char(out, '\n') &&
           ncp_bytes_append_text(out, timestamp) && ncp_bytes_append_char(out, '\n') &&
           ncp_bytes_append(out, signer->access_key.data, signer->access_key.length);
}

bool ncp_signer_sign(ncp_signer *signer, const char *method, size_t method_length, const char *target,
                     size_t target_length, const char *timestamp,
                     char signature[NCP_SIGNATURE_LENGTH + 1]) {
    unsigned char code[NCP_SHA256_SIZE];
    if (!build_string_to_sign(signer, method, method_length, target, target_length, timestamp)) return false;
    if (!ncp_hmac_compute(&signer->hmac, signer->scratch.data, signer->scratch.length, code)) return false;
    return EVP_EncodeBlock((unsigned char *)signature, code, sizeof code) == NCP_SIGNATURE_LENGTH;
}

void ncp_signer_free(ncp_signer *signer) {
    ncp_hmac_free(&signer->hmac);
    ncp_bytes_free(&signer->access_key);
    ncp_bytes_free(&signer->scratch);
}
