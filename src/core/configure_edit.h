#ifndef NCP_CONFIGURE_EDIT_H
#define NCP_CONFIGURE_EDIT_H

#include "bytes.h"
#include "error.h"
#include "slice.h"

/* A key pair for a profile of the file `~/.ncloud/configure`. */
typedef struct ncp_configure_keys {
    const char *profile; /* as of ncp_configure_parse() */
    ncp_slice access_key, secret_key;
} ncp_configure_keys;

/* Appends to `out` a text of the file that has the pair, and all else as it was: lines that set a key of the
 * profile make room, whatever they say; what is missing stands behind the last setting of the profile, which
 * comes last where it is new. Returns false when the text is malformed, or the pair would not be read from it
 * again; `out` is then unspecified. The error shows nothing of it. */
bool ncp_configure_edit(const ncp_configure_keys *keys, ncp_slice text, ncp_bytes *out, ncp_error *error);

#endif
