#ifndef LNCP_PARTS_H
#define LNCP_PARTS_H

#include <lua.h>

/* The parts of the module ncp.core, for its root. Each registers its functions in the module
 * table on top of the stack. */
void lncp_open_secret(lua_State *L);
void lncp_open_signer(lua_State *L);
void lncp_open_sdk_signer(lua_State *L);
void lncp_open_json(lua_State *L);
void lncp_open_describe(lua_State *L);
void lncp_open_endpoint(lua_State *L);
void lncp_open_build(lua_State *L);
void lncp_open_settle(lua_State *L);
void lncp_open_fields(lua_State *L);
void lncp_open_meta(lua_State *L);
void lncp_open_system(lua_State *L);
void lncp_open_process(lua_State *L);
void lncp_open_journal(lua_State *L);
void lncp_open_file(lua_State *L);

#endif
