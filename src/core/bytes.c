#include "bytes.h"

#include <openssl/crypto.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SMALLEST_CAPACITY = 256 };

/* realloc() would leave the old copy behind, so moving is done by hand. */
static bool move_to(ncp_bytes *bytes, size_t capacity) {
    char *data = malloc(capacity);
    if (data == NULL) return false;
    if (bytes->data != NULL) {
        memcpy(data, bytes->data, bytes->length);
        OPENSSL_cleanse(bytes->data, bytes->length);
        free(bytes->data);
    }
    bytes->data = data;
    bytes->capacity = capacity;
    return true;
}

bool ncp_bytes_reserve(ncp_bytes *bytes, size_t extra) {
    if (extra <= bytes->capacity - bytes->length) return true;
    if (extra > SIZE_MAX / 2 - bytes->length) return false;
    size_t capacity = bytes->capacity < SMALLEST_CAPACITY ? SMALLEST_CAPACITY : bytes->capacity;
    while (capacity - bytes->length < extra) capacity *= 2;
    return move_to(bytes, capacity);
}

bool ncp_bytes_append(ncp_bytes *bytes, const void *data, size_t length) {
    if (length == 0) return true;
    if (!ncp_bytes_reserve(bytes, length)) return false;
    memcpy(bytes->data + bytes->length, data, length);
    bytes->length += length;
    return true;
}

bool ncp_bytes_append_text(ncp_bytes *bytes, const char *text) {
    return ncp_bytes_append(bytes, text, strlen(text));
}

bool ncp_bytes_append_char(ncp_bytes *bytes, char c) { return ncp_bytes_append(bytes, &c, 1); }

void ncp_bytes_clear(ncp_bytes *bytes) {
    if (bytes->length > 0) OPENSSL_cleanse(bytes->data, bytes->length);
    bytes->length = 0;
}

void ncp_bytes_free(ncp_bytes *bytes) {
    ncp_bytes_clear(bytes);
    free(bytes->data);
    *bytes = (ncp_bytes){0};
}
