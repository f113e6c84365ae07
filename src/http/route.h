#ifndef NCP_ROUTE_H
#define NCP_ROUTE_H

#include "transfer.h"

/* Sets the handle up for the origin, the trusted certificates and the proxy of a request,
 * and for all that is the same for every request. Does nothing when the handle's last call
 * went the same way. */
CURLcode ncp_route_take(ncp_transfer *transfer, const ncp_http_request *request);

#endif
