#ifndef NCP_DURABLE_H
#define NCP_DURABLE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "error.h"

/* Files that are there wholly or not at all, also after a power cut: a new file
 * beside the path is written, synced and renamed over it, and the folder is synced.
 *
 * A new file has mode 0600; one that is there keeps its owner, group, mode and access
 * list. A symbolic link is followed. What cannot be replaced so is refused: what is no
 * plain file, has several names, would lose its owner, is mounted by itself, or belongs
 * to another user in a folder that all may write to. */

/* A file that is about to be written: its room is there. All-zero is closed. */
typedef struct ncp_durable {
    pid_t owner; /* the process that opened it; 0 while closed */
    int file;
    size_t room;
    unsigned removed; /* files that runs which were killed had left behind */
    char path[PATH_MAX];
    char temporary[PATH_MAX];
} ncp_durable;

/* Whether a file can be written to the path, as far as can be seen without writing;
 * else false with the reason. `is_new`: there must be none yet. */
bool ncp_durable_check(const char *path, bool is_new, ncp_error *error);

/* Takes `room` bytes on the disk for a file, and removes what killed runs left there.
 * Nobody else can then reserve this path until it is filled or closed, or the process
 * ends. Returns false with the reason; `durable` is then closed. */
bool ncp_durable_reserve(ncp_durable *durable, const char *path, size_t room, bool is_new, ncp_error *error);

/* Lets nobody but the owner read or write what is going to be there. Returns false with the reason;
 * `durable` is then closed. */
bool ncp_durable_make_private(ncp_durable *durable, ncp_error *error);

/* Writes the content and puts the file in place. Closed afterwards. Returns false with
 * the reason; `path` is then as it was, unless only the sync of the folder failed, which
 * the message says. */
bool ncp_durable_fill(ncp_durable *durable, const void *data, size_t length, ncp_error *error);

/* Gives up what was reserved; in a fork of the owner only the copy. May be called again. */
void ncp_durable_close(ncp_durable *durable);

/* Writes a file at once. Returns false with the reason, as above. */
bool ncp_durable_write(const char *path, const void *data, size_t length, ncp_error *error);

/* Makes the entry of an existing file in its folder survive a power cut. Returns false
 * with the reason. */
bool ncp_durable_sync_folder(const char *path, ncp_error *error);

/* Writes all of the data to an open file and syncs it. Returns false with errno set. */
bool ncp_durable_write_all(int file, const char *data, size_t length);

#endif
