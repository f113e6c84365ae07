#include "configure_line.h"

#include <string.h>

#include "text.h"

static const char default_profile[] = "DEFAULT";

const ncp_configure_name ncp_configure_names[NCP_CONFIGURE_NAMES] = {
    {"ncloud_access_key_id", NCP_CONFIGURE_ACCESS_KEY},
    {"ncloud_access_key", NCP_CONFIGURE_ACCESS_KEY},
    {"ncloud_secret_access_key", NCP_CONFIGURE_SECRET_KEY},
    {"ncloud_secret_key", NCP_CONFIGURE_SECRET_KEY},
    {"ncloud_api_url", NCP_CONFIGURE_API_URL},
    {"ncloud_api_gw", NCP_CONFIGURE_API_URL},
    {"ncloud_site", NCP_CONFIGURE_SITE},
};

static bool is_name(ncp_slice text, const char *name) {
    for (size_t i = 0; i < text.length; i++) {
        if ((unsigned char)text.start[i] >= 0x80) continue;
        if (*name == '\0' || ncp_text_lower(text.start[i]) != ncp_text_lower(*name)) return false;
        name++;
    }
    return *name == '\0';
}

ncp_slice ncp_configure_next_line(ncp_slice *rest) {
    size_t length = 0;
    while (length < rest->length && rest->start[length] != '\n' && rest->start[length] != '\r') length++;
    ncp_slice line = ncp_slice_first(*rest, length);
    *rest = ncp_slice_after(*rest, length);
    if (rest->length > 0) *rest = ncp_slice_after(*rest, ncp_slice_begins_with(*rest, "\r\n") ? 2 : 1);
    return ncp_slice_trim(line);
}

static ncp_configure_line read_section(ncp_slice text) {
    const char *end = memchr(text.start, ']', text.length);
    if (end == NULL) return (ncp_configure_line){.kind = NCP_CONFIGURE_SECTION, .is_open = true};
    size_t length = (size_t)(end - text.start);
    return (ncp_configure_line){
        .kind = NCP_CONFIGURE_SECTION,
        .name = ncp_slice_trim(ncp_slice_first(ncp_slice_after(text, 1), length - 1)),
        .rest = ncp_slice_trim(ncp_slice_after(text, length + 1)),
    };
}

static ncp_slice without_export(ncp_slice name) {
    bool is_exported = ncp_slice_begins_with(name, "export ") || ncp_slice_begins_with(name, "export\t");
    return is_exported ? ncp_slice_trim(ncp_slice_after(name, 7)) : name;
}

ncp_configure_line ncp_configure_read_line(ncp_slice text) {
    if (ncp_configure_is_remark(text)) return (ncp_configure_line){.kind = NCP_CONFIGURE_REMARK};
    if (text.start[0] == '[') return read_section(text);
    size_t length = 0;
    while (length < text.length && text.start[length] != '=' && text.start[length] != ':') length++;
    if (length == text.length) return (ncp_configure_line){.kind = NCP_CONFIGURE_MALFORMED};
    return (ncp_configure_line){
        .kind = NCP_CONFIGURE_ENTRY,
        .name = without_export(ncp_slice_trim(ncp_slice_first(text, length))),
        .rest = ncp_slice_trim(ncp_slice_after(text, length + 1)),
    };
}

ncp_configure_setting ncp_configure_setting_of(ncp_slice name) {
    for (size_t i = 0; i < NCP_CONFIGURE_NAMES; i++) {
        if (is_name(name, ncp_configure_names[i].text)) return ncp_configure_names[i].setting;
    }
    return NCP_CONFIGURE_SETTINGS;
}

bool ncp_configure_is_remark(ncp_slice text) {
    return text.length == 0 || text.start[0] == '#' || text.start[0] == ';';
}

const char *ncp_configure_profile(const char *profile) {
    bool is_default = profile == NULL || is_name((ncp_slice){profile, strlen(profile)}, default_profile);
    return is_default ? NULL : profile;
}

bool ncp_configure_is_profile(ncp_slice name, const char *profile) {
    return profile == NULL ? is_name(name, default_profile) : ncp_slice_is(name, profile);
}
