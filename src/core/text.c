#include "text.h"

#include <stdio.h>
#include <string.h>

static bool is_continuation(unsigned char c) { return (c & 0xC0) == 0x80; }

size_t ncp_text_step(const char *text, size_t left) {
    const unsigned char *s = (const unsigned char *)text;
    if (s[0] < 0x80) return 1;
    if (s[0] < 0xC2) return 0;
    if (s[0] < 0xE0) return left >= 2 && is_continuation(s[1]) ? 2 : 0;
    if (s[0] < 0xF0) {
        if (left < 3 || !is_continuation(s[1]) || !is_continuation(s[2])) return 0;
        bool overlong = s[0] == 0xE0 && s[1] < 0xA0;
        bool surrogate = s[0] == 0xED && s[1] > 0x9F;
        return overlong || surrogate ? 0 : 3;
    }
    if (s[0] > 0xF4 || left < 4) return 0;
    if (!is_continuation(s[1]) || !is_continuation(s[2]) || !is_continuation(s[3])) return 0;
    bool overlong = s[0] == 0xF0 && s[1] < 0x90;
    bool too_large = s[0] == 0xF4 && s[1] > 0x8F;
    return overlong || too_large ? 0 : 4;
}

long ncp_text_characters(const char *text, size_t length) {
    long characters = 0;
    for (size_t i = 0; i < length; characters++) {
        size_t step = ncp_text_step(text + i, length - i);
        if (step == 0) return NCP_NOT_UTF8;
        i += step;
    }
    return characters;
}

bool ncp_text_has_control(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c < 0x20 || c == 0x7F) return true;
    }
    return false;
}

char ncp_text_lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static bool is_in_class(char c, const char *class) {
    for (const char *p = class; *p != '\0'; p++) {
        if (p[1] == '-' && p[2] != '\0') {
            if (c >= p[0] && c <= p[2]) return true;
            p += 2;
        } else if (c == *p) {
            return true;
        }
    }
    return false;
}

bool ncp_text_is_of_class(const char *text, size_t length, const char *class) {
    for (size_t i = 0; i < length; i++)
        if (!is_in_class(text[i], class)) return false;
    return true;
}

bool ncp_text_is_listed(const char *word, size_t length, const char *list) {
    for (const char *start = list;;) {
        size_t span = strcspn(start, "|");
        if (span == length && memcmp(start, word, length) == 0) return true;
        if (start[span] == '\0') return false;
        start += span + 1;
    }
}

/* The letter of JSON's short escapes, or 0. */
static char short_escape(unsigned char c) {
    switch (c) {
    case '"': return '"';
    case '\\': return '\\';
    case '\b': return 'b';
    case '\f': return 'f';
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    default: return 0;
    }
}

static bool append_escaped(ncp_bytes *out, unsigned char c) {
    char escape[8];
    char letter = short_escape(c);
    if (letter != 0)
        (void)snprintf(escape, sizeof escape, "\\%c", letter);
    else
        (void)snprintf(escape, sizeof escape, "\\u%04x", c);
    return ncp_bytes_append_text(out, escape);
}

bool ncp_text_append_json(ncp_bytes *out, const char *text, size_t length) {
    if (!ncp_bytes_append_char(out, '"')) return false;
    size_t plain = 0; /* start of the run that needs no escape */
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c >= 0x20 && c != '"' && c != '\\') continue;
        if (!ncp_bytes_append(out, text + plain, i - plain) || !append_escaped(out, c)) return false;
        plain = i + 1;
    }
    return ncp_bytes_append(out, text + plain, length - plain) && ncp_bytes_append_char(out, '"');
}

void ncp_text_decimal(char text[NCP_DECIMAL_SIZE], int64_t number) {
    char reversed[NCP_DECIMAL_SIZE];
    size_t count = 0;
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        reversed[count++] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (number < 0) *text++ = '-';
    while (count > 0) *text++ = reversed[--count];
    *text = '\0';
}

enum { LONGEST_NAME = 63 };

static size_t smallest(size_t a, size_t b, size_t c) {
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* Levenshtein distance that takes no notice of case. */
static size_t edit_distance(const char *a, const char *b, size_t b_length) {
    size_t row[LONGEST_NAME + 1];
    for (size_t j = 0; j <= b_length; j++) row[j] = j;
    for (size_t i = 1; a[i - 1] != '\0'; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t above = row[j];
            size_t change = diagonal + (ncp_text_lower(a[i - 1]) != ncp_text_lower(b[j - 1]));
            row[j] = smallest(above + 1, row[j - 1] + 1, change);
            diagonal = above;
        }
    }
    return row[b_length];
}

const char *ncp_text_nearest(const char *name, const char *const *names) {
    const char *nearest = NULL;
    size_t least = SIZE_MAX;
    if (strlen(name) > LONGEST_NAME) return NULL;
    for (; *names != NULL; names++) {
        size_t length = strlen(*names);
        if (length > LONGEST_NAME) continue;
        size_t distance = edit_distance(name, *names, length);
        if (distance >= least || distance * 2 > length) continue;
        least = distance;
        nearest = *names;
    }
    return nearest;
}
