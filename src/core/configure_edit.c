#include "configure_edit.h"

#include <string.h>

#include "configure.h"

enum { KEYS = 2 }; /* the first settings */

static const char *const names[KEYS] = {"ncloud_access_key_id = ", "ncloud_secret_access_key = "};

typedef struct walk {
    ncp_slice rest;
    const char *profile; /* NULL for the default one */
    bool selected;       /* whether the line belongs to it */
    ncp_slice raw;       /* the line with its end */
    ncp_slice prefix;    /* what stands before the value of an entry */
    ncp_configure_kind kind;
    ncp_configure_setting setting; /* which one of the profile it sets */
} walk;

/* Where the profile stands in the text. */
typedef struct site {
    bool found;
    bool has[KEYS];
    const char *end; /* of its last entry or name; of the text where there is none */
} site;

typedef struct editor {
    ncp_slice values[KEYS];
    bool done[KEYS];
    ncp_bytes *out;
} editor;

static bool is_key(ncp_configure_setting setting) {
    return setting == NCP_CONFIGURE_ACCESS_KEY || setting == NCP_CONFIGURE_SECRET_KEY;
}

static walk start(ncp_slice text, const char *profile) {
    walk in = {.rest = text, .profile = ncp_configure_profile(profile)};
    in.selected = in.profile == NULL;
    return in;
}

static bool next(walk *in) {
    if (in->rest.length == 0) return false;
    ncp_slice before = in->rest;
    ncp_configure_line line = ncp_configure_read_line(ncp_configure_next_line(&in->rest));
    in->raw = ncp_slice_first(before, before.length - in->rest.length);
    in->kind = line.kind;
    if (line.kind == NCP_CONFIGURE_SECTION) in->selected = ncp_configure_is_profile(line.name, in->profile);
    bool is_setting = in->selected && line.kind == NCP_CONFIGURE_ENTRY;
    in->setting = is_setting ? ncp_configure_setting_of(line.name) : NCP_CONFIGURE_SETTINGS;
    if (is_setting) in->prefix = ncp_slice_first(in->raw, (size_t)(line.rest.start - in->raw.start));
    return true;
}

static site find(ncp_slice text, const char *profile) {
    walk in = start(text, profile);
    site found = {.found = in.selected, .end = text.start + (in.selected ? 0 : text.length)};
    while (next(&in)) {
        if (!in.selected || in.kind == NCP_CONFIGURE_REMARK) continue;
        found.found = true;
        found.end = in.rest.start;
        if (is_key(in.setting)) found.has[in.setting] = true;
    }
    return found;
}

static bool put(editor *to, ncp_slice text) { return ncp_bytes_append(to->out, text.start, text.length); }

/* Replaces the first line that sets a key, and leaves out others, which would hold in its place. */
static bool put_key(editor *to, ncp_configure_setting setting, ncp_slice prefix) {
    if (to->done[setting]) return true;
    to->done[setting] = true;
    return put(to, prefix) && put(to, to->values[setting]) && ncp_bytes_append_char(to->out, '\n');
}

static bool end_line(ncp_bytes *out) {
    bool is_open =
        out->length > 0 && out->data[out->length - 1] != '\n' && out->data[out->length - 1] != '\r';
    return !is_open || ncp_bytes_append_char(out, '\n');
}

static bool put_new_section(editor *to, const char *profile) {
    return (to->out->length == 0 || ncp_bytes_append_char(to->out, '\n')) &&
           ncp_bytes_append_char(to->out, '[') && ncp_bytes_append_text(to->out, profile) &&
           ncp_bytes_append_text(to->out, "]\n");
}

static bool put_missing(editor *to, const site *site, const char *profile) {
    if (!end_line(to->out) || (!site->found && !put_new_section(to, profile))) return false;
    for (int i = 0; i < KEYS; i++) {
        if (!site->has[i] && !put_key(to, i, (ncp_slice){names[i], strlen(names[i])})) return false;
    }
    return true;
}

static bool write_text(editor *to, ncp_slice text, const char *profile) {
    site site = find(text, profile);
    walk in = start(text, profile);
    while (in.rest.start != site.end && next(&in)) {
        if (!(is_key(in.setting) ? put_key(to, in.setting, in.prefix) : put(to, in.raw))) return false;
    }
    return put_missing(to, &site, profile) && put(to, in.rest);
}

/* Whether the text can be read, and has the keys where these are given. */
static bool check(const char *profile, const ncp_slice *values, ncp_slice text, ncp_error *error) {
    ncp_configure read = {0};
    bool is_right = ncp_configure_parse(&read, text.start, text.length, profile, error);
    for (int i = 0; is_right && values != NULL && i < KEYS; i++) {
        is_right = ncp_slice_equals(ncp_slice_of(&read.values[i]), values[i]);
        if (!is_right) ncp_error_set(error, "the profile cannot have this name, or a key has no such form");
    }
    ncp_configure_free(&read);
    return is_right;
}

bool ncp_configure_edit(const ncp_configure_keys *keys, ncp_slice text, ncp_bytes *out, ncp_error *error) {
    editor to = {.values = {keys->access_key, keys->secret_key}, .out = out};
    /* No profile has an empty name: only what is the same in all is looked at. */
    if (!check("", NULL, text, error)) return false;
    ncp_slice mark = ncp_slice_first(
        text, ncp_slice_begins_with(text, NCP_CONFIGURE_MARK) ? strlen(NCP_CONFIGURE_MARK) : 0);
    if (!put(&to, mark) || !write_text(&to, ncp_slice_after(text, mark.length), keys->profile)) {
        ncp_error_set(error, "not enough memory");
        return false;
    }
    return check(keys->profile, to.values, ncp_slice_of(out), error);
}
