#ifndef NCP_TESTS_REGISTERED_H
#define NCP_TESTS_REGISTERED_H

/* Which of the functions that modules have registered with a Lua state were called there. The list is taken
 * from the tables of the modules and from the metatables of their classes, so that a function which no test
 * calls is found. */

#include <lauxlib.h>
#include <lua.h>
#include <string.h>

#include "check.h"

enum { MOST_CALLED = 512 };
static lua_CFunction registered_called[MOST_CALLED];
static int registered_count;

static inline bool registered_is_called(lua_CFunction function) {
    for (int i = 0; i < registered_count; i++)
        if (registered_called[i] == function) return true;
    return false;
}

static inline void registered_note(lua_State *L, lua_Debug *at) {
    (void)lua_getinfo(L, "f", at);
    lua_CFunction function = lua_tocfunction(L, -1);
    lua_pop(L, 1);
    if (function == NULL || registered_is_called(function) || registered_count == MOST_CALLED) return;
    registered_called[registered_count++] = function;
}

/* Calls are noted from here on. Lua calls no hook for a finalizer, which is `close` as well. */
static inline void registered_watch(lua_State *L) { lua_sethook(L, registered_note, LUA_MASKCALL, 0); }

/* That every function in the table on top of the stack, and in the tables in it, was called. */
static inline void registered_check_table(lua_State *L, const char *name) {
    for (lua_pushnil(L); lua_next(L, -2) != 0; lua_pop(L, 1)) {
        const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?";
        if (lua_istable(L, -1)) registered_check_table(L, name);
        if (lua_iscfunction(L, -1) && !CHECK(registered_is_called(lua_tocfunction(L, -1))))
            (void)fprintf(stderr, "  of %s: %s\n", name, key);
    }
}

/* The same for all classes of a state. */
static inline void registered_check_classes(lua_State *L) {
    lua_pushvalue(L, LUA_REGISTRYINDEX);
    for (lua_pushnil(L); lua_next(L, -2) != 0; lua_pop(L, 1)) {
        const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "";
        if (lua_istable(L, -1) && strncmp(key, "ncp.", 4) == 0) registered_check_table(L, key);
    }
    lua_pop(L, 1);
}

#endif
