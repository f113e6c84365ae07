#include "configure.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "file.h"
#include "flaw.h"
#include "text.h"

enum { LARGEST_FILE = 1 << 20, LONGEST_VALUE = 1024, LONGEST_NAME = 63 };

static const char default_profile[] = "DEFAULT";

static const struct {
    const char *name;
    ncp_configure_setting setting;
} settings[] = {
    {"ncloud_access_key_id", NCP_CONFIGURE_ACCESS_KEY},
    {"ncloud_access_key", NCP_CONFIGURE_ACCESS_KEY},
    {"ncloud_secret_access_key", NCP_CONFIGURE_SECRET_KEY},
    {"ncloud_secret_key", NCP_CONFIGURE_SECRET_KEY},
    {"ncloud_api_url", NCP_CONFIGURE_API_URL},
    {"ncloud_api_gw", NCP_CONFIGURE_API_URL},
    {"ncloud_site", NCP_CONFIGURE_SITE},
};
static const size_t setting_count = sizeof settings / sizeof *settings;

typedef struct span {
    const char *start;
    size_t length;
} span;

typedef struct parser {
    ncp_configure *out;
    const char *profile;
    bool selected; /* whether the lines belong to the profile */
    int line;
    int misspelt_line; /* the last one whose name is almost that of a key; 0 for none */
    const char *meant; /* that key's name */
    ncp_error *error;
} parser;

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

static span trim(span text) {
    while (text.length > 0 && is_blank(text.start[0])) {
        text.start++;
        text.length--;
    }
    while (text.length > 0 && is_blank(text.start[text.length - 1])) text.length--;
    return text;
}

static span first_of(span text, size_t length) { return (span){text.start, length}; }

static span after(span text, size_t length) { return (span){text.start + length, text.length - length}; }

static bool begins_with(span text, const char *other) {
    size_t length = strlen(other);
    return text.length >= length && memcmp(text.start, other, length) == 0;
}

static bool is_text(span text, const char *other) {
    return text.length == strlen(other) && begins_with(text, other);
}

/* Whether the text is the name in small letters or capitals, with or without bytes that
 * are no ASCII: people do not see all of those. */
static bool is_name(span text, const char *name) {
    for (size_t i = 0; i < text.length; i++) {
        if ((unsigned char)text.start[i] >= 0x80) continue;
        if (ncp_text_lower(text.start[i]) != ncp_text_lower(*name) || *name == '\0') return false;
        name++;
    }
    return *name == '\0';
}

static bool is_comment(span text) {
    return text.length > 0 && (text.start[0] == '#' || text.start[0] == ';');
}

static bool fail(parser *in, const char *reason) {
    ncp_error_set(in->error, "line %d: %s", in->line, reason);
    return false;
}

static bool no_memory(parser *in) {
    ncp_error_set(in->error, "not enough memory");
    return false;
}

/* Fails when the text is one of those that look like others. */
static bool check_flaw(parser *in, ncp_flaw_kind kind, const char *what, span text) {
    ncp_error flaw;
    if (!ncp_flaw_find(kind, text.start, text.length, &flaw)) return true;
    ncp_error_set(in->error, "line %d: the %s %s", in->line, what, flaw.message);
    return false;
}

/* Cuts the next line off `rest`. */
static span next_line(span *rest) {
    size_t length = 0;
    while (length < rest->length && rest->start[length] != '\n' && rest->start[length] != '\r') length++;
    span line = first_of(*rest, length);
    *rest = after(*rest, length);
    if (rest->length > 0) *rest = after(*rest, begins_with(*rest, "\r\n") ? 2 : 1);
    return trim(line);
}

/* What stands before a comment, which needs white space before it. */
static span without_comment(span text) {
    for (size_t i = 0; i < text.length; i++) {
        bool is_apart = i == 0 || is_blank(text.start[i - 1]);
        if (is_apart && is_comment(after(text, i))) return trim(first_of(text, i));
    }
    return text;
}

/* Takes the quotation marks off. */
static bool unquote(parser *in, span *value) {
    const char *end = memchr(value->start + 1, value->start[0], value->length - 1);
    if (end == NULL) return fail(in, "the value begins with a quotation mark and has no second one");
    size_t length = (size_t)(end - value->start);
    span rest = trim(after(*value, length + 1));
    if (rest.length > 0 && !is_comment(rest)) return fail(in, "something stands behind the quotation marks");
    *value = first_of(after(*value, 1), length - 1);
    return true;
}

/* Programs take these in different ways: as they are, as escapes, as the beginning of a
 * comment or of a variable. */
static const char *ambiguous_characters(char quote) {
    if (quote == '\'') return "";
    return quote == '"' ? "\\$`" : "\\$`\"'#;";
}

static bool check_value(parser *in, span value, char quote) {
    if (!check_flaw(in, NCP_FLAW_OF_KEY, "value", value)) return false;
    if (value.length > LONGEST_VALUE) return fail(in, "the value is too long: is a line break missing?");
    const char *ambiguous = ambiguous_characters(quote);
    for (size_t i = 0; i < value.length; i++) {
        if (strchr(ambiguous, value.start[i]) == NULL) continue;
        ncp_error_set(in->error,
                      "line %d: the value has %c in it; if that is meant, put single quotes around it",
                      in->line, value.start[i]);
        return false;
    }
    return true;
}

static bool read_value(parser *in, ncp_configure_setting setting, span value) {
    char quote =
        value.length > 0 && (value.start[0] == '"' || value.start[0] == '\'') ? value.start[0] : '\0';
    if (quote == '\0')
        value = without_comment(value);
    else if (!unquote(in, &value))
        return false;
    if (!check_value(in, value, quote)) return false;
    in->out->lines[setting] = in->line;
    ncp_bytes_clear(&in->out->values[setting]);
    return ncp_bytes_append(&in->out->values[setting], value.start, value.length) || no_memory(in);
}

/* Remembers a name that is almost that of a key. */
static void note_misspelling(parser *in, span name) {
    const char *names[sizeof settings / sizeof *settings + 1] = {NULL};
    char text[LONGEST_NAME + 1] = "";
    if (name.length > LONGEST_NAME) return;
    memcpy(text, name.start, name.length);
    for (size_t i = 0; i < setting_count; i++) names[i] = settings[i].name;
    const char *nearest = ncp_text_nearest(text, names);
    if (nearest == NULL) return;
    in->misspelt_line = in->line;
    in->meant = nearest;
}

static bool read_setting(parser *in, span name, span value) {
    if (begins_with(name, "export ") || begins_with(name, "export\t")) name = trim(after(name, 7));
    for (size_t i = 0; i < setting_count; i++) {
        if (is_name(name, settings[i].name))
            return check_flaw(in, NCP_FLAW_OF_KEY, "name", name) &&
                   read_value(in, settings[i].setting, value);
    }
    note_misspelling(in, name);
    return true;
}

static bool read_section(parser *in, span line) {
    const char *end = memchr(line.start, ']', line.length);
    if (end == NULL) return fail(in, "the name of the profile has no ] behind it");
    size_t length = (size_t)(end - line.start);
    span name = trim(first_of(after(line, 1), length - 1)), rest = trim(after(line, length + 1));
    if (name.length == 0) return fail(in, "the profile has no name");
    if (rest.length > 0 && !is_comment(rest)) return fail(in, "something stands behind the ]");
    if (!check_flaw(in, NCP_FLAW_OF_NAME, "name of the profile", name)) return false;
    in->selected =
        is_text(name, in->profile) || (in->profile == default_profile && is_name(name, default_profile));
    in->out->profile_found = in->out->profile_found || in->selected;
    ncp_bytes *profiles = &in->out->profiles;
    return (ncp_bytes_append(profiles, name.start, name.length) && ncp_bytes_append_char(profiles, '\n')) ||
           no_memory(in);
}

static bool read_line(parser *in, span line) {
    if (line.length == 0 || is_comment(line)) return true;
    if (memchr(line.start, '\0', line.length) != NULL)
        return fail(in, "a NUL byte is in it; is the file UTF-16? It must be UTF-8");
    if (line.start[0] == '[') return read_section(in, line);
    size_t length = 0;
    while (length < line.length && line.start[length] != '=' && line.start[length] != ':') length++;
    if (length == line.length) {
        ncp_error_set(in->error, "line %d is neither `key = value` nor `[profile]`", in->line);
        return false;
    }
    return !in->selected || read_setting(in, trim(first_of(line, length)), trim(after(line, length + 1)));
}

/* A key that is missing may stand there under a name that is not quite right. */
static bool check_misspelling(parser *in) {
    const ncp_bytes *values = in->out->values;
    bool complete =
        values[NCP_CONFIGURE_ACCESS_KEY].length > 0 && values[NCP_CONFIGURE_SECRET_KEY].length > 0;
    if (complete || in->misspelt_line == 0) return true;
    ncp_error_set(in->error, "line %d: the name is not known; is it meant to be %s?", in->misspelt_line,
                  in->meant);
    return false;
}

bool ncp_configure_parse(ncp_configure *out, const char *text, size_t length, const char *profile,
                         ncp_error *error) {
    span rest = {text, length};
    parser in = {.out = out, .profile = profile, .error = error};
    if (profile == NULL || is_name((span){profile, strlen(profile)}, default_profile))
        in.profile = default_profile;
    in.selected = out->profile_found = in.profile == default_profile;
    if (begins_with(rest, "\xEF\xBB\xBF")) rest = after(rest, 3);
    while (rest.length > 0) {
        in.line++;
        if (!read_line(&in, next_line(&rest))) return false;
    }
    return check_misspelling(&in);
}

bool ncp_configure_read(ncp_configure *out, const char *path, const char *profile, ncp_error *error) {
    ncp_bytes text = {0};
    int file = ncp_file_open(path, O_RDONLY, error);
    out->file_found = file >= 0 || (errno != ENOENT && errno != ENOTDIR);
    if (file < 0) return !out->file_found;
    bool done = ncp_file_read(file, LARGEST_FILE, &text, error) &&
                ncp_configure_parse(out, text.data, text.length, profile, error);
    ncp_bytes_free(&text);
    return done;
}

void ncp_configure_free(ncp_configure *configure) {
    for (int i = 0; i < NCP_CONFIGURE_SETTINGS; i++) ncp_bytes_free(&configure->values[i]);
    ncp_bytes_free(&configure->profiles);
}
