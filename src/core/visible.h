#ifndef NCP_VISIBLE_H
#define NCP_VISIBLE_H

#include <stdbool.h>
#include <stddef.h>

#include "bytes.h"

/* Appends `text`, of any bytes, as a person may be shown it: what controls a
 * terminal, turns the direction of other characters or shows nothing at all is
 * escaped (`\n`, `\x1b`, `\u{202e}`), and so are bytes that are not UTF-8. The
 * result is one line of UTF-8. Returns false when memory ran out. */
bool ncp_visible_append(ncp_bytes *out, const char *text, size_t length);

#endif
