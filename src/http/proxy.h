#ifndef NCP_PROXY_H
#define NCP_PROXY_H

#include "transfer.h"

/* The proxy of a request: the one that it names, else that of the environment; https:// only.
 * "" for none. */
const char *ncp_proxy_of(const ncp_http_request *request);

/* Sends what the handle is used for through that proxy, or none. What libcurl may say of the
 * proxy never has the password in it. CURLE_COULDNT_RESOLVE_PROXY: it is no URL of a proxy. */
CURLcode ncp_proxy_set(ncp_transfer *transfer, const char *proxy);

/* Whether a call that ended with the code has failed for the proxy. Fills the response then. */
bool ncp_proxy_explain(ncp_transfer *transfer, CURLcode code);

#endif
