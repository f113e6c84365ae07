#define _POSIX_C_SOURCE 200809L /* gethostname */
#include "lncp.h"
#include "parts.h"

#include <openssl/err.h>
#include <openssl/rand.h>
#include <stdint.h>
#include <unistd.h>

#include "clock.h"
#include "configure.h"
#include "configure_edit.h"
#include "flaw.h"
#include "text.h"

/* now() → milliseconds since 1970-01-01 UTC, a whole number. */
static int Lncp_system_now(lua_State *L) {
    lncp_push_integer(L, ncp_clock_wall_ms());
    return 1;
}

/* monotonic() → seconds since some fixed moment, for deadlines. */
static int Lncp_system_monotonic(lua_State *L) {
    lua_pushnumber(L, ncp_clock_monotonic());
    return 1;
}

/* sleep(seconds) blocks the process that long. */
static int Lncp_system_sleep(lua_State *L) {
    ncp_clock_sleep(luaL_checknumber(L, 1));
    return 0;
}

/* random() → a number from 0 up to but not including 1. Not math.random: the
 * seed of 5.1 to 5.3 is fixed, so all processes would retry in step. */
static int Lncp_system_random(lua_State *L) {
    uint32_t bits = 0;
    ERR_set_mark();
    int made = RAND_bytes((unsigned char *)&bits, sizeof bits);
    ERR_pop_to_mark();
    if (made != 1) return luaL_error(L, "OpenSSL has no random numbers to give");
    lua_pushnumber(L, bits / 4294967296.0);
    return 1;
}

/* pid() → the number of this process; another one after a fork. */
static int Lncp_system_pid(lua_State *L) {
    lncp_push_integer(L, getpid());
    return 1;
}

/* host_name() → what this machine calls itself; "localhost" where it does not say. */
static int Lncp_system_host_name(lua_State *L) {
    char name[256] = "";
    bool is_known = gethostname(name, sizeof name - 1) == 0 && name[0] != '\0';
    lua_pushstring(L, is_known ? name : "localhost");
    return 1;
}

/* nearest(name, names) → the entry of the list that is the fewest edits away, or
 * nil when none is near. */
static int Lncp_system_nearest(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    size_t count = lncp_length(L, 2);
    luaL_checkstack(L, (int)count + 4, "too many names");
    const char **names = lncp_new_userdata(L, (count + 1) * sizeof *names);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, 2, (int)i + 1);
        names[i] = lua_tostring(L, -1);
        luaL_argcheck(L, names[i] != NULL, 2, "a list of strings is expected");
    }
    names[count] = NULL;
    lua_pushstring(L, ncp_text_nearest(name, names));
    return 1;
}

static const char configure_class[] = "ncp.Configure";

static int release_configure(lua_State *L) {
    ncp_configure_free(luaL_checkudata(L, 1, configure_class));
    return 0;
}

static int describe_configure(lua_State *L) {
    lua_pushstring(L, configure_class);
    return 1;
}

/* Sets the field to what the profile says, a string or an ncp.Secret, and the one of its name in the table
 * at the top, where. */
static void push_setting(lua_State *L, const ncp_configure *configure, ncp_configure_setting setting,
                         const char *name) {
    const ncp_bytes *value = &configure->values[setting];
    if (value->length == 0) return;
    lua_pushinteger(L, configure->lines[setting]);
    lua_setfield(L, -2, name);
    if (setting == NCP_CONFIGURE_SECRET_KEY)
        lncp_push_secret(L, value->data, value->length);
    else
        lncp_push_bytes(L, value);
    lua_setfield(L, -3, name);
}

/* read_configure(path [, profile]) → { file_found =, profile_found =, profiles = text
 * with a line for each section, lines = { name = number }, and what the profile has of
 * access_key, secret_key (an ncp.Secret), api_url and site }; or nil and a message for a file that cannot
 * be read or is malformed. */
static int Lncp_system_read_configure(lua_State *L) {
    static const char *const names[] = {"access_key", "secret_key", "api_url", "site"};
    const char *path = luaL_checkstring(L, 1);
    const char *profile = luaL_optstring(L, 2, NULL);
    ncp_error error = {{0}};
    ncp_configure *configure = lncp_new_object(L, configure_class, sizeof *configure);
    if (!ncp_configure_read(configure, path, profile, &error)) return lncp_fail(L, error.message);
    lua_createtable(L, 0, 8);
    lua_pushboolean(L, configure->file_found);
    lua_setfield(L, -2, "file_found");
    lua_pushboolean(L, configure->profile_found);
    lua_setfield(L, -2, "profile_found");
    lncp_push_bytes(L, &configure->profiles);
    lua_setfield(L, -2, "profiles");
    lua_createtable(L, 0, NCP_CONFIGURE_SETTINGS);
    for (int i = 0; i < NCP_CONFIGURE_SETTINGS; i++) push_setting(L, configure, i, names[i]);
    lua_setfield(L, -2, "lines");
    return 1;
}

/* edit_configure(path, profile, access_key, secret_key) → the text, an ncp.Secret, of the file with this pair
 * in the profile (nil: the default one), and all else as it is; or nil and a message. */
static int Lncp_system_edit_configure(lua_State *L) {
    ncp_error error = {{0}};
    bool found;
    const char *path = luaL_checkstring(L, 1);
    ncp_configure_keys keys = {.profile = luaL_optstring(L, 2, NULL)};
    keys.access_key.start = luaL_checklstring(L, 3, &keys.access_key.length);
    keys.secret_key.start = lncp_to_secret_text(L, 4, &keys.secret_key.length);
    luaL_argcheck(L, keys.secret_key.start != NULL, 4, "a string or an open ncp.Secret is expected");
    ncp_bytes *before = lncp_new_buffer(L), *after = lncp_new_buffer(L);
    if (!ncp_configure_load(path, before, &found, &error) ||
        !ncp_configure_edit(&keys, ncp_slice_of(before), after, &error))
        return lncp_fail(L, error.message);
    lncp_push_secret(L, after->data, after->length);
    return 1;
}

/* flaw(text [, kind]) → nil, or why no text of the kind looks like this one, such as
 * "ends in a no-break space"; the text is a string or an ncp.Secret, the kind "key"
 * (when left out), "name" or "password". */
static int Lncp_system_flaw(lua_State *L) {
    static const char *const kinds[] = {"key", "name", "password", NULL};
    size_t length;
    const char *text = lncp_to_secret_text(L, 1, &length);
    luaL_argcheck(L, text != NULL, 1, "a string or an open ncp.Secret is expected");
    ncp_error flaw;
    if (!ncp_flaw_find(luaL_checkoption(L, 2, "key", kinds), text, length, &flaw)) return 0;
    lua_pushstring(L, flaw.message);
    return 1;
}

void lncp_open_system(lua_State *L) {
    static const luaL_Reg none[] = {{NULL, NULL}};
    static const luaL_Reg functions[] = {
        LNCP_FUNCTION(system, now),
        LNCP_FUNCTION(system, monotonic),
        LNCP_FUNCTION(system, sleep),
        LNCP_FUNCTION(system, random),
        LNCP_FUNCTION(system, pid),
        LNCP_FUNCTION(system, host_name),
        LNCP_FUNCTION(system, nearest),
        LNCP_FUNCTION(system, read_configure),
        LNCP_FUNCTION(system, flaw),
        LNCP_FUNCTION(system, edit_configure),
        {NULL, NULL},
    };
    lncp_new_class(L, configure_class, none, release_configure, describe_configure);
    lncp_set_functions(L, functions);
}
