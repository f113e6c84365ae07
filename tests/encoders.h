#ifndef NCP_TESTS_ENCODERS_H
#define NCP_TESTS_ENCODERS_H

/* The encodings that the recogniser reads, written. */

#include <zlib.h>

#include "check.h"

static inline void put(ncp_bytes *out, const void *data, size_t length) {
    if (!ncp_bytes_append(out, data, length)) abort();
}

static inline void put_text(ncp_bytes *out, const char *text) { put(out, text, strlen(text)); }

typedef void encoder(ncp_bytes *out, const unsigned char *bytes, size_t length);

/* Each byte by the format, as C's printf has it. */
static inline void put_each(ncp_bytes *out, const char *format, const unsigned char *bytes, size_t length) {
    char text[16];
    for (size_t i = 0; i < length; i++) {
        (void)snprintf(text, sizeof text, format, bytes[i]);
        put_text(out, text);
    }
}

static inline void put_json(ncp_bytes *out, const unsigned char *bytes, size_t length) {
    put_each(out, "\\u%04x", bytes, length);
}

static inline void put_json_hex(ncp_bytes *out, const unsigned char *bytes, size_t length) {
    put_each(out, "\\x%02X", bytes, length);
}

static inline void put_url(ncp_bytes *out, const unsigned char *bytes, size_t length) {
    put_each(out, "%%%02X", bytes, length);
}

/* In lines of 75 bytes, as mail has it. */
static inline void put_quoted_printable(ncp_bytes *out, const unsigned char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (i % 24 == 11) put_text(out, i % 48 == 11 ? "=\r\n" : "=\n");
        put_each(out, "=%02x", bytes + i, 1);
    }
}

/* Every third byte in red. */
static inline void put_coloured(ncp_bytes *out, const unsigned char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++)
        put_each(out, i % 3 == 0 ? "\033[01;31m%c\033[0m" : "%c", bytes + i, 1);
}

static inline void put_utf16_le(ncp_bytes *out, const unsigned char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) put(out, (unsigned char[]){bytes[i], 0}, 2);
}

static inline void put_utf16_be(ncp_bytes *out, const unsigned char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) put(out, (unsigned char[]){0, bytes[i]}, 2);
}

static inline void put_quads(ncp_bytes *out, const unsigned char *bytes, size_t length, const char *last_two,
                             const char *line_break) {
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    for (size_t i = 0; i < length; i += 3) {
        unsigned long bits = 0;
        for (size_t k = 0; k < 3; k++) bits = bits << 8 | (i + k < length ? bytes[i + k] : 0U);
        if (i > 0 && i % 57 == 0) put_text(out, line_break);
        for (size_t k = 0; k < 4; k++) {
            unsigned value = bits >> (18 - 6 * k) & 63;
            char c = value < 62 ? alphabet[value] : last_two[value - 62];
            put(out, i + k > length ? "=" : &c, 1);
        }
    }
}

static inline void put_base64(ncp_bytes *out, const unsigned char *bytes, size_t length) {
    put_quads(out, bytes, length, "+/", "");
}

static inline void put_base64_lines(ncp_bytes *out, const unsigned char *bytes, size_t length) {
    put_quads(out, bytes, length, "+/", "\r\n");
}

static inline void put_base64_block(ncp_bytes *out, const unsigned char *bytes, size_t length) {
    put_quads(out, bytes, length, "-_", "\n \t  ");
}

static inline void put_gzip(ncp_bytes *out, const unsigned char *bytes, size_t length) {
    z_stream stream = {0};
    unsigned char output[4096];
    if (deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK) abort();
    stream.next_in = (unsigned char *)bytes;
    stream.avail_in = (unsigned)length;
    do {
        stream.next_out = output;
        stream.avail_out = sizeof output;
        (void)deflate(&stream, Z_FINISH);
        put(out, output, sizeof output - stream.avail_out);
    } while (stream.avail_out == 0);
    (void)deflateEnd(&stream);
}

typedef struct named_encoder {
    const char *name;
    encoder *put;
    bool is_binary, takes_binary;
} named_encoder;

static const named_encoder encoders[] = {
    {"JSON", put_json, false, true},
    {"JSON, two digits", put_json_hex, false, true},
    {"URL", put_url, false, true},
    {"quoted-printable", put_quoted_printable, false, true},
    {"colours", put_coloured, true, false},
    {"UTF-16 LE", put_utf16_le, true, false},
    {"UTF-16 BE", put_utf16_be, true, false},
    {"base64", put_base64, false, true},
    {"base64 in lines", put_base64_lines, false, true},
    {"base64url, indented", put_base64_block, false, true},
    {"gzip", put_gzip, true, true},
};

enum { ENCODERS = sizeof encoders / sizeof *encoders };

#endif
