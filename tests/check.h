#ifndef NCP_TESTS_CHECK_H
#define NCP_TESTS_CHECK_H

/* Counted checks. A failed one is reported with its place and the test goes on. */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"

static int checks_passed, checks_failed;

static inline bool check_report(bool passed, const char *what, const char *file, int line) {
    if (passed) {
        checks_passed++;
    } else {
        checks_failed++;
        (void)fprintf(stderr, "%s:%d: not so: %s\n", file, line, what);
    }
    return passed;
}

static inline bool check_bytes(const ncp_bytes *bytes, const char *expected) {
    return bytes->length == strlen(expected) &&
           (bytes->length == 0 || memcmp(bytes->data, expected, bytes->length) == 0);
}

#define CHECK(condition) check_report((condition), #condition, __FILE__, __LINE__)
#define CHECK_BYTES(bytes, expected)                                                                         \
    check_report(check_bytes((bytes), (expected)), #bytes " holds " #expected, __FILE__, __LINE__)
#define CHECK_CONTAINS(text, part)                                                                           \
    check_report(strstr((text), (part)) != NULL, #text " contains " #part, __FILE__, __LINE__)

/* The last line of main(). A test without any check has failed. */
static inline int check_finish(void) {
    (void)printf("%d passed, %d failed\n", checks_passed, checks_failed);
    return checks_failed == 0 && checks_passed > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
