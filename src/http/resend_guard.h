#ifndef NCP_RESEND_GUARD_H
#define NCP_RESEND_GUARD_H

#include "transfer.h"

/* How often a request is put on a connection. libcurl does so again, without
 * asking, when a kept connection dies before the first byte of the answer. */

/* For a handle that was reset. */
CURLcode ncp_resend_guard_watch(ncp_transfer *transfer);

/* For each call, after `transfer->no_resend` is set. */
CURLcode ncp_resend_guard_set(const ncp_transfer *transfer);

/* Whether the request, not only a word to a proxy, was given to a connection. */
bool ncp_resend_guard_sent(const ncp_transfer *transfer);

#endif
