/* Any text is either a configure file, whose values look like keys, or refused with a
 * message; one into which a pair was put has that pair. The first line of the input is the profile. */
#include <stdint.h>

#include "check.h"
#include "configure.h"
#include "configure_edit.h"
#include "flaw.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_values(const ncp_configure *configure) {
    for (int i = 0; i < NCP_CONFIGURE_SETTINGS; i++) {
        const ncp_bytes *value = &configure->values[i];
        ncp_error flaw;
        if (ncp_flaw_find(NCP_FLAW_OF_KEY, value->data, value->length, &flaw)) abort();
        if (value->length > 0 && configure->lines[i] < 1) abort();
    }
}

static void check_edit(const char *profile, ncp_slice text) {
    static const ncp_slice pair[] = {{"A", 1}, {"S", 1}};
    ncp_configure_keys keys = {profile, pair[0], pair[1]};
    ncp_configure configure = {0};
    ncp_bytes out = {0};
    ncp_error error = {0};
    bool edited = ncp_configure_edit(&keys, text, &out, &error);
    if (edited != (error.message[0] == '\0')) abort();
    if (edited && !ncp_configure_parse(&configure, out.data, out.length, profile, &error)) abort();
    for (int i = 0; edited && i < 2; i++) {
        const ncp_bytes *value = &configure.values[i];
        if (value->length != 1 || value->data[0] != pair[i].start[0]) abort();
    }
    ncp_configure_free(&configure);
    ncp_bytes_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char profile[32] = "";
    const uint8_t *end = size > 0 ? memchr(data, '\n', size) : NULL;
    size_t length = end != NULL ? (size_t)(end - data) : 0;
    if (length >= sizeof profile) return 0;
    if (length > 0) memcpy(profile, data, length);
    ncp_configure configure = {0};
    ncp_error error = {0};
    bool parsed = ncp_configure_parse(&configure, (const char *)data + length, size - length,
                                      length > 0 ? profile : NULL, &error);
    if (parsed != (error.message[0] == '\0')) abort();
    if (parsed) check_values(&configure);
    ncp_configure_free(&configure);
    check_edit(length > 0 ? profile : NULL, (ncp_slice){(const char *)data + length, size - length});
    return 0;
}
