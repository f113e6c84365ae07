#ifndef NCP_WINDOWS_H
#define NCP_WINDOWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bytes.h"

/* The forms of key ids (api/ncp-gov-v2, api/huawei-iam-credentials): 20 letters and digits,
 * or the prefix and 20 letters, digits and underscores. */
#define NCP_ID_PREFIX "ncp_iam_"
enum { NCP_ID_PREFIX_LENGTH = 8, NCP_OLD_ID_LENGTH = 20, NCP_NEW_ID_LENGTH = 28 };

/* A set of texts that have the form of an id. They lie in `text` and may overlap there, so
 * that the windows of a long run take a byte each. All-zero is the valid empty set. */
typedef struct ncp_windows {
    ncp_bytes text;
    uint32_t *slots; /* open addressing: 1 + the place in `text`, and the mark; 0 is empty */
    size_t capacity; /* of slots, a power of two */
    size_t count;
    uint64_t seed; /* keeps a hostile text from choosing what collides */
} ncp_windows;

enum { NCP_WINDOW_MARK = 1 << 30 }; /* a bit of a slot for the owner of the set */

/* The slot that has the window, or the empty one where it belongs; NULL when memory ran out.
 * Valid until the next call. To add the window, append it to `text` and call
 * ncp_windows_fill(). */
uint32_t *ncp_windows_slot(ncp_windows *set, const char *window, size_t length);

/* Notes in an empty slot that the window lies at `at` of the text. */
void ncp_windows_fill(ncp_windows *set, uint32_t *slot, size_t at);

/* Where the window of a full slot lies in `text`. */
size_t ncp_windows_place(uint32_t slot);

/* Whether the set has the window; `at`, if not NULL, is then where in `text`. */
bool ncp_windows_has(const ncp_windows *set, const char *window, size_t length, size_t *at);

/* Adds the window if the set has it not. Returns false when memory ran out. */
bool ncp_windows_add(ncp_windows *set, const char *window, size_t length);

void ncp_windows_free(ncp_windows *set);

#endif
