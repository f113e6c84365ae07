#ifndef NCP_HTTP_H
#define NCP_HTTP_H

#include "bytes.h"

#include <stdbool.h>
#include <stddef.h>

/* What is asked of the engine, and what comes of it. */

/* Everything pointed to must stay in place until the transfer is taken, but for the headers,
 * which are copied. Method, target and headers are sent unchecked: they are what the functions
 * ncp_…_is_valid() of message.h say that they must be. */
typedef struct ncp_http_request {
    const char *method;
    const char *origin;  /* "https://host[:port]"; which http:// origins are safe is the caller's to decide */
    const char *target;  /* "/path?query"; goes out as it is, nothing is escaped or normalised */
    const char *headers; /* "Name: value" lines, each ended by NUL; "Name;" has no value; NULL: none */
    size_t headers_length;
    const char *body; /* NULL: none */
    size_t body_length;
    long timeout_ms; /* for the whole call, name resolution included; at least 1 */
    /* When one of these two is given (neither NULL nor empty), it is the only source of trusted
     * certificates; otherwise libcurl's default is. */
    const char *ca_file, *ca_dir;
    /* "[scheme://][user:password@]host[:port]", for https:// only; NULL or empty: the environment's,
     * if it has one. */
    const char *proxy;
    size_t max_body;      /* bytes; 0: 8 MiB */
    size_t max_headers;   /* bytes of all header lines; 0: 64 KiB */
    bool no_resend;       /* fail rather than send again when a kept connection turns out dead */
    bool skip_json_check; /* else a body that cannot be JSON is cut after its first chunk */
} ncp_http_request;

typedef enum ncp_http_failure {
    NCP_HTTP_OK,
    NCP_HTTP_TLS,     /* not TLS, wrong host, expired, unknown CA, unreadable CA file */
    NCP_HTTP_NETWORK, /* no such host, refused, reset, closed before or within the answer */
    NCP_HTTP_PROXY,   /* not there, or it refuses */
    NCP_HTTP_TIMEOUT,
    NCP_HTTP_LIMIT,    /* headers or body too large, or out of memory */
    NCP_HTTP_PROTOCOL, /* the answer is not HTTP */
} ncp_http_failure;

enum { NCP_HTTP_MESSAGE_SIZE = 256 };

typedef struct ncp_http_response {
    ncp_http_failure failure;
    bool sent;        /* could the server have seen any byte of the request? */
    int status;       /* 0 when no answer came */
    int proxy_status; /* of a proxy that refuses; else 0 */
    bool reused;      /* it came over a connection that was kept from a call before */
    ncp_bytes fields; /* of the final header block, each as "name:value\n", the name in lower case */
    ncp_bytes body;   /* as it arrived, never decompressed */
    char message[NCP_HTTP_MESSAGE_SIZE]; /* of a failure: names host and reason, never target or secrets */
} ncp_http_response;

/* "tls", "network", "proxy", "timeout", "limit", "protocol"; "ok" for NCP_HTTP_OK. */
const char *ncp_http_failure_name(ncp_http_failure failure);

#endif
