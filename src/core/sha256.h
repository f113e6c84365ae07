#ifndef NCP_SHA256_H
#define NCP_SHA256_H

#include <stdbool.h>
#include <stddef.h>

#include "hmac.h"

enum { NCP_SHA256_HEX_SIZE = 2 * NCP_SHA256_SIZE + 1 }; /* terminated */

/* SHA-256 that is set up once: OpenSSL 3 looks the algorithm up each time, which
 * costs twice as much as hashing a message of the usual size. All-zero is a
 * valid empty state.
 *
 * One owner at a time. OpenSSL's error queue is left as it was found. */
typedef struct ncp_sha256 {
    void *initial; /* EVP_MD_CTX that has read nothing yet */
    void *work;    /* EVP_MD_CTX */
} ncp_sha256;

/* Returns false when memory ran out or OpenSSL has no SHA-256. */
bool ncp_sha256_init(ncp_sha256 *sha256);

/* Writes the digest of `message`. Returns false on OpenSSL's failure. */
bool ncp_sha256_compute(ncp_sha256 *sha256, const void *message, size_t length,
                        unsigned char digest[NCP_SHA256_SIZE]);

/* Writes a digest, or a code of ncp_hmac, in lower-case hex. */
void ncp_sha256_hex(const unsigned char digest[NCP_SHA256_SIZE], char hex[NCP_SHA256_HEX_SIZE]);

/* The state is empty afterwards and may be freed again. */
void ncp_sha256_free(ncp_sha256 *sha256);

#endif
