#ifndef NCP_FLAW_H
#define NCP_FLAW_H

#include <stdbool.h>
#include <stddef.h>

#include "error.h"

/* What people do not see in a text that they typed, pasted or had a program put into the
 * environment. */

typedef enum ncp_flaw_kind {
    NCP_FLAW_OF_KEY,      /* an access key or its secret: visible ASCII characters only */
    NCP_FLAW_OF_NAME,     /* a name or URL: may have spaces inside, and letters of all languages */
    NCP_FLAW_OF_PASSWORD, /* may also begin and end with spaces and quotation marks */
} ncp_flaw_kind;

/* Whether no text of the kind looks like this one, which is then told as the end of a
 * sentence: "ends in a no-break space". It shows nothing else of the text. An empty text
 * has no flaw. */
bool ncp_flaw_find(ncp_flaw_kind kind, const char *text, size_t length, ncp_error *flaw);

#endif
