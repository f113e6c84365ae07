#include "visible.h"

#include "check.h"

static void check_visible(const char *text, const char *expected) {
    ncp_bytes out = {0};
    CHECK(ncp_visible_append(&out, text, strlen(text)));
    CHECK_BYTES(&out, expected);
    ncp_bytes_free(&out);
}

static void test_what_can_be_seen_stays(void) {
    check_visible("", "");
    ncp_bytes none = {0};
    CHECK(ncp_visible_append(&none, none.data, none.length));
    check_visible(" plain ~", " plain ~");
    check_visible("C:\\new", "C:\\new");
    check_visible("\xF3\xB0\x80\x80", "\xF3\xB0\x80\x80"); /* beyond all that is hidden */
    check_visible("\xEB\xB9\x8C\xEB\x93\x9C \xD7\xA9\xD7\x9C \xF0\x9F\x94\x91", /* Hangul, Hebrew, a key */
                  "\xEB\xB9\x8C\xEB\x93\x9C \xD7\xA9\xD7\x9C \xF0\x9F\x94\x91");
    check_visible("\xC2\xA0\xE2\x80\x8A\xE2\x80\x90",
                  "\xC2\xA0\xE2\x80\x8A\xE2\x80\x90"); /* spaces, a hyphen */
}

static void test_controls(void) {
    check_visible("a\x1B[2Jb\nc\rd\te\x7F", "a\\x1b[2Jb\\nc\\x0dd\\x09e\\x7f");
    check_visible("\xC2\x9Bx", "\\u{9b}x");
    ncp_bytes out = {0};
    CHECK(ncp_visible_append(&out, "a\0b", 3));
    CHECK_BYTES(&out, "a\\x00b");
    ncp_bytes_free(&out);
}

static void test_what_cannot_be_seen(void) {
    check_visible("\xE2\x80\xAEx\xE2\x81\xA6y\xD8\x9C", "\\u{202e}x\\u{2066}y\\u{61c}"); /* directions */
    check_visible("bot\xE2\x80\x8B", "bot\\u{200b}");                                    /* no width */
    check_visible("\xEF\xBB\xBFx\xC2\xAD", "\\u{feff}x\\u{ad}");
    check_visible("\xE3\x85\xA4", "\\u{3164}"); /* a filler of Hangul */
    check_visible("\xE2\x80\xA8\xE2\x80\xA9", "\\u{2028}\\u{2029}");
    check_visible("\xF3\xA0\x81\x81", "\\u{e0041}"); /* a tag */
}

static void test_bytes_that_are_not_utf8(void) {
    check_visible("a\xFF\xE2\x82", "a\\xff\\xe2\\x82");
    check_visible("\x80\xC0\x80", "\\x80\\xc0\\x80");
}

int main(void) {
    test_what_can_be_seen_stays();
    test_controls();
    test_what_cannot_be_seen();
    test_bytes_that_are_not_utf8();
    return check_finish();
}
