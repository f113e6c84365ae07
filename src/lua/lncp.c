#include "lncp.h"

#include <string.h>

void lncp_new_class(lua_State *L, const char *name, const luaL_Reg *methods, lua_CFunction release,
                    lua_CFunction describe) {
    luaL_newmetatable(L, name);
    lua_newtable(L);
    lncp_set_functions(L, methods);
    lua_pushcfunction(L, release);
    lua_setfield(L, -2, "close");
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, release);
    lua_setfield(L, -2, "__gc");
    lua_pushcfunction(L, release);
    lua_setfield(L, -2, "__close");
    lua_pushcfunction(L, describe);
    lua_setfield(L, -2, "__tostring");
    lua_pushstring(L, name);
    lua_setfield(L, -2, "__name");
    lua_pop(L, 1);
}

void *lncp_new_object(lua_State *L, const char *class_name, size_t size) {
    void *object = lncp_new_userdata(L, size);
    memset(object, 0, size);
    luaL_getmetatable(L, class_name);
    lua_setmetatable(L, -2);
    return object;
}

int lncp_fail(lua_State *L, const char *message) {
    lua_pushnil(L);
    lua_pushstring(L, message);
    return 2;
}

void lncp_push_bytes(lua_State *L, const ncp_bytes *bytes) {
    lua_pushlstring(L, bytes->length > 0 ? bytes->data : "", bytes->length);
}

int lncp_push_holder(lua_State *L, const char *class_name, const ncp_bytes *access_key) {
    lua_pushstring(L, class_name);
    lua_pushliteral(L, "(");
    if (access_key->data != NULL)
        lncp_push_bytes(L, access_key);
    else
        lua_pushliteral(L, "closed");
    lua_pushliteral(L, ")");
    lua_concat(L, 4);
    return 1;
}

void lncp_check_memory(lua_State *L, bool had_enough) {
    if (!had_enough) luaL_error(L, "not enough memory");
}

static const char buffer_class[] = "ncp.Buffer";

static int release_buffer(lua_State *L) {
    ncp_bytes_free(luaL_checkudata(L, 1, buffer_class));
    return 0;
}

static int describe_buffer(lua_State *L) {
    lua_pushstring(L, buffer_class);
    return 1;
}

ncp_bytes *lncp_new_buffer(lua_State *L) { return lncp_new_object(L, buffer_class, sizeof(ncp_bytes)); }

void lncp_open_buffer(lua_State *L) {
    static const luaL_Reg none[] = {{NULL, NULL}};
    lncp_new_class(L, buffer_class, none, release_buffer, describe_buffer);
}
