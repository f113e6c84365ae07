#include "json.h"

#include <stdint.h>
#include <string.h>

#include "text.h"

enum {
    LARGEST_EXPONENT = 308, /* of the first digit of DBL_MAX */
    MOST_DIGITS = 17,       /* that the comparison with it looks at */
    FARTHEST = 100000,      /* exponents beyond are all the same, and must not overflow */
};

static const uint64_t largest_digits = 17976931348623157; /* the first digits of DBL_MAX */

typedef struct reader {
    const char *text;
    size_t length;
    size_t at;
    int depth;
} reader;

/* A number as it is written: its first digits that count, and the exponent of the first of them. */
typedef struct decimal {
    uint64_t digits;
    int count;
    long exponent;
} decimal;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* What stands at the position, NUL at the end. */
static char peek(const reader *r) { return r->at < r->length ? r->text[r->at] : '\0'; }

static void read_digits(reader *r, decimal *number, bool is_fraction) {
    for (; is_digit(peek(r)); r->at++) {
        bool counts = number->count > 0 || peek(r) != '0';
        if (!counts && is_fraction && number->exponent > -FARTHEST) number->exponent--;
        if (counts && !is_fraction && number->count > 0 && number->exponent < FARTHEST) number->exponent++;
        if (!counts) continue;
        if (number->count < MOST_DIGITS) number->digits = number->digits * 10 + (uint64_t)(peek(r) - '0');
        number->count++;
    }
}

static long read_exponent(reader *r) {
    long exponent = 0;
    bool negative = peek(r) == '-';
    if (peek(r) == '-' || peek(r) == '+') r->at++;
    for (; is_digit(peek(r)); r->at++)
        if (exponent < FARTHEST) exponent = exponent * 10 + (peek(r) - '0');
    return negative ? -exponent : exponent;
}

static decimal read_number(reader *r) {
    decimal number = {0};
    read_digits(r, &number, false);
    if (peek(r) == '.') {
        r->at++;
        if (number.count == 0) number.exponent--;
        read_digits(r, &number, true);
    }
    if (peek(r) == 'e' || peek(r) == 'E') {
        r->at++;
        number.exponent += read_exponent(r);
    }
    return number;
}

static bool fits_double(decimal number) {
    if (number.count == 0 || number.exponent < LARGEST_EXPONENT) return true;
    if (number.exponent > LARGEST_EXPONENT) return false;
    for (; number.count < MOST_DIGITS; number.count++) number.digits *= 10;
    return number.digits <= largest_digits;
}

static bool check_number(reader *r, ncp_error *error) {
    size_t start = r->at;
    if (fits_double(read_number(r))) return true;
    ncp_error_set(error, "the number at byte %zu is too large", start + 1);
    return false;
}

/* A word whose bytes are all `c`. */
#define BYTES(c) (UINT64_MAX / 255 * (c))

/* Whether a byte of the word is 0; may also say so where one above 0x7F stands. */
static bool has_zero(uint64_t word) { return ((word - BYTES(0x01)) & BYTES(0x80)) != 0; }

static bool is_plain(char c) { return c != '"' && c != '\\' && (unsigned char)c < 0x80; }

/* Passes over plain characters of a string, of which most answers consist. */
static void skip_plain(reader *r) {
    uint64_t word;
    const char *at = r->text + r->at, *end = r->text + r->length;
    for (; end - at >= (ptrdiff_t)sizeof word; at += sizeof word) {
        memcpy(&word, at, sizeof word);
        if ((word & BYTES(0x80)) != 0 || has_zero(word ^ BYTES('"')) || has_zero(word ^ BYTES('\\'))) break;
    }
    while (at < end && is_plain(*at)) at++;
    r->at = (size_t)(at - r->text);
}

/* From the opening quote beyond the closing one, or to the end. */
static bool check_string(reader *r, ncp_error *error) {
    r->at++;
    for (skip_plain(r); r->at < r->length; skip_plain(r)) {
        char c = r->text[r->at];
        size_t step = c == '\\' ? 2 : ncp_text_step(r->text + r->at, r->length - r->at);
        if (step == 0) {
            ncp_error_set(error, "byte %zu is not UTF-8", r->at + 1);
            return false;
        }
        r->at += step;
        if (c == '"') return true;
    }
    return true;
}

static bool check_depth(reader *r, ncp_error *error) {
    r->at++;
    if (++r->depth <= NCP_JSON_DEPTH) return true;
    ncp_error_set(error, "it is nested more than %d levels deep", NCP_JSON_DEPTH);
    return false;
}

static bool check_token(reader *r, ncp_error *error) {
    char c = peek(r);
    if (c == '"') return check_string(r, error);
    if (c == '[' || c == '{') return check_depth(r, error);
    if (is_digit(c)) return check_number(r, error);
    if (c == ']' || c == '}') r->depth--;
    r->at++;
    return true;
}

bool ncp_json_check(const char *text, size_t length, ncp_error *error) {
    reader r = {.text = text, .length = length};
    while (r.at < r.length)
        if (!check_token(&r, error)) return false;
    return true;
}
