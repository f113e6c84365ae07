#ifndef NCP_SOCKETS_H
#define NCP_SOCKETS_H

#include <stdbool.h>
#include <stddef.h>

/* The sockets that libcurl has opened, so that a forked child can let go of its
 * parent's connections without a word on the wire. All-zero is the empty set. */
typedef struct ncp_sockets {
    struct ncp_socket *entries;
    size_t count;
    size_t capacity;
} ncp_sockets;

/* False when the socket cannot be remembered; it must not be used then. */
bool ncp_sockets_add(ncp_sockets *sockets, int fd);

/* Puts /dev/null in the place of every socket that is still open, and forgets
 * them: whatever libcurl then writes to them in parting goes nowhere. */
void ncp_sockets_silence(ncp_sockets *sockets);

void ncp_sockets_free(ncp_sockets *sockets);

#endif
