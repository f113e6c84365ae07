#ifndef NCP_ENGINE_H
#define NCP_ENGINE_H

#include "http.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* HTTP calls over libcurl, any number of them at once on one thread. Connections
 * are kept and used again; TLS is 1.2 or newer and always verified; redirects
 * are not followed; https:// goes through a proxy where there is one, http:// never
 * does.
 *
 *     ncp_transfer *transfer = ncp_engine_submit(engine, &request);
 *     ncp_engine_await(engine, transfer);
 *     use(ncp_transfer_response(transfer));
 *     ncp_engine_recycle(engine, transfer);
 */
typedef struct ncp_engine ncp_engine;
typedef struct ncp_transfer ncp_transfer;

typedef struct ncp_engine_stats {
    uint64_t requests; /* submitted */
    uint64_t connects; /* connections opened for them */
} ncp_engine_stats;

/* NULL when memory ran out. curl_global_init() must have been called. Opens nothing. */
ncp_engine *ncp_engine_new(void);

/* Breaks off what is under way and closes every connection. NULL is fine. */
void ncp_engine_free(ncp_engine *engine);

/* Begins a call; NULL when memory ran out. A request that cannot be sent is a
 * finished transfer like any other, with `sent` false. After a fork the child
 * starts with connections of its own and leaves its parent's untouched; calls
 * that were under way end there as NCP_HTTP_NETWORK. */
ncp_transfer *ncp_engine_submit(ncp_engine *engine, const ncp_http_request *request);

/* Moves on all calls that can, at the cost of these alone. When none finishes by that, waits up to
 * so many seconds until one does. Returns early when a signal comes. */
void ncp_engine_run(ncp_engine *engine, double seconds);

/* In how many seconds it wants to be run whatever happens; INFINITY when it does not. */
double ncp_engine_timeout(const ncp_engine *engine);

/* A descriptor that becomes readable when something happens for which it wants to be run, and when an
 * alarm goes off; -1 where there is none. It is another one after a fork. */
int ncp_engine_fd(ncp_engine *engine);

/* Makes that descriptor readable in so many seconds; INFINITY: no longer. */
void ncp_engine_alarm(ncp_engine *engine, double seconds);

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
