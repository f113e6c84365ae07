#include "flaw.h"

#include <string.h>

#include "text.h"

typedef struct mark {
    const char *bytes;
    const char *name;
} mark;

/* Invisible, or taken for another character by eye. */
static const mark marks[] = {
    {" ", "a space"},
    {"\t", "a tab"},
    {"\n", "a line break"},
    {"\r", "a carriage return"},
    {"\xC2\xA0", "a no-break space"},
    {"\xC2\xAD", "a soft hyphen"},
    {"\xE2\x80\x8B", "a zero-width space"},
    {"\xE2\x80\x8C", "a zero-width non-joiner"},
    {"\xE2\x80\x8D", "a zero-width joiner"},
    {"\xE2\x80\x8E", "a left-to-right mark"},
    {"\xE2\x80\x8F", "a right-to-left mark"},
    {"\xE2\x80\xA8", "a line separator"},
    {"\xE2\x80\xA9", "a paragraph separator"},
    {"\xE2\x80\xAF", "a narrow no-break space"},
    {"\xE2\x81\xA0", "a word joiner"},
    {"\xE3\x80\x80", "an ideographic space"},
    {"\xEF\xBB\xBF", "a byte order mark"},
    {"\xE2\x80\x98", "a typographic quotation mark"},
    {"\xE2\x80\x99", "a typographic quotation mark"},
    {"\xE2\x80\x9C", "a typographic quotation mark"},
    {"\xE2\x80\x9D", "a typographic quotation mark"},
};

static const mark control = {"\1", "a control character"};
static const mark foreign = {"\x80", "a character that is not ASCII"};

static const mark *mark_at(const char *text, size_t length) {
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t size = strlen(marks[i].bytes);
        if (size <= length && memcmp(text, marks[i].bytes, size) == 0) return &marks[i];
    }
    if (ncp_text_has_control(text, 1)) return &control;
    return (unsigned char)text[0] >= 0x80 ? &foreign : NULL;
}

static bool is_allowed(ncp_flaw_kind kind, const mark *found) {
    return found == NULL || (kind != NCP_FLAW_OF_KEY && (found == &foreign || found == &marks[0]));
}

/* The first character that the kind does not allow; NULL and the length for none. */
static const mark *next_flaw(ncp_flaw_kind kind, const char *text, size_t length, size_t *at) {
    for (size_t i = 0; i < length; i++) {
        const mark *found = mark_at(text + i, length - i);
        if (is_allowed(kind, found)) continue;
        *at = i;
        return found;
    }
    *at = length;
    return NULL;
}

/* Whether all that stands from `at` to the end is white, invisible or foreign. */
static bool is_tail(const char *text, size_t length, size_t at) {
    while (at < length) {
        const mark *found = mark_at(text + at, length - at);
        if (found == NULL) return false;
        at += found == &foreign ? 1 : strlen(found->bytes);
    }
    return true;
}

static bool is_quote(char c) { return c == '"' || c == '\''; }

/* The flaws of what stands at the two ends. */
static const char *flaw_of_ends(const char *text, size_t length) {
    char first = text[0], last = text[length - 1];
    if (first == ' ') return "begins with a space";
    if (last == ' ') return "ends in a space";
    if (is_quote(first))
        return first == last && length > 1 ? "stands in quotation marks" : "begins with a quotation mark";
    return is_quote(last) ? "ends in a quotation mark" : NULL;
}

bool ncp_flaw_find(ncp_flaw_kind kind, const char *text, size_t length, ncp_error *flaw) {
    size_t at;
    if (length == 0) return false;
    const mark *found = next_flaw(kind, text, length, &at);
    if (found != NULL && at == 0)
        ncp_error_set(flaw, "begins with %s", found->name);
    else if (found != NULL && is_tail(text, length, at))
        ncp_error_set(flaw, "ends in %s", found->name);
    else if (found != NULL)
        ncp_error_set(flaw, "has %s in it", found->name);
    if (found != NULL) return true;
    const char *ends = kind != NCP_FLAW_OF_PASSWORD ? flaw_of_ends(text, length) : NULL;
    if (ends != NULL) ncp_error_set(flaw, "%s", ends);
    return ends != NULL;
}
