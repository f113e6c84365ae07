#ifndef NCP_TEXT_H
#define NCP_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bytes.h"

enum { NCP_NOT_UTF8 = -1 };

/* Number of characters (code points) of `text`, or NCP_NOT_UTF8. Overlong forms,
 * surrogates and values above U+10FFFF are refused, as in RFC 3629. */
long ncp_text_characters(const char *text, size_t length);

/* Number of bytes of the character that `text` begins with, or 0 when it is not
 * UTF-8. `left`, the bytes that there are, is at least 1. */
size_t ncp_text_step(const char *text, size_t left);

/* Whether `text` holds a byte below 0x20 or 0x7F: what may stand in no header
 * value, path or signed string. */
bool ncp_text_has_control(const char *text, size_t length);

/* The lower-case form of an ASCII letter; any other byte as it is. */
char ncp_text_lower(char c);

/* Whether all characters of `text` belong to `class`, a list of single ASCII
 * characters and ranges such as "A-Za-z0-9._-" (a dash at the end is itself). */
bool ncp_text_is_of_class(const char *text, size_t length, const char *class);

/* Whether `word` is one of the words of `list`, which are separated by `|`. */
bool ncp_text_is_listed(const char *word, size_t length, const char *list);

/* Appends `text`, which must be UTF-8, as a JSON string with its quotes.
 * Only what JSON demands is escaped. Returns false when memory ran out. */
bool ncp_text_append_json(ncp_bytes *out, const char *text, size_t length);

enum { NCP_DECIMAL_SIZE = 21 }; /* of any int64_t in decimal, terminated */

/* Writes the terminated decimal form of `number`, several times faster than snprintf(). */
void ncp_text_decimal(char text[NCP_DECIMAL_SIZE], int64_t number);

/* The name of `names` (ended by NULL) that is the fewest edits away from `name`,
 * or NULL when each would need more than half of its characters changed. */
const char *ncp_text_nearest(const char *name, const char *const *names);

#endif
