#ifndef NCP_CONFIGURE_H
#define NCP_CONFIGURE_H

#include <stdbool.h>
#include <stddef.h>

#include "bytes.h"
#include "configure_line.h"
#include "error.h"

enum { NCP_CONFIGURE_LARGEST = 1 << 20 }; /* bytes of a file */

/* What one profile of the file `~/.ncloud/configure` holds (api/ncp-gateway 4.2). */
typedef struct ncp_configure {
    bool file_found;
    bool profile_found; /* its section stands in the file; true for the default profile */
    ncp_bytes values[NCP_CONFIGURE_SETTINGS]; /* empty when the profile does not have it */
    int lines[NCP_CONFIGURE_SETTINGS];        /* where each stands, from 1 */
    ncp_bytes profiles;                       /* the names of all sections, each followed by a line break */
} ncp_configure;

/* Reads the settings of a profile from the file at `path`. `profile` NULL or
 * "DEFAULT" means the lines before the first section and those of [DEFAULT], which
 * may be written in small letters.
 *
 * Lines are `name = value` or `name: value`, perhaps after `export`, `[section]`, or
 * comments that start with # or ;. Names are taken in capitals too. A value may
 * contain `=`, stand in quotation marks, and be followed by white space and a comment.
 * The last of two equal names holds; others than those above are passed over. A byte
 * order mark and line ends of all systems are taken.
 *
 * A missing file is no failure. Returns false for a file that cannot be read, is
 * larger than 1 MiB, has a malformed line, or a value of this profile that
 * programs would read in different ways; the error names the line and the reason, and
 * shows nothing of it. `out` starts all-zero and is freed by the caller in any case. */
bool ncp_configure_read(ncp_configure *out, const char *path, const char *profile, ncp_error *error);

/* The same for a text in memory. */
bool ncp_configure_parse(ncp_configure *out, const char *text, size_t length, const char *profile,
                         ncp_error *error);

/* Appends what the file holds to `text`; a missing one is no failure. Returns false for one that cannot be
 * read or is too large. */
bool ncp_configure_load(const char *path, ncp_bytes *text, bool *found, ncp_error *error);

void ncp_configure_free(ncp_configure *configure);

#endif
