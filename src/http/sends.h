#ifndef NCP_SENDS_H
#define NCP_SENDS_H

#include "transfer.h"

/* How often a request is put on a connection. libcurl does so again, without
 * asking, when a kept connection dies before the first byte of the answer. */

/* For a handle that was reset. */
CURLcode ncp_sends_watch(ncp_transfer *transfer);

/* For each call, after `transfer->once` is set. */
CURLcode ncp_sends_limit(const ncp_transfer *transfer);

/* Whether the request, not only a word to a proxy, was given to a connection. */
bool ncp_sends_any(const ncp_transfer *transfer);

#endif
