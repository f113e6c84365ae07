#ifndef NCP_TESTS_HTTP_SERVER_H
#define NCP_TESTS_HTTP_SERVER_H

/* A small HTTP server in processes of its own, one for each connection. To every GET it
 * answers with the connection's number, counted from 1, as its body, and names the target
 * in a header. */

#include <arpa/inet.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

typedef struct http_server {
    pid_t process;
    int port;
} http_server;

static inline EVP_PKEY *server_new_key(void) {
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_id(EVP_PKEY_EC, NULL);
    bool done = EVP_PKEY_keygen_init(context) == 1 &&
                EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_X9_62_prime256v1) == 1 &&
                EVP_PKEY_keygen(context, &key) == 1;
    EVP_PKEY_CTX_free(context);
    return done ? key : NULL;
}

/* Signed by itself, for 127.0.0.1, valid for an hour. */
static inline X509 *server_new_certificate(EVP_PKEY *key) {
    X509 *certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_NAME *name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"test", -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_set_pubkey(certificate, key);
    X509_EXTENSION *hosts = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, "IP:127.0.0.1");
    X509_add_ext(certificate, hosts, -1);
    X509_EXTENSION_free(hosts);
    X509_sign(certificate, key, EVP_sha256());
    return certificate;
}

static inline bool server_write_certificate(X509 *certificate, const char *path) {
    FILE *file = fopen(path, "w");
    if (file == NULL) return false;
    bool written = PEM_write_X509(file, certificate) == 1;
    return fclose(file) == 0 && written;
}

/* The certificate is written to `path`, for clients to trust. */
static inline SSL_CTX *server_new_tls(const char *path) {
    SSL_CTX *tls = SSL_CTX_new(TLS_server_method());
    EVP_PKEY *key = server_new_key();
    X509 *certificate = server_new_certificate(key);
    bool done = SSL_CTX_use_certificate(tls, certificate) == 1 && SSL_CTX_use_PrivateKey(tls, key) == 1 &&
                server_write_certificate(certificate, path);
    X509_free(certificate);
    EVP_PKEY_free(key);
    if (done) return tls;
    SSL_CTX_free(tls);
    return NULL;
}

static inline BIO *server_new_stream(int connection, SSL_CTX *tls) {
    BIO *stream = BIO_new_socket(connection, BIO_CLOSE);
    if (tls == NULL) return stream;
    return BIO_push(BIO_new_ssl(tls, 0), stream);
}

static inline bool server_read_request(BIO *stream, char *request, size_t size) {
    size_t length = 0;
    while (length < size - 1) {
        int got = BIO_read(stream, request + length, (int)(size - 1 - length));
        if (got <= 0) return false;
        length += (size_t)got;
        request[length] = '\0';
        if (strstr(request, "\r\n\r\n") != NULL) return true;
    }
    return false;
}

/* Leaves the answer to a request in its place; returns its length. */
static inline int server_answer(char *text, size_t size, int number) {
    char target[1024] = "";
    (void)sscanf(text, "%*s %1023s", target);
    return snprintf(text, size, "HTTP/1.1 200 OK\r\nX-Target: %s\r\nContent-Length: %d\r\n\r\n%d", target,
                    snprintf(NULL, 0, "%d", number), number);
}

static inline void server_serve(int connection, SSL_CTX *tls, int number) {
    char text[8192];
    BIO *stream = server_new_stream(connection, tls);
    while (server_read_request(stream, text, sizeof text)) {
        int length = server_answer(text, sizeof text, number);
        if (BIO_write(stream, text, length) != length) break;
    }
    BIO_free_all(stream);
}

static inline void server_accept_all(int listener, SSL_CTX *tls) {
    for (int number = 1;; number++) {
        int connection = accept(listener, NULL, NULL);
        if (fork() == 0) {
            close(listener);
            server_serve(connection, tls, number);
            SSL_CTX_free(tls);
            _exit(0);
        }
        close(connection);
    }
}

/* A socket that listens on a free port of 127.0.0.1. */
static inline int server_listen(int *port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    bool done = bind(listener, (struct sockaddr *)&address, size) == 0 && listen(listener, 64) == 0 &&
                getsockname(listener, (struct sockaddr *)&address, &size) == 0;
    *port = ntohs(address.sin_port);
    return done ? listener : -1;
}

/* `certificate`: where to write the certificate of a TLS server; NULL: plain HTTP. */
static inline bool http_server_start(http_server *server, const char *certificate) {
    SSL_CTX *tls = certificate != NULL ? server_new_tls(certificate) : NULL;
    int listener = server_listen(&server->port);
    if (listener < 0 || (certificate != NULL && tls == NULL)) return false;
    server->process = fork();
    if (server->process == 0) {
        setpgid(0, 0);
        signal(SIGCHLD, SIG_IGN);
        signal(SIGPIPE, SIG_IGN);
        server_accept_all(listener, tls);
    }
    setpgid(server->process, server->process);
    SSL_CTX_free(tls);
    close(listener);
    return server->process > 0;
}

static inline void http_server_stop(http_server *server) {
    kill(-server->process, SIGKILL);
    waitpid(server->process, NULL, 0);
}

#endif
