#ifndef NCP_ENGINE_H
#define NCP_ENGINE_H

#include "bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* HTTP calls over libcurl, any number of them at once on one thread. Connections
 * are kept and used again; TLS is 1.2 or newer and always verified; redirects
 * are not followed; https:// goes through the proxy of the environment, if any,
 * http:// never does.
 *
 *     ncp_transfer *transfer = ncp_engine_submit(engine, &request);
 *     ncp_engine_await(engine, transfer);
 *     use(ncp_transfer_response(transfer));
 *     ncp_engine_recycle(engine, transfer);
 */
typedef struct ncp_engine ncp_engine;
typedef struct ncp_transfer ncp_transfer;

/* Everything pointed to must stay in place until the transfer is taken, but for the headers,
 * which are copied. */
typedef struct ncp_http_request {
    const char *method;
    const char *origin;  /* "https://host[:port]"; which http:// origins are safe is the caller's to decide */
    const char *target;  /* "/path?query"; goes out as it is, nothing is escaped or normalised */
    const char *headers; /* "Name: value" lines, each ended by NUL; "Name;" has no value */
    size_t headers_length;
    const char *body; /* NULL: none */
    size_t body_length;
    long timeout_ms;     /* for the whole call, name resolution included; at least 1 */
    const char *ca_file; /* when one of these two is given (neither NULL nor empty), it is the only source of
                            trusted */
    const char *ca_dir;  /* certificates; otherwise libcurl's default is */
    size_t max_body;     /* bytes; 0: 8 MiB */
    size_t max_headers;  /* bytes of all header lines; 0: 64 KiB */
    bool once;           /* fail rather than send again when a kept connection turns out dead */
    bool any_body;       /* else a body that cannot be JSON is cut after its first chunk */
} ncp_http_request;

typedef enum ncp_http_failure {
    NCP_HTTP_OK,
    NCP_HTTP_TLS,     /* not TLS, wrong host, expired, unknown CA, unreadable CA file */
    NCP_HTTP_NETWORK, /* no such host, refused, reset, closed before or within the answer */
    NCP_HTTP_TIMEOUT,
    NCP_HTTP_LIMIT,    /* headers or body too large, or out of memory */
    NCP_HTTP_PROTOCOL, /* the request cannot be sent as HTTP, or the answer is not HTTP */
} ncp_http_failure;

enum { NCP_HTTP_MESSAGE_SIZE = 256 };

typedef struct ncp_http_response {
    ncp_http_failure failure;
    bool sent;        /* could the server have seen any byte of the request? */
    int status;       /* 0 when no answer came */
    ncp_bytes fields; /* of the final header block, each as "name:value\n", the name in lower case */
    ncp_bytes body;   /* as it arrived, never decompressed */
    char message[NCP_HTTP_MESSAGE_SIZE]; /* of a failure: names host and reason, never target or secrets */
} ncp_http_response;

typedef struct ncp_engine_stats {
    uint64_t requests; /* submitted */
    uint64_t connects; /* connections opened for them */
} ncp_engine_stats;

/* "tls", "network", "timeout", "limit", "protocol"; "ok" for NCP_HTTP_OK. */
const char *ncp_http_failure_name(ncp_http_failure failure);

/* NULL when memory ran out. curl_global_init() must have been called. Opens nothing. */
ncp_engine *ncp_engine_new(void);

/* Breaks off what is under way and closes every connection. NULL is fine. */
void ncp_engine_free(ncp_engine *engine);

/* Begins a call; NULL when memory ran out. A request that cannot be sent is a
 * finished transfer like any other, with `sent` false. After a fork the child
 * starts with connections of its own and leaves its parent's untouched; calls
 * that were under way end there as NCP_HTTP_NETWORK. */
ncp_transfer *ncp_engine_submit(ncp_engine *engine, const ncp_http_request *request);

/* Moves all calls on. When none finishes by that, waits up to `wait_ms` milliseconds
 * for something to happen, and moves them on again. */
void ncp_engine_run(ncp_engine *engine, int wait_ms);

/* Runs until that transfer has finished, and takes it. Others that finish meanwhile stay. */
void ncp_engine_await(ncp_engine *engine, ncp_transfer *transfer);

/* How many finished transfers can be taken. */
size_t ncp_engine_count_finished(const ncp_engine *engine);

/* The next finished transfer, in the order of finishing, or NULL. */
ncp_transfer *ncp_engine_take(ncp_engine *engine);

/* A number of the transfer's own, from 1. Numbers are as small as may be, because transfers
 * are used again. */
size_t ncp_transfer_number(const ncp_transfer *transfer);

/* The taken transfer of that number, or NULL. */
ncp_transfer *ncp_engine_taken(const ncp_engine *engine, size_t number);

/* The number of the transfer that the next submit will return. */
size_t ncp_engine_next_number(const ncp_engine *engine);

/* Of a taken transfer; valid until it is recycled. */
const ncp_http_response *ncp_transfer_response(const ncp_transfer *transfer);

/* Gives a taken transfer back, for the next call to use. */
void ncp_engine_recycle(ncp_engine *engine, ncp_transfer *transfer);

ncp_engine_stats ncp_engine_get_stats(const ncp_engine *engine);

#endif
