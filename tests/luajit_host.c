/* A stand-in for the `luajit` program: Debian's cannot be installed beside
 * nginx's Lua module. Usage: host script [arguments]. */
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>

/* The message and where it came from. */
static int add_traceback(lua_State *L) {
    luaL_traceback(L, L, lua_tostring(L, 1), 1);
    return 1;
}

static void set_arguments(lua_State *L, int argc, char **argv) {
    lua_createtable(L, argc, 2);
    for (int i = 0; i < argc; i++) {
        lua_pushstring(L, argv[i]);
        lua_rawseti(L, -2, i - 1); /* the script is arg[0] */
    }
    lua_setglobal(L, "arg");
}

static int run(lua_State *L, int argc, char **argv) {
    luaL_openlibs(L);
    set_arguments(L, argc, argv);
    lua_pushcfunction(L, add_traceback);
    if (luaL_loadfile(L, argv[1]) != 0) return 1;
    for (int i = 2; i < argc; i++) lua_pushstring(L, argv[i]);
    return lua_pcall(L, argc - 2, 0, 1);
}

int main(int argc, char **argv) {
    lua_State *L = argc > 1 ? luaL_newstate() : NULL;
    if (L == NULL) {
        (void)fprintf(stderr, "usage: %s script [arguments]\n", argv[0]);
        return EXIT_FAILURE;
    }
    int failed = run(L, argc, argv);
    if (failed) (void)fprintf(stderr, "%s\n", lua_tostring(L, -1));
    lua_close(L);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
