#include "resend_guard.h"

#if NCP_CURL_TELLS_SEND
static int on_send(void *data, char *remote, char *local, int remote_port, int local_port) {
    (void)remote, (void)local, (void)remote_port, (void)local_port;
    ncp_transfer *transfer = data;
    if (++transfer->sends == 1 || !transfer->no_resend) return CURL_PREREQFUNC_OK;
    ncp_transfer_stop(transfer, NCP_HTTP_NETWORK, "the connection was closed before an answer came");
    return CURL_PREREQFUNC_ABORT;
}

CURLcode ncp_resend_guard_watch(ncp_transfer *transfer) {
    NCP_CURL_SET(transfer->easy, CURLOPT_PREREQFUNCTION, on_send);
    NCP_CURL_SET(transfer->easy, CURLOPT_PREREQDATA, transfer);
    return CURLE_OK;
}

CURLcode ncp_resend_guard_set(const ncp_transfer *transfer) {
    (void)transfer;
    return CURLE_OK;
}

bool ncp_resend_guard_sent(const ncp_transfer *transfer) { return transfer->sends > 0; }
#else
CURLcode ncp_resend_guard_watch(ncp_transfer *transfer) {
    (void)transfer;
    return CURLE_OK;
}

/* Only a request on a kept connection is ever sent again. */
CURLcode ncp_resend_guard_set(const ncp_transfer *transfer) {
    return curl_easy_setopt(transfer->easy, CURLOPT_FRESH_CONNECT, (long)transfer->no_resend);
}

bool ncp_resend_guard_sent(const ncp_transfer *transfer) {
    long proxy_status = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_HTTP_CONNECTCODE, &proxy_status);
    return proxy_status == 0 || proxy_status / 100 == 2;
}
#endif
