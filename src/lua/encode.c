#include "encode.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "text.h"
#include "uri.h"

static const char mask[] = "***";
static const char masked_json[] = "\"***\"";

void lncp_encoder_path(const lncp_encoder *encoder, char path[LNCP_PATH_SIZE]) {
    const char *parameter = encoder->parameter != NULL ? encoder->parameter : "";
    (void)snprintf(path, LNCP_PATH_SIZE, "%s%s", parameter, encoder->path);
}

bool lncp_refuse(lncp_encoder *encoder, const char *format, ...) {
    char path[LNCP_PATH_SIZE];
    char reason[sizeof encoder->error.message - sizeof path];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    lncp_encoder_path(encoder, path);
    encoder->fault = LNCP_REFUSED;
    ncp_error_set(&encoder->error, "%s%s%s", path, path[0] != '\0' ? " " : "", reason);
    return false;
}

bool lncp_misuse(lncp_encoder *encoder, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(encoder->error.message, sizeof encoder->error.message, format, arguments);
    va_end(arguments);
    encoder->fault = LNCP_MISUSE;
    return false;
}

/* Goes one step down the path; the length returned leads back up. */
static size_t enter(lncp_encoder *encoder, const char *step) {
    size_t length = strlen(encoder->path);
    (void)snprintf(encoder->path + length, sizeof encoder->path - length, "%s", step);
    return length;
}

static size_t enter_name(lncp_encoder *encoder, const char *name) {
    size_t length = strlen(encoder->path);
    (void)snprintf(encoder->path + length, sizeof encoder->path - length, ".%s", name);
    return length;
}

static size_t enter_element(lncp_encoder *encoder, size_t number) {
    char step[24]; /* JSON counts from 0 */
    (void)snprintf(step, sizeof step, "[%zu]", number - 1);
    return enter(encoder, step);
}

static void leave(lncp_encoder *encoder, size_t length) { encoder->path[length] = '\0'; }

enum { MOST_FIELDS = 64 };

/* Whether a caller may give the field by name. */
static bool is_named(const ncp_field *field) { return (field->flags & (NCP_POSITIONAL | NCP_CARRIED)) == 0; }

static const ncp_field *find_named(const ncp_field *fields, const char *name) {
    for (; fields->name != NULL; fields++)
        if (is_named(fields) && strcmp(fields->name, name) == 0) return fields;
    return NULL;
}

static bool refuse_unknown(lncp_encoder *encoder, const ncp_field *fields, const char *name) {
    const char *names[MOST_FIELDS + 1];
    size_t count = 0;
    char hint[LNCP_HINT_SIZE];
    if (encoder->path[0] == '\0' && lncp_hint_of_other(encoder->row, name, hint))
        return lncp_misuse(encoder, "unknown field '%.64s' (%s)", name, hint);
    for (; fields->name != NULL && count < MOST_FIELDS; fields++)
        if (is_named(fields)) names[count++] = fields->name;
    names[count] = NULL;
    const char *nearest = ncp_text_nearest(name, names);
    char path[LNCP_PATH_SIZE];
    lncp_encoder_path(encoder, path);
    const char *dot = path[0] != '\0' ? "." : "";
    if (nearest == NULL) return lncp_misuse(encoder, "unknown field '%s%s%.64s'", path, dot, name);
    return lncp_misuse(encoder, "unknown field '%s%s%.64s' (did you mean '%s'?)", path, dot, name, nearest);
}

bool lncp_check_names(lua_State *L, lncp_encoder *encoder, const ncp_field *fields, int table) {
    for (lua_pushnil(L); lua_next(L, table) != 0; lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            return lncp_misuse(encoder, "fields go by name, but one key is a %s", luaL_typename(L, -2));
        const char *name = lua_tostring(L, -2);
        if (find_named(fields, name) == NULL) return refuse_unknown(encoder, fields, name);
    }
    return true;
}

static bool refuse_type(lua_State *L, lncp_encoder *encoder, const char *expected, int index) {
    if (lncp_is_null(L, index)) return lncp_refuse(encoder, "must be %s, not null", expected);
    return lncp_refuse(encoder, "must be %s, not a %s", expected, luaL_typename(L, index));
}

static bool refuse_size(lncp_encoder *encoder, const ncp_field *field, const char *unit, long long size) {
    long long min = field->min, max = field->max;
    if (max == 0) return lncp_refuse(encoder, "must have at least %lld %s, not %lld", min, unit, size);
    if (min == 0) return lncp_refuse(encoder, "must have at most %lld %s, not %lld", max, unit, size);
    return lncp_refuse(encoder, "must have %lld to %lld %s, not %lld", min, max, unit, size);
}

static bool is_within(const ncp_field *field, long long size) {
    return size >= field->min && (field->max == 0 || size <= field->max);
}

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* How many spaces stand around a text. */
static size_t spaces_around(const char *text, size_t length) {
    size_t before = 0, after = 0;
    while (before < length && is_space(text[before])) before++;
    while (after < length - before && is_space(text[length - after - 1])) after++;
    return before + after;
}

static bool check_text(lncp_encoder *encoder, const ncp_field *field, const char *text, size_t length) {
    long characters = ncp_text_characters(text, length);
    if (characters == NCP_NOT_UTF8) return lncp_refuse(encoder, "must be valid UTF-8");
    if (encoder->trusted) return true;
    bool in_bytes = (field->flags & NCP_BYTES) != 0;
    long long size = in_bytes ? (long long)length : characters;
    if (field->flags & NCP_TRIMMED) size -= (long long)spaces_around(text, length);
    if (!is_within(field, size)) return refuse_size(encoder, field, in_bytes ? "bytes" : "characters", size);
    if (field->allowed != NULL && !ncp_text_is_listed(text, length, field->allowed))
        return lncp_refuse(encoder, "must be one of %s", field->allowed);
    if (field->characters != NULL && !ncp_text_is_of_class(text, length, field->characters))
        return lncp_refuse(encoder, "may have only characters of [%s]", field->characters);
    if (field->first != NULL && !ncp_text_is_of_class(text, 1, field->first))
        return lncp_refuse(encoder, "must start with one of [%s]", field->first);
    return true;
}

/* The checked text of a string; a sensitive one may come as an ncp.Secret. */
static const char *to_text(lua_State *L, lncp_encoder *encoder, const ncp_field *field, int index,
                           size_t *length) {
    bool sensitive = (field->flags & NCP_SENSITIVE) != 0;
    const char *text =
        lua_type(L, index) == LUA_TSTRING || sensitive ? lncp_to_secret_text(L, index, length) : NULL;
    if (text == NULL) {
        (void)refuse_type(L, encoder, sensitive ? "a string or an ncp.Secret" : "a string", index);
        return NULL;
    }
    return check_text(encoder, field, text, *length) ? text : NULL;
}

/* The decimal text of a checked whole number. */
static bool to_decimal(lua_State *L, lncp_encoder *encoder, const ncp_field *field, int index,
                       char text[NCP_DECIMAL_SIZE]) {
    long long number;
    if (!lncp_to_integer(L, index, &number)) {
        if (lua_type(L, index) == LUA_TNUMBER)
            return lncp_refuse(encoder, "must be a whole number up to 2^53");
        return refuse_type(L, encoder, "a whole number", index);
    }
    ncp_text_decimal(text, number);
    if (encoder->trusted) return true;
    if (number < field->min) return lncp_refuse(encoder, "must be %lld or more", (long long)field->min);
    if (field->max != 0 && number > field->max)
        return lncp_refuse(encoder, "must be %lld or less", (long long)field->max);
    if (field->allowed != NULL && !ncp_text_is_listed(text, strlen(text), field->allowed))
        return lncp_refuse(encoder, "must be one of %s", field->allowed);
    return true;
}

/* Number of elements if the table at `index` is a sequence of an allowed length. */
static bool check_list(lua_State *L, lncp_encoder *encoder, const ncp_field *field, int index,
                       size_t *count) {
    *count = 0;
    if (lua_type(L, index) != LUA_TTABLE) return refuse_type(L, encoder, "a list", index);
    *count = lncp_length(L, index);
    if (!lncp_is_sequence(L, index))
        return lncp_refuse(encoder, "must be a list without holes or named entries");
    if (encoder->trusted || is_within(field, (long long)*count)) return true;
    return refuse_size(encoder, field, "elements", (long long)*count);
}

static void append(lua_State *L, lncp_encoder *encoder, const char *text) {
    lncp_check_memory(L, ncp_bytes_append_text(encoder->out, text));
}

static bool is_masked(const lncp_encoder *encoder, const ncp_field *field) {
    return encoder->masked && (field->flags & NCP_SENSITIVE) != 0;
}

static bool encode_boolean(lua_State *L, lncp_encoder *encoder, const ncp_field *field, int index) {
    if (lua_type(L, index) != LUA_TBOOLEAN) return refuse_type(L, encoder, "true or false", index);
    bool value = lua_toboolean(L, index) != 0;
    if (field->words == NULL) {
        append(L, encoder, value ? "true" : "false");
        return true;
    }
    size_t first = strcspn(field->words, "|");
    const char *word = value ? field->words + first + 1 : field->words;
    lncp_check_memory(L, ncp_text_append_json(encoder->out, word, value ? strlen(word) : first));
    return true;
}

static bool encode_text(lua_State *L, lncp_encoder *encoder, const ncp_field *field, int index) {
    size_t length = 0;
    const char *text = to_text(L, encoder, field, index, &length);
    if (text == NULL) return false;
    if (is_masked(encoder, field))
        append(L, encoder, masked_json);
    else
        lncp_check_memory(L, ncp_text_append_json(encoder->out, text, length));
    return true;
}

static bool encode_list(lua_State *L, lncp_encoder *encoder, const ncp_field *field, int index) {
    size_t count;
    if (field->flags & NCP_OR_ONE && !lua_istable(L, index))
        return lncp_encode_json(L, encoder, field->item, index);
    if (!check_list(L, encoder, field, index, &count)) return false;
    append(L, encoder, "[");
    for (size_t i = 1; i <= count; i++) {
        size_t above = enter_element(encoder, i);
        if (i > 1) append(L, encoder, ",");
        lua_rawgeti(L, index, (int)i);
        if (!lncp_encode_json(L, encoder, field->item, lua_gettop(L))) return false;
        lua_pop(L, 1);
        leave(encoder, above);
    }
    append(L, encoder, "]");
    return true;
}

/* Appends `"name":value` for the key on top of the stack, and pops it. */
static bool encode_entry(lua_State *L, lncp_encoder *encoder, const ncp_field *item, int table) {
    size_t length;
    const char *name = lua_tolstring(L, -1, &length);
    if (ncp_text_characters(name, length) == NCP_NOT_UTF8)
        return lncp_refuse(encoder, "has a key that is not UTF-8");
    size_t above = enter_name(encoder, name);
    lncp_check_memory(L, ncp_text_append_json(encoder->out, name, length));
    append(L, encoder, ":");
    lua_rawget(L, table);
    if (!lncp_encode_json(L, encoder, item, lua_gettop(L))) return false;
    lua_pop(L, 1);
    leave(encoder, above);
    return true;
}

static bool encode_map(lua_State *L, lncp_encoder *encoder, const ncp_field *field, int index) {
    if (lua_type(L, index) != LUA_TTABLE) return refuse_type(L, encoder, "a table", index);
    if (!lncp_push_sorted_keys(L, index)) return lncp_refuse(encoder, "must have strings as keys");
    int keys = lua_gettop(L);
    size_t count = lncp_length(L, keys);
    if (!encoder->trusted && !is_within(field, (long long)count))
        return refuse_size(encoder, field, "entries", (long long)count);
    append(L, encoder, "{");
    for (size_t i = 1; i <= count; i++) {
        if (i > 1) append(L, encoder, ",");
        lua_rawgeti(L, keys, (int)i);
        if (!encode_entry(L, encoder, field->item, index)) return false;
    }
    append(L, encoder, "}");
    lua_pop(L, 1);
    return true;
}

bool lncp_check_presence(lua_State *L, lncp_encoder *encoder, const ncp_field *field, bool present) {
    const ncp_condition *needed = &field->required_if, *refused = &field->refused_if;
    if (encoder->trusted) return true;
    if (present && encoder->holds(L, encoder, refused))
        return lncp_refuse(encoder, "must be left out when %s is %s", refused->field, refused->equals);
    if (present) return true;
    if (field->flags & NCP_REQUIRED) return lncp_refuse(encoder, "is required");
    if (encoder->holds(L, encoder, needed))
        return lncp_refuse(encoder, "is required when %s is %s", needed->field, needed->equals);
    return true;
}

/* A null that the service answered is sent back as nothing. */
static bool is_absent(lua_State *L, const lncp_encoder *encoder, int index) {
    return lua_isnil(L, index) || (encoder->trusted && lncp_is_null(L, index));
}

/* Appends the members of the table at `index` that are there, in the order of the model. */
static bool encode_object(lua_State *L, lncp_encoder *encoder, const ncp_field *field, int index) {
    if (lua_type(L, index) != LUA_TTABLE) return refuse_type(L, encoder, "a table", index);
    if (!encoder->trusted && !lncp_check_names(L, encoder, field->fields, index)) return false;
    const char *separator = "{";
    for (const ncp_field *member = field->fields; member->name != NULL; member++) {
        lua_pushstring(L, member->name);
        lua_rawget(L, index);
        size_t above = enter_name(encoder, member->name);
        bool present = !is_absent(L, encoder, -1);
        if (!lncp_check_presence(L, encoder, member, present)) return false;
        if (present) {
            append(L, encoder, separator);
            append(L, encoder, "\"");
            append(L, encoder, member->name);
            append(L, encoder, "\":");
            if (!lncp_encode_json(L, encoder, member, lua_gettop(L))) return false;
            separator = ",";
        }
        lua_pop(L, 1);
        leave(encoder, above);
    }
    append(L, encoder, *separator == '{' ? "{}" : "}");
    return true;
}

static bool encode_integer(lua_State *L, lncp_encoder *encoder, const ncp_field *field, int index) {
    char decimal[NCP_DECIMAL_SIZE];
    if (!to_decimal(L, encoder, field, index, decimal)) return false;
    append(L, encoder, is_masked(encoder, field) ? masked_json : decimal);
    return true;
}

bool lncp_encode_json(lua_State *L, lncp_encoder *encoder, const ncp_field *field, int index) {
    static bool (*const encoders[])(lua_State *, lncp_encoder *, const ncp_field *, int) = {
        [NCP_STRING] = encode_text, [NCP_INTEGER] = encode_integer, [NCP_BOOLEAN] = encode_boolean,
        [NCP_LIST] = encode_list,   [NCP_OBJECT] = encode_object,   [NCP_MAP] = encode_map,
    };
    luaL_checkstack(L, 8, "a table is nested too deeply");
    if (field->flags & NCP_NULLABLE && lncp_is_null(L, index)) {
        append(L, encoder, "null");
        return true;
    }
    return encoders[field->type](L, encoder, field, index);
}

static bool query_text(lua_State *L, lncp_encoder *encoder, const ncp_field *field, int index) {
    size_t length = 0;
    const char *text = to_text(L, encoder, field, index, &length);
    if (text == NULL) return false;
    if (is_masked(encoder, field))
        append(L, encoder, mask);
    else
        lncp_check_memory(L, ncp_uri_escape(encoder->out, text, length));
    return true;
}

static bool query_list(lua_State *L, lncp_encoder *encoder, const ncp_field *field, int index) {
    size_t count;
    bool repeated = (field->flags & NCP_REPEATED) != 0, first = false;
    if (!check_list(L, encoder, field, index, &count)) return false;
    for (size_t i = 1; i <= count; i++) {
        size_t above = enter_element(encoder, i);
        if (i > 1 && repeated) {
            lncp_check_memory(L, ncp_uri_query_name(encoder->out, &first, field->name));
        } else if (i > 1) {
            append(L, encoder, ",");
        }
        lua_rawgeti(L, index, (int)i);
        if (!lncp_encode_query(L, encoder, field->item, lua_gettop(L))) return false;
        lua_pop(L, 1);
        leave(encoder, above);
    }
    return true;
}

bool lncp_encode_query(lua_State *L, lncp_encoder *encoder, const ncp_field *field, int index) {
    if (field->type == NCP_STRING) return query_text(L, encoder, field, index);
    if (field->type == NCP_LIST) return query_list(L, encoder, field, index);
    return lncp_encode_json(L, encoder, field, index); /* numbers and booleans look the same */
}

bool lncp_encode_segment(lua_State *L, lncp_encoder *encoder, const ncp_field *field, int index) {
    if (field->type != NCP_STRING) return lncp_encode_json(L, encoder, field, index);
    size_t length = 0;
    const char *text = to_text(L, encoder, field, index, &length);
    if (text == NULL) return false;
    if (length == 0) return lncp_refuse(encoder, "must not be empty");
    if (strcmp(text, ".") == 0 || strcmp(text, "..") == 0) return lncp_refuse(encoder, "must not be . or ..");
    if (ncp_text_has_control(text, length)) return lncp_refuse(encoder, "must have no control characters");
    lncp_check_memory(L, ncp_uri_escape(encoder->out, text, length));
    return true;
}

const char *lncp_header_text(lua_State *L, lncp_encoder *encoder, const ncp_field *field, int index,
                             size_t *length) {
    const char *text = to_text(L, encoder, field, index, length);
    if (text == NULL) return NULL;
    if (ncp_text_has_control(text, *length)) {
        (void)lncp_refuse(encoder, "must have no control characters");
        return NULL;
    }
    if (!is_masked(encoder, field)) return text;
    *length = sizeof mask - 1;
    return mask;
}
