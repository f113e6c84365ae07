#ifndef NCP_CLASSES_H
#define NCP_CLASSES_H

#include <stddef.h>
#include <stdint.h>

/* What a byte may be part of. */
enum {
    NCP_CLASS_TOKEN = 1,  /* an id in whatever encoding, but for line breaks */
    NCP_CLASS_WORD = 2,   /* an id as it is: letters, digits, underscores */
    NCP_CLASS_BASE64 = 4, /* base64 or base64url without padding */
    /* A byte that may begin an escape. */
    NCP_CLASS_BACKSLASH = 8,
    NCP_CLASS_PERCENT = 16,
    NCP_CLASS_EQUALS = 32,
    NCP_CLASS_ESCAPE = 64,
    NCP_CLASS_ZERO = 128,
};

extern const uint8_t ncp_classes[256];

enum { NCP_RUN_LEAST = 20 }; /* no encoding makes an id shorter */

/* Where the run of bytes of the class `of` that goes on at `at` ends. */
size_t ncp_class_end(const unsigned char *bytes, size_t at, size_t length, unsigned of);

/* The next run of such bytes that has NCP_RUN_LEAST of them or reaches the end: where it
 * begins, and in *end where it ends. Both are `length` when there is none. */
size_t ncp_class_find(const unsigned char *bytes, size_t at, size_t length, unsigned of, size_t *end);

#endif
