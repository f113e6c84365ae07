#include "json.h"

#include "check.h"

typedef struct refusal {
    const char *text;
    const char *reason;
} refusal;

static bool accepts(const char *text) {
    ncp_error error;
    return ncp_json_check(text, strlen(text), &error);
}

static void test_numbers(void) {
    static const char *const fitting[] = {
        "0",
        "-0.0",
        "1e308",
        "1.7976931348623157e308",
        "17976931348623157e292",
        "0.00017976931348623157E+312",
        "0.000e999999999",
        "1e-999999999",
        "123456789012345678901234567890",
        "[1e0,2]",
        "1.",
        "1e",
        "-",
    };
    static const char *const too_large[] = {
        "1e309",           "-1e309", "1.7976931348623159e308", "0.0018E311", "1e999999999999999999999",
        "10000000000e299",
    };
    for (size_t i = 0; i < sizeof fitting / sizeof *fitting; i++)
        if (!CHECK(accepts(fitting[i]))) (void)fprintf(stderr, "%s\n", fitting[i]);
    for (size_t i = 0; i < sizeof too_large / sizeof *too_large; i++)
        if (!CHECK(!accepts(too_large[i]))) (void)fprintf(stderr, "%s\n", too_large[i]);
}

static void test_digits_without_end(void) {
    static char digits[400];
    (void)memset(digits, '9', sizeof digits - 1);
    CHECK(!accepts(digits));
    digits[308] = '\0';
    CHECK(accepts(digits));
    (void)memset(digits, '0', sizeof digits - 1);
    CHECK(accepts(digits));
}

/* Zeros before and behind the digits that count, more than an exponent is counted to. */
static void test_zeros_without_end(void) {
    enum { ZEROS = 100010 };
    static char digits[ZEROS + 16] = "1";
    (void)memset(digits + 1, '0', ZEROS);
    CHECK(!accepts(digits));
    memcpy(digits, "0.", 2);
    memcpy(digits + ZEROS, "1e400", 6);
    CHECK(accepts(digits));
}

static void test_strings(void) {
    CHECK(accepts("\"\""));
    CHECK(accepts("\"1e999 \\\" 1e999 [[[\""));
    CHECK(accepts("\"\xED\x95\x9C\xF0\x9F\x94\x91\""));
    CHECK(accepts("\"cut short \\"));
    CHECK(accepts("\"cut short"));
    CHECK(accepts(""));
}

static void test_depth(void) {
    char text[2 * NCP_JSON_DEPTH + 3] = "";
    (void)memset(text, '[', NCP_JSON_DEPTH);
    CHECK(accepts(text));
    text[NCP_JSON_DEPTH] = '{';
    CHECK(!accepts(text));
    for (size_t i = 0; i < sizeof text - 1; i++) text[i] = i % 2 == 0 ? '[' : ']';
    CHECK(accepts(text));
}

static void test_reasons(void) {
    static const refusal refusals[] = {
        {"[1, 1e400]", "the number at byte 5 is too large"},
        {"{\"a\":\"\xFF\"}", "byte 7 is not UTF-8"},
        {"\"\xED\xA0\x80\"", "byte 2 is not UTF-8"},
        {"\"\xE2\x82", "byte 2 is not UTF-8"},
        {"\"Among many others \xFF of a long string\"", "byte 20 is not UTF-8"},
        {"\"\xFF before more than a word\"", "byte 2 is not UTF-8"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        ncp_error error;
        CHECK(!ncp_json_check(refusals[i].text, strlen(refusals[i].text), &error));
        CHECK_CONTAINS(error.message, refusals[i].reason);
    }
}

/* Nothing beyond the length is looked at. */
static void test_length(void) {
    ncp_error error;
    CHECK(ncp_json_check("1e400", 3, &error));
    CHECK(ncp_json_check("\"a\xFF", 2, &error));
    CHECK(!ncp_json_check("\"\xE2\x82\xAC", 3, &error));
}

int main(void) {
    test_numbers();
    test_digits_without_end();
    test_zeros_without_end();
    test_strings();
    test_depth();
    test_reasons();
    test_length();
    return check_finish();
}
