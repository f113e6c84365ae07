#define _GNU_SOURCE /* dladdr */

#include "compat.h"
#include "engine.h"
#include "libcurl.h"

#include <dlfcn.h>
#include <limits.h>
#include <string.h>

/* One per Lua state, an upvalue of the functions. All-zero until the first call. */
typedef struct caller {
    ncp_engine *engine;
    ncp_transfer *transfer; /* taken, and not yet given back */
    ncp_bytes headers;      /* of the request, as the engine wants them */
} caller;

static caller *own_caller(lua_State *L) { return lua_touserdata(L, lua_upvalueindex(1)); }

static void give_back(caller *self) {
    if (self->transfer != NULL) ncp_engine_recycle(self->engine, self->transfer);
    self->transfer = NULL;
}

static int Lncp_caller_release(lua_State *L) {
    caller *self = lua_touserdata(L, 1);
    give_back(self);
    ncp_engine_free(self->engine);
    ncp_bytes_free(&self->headers);
    *self = (caller){0};
    return 0;
}

static void push_raw(lua_State *L, const char *name) {
    lua_pushstring(L, name);
    lua_rawget(L, 1);
}

/* The request's table keeps the string in place during the call. NULL: no such field. */
static const char *text_field(lua_State *L, const char *name, size_t *length) {
    push_raw(L, name);
    if (!lua_isnil(L, -1) && lua_type(L, -1) != LUA_TSTRING) luaL_error(L, "request.%s is not a string", name);
    const char *text = lua_tolstring(L, -1, length);
    lua_pop(L, 1);
    return text;
}

static bool flag_field(lua_State *L, const char *name) {
    push_raw(L, name);
    bool set = lua_toboolean(L, -1) != 0;
    lua_pop(L, 1);
    return set;
}

static lua_Number number_field(lua_State *L, const char *name, lua_Number otherwise) {
    push_raw(L, name);
    if (!lua_isnil(L, -1) && lua_type(L, -1) != LUA_TNUMBER) luaL_error(L, "request.%s is not a number", name);
    lua_Number number = lua_isnil(L, -1) ? otherwise : lua_tonumber(L, -1);
    lua_pop(L, 1);
    return number;
}
