#include "lncp.h"
#include "parts.h"
#include "uri.h"
#include "visible.h"

/* escape(text) → the text percent-encoded as RFC 3986 has it. */
static int Lncp_core_escape(lua_State *L) {
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    ncp_bytes *out = lncp_new_buffer(L);
    lncp_check_memory(L, ncp_uri_escape(out, text, length));
    lncp_push_bytes(L, out);
    return 1;
}

/* visible(text) → the text, of any bytes, as a person may be shown it: one line of
 * UTF-8, in which controls and characters that cannot be seen are escaped. */
static int Lncp_core_visible(lua_State *L) {
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    ncp_bytes *out = lncp_new_buffer(L);
    lncp_check_memory(L, ncp_visible_append(out, text, length));
    lncp_push_bytes(L, out);
    return 1;
}

LNCP_EXPORT int luaopen_ncp_core(lua_State *L);

LNCP_EXPORT int luaopen_ncp_core(lua_State *L) {
    static const luaL_Reg functions[] = {
        LNCP_FUNCTION(core, escape),
        LNCP_FUNCTION(core, visible),
        {NULL, NULL},
    };
    lncp_open_buffer(L);
    lua_newtable(L);
    lncp_set_functions(L, functions);
    lncp_open_secret(L);
    lncp_open_signer(L);
    lncp_open_sdk_signer(L);
    lncp_open_json(L);
    lncp_open_describe(L);
    lncp_open_endpoint(L);
    lncp_open_build(L);
    lncp_open_settle(L);
    lncp_open_fields(L);
    lncp_open_meta(L);
    lncp_open_system(L);
    lncp_open_process(L);
    lncp_open_journal(L);
    lncp_open_file(L);
    return 1;
}
