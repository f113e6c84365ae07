#ifndef NCP_URI_H
#define NCP_URI_H

#include <stdbool.h>
#include <stddef.h>

#include "bytes.h"

/* Whether `c` is one of the characters that never need escaping: letters, digits and `-._~`. */
bool ncp_uri_is_unreserved(char c);

/* Appends `text` with all but the unreserved characters of RFC 3986 escaped as
 * %XX, upper-case hex; a space becomes %20. Returns false when memory ran out.
 *
 * The gateway signs the target as it was sent, so a request is escaped once,
 * here, and the same bytes are signed and sent (api/ncp-gateway 1.3). */
bool ncp_uri_escape(ncp_bytes *out, const char *text, size_t length);

/* Starts the next `name=value` of a query: appends `?` or `&`, the escaped name
 * and `=`. `*first` tells which, and is cleared. Returns false when memory ran out. */
bool ncp_uri_query_name(ncp_bytes *out, bool *first, const char *name);

#endif
