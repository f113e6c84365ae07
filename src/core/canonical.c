#include "canonical.h"

#include <stdint.h>
#include <string.h>

#include "text.h"
#include "uri.h"

static bool fail(ncp_error *error, const char *message) {
    ncp_error_set(error, "%s", message);
    return false;
}

bool ncp_sdk_fields_add(ncp_sdk_fields *fields, ncp_sdk_field field) {
    if (fields->count == NCP_SDK_MOST_FIELDS) return false;
    fields->at[fields->count++] = field;
    return true;
}

static int compare(const char *a, size_t a_length, const char *b, size_t b_length) {
    int order = memcmp(a, b, a_length < b_length ? a_length : b_length);
    return order != 0 ? order : (a_length > b_length) - (a_length < b_length);
}

static int compare_without_case(const char *a, size_t a_length, const char *b, size_t b_length) {
    for (size_t i = 0; i < a_length && i < b_length; i++) {
        int order = ncp_text_lower(a[i]) - ncp_text_lower(b[i]);
        if (order != 0) return order;
    }
    return (a_length > b_length) - (a_length < b_length);
}

static int compare_names(const ncp_sdk_field *a, const ncp_sdk_field *b, bool with_case) {
    return with_case ? compare(a->name, a->name_length, b->name, b->name_length)
                     : compare_without_case(a->name, a->name_length, b->name, b->name_length);
}

static bool is_before(const ncp_sdk_field *a, const ncp_sdk_field *b, bool with_case) {
    int order = compare_names(a, b, with_case);
    if (order == 0) order = compare(a->value, a->value_length, b->value, b->value_length);
    return order < 0;
}

/* By insertion: there are few, and qsort() hands no context to its comparison. */
static void sort_fields(ncp_sdk_fields *fields, bool with_case) {
    ncp_sdk_field *at = fields->at;
    for (size_t i = 1; i < fields->count; i++) {
        ncp_sdk_field field = at[i];
        size_t place = i;
        for (; place > 0 && is_before(&field, &at[place - 1], with_case); place--) at[place] = at[place - 1];
        at[place] = field;
    }
}

/* One of the fields, sorted without regard to case, whose name another one has too. */
static const ncp_sdk_field *find_repeated(const ncp_sdk_fields *fields) {
    for (size_t i = 1; i < fields->count; i++)
        if (compare_names(&fields->at[i - 1], &fields->at[i], false) == 0) return &fields->at[i];
    return NULL;
}

/* The value of a hex digit, or -1. */
static int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c = ncp_text_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte that the %XX at `text` stands for, or -1. */
static int decode(const char *text, size_t left) {
    if (left < 3) return -1;
    int high = hex_value(text[1]), low = hex_value(text[2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* Why a byte that is not unreserved may not stand in a path or query, or NULL. */
static const char *character_fault(char c, bool encoded, bool is_path) {
    static const char reserved[] = "!$&'()*+,/:;=?@";
    if (encoded)
        return is_path && c == '/' ? "the path has an encoded slash in it, which is read in two ways" : NULL;
    if (c == '+' && !is_path)
        return "the query has a plus sign in it, which stands for itself or for a space";
    if (memchr(reserved, c, sizeof reserved - 1) != NULL) return NULL;
    return "the target has a character in it that must be percent-encoded";
}

/* Appends a path, or a name or value of a query, in normal form. */
static bool append_normal(ncp_bytes *out, const char *text, size_t length, bool is_path, ncp_error *error) {
    if (length > SIZE_MAX / 3 || !ncp_bytes_reserve(out, length * 3)) return false;
    for (size_t i = 0; i < length; i++) {
        if (ncp_uri_is_unreserved(text[i]) || (is_path && text[i] == '/')) {
            out->data[out->length++] = text[i];
            continue;
        }
        bool encoded = text[i] == '%';
        int byte = encoded ? decode(text + i, length - i) : text[i];
        if (encoded && byte < 0) return fail(error, "the target has a % without two hex digits after it");
        char c = (char)byte;
        const char *fault = character_fault(c, encoded, is_path);
        if (fault != NULL) return fail(error, fault);
        if (!ncp_uri_escape(out, &c, 1)) return false;
        if (encoded) i += 2;
    }
    return true;
}

bool ncp_canonical_uri(ncp_canonical *canonical, const char *path, size_t length, ncp_error *error) {
    bool ended = length > 0 && path[length - 1] == '/';
    return append_normal(&canonical->text, path, length, true, error) &&
           (ended || ncp_bytes_append_char(&canonical->text, '/'));
}

static const char *memory_end(const ncp_canonical *canonical) {
    return canonical->memory.data + canonical->memory.length;
}

/* There is room for its normal form, which is pointed to: the memory must not move. */
static bool add_parameter(ncp_canonical *canonical, const char *text, size_t length, ncp_error *error) {
    ncp_bytes *memory = &canonical->memory;
    const char *equals = memchr(text, '=', length);
    size_t name_length = equals != NULL ? (size_t)(equals - text) : length;
    size_t value_start = equals != NULL ? name_length + 1 : length;
    ncp_sdk_field field = {.name = memory_end(canonical)};
    if (!append_normal(memory, text, name_length, false, error)) return false;
    field.value = memory_end(canonical);
    field.name_length = (size_t)(field.value - field.name);
    if (!append_normal(memory, text + value_start, length - value_start, false, error)) return false;
    field.value_length = (size_t)(memory_end(canonical) - field.value);
    return ncp_sdk_fields_add(&canonical->fields, field) || fail(error, "the query has too many parameters");
}

static bool split_query(ncp_canonical *canonical, const char *query, size_t length, ncp_error *error) {
    for (const char *end = query + length; query < end;) {
        const char *separator = memchr(query, '&', (size_t)(end - query));
        const char *stop = separator != NULL ? separator : end;
        if (stop > query && !add_parameter(canonical, query, (size_t)(stop - query), error)) return false;
        query = stop + 1;
    }
    return true;
}

static bool append_parameter(ncp_bytes *out, const ncp_sdk_field *field) {
    return ncp_bytes_append(out, field->name, field->name_length) && ncp_bytes_append_char(out, '=') &&
           ncp_bytes_append(out, field->value, field->value_length);
}

static bool append_parameters(const ncp_sdk_fields *fields, ncp_bytes *out) {
    for (size_t i = 0; i < fields->count; i++) {
        if (i > 0 && !ncp_bytes_append_char(out, '&')) return false;
        if (!append_parameter(out, &fields->at[i])) return false;
    }
    return true;
}

bool ncp_canonical_query(ncp_canonical *canonical, const char *query, size_t length, ncp_error *error) {
    ncp_sdk_fields *fields = &canonical->fields;
    bool with_case = canonical->form != NCP_SDK_SCOPED;
    fields->count = 0;
    ncp_bytes_clear(&canonical->memory);
    if (length > SIZE_MAX / 3 || !ncp_bytes_reserve(&canonical->memory, length * 3)) return false;
    if (!split_query(canonical, query, length, error)) return false;
    sort_fields(fields, with_case);
    if (!with_case && find_repeated(fields) != NULL)
        return fail(error, "the query has two parameters of one name, which the scoped form cannot sign");
    return append_parameters(fields, &canonical->text);
}

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

static ncp_sdk_field trim_value(ncp_sdk_field field) {
    while (field.value_length > 0 && is_blank(field.value[field.value_length - 1])) field.value_length--;
    while (field.value_length > 0 && is_blank(*field.value)) {
        field.value++;
        field.value_length--;
    }
    return field;
}

static bool fail_header(ncp_error *error, const ncp_sdk_field *header, const char *what) {
    enum { LONGEST_SHOWN = 64 };
    int shown = header->name_length < LONGEST_SHOWN ? (int)header->name_length : LONGEST_SHOWN;
    ncp_error_set(error, "the header %.*s %s", shown, header->name, what);
    return false;
}

/* RFC 9110, 5.6.2. */
static bool is_token(const char *text, size_t length) {
    static const char others[] = "!#$%&'*+^`|";
    for (size_t i = 0; i < length; i++)
        if (!ncp_uri_is_unreserved(text[i]) && memchr(others, text[i], sizeof others - 1) == NULL)
            return false;
    return length > 0;
}

static bool add_header(ncp_sdk_fields *fields, const ncp_sdk_field *given, ncp_error *error) {
    ncp_sdk_field header = trim_value(*given);
    if (!is_token(header.name, header.name_length)) return fail(error, "a header has a malformed name");
    if (ncp_text_has_control(header.value, header.value_length))
        return fail_header(error, &header, "has a control character in it");
    return ncp_sdk_fields_add(fields, header); /* as many as were given, which fitted */
}

static bool append_lower(ncp_bytes *out, const char *text, size_t length) {
    if (!ncp_bytes_reserve(out, length)) return false;
    for (size_t i = 0; i < length; i++) out->data[out->length++] = ncp_text_lower(text[i]);
    return true;
}

static bool append_collapsed(ncp_bytes *out, const char *text, size_t length) {
    if (!ncp_bytes_reserve(out, length)) return false;
    for (size_t i = 0; i < length; i++)
        if (i == 0 || text[i] != ' ' || text[i - 1] != ' ') out->data[out->length++] = text[i];
    return true;
}

static bool append_value(ncp_bytes *out, const ncp_sdk_field *header, ncp_sdk_form form) {
    return form == NCP_SDK_SCOPED ? append_collapsed(out, header->value, header->value_length)
                                  : ncp_bytes_append(out, header->value, header->value_length);
}

static bool append_header_line(ncp_canonical *canonical, const ncp_sdk_field *header) {
    ncp_bytes *out = &canonical->text;
    return append_lower(out, header->name, header->name_length) && ncp_bytes_append_char(out, ':') &&
           append_value(out, header, canonical->form) && ncp_bytes_append_char(out, '\n');
}

bool ncp_canonical_headers(ncp_canonical *canonical, const ncp_sdk_fields *headers, ncp_error *error) {
    ncp_sdk_fields *fields = &canonical->fields;
    fields->count = 0;
    for (size_t i = 0; i < headers->count; i++)
        if (!add_header(fields, &headers->at[i], error)) return false;
    sort_fields(fields, false);
    const ncp_sdk_field *repeated = find_repeated(fields);
    if (repeated != NULL) return fail_header(error, repeated, "is given twice");
    for (size_t i = 0; i < fields->count; i++)
        if (!append_header_line(canonical, &fields->at[i])) return false;
    return true;
}

bool ncp_canonical_signed_headers(const ncp_canonical *canonical, ncp_bytes *out) {
    const ncp_sdk_fields *fields = &canonical->fields;
    for (size_t i = 0; i < fields->count; i++) {
        if (i > 0 && !ncp_bytes_append_char(out, ';')) return false;
        if (!append_lower(out, fields->at[i].name, fields->at[i].name_length)) return false;
    }
    return true;
}

const ncp_sdk_field *ncp_canonical_header(const ncp_canonical *canonical, const char *name) {
    size_t length = strlen(name);
    for (size_t i = 0; i < canonical->fields.count; i++) {
        const ncp_sdk_field *field = &canonical->fields.at[i];
        if (compare_without_case(field->name, field->name_length, name, length) == 0) return field;
    }
    return NULL;
}

void ncp_canonical_clear(ncp_canonical *canonical) {
    ncp_bytes_clear(&canonical->text);
    ncp_bytes_clear(&canonical->memory);
    canonical->fields.count = 0;
}

void ncp_canonical_free(ncp_canonical *canonical) {
    ncp_bytes_free(&canonical->text);
    ncp_bytes_free(&canonical->memory);
    canonical->fields.count = 0;
}
