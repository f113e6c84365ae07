#include "exchange.h"

#include "failure.h"
#include "proxy.h"
#include "resend_guard.h"
#include "route.h"

#include <stdlib.h>
#include <string.h>

enum { DEFAULT_MAX_BODY = 8 * 1024 * 1024, DEFAULT_MAX_HEADERS = 64 * 1024 };

/* Some methods carry a Content-Length even when there is no content (RFC 9110, 8.6). */
static bool has_body(const ncp_http_request *request) {
    const char *method = request->method;
    if (request->body != NULL) return true;
    return strcmp(method, "POST") == 0 || strcmp(method, "PUT") == 0 || strcmp(method, "PATCH") == 0;
}

/* What libcurl adds to a request with a body, taken away: a content type for
 * forms, and above 1 KiB (later 1 MiB) an "Expect: 100-continue" that some
 * servers refuse. */
static const char *const unwanted[] = {"Content-Type:", "Expect:"};

static size_t count_unwanted(const ncp_http_request *request) {
    enum { LARGEST_UNEXPECTED_BODY = 1024 };
    if (!has_body(request)) return 0;
    return request->body_length <= LARGEST_UNEXPECTED_BODY ? 1 : 2;
}

static bool reserve_lines(ncp_transfer *transfer, size_t count) {
    if (count <= transfer->line_capacity) return true;
    struct curl_slist *lines = realloc(transfer->lines, count * sizeof *lines);
    if (lines == NULL) return false;
    transfer->lines = lines;
    transfer->line_capacity = count;
    return true;
}

static bool keep_headers(ncp_transfer *transfer, const char *headers, size_t length) {
    ncp_bytes_clear(&transfer->header_block);
    return length == 0 || ncp_bytes_append(&transfer->header_block, headers, length);
}

/* The list is linked by hand because curl_slist_append() copies every string.
 * libcurl only reads it. */
static CURLcode set_headers(ncp_transfer *transfer, const ncp_http_request *request) {
    const size_t from_us = count_unwanted(request);
    const char *headers = request->headers != NULL ? request->headers : "";
    const char *end = headers + request->headers_length;
    size_t count = from_us;
    for (const char *line = headers; line < end; line += strlen(line) + 1) count++;
    if (!reserve_lines(transfer, count) || !keep_headers(transfer, headers, request->headers_length))
        return CURLE_OUT_OF_MEMORY;

    const char *line = transfer->header_block.data;
    struct curl_slist *lines = transfer->lines;
    for (size_t i = 0; i < count; i++) {
        lines[i].data = (char *)(i < from_us ? unwanted[i] : line);
        lines[i].next = i + 1 < count ? &lines[i + 1] : NULL;
        if (i >= from_us) line += strlen(line) + 1;
    }
    return curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, count > 0 ? lines : NULL);
}

static CURLcode set_method(CURL *easy, const ncp_http_request *request) {
    NCP_CURL_SET(easy, CURLOPT_HTTPGET, 1L); /* ends what the call before has set */
    NCP_CURL_SET(easy, CURLOPT_CUSTOMREQUEST, request->method);
    if (strcmp(request->method, "HEAD") == 0) NCP_CURL_SET(easy, CURLOPT_NOBODY, 1L);
    if (!has_body(request)) return CURLE_OK;
    NCP_CURL_SET(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_length);
    NCP_CURL_SET(easy, CURLOPT_POSTFIELDS, request->body == NULL ? "" : request->body);
    return CURLE_OK;
}

static CURLcode set_request(ncp_transfer *transfer, const ncp_http_request *request) {
    CURLcode code = ncp_route_take(transfer, request);
    if (code == CURLE_OK) code = set_method(transfer->easy, request);
    if (code == CURLE_OK) code = set_headers(transfer, request);
    if (code == CURLE_OK) code = ncp_resend_guard_set(transfer);
    if (code != CURLE_OK) return code;
    NCP_CURL_SET(transfer->easy, CURLOPT_REQUEST_TARGET, request->target);
    NCP_CURL_SET(transfer->easy, CURLOPT_TIMEOUT_MS, request->timeout_ms < 1 ? 1L : request->timeout_ms);
    return CURLE_OK;
}

static const char *reason_of(const ncp_transfer *transfer, CURLcode code) {
    return transfer->error[0] != '\0' ? transfer->error : curl_easy_strerror(code);
}

bool ncp_exchange_prepare(ncp_transfer *transfer, const ncp_http_request *request) {
    transfer->max_body = request->max_body == 0 ? DEFAULT_MAX_BODY : request->max_body;
    transfer->max_headers = request->max_headers == 0 ? DEFAULT_MAX_HEADERS : request->max_headers;
    transfer->header_bytes = 0;
    transfer->sends = 0;
    transfer->no_resend = request->no_resend;
    transfer->checked = request->skip_json_check;
    transfer->block_open = false;
    transfer->has_head = false;
    transfer->stopped = false;
    transfer->error[0] = '\0';

    CURLcode code = set_request(transfer, request);
    if (code != CURLE_OK)
        ncp_transfer_stop(transfer, ncp_http_failure_of(code, transfer->error), reason_of(transfer, code));
    return code == CURLE_OK;
}

/* libcurl takes a head that breaks off for a whole one, and gives no reason of its own for one
 * with a line above its limit. */
static void explain(ncp_transfer *transfer, CURLcode code) {
    ncp_http_failure failure = ncp_http_failure_of(code, transfer->error);
    const char *message = reason_of(transfer, code);
    if (code == CURLE_OK) {
        failure = NCP_HTTP_NETWORK;
        message = "the connection was closed before the headers of the answer were complete";
    } else if (transfer->response.sent && (code == CURLE_OUT_OF_MEMORY || code == CURLE_TOO_LARGE)) {
        message = "the headers of the answer are too large";
    } else if (code == CURLE_SSL_CONNECT_ERROR && failure == NCP_HTTP_NETWORK) {
        message = "the connection was closed within the TLS handshake";
    }
    ncp_transfer_stop(transfer, failure, message);
}

void ncp_exchange_finish(ncp_transfer *transfer, CURLcode code) {
    ncp_http_response *response = &transfer->response;
    long status = 0, sent_bytes = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(transfer->easy, CURLINFO_REQUEST_SIZE, &sent_bytes);
    response->status = (int)status;
    /* The size alone would count what was said to a proxy as well. */
    response->sent = sent_bytes > 0 && ncp_resend_guard_sent(transfer);
    if (transfer->stopped || (code == CURLE_OK && transfer->has_head)) return;
    if (!ncp_proxy_explain(transfer, code)) explain(transfer, code);
}
