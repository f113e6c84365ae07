#include "text.h"

#include "check.h"

typedef struct character_case {
    const char *text;
    long characters;
} character_case;

static const character_case character_cases[] = {
    {"", 0},
    {"plain", 5},
    {"\xED\x95\x9C\xEA\xB8\x80", 2},              /* Hangul */
    {"a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x94\x91", 4}, /* one of each length */
    {"\x7F", 1},
    {"\xC2\x80", 1},     /* smallest of two bytes */
    {"\xDF\xBF", 1},     /* largest of two bytes */
    {"\xE0\xA0\x80", 1}, /* smallest of three bytes */
    {"\xED\x9F\xBF", 1}, /* below the surrogates */
    {"\xEE\x80\x80", 1}, /* above the surrogates */
    {"\xEF\xBF\xBF", 1},
    {"\xF0\x90\x80\x80", 1},
    {"\xF4\x8F\xBF\xBF", 1}, /* U+10FFFF */
    {"\x80", NCP_NOT_UTF8},
    {"a\xBF", NCP_NOT_UTF8},
    {"\xC0\x80", NCP_NOT_UTF8}, /* overlong NUL */
    {"\xC1\xBF", NCP_NOT_UTF8},
    {"\xE0\x9F\xBF", NCP_NOT_UTF8},
    {"\xF0\x8F\xBF\xBF", NCP_NOT_UTF8},
    {"\xED\xA0\x80", NCP_NOT_UTF8}, /* surrogates */
    {"\xED\xBF\xBF", NCP_NOT_UTF8},
    {"\xF4\x90\x80\x80", NCP_NOT_UTF8}, /* above U+10FFFF */
    {"\xF5\x80\x80\x80", NCP_NOT_UTF8},
    {"\xFE", NCP_NOT_UTF8},
    {"\xFF", NCP_NOT_UTF8},
    {"\xC2", NCP_NOT_UTF8}, /* cut short */
    {"\xE2\x82", NCP_NOT_UTF8},
    {"\xF0\x9F\x94", NCP_NOT_UTF8},
    {"\xC2g", NCP_NOT_UTF8}, /* continued wrongly */
    {"\xE2\x82g", NCP_NOT_UTF8},
    {"\xE2g\x82", NCP_NOT_UTF8},
    {"\xF0\x9F\x94g", NCP_NOT_UTF8},
    {"\xF0\x9Fg\x91", NCP_NOT_UTF8},
    {"\xF0g\x94\x91", NCP_NOT_UTF8},
};

static void test_characters(void) {
    for (size_t i = 0; i < sizeof character_cases / sizeof *character_cases; i++) {
        const character_case *row = &character_cases[i];
        if (!CHECK(ncp_text_characters(row->text, strlen(row->text)) == row->characters))
            (void)fprintf(stderr, "    in row %zu\n", i);
    }
    CHECK(ncp_text_characters("a\0b", 3) == 3);
}

static void test_control_characters(void) {
    CHECK(!ncp_text_has_control("", 0));
    CHECK(!ncp_text_has_control(" ~\xED\x95\x9C", 5));
    CHECK(ncp_text_has_control("a\0b", 3));
    CHECK(ncp_text_has_control("a\nb", 3));
    CHECK(ncp_text_has_control("a\x1F", 2));
    CHECK(ncp_text_has_control("\x7F", 1));
}

static void test_classes(void) {
    CHECK(ncp_text_is_of_class("Az09._-", 7, "A-Za-z0-9._-"));
    CHECK(!ncp_text_is_of_class("a b", 3, "A-Za-z0-9._-"));
    CHECK(!ncp_text_is_of_class("a@", 2, "a-z"));
    CHECK(!ncp_text_is_of_class("-", 1, "a-z"));
    CHECK(ncp_text_is_of_class("-", 1, "-a"));
    CHECK(!ncp_text_is_of_class("a\0", 2, "a-z"));
    CHECK(!ncp_text_is_of_class("\xED\x95\x9C", 3, "A-Za-z"));
    CHECK(ncp_text_is_of_class("", 0, "a-z"));
}

static void test_words_of_a_list(void) {
    CHECK(ncp_text_is_listed("IP", 2, "IP|VPC|VPC_SERVER"));
    CHECK(ncp_text_is_listed("VPC", 3, "IP|VPC|VPC_SERVER"));
    CHECK(ncp_text_is_listed("VPC_SERVER", 10, "IP|VPC|VPC_SERVER"));
    CHECK(!ncp_text_is_listed("VP", 2, "IP|VPC|VPC_SERVER"));
    CHECK(!ncp_text_is_listed("VPC_", 4, "IP|VPC|VPC_SERVER"));
    CHECK(!ncp_text_is_listed("ip", 2, "IP|VPC|VPC_SERVER"));
    CHECK(!ncp_text_is_listed("IP|VPC", 6, "IP|VPC|VPC_SERVER"));
    CHECK(!ncp_text_is_listed("IP\0", 3, "IP|VPC|VPC_SERVER"));
    CHECK(!ncp_text_is_listed("", 0, "IP|VPC|VPC_SERVER"));
}

static void check_json(const char *text, size_t length, const char *expected) {
    ncp_bytes out = {0};
    CHECK(ncp_text_append_json(&out, text, length));
    CHECK_BYTES(&out, expected);
    ncp_bytes_free(&out);
}

static void test_json_strings(void) {
    check_json("", 0, "\"\"");
    check_json("plain / text", 12, "\"plain / text\"");
    check_json("a\"b\\c", 5, "\"a\\\"b\\\\c\"");
    check_json("\b\f\n\r\t", 5, "\"\\b\\f\\n\\r\\t\"");
    check_json("\0\x01\x1F", 3, "\"\\u0000\\u0001\\u001f\"");
    check_json("\x7F", 1, "\"\x7F\"");
    check_json("\xED\x95\x9C\xF0\x9F\x94\x91", 7, "\"\xED\x95\x9C\xF0\x9F\x94\x91\"");
}

static void test_nearest_name(void) {
    static const char *const names[] = {"list", "get", "create", "update", "delete", "set_active", NULL};
    static const char *const none[] = {NULL};
    CHECK(strcmp(ncp_text_nearest("craete", names), "create") == 0);
    CHECK(strcmp(ncp_text_nearest("setActive", names), "set_active") == 0);
    CHECK(strcmp(ncp_text_nearest("GET", names), "get") == 0);
    CHECK(strcmp(ncp_text_nearest("lst", names), "list") == 0);
    CHECK(ncp_text_nearest("something else", names) == NULL);
    CHECK(ncp_text_nearest("", names) == NULL);
    CHECK(ncp_text_nearest("list", none) == NULL);
}

static void test_nearest_of_very_long_names(void) {
    char name[500];
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    const char *const names[] = {name, "list", NULL};
    CHECK(ncp_text_nearest(name, names) == NULL);
    CHECK(strcmp(ncp_text_nearest("list", names), "list") == 0);
}

int main(void) {
    test_characters();
    test_control_characters();
    test_classes();
    test_words_of_a_list();
    test_json_strings();
    test_nearest_name();
    test_nearest_of_very_long_names();
    return check_finish();
}
