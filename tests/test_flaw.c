#include "flaw.h"

#include "check.h"

typedef struct flaw_case {
    const char *text;
    const char *of_key; /* NULL for none */
    const char *of_name;
    const char *of_password;
} flaw_case;

static const flaw_case cases[] = {
    {"", NULL, NULL, NULL},
    {"ncp_iam_A+/=:b", NULL, NULL, NULL},
    {"a b", "has a space in it", NULL, NULL},
    {" a", "begins with a space", "begins with a space", NULL},
    {"a ", "ends in a space", "ends in a space", NULL},
    {"\"a\"", "stands in quotation marks", "stands in quotation marks", NULL},
    {"'a", "begins with a quotation mark", "begins with a quotation mark", NULL},
    {"a\"", "ends in a quotation mark", "ends in a quotation mark", NULL},
    {"\"", "begins with a quotation mark", "begins with a quotation mark", NULL},
    {"a\n", "ends in a line break", "ends in a line break", "ends in a line break"},
    {"a\r\n", "ends in a carriage return", "ends in a carriage return", "ends in a carriage return"},
    {"a\nb", "has a line break in it", "has a line break in it", "has a line break in it"},
    {"a\x1B[0m", "has a control character in it", "has a control character in it",
     "has a control character in it"},
    {"a\x7F", "ends in a control character", "ends in a control character", "ends in a control character"},
    {"a\xC2\xA0", "ends in a no-break space", "ends in a no-break space", "ends in a no-break space"},
    {"\xEF\xBB\xBF"
     "a",
     "begins with a byte order mark", "begins with a byte order mark", "begins with a byte order mark"},
    {"a\xE2\x80\x8B"
     "b",
     "has a zero-width space in it", "has a zero-width space in it", "has a zero-width space in it"},
    {"\xEC\x9A\xB4\xEC\x98\x81", "begins with a character that is not ASCII", NULL, NULL},
    {"a\xC2", "ends in a character that is not ASCII", NULL, NULL},
};

static void check_flaw(ncp_flaw_kind kind, const char *text, const char *expected) {
    ncp_error flaw = {{0}};
    CHECK(ncp_flaw_find(kind, text, strlen(text), &flaw) == (expected != NULL));
    CHECK(strcmp(flaw.message, expected != NULL ? expected : "") == 0);
}

int main(void) {
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_flaw(NCP_FLAW_OF_KEY, cases[i].text, cases[i].of_key);
        check_flaw(NCP_FLAW_OF_NAME, cases[i].text, cases[i].of_name);
        check_flaw(NCP_FLAW_OF_PASSWORD, cases[i].text, cases[i].of_password);
    }
    return check_finish();
}
