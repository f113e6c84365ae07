#ifndef NCP_CANONICAL_H
#define NCP_CANONICAL_H

#include <stdbool.h>
#include <stddef.h>

#include "bytes.h"
#include "error.h"

/* The parts of the canonical request that SDK-HMAC-SHA256 hashes
 * (api/huawei-iam-credentials 4.1), made from what is sent.
 *
 * A target that is not in the normal form of our own builder is brought into it
 * as the gateway does: every %XX is decoded once and what is not unreserved is
 * encoded anew, so `%7e`, `%7E` and `~` are signed alike. Dot segments and empty
 * segments of a path are kept; empty parts of a query (`?`, `&&`) are dropped.
 *
 * Five signatures that the gateway does not agree with lock the key, so what
 * implementations read in different ways (4.4) is refused, not guessed: `%2F` in
 * a path, `+` in a query, a `%` without two hex digits after it, a character that
 * RFC 3986 does not allow, and a header that is given twice. */

enum { NCP_SDK_MOST_FIELDS = 64 }; /* headers, or parameters of a query */

/* A header, or a parameter of a query. The texts belong to others. */
typedef struct ncp_sdk_field {
    const char *name;
    size_t name_length;
    const char *value;
    size_t value_length;
} ncp_sdk_field;

typedef struct ncp_sdk_fields {
    ncp_sdk_field at[NCP_SDK_MOST_FIELDS];
    size_t count;
} ncp_sdk_fields;

/* Returns false when there are NCP_SDK_MOST_FIELDS already. */
bool ncp_sdk_fields_add(ncp_sdk_fields *fields, ncp_sdk_field field);

typedef enum ncp_sdk_form {
    NCP_SDK_ACCESS, /* the current form */
    NCP_SDK_SCOPED, /* the older one of Open Telekom Cloud's clients (4.5) */
    NCP_SDK_V11,    /* V11-HMAC-SHA256 of other services than IAM (4.6) */
} ncp_sdk_form;

/* What a canonical request is made in. All-zero is a valid empty state. */
typedef struct ncp_canonical {
    ncp_sdk_form form;
    ncp_bytes text;        /* to which the parts are appended */
    ncp_sdk_fields fields; /* the last query's or headers', sorted */
    ncp_bytes memory;      /* of the query's */
} ncp_canonical;

/* Each appends its part and returns true; or returns false, having said in `error`
 * why the request cannot be signed, or nothing when memory ran out. */

/* The path, with a slash added at the end when there is none. */
bool ncp_canonical_uri(ncp_canonical *canonical, const char *path, size_t length, ncp_error *error);

/* The parameters of the query, without its `?`, sorted by name and then by value,
 * as encoded. The scoped form sorts names without regard to case and takes only
 * the first of several alike, so there a repeated name is refused. */
bool ncp_canonical_query(ncp_canonical *canonical, const char *query, size_t length, ncp_error *error);

/* A line for each header, with the name in lower case and the value trimmed,
 * sorted by name. The scoped form also makes one space of several. The texts of
 * the headers must live as long as the next two functions are called. */
bool ncp_canonical_headers(ncp_canonical *canonical, const ncp_sdk_fields *headers, ncp_error *error);

/* Appends to `out` the names of the headers that were last given to
 * ncp_canonical_headers(), separated by `;`. Returns false when memory ran out. */
bool ncp_canonical_signed_headers(const ncp_canonical *canonical, ncp_bytes *out);

/* That one of those headers, its name in lower case; NULL when there is none. */
const ncp_sdk_field *ncp_canonical_header(const ncp_canonical *canonical, const char *name);

/* Wipes what was made, which may hold a security token, and keeps the memory. */
void ncp_canonical_clear(ncp_canonical *canonical);

/* Wipes and frees; the state is empty afterwards and may be freed again. */
void ncp_canonical_free(ncp_canonical *canonical);

#endif
