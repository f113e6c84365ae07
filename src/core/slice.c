#include "slice.h"

#include <string.h>

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

ncp_slice ncp_slice_of(const ncp_bytes *bytes) {
    return (ncp_slice){bytes->length > 0 ? bytes->data : "", bytes->length};
}

ncp_slice ncp_slice_first(ncp_slice text, size_t length) { return (ncp_slice){text.start, length}; }

ncp_slice ncp_slice_after(ncp_slice text, size_t length) {
    return (ncp_slice){text.start + length, text.length - length};
}

ncp_slice ncp_slice_trim(ncp_slice text) {
    while (text.length > 0 && is_blank(text.start[0])) text = ncp_slice_after(text, 1);
    while (text.length > 0 && is_blank(text.start[text.length - 1])) text.length--;
    return text;
}

bool ncp_slice_equals(ncp_slice text, ncp_slice other) {
    return text.length == other.length && memcmp(text.start, other.start, text.length) == 0;
}

bool ncp_slice_begins_with(ncp_slice text, const char *other) {
    size_t length = strlen(other);
    return text.length >= length && memcmp(text.start, other, length) == 0;
}

bool ncp_slice_is(ncp_slice text, const char *other) {
    return ncp_slice_equals(text, (ncp_slice){other, strlen(other)});
}
