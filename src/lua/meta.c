#include "lncp.h"

#include <string.h>

#include "parts.h"

/* What is told of an answer beside its content: a table with `status` and either `headers` or
 * `raw_headers`. What else can be told is worked out when somebody looks: most never do. */

enum { META = 1, KEY };

enum { REUSED = 1 }; /* an upvalue */

static const char field_separator = ':', line_end = '\n';

/* A header that came several times is one list (RFC 9110, 5.3). */
static void add_field(lua_State *L, const char *line, size_t length) {
    const char *colon = memchr(line, field_separator, length);
    lua_pushlstring(L, line, (size_t)(colon - line));
    lua_pushvalue(L, -1);
    lua_rawget(L, -3);
    bool repeated = !lua_isnil(L, -1);
    if (repeated)
        lua_pushliteral(L, ", ");
    else
        lua_pop(L, 1);
    lua_pushlstring(L, colon + 1, length - (size_t)(colon + 1 - line));
    if (repeated) lua_concat(L, 3);
    lua_rawset(L, -3);
}

static void push_headers(lua_State *L, const char *text, size_t length) {
    enum { USUAL_FIELDS = 8 };
    lua_createtable(L, 0, USUAL_FIELDS);
    for (const char *line = text, *end = text + length; line < end;) {
        const char *line_stop = memchr(line, line_end, (size_t)(end - line));
        if (line_stop == NULL) line_stop = end;
        if (memchr(line, field_separator, (size_t)(line_stop - line)) != NULL)
            add_field(L, line, (size_t)(line_stop - line));
        line = line_stop + 1;
    }
}

/* Pushes the table of the answer's headers, which the meta keeps from now on. */
static void find_headers(lua_State *L) {
    lua_pushliteral(L, "raw_headers");
    lua_rawget(L, META);
    size_t length = 0;
    const char *text = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &length) : "";
    push_headers(L, text, length);
    lua_pushliteral(L, "headers");
    lua_pushvalue(L, -2);
    lua_rawset(L, META);
}

/* Pushes the headers as a table. */
static void push_own_headers(lua_State *L) {
    lua_pushliteral(L, "headers");
    lua_rawget(L, META);
    if (!lua_istable(L, -1)) find_headers(L);
}

/* Where gateways and services say under which number they have logged a request. */
static void find_request_id(lua_State *L) {
    static const char *const names[] = {"x-ncp-trace-id", "x-ncp-apigw-request-id", "x-iam-trace-id",
                                        "x-request-id"};
    push_own_headers(L);
    int headers = lua_gettop(L);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        lua_pushstring(L, names[i]);
        lua_rawget(L, headers);
        if (!lua_isnil(L, -1)) return;
        lua_pop(L, 1);
    }
    lua_pushnil(L);
}

/* meta.headers, meta.request_id, meta.reused: the class knows the last, nil where the transport does not
 * tell. */
static int index_meta(lua_State *L) {
    const char *key = lua_type(L, KEY) == LUA_TSTRING ? lua_tostring(L, KEY) : "";
    luaL_checktype(L, META, LUA_TTABLE);
    if (strcmp(key, "headers") == 0)
        find_headers(L);
    else if (strcmp(key, "request_id") == 0)
        find_request_id(L);
    else if (strcmp(key, "reused") == 0)
        lua_pushvalue(L, lua_upvalueindex(REUSED));
    else
        lua_pushnil(L);
    return 1;
}

/* meta(status, headers) → what is told of an answer: `status`, `headers` (value by name in lower
 * case), `request_id`. `headers` is such a table, or text of "name:value\n" each. */
static int Lncp_meta_meta(lua_State *L) {
    bool is_text = lua_type(L, 2) == LUA_TSTRING;
    if (!is_text) luaL_checktype(L, 2, LUA_TTABLE);
    lua_settop(L, 2);
    lua_createtable(L, 0, 4);
    lua_insert(L, 1);
    lua_setfield(L, 1, is_text ? "raw_headers" : "headers");
    lua_setfield(L, 1, "status");
    luaL_getmetatable(L, LNCP_META_CLASS);
    lua_setmetatable(L, 1);
    return 1;
}

/* Pops what `reused` is in metas of the class. */
static void new_meta_class(lua_State *L, const char *name) {
    lua_pushcclosure(L, index_meta, REUSED);
    luaL_newmetatable(L, name);
    lua_insert(L, -2);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
}

void lncp_open_meta(lua_State *L) {
    static const luaL_Reg functions[] = {LNCP_FUNCTION(meta, meta), {NULL, NULL}};
    lua_pushnil(L);
    new_meta_class(L, LNCP_META_CLASS);
    lua_pushboolean(L, false);
    new_meta_class(L, LNCP_META_FRESH_CLASS);
    lua_pushboolean(L, true);
    new_meta_class(L, LNCP_META_REUSED_CLASS);
    lncp_set_functions(L, functions);
}
