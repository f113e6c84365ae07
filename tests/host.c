/* Runs a script as the `lua` program does:  host script [arguments]
 * It stands in for `luajit`, which Debian cannot install beside nginx's Lua module,
 * and for the others where a sanitizer or a counter of lines has to be part of the program. */
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>

#include "collector.h"

#if defined(LINES_FOLDER)
#include "line_counter.h"
#endif

#if defined(HOST_OF_LUAJIT)
/* LuaJIT has memory of its own, into which AddressSanitizer does not look: what hangs on a state that a
 * program leaves open when it ends seems lost. */
const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "detect_leaks=0"; }
#endif

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
    lua_getglobal(L, "debug");
    lua_getfield(L, -1, "traceback");
    int traceback = lua_gettop(L);
    if (luaL_loadfile(L, argv[1]) != 0) return 1;
    for (int i = 2; i < argc; i++) lua_pushstring(L, argv[i]);
    return lua_pcall(L, argc - 2, 0, traceback);
}

int main(int argc, char **argv) {
    lua_State *L = argc > 1 ? luaL_newstate() : NULL;
    if (L == NULL) {
        (void)fprintf(stderr, "usage: %s script [arguments]\n", argv[0]);
        return EXIT_FAILURE;
    }
#if defined(LINES_FOLDER)
    line_counter_start(L);
#endif
    const char *mode = getenv("NCP_COLLECTOR");
    if (mode != NULL && collector_start(L, mode) != 0) {
        (void)fprintf(stderr, "%s: no such NCP_COLLECTOR: %s\n", argv[0], mode);
        return EXIT_FAILURE;
    }
    int failed = run(L, argc, argv);
    if (failed) (void)fprintf(stderr, "%s\n", lua_tostring(L, -1));
    lua_close(L);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
