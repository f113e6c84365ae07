#include "uri.h"

#include "check.h"

static void check_escape(const char *text, const char *expected) {
    ncp_bytes out = {0};
    CHECK(ncp_uri_escape(&out, text, strlen(text)));
    CHECK_BYTES(&out, expected);
    ncp_bytes_free(&out);
}

static void test_only_unreserved_characters_stay(void) {
    check_escape("", "");
    check_escape("AZaz09-._~", "AZaz09-._~");
    check_escape(" +", "%20%2B");
    check_escape("a/b?c=d&e#f%g", "a%2Fb%3Fc%3Dd%26e%23f%25g");
    check_escape("!$'()*,;:@[]\"<>\\^`{|}",
                 "%21%24%27%28%29%2A%2C%3B%3A%40%5B%5D%22%3C%3E%5C%5E%60%7B%7C%7D");
    check_escape("\x01\x7F", "%01%7F");
}

static void test_bytes_above_ascii(void) {
    check_escape("\xED\x95\x9C\xEA\xB8\x80", "%ED%95%9C%EA%B8%80");
    check_escape("\xF0\x9F\x94\x91", "%F0%9F%94%91");
}

static void test_every_byte(void) {
    ncp_bytes out = {0};
    size_t plain = 0;
    for (int c = 0; c < 256; c++) {
        char byte = (char)c;
        char escape[8];
        out.length = 0;
        if (!ncp_uri_escape(&out, &byte, 1)) break;
        (void)snprintf(escape, sizeof escape, "%%%02X", c);
        bool as_is = out.length == 1 && out.data[0] == byte;
        if (as_is) plain++;
        CHECK(as_is || check_bytes(&out, escape));
    }
    CHECK(plain == 66);
    ncp_bytes_free(&out);
}

static void test_query_names(void) {
    ncp_bytes out = {0};
    bool first = true;
    CHECK(ncp_uri_query_name(&out, &first, "page"));
    CHECK(!first);
    CHECK(ncp_bytes_append_char(&out, '0'));
    CHECK(ncp_uri_query_name(&out, &first, "search word"));
    CHECK_BYTES(&out, "?page=0&search%20word=");
    ncp_bytes_free(&out);
}

int main(void) {
    test_only_unreserved_characters_stay();
    test_bytes_above_ascii();
    test_every_byte();
    test_query_names();
    return check_finish();
}
