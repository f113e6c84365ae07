#ifndef NCP_EXCHANGE_H
#define NCP_EXCHANGE_H

#include "transfer.h"

/* What comes before and after libcurl's part of a call. */

/* Sets the handle up. False: the request cannot be sent, and the response says why. */
bool ncp_exchange_prepare(ncp_transfer *transfer, const ncp_http_request *request);

/* Fills the response after libcurl is done with the handle. */
void ncp_exchange_finish(ncp_transfer *transfer, CURLcode code);

#endif
