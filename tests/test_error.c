#include "error.h"

#include <errno.h>

#include "check.h"

static void test_formatting(void) {
    ncp_error error = {0};
    ncp_error_set(&error, "line %d of %s", 7, "file");
    CHECK(strcmp(error.message, "line 7 of file") == 0);
}

static void test_system_errors_say_why(void) {
    ncp_error error = {0};
    ncp_error_set_system(&error, "cannot be opened", EACCES);
    CHECK(strcmp(error.message, "cannot be opened: Permission denied") == 0);
}

static void test_an_unknown_number_still_gives_a_message(void) {
    ncp_error error = {0};
    ncp_error_set_system(&error, "cannot be opened", 1234567);
    CHECK_CONTAINS(error.message, "cannot be opened: ");
    CHECK(strlen(error.message) > strlen("cannot be opened: "));
}

static void test_a_long_message_is_cut_and_terminated(void) {
    ncp_error error;
    char text[2 * sizeof error.message];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    ncp_error_set(&error, "%s", text);
    CHECK(strlen(error.message) == sizeof error.message - 1);
    ncp_error_set_system(&error, text, ENOENT);
    CHECK(strlen(error.message) == sizeof error.message - 1);
}

int main(void) {
    test_formatting();
    test_system_errors_say_why();
    test_an_unknown_number_still_gives_a_message();
    test_a_long_message_is_cut_and_terminated();
    return check_finish();
}
