#ifndef NCP_TESTS_HTTP_SERVER_H
#define NCP_TESTS_HTTP_SERVER_H

/* Runs http_server.c, in a program of its own: what watches a test does not slow its server. */

#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

typedef struct http_server {
    pid_t process;
    int control; /* the server's input and output, which ends when this process does */
    int port;
} http_server;

/* `certificate`: where to write the certificate of a TLS server; NULL: plain HTTP. */
static inline bool http_server_start(http_server *server, const char *certificate) {
    int pair[2];
    char port[16] = "";
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0) return false;
    server->process = fork();
    if (server->process == 0) {
        dup2(pair[1], STDIN_FILENO);
        dup2(pair[1], STDOUT_FILENO);
        close(pair[0]);
        close(pair[1]);
        execl(NCP_HTTP_SERVER, NCP_HTTP_SERVER, certificate, (char *)NULL);
        _exit(127);
    }
    close(pair[1]);
    server->control = pair[0];
    if (server->process < 0 || read(server->control, port, sizeof port - 1) <= 0) return false;
    server->port = atoi(port);
    return server->port > 0;
}

static inline void http_server_stop(http_server *server) {
    kill(server->process, SIGKILL);
    waitpid(server->process, NULL, 0);
    close(server->control);
}

#endif
