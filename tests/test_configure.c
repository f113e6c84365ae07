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
    {"[prod]\nncloud_access_key_id = P\n", "Prod", "", "", false},
    {"[prod]\nncloud_access_key_id = P\n", NULL, "", "", true},
    {"[prod]", "prod", "", "", true},
    {"ncloud_access_key_id = D\n", "missing", "", "", false},
};

static void check_parse(const parse_case *row) {
    ncp_configure configure = {0};
    ncp_error error = {0};
    CHECK(ncp_configure_parse(&configure, row->text, strlen(row->text), row->profile, &error));
    CHECK(configure.profile_found == row->profile_found);
    CHECK(check_bytes(&configure.access_key, row->access_key));
    CHECK(check_bytes(&configure.secret_key, row->secret_key));
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

static void test_a_malformed_line_is_named_and_not_shown(void) {
    check_malformed("s3cr3t\n", "line 1 ");
    check_malformed("# comment\n\nncloud_access_key_id = A\nncloud_secret_access_key s3cr3t\n", "line 4 ");
    check_malformed("[s3cr3t\n", "line 1 ");
    check_malformed("[]\n", "line 1 ");
    check_malformed("[other]\ns3cr3t\n", "line 2 ");
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
    CHECK_BYTES(&configure.access_key, "A");
    CHECK_BYTES(&configure.secret_key, "S");
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
    CHECK_CONTAINS(error.message, "Is a directory");
    ncp_configure_free(&configure);
    CHECK(rmdir("configure") == 0);
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
    if (!CHECK(folder_enter(folder, sizeof folder))) return check_finish();
    test_reading_a_file();
    test_a_missing_file_is_no_failure();
    test_a_file_that_cannot_be_read();
    test_the_largest_file();
    test_no_descriptor_is_left_open();
    folder_leave(folder);
    return check_finish();
}
