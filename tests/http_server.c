/* A small HTTP server. To every GET it answers with the connection's number, counted from 1, as its
 * body, and names the target in a header. It prints its port and serves until its input ends.
 *
 *     http_server [CERTIFICATE]    where to write the certificate of a TLS server, for clients to
 *                                  trust; without: plain HTTP */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct server {
    int listener;
    SSL_CTX *tls; /* NULL: plain HTTP */
    atomic_int connections, idle_workers;
} server;

static EVP_PKEY *new_key(void) {
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_id(EVP_PKEY_EC, NULL);
    bool done = EVP_PKEY_keygen_init(context) == 1 &&
                EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_X9_62_prime256v1) == 1 &&
                EVP_PKEY_keygen(context, &key) == 1;
    EVP_PKEY_CTX_free(context);
    return done ? key : NULL;
}

/* Signed by itself, for 127.0.0.1, valid for an hour. */
static X509 *new_certificate(EVP_PKEY *key) {
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

static bool write_certificate(X509 *certificate, const char *path) {
    FILE *file = fopen(path, "w");
    if (file == NULL) return false;
    bool written = PEM_write_X509(file, certificate) == 1;
    return fclose(file) == 0 && written;
}

static SSL_CTX *new_tls(const char *path) {
    SSL_CTX *tls = SSL_CTX_new(TLS_server_method());
    EVP_PKEY *key = new_key();
    X509 *certificate = new_certificate(key);
    bool done = SSL_CTX_use_certificate(tls, certificate) == 1 && SSL_CTX_use_PrivateKey(tls, key) == 1 &&
                write_certificate(certificate, path);
    X509_free(certificate);
    EVP_PKEY_free(key);
    if (done) return tls;
    SSL_CTX_free(tls);
    return NULL;
}

static BIO *new_stream(int connection, SSL_CTX *tls) {
    BIO *stream = BIO_new_socket(connection, BIO_CLOSE);
    return tls == NULL ? stream : BIO_push(BIO_new_ssl(tls, 0), stream);
}

static bool read_request(BIO *stream, char *request, size_t size) {
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
static int answer(char *text, size_t size, int number) {
    char target[1024] = "";
    (void)sscanf(text, "%*s %1023s", target);
    return snprintf(text, size, "HTTP/1.1 200 OK\r\nX-Target: %s\r\nContent-Length: %d\r\n\r\n%d", target,
                    snprintf(NULL, 0, "%d", number), number);
}

static void serve(BIO *stream, int number) {
    char text[8192];
    while (read_request(stream, text, sizeof text)) {
        int length = answer(text, sizeof text, number);
        if (BIO_write(stream, text, length) != length) return;
    }
}

/* After a handshake in TLS an answer would wait until what was sent before it is acknowledged. */
static bool send_at_once(int connection) {
    int on = 1;
    return setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0;
}

static void start_worker(server *server);

/* There is always one that waits for the next connection. To start one for each connection would take longer
 * than what most are for. */
static void *work(void *argument) {
    server *server = argument;
    for (;;) {
        int connection = accept(server->listener, NULL, NULL);
        if (connection < 0 || !send_at_once(connection)) abort();
        if (atomic_fetch_sub(&server->idle_workers, 1) == 1) start_worker(server);
        BIO *stream = new_stream(connection, server->tls);
        serve(stream, atomic_fetch_add(&server->connections, 1) + 1);
        BIO_free_all(stream);
        atomic_fetch_add(&server->idle_workers, 1);
    }
}

static void start_worker(server *server) {
    pthread_t worker;
    atomic_fetch_add(&server->idle_workers, 1);
    if (pthread_create(&worker, NULL, work, server) != 0) abort();
    pthread_detach(worker);
}

/* A socket that listens on a free port of 127.0.0.1; -1 when there is none. */
static int listen_locally(int *port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    bool done = bind(listener, (struct sockaddr *)&address, size) == 0 && listen(listener, 64) == 0 &&
                getsockname(listener, (struct sockaddr *)&address, &size) == 0;
    *port = ntohs(address.sin_port);
    return done ? listener : -1;
}

int main(int argc, char **argv) {
    char input;
    int port = 0;
    server server = {.listener = listen_locally(&port)};
    if (argc > 1) server.tls = new_tls(argv[1]);
    if (server.listener < 0 || (argc > 1 && server.tls == NULL)) return EXIT_FAILURE;
    signal(SIGPIPE, SIG_IGN);
    start_worker(&server);
    (void)printf("%d\n", port);
    (void)fflush(stdout);
    while (read(STDIN_FILENO, &input, 1) > 0) continue;
    _exit(EXIT_SUCCESS);
}
