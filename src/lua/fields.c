#include "endpoint.h"

#include <stdint.h>
#include <string.h>

#include "parts.h"

/* Requests as the tables that transports of others take and programs give. */

static void set_part(lua_State *L, const char *name, const ncp_message *message, ncp_message_part part) {
    lua_pushlstring(L, ncp_message_text(message, part), ncp_message_length(message, part));
    lua_setfield(L, -2, name);
}

static void set_given_part(lua_State *L, const char *name, const ncp_message *message,
                           ncp_message_part part) {
    if (ncp_message_length(message, part) > 0) set_part(L, name, message, part);
}

static void push_headers(lua_State *L, const ncp_message *message) {
    lua_newtable(L);
    for (const char *line = NULL; (line = ncp_message_next_line(message, line)) != NULL;) {
        size_t name_length = strcspn(line, ":;");
        const char *value = line[name_length] == ':' ? line + name_length + 2 : "";
        lua_pushlstring(L, line, name_length);
        lua_pushstring(L, value);
        lua_rawset(L, -3);
    }
}

/* request:fields() → a table of the form that every transport takes: `operation`, `method`,
 * `origin`, `target`, `body` or nil, `headers` (value by name), `ca_file`, `ca_dir` and
 * `proxy` where there are such, `no_resend`. */
int lncp_request_fields(lua_State *L) {
    const ncp_message *message = lncp_check_request(L, 1);
    lua_newtable(L);
    set_part(L, "operation", message, NCP_OPERATION);
    set_part(L, "method", message, NCP_METHOD);
    set_part(L, "origin", message, NCP_ORIGIN);
    set_part(L, "target", message, NCP_TARGET);
    if (message->has_body) set_part(L, "body", message, NCP_BODY);
    set_given_part(L, "ca_file", message, NCP_CA_FILE);
    set_given_part(L, "ca_dir", message, NCP_CA_DIR);
    set_given_part(L, "proxy", message, NCP_PROXY);
    lua_pushboolean(L, message->no_resend);
    lua_setfield(L, -2, "no_resend");
    push_headers(L, message);
    lua_setfield(L, -2, "headers");
    return 1;
}

static void push_field(lua_State *L, const char *name) {
    lua_pushstring(L, name);
    lua_rawget(L, 1);
}

static bool flag_field(lua_State *L, const char *name) {
    push_field(L, name);
    bool set = lua_toboolean(L, -1) != 0;
    lua_pop(L, 1);
    return set;
}

static const char character_problem[] = "the request has a character that HTTP cannot carry there";

/* Appends a text of the request's table as the next part of the message; returns why that cannot be, or NULL.
 */
static const char *append_text_field(lua_State *L, ncp_message *message, const char *name, bool required) {
    push_field(L, name);
    if (lua_isnil(L, -1) && required) luaL_error(L, "request.%s is missing", name);
    if (!lua_isnil(L, -1) && lua_type(L, -1) != LUA_TSTRING)
        luaL_error(L, "request.%s is not a string", name);
    size_t length = 0;
    const char *text = lua_tolstring(L, -1, &length);
    lncp_check_memory(L, ncp_message_append_part(message, text, length));
    bool carried = text == NULL || strlen(text) == length;
    lua_pop(L, 1);
    return carried ? NULL : character_problem;
}

/* The name is at index -2, the value at -1. */
static const char *append_header(lua_State *L, ncp_message *message) {
    if (lua_type(L, -2) != LUA_TSTRING || !lua_isstring(L, -1))
        luaL_error(L, "request.headers has a name or value that is not a string");
    size_t name_length, value_length;
    const char *name = lua_tolstring(L, -2, &name_length), *value = lua_tolstring(L, -1, &value_length);
    if (!ncp_header_is_valid(name, name_length, value, value_length))
        return "a header of the request has an invalid name or a line break";
    lncp_check_memory(L, ncp_header_append(&message->bytes, name, value, value_length));
    return NULL;
}

static const char *append_headers(lua_State *L, ncp_message *message) {
    const char *problem = NULL;
    push_field(L, "headers");
    if (lua_istable(L, -1)) {
        for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1))
            if (problem == NULL) problem = append_header(L, message);
    } else if (!lua_isnil(L, -1)) {
        luaL_error(L, "request.headers is not a table");
    }
    lua_pop(L, 1);
    return problem;
}

static size_t limit_field(lua_State *L, const char *name) {
    push_field(L, name);
    if (!lua_isnil(L, -1) && lua_type(L, -1) != LUA_TNUMBER)
        luaL_error(L, "request.%s is not a number", name);
    lua_Number limit = lua_tonumber(L, -1);
    lua_pop(L, 1);
    return limit >= 1 && limit < (lua_Number)PTRDIFF_MAX ? (size_t)limit : 0;
}

/* Appends all parts up to the body; returns why that cannot be, or NULL. */
static const char *append_parts(lua_State *L, ncp_message *message) {
    static const struct {
        const char *name;
        bool required;
    } texts[] = {
        [NCP_OPERATION] = {"operation", false}, [NCP_METHOD] = {"method", true},
        [NCP_ORIGIN] = {"origin", true},        [NCP_CA_FILE] = {"ca_file", false},
        [NCP_CA_DIR] = {"ca_dir", false},       [NCP_PROXY] = {"proxy", false},
        [NCP_TARGET] = {"target", true},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *problem = append_text_field(L, message, texts[i].name, texts[i].required);
        if (problem != NULL) return problem;
    }
    if (!ncp_method_is_valid(ncp_message_text(message, NCP_METHOD), ncp_message_length(message, NCP_METHOD)))
        return "the method of the request is not an HTTP token";
    if (!ncp_target_is_valid(ncp_message_text(message, NCP_TARGET), ncp_message_length(message, NCP_TARGET)))
        return "the target of the request is not a path without spaces";
    return NULL;
}

static void append_body(lua_State *L, ncp_message *message) {
    size_t length = 0;
    push_field(L, "body");
    message->has_body = !lua_isnil(L, -1);
    if (message->has_body && lua_type(L, -1) != LUA_TSTRING) luaL_error(L, "request.body is not a string");
    const char *body = lua_tolstring(L, -1, &length);
    lncp_check_memory(L, ncp_message_append_part(message, body, length));
    lua_pop(L, 1);
}

/* request_from(fields) → an ncp.Request of a table of the form that request:fields() gives; or nil
 * and why it cannot be sent as HTTP. The table may have `max_body` and `max_headers` as well,
 * limits in bytes of the answer, and `skip_json_check`, for an answer that may be anything.
 * Raises on a table of another form. */
static int Lncp_fields_request_from(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    ncp_message *message = lncp_new_object(L, LNCP_REQUEST_CLASS, sizeof *message);
    const char *problem = append_parts(L, message);
    if (problem != NULL) return lncp_fail(L, problem);
    append_body(L, message);
    problem = append_headers(L, message);
    if (problem != NULL) return lncp_fail(L, problem);
    ncp_message_set_mark(message);
    message->max_body = limit_field(L, "max_body");
    message->max_headers = limit_field(L, "max_headers");
    message->no_resend = flag_field(L, "no_resend");
    message->skip_json_check = flag_field(L, "skip_json_check");
    return 1;
}

void lncp_open_fields(lua_State *L) {
    static const luaL_Reg functions[] = {LNCP_FUNCTION(fields, request_from), {NULL, NULL}};
    lncp_set_functions(L, functions);
}
