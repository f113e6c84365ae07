#ifndef NCP_HMAC_H
#define NCP_HMAC_H

#include <stdbool.h>
#include <stddef.h>

enum { NCP_SHA256_SIZE = 32 };

/* HMAC-SHA256 with a key that is set once: keying costs four times as much as
 * a message of the usual size. The key lives only inside OpenSSL's context,
 * which wipes it. All-zero is a valid empty state.
 *
 * One owner at a time. OpenSSL's error queue is left as it was found. */
typedef struct ncp_hmac {
    void *context; /* EVP_MAC_CTX, or HMAC_CTX before OpenSSL 3 */
} ncp_hmac;

/* Returns false when memory ran out or OpenSSL has no HMAC-SHA256. */
bool ncp_hmac_init(ncp_hmac *hmac, const void *key, size_t key_length);

/* Writes the code of `message` under the key. Returns false on OpenSSL's failure. */
bool ncp_hmac_compute(ncp_hmac *hmac, const void *message, size_t length,
                      unsigned char code[NCP_SHA256_SIZE]);

/* Wipes the key; the state is empty afterwards and may be freed again. */
void ncp_hmac_free(ncp_hmac *hmac);

#endif
