#define _XOPEN_SOURCE 700
#include "configure.h"

#include <errno.h>
#include <limits.h>

#include "check.h"
#include "folder.h"

typedef struct parse_case {
    const char *text;
    const char *profile;
    const char *access_key;
    const char *secret_key;
    bool profile_found;
} parse_case;

static const parse_case parse_cases[] = {
    {"", NULL, "", "", true},
    {"ncloud_access_key_id = A\nncloud_secret_access_key = S\n", NULL, "A", "S", true},
    {"ncloud_access_key_id=A\nncloud_secret_access_key=S", "DEFAULT", "A", "S", true},
    {"[DEFAULT]\r\nncloud_access_key_id = A\r\nncloud_secret_access_key = S\r\n", NULL, "A", "S", true},
    {"  [ DEFAULT ]\n\tncloud_access_key_id\t=\tA \n", NULL, "A", "", true},
    {"# comment\n; another = one\n\nncloud_access_key_id = A\n", NULL, "A", "", true},
    {"ncloud_secret_access_key = a=b==\n", NULL, "", "a=b==", true},
    {"ncloud_access_key_id =\n", NULL, "", "", true},
    {"ncloud_access_key_id = first\nncloud_access_key_id = last\n", NULL, "last", "", true},
    {"ncloud_api_url = https://example.com\nNCLOUD_ACCESS_KEY_ID = no\nncloud_access_key_id = A\n", NULL, "A",
     "", true},
    {"ncloud_access_key_id = D\n[prod]\nncloud_access_key_id = P\n", NULL, "D", "", true},
    {"ncloud_access_key_id = D\n[prod]\nncloud_access_key_id = P\n", "prod", "P", "", true},
    {"[prod]\nncloud_access_key_id = P\n[test]\nncloud_access_key_id = T\n", "prod", "P", "", true},
    {"[prod]\nncloud_access_key_id = P\n[test]\n[prod]\nncloud_secret_access_key = S\n", "prod", "P", "S",
     true},
    /* As people write it. */
    {"\xEF\xBB\xBFncloud_access_key_id = A\n", NULL, "A", "", true},
    {"export NCLOUD_ACCESS_KEY_ID=A\nexport\tNCLOUD_SECRET_ACCESS_KEY='S'\n", NULL, "A", "S", true},
    {"NCLOUD_ACCESS_KEY=A\nNCLOUD_SECRET_KEY=S\n", NULL, "A", "S", true},
    {"ncloud_access_key_id: A\nncloud_secret_access_key: a=b:c\n", NULL, "A", "a=b:c", true},
    {"[prod]\nncloud_access_key_id = P\n[default]\nncloud_access_key_id = D\n", NULL, "D", "", true},
    {"[Default] # the usual\nncloud_access_key_id = D\n", "default", "D", "", true},
    {"ncloud_access_key_id = \"A\"\nncloud_secret_access_key = 'S'  ; old\n", NULL, "A", "S", true},
    {"ncloud_access_key_id = A # of the build\nncloud_secret_access_key = S\t; of it\n", NULL, "A", "S",
     true},
    {"ncloud_access_key_id = A\nncloud_secret_access_key = 'a#b$\"c\\'\n", NULL, "A", "a#b$\"c\\", true},
    {"ncloud_access_key_id = \"\"\nncloud_secret_access_key = # none\n", NULL, "", "", true},
    {"ncloud_access_key_id = A\rncloud_secret_access_key = S\r", NULL, "A", "S", true},
    {"[prod]\nncloud_access_key_id = \xC2\xA0\n[DEFAULT]\nncloud_access_key_id = D\n", NULL, "D", "", true},
    {"[prod]\nncloud_access_key_id = P\n", "Prod", "", "", false},
    {"[prod]\nncloud_access_key_id = P\n", NULL, "", "", true},
    {"[prod]", "prod", "", "", true},
    {"ncloud_access_key_id = D\n", "missing", "", "", false},
    {"ncloud_access_key_ids = x\nncloud_access_key_id = A\nncloud_secret_key = S\n", NULL, "A", "S", true},
    {"a_name_that_is_longer_than_ours_and_so_is_not_meant_to_be_one_of_them = x\nncloud_access_key_id = A\n",
     NULL, "A", "", true},
};

static void check_parse(const parse_case *row) {
    ncp_configure configure = {0};
    ncp_error error = {0};
    CHECK(ncp_configure_parse(&configure, row->text, strlen(row->text), row->profile, &error));
    CHECK(configure.profile_found == row->profile_found);
    CHECK(check_bytes(&configure.values[NCP_CONFIGURE_ACCESS_KEY], row->access_key));
    CHECK(check_bytes(&configure.values[NCP_CONFIGURE_SECRET_KEY], row->secret_key));
    ncp_configure_free(&configure);
}

static void test_parsing(void) {
    for (size_t i = 0; i < sizeof parse_cases / sizeof *parse_cases; i++) {
        int failed = checks_failed;
        check_parse(&parse_cases[i]);
        if (checks_failed > failed) (void)fprintf(stderr, "    in row %zu\n", i);
    }
}

static void check_malformed(const char *text, const char *place) {
    ncp_configure configure = {0};
    ncp_error error = {0};
    CHECK(!ncp_configure_parse(&configure, text, strlen(text), NULL, &error));
    CHECK_CONTAINS(error.message, place);
    CHECK(strstr(error.message, "s3cr3t") == NULL);
    ncp_configure_free(&configure);
}

/* Each has the secret s3cr3t, which the message must not show. */
static const struct {
    const char *text;
    const char *message;
} ambiguous_cases[] = {
    {"\n\nncloud_secret_access_key = s3cr3t\xC2\xA0\n", "line 3: the value ends in a no-break space"},
    {"ncloud_secret_access_key = \xE2\x80\x8Bs3cr3t\n", "line 1: the value begins with a zero-width space"},
    {"ncloud_secret_access_key = s3c\xC2\xADr3t\n", "line 1: the value has a soft hyphen in it"},
    {"ncloud_secret_access_key = \xE2\x80\x9Cs3cr3t\xE2\x80\x9D\n",
     "begins with a typographic quotation mark"},
    {"ncloud_secret_access_key = s3cr3t\xE3\x80\x80# x\n", "has an ideographic space in it"},
    {"ncloud_secret_access_key = s3\tcr3t\n", "line 1: the value has a tab in it"},
    {"ncloud_secret_access_key = s3 cr3t\n", "line 1: the value has a space in it"},
    {"ncloud_secret_access_key = s3cr3t\f\n", "line 1: the value ends in a control character"},
    {"ncloud_secret_access_key = \"s3cr3t\n",
     "line 1: the value begins with a quotation mark and has no second"},
    {"ncloud_secret_access_key = s3cr3t'\n", "line 1: the value ends in a quotation mark"},
    {"ncloud_secret_access_key = \"s3cr3t\" x\n", "line 1: something stands behind the quotation marks"},
    {"ncloud_secret_access_key = \" s3cr3t\"\n", "line 1: the value begins with a space"},
    {"ncloud_secret_access_key = s3cr3t#comment\n", "line 1: the value has # in it"},
    {"ncloud_secret_access_key = s3cr3t;\n", "line 1: the value has ; in it"},
    {"ncloud_secret_access_key = s3cr3t\\\n", "line 1: the value has \\ in it"},
    {"export NCLOUD_SECRET_KEY=\"$s3cr3t\"\n", "line 1: the value has $ in it"},
    {"\xC2\xA0ncloud_secret_access_key = s3cr3t\n", "line 1: the name begins with a no-break space"},
    {"ncloud_access_key_id = A\n\xEF\xBB\xBFncloud_secret_key = s3cr3t\n",
     "line 2: the name begins with a byte"},
    {"ncloud_access_key_id = A\r\nncloud_secret_acces_key = s3cr3t\r\n",
     "line 2: the name is not known; is it meant to be ncloud_secret_access_key?"},
    {"secret_access_key = s3cr3t\n", "line 1: the name is not known"},
    {"[prod\xE2\x80\x8B]\nx = s3cr3t\n", "line 1: the name of the profile ends in a zero-width space"},
    {"[prod] x = s3cr3t\n", "line 1: something stands behind the ]"},
};

static void test_what_can_be_read_in_two_ways_is_refused(void) {
    for (size_t i = 0; i < sizeof ambiguous_cases / sizeof *ambiguous_cases; i++)
        check_malformed(ambiguous_cases[i].text, ambiguous_cases[i].message);
}

static void test_utf16_is_told(void) {
    static const char text[] = "\xFF\xFEn\0c\0l\0o\0u\0d\0";
    ncp_configure configure = {0};
    ncp_error error = {0};
    CHECK(!ncp_configure_parse(&configure, text, sizeof text - 1, NULL, &error));
    CHECK_CONTAINS(error.message, "line 1: a NUL byte is in it; is the file UTF-16?");
    ncp_configure_free(&configure);
}

static void test_a_long_value_is_refused_and_a_long_comment_is_not(void) {
    char text[4096];
    ncp_configure configure = {0};
    ncp_error error = {0};
    (void)snprintf(text, sizeof text, "# %02000d\nncloud_access_key_id = %01024d\n", 0, 0);
    CHECK(ncp_configure_parse(&configure, text, strlen(text), NULL, &error));
    (void)snprintf(text, sizeof text, "ncloud_access_key_id = %01025d\n", 0);
    CHECK(!ncp_configure_parse(&configure, text, strlen(text), NULL, &error));
    CHECK_CONTAINS(error.message, "line 1: the value is too long");
    ncp_configure_free(&configure);
}

static void test_the_service_is_told_with_its_lines(void) {
    static const char text[] = "[a]\nncloud_site = fin\n[prod]\n\nncloud_api_url = https://x.example/y\n"
                               "ncloud_site=gov\n";
    ncp_configure configure = {0};
    ncp_error error = {0};
    CHECK(ncp_configure_parse(&configure, text, strlen(text), "prod", &error));
    CHECK_BYTES(&configure.values[NCP_CONFIGURE_API_URL], "https://x.example/y");
    CHECK_BYTES(&configure.values[NCP_CONFIGURE_SITE], "gov");
    CHECK(configure.lines[NCP_CONFIGURE_API_URL] == 5 && configure.lines[NCP_CONFIGURE_SITE] == 6);
    CHECK_BYTES(&configure.profiles, "a\nprod\n");
    ncp_configure_free(&configure);
}

static void test_a_malformed_line_is_named_and_not_shown(void) {
    check_malformed("s3cr3t\n", "line 1");
    check_malformed("# comment\n\nncloud_access_key_id = A\nncloud_secret_access_key s3cr3t\n", "line 4");
    check_malformed("[s3cr3t\n", "line 1");
    check_malformed("[]\n", "line 1");
    check_malformed("[other]\ns3cr3t\n", "line 2");
}

static bool read_file(ncp_configure *configure, const char *path, ncp_error *error) {
    return ncp_configure_read(configure, path, NULL, error);
}

static void test_reading_a_file(void) {
    static const char text[] = "ncloud_access_key_id = A\nncloud_secret_access_key = S\n";
    ncp_configure configure = {0};
    ncp_error error = {0};
    CHECK(folder_write("configure", text, strlen(text)));
    CHECK(read_file(&configure, "configure", &error));
    CHECK(configure.file_found && configure.profile_found);
    CHECK_BYTES(&configure.values[NCP_CONFIGURE_ACCESS_KEY], "A");
    CHECK_BYTES(&configure.values[NCP_CONFIGURE_SECRET_KEY], "S");
    ncp_configure_free(&configure);
    CHECK(unlink("configure") == 0);
}

static void test_a_missing_file_is_no_failure(void) {
    ncp_configure configure = {0};
    ncp_error error = {0};
    CHECK(read_file(&configure, "none/configure", &error) && !configure.file_found);
    CHECK(folder_write("plain", "", 0));
    CHECK(read_file(&configure, "plain/configure", &error) && !configure.file_found);
    CHECK(read_file(&configure, "plain", &error) && configure.file_found);
    ncp_configure_free(&configure);
    CHECK(unlink("plain") == 0);
}

static void test_a_file_that_cannot_be_read(void) {
    ncp_configure configure = {0};
    ncp_error error = {0};
    CHECK(mkdir("configure", 0700) == 0);
    CHECK(!read_file(&configure, "configure", &error));
    CHECK_CONTAINS(error.message, "is a folder");
    ncp_configure_free(&configure);
    CHECK(rmdir("configure") == 0);
    CHECK(mkfifo("configure", 0600) == 0);
    CHECK(!read_file(&configure, "configure", &error) && configure.file_found);
    CHECK(strcmp(error.message, "is a FIFO") == 0);
    CHECK(unlink("configure") == 0 && symlink("/dev/zero", "configure") == 0);
    CHECK(!read_file(&configure, "configure", &error));
    CHECK(strcmp(error.message, "is a device") == 0);
    CHECK(unlink("configure") == 0);
}

/* A file of comment lines with that many bytes. */
static bool write_comments(const char *name, size_t length) {
    char *text = malloc(length);
    if (text == NULL) return false;
    for (size_t i = 0; i < length; i++) text[i] = i % 64 == 0 ? '#' : i % 64 == 63 ? '\n' : '.';
    bool written = folder_write(name, text, length);
    free(text);
    return written;
}

static void test_the_largest_file(void) {
    enum { LIMIT = 1 << 20 };
    ncp_configure configure = {0};
    ncp_error error = {0};
    CHECK(write_comments("configure", LIMIT));
    CHECK(read_file(&configure, "configure", &error));
    CHECK(write_comments("configure", LIMIT + 1));
    CHECK(!read_file(&configure, "configure", &error));
    CHECK_CONTAINS(error.message, "larger than");
    ncp_configure_free(&configure);
    CHECK(unlink("configure") == 0);
}

static void test_no_descriptor_is_left_open(void) {
    ncp_configure configure = {0};
    ncp_error error = {0};
    int lowest = folder_lowest_descriptor();
    CHECK(folder_write("configure", "malformed", 9));
    CHECK(!read_file(&configure, "configure", &error));
    CHECK(folder_lowest_descriptor() == lowest);
    ncp_configure_free(&configure);
    CHECK(unlink("configure") == 0);
}

int main(void) {
    char folder[PATH_MAX];
    test_parsing();
    test_a_malformed_line_is_named_and_not_shown();
    test_what_can_be_read_in_two_ways_is_refused();
    test_utf16_is_told();
    test_a_long_value_is_refused_and_a_long_comment_is_not();
    test_the_service_is_told_with_its_lines();
    if (!CHECK(folder_enter(folder, sizeof folder))) return check_finish();
    test_reading_a_file();
    test_a_missing_file_is_no_failure();
    test_a_file_that_cannot_be_read();
    test_the_largest_file();
    test_no_descriptor_is_left_open();
    folder_leave(folder);
    return check_finish();
}
