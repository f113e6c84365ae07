#include "failure.h"

#include <string.h>

static const struct {
    CURLcode code;
    ncp_http_failure failure;
} kinds[] = {
    {CURLE_OK, NCP_HTTP_OK},

    {CURLE_PEER_FAILED_VERIFICATION, NCP_HTTP_TLS},
    {CURLE_SSL_CACERT_BADFILE, NCP_HTTP_TLS},
    {CURLE_SSL_CERTPROBLEM, NCP_HTTP_TLS},
    {CURLE_SSL_CIPHER, NCP_HTTP_TLS},
    {CURLE_SSL_CONNECT_ERROR, NCP_HTTP_TLS},
    {CURLE_SSL_CRL_BADFILE, NCP_HTTP_TLS},
    {CURLE_SSL_ENGINE_INITFAILED, NCP_HTTP_TLS},
    {CURLE_SSL_ENGINE_NOTFOUND, NCP_HTTP_TLS},
    {CURLE_SSL_ENGINE_SETFAILED, NCP_HTTP_TLS},
    {CURLE_SSL_INVALIDCERTSTATUS, NCP_HTTP_TLS},
    {CURLE_SSL_ISSUER_ERROR, NCP_HTTP_TLS},
    {CURLE_SSL_SHUTDOWN_FAILED, NCP_HTTP_TLS},
    {CURLE_USE_SSL_FAILED, NCP_HTTP_TLS},

    {CURLE_COULDNT_RESOLVE_PROXY, NCP_HTTP_PROXY},

    {CURLE_OPERATION_TIMEDOUT, NCP_HTTP_TIMEOUT},

    {CURLE_OUT_OF_MEMORY, NCP_HTTP_LIMIT},
    {CURLE_TOO_LARGE, NCP_HTTP_LIMIT},

    {CURLE_BAD_CONTENT_ENCODING, NCP_HTTP_PROTOCOL},
    {CURLE_BAD_FUNCTION_ARGUMENT, NCP_HTTP_PROTOCOL}, /* also a head whose first line continues none */
    {CURLE_HTTP2, NCP_HTTP_PROTOCOL},
    {CURLE_UNSUPPORTED_PROTOCOL, NCP_HTTP_PROTOCOL}, /* also an answer without a status line */
    {CURLE_URL_MALFORMAT, NCP_HTTP_PROTOCOL},
    {CURLE_WEIRD_SERVER_REPLY, NCP_HTTP_PROTOCOL},
};

/* A handshake that fails and a connection that ends within one have the same code; so has all that goes
 * wrong in HTTP/2. Only the words tell which it was (lib/vtls/openssl.c, lib/cf-socket.c). */
static bool is_end_of_connection(const char *reason) {
    static const char *const words[] = {"SSL_ERROR_SYSCALL", "unexpected eof", "Recv failure",
                                        "Send failure"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strstr(reason, words[i]) != NULL) return true;
    }
    return false;
}

/* What is not in the table happened between the two ends: name resolution,
 * connecting, sending, receiving. */
static ncp_http_failure kind_of(CURLcode code) {
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (kinds[i].code == code) return kinds[i].failure;
    }
    return NCP_HTTP_NETWORK;
}

ncp_http_failure ncp_http_failure_of(CURLcode code, const char *reason) {
    ncp_http_failure failure = kind_of(code);
    bool is_loose = failure == NCP_HTTP_TLS || failure == NCP_HTTP_PROTOCOL;
    return is_loose && is_end_of_connection(reason) ? NCP_HTTP_NETWORK : failure;
}

const char *ncp_http_failure_name(ncp_http_failure failure) {
    static const char *const names[] = {
        [NCP_HTTP_OK] = "ok",
        [NCP_HTTP_TLS] = "tls",
        [NCP_HTTP_NETWORK] = "network",
        [NCP_HTTP_PROXY] = "proxy",
        [NCP_HTTP_TIMEOUT] = "timeout",
        [NCP_HTTP_LIMIT] = "limit",
        [NCP_HTTP_PROTOCOL] = "protocol",
    };
    return names[failure];
}
