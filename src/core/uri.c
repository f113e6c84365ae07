#include "uri.h"

#include <stdint.h>
#include <string.h>

bool ncp_uri_is_unreserved(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

bool ncp_uri_escape(ncp_bytes *out, const char *text, size_t length) {
    static const char hex[] = "0123456789ABCDEF";
    if (length > SIZE_MAX / 3 || !ncp_bytes_reserve(out, length * 3)) return false;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (ncp_uri_is_unreserved(text[i])) {
            out->data[out->length++] = text[i];
        } else {
            out->data[out->length++] = '%';
            out->data[out->length++] = hex[c >> 4];
            out->data[out->length++] = hex[c & 15];
        }
    }
    return true;
}

bool ncp_uri_query_name(ncp_bytes *out, bool *first, const char *name) {
    char separator = *first ? '?' : '&';
    *first = false;
    return ncp_bytes_append_char(out, separator) && ncp_uri_escape(out, name, strlen(name)) &&
           ncp_bytes_append_char(out, '=');
}
