#define _POSIX_C_SOURCE 200809L
#include "configure.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { LARGEST_FILE = 1 << 20 };

static const char default_profile[] = "DEFAULT";

typedef struct span {
    const char *start;
    size_t length;
} span;

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

static span trim(span text) {
    while (text.length > 0 && is_blank(text.start[0])) {
        text.start++;
        text.length--;
    }
    while (text.length > 0 && is_blank(text.start[text.length - 1])) text.length--;
    return text;
}

static bool is_text(span text, const char *other) {
    return text.length == strlen(other) && memcmp(text.start, other, text.length) == 0;
}

/* Cuts the next line off `rest`. */
static span next_line(span *rest) {
    const char *end = memchr(rest->start, '\n', rest->length);
    span line = {rest->start, end != NULL ? (size_t)(end - rest->start) : rest->length};
    size_t used = line.length + (end != NULL ? 1 : 0);
    rest->start += used;
    rest->length -= used;
    return trim(line);
}

static bool store(ncp_bytes *out, span value) {
    ncp_bytes_clear(out);
    return ncp_bytes_append(out, value.start, value.length);
}

/* Keeps the value if the key is one of ours. Returns false when memory ran out. */
static bool take_setting(ncp_configure *out, span line, const char *equals) {
    span key = trim((span){line.start, (size_t)(equals - line.start)});
    span value = trim((span){equals + 1, line.length - (size_t)(equals + 1 - line.start)});
    if (is_text(key, "ncloud_access_key_id")) return store(&out->access_key, value);
    if (is_text(key, "ncloud_secret_access_key")) return store(&out->secret_key, value);
    return true;
}

static bool is_section(span line) {
    return line.length > 2 && line.start[0] == '[' && line.start[line.length - 1] == ']';
}

bool ncp_configure_parse(ncp_configure *out, const char *text, size_t length, const char *profile,
                         ncp_error *error) {
    if (profile == NULL) profile = default_profile;
    bool selected = strcmp(profile, default_profile) == 0;
    out->profile_found = selected;
    span rest = {text, length};
    for (int number = 1; rest.length > 0; number++) {
        span line = next_line(&rest);
        if (line.length == 0 || line.start[0] == '#' || line.start[0] == ';') continue;
        const char *equals = memchr(line.start, '=', line.length);
        if (is_section(line)) {
            selected = is_text(trim((span){line.start + 1, line.length - 2}), profile);
            out->profile_found = out->profile_found || selected;
        } else if (equals == NULL) {
            ncp_error_set(error, "line %d is neither `key = value` nor `[profile]`", number);
            return false;
        } else if (selected && !take_setting(out, line, equals)) {
            ncp_error_set(error, "not enough memory");
            return false;
        }
    }
    return true;
}

/* Reads what `file` holds, up to one byte over the limit. */
static bool read_all(int file, ncp_bytes *out, ncp_error *error) {
    while (out->length <= LARGEST_FILE) {
        if (!ncp_bytes_reserve(out, 4096)) {
            ncp_error_set(error, "not enough memory");
            return false;
        }
        ssize_t got = read(file, out->data + out->length, out->capacity - out->length);
        if (got == 0) return true;
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            ncp_error_set_system(error, "cannot be read", errno);
            return false;
        }
        out->length += (size_t)got;
    }
    ncp_error_set(error, "is larger than %d bytes", LARGEST_FILE);
    return false;
}

bool ncp_configure_read(ncp_configure *out, const char *path, const char *profile, ncp_error *error) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    out->file_found = file >= 0;
    if (file < 0 && (errno == ENOENT || errno == ENOTDIR)) return true;
    if (file < 0) {
        ncp_error_set_system(error, "cannot be opened", errno);
        return false;
    }
    ncp_bytes text = {0};
    bool read_and_parsed =
        read_all(file, &text, error) && ncp_configure_parse(out, text.data, text.length, profile, error);
    ncp_bytes_free(&text);
    (void)close(file);
    return read_and_parsed;
}

void ncp_configure_free(ncp_configure *configure) {
    ncp_bytes_free(&configure->access_key);
    ncp_bytes_free(&configure->secret_key);
}
