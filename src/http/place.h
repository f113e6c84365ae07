#ifndef NCP_PLACE_H
#define NCP_PLACE_H

#include "transfer.h"

/* Sets the handle up for the origin and the trusted certificates of a request,
 * and for all that is the same for every request. Does nothing when the handle's
 * last call went there too. */
CURLcode ncp_place_go(ncp_transfer *transfer, const ncp_http_request *request);

#endif
