#include "transfer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(NCP_HTTP_MESSAGE_SIZE >= CURL_ERROR_SIZE, "libcurl's messages must fit");

enum { LARGEST_KEPT_BODY = 256 * 1024 }; /* one large answer must not keep its memory for ever */

ncp_transfer *ncp_transfer_new(ncp_sockets *sockets) {
    ncp_transfer *transfer = calloc(1, sizeof *transfer);
    if (transfer == NULL) return NULL;
    transfer->sockets = sockets;
    transfer->easy = curl_easy_init();
    if (transfer->easy != NULL) return transfer;
    free(transfer);
    return NULL;
}

void ncp_transfer_free(ncp_transfer *transfer) {
    curl_easy_cleanup(transfer->easy);
    curl_url_cleanup(transfer->url);
    curl_url_cleanup(transfer->proxy);
    ncp_bytes_free(&transfer->response.fields);
    ncp_bytes_free(&transfer->response.body);
    ncp_bytes_free(&transfer->route);
    ncp_bytes_free(&transfer->header_block);
    free(transfer->lines);
    free(transfer);
}

void ncp_transfer_clear(ncp_transfer *transfer) {
    ncp_http_response *response = &transfer->response;
    if (response->body.capacity > LARGEST_KEPT_BODY) ncp_bytes_free(&response->body);
    ncp_bytes_clear(&response->body);
    ncp_bytes_clear(&response->fields);
    response->failure = NCP_HTTP_OK;
    response->sent = false;
    response->status = response->proxy_status = 0;
    response->message[0] = '\0';
}

void ncp_transfer_stop(ncp_transfer *transfer, ncp_http_failure failure, const char *message) {
    transfer->stopped = true;
    transfer->response.failure = failure;
    (void)snprintf(transfer->response.message, sizeof transfer->response.message, "%s", message);
}
