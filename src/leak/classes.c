#include "classes.h"

/* clang-format off */
enum {
    T = NCP_CLASS_TOKEN,
    B = T | NCP_CLASS_BASE64,
    W = B | NCP_CLASS_WORD,
    Z = T | NCP_CLASS_ZERO,
    E = T | NCP_CLASS_ESCAPE,
    P = T | NCP_CLASS_PERCENT,
    Q = T | NCP_CLASS_EQUALS,
    J = T | NCP_CLASS_BACKSLASH,
};

const uint8_t ncp_classes[256] = {
    Z, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, T, 0, 0, /* 00 */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, E, 0, 0, 0, 0, /* 10 */
    0, 0, 0, 0, 0, P, 0, 0, 0, 0, 0, B, 0, B, 0, B, /* 20 */
    W, W, W, W, W, W, W, W, W, W, 0, T, 0, Q, 0, 0, /* 30 */
    0, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, /* 40 */
    W, W, W, W, W, W, W, W, W, W, W, T, J, 0, 0, W, /* 50 */
    0, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, /* 60 */
    W, W, W, W, W, W, W, W, W, W, W, 0, 0, 0, 0, 0, /* 70 */
};
/* clang-format on */

size_t ncp_class_end(const unsigned char *bytes, size_t at, size_t length, unsigned of) {
    while (at < length && (ncp_classes[bytes[at]] & of) != 0) at++;
    return at;
}

/* Looks from the place where a run of that length would end: what breaks it there lets all
 * before be passed over unseen. */
size_t ncp_class_find(const unsigned char *bytes, size_t at, size_t length, unsigned of, size_t *end) {
    while (length - at >= NCP_RUN_LEAST) {
        size_t start = at + NCP_RUN_LEAST;
        while (start > at && (ncp_classes[bytes[start - 1]] & of) != 0) start--;
        if (start == at) {
            *end = ncp_class_end(bytes, at + NCP_RUN_LEAST, length, of);
            return at;
        }
        at = start;
    }
    size_t start = *end = length;
    while (start > at && (ncp_classes[bytes[start - 1]] & of) != 0) start--;
    return start;
}
