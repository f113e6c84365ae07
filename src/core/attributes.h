#ifndef NCP_ATTRIBUTES_H
#define NCP_ATTRIBUTES_H

#include <stdbool.h>
#include <sys/stat.h>

#include "error.h"

/* What a file has besides its content, for one that is to take its place. */

/* Why no other file can be put in the place of `path`, such as that it is mounted
 * there; NULL when nothing speaks against it, or the system does not tell. */
const char *ncp_attributes_obstacle(const char *path);

/* Gives the open file the owner, group, mode and access list of the one at `path`,
 * whose status is given. Returns false with the reason. */
bool ncp_attributes_copy(int file, const char *path, const struct stat *status, ncp_error *error);

#endif
