#include "lncp.h"

#include <stdio.h>
#include <string.h>

#include "error.h"
#include "parts.h"
#include "rows.h"

/* What an answer comes to: whether it is a plain success, and its result, checked and shaped by the
 * operation's row. */

enum {
    ID = 1,
    STATUS,
    HEADERS,
    TEXT,
    VALUE,
    CLOUD,

    PATH_SIZE = 192,
    STACK = 64,           /* slots that the deepest row needs, and some */
    TIMES_THE_LIMIT = 100 /* limits are raised for who asks, but not so far */
};

/* That of a call which the model does not know. */
static const ncp_operation unknown = {.name = "request", .method = "", .result = ncp_none};

static const long long most_rows = 1000000; /* of a list without a documented limit */

/* A place in the JSON document, from the inside out. */
typedef struct place place;
struct place {
    const place *above; /* NULL: the top */
    const char *name;   /* NULL: an element */
    size_t index;       /* of the element, from 0 as in paths of JSON */
};

typedef struct settler {
    const ncp_operation *row;
    int headers; /* table of the answer's headers, or 0 */
    ncp_error error;
} settler;

static const char *const type_phrases[] = {
    [NCP_STRING] = "a string", [NCP_INTEGER] = "a whole number", [NCP_BOOLEAN] = "true or false",
    [NCP_LIST] = "a list",     [NCP_OBJECT] = "an object",       [NCP_MAP] = "an object",
};

static size_t write_path(const place *at, char path[PATH_SIZE]) {
    if (at == NULL) return 0;
    size_t length = write_path(at->above, path);
    if (length >= PATH_SIZE - 1) return length;
    char *end = path + length;
    size_t left = PATH_SIZE - length;
    int written = at->name == NULL ? snprintf(end, left, "[%zu]", at->index)
                                   : snprintf(end, left, "%s%s", length > 0 ? "." : "", at->name);
    return length + (size_t)written;
}

static bool refuse_missing(settler *s, const place *at) {
    char path[PATH_SIZE] = "";
    (void)write_path(at, path);
    ncp_error_set(&s->error, "the answer has no %s", path);
    return false;
}

/* `what` the value at the place is, and `wanted` what it should be. */
static bool refuse(settler *s, const place *at, const char *what, const char *wanted) {
    char path[PATH_SIZE] = "";
    (void)write_path(at, path);
    ncp_error_set(&s->error, "%s%sthe answer is %s, not %s", path, at != NULL ? " of " : "", what, wanted);
    return false;
}

static const char *phrase_of(lua_State *L, int index) {
    if (lncp_is_null(L, index)) return "null";
    if (lua_isboolean(L, index)) return lua_toboolean(L, index) ? "true" : "false";
    if (lua_istable(L, index)) return lncp_length(L, index) > 0 ? "a list" : "an object";
    return lua_type(L, index) == LUA_TSTRING ? "a string" : "a number";
}

static bool refuse_type(lua_State *L, settler *s, const place *at, int index, const char *wanted) {
    return refuse(s, at, phrase_of(L, index), wanted);
}

static bool is_empty(lua_State *L, int table) {
    lua_pushnil(L);
    if (lua_next(L, table) == 0) return true;
    lua_pop(L, 2);
    return false;
}

/* A decoder makes the same empty table of [] and of {}. */
static bool is_list(lua_State *L, int index) {
    return lua_istable(L, index) && (lncp_length(L, index) > 0 || is_empty(L, index));
}

static bool is_object(lua_State *L, int index) { return lua_istable(L, index) && lncp_length(L, index) == 0; }

static void push_member(lua_State *L, int table, const char *name) {
    lua_pushstring(L, name);
    lua_rawget(L, table);
}

/* Sets the member to the value on top of the stack, which it takes off. */
static void set_member(lua_State *L, int table, const char *name) {
    lua_pushstring(L, name);
    lua_insert(L, -2);
    lua_rawset(L, table);
}

static bool is_missing(lua_State *L, int index) { return lua_isnil(L, index) || lncp_is_null(L, index); }

static bool settle_value(lua_State *L, settler *s, const ncp_field *field, const place *at, int index);

static bool settle_list(lua_State *L, settler *s, const ncp_field *item, const place *at, int index) {
    if (!is_list(L, index)) return refuse_type(L, s, at, index, type_phrases[NCP_LIST]);
    size_t count = lncp_length(L, index);
    for (size_t i = 0; i < count; i++) {
        place element = {.above = at, .index = i};
        lua_rawgeti(L, index, (int)i + 1);
        if (!settle_value(L, s, item, &element, lua_gettop(L))) return false;
        lua_pop(L, 1);
    }
    return true;
}

static bool settle_map(lua_State *L, settler *s, const ncp_field *item, const place *at, int index) {
    if (!is_object(L, index)) return refuse_type(L, s, at, index, type_phrases[NCP_MAP]);
    for (lua_pushnil(L); lua_next(L, index) != 0; lua_pop(L, 1)) {
        place member = {.above = at, .name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?"};
        if (!settle_value(L, s, item, &member, lua_gettop(L))) return false;
    }
    return true;
}

/* The value stands under another name, or in a header: moves it to its own, and pushes it. */
static void take_alias(lua_State *L, const settler *s, const ncp_field *field, int object) {
    static const char in_header[] = "header:";
    const size_t prefix = sizeof in_header - 1;
    lua_pop(L, 1);
    if (strncmp(field->alias, in_header, prefix) == 0) {
        if (s->headers == 0)
            lua_pushnil(L);
        else
            push_member(L, s->headers, field->alias + prefix);
    } else {
        push_member(L, object, field->alias);
        lua_pushnil(L);
        set_member(L, object, field->alias);
    }
    lua_pushvalue(L, -1);
    set_member(L, object, field->name);
}

/* Some services write numbers as strings. */
static void read_integer(lua_State *L, const ncp_field *field, int object) {
    long long whole;
    if (lua_type(L, -1) != LUA_TSTRING || !lua_isnumber(L, -1)) return;
    lua_pushnumber(L, lua_tonumber(L, -1));
    if (lncp_to_integer(L, -1, &whole)) {
        lua_pop(L, 2);
        lncp_push_integer(L, whole);
        lua_pushvalue(L, -1);
        set_member(L, object, field->name);
    } else {
        lua_pop(L, 1);
    }
}

static void wrap_secret(lua_State *L, const ncp_field *field, int object) {
    size_t length;
    const char *text = lua_tolstring(L, -1, &length);
    lncp_push_secret(L, text, length);
    set_member(L, object, field->name);
}

static bool is_container(const ncp_field *field) {
    return field->type == NCP_LIST || field->type == NCP_OBJECT || field->type == NCP_MAP;
}

enum { CHECKED = NCP_REQUIRED | NCP_SENSITIVE | NCP_EITHER };

/* Whether there is anything to do for the field, as there is for each with an alias; most are handed on as
 * they came. */
static bool needs_look(const ncp_field *field) {
    return (field->flags & CHECKED) != 0 || field->type == NCP_INTEGER || is_container(field);
}

/* A member that is not there, or null. A null that should have been walked is left out. */
static bool settle_missing(lua_State *L, settler *s, const ncp_field *field, const place *at, int object) {
    if (field->flags & NCP_REQUIRED) return refuse_missing(s, at);
    if (lua_isnil(L, -1) || !is_container(field)) return true;
    lua_pushnil(L);
    set_member(L, object, field->name);
    return true;
}

/* The member on top of the stack, which is there. */
static bool settle_present(lua_State *L, settler *s, const ncp_field *field, const place *at, int object) {
    int value = lua_gettop(L);
    if (field->type == NCP_INTEGER) read_integer(L, field, object);
    if (is_container(field)) {
        bool is_walked = !(field->flags & NCP_DISPUTED) || lua_istable(L, value);
        return !is_walked || settle_value(L, s, field, at, value);
    }
    if ((field->flags & CHECKED) == 0) return true;
    if (!settle_value(L, s, field, at, value)) return false;
    if (field->flags & NCP_SENSITIVE) wrap_secret(L, field, object);
    return true;
}

static bool refuse_neither(settler *s, const ncp_field *fields) {
    char names[PATH_SIZE] = "";
    size_t length = 0;
    for (; fields->name != NULL && length < sizeof names; fields++) {
        if ((fields->flags & NCP_EITHER) == 0) continue;
        length += (size_t)snprintf(names + length, sizeof names - length, "%s%s", length > 0 ? ", " : "",
                                   fields->name);
    }
    ncp_error_set(&s->error, "the answer has none of %s", names);
    return false;
}

static bool settle_object(lua_State *L, settler *s, const ncp_field *fields, const place *above, int index) {
    bool needs_either = false, has_either = false;
    if (!is_object(L, index)) return refuse_type(L, s, above, index, type_phrases[NCP_OBJECT]);
    for (const ncp_field *field = fields; field->name != NULL; field++) {
        if (!needs_look(field)) continue;
        place at = {.above = above, .name = field->name};
        push_member(L, index, field->name);
        if (field->alias != NULL && is_missing(L, -1)) take_alias(L, s, field, index);
        bool missing = is_missing(L, -1);
        needs_either = needs_either || field->flags & NCP_EITHER;
        has_either = has_either || (!missing && field->flags & NCP_EITHER);
        bool settled =
            missing ? settle_missing(L, s, field, &at, index) : settle_present(L, s, field, &at, index);
        if (!settled) return false;
        lua_pop(L, 1);
    }
    return needs_either == has_either || refuse_neither(s, fields);
}

static bool settle_value(lua_State *L, settler *s, const ncp_field *field, const place *at, int index) {
    long long whole;
    bool fits = false;
    switch (field->type) {
    case NCP_LIST:
        if (field->flags & NCP_OR_ONE && !lua_istable(L, index))
            return settle_value(L, s, field->item, at, index);
        return settle_list(L, s, field->item, at, index);
    case NCP_OBJECT: return settle_object(L, s, field->fields, at, index);
    case NCP_MAP: return settle_map(L, s, field->item, at, index);
    case NCP_STRING: fits = lua_type(L, index) == LUA_TSTRING; break;
    case NCP_INTEGER: fits = lncp_to_integer(L, index, &whole); break;
    case NCP_BOOLEAN: fits = lua_isboolean(L, index); break;
    }
    if (!fits) return refuse_type(L, s, at, index, type_phrases[field->type]);
    bool is_blank = field->flags & CHECKED && field->type == NCP_STRING && lncp_length(L, index) == 0;
    return !is_blank || refuse(s, at, "empty", "a text");
}

/* A number of rows or pages in the envelope of a page. What it says decides how much will be read, so it must
 * be within what the service can hold. */
static bool settle_count(lua_State *L, settler *s, const char *name, long long least, bool is_required,
                         int page) {
    const ncp_field field = {.name = name, .type = NCP_INTEGER};
    const place at = {.name = name};
    long long most = s->row->most > 0 ? s->row->most * TIMES_THE_LIMIT : most_rows;
    long long count = 0;
    if (name == NULL) return true;
    push_member(L, page, name);
    if (is_missing(L, -1)) {
        lua_pop(L, 1);
        return !is_required || refuse_missing(s, &at);
    }
    read_integer(L, &field, page);
    if (lua_type(L, -1) != LUA_TNUMBER)
        return refuse_type(L, s, &at, lua_gettop(L), type_phrases[NCP_INTEGER]);
    if (!lncp_to_integer(L, -1, &count) || count < least || count > most) {
        char what[48], wanted[64];
        (void)snprintf(what, sizeof what, "%.17g", (double)lua_tonumber(L, -1));
        (void)snprintf(wanted, sizeof wanted, "a number from %lld to %lld", least, most);
        return refuse(s, &at, what, wanted);
    }
    lua_pop(L, 1);
    return true;
}

static bool settle_page(lua_State *L, settler *s) {
    const ncp_paging *paging = s->row->paging;
    const ncp_field row = {.type = NCP_OBJECT, .fields = s->row->result};
    const place at = {.name = paging->items};
    push_member(L, VALUE, paging->items);
    if (lua_isnil(L, -1)) {
        ncp_error_set(&s->error, "the answer is not a page of a list: it has no %s", paging->items);
        return false;
    }
    if (!settle_list(L, s, &row, &at, lua_gettop(L))) return false;
    lua_pop(L, 1);
    return settle_count(L, s, paging->pages, 0, true, VALUE) &&
           settle_count(L, s, paging->total, 0, paging->pages == NULL, VALUE) &&
           settle_count(L, s, paging->rows, 1, true, VALUE);
}

/* Whether the list goes on elsewhere, where no parameter leads. */
static bool has_next(lua_State *L) {
    bool has = false;
    push_member(L, VALUE, "links");
    if (lua_istable(L, -1)) {
        push_member(L, lua_gettop(L), "next");
        has = lua_type(L, -1) == LUA_TSTRING;
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return has;
}

/* Replaces the result, the value on top of the stack, by a list of it. */
static void wrap_in_list(lua_State *L) {
    lua_createtable(L, 1, 0);
    lua_insert(L, -2);
    lua_rawseti(L, -2, 1);
}

static bool starts_as_list(lua_State *L) {
    const char *text = luaL_optstring(L, TEXT, "");
    return text[strspn(text, " \t\r\n")] == '[';
}

/* Pushes the list: the value itself, its member, or a list of the one object that came. */
static bool push_rows(lua_State *L, settler *s, place *at) {
    lua_pushvalue(L, VALUE);
    if (starts_as_list(L)) return true;
    if (has_next(L)) {
        ncp_error_set(&s->error, "the answer is a page of a longer list");
        return false;
    }
    if (s->row->member != NULL) {
        at->name = s->row->member;
        push_member(L, VALUE, at->name);
        if (lua_isnil(L, -1)) return refuse_missing(s, at);
    } else if (is_empty(L, VALUE)) {
        ncp_error_set(&s->error, "the answer is not a list");
        return false;
    }
    if (lua_istable(L, -1) && !is_list(L, lua_gettop(L))) wrap_in_list(L);
    return true;
}

static bool settle_rows(lua_State *L, settler *s) {
    const ncp_field row = {.type = NCP_OBJECT, .fields = s->row->result};
    place at = {0};
    if (!push_rows(L, s, &at)) return false;
    return settle_list(L, s, &row, at.name != NULL ? &at : NULL, lua_gettop(L));
}

/* Pushes the result: the member of the row if there is one, else the value itself. */
static bool settle_single(lua_State *L, settler *s) {
    const place at = {.name = s->row->member};
    lua_pushvalue(L, VALUE);
    if (s->row->member == NULL) return settle_object(L, s, s->row->result, NULL, lua_gettop(L));
    push_member(L, VALUE, s->row->member);
    if (!is_missing(L, -1)) return settle_object(L, s, s->row->result, &at, lua_gettop(L));
    lua_pop(L, 1);
    return settle_object(L, s, s->row->result, NULL, lua_gettop(L));
}

static bool needs_content(const ncp_operation *row) {
    if (strcmp(row->method, "GET") == 0 || row->flags & NCP_RESULT_LIST) return true;
    for (const ncp_field *field = row->result; field->name != NULL; field++)
        if (field->flags & (NCP_REQUIRED | NCP_EITHER) && !(field->flags & NCP_IMPLIED)) return true;
    return false;
}

static bool settle_nothing(lua_State *L, settler *s) {
    if (needs_content(s->row)) {
        ncp_error_set(&s->error, "the answer is empty");
        return false;
    }
    lua_newtable(L);
    return true;
}

/* Pushes the result. */
static bool settle_answer(lua_State *L, settler *s) {
    if (lua_isnil(L, VALUE)) return settle_nothing(L, s);
    if (!lua_istable(L, VALUE)) {
        ncp_error_set(&s->error, "the answer is JSON, but neither an object nor an array");
        return false;
    }
    if (s->row == &unknown) {
        lua_pushvalue(L, VALUE);
        return true;
    }
    if (s->row->flags & NCP_RESULT_LIST) return settle_rows(L, s);
    if (s->row->paging == NULL) return settle_single(L, s);
    if (!settle_page(L, s)) return false;
    lua_pushvalue(L, VALUE);
    return true;
}

static bool is_false(lua_State *L, int index) { return lua_isboolean(L, index) && !lua_toboolean(L, index); }

static bool is_false_at(lua_State *L, int table, const char *name) {
    push_member(L, table, name);
    bool found = is_false(L, -1);
    lua_pop(L, 1);
    return found;
}

/* Whether a member, the value on top of the stack, says that the call failed. */
static bool is_mark_of_failure(lua_State *L, const char *name, bool is_verdict) {
    switch (name[0]) {
    case 'e':
        if (strcmp(name, "errorCode") == 0) return !is_missing(L, -1);
        return strcmp(name, "error") == 0 && lua_istable(L, -1);
    case 'r': return strcmp(name, "responseError") == 0 && lua_istable(L, -1);
    case 's': return !is_verdict && strcmp(name, "success") == 0 && is_false(L, -1);
    case 'v':
        return !is_verdict && strcmp(name, "validationResult") == 0 && lua_istable(L, -1) &&
               is_false_at(L, lua_gettop(L), "success");
    default: return false;
    }
}

/* Whether the body of a success of NAVER Cloud Platform says that the call failed. */
static bool tells_of_failure(lua_State *L, const ncp_operation *row) {
    if (!is_object(L, VALUE)) return false;
    for (lua_pushnil(L); lua_next(L, VALUE) != 0; lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING) continue;
        if (!is_mark_of_failure(L, lua_tostring(L, -2), (row->flags & NCP_VERDICT) != 0)) continue;
        lua_pop(L, 2);
        return true;
    }
    return false;
}

/* Of the list on top of the stack. */
static long long count_failed(lua_State *L) {
    long long failed = 0;
    int list = lua_gettop(L);
    size_t count = lncp_length(L, list);
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(L, list, (int)i);
        if (is_false_at(L, lua_gettop(L), "success")) failed++;
        lua_pop(L, 1);
    }
    return failed;
}

/* settle(id, status, headers, text, value, cloud) → out, failed; nil, message; or false.
 *
 * What the answer to the operation `id` (see `describe`; nil: one that the model does not know) comes to.
 * `value` is what the JSON decoder made of `text`, or nil where that is empty; `headers` is a table by
 * lower-case names, or nil where the row needs none. `cloud` is that of the row; nil: NAVER Cloud Platform,
 * where the body of a success may say that the call failed.
 *
 * `out` is the result, made from `value` in place: taken out of its member, a list where the row says so,
 * aliases under the name of their field, numbers in strings as numbers, secrets as ncp.Secrets. `failed` is
 * how many elements of a list say that they failed, nil for other results.
 *
 * nil and a message: the answer is none of this operation. The message names the member, never a value other
 * than a count. false: the answer says that the call failed, by its status or by its body; the
 * `service_error` of its cloud (see `ncp.clouds`) reads how. */
static int Lncp_settle_settle(lua_State *L) {
    long long id = 0, status = 0;
    settler s = {.row = &unknown};
    lua_settop(L, CLOUD);
    bool body_tells = lua_isnil(L, CLOUD);
    lua_settop(L, VALUE);
    if (!lua_isnil(L, ID)) s.row = lncp_to_integer(L, ID, &id) ? lncp_operation_at(id) : NULL;
    if (s.row == NULL) return luaL_argerror(L, ID, "no operation has this number");
    s.headers = lua_istable(L, HEADERS) ? HEADERS : 0;
    luaL_checkstack(L, STACK, "an answer is nested too deeply");
    bool succeeded = lncp_to_integer(L, STATUS, &status) && status >= 200 && status < 300;
    if (!succeeded || (body_tells && tells_of_failure(L, s.row))) {
        lua_pushboolean(L, false);
        return 1;
    }
    if (!settle_answer(L, &s)) return lncp_fail(L, s.error.message);
    if ((s.row->flags & (NCP_RESULT_LIST | NCP_BATCH)) == 0) return 1;
    /* Of a batch none did, or it had failed as a whole. */
    lncp_push_integer(L, s.row->flags & NCP_BATCH ? 0 : count_failed(L));
    return 2;
}

void lncp_open_settle(lua_State *L) {
    static const luaL_Reg functions[] = {LNCP_FUNCTION(settle, settle), {NULL, NULL}};
    lncp_set_functions(L, functions);
}
