#include "transfer.h"

#include "failure.h"
#include "request.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(NCP_HTTP_MESSAGE_SIZE >= CURL_ERROR_SIZE, "libcurl's messages must fit");

static const size_t DEFAULT_MAX_BODY = 8 * 1024 * 1024;
static const size_t DEFAULT_MAX_HEADERS = 64 * 1024;

/* One large answer must not keep its memory for ever. */
static const size_t LARGEST_KEPT_BODY = 256 * 1024;

/* For functions that return CURLcode: sets an option, or returns why it could not be set. */
#define SET(easy, option, value)                                        \
    do {                                                                \
        CURLcode set_code = curl_easy_setopt((easy), (option), (value)); \
        if (set_code != CURLE_OK) return set_code;                      \
    } while (0)

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
    ncp_bytes_free(&transfer->response.fields);
    ncp_bytes_free(&transfer->response.body);
    ncp_bytes_free(&transfer->place);
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
    response->status = 0;
    response->message[0] = '\0';
}

void ncp_transfer_stop(ncp_transfer *transfer, ncp_http_failure failure, const char *message) {
    transfer->stopped = true;
    transfer->response.failure = failure;
    snprintf(transfer->response.message, sizeof transfer->response.message, "%s", message);
}

static const struct {
    CURLoption option;
    long value;
} constants[] = {
    {CURLOPT_NOSIGNAL, 1},
    {CURLOPT_SSL_VERIFYPEER, 1},
    {CURLOPT_SSL_VERIFYHOST, 2},
    {CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2},
    {CURLOPT_TCP_NODELAY, 1},
    {CURLOPT_TCP_KEEPALIVE, 1},
    {CURLOPT_FOLLOWLOCATION, 0},
    {CURLOPT_DISALLOW_USERNAME_IN_URL, 1},
    {CURLOPT_SUPPRESS_CONNECT_HEADERS, 1},
};

/* Also keeps programs that are started meanwhile from inheriting the connection. */
static int on_socket(void *sockets, curl_socket_t fd, curlsocktype purpose) {
    (void)purpose;
    if (fcntl(fd, F_SETFD, FD_CLOEXEC) != 0) return CURL_SOCKOPT_ERROR;
    return ncp_sockets_add(sockets, fd) ? CURL_SOCKOPT_OK : CURL_SOCKOPT_ERROR;
}

#if NCP_CURL_TELLS_SEND
/* libcurl sends a request again, without asking, when a kept connection dies
 * before the first byte of the answer. */
static int on_send(void *data, char *remote, char *local, int remote_port, int local_port) {
    (void)remote, (void)local, (void)remote_port, (void)local_port;
    ncp_transfer *transfer = data;
    if (++transfer->sends == 1 || !transfer->once) return CURL_PREREQFUNC_OK;
    ncp_transfer_stop(transfer, NCP_HTTP_NETWORK, "the connection was closed before an answer came");
    return CURL_PREREQFUNC_ABORT;
}

static CURLcode watch_sends(ncp_transfer *transfer) {
    SET(transfer->easy, CURLOPT_PREREQFUNCTION, on_send);
    SET(transfer->easy, CURLOPT_PREREQDATA, transfer);
    return CURLE_OK;
}

static CURLcode set_once(const ncp_transfer *transfer) {
    (void)transfer;
    return CURLE_OK;
}

static bool was_put_on_connection(const ncp_transfer *transfer) { return transfer->sends > 0; }
#else
static CURLcode watch_sends(ncp_transfer *transfer) {
    (void)transfer;
    return CURLE_OK;
}

/* Only a request on a kept connection is ever sent again. */
static CURLcode set_once(const ncp_transfer *transfer) {
    return curl_easy_setopt(transfer->easy, CURLOPT_FRESH_CONNECT, (long)transfer->once);
}

static bool was_put_on_connection(const ncp_transfer *transfer) {
    long proxy_status = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_HTTP_CONNECTCODE, &proxy_status);
    return proxy_status == 0 || proxy_status / 100 == 2;
}
#endif

static CURLcode set_callbacks(ncp_transfer *transfer) {
    CURL *easy = transfer->easy;
    SET(easy, CURLOPT_PRIVATE, transfer);
    SET(easy, CURLOPT_ERRORBUFFER, transfer->error);
    SET(easy, CURLOPT_HEADERFUNCTION, ncp_receive_header);
    SET(easy, CURLOPT_HEADERDATA, transfer);
    SET(easy, CURLOPT_WRITEFUNCTION, ncp_receive_body);
    SET(easy, CURLOPT_WRITEDATA, transfer);
    SET(easy, CURLOPT_SOCKOPTFUNCTION, on_socket);
    SET(easy, CURLOPT_SOCKOPTDATA, transfer->sockets);
    return watch_sends(transfer);
}

static CURLcode set_trust(CURL *easy, const ncp_http_request *request) {
    if (request->ca_file == NULL && request->ca_dir == NULL) return ncp_curl_trust_system(easy);
    SET(easy, CURLOPT_CAINFO, request->ca_file);
    SET(easy, CURLOPT_CAPATH, request->ca_dir);
    return CURLE_OK;
}

/* HTTP/2 over TLS where the server offers it is libcurl's default since 7.62. */
static CURLcode set_place(ncp_transfer *transfer, const ncp_http_request *request) {
    CURL *easy = transfer->easy;
    curl_easy_reset(easy);
    for (size_t i = 0; i < sizeof constants / sizeof constants[0]; i++) {
        SET(easy, constants[i].option, constants[i].value);
    }
    CURLcode code = ncp_curl_allow_http_only(easy);
    if (code == CURLE_OK) code = ncp_curl_leave_slow_resolver(easy);
    if (code == CURLE_OK) code = set_callbacks(transfer);
    if (code == CURLE_OK) code = set_trust(easy, request);
    if (code != CURLE_OK) return code;
    SET(easy, CURLOPT_URL, request->origin);
    /* "" is no proxy at all, whatever the environment says. */
    if (strncmp(request->origin, "https:", 6) != 0) SET(easy, CURLOPT_PROXY, "");
    return CURLE_OK;
}

enum { PLACE_PARTS = 3 };

static void place_of(const ncp_http_request *request, const char *parts[PLACE_PARTS]) {
    parts[0] = request->origin;
    parts[1] = request->ca_file == NULL ? "" : request->ca_file;
    parts[2] = request->ca_dir == NULL ? "" : request->ca_dir;
}

static bool is_at_place(const ncp_transfer *transfer, const ncp_http_request *request) {
    if (transfer->place.length == 0) return false;
    const char *parts[PLACE_PARTS], *kept = transfer->place.data;
    place_of(request, parts);
    for (size_t i = 0; i < PLACE_PARTS; i++) {
        if (strcmp(kept, parts[i]) != 0) return false;
        kept += strlen(kept) + 1;
    }
    return true;
}

/* A place that cannot be remembered is set again by the next call. */
static void remember_place(ncp_transfer *transfer, const ncp_http_request *request) {
    const char *parts[PLACE_PARTS];
    place_of(request, parts);
    for (size_t i = 0; i < PLACE_PARTS; i++) {
        if (ncp_bytes_append(&transfer->place, parts[i], strlen(parts[i]) + 1)) continue;
        ncp_bytes_clear(&transfer->place);
        return;
    }
}

static CURLcode go_to_place(ncp_transfer *transfer, const ncp_http_request *request) {
    if (is_at_place(transfer, request)) return CURLE_OK;
    ncp_bytes_clear(&transfer->place);
    CURLcode code = set_place(transfer, request);
    if (code == CURLE_OK) remember_place(transfer, request);
    return code;
}

/* What libcurl would add of its own, taken away: an "Expect: 100-continue" that
 * some servers refuse, and a content type for forms. */
static const char *const unwanted[] = {"Expect:", "Content-Type:"};

enum { UNWANTED = sizeof unwanted / sizeof unwanted[0] };

static bool reserve_lines(ncp_transfer *transfer, size_t count) {
    if (count <= transfer->line_capacity) return true;
    struct curl_slist *lines = realloc(transfer->lines, count * sizeof *lines);
    if (lines == NULL) return false;
    transfer->lines = lines;
    transfer->line_capacity = count;
    return true;
}

/* The list is linked by hand because curl_slist_append() copies every string.
 * libcurl only reads it. */
static CURLcode set_headers(ncp_transfer *transfer, const char *headers) {
    size_t count = UNWANTED;
    for (const char *line = headers; line != NULL && *line != '\0'; line += strlen(line) + 1) count++;
    if (!reserve_lines(transfer, count)) return CURLE_OUT_OF_MEMORY;

    struct curl_slist *lines = transfer->lines;
    for (size_t i = 0; i < count; i++) {
        lines[i].data = (char *)(i < UNWANTED ? unwanted[i] : headers);
        lines[i].next = i + 1 < count ? &lines[i + 1] : NULL;
        if (i >= UNWANTED) headers += strlen(headers) + 1;
    }
    return curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, lines);
}

/* These carry a Content-Length even when there is no content (RFC 9110, 8.6). */
static bool expects_body(const char *method) {
    return strcmp(method, "POST") == 0 || strcmp(method, "PUT") == 0 || strcmp(method, "PATCH") == 0;
}

static CURLcode set_method(CURL *easy, const ncp_http_request *request) {
    SET(easy, CURLOPT_HTTPGET, 1L); /* ends what the call before has set */
    SET(easy, CURLOPT_CUSTOMREQUEST, request->method);
    if (strcmp(request->method, "HEAD") == 0) SET(easy, CURLOPT_NOBODY, 1L);
    if (request->body == NULL && !expects_body(request->method)) return CURLE_OK;
    SET(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_length);
    SET(easy, CURLOPT_POSTFIELDS, request->body == NULL ? "" : request->body);
    return CURLE_OK;
}

static CURLcode set_request(ncp_transfer *transfer, const ncp_http_request *request) {
    CURLcode code = go_to_place(transfer, request);
    if (code == CURLE_OK) code = set_method(transfer->easy, request);
    if (code == CURLE_OK) code = set_headers(transfer, request->headers);
    if (code == CURLE_OK) code = set_once(transfer);
    if (code != CURLE_OK) return code;
    SET(transfer->easy, CURLOPT_REQUEST_TARGET, request->target);
    SET(transfer->easy, CURLOPT_TIMEOUT_MS, request->timeout_ms < 1 ? 1L : request->timeout_ms);
    return CURLE_OK;
}

bool ncp_transfer_prepare(ncp_transfer *transfer, const ncp_http_request *request) {
    transfer->max_body = request->max_body == 0 ? DEFAULT_MAX_BODY : request->max_body;
    transfer->max_headers = request->max_headers == 0 ? DEFAULT_MAX_HEADERS : request->max_headers;
    transfer->header_bytes = 0;
    transfer->sends = 0;
    transfer->once = request->once;
    transfer->checked = request->any_body;
    transfer->block_open = false;
    transfer->stopped = false;
    transfer->error[0] = '\0';

    const char *problem = ncp_http_request_problem(request);
    if (problem != NULL) {
        ncp_transfer_stop(transfer, NCP_HTTP_PROTOCOL, problem);
        return false;
    }
    CURLcode code = set_request(transfer, request);
    if (code != CURLE_OK) ncp_transfer_stop(transfer, ncp_http_failure_of(code), curl_easy_strerror(code));
    return code == CURLE_OK;
}

void ncp_transfer_finish(ncp_transfer *transfer, CURLcode code) {
    ncp_http_response *response = &transfer->response;
    long status = 0, sent_bytes = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(transfer->easy, CURLINFO_REQUEST_SIZE, &sent_bytes);
    response->status = (int)status;
    /* The size alone would count what was said to a proxy as well. */
    response->sent = sent_bytes > 0 && was_put_on_connection(transfer);
    if (code != CURLE_OK && !transfer->stopped) {
        const char *message = transfer->error[0] != '\0' ? transfer->error : curl_easy_strerror(code);
        ncp_transfer_stop(transfer, ncp_http_failure_of(code), message);
    }
    /* Up to 7.65 libcurl takes what has no status line for an answer in HTTP/0.9. */
    if (response->failure == NCP_HTTP_OK && status == 0) {
        ncp_transfer_stop(transfer, NCP_HTTP_PROTOCOL, "the answer is not HTTP");
    }
}
