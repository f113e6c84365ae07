/* Fuzzes what Lua and C do together: FUZZ_NAME, a script in FUZZ_FOLDER, returns a function that takes the
 * data and raises when something is not as it should be. The binding is part of the program and marked for
 * the fuzzer; Lua code is not. */
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int luaopen_ncp_core(lua_State *L);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void stop(lua_State *L) {
    (void)fprintf(stderr, "%s\n", lua_tostring(L, -1));
    abort();
}

/* A state with the script's function at 1, and what tells where an error comes from at 2. */
static lua_State *new_state(void) {
    static const char paths[] =
        "package.path = '" FUZZ_LUA "/?.lua;" FUZZ_LUA "/?/init.lua;" FUZZ_FOLDER "/?.lua;' .. package.path";
    lua_State *L = luaL_newstate();
    if (L == NULL) abort();
    luaL_openlibs(L);
    luaL_requiref(L, "ncp.core", luaopen_ncp_core, 0);
    lua_settop(L, 0);
    if (luaL_dostring(L, paths) || luaL_dofile(L, FUZZ_FOLDER "/" FUZZ_NAME ".lua")) stop(L);
    lua_getglobal(L, "debug");
    lua_getfield(L, -1, "traceback");
    lua_replace(L, 2);
    return L;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static lua_State *L;
    if (L == NULL) L = new_state();
    lua_pushvalue(L, 1);
    lua_pushlstring(L, (const char *)data, size);
    if (lua_pcall(L, 1, 0, 2) != 0) stop(L);
    return 0;
}
