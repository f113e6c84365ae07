#ifndef NCP_SIGN_SDK_H
#define NCP_SIGN_SDK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bytes.h"
#include "canonical.h"
#include "error.h"
#include "hmac.h"
#include "sha256.h"

enum {
    NCP_SDK_DATE_LENGTH = 16, /* YYYYMMDDTHHMMSSZ */
    NCP_SDK_DAY_LENGTH = 8,   /* its YYYYMMDD */
};

/* SDK-HMAC-SHA256, the signature of Huawei Cloud and of clouds of that family
 * (api/huawei-iam-credentials 4): the Authorization header of a request. Its
 * current form is keyed with the secret key itself and names the key with
 * `Access=`; the older scoped form derives a key for each day and names it with
 * `Credential=`; so does V11-HMAC-SHA256, for services that ask for it (4.6).
 *
 * A signer keeps one credential: the access key and a keyed context; where
 * keys are derived also the secret, in wiped memory, for the keys of the days to come.
 * All-zero is a valid empty state. One owner at a time. */
typedef struct ncp_sdk_signer {
    ncp_hmac hmac; /* where keys are derived, keyed for `day` */
    ncp_sha256 sha256;
    ncp_bytes access_key;
    ncp_bytes
        derivation_key; /* what keys of days are made from; the secret, after "SDK" in the scoped form */
    ncp_bytes region;
    ncp_bytes service;
    char day[NCP_SDK_DAY_LENGTH]; /* all zero before the first */
    ncp_canonical canonical;
    ncp_bytes string_to_sign;
    ncp_bytes authorization; /* of the last request that was signed */
} ncp_sdk_signer;

typedef struct ncp_sdk_credential {
    ncp_sdk_form form;
    const char *access_key;
    size_t access_key_length;
    const char *secret_key;
    size_t secret_key_length;
    const char
        *region; /* terminated, like `service`; of the scoped form, where both are "" for IAM, and of V11 */
    const char *service;
} ncp_sdk_credential;

/* Returns false when memory ran out or OpenSSL failed; the signer is then empty. */
bool ncp_sdk_signer_init(ncp_sdk_signer *signer, const ncp_sdk_credential *credential);

typedef struct ncp_sdk_request {
    const char *method; /* in upper case */
    size_t method_length;
    const char *target; /* path and query as sent */
    size_t target_length;
    ncp_sdk_fields headers; /* those to sign, with X-Sdk-Date among them */
    const char *body;       /* as sent; a length of 0 is no body */
    size_t body_length;
    const char *date; /* YYYYMMDDTHHMMSSZ, UTC; what X-Sdk-Date says */
    size_t date_length;
} ncp_sdk_request;

/* Leaves the value of the Authorization header in `signer->authorization` until
 * the next call. The header X-Sdk-Content-Sha256, when it is among those to sign,
 * stands in for the hash of the body. Returns false and says why in `error` when
 * the request has no unambiguous signature (see canonical.h), memory ran out,
 * OpenSSL failed or the signer is empty. */
bool ncp_sdk_signer_sign(ncp_sdk_signer *signer, const ncp_sdk_request *request, ncp_error *error);

/* Wipes and frees; the signer is empty afterwards and may be freed again. */
void ncp_sdk_signer_free(ncp_sdk_signer *signer);

/* Writes the terminated date of X-Sdk-Date for `ms`, milliseconds since
 * 1970-01-01 UTC. Returns false before that day and after the year 9999. */
bool ncp_sdk_date(char date[NCP_SDK_DATE_LENGTH + 1], int64_t ms);

#endif
