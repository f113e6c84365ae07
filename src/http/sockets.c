#define _POSIX_C_SOURCE 200809L

#include "sockets.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* libcurl does not report every close (not that of a failed connect), so the
 * number of a forgotten socket may since have become one of the program's own
 * files; the inode tells them apart. */
typedef struct ncp_socket {
    int fd;
    ino_t inode;
} ncp_socket;

static bool socket_inode(int fd, ino_t *inode) {
    struct stat status;
    if (fstat(fd, &status) != 0 || !S_ISSOCK(status.st_mode)) return false;
    *inode = status.st_ino;
    return true;
}

/* A descriptor that is opened again takes its old place, which keeps the set small. */
static ncp_socket *place_for(ncp_sockets *sockets, int fd) {
    for (size_t i = 0; i < sockets->count; i++) {
        if (sockets->entries[i].fd == fd) return &sockets->entries[i];
    }
    if (sockets->count == sockets->capacity) {
        size_t capacity = sockets->capacity == 0 ? 8 : sockets->capacity * 2;
        ncp_socket *entries = realloc(sockets->entries, capacity * sizeof *entries);
        if (entries == NULL) return NULL;
        sockets->entries = entries;
        sockets->capacity = capacity;
    }
    return &sockets->entries[sockets->count++];
}

bool ncp_sockets_add(ncp_sockets *sockets, int fd) {
    ino_t inode;
    if (!socket_inode(fd, &inode)) return false;
    ncp_socket *place = place_for(sockets, fd);
    if (place == NULL) return false;
    *place = (ncp_socket){.fd = fd, .inode = inode};
    return true;
}

void ncp_sockets_silence(ncp_sockets *sockets) {
    int null = open("/dev/null", O_RDWR);
    for (size_t i = 0; i < sockets->count; i++) {
        const ncp_socket *entry = &sockets->entries[i];
        ino_t inode;
        if (!socket_inode(entry->fd, &inode) || inode != entry->inode) continue;
        /* Closing this copy is as silent, but libcurl would then close the number once more. */
        if (dup2(null, entry->fd) < 0) close(entry->fd);
    }
    if (null >= 0) close(null);
    sockets->count = 0;
}

void ncp_sockets_free(ncp_sockets *sockets) {
    free(sockets->entries);
    *sockets = (ncp_sockets){0};
}
