#ifndef NCP_CONFIGURE_H
#define NCP_CONFIGURE_H

#include <stdbool.h>
#include <stddef.h>

#include "bytes.h"
#include "error.h"

/* What one profile of the file `~/.ncloud/configure` holds (api/ncp-gateway 4.2). */
typedef struct ncp_configure {
    bool file_found;
    bool profile_found;   /* its section stands in the file; true for the default profile */
    ncp_bytes access_key; /* empty when the profile has no ncloud_access_key_id */
    ncp_bytes secret_key; /* empty when it has no ncloud_secret_access_key */
} ncp_configure;

/* Reads the keys of a profile from the file at `path`. `profile` NULL or
 * "DEFAULT" means the lines before the first section and those of [DEFAULT].
 * Lines are `key = value`, `[section]`, or comments that start with # or ;. The
 * last of two equal keys holds; a value may contain `=`.
 *
 * A missing file is no failure. Returns false for a file that cannot be read, is
 * larger than 1 MiB or has a malformed line; the error names the line and shows
 * nothing of it. `out` starts all-zero and is freed by the caller in any case. */
bool ncp_configure_read(ncp_configure *out, const char *path, const char *profile, ncp_error *error);

/* The same for a text in memory. */
bool ncp_configure_parse(ncp_configure *out, const char *text, size_t length, const char *profile,
                         ncp_error *error);

void ncp_configure_free(ncp_configure *configure);

#endif
