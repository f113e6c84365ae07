#ifndef NCP_FILE_H
#define NCP_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "bytes.h"
#include "error.h"

/* What stands at a path. Whoever keeps something there wants a plain file: a FIFO
 * would make him wait, a device swallow it. */

/* NULL for the mode of a plain file, else what it is, such as "is a FIFO". */
const char *ncp_file_obstacle(mode_t mode);

/* Opens a plain file, and nothing else, without ever waiting. `flags` are those of
 * open(); with O_CREAT a new file has mode 0600. Returns the descriptor, closed on
 * exec, or -1 with the reason, and errno as of open(); EINVAL when the path is no
 * plain file. */
int ncp_file_open(const char *path, int flags, ncp_error *error);

/* Opens what a user names as input: a plain file, a FIFO to which somebody writes by then or
 * within five seconds, or what was handed to this process, such as /dev/stdin or the /dev/fd/63
 * of a shell's <(...), whatever that is. Returns as ncp_file_open(). */
int ncp_file_open_input(const char *path, ncp_error *error);

/* Appends all that can be read, at most `limit` bytes, to `out`, and closes the file. Returns
 * false with the reason, and errno set. */
bool ncp_file_read(int file, size_t limit, ncp_bytes *out, ncp_error *error);

/* Makes a folder with mode 0700, unless one is there. Returns false with the reason. */
bool ncp_file_make_folder(const char *path, ncp_error *error);

/* Whether both paths lead to one file, which need not be there yet. */
bool ncp_file_is_same(const char *path, const char *other);

#endif
