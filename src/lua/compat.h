#ifndef LNCP_COMPAT_H
#define LNCP_COMPAT_H

/* The only place that tests the Lua version. Missing functions get names of
 * our own: defining the official ones clashes with LuaJIT, which has some. */

#include <lauxlib.h>
#include <lua.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#if defined(_WIN32)
#define LNCP_EXPORT __declspec(dllexport)
#else
#define LNCP_EXPORT __attribute__((visibility("default")))
#endif

#if LUA_VERSION_NUM >= 502
#define lncp_length(L, index) lua_rawlen(L, index)
#define lncp_set_functions(L, list) luaL_setfuncs(L, list, 0)
#define lncp_test_userdata(L, index, name) luaL_testudata(L, index, name)
#else
#define lncp_length(L, index) lua_objlen(L, index)
#define lncp_set_functions(L, list) luaL_register(L, NULL, list)

static inline void *lncp_test_userdata(lua_State *L, int index, const char *name) {
    void *object = lua_touserdata(L, index);
    if (object == NULL || !lua_getmetatable(L, index)) return NULL;
    luaL_getmetatable(L, name);
    bool same = lua_rawequal(L, -1, -2) != 0;
    lua_pop(L, 2);
    return same ? object : NULL;
}
#endif

#if LUA_VERSION_NUM >= 504
#define lncp_new_userdata(L, size) lua_newuserdatauv(L, size, 0)
#else
#define lncp_new_userdata(L, size) lua_newuserdata(L, size)
#endif

#if LUA_VERSION_NUM >= 503
#define lncp_push_integer(L, n) lua_pushinteger(L, (lua_Integer)(n))
#define lncp_is_float(L, index) (lua_type(L, index) == LUA_TNUMBER && !lua_isinteger(L, index))
#else
/* lua_Integer may have 32 bits here; a lua_Number holds 53. */
#define lncp_push_integer(L, n) lua_pushnumber(L, (lua_Number)(n))
#define lncp_is_float(L, index) false /* all are: there is nothing to tell apart */
#endif

/* Whole numbers up to 2^53 in size, whichever way this Lua stores them. */
static inline bool lncp_to_integer(lua_State *L, int index, long long *out) {
    const lua_Number limit = 9007199254740992.0;
    if (lua_type(L, index) != LUA_TNUMBER) return false;
#if LUA_VERSION_NUM >= 503
    if (lua_isinteger(L, index)) {
        *out = lua_tointeger(L, index);
        return *out >= -(1LL << 53) && *out <= 1LL << 53;
    }
#endif
    lua_Number n = lua_tonumber(L, index);
    if (!(n >= -limit && n <= limit) || floor(n) != n) return false;
    *out = (long long)n;
    return true;
}

#endif
