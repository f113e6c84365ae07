#include "sign_ncp.h"

#include <openssl/evp.h>
#include <string.h>

bool ncp_signer_init(ncp_signer *signer, const char *access_key, size_t access_key_length,
                     const char *secret_key, size_t secret_key_length) {
    ncp_signer_free(signer);
    bool made = ncp_bytes_append(&signer->access_key, access_key, access_key_length) &&
                ncp_hmac_init(&signer->hmac, secret_key, secret_key_length);
    if (!made) ncp_signer_free(signer);
    return made;
}

static char *put(char *out, const char *text, size_t length) {
    memcpy(out, text, length);
    return out + length;
}

/* The parts are put in place by hand: appending them one by one costs a tenth of the signature. */
static bool build_string_to_sign(ncp_signer *signer, const char *method, size_t method_length,
                                 const char *target, size_t target_length, const char *timestamp) {
    ncp_bytes *scratch = &signer->scratch;
    const ncp_bytes *access_key = &signer->access_key;
    size_t timestamp_length = strlen(timestamp);
    scratch->length = 0; /* no secret in it: nothing to wipe between two calls */
    if (!ncp_bytes_reserve(scratch,
                           method_length + target_length + timestamp_length + access_key->length + 3))
        return false;
    char *out = put(scratch->data, method, method_length);
    *out++ = ' ';
    out = put(out, target, target_length);
    *out++ = '\n';
    out = put(out, timestamp, timestamp_length);
    *out++ = '\n';
    out = put(out, access_key->data, access_key->length);
    scratch->length = (size_t)(out - scratch->data);
    return true;
}

bool ncp_signer_sign(ncp_signer *signer, const char *method, size_t method_length, const char *target,
                     size_t target_length, const char *timestamp, char signature[NCP_SIGNATURE_LENGTH + 1]) {
    if (signer->hmac.context == NULL) return false;
    unsigned char code[NCP_SHA256_SIZE];
    if (!build_string_to_sign(signer, method, method_length, target, target_length, timestamp)) return false;
    if (!ncp_hmac_compute(&signer->hmac, signer->scratch.data, signer->scratch.length, code)) return false;
    return EVP_EncodeBlock((unsigned char *)signature, code, sizeof code) == NCP_SIGNATURE_LENGTH;
}

static bool append_headers(const ncp_signer *signer, ncp_bytes *lines, const char *timestamp,
                           const char *signature) {
    const ncp_bytes *access_key = &signer->access_key;
    return ncp_header_append(lines, "x-ncp-apigw-timestamp", timestamp, strlen(timestamp)) &&
           ncp_header_append(lines, "x-ncp-iam-access-key", access_key->data, access_key->length) &&
           ncp_header_append(lines, "x-ncp-apigw-signature-v2", signature, NCP_SIGNATURE_LENGTH);
}

bool ncp_signer_sign_message(ncp_signer *signer, ncp_message *message, const char *timestamp) {
    char signature[NCP_SIGNATURE_LENGTH + 1];
    ncp_message_rewind(message);
    bool done = ncp_signer_sign(
        signer, ncp_message_text(message, NCP_METHOD), ncp_message_length(message, NCP_METHOD),
        ncp_message_text(message, NCP_TARGET), ncp_message_length(message, NCP_TARGET), timestamp, signature);
    done = done && append_headers(signer, &message->bytes, timestamp, signature);
    if (!done) ncp_message_rewind(message);
    return done;
}

void ncp_signer_free(ncp_signer *signer) {
    ncp_hmac_free(&signer->hmac);
    ncp_bytes_free(&signer->access_key);
    ncp_bytes_free(&signer->scratch);
}
