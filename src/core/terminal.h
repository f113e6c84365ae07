#ifndef NCP_TERMINAL_H
#define NCP_TERMINAL_H

#include <stdbool.h>

#include "bytes.h"
#include "error.h"

enum { NCP_TERMINAL_LONGEST = 4096 }; /* bytes of a line */

/* Puts the next line of `file`, without its end, into `line`, which is empty, and reads no byte beyond it.
 * `is_hidden`: if that is a terminal, nothing of it is shown but its end; a signal that ends or stops the
 * program meanwhile finds the terminal as it was. Returns false with the reason: also at the end of the
 * input, and for a line that is too long. */
bool ncp_terminal_read_line(int file, bool is_hidden, ncp_bytes *line, ncp_error *error);

#endif
