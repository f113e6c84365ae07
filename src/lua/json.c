#include "lncp.h"
#include "parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "text.h"

static const char array_class[] = "ncp.Array";

/* array(table) → the same table, marked to be encoded as a JSON array even when
 * it is empty. */
static int Lncp_json_array(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    luaL_getmetatable(L, array_class);
    lua_setmetatable(L, 1);
    return 1;
}

static bool is_marked_array(lua_State *L, int index) {
    if (!lua_getmetatable(L, index)) return false;
    luaL_getmetatable(L, array_class);
    bool marked = lua_rawequal(L, -1, -2) != 0;
    lua_pop(L, 2);
    return marked;
}

typedef struct key {
    const char *text; /* owned by the table whose key it is */
    size_t length;
} key;

static int compare_keys(const void *a, const void *b) {
    const key *left = a, *right = b;
    size_t shorter = left->length < right->length ? left->length : right->length;
    int order = memcmp(left->text, right->text, shorter);
    if (order != 0) return order;
    return (left->length > right->length) - (left->length < right->length);
}

/* Number of entries, or -1 when a key is no string. */
static long count_string_keys(lua_State *L, int index) {
    long count = 0;
    for (lua_pushnil(L); lua_next(L, index) != 0; lua_pop(L, 1), count++) {
        if (lua_type(L, -2) == LUA_TSTRING) continue;
        lua_pop(L, 2);
        return -1;
    }
    return count;
}

bool lncp_push_sorted_keys(lua_State *L, int index) {
    luaL_checkstack(L, 6, "a table is nested too deeply");
    long count = count_string_keys(L, index);
    if (count < 0) return false;
    key *keys = lncp_new_userdata(L, ((size_t)count + 1) * sizeof *keys);
    long i = 0;
    for (lua_pushnil(L); lua_next(L, index) != 0; lua_pop(L, 1), i++)
        keys[i].text = lua_tolstring(L, -2, &keys[i].length);
    qsort(keys, (size_t)count, sizeof *keys, compare_keys);
    lua_createtable(L, (int)count, 0);
    for (i = 0; i < count; i++) {
        lua_pushlstring(L, keys[i].text, keys[i].length);
        lua_rawseti(L, -2, (int)i + 1);
    }
    lua_remove(L, -2);
    return true;
}

static const char *append_value(lua_State *L, int index, ncp_bytes *out, int depth);

bool lncp_is_null(lua_State *L, int index) {
    return lua_type(L, index) == LUA_TLIGHTUSERDATA && lua_touserdata(L, index) == NULL;
}

bool lncp_is_sequence(lua_State *L, int index) {
    size_t count = 0;
    for (lua_pushnil(L); lua_next(L, index) != 0; lua_pop(L, 1)) count++;
    return count == lncp_length(L, index);
}

static const char *append_array(lua_State *L, int index, ncp_bytes *out, int depth) {
    size_t count = lncp_length(L, index);
    if (!lncp_is_sequence(L, index)) return "a list has holes or named entries";
    lncp_check_memory(L, ncp_bytes_append_char(out, '['));
    for (size_t i = 1; i <= count; i++) {
        if (i > 1) lncp_check_memory(L, ncp_bytes_append_char(out, ','));
        lua_rawgeti(L, index, (int)i);
        const char *fault = append_value(L, lua_gettop(L), out, depth);
        lua_pop(L, 1);
        if (fault != NULL) return fault;
    }
    lncp_check_memory(L, ncp_bytes_append_char(out, ']'));
    return NULL;
}

static const char *append_member(lua_State *L, int index, ncp_bytes *out, int depth) {
    size_t length;
    const char *name = lua_tolstring(L, -1, &length);
    if (ncp_text_characters(name, length) == NCP_NOT_UTF8) return "a key is not UTF-8";
    lncp_check_memory(L, ncp_text_append_json(out, name, length) && ncp_bytes_append_char(out, ':'));
    lua_pushvalue(L, -1);
    lua_rawget(L, index);
    const char *fault = append_value(L, lua_gettop(L), out, depth);
    lua_pop(L, 1);
    return fault;
}

static const char *append_object(lua_State *L, int index, ncp_bytes *out, int depth) {
    if (!lncp_push_sorted_keys(L, index)) return "a table has keys that are not strings";
    int keys = lua_gettop(L);
    size_t count = lncp_length(L, keys);
    lncp_check_memory(L, ncp_bytes_append_char(out, '{'));
    for (size_t i = 1; i <= count; i++) {
        if (i > 1) lncp_check_memory(L, ncp_bytes_append_char(out, ','));
        lua_rawgeti(L, keys, (int)i);
        const char *fault = append_member(L, index, out, depth);
        lua_pop(L, 1);
        if (fault != NULL) return fault;
    }
    lua_pop(L, 1);
    lncp_check_memory(L, ncp_bytes_append_char(out, '}'));
    return NULL;
}

static const char *append_table(lua_State *L, int index, ncp_bytes *out, int depth) {
    luaL_checkstack(L, 8, "a table is nested too deeply");
    if (depth >= NCP_JSON_DEPTH) return "a table is nested too deeply or holds itself";
    if (lncp_length(L, index) > 0 || is_marked_array(L, index)) return append_array(L, index, out, depth + 1);
    return append_object(L, index, out, depth + 1);
}

static const char *append_string(lua_State *L, int index, ncp_bytes *out) {
    size_t length;
    const char *text = lua_tolstring(L, index, &length);
    if (ncp_text_characters(text, length) == NCP_NOT_UTF8) return "a string is not UTF-8";
    lncp_check_memory(L, ncp_text_append_json(out, text, length));
    return NULL;
}

static const char *append_number(lua_State *L, int index, ncp_bytes *out) {
    char text[40];
    long long whole;
    double number = lua_tonumber(L, index);
    if (number != number || number - number != 0) return "a number is not finite";
    if (lncp_to_integer(L, index, &whole))
        (void)snprintf(text, sizeof text, "%lld", whole);
    else
        (void)snprintf(text, sizeof text, "%.17g", number);
    lncp_check_memory(L, ncp_bytes_append_text(out, text));
    return NULL;
}

static const char *append_value(lua_State *L, int index, ncp_bytes *out, int depth) {
    switch (lua_type(L, index)) {
    case LUA_TTABLE: return append_table(L, index, out, depth);
    case LUA_TSTRING: return append_string(L, index, out);
    case LUA_TNUMBER: return append_number(L, index, out);
    case LUA_TBOOLEAN:
        lncp_check_memory(L, ncp_bytes_append_text(out, lua_toboolean(L, index) ? "true" : "false"));
        return NULL;
    case LUA_TLIGHTUSERDATA:
        if (!lncp_is_null(L, index)) return "a light userdata has no JSON form";
        lncp_check_memory(L, ncp_bytes_append_text(out, "null"));
        return NULL;
    default: return "a value is of a type that has no JSON form";
    }
}

const char *lncp_append_json(lua_State *L, int index, ncp_bytes *out) {
    return append_value(L, index, out, 0);
}

/* json(value) → its JSON text, or nil and why it has none. See lncp_append_json. */
static int Lncp_json_json(lua_State *L) {
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    ncp_bytes *out = lncp_new_buffer(L);
    const char *fault = lncp_append_json(L, 1, out);
    if (fault != NULL) return lncp_fail(L, fault);
    lncp_push_bytes(L, out);
    return 1;
}

/* json_fault(text) → why the text must not be decoded, or nil; see ncp_json_check. */
static int Lncp_json_json_fault(lua_State *L) {
    size_t length;
    ncp_error error;
    const char *text = luaL_checklstring(L, 1, &length);
    if (ncp_json_check(text, length, &error)) return 0;
    lua_pushstring(L, error.message);
    return 1;
}

/* Makes integers of the floats in the table at `index` that are whole. */
static void make_whole(lua_State *L, int index) {
    long long whole;
    luaL_checkstack(L, 4, "a table is nested too deeply");
    for (lua_pushnil(L); lua_next(L, index) != 0; lua_pop(L, 1)) {
        if (lua_istable(L, -1)) {
            make_whole(L, lua_gettop(L));
        } else if (lncp_is_float(L, -1) && lncp_to_integer(L, -1, &whole)) {
            lua_pushvalue(L, -2);
            lncp_push_integer(L, whole);
            lua_rawset(L, index);
        }
    }
}

/* whole_numbers(value) → the value, a decoded one, in whose tables the whole numbers became integers, where
 * this Lua has them. */
static int Lncp_json_whole_numbers(lua_State *L) {
    long long whole;
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    if (lua_istable(L, 1)) make_whole(L, 1);
    if (lncp_is_float(L, 1) && lncp_to_integer(L, 1, &whole)) lncp_push_integer(L, whole);
    return 1;
}

void lncp_open_json(lua_State *L) {
    static const luaL_Reg functions[] = {
        LNCP_FUNCTION(json, array),
        LNCP_FUNCTION(json, json),
        LNCP_FUNCTION(json, json_fault),
        LNCP_FUNCTION(json, whole_numbers),
        {NULL, NULL},
    };
    luaL_newmetatable(L, array_class);
    lua_pop(L, 1);
    lncp_set_functions(L, functions);
}
