/* ncp.curl when memory runs out: a Lua state opens the module and makes calls
 * while all allocations fail from the k-th on, for k = 0, 1, 2 … until none is
 * refused: those of Lua, our own (through the linker's --wrap) and libcurl's.
 * Nothing may crash or hang, and nothing may be left when the state is closed. */
#define _XOPEN_SOURCE 700
#include <curl/curl.h>
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include "allocator.h"
#include "http_server.h"

int luaopen_ncp_curl(lua_State *L);

static const char calls[] = "local curl, origin = ... "
                            "local function wait_for(request)"
                            "  local began, message, failure = curl.start(request)"
                            "  if not began then return nil, message, failure end"
                            "  repeat local finished = curl.poll(1) until finished[1] == request"
                            "  return request.response, request.message, request.failure "
                            "end "
                            "local function call(request, send)"
                            "  request.origin, request.timeout = origin, 20"
                            "  request.headers = { ['X-Name'] = 'value', ['X-Empty'] = '' }"
                            "  local response, message, failure = (send or curl.send)(request)"
                            "  if response then return response.body end"
                            "  assert(type(message) == 'string' and type(failure.kind) == 'string')"
                            "end "
                            "local first = call { method = 'GET', target = '/first' }"
                            "local second = call { method = 'DELETE', target = '/second' }"
                            "local third = call({ method = 'GET', target = '/third' }, wait_for)"
                            "call { method = 'GET', target = 'refused' }"
                            "call({ method = 'GET', target = 'refused' }, wait_for)"
                            "return first and first == second and first == third";

static char *duplicate(const char *text) {
    size_t size = strlen(text) + 1;
    char *copy = __wrap_malloc(size);
    return copy == NULL ? NULL : memcpy(copy, text, size);
}

static int load_calls(lua_State *L) {
    luaL_openlibs(L);
    if (luaL_loadstring(L, calls) != 0) return lua_error(L);
    return 1;
}

static int open_and_call(lua_State *L) {
    lua_pushcfunction(L, luaopen_ncp_curl);
    lua_call(L, 0, 1);
    lua_pushvalue(L, 1);
    lua_insert(L, -2);
    lua_pushvalue(L, 2);
    lua_call(L, 2, 1);
    return 1;
}

/* Returns whether both calls went over one connection, or memory was refused meanwhile. */
static bool run(const char *origin, long allocations) {
    long before = live_blocks;
    lua_State *L = lua_newstate(allocate_for_lua, NULL);
    lua_pushcfunction(L, open_and_call);
    lua_pushcfunction(L, load_calls);
    lua_call(L, 0, 1);
    lua_pushstring(L, origin);
    refused = false;
    allocations_left = allocations;
    bool done = lua_pcall(L, 2, 1, 0) == 0 && lua_toboolean(L, -1);
    lua_close(L);
    allocations_left = LONG_MAX;
    CHECK(live_blocks == before);
    return done || refused;
}

int main(void) {
    http_server server = {0};
    char origin[64];
    if (!CHECK(http_server_start(&server, NULL))) return check_finish();
    (void)snprintf(origin, sizeof origin, "http://127.0.0.1:%d", server.port);
    curl_global_init_mem(CURL_GLOBAL_DEFAULT, __wrap_malloc, __wrap_free, __wrap_realloc, duplicate,
                         __wrap_calloc);
    refused = true;
    for (long k = 0; refused; k++)
        if (!CHECK(run(origin, k))) break;
    http_server_stop(&server);
    return check_finish();
}
