/* Any text is either a configure file, whose values look like keys, or refused with a
 * message; one into which a pair was put has that pair. The first byte says which of these, the rest of the
 * first line is the profile. */
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

static void check_parse(const char *profile, ncp_slice text) {
    ncp_configure configure = {0};
    ncp_error error = {0};
    bool parsed = ncp_configure_parse(&configure, text.start, text.length, profile, &error);
    if (parsed != (error.message[0] == '\0')) abort();
    if (parsed) check_values(&configure);
    ncp_configure_free(&configure);
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
    const uint8_t *line_end = size > 0 ? memchr(data, '\n', size) : NULL;
    if (line_end == NULL || line_end == data || (size_t)(line_end - data) > sizeof profile) return 0;
    memcpy(profile, data + 1, (size_t)(line_end - data) - 1);
    ncp_slice text = {(const char *)line_end, size - (size_t)(line_end - data)};
    (data[0] % 2 == 0 ? check_parse : check_edit)(profile[0] != '\0' ? profile : NULL, text);
    return 0;
}
