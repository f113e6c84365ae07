#define _GNU_SOURCE
#include "collector.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <string.h>

#if defined(HOST_OF_LUAJIT)
#include <luajit.h>
#endif

static bool is_ours(lua_CFunction function) {
    Dl_info info;
    void *address = NULL;
    memcpy(&address, &function, sizeof address);
    return function != NULL && dladdr(address, &info) != 0 && strstr(info.dli_fname, "/ncp/") != NULL;
}

static void collect(lua_State *L, lua_Debug *at) {
    (void)lua_getinfo(L, "f", at);
    lua_CFunction called = lua_tocfunction(L, -1);
    lua_pop(L, 1);
    if (is_ours(called)) (void)lua_gc(L, LUA_GCCOLLECT, 0);
}

static void collect_in_steps(lua_State *L) {
#if LUA_VERSION_NUM >= 504
    (void)lua_gc(L, LUA_GCINC, 1, 200, 8);
#else
    (void)lua_gc(L, LUA_GCSETPAUSE, 0);
    (void)lua_gc(L, LUA_GCSETSTEPMUL, 400);
#endif
}

#if LUA_VERSION_NUM >= 504
static void collect_by_generation(lua_State *L) { (void)lua_gc(L, LUA_GCGEN, 1, 1); }
#endif

static void collect_at_calls(lua_State *L) {
#if defined(HOST_OF_LUAJIT)
    (void)luaJIT_setmode(L, 0, LUAJIT_MODE_ENGINE | LUAJIT_MODE_OFF);
#endif
    (void)lua_sethook(L, collect, LUA_MASKCALL, 0);
}

static const struct {
    const char *name;
    void (*start)(lua_State *L);
} modes[] = {
    {"steps", collect_in_steps},
#if LUA_VERSION_NUM >= 504
    {"generational", collect_by_generation},
#endif
    {"calls", collect_at_calls},
};

int collector_start(lua_State *L, const char *mode) {
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        if (strcmp(modes[i].name, mode) != 0) continue;
        modes[i].start(L);
        return 0;
    }
    return -1;
}
