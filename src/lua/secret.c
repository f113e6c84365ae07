#include "lncp.h"
#include "parts.h"

#include <stdlib.h>
#include <string.h>

static const char secret_class[] = "ncp.Secret";

void lncp_push_secret(lua_State *L, const char *text, size_t length) {
    ncp_bytes *secret = lncp_new_object(L, secret_class, sizeof *secret);
    lncp_check_memory(L, ncp_bytes_append(secret, text, length));
}

const char *lncp_to_secret_text(lua_State *L, int index, size_t *length) {
    if (lua_type(L, index) == LUA_TSTRING) return lua_tolstring(L, index, length);
    const ncp_bytes *secret = lncp_test_userdata(L, index, secret_class);
    if (secret == NULL || secret->data == NULL) return NULL;
    *length = secret->length;
    return secret->data;
}

/* secret(text) → an ncp.Secret of it. The string itself stays in Lua's memory
 * until it is collected; only the copy is wiped. */
static int Lncp_secret_secret(lua_State *L) {
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    lncp_push_secret(L, text, length);
    return 1;
}

/* secret_from_env(name) → an ncp.Secret of the environment variable, or nil when
 * it is unset or empty. No Lua string is made of it. */
static int Lncp_secret_secret_from_env(lua_State *L) {
    const char *value = getenv(luaL_checkstring(L, 1));
    if (value == NULL || value[0] == '\0') return 0;
    lncp_push_secret(L, value, strlen(value));
    return 1;
}

/* secret:reveal() → the text as a string; raises once the secret is closed. */
static int Lncp_secret_reveal(lua_State *L) {
    const ncp_bytes *secret = luaL_checkudata(L, 1, secret_class);
    if (secret->data == NULL) return luaL_error(L, "this ncp.Secret is closed");
    lncp_push_bytes(L, secret);
    return 1;
}

static int release_secret(lua_State *L) {
    ncp_bytes_free(luaL_checkudata(L, 1, secret_class));
    return 0;
}

static int describe_secret(lua_State *L) {
    lua_pushliteral(L, "***");
    return 1;
}

void lncp_open_secret(lua_State *L) {
    static const luaL_Reg methods[] = {LNCP_FUNCTION(secret, reveal), {NULL, NULL}};
    static const luaL_Reg functions[] = {
        LNCP_FUNCTION(secret, secret),
        LNCP_FUNCTION(secret, secret_from_env),
        {NULL, NULL},
    };
    lncp_new_class(L, secret_class, methods, release_secret, describe_secret);
    lncp_set_functions(L, functions);
}
