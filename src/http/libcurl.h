#ifndef NCP_LIBCURL_H
#define NCP_LIBCURL_H

/* The only place that tests the libcurl version. */

#if defined(__has_include)
#if !__has_include(<curl/curl.h>)
#error "libcurl's headers are missing: install libcurl4-openssl-dev, libcurl-devel or curl-dev"
#endif
#endif

#include <curl/curl.h>

#if LIBCURL_VERSION_NUM < 0x074200
#error "libcurl is too old: 7.66 or newer is needed"
#endif

/* 7.80: a callback right before a request is put on a connection. */
#define NCP_CURL_TELLS_SEND (LIBCURL_VERSION_NUM >= 0x075000)

/* Up to 7.86 OpenSSL wrote to the socket itself, without MSG_NOSIGNAL, and
 * CURLOPT_NOSIGNAL keeps libcurl from ignoring SIGPIPE meanwhile. */
#define NCP_CURL_RAISES_SIGPIPE (LIBCURL_VERSION_NUM < 0x075700)

/* 8.6: a header line above libcurl's own limit of 100 KiB; CURLE_OUT_OF_MEMORY before. */
#if LIBCURL_VERSION_NUM < 0x080600
#define CURLE_TOO_LARGE ((CURLcode)100)
#endif

/* For functions that return CURLcode: sets an option, or returns why it could not be set. */
#define NCP_CURL_SET(easy, option, value)                                                                    \
    do {                                                                                                     \
        CURLcode set_code = curl_easy_setopt((easy), (option), (value));                                     \
        if (set_code != CURLE_OK) return set_code;                                                           \
    } while (0)

static inline CURLcode ncp_curl_allow_http_only(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075500
    return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    return curl_easy_setopt(easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

/* A call whose deadline passes during name resolution would otherwise wait for
 * getaddrinfo() to return, which may take half a minute. */
static inline CURLcode ncp_curl_leave_slow_resolver(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075700
    return curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#else
    (void)easy;
    return CURLE_OK;
#endif
}

/* The handle for another call, with its settings; NULL, and `easy` is left, when memory ran out. From 7.83
 * until 8.1 a handle keeps where the last header of its last answer was (`prevhead` in lib/headers.c), and
 * writes there when the next answer begins with a line that continues one: there it takes a new handle. */
static inline CURL *ncp_curl_renew(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075300 && LIBCURL_VERSION_NUM < 0x080100
    CURL *copy = curl_easy_duphandle(easy);
    if (copy != NULL) curl_easy_cleanup(easy);
    return copy;
#else
    return easy;
#endif
}

/* Before 8.12 libcurl gives the name of a TLS session back twice when memory runs out while it keeps
 * the session (`Curl_ssl_addsessionid` in lib/vtls/vtls.c). Each handle keeps its own, so that few
 * new connections would find one. */
static inline CURLcode ncp_curl_keep_no_sessions(CURL *easy) {
    const long keep = LIBCURL_VERSION_NUM >= 0x080c00;
    return curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE, keep);
}

/* The multi handle keeps the parsed CA bundle for a day, but only when no CA
 * directory is set as well (`cache_criteria_met` in lib/vtls/openssl.c); Debian
 * sets both, with the same certificates in them. */
static inline CURLcode ncp_curl_trust_system(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075700
    char *bundle = NULL;
    CURLcode code = curl_easy_getinfo(easy, CURLINFO_CAINFO, &bundle);
    return code == CURLE_OK && bundle != NULL ? curl_easy_setopt(easy, CURLOPT_CAPATH, NULL) : code;
#else
    (void)easy;
    return CURLE_OK;
#endif
}

#endif
