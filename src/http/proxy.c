#include "proxy.h"

#include "failure.h"

#include <openssl/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *from_environment(const char *const names[], size_t count) {
    for (size_t i = 0; i < count; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0') return value;
    }
    return "";
}

/* The names, and their order, are those of libcurl. */
#define FROM_ENVIRONMENT(names) from_environment((names), sizeof(names) / sizeof *(names))
static const char *const proxy_names[] = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
static const char *const exception_names[] = {"no_proxy", "NO_PROXY"};

static bool ends_with_domain(const char *host, size_t host_length, const char *domain, size_t length) {
    if (length == 0 || length > host_length) return false;
    const char *end = host + host_length - length;
    return strncasecmp(end, domain, length) == 0 && (end == host || end[-1] == '.');
}

/* Whether `no_proxy` has the host: "*", or a list of hosts and domains. Networks (10.0.0.0/8) are
 * libcurl's to know: they keep the request from the proxy, but not its name from the error. */
static bool is_exception(const char *host, size_t host_length) {
    static const char separators[] = ", \t";
    const char *list = FROM_ENVIRONMENT(exception_names);
    if (strcmp(list, "*") == 0) return true;
    for (size_t length; list += strspn(list, separators), *list != '\0'; list += length) {
        length = strcspn(list, separators);
        const size_t dot = list[0] == '.' ? 1 : 0;
        if (ends_with_domain(host, host_length, list + dot, length - dot)) return true;
    }
    return false;
}

static bool is_excepted(const char *host) {
    if (host[0] == '[') return is_exception(host + 1, strcspn(host + 1, "]"));
    return is_exception(host, strcspn(host, ":/"));
}

const char *ncp_proxy_of(const ncp_http_request *request) {
    static const char scheme[] = "https://";
    const size_t prefix = sizeof scheme - 1;
    if (strncmp(request->origin, scheme, prefix) != 0) return "";
    const char *proxy = request->proxy;
    if (proxy == NULL || proxy[0] == '\0') proxy = FROM_ENVIRONMENT(proxy_names);
    return proxy[0] == '\0' || is_excepted(request->origin + prefix) ? "" : proxy;
}

static CURLcode code_of(CURLUcode code) {
    if (code == CURLUE_OK) return CURLE_OK;
    return code == CURLUE_OUT_OF_MEMORY ? CURLE_OUT_OF_MEMORY : CURLE_COULDNT_RESOLVE_PROXY;
}

/* Sets an option to a part of the proxy's URL, if it has that part, and takes it out of there. */
static CURLcode move_part(ncp_transfer *transfer, CURLUPart part, CURLoption option) {
    char *text = NULL;
    CURLUcode got = curl_url_get(transfer->proxy, part, &text, CURLU_URLDECODE);
    if (got == CURLUE_NO_USER || got == CURLUE_NO_PASSWORD) return CURLE_OK;
    CURLcode code = code_of(got);
    if (code == CURLE_OK) code = curl_easy_setopt(transfer->easy, option, text);
    if (text != NULL) OPENSSL_cleanse(text, strlen(text));
    curl_free(text);
    return code == CURLE_OK ? code_of(curl_url_set(transfer->proxy, part, NULL, 0)) : code;
}

static CURLcode set_url(ncp_transfer *transfer) {
    char *url = NULL;
    CURLcode code = code_of(curl_url_get(transfer->proxy, CURLUPART_URL, &url, 0));
    if (code == CURLE_OK) code = curl_easy_setopt(transfer->easy, CURLOPT_PROXY, url);
    curl_free(url);
    return code;
}

/* As libcurl reads the variables of the environment. */
static CURLcode parse(ncp_transfer *transfer, const char *proxy) {
    transfer->proxy = curl_url();
    if (transfer->proxy == NULL) return CURLE_OUT_OF_MEMORY;
    return code_of(
        curl_url_set(transfer->proxy, CURLUPART_URL, proxy, CURLU_NON_SUPPORT_SCHEME | CURLU_GUESS_SCHEME));
}

CURLcode ncp_proxy_set(ncp_transfer *transfer, const char *proxy) {
    curl_url_cleanup(transfer->proxy);
    transfer->proxy = NULL;
    if (proxy[0] == '\0') return curl_easy_setopt(transfer->easy, CURLOPT_PROXY, "");
    CURLcode code = parse(transfer, proxy);
    if (code == CURLE_COULDNT_RESOLVE_PROXY)
        (void)snprintf(transfer->error, sizeof transfer->error,
                       "the address of the proxy is not http://host:port");
    if (code == CURLE_OK) code = move_part(transfer, CURLUPART_USER, CURLOPT_PROXYUSERNAME);
    if (code == CURLE_OK) code = move_part(transfer, CURLUPART_PASSWORD, CURLOPT_PROXYPASSWORD);
    return code == CURLE_OK ? set_url(transfer) : code;
}

/* "the proxy HOST:PORT" */
static void append_name(const ncp_transfer *transfer, char *out, size_t size) {
    char *host = NULL, *port = NULL;
    curl_url_get(transfer->proxy, CURLUPART_HOST, &host, 0);
    curl_url_get(transfer->proxy, CURLUPART_PORT, &port, 0);
    (void)snprintf(out, size, "the proxy %s%s%s", host == NULL ? "" : host, port == NULL ? "" : ":",
                   port == NULL ? "" : port);
    curl_free(host);
    curl_free(port);
}

static void stop(ncp_transfer *transfer, ncp_http_failure failure, const char *name, const char *what) {
    char message[NCP_HTTP_MESSAGE_SIZE];
    (void)snprintf(message, sizeof message, "%s %s", name, what);
    ncp_transfer_stop(transfer, failure, message);
}

static void refuse(ncp_transfer *transfer, const char *name, int status) {
    enum { AUTHENTICATION_REQUIRED = 407 };
    char what[64];
    (void)snprintf(what, sizeof what,
                   status == AUTHENTICATION_REQUIRED
                       ? "refuses the user name and password given for it, or wants them (HTTP %d)"
                       : "refuses to pass the request on (HTTP %d)",
                   status);
    transfer->response.proxy_status = status;
    stop(transfer, NCP_HTTP_PROXY, name, what);
}

bool ncp_proxy_explain(ncp_transfer *transfer, CURLcode code) {
    ncp_http_failure failure = ncp_http_failure_of(code, transfer->error);
    long status = 0;
    char name[NCP_HTTP_MESSAGE_SIZE / 2];
    curl_easy_getinfo(transfer->easy, CURLINFO_HTTP_CONNECTCODE, &status);
    if (transfer->proxy == NULL || transfer->response.sent || status / 100 == 2) return false;
    append_name(transfer, name, sizeof name);
    if (status != 0) {
        refuse(transfer, name, (int)status);
    } else if (failure == NCP_HTTP_TIMEOUT) {
        stop(transfer, NCP_HTTP_TIMEOUT, name, "did not answer in time");
    } else if (failure == NCP_HTTP_NETWORK || failure == NCP_HTTP_PROXY) {
        char what[NCP_HTTP_MESSAGE_SIZE / 2];
        (void)snprintf(what, sizeof what, "cannot be used: %s", curl_easy_strerror(code));
        stop(transfer, NCP_HTTP_PROXY, name, what);
    } else {
        return false;
    }
    return true;
}
