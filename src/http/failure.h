#ifndef NCP_FAILURE_H
#define NCP_FAILURE_H

#include "http.h"
#include "libcurl.h"

/* `reason` is what libcurl says besides, in its own words. */
ncp_http_failure ncp_http_failure_of(CURLcode code, const char *reason);

#endif
