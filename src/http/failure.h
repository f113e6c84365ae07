#ifndef NCP_FAILURE_H
#define NCP_FAILURE_H

#include "http.h"
#include "libcurl.h"

ncp_http_failure ncp_http_failure_of(CURLcode code);

#endif
