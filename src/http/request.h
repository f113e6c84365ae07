#ifndef NCP_REQUEST_H
#define NCP_REQUEST_H

#include "http.h"

/* Why this request cannot be sent as HTTP: one clause in English, without any of
 * its content. NULL when it can. */
const char *ncp_http_request_problem(const ncp_http_request *request);

#endif
