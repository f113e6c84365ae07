#include "route.h"

#include "proxy.h"
#include "receive.h"
#include "resend_guard.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "file.h"

static const struct {
    CURLoption option;
    long value;
} constants[] = {
    {CURLOPT_NOSIGNAL, 1}, /* signals are the program's */
    {CURLOPT_SSL_VERIFYPEER, 1},
    {CURLOPT_SSL_VERIFYHOST, 2},
    {CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2}, /* or newer */
    {CURLOPT_TCP_NODELAY, 1},
    {CURLOPT_TCP_KEEPALIVE, 1},
    {CURLOPT_FOLLOWLOCATION, 0},
    {CURLOPT_SUPPRESS_CONNECT_HEADERS, 1}, /* a proxy's are not the server's */
};

/* Also keeps programs that are started meanwhile from inheriting the connection. */
static int on_socket(void *sockets, curl_socket_t fd, curlsocktype purpose) {
    (void)purpose;
    if (fcntl(fd, F_SETFD, FD_CLOEXEC) != 0) return CURL_SOCKOPT_ERROR;
    return ncp_sockets_add(sockets, fd) ? CURL_SOCKOPT_OK : CURL_SOCKOPT_ERROR;
}

enum { ORIGIN, CA_FILE, CA_DIR, PROXY, ROUTE_PARTS };

/* Where to, whom to trust, and through what; what is not given is empty. */
static void route_of(const ncp_http_request *request, const char *parts[ROUTE_PARTS]) {
    parts[ORIGIN] = request->origin;
    parts[CA_FILE] = request->ca_file == NULL ? "" : request->ca_file;
    parts[CA_DIR] = request->ca_dir == NULL ? "" : request->ca_dir;
    parts[PROXY] = ncp_proxy_of(request);
}

static CURLcode set_callbacks(ncp_transfer *transfer) {
    CURL *easy = transfer->easy;
    NCP_CURL_SET(easy, CURLOPT_PRIVATE, transfer);
    NCP_CURL_SET(easy, CURLOPT_ERRORBUFFER, transfer->error);
    NCP_CURL_SET(easy, CURLOPT_HEADERFUNCTION, ncp_receive_header);
    NCP_CURL_SET(easy, CURLOPT_HEADERDATA, transfer);
    NCP_CURL_SET(easy, CURLOPT_WRITEFUNCTION, ncp_receive_body);
    NCP_CURL_SET(easy, CURLOPT_WRITEDATA, transfer);
    NCP_CURL_SET(easy, CURLOPT_SOCKOPTFUNCTION, on_socket);
    NCP_CURL_SET(easy, CURLOPT_SOCKOPTDATA, transfer->sockets);
    return ncp_resend_guard_watch(transfer);
}

static const char *or_null(const char *text) { return text[0] == '\0' ? NULL : text; }

/* OpenSSL would wait for a FIFO, and read a device for ever. */
static bool is_readable_at_once(ncp_transfer *transfer, const char *ca_file) {
    struct stat status;
    const char *obstacle = stat(ca_file, &status) == 0 ? ncp_file_obstacle(status.st_mode) : NULL;
    if (obstacle == NULL) return true;
    (void)snprintf(transfer->error, sizeof transfer->error, "the CA file %s", obstacle);
    return false;
}

static CURLcode set_trust(ncp_transfer *transfer, const char *ca_file, const char *ca_dir) {
    CURL *easy = transfer->easy;
    if (ca_file[0] == '\0' && ca_dir[0] == '\0') return ncp_curl_trust_system(easy);
    if (!is_readable_at_once(transfer, ca_file)) return CURLE_SSL_CACERT_BADFILE;
    NCP_CURL_SET(easy, CURLOPT_CAINFO, or_null(ca_file));
    NCP_CURL_SET(easy, CURLOPT_CAPATH, or_null(ca_dir));
    return CURLE_OK;
}

/* A URL in parts is not parsed again for every call. */
static CURLcode set_origin(ncp_transfer *transfer, const char *origin) {
    curl_url_cleanup(transfer->url);
    transfer->url = curl_url();
    if (transfer->url == NULL) return CURLE_OUT_OF_MEMORY;
    CURLUcode code = curl_url_set(transfer->url, CURLUPART_URL, origin, CURLU_DISALLOW_USER);
    if (code != CURLUE_OK) return code == CURLUE_OUT_OF_MEMORY ? CURLE_OUT_OF_MEMORY : CURLE_URL_MALFORMAT;
    return curl_easy_setopt(transfer->easy, CURLOPT_CURLU, transfer->url);
}

/* HTTP/2 over TLS where the server offers it is libcurl's default. */
static CURLcode set_route(ncp_transfer *transfer, const char *const parts[ROUTE_PARTS]) {
    CURL *easy = transfer->easy;
    curl_easy_reset(easy);
    for (size_t i = 0; i < sizeof constants / sizeof constants[0]; i++) {
        NCP_CURL_SET(easy, constants[i].option, constants[i].value);
    }
    CURLcode code = ncp_curl_allow_http_only(easy);
    if (code == CURLE_OK) code = ncp_curl_leave_slow_resolver(easy);
    if (code == CURLE_OK) code = ncp_curl_keep_no_sessions(easy);
    if (code == CURLE_OK) code = set_callbacks(transfer);
    if (code == CURLE_OK) code = set_trust(transfer, parts[CA_FILE], parts[CA_DIR]);
    if (code == CURLE_OK) code = set_origin(transfer, parts[ORIGIN]);
    if (code == CURLE_OK) code = ncp_proxy_set(transfer, parts[PROXY]);
    return code;
}

static bool is_set_for(const ncp_transfer *transfer, const char *const parts[ROUTE_PARTS]) {
    if (transfer->route.length == 0) return false;
    const char *kept = transfer->route.data;
    for (size_t i = 0; i < ROUTE_PARTS; i++) {
        if (strcmp(kept, parts[i]) != 0) return false;
        kept += strlen(kept) + 1;
    }
    return true;
}

/* A route that cannot be remembered is set again by the next call. */
static void remember_route(ncp_transfer *transfer, const char *const parts[ROUTE_PARTS]) {
    for (size_t i = 0; i < ROUTE_PARTS; i++) {
        if (ncp_bytes_append(&transfer->route, parts[i], strlen(parts[i]) + 1)) continue;
        ncp_bytes_clear(&transfer->route);
        return;
    }
}

CURLcode ncp_route_take(ncp_transfer *transfer, const ncp_http_request *request) {
    const char *parts[ROUTE_PARTS];
    CURL *easy = ncp_curl_renew(transfer->easy);
    if (easy == NULL) return CURLE_OUT_OF_MEMORY;
    transfer->easy = easy;
    route_of(request, parts);
    if (is_set_for(transfer, parts)) return CURLE_OK;
    ncp_bytes_clear(&transfer->route);
    CURLcode code = set_route(transfer, parts);
    if (code == CURLE_OK) remember_route(transfer, parts);
    return code;
}
