/* Any target either is refused or has one canonical form, which is its own canonical form. The first byte
 * says which part of a request the rest is, and in which form. */
#include <stdint.h>

#include "canonical.h"
#include "check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef bool make_part(ncp_canonical *canonical, const char *text, size_t length, ncp_error *error);

static void check_part(make_part *make, ncp_sdk_form form, const char *text, size_t length) {
    ncp_canonical once = {.form = form}, twice = {.form = form};
    ncp_error error = {0};
    if (make(&once, text, length, &error)) {
        if (once.text.length > 0 && !make(&twice, once.text.data, once.text.length, &error)) abort();
        if (once.text.length != twice.text.length) abort();
        if (once.text.length > 0 && memcmp(once.text.data, twice.text.data, once.text.length) != 0) abort();
    } else if (error.message[0] == '\0') {
        abort();
    }
    ncp_canonical_free(&once);
    ncp_canonical_free(&twice);
}

static void check_uri(ncp_sdk_form form, const char *text, size_t length) {
    check_part(ncp_canonical_uri, form, text, length);
}

static void check_query(ncp_sdk_form form, const char *text, size_t length) {
    check_part(ncp_canonical_query, form, text, length);
}

static void check_header(ncp_sdk_form form, const char *text, size_t length) {
    ncp_canonical canonical = {.form = form};
    ncp_error error = {0};
    size_t name_length = length / 2;
    ncp_sdk_fields headers = {
        .at = {{"host", 4, "h", 1}, {text, name_length, text + name_length, length - name_length}},
        .count = 2};
    if (!ncp_canonical_headers(&canonical, &headers, &error) && error.message[0] == '\0') abort();
    ncp_canonical_free(&canonical);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    typedef void check(ncp_sdk_form form, const char *text, size_t length);
    static const ncp_sdk_form forms[] = {NCP_SDK_ACCESS, NCP_SDK_SCOPED, NCP_SDK_V11};
    static check *const checks[] = {check_uri, check_query, check_header};
    if (size > 0) checks[data[0] % 3](forms[data[0] / 3 % 3], (const char *)data + 1, size - 1);
    return 0;
}
