/* What is escaped can be read back, what is made visible is a line of UTF-8, counting characters agrees
 * with the rules of UTF-8, and the check of JSON reads nothing but the text. The first byte says which of
 * these. */
#include <stdint.h>

#include "check.h"
#include "json.h"
#include "text.h"
#include "uri.h"
#include "visible.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef void check_text(const char *text, size_t length);

/* What is refused has a reason. */
static void check_syntax(const char *text, size_t length) {
    ncp_error error = {0};
    if (ncp_json_check(text, length, &error) != (error.message[0] == '\0')) abort();
}

static int hex_value(char c) { return c <= '9' ? c - '0' : c - 'A' + 10; }

static void check_escape(const char *text, size_t length) {
    ncp_bytes out = {0};
    if (!ncp_uri_escape(&out, text, length)) abort();
    size_t at = 0;
    for (size_t i = 0; i < length; i++) {
        char c = out.data[at++];
        if (c == '%') {
            c = (char)(hex_value(out.data[at]) * 16 + hex_value(out.data[at + 1]));
            at += 2;
        }
        if (c != text[i]) abort();
    }
    if (at != out.length) abort();
    ncp_bytes_free(&out);
}

/* In a JSON string no byte is below 0x20, and quotes stand at its ends only unless escaped. */
static void check_json(const char *text, size_t length) {
    ncp_bytes out = {0};
    if (!ncp_text_append_json(&out, text, length)) abort();
    if (out.data[0] != '"' || out.data[out.length - 1] != '"') abort();
    for (size_t i = 1; i + 1 < out.length; i++) {
        if ((unsigned char)out.data[i] < 0x20 || out.data[i] == '"') abort();
        if (out.data[i] == '\\') i++;
    }
    ncp_bytes_free(&out);
}

static void check_characters(const char *text, size_t length) {
    long continuations = 0;
    for (size_t i = 0; i < length; i++)
        if ((text[i] & 0xC0) == 0x80) continuations++;
    long characters = ncp_text_characters(text, length);
    if (characters != NCP_NOT_UTF8 && characters != (long)length - continuations) abort();
}

/* To make it visible once more changes nothing. */
static void check_visible(const char *text, size_t length) {
    ncp_bytes once = {0}, twice = {0};
    if (!ncp_visible_append(&once, text, length)) abort();
    if (ncp_text_characters(once.data, once.length) == NCP_NOT_UTF8) abort();
    if (ncp_text_has_control(once.data, once.length)) abort();
    if (!ncp_visible_append(&twice, once.data, once.length)) abort();
    if (twice.length != once.length) abort();
    if (once.length > 0 && memcmp(twice.data, once.data, once.length) != 0) abort();
    ncp_bytes_free(&once);
    ncp_bytes_free(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static check_text *const checks[] = {check_syntax, check_escape, check_json, check_characters,
                                         check_visible};
    if (size > 0) checks[data[0] % (sizeof checks / sizeof checks[0])]((const char *)data + 1, size - 1);
    return 0;
}
