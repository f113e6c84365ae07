#ifndef NCP_SIGN_NCP_H
#define NCP_SIGN_NCP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bytes.h"
#include "hmac.h"
#include "message.h"

enum { NCP_SIGNATURE_LENGTH = 44 };

/* NAVER Cloud Platform signature v2 (api/ncp-gateway 1.1): Base64 of the
 * HMAC-SHA256, keyed with the secret key, of
 *
 *     METHOD space TARGET newline TIMESTAMP newline ACCESS_KEY
 *
 * TARGET is path and query exactly as sent; the body takes no part.
 *
 * A signer keeps one credential: the access key and a keyed context, not the
 * secret. All-zero is a valid empty state. One owner at a time. */
typedef struct ncp_signer {
    ncp_hmac hmac;
    ncp_bytes access_key;
    ncp_bytes scratch; /* string to sign, kept for its memory */
} ncp_signer;

/* Returns false when memory ran out or OpenSSL failed; the signer is then empty. */
bool ncp_signer_init(ncp_signer *signer, const char *access_key, size_t access_key_length,
                     const char *secret_key, size_t secret_key_length);

/* Writes the terminated signature of a request made at `timestamp` (decimal
 * milliseconds since 1970, the same bytes as in the header). Returns false when
 * memory ran out, OpenSSL failed or the signer is empty. */
bool ncp_signer_sign(ncp_signer *signer, const char *method, size_t method_length, const char *target,
                     size_t target_length, const char *timestamp, char signature[NCP_SIGNATURE_LENGTH + 1]);

/* Signs a request for one attempt: rewinds it to its mark and appends the three headers that
 * authenticate it (api/ncp-gateway 1). `timestamp` and failures as above; the message then has none of them.
 */
bool ncp_signer_sign_message(ncp_signer *signer, ncp_message *message, const char *timestamp);

/* Wipes and frees; the signer is empty afterwards and may be freed again. */
void ncp_signer_free(ncp_signer *signer);

#endif
