#ifndef NCP_DURABLE_H
#define NCP_DURABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "error.h"

/* Writes a file that is there wholly or not at all, also after a power cut: a
 * new file beside it (mode 0600) is written, synced and renamed over `path`, and
 * the folder is synced. Returns false with the reason; `path` is then as it was,
 * unless only the last step failed, which the message says. */
bool ncp_durable_write(const char *path, const void *data, size_t length, ncp_error *error);

/* Makes the entry of an existing file in its folder survive a power cut. Returns false
 * with the reason. */
bool ncp_durable_sync_folder(const char *path, ncp_error *error);

/* Writes all of the data to an open file and syncs it. Returns false with errno set. */
bool ncp_durable_write_all(int file, const char *data, size_t length);

#endif
