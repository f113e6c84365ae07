#include "configure.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "configure_line.h"
#include "file.h"
#include "flaw.h"
#include "text.h"

enum { LONGEST_VALUE = 1024, LONGEST_NAME = 63 };

typedef struct parser {
    ncp_configure *out;
    const char *profile; /* NULL for the default one */
    bool selected;       /* whether the lines belong to the profile */
    int line;
    int misspelt_line; /* the last one whose name is almost that of a key; 0 for none */
    const char *meant; /* that key's name */
    ncp_error *error;
} parser;

static bool fail(parser *in, const char *reason) {
    ncp_error_set(in->error, "line %d: %s", in->line, reason);
    return false;
}

static bool no_memory(parser *in) {
    ncp_error_set(in->error, "not enough memory");
    return false;
}

/* Fails when the text is one of those that look like others. */
static bool check_flaw(parser *in, ncp_flaw_kind kind, const char *what, ncp_slice text) {
    ncp_error flaw;
    if (!ncp_flaw_find(kind, text.start, text.length, &flaw)) return true;
    ncp_error_set(in->error, "line %d: the %s %s", in->line, what, flaw.message);
    return false;
}

/* What stands before a comment, which needs white space before it. */
static ncp_slice without_comment(ncp_slice text) {
    for (size_t i = 0; i < text.length; i++) {
        bool is_apart = i == 0 || text.start[i - 1] == ' ' || text.start[i - 1] == '\t';
        if (is_apart && ncp_configure_is_remark(ncp_slice_after(text, i)))
            return ncp_slice_trim(ncp_slice_first(text, i));
    }
    return text;
}

/* Takes the quotation marks off. */
static bool unquote(parser *in, ncp_slice *value) {
    const char *end = memchr(value->start + 1, value->start[0], value->length - 1);
    if (end == NULL) return fail(in, "the value begins with a quotation mark and has no second one");
    size_t length = (size_t)(end - value->start);
    ncp_slice rest = ncp_slice_trim(ncp_slice_after(*value, length + 1));
    if (!ncp_configure_is_remark(rest)) return fail(in, "something stands behind the quotation marks");
    *value = ncp_slice_first(ncp_slice_after(*value, 1), length - 1);
    return true;
}

/* Programs take these in different ways: as they are, as escapes, as the beginning of a
 * comment or of a variable. */
static const char *ambiguous_characters(char quote) {
    if (quote == '\'') return "";
    return quote == '"' ? "\\$`" : "\\$`\"'#;";
}

static bool check_value(parser *in, ncp_slice value, char quote) {
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

static bool read_value(parser *in, ncp_configure_setting setting, ncp_slice value) {
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
static void note_misspelling(parser *in, ncp_slice name) {
    const char *names[NCP_CONFIGURE_NAMES + 1] = {NULL};
    char text[LONGEST_NAME + 1] = "";
    if (name.length > LONGEST_NAME) return;
    memcpy(text, name.start, name.length);
    for (size_t i = 0; i < NCP_CONFIGURE_NAMES; i++) names[i] = ncp_configure_names[i].text;
    const char *nearest = ncp_text_nearest(text, names);
    if (nearest == NULL) return;
    in->misspelt_line = in->line;
    in->meant = nearest;
}

static bool read_entry(parser *in, const ncp_configure_line *line) {
    if (!in->selected) return true;
    ncp_configure_setting setting = ncp_configure_setting_of(line->name);
    if (setting < NCP_CONFIGURE_SETTINGS)
        return check_flaw(in, NCP_FLAW_OF_KEY, "name", line->name) && read_value(in, setting, line->rest);
    note_misspelling(in, line->name);
    return true;
}

static bool read_section(parser *in, const ncp_configure_line *line) {
    ncp_slice name = line->name;
    if (line->is_open) return fail(in, "the name of the profile has no ] behind it");
    if (name.length == 0) return fail(in, "the profile has no name");
    if (!ncp_configure_is_remark(line->rest)) return fail(in, "something stands behind the ]");
    if (!check_flaw(in, NCP_FLAW_OF_NAME, "name of the profile", name)) return false;
    in->selected = ncp_configure_is_profile(name, in->profile);
    in->out->profile_found = in->out->profile_found || in->selected;
    ncp_bytes *profiles = &in->out->profiles;
    return (ncp_bytes_append(profiles, name.start, name.length) && ncp_bytes_append_char(profiles, '\n')) ||
           no_memory(in);
}

static bool read_line(parser *in, ncp_slice text) {
    ncp_configure_line line = ncp_configure_read_line(text);
    if (line.kind == NCP_CONFIGURE_REMARK) return true;
    if (memchr(text.start, '\0', text.length) != NULL)
        return fail(in, "a NUL byte is in it; is the file UTF-16? It must be UTF-8");
    if (line.kind == NCP_CONFIGURE_SECTION) return read_section(in, &line);
    if (line.kind == NCP_CONFIGURE_ENTRY) return read_entry(in, &line);
    ncp_error_set(in->error, "line %d is neither `key = value` nor `[profile]`", in->line);
    return false;
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
    ncp_slice rest = {text, length};
    parser in = {.out = out, .profile = ncp_configure_profile(profile), .error = error};
    in.selected = out->profile_found = in.profile == NULL;
    if (ncp_slice_begins_with(rest, NCP_CONFIGURE_MARK))
        rest = ncp_slice_after(rest, strlen(NCP_CONFIGURE_MARK));
    while (rest.length > 0) {
        in.line++;
        if (!read_line(&in, ncp_configure_next_line(&rest))) return false;
    }
    return check_misspelling(&in);
}

bool ncp_configure_load(const char *path, ncp_bytes *text, bool *found, ncp_error *error) {
    int file = ncp_file_open(path, O_RDONLY, error);
    *found = file >= 0 || (errno != ENOENT && errno != ENOTDIR);
    return file < 0 ? !*found : ncp_file_read(file, NCP_CONFIGURE_LARGEST, text, error);
}

bool ncp_configure_read(ncp_configure *out, const char *path, const char *profile, ncp_error *error) {
    ncp_bytes text = {0};
    bool done = ncp_configure_load(path, &text, &out->file_found, error);
    if (done && out->file_found) done = ncp_configure_parse(out, text.data, text.length, profile, error);
    ncp_bytes_free(&text);
    return done;
}

void ncp_configure_free(ncp_configure *configure) {
    for (int i = 0; i < NCP_CONFIGURE_SETTINGS; i++) ncp_bytes_free(&configure->values[i]);
    ncp_bytes_free(&configure->profiles);
}
