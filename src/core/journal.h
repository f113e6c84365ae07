#ifndef NCP_JOURNAL_H
#define NCP_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "error.h"

/* A file that only grows, each piece durable before the next step of its writer,
 * and that one writer at a time holds. The hold is a lock on the open file
 * (flock): it ends with the process, in whatever way that ends, and holds against
 * others in the same process too. All-zero is the valid closed state. */
typedef struct ncp_journal {
    pid_t owner; /* the process that opened it; 0 while closed */
    int file;
    bool broken; /* an append failed: what is on the disk is not known for sure */
} ncp_journal;

/* Opens the file, which is made with mode 0600 if it is not there, and holds it.
 * Returns false with the reason; the journal is then closed. */
bool ncp_journal_open(ncp_journal *journal, const char *path, ncp_error *error);

/* Adds the data and syncs it. Returns false with the reason; the data was then
 * taken back as far as the disk allows, and nothing can be added any more: open
 * the file again and see what it holds. */
bool ncp_journal_append(ncp_journal *journal, const void *data, size_t length, ncp_error *error);

/* Cuts the file to its first `length` bytes; durable with the next append. Returns false with the
 * reason; the journal is then closed. */
bool ncp_journal_cut(ncp_journal *journal, size_t length, ncp_error *error);

/* Ends the hold; in a fork of the owner only the copy. May be called again. */
void ncp_journal_close(ncp_journal *journal);

#endif
