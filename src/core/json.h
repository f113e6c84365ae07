#ifndef NCP_JSON_H
#define NCP_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "error.h"

enum {
    NCP_JSON_DEPTH = 64
}; /* levels of arrays and objects; what a decoder of the other side is sure to take */

/* Whether `text`, which came from elsewhere, may be decoded: it is UTF-8, at most NCP_JSON_DEPTH levels deep,
 * and each of its numbers fits into a double, none of which decoders look after. Whether it is JSON at all
 * they tell themselves. If not, `error` says what is wrong, and at which byte, counted from 1. */
bool ncp_json_check(const char *text, size_t length, ncp_error *error);

#endif
