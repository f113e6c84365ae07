/* ncp.curl when memory runs out. Calls are made while some allocations are refused, the
 * k-th and those after it, for k = 0, 1, 2 … until none is: those of Lua, our own (through
 * the linker's --wrap) and libcurl's. Nothing may crash or hang; every call that began is
 * handed back, with its own answer or a failure; with memory again the same state goes on
 * as if nothing had been; and nothing may be left when it is closed. */
#define _XOPEN_SOURCE 700
#include <curl/curl.h>
#include <lauxlib.h>
#include <limits.h>
#include <lua.h>
#include <lualib.h>
#include <sys/stat.h>
#include <time.h>

#include "allocator.h"
#include "folder.h"
#include "http_server.h"
#include "registered.h"

int luaopen_ncp_core(lua_State *L);
int luaopen_ncp_curl(lua_State *L);

/* Returns two functions. `use()` makes calls, several under way at once. `recover()` ends
 * what that has left under way and uses the module again; it returns what was not as it
 * should be. */
static const char script[] =
    "local core, curl, origin, ca_file = ... "
    "local PATIENCE = 300 " /* seconds: under Valgrind on a busy machine */
    "local calls, fault = {}, nil "
    "local function new_call(target, to, proxy)"
    "  local headers = { ['X-Name'] = 'value', ['X-Empty'] = '' }"
    "  local fields = { method = 'GET', origin = to or origin, target = target, headers = headers,"
    "    ca_file = ca_file, proxy = proxy }"
    "  return { target = target, request = core.request_from(fields) } "
    "end "
    "for i = 1, 4 do calls[i] = new_call('/' .. i) end "
    "local sent, refused = new_call('/sent'), new_call('/refused', 'https://[no host]') "
    "local proxied = new_call('/proxied', 'https://127.0.0.1:1', 'http://user:password@127.0.0.1:1') "
    "local function check(call, body, meta, failure)"
    "  if body then"
    "    if meta.headers['x-target'] ~= call.target then fault = 'the answer of another call' end"
    "  else"
    "    if type(meta) ~= 'string' or type(failure.kind) ~= 'string' then fault = 'no failure' end"
    "    call.failed = true"
    "  end "
    "end "
    "local function start(call)"
    "  call.failed = false"
    "  call.began = curl.start(call.request, PATIENCE, call) ~= nil "
    "end "
    "local function is_under_way()"
    "  for _, call in ipairs(calls) do if call.began then return true end end "
    "  return refused.began "
    "end "
    "local function take_next()"
    "  local call, number = curl.next()"
    "  if not call.began then fault = 'a call that had not begun, or was back' end"
    "  call.began = false"
    "  check(call, curl.take(number)) "
    "end "
    "local function finish()"
    "  local idle = 0 "
    "  while is_under_way() do"
    "    local count = curl.poll(1)"
    "    idle = count == 0 and idle + 1 or 0"
    "    if idle > PATIENCE then fault = 'a call that is not handed back' return end"
    "    for _ = 1, count do take_next() end "
    "  end "
    "end "
    "local function ask()"
    "  assert(curl.fd() == nil or curl.fd() > 0)"
    "  curl.alarm(1)"
    "  curl.alarm(math.huge)"
    "  local wanted, stats = curl.timeout(), curl.stats()"
    "  if wanted and wanted < 0 or stats.requests < stats.connects or curl.version() == '' then"
    "    fault = 'no sensible answer'"
    "  end "
    "end "
    "local function use()"
    "  for _, call in ipairs(calls) do start(call) end "
    "  start(refused)"
    "  sent.failed = false"
    "  check(sent, curl.send(sent.request, PATIENCE))"
    "  if not ca_file then check(proxied, curl.send(proxied.request, PATIENCE)) end "
    "  finish()"
    "  ask() "
    "end "
    "local function recover()"
    "  finish()"
    "  use()"
    "  if not refused.failed then fault = 'an answer of no host' end "
    "  if sent.failed then fault = 'a failure of send with memory to spare' end "
    "  for _, call in ipairs(calls) do"
    "    if call.failed then fault = 'a failure with memory to spare' end "
    "  end "
    "  return fault "
    "end "
    "return use, recover";

static char *duplicate(const char *text) {
    size_t size = strlen(text) + 1;
    char *copy = __wrap_malloc(size);
    return copy == NULL ? NULL : memcpy(copy, text, size);
}

static int load_script(lua_State *L) {
    luaL_openlibs(L);
    if (luaL_loadstring(L, script) != 0) return lua_error(L);
    return 1;
}

/* open(script, origin, ca_file) → use, recover */
static int open_module(lua_State *L) {
    lua_pushvalue(L, 1);
    lua_pushcfunction(L, luaopen_ncp_core);
    lua_call(L, 0, 1);
    lua_pushcfunction(L, luaopen_ncp_curl);
    lua_call(L, 0, 1);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, 3);
    lua_call(L, 4, 2);
    return 2;
}

static int open_and_use(lua_State *L) {
    open_module(L);
    lua_pushvalue(L, -2);
    lua_call(L, 0, 0);
    return 2;
}

typedef struct server_at {
    char origin[64];
    const char *ca_file;
} server_at;

/* A state with the script at index 1. */
static lua_State *new_state(void) {
    lua_State *L = lua_newstate(allocate_for_lua, NULL);
    lua_pushcfunction(L, load_script);
    lua_call(L, 0, 1);
    return L;
}

/* What takes memory on the way to a call of one of the two functions above. */
static void prepare(lua_State *L, lua_CFunction open, const server_at *server) {
    lua_settop(L, 1);
    lua_pushcfunction(L, open);
    lua_pushvalue(L, 1);
    lua_pushstring(L, server->origin);
    lua_pushstring(L, server->ca_file);
}

/* Leaves `use` and `recover`. */
static bool open_with(lua_State *L) { return lua_pcall(L, 3, 2, 0) == 0; }

/* With `use` and `recover` at the top: whether the state can be used, and nothing was wrong. */
static bool recovers(lua_State *L) {
    lua_pushvalue(L, -1);
    bool well = lua_pcall(L, 0, 1, 0) == 0 && lua_isnil(L, -1);
    if (!well) (void)fprintf(stderr, "%s\n", lua_tostring(L, -1));
    lua_pop(L, 1);
    return well;
}

/* Without memory for an address libcurl looks it up as a name, in a thread, which ends, and frees what it
 * has, after the state perhaps. */
static void wait_for_lookups(void) {
    const struct timespec moment = {.tv_nsec = 1000000};
    struct stat threads;
    while (stat("/proc/self/task", &threads) == 0 && threads.st_nlink > 3) (void)nanosleep(&moment, NULL);
}

/* The whole life of a state, from loading the module on. Each opens connections, which takes a while. */
static bool run_fresh(const server_at *server, long after, long length) {
    long before = live_blocks;
    lua_State *L = new_state();
    prepare(L, open_and_use, server);
    order_shortage(after, length);
    bool done = open_with(L);
    end_shortage();
    prepare(L, open_module, server);
    CHECK(open_with(L) && recovers(L));
    lua_close(L);
    wait_for_lookups();
    CHECK(live_blocks == before);
    return done || refused;
}

/* `apart`: how many allocations apart are those refused. */
static void sweep_fresh_states(const server_at *server, long apart) {
    for (int i = 0; i < SHORTAGES; i++) {
        refused = true;
        for (long k = 0; refused; k += apart)
            if (!CHECK(run_fresh(server, k, shortages[i]))) return;
    }
}

static bool run_used(lua_State *L, long after, long length) {
    set_collector(L, length);
    lua_pushvalue(L, -2);
    order_shortage(after, length);
    bool done = lua_pcall(L, 0, 0, 0) == 0;
    end_shortage();
    (void)lua_gc(L, LUA_GCCOLLECT, 0);
    if (!done) lua_pop(L, 1);
    return (done || refused) && CHECK(recovers(L));
}

/* One state all the time, which mostly has its connections. */
static void sweep_used_state(const server_at *server, int collector_pause) {
    long before = live_blocks;
    lua_State *L = new_state();
    (void)lua_gc(L, LUA_GCSETPAUSE, collector_pause);
    prepare(L, open_module, server);
    bool well = CHECK(open_with(L) && recovers(L));
    for (int i = 0; well && i < SHORTAGES; i++) {
        refused = true;
        for (long k = 0; well && refused; k += sweep_step) well = CHECK(run_used(L, k, shortages[i]));
    }
    lua_close(L);
    wait_for_lookups();
    CHECK(live_blocks == before);
}

/* That no function of the module is left out of it all. */
static void check_that_all_are_swept(const server_at *server) {
    lua_State *L = new_state();
    registered_watch(L);
    prepare(L, open_module, server);
    CHECK(open_with(L) && recovers(L));
    lua_pushcfunction(L, luaopen_ncp_curl);
    lua_call(L, 0, 1);
    registered_check_table(L, "ncp.curl");
    lua_close(L);
}

static bool start(http_server *server, server_at *at, const char *scheme, const char *certificate) {
    at->ca_file = certificate;
    bool started = http_server_start(server, certificate);
    (void)snprintf(at->origin, sizeof at->origin, "%s://127.0.0.1:%d", scheme, server->port);
    return CHECK(started);
}

int main(int argc, char **argv) {
    read_sweep_step(argc, argv);
    static const char certificate[] = "certificate.pem";
    http_server plain = {0}, secure = {0};
    server_at plain_at, secure_at;
    char folder[PATH_MAX];
    if (!CHECK(folder_enter(folder, sizeof folder))) return check_finish();
    if (!start(&plain, &plain_at, "http", NULL) || !start(&secure, &secure_at, "https", certificate))
        return check_finish();
    curl_global_init_mem(CURL_GLOBAL_DEFAULT, __wrap_malloc, __wrap_free, __wrap_realloc, duplicate,
                         __wrap_calloc);
    check_that_all_are_swept(&plain_at);
    sweep_fresh_states(&plain_at, sweep_step);
    sweep_fresh_states(&secure_at, 61 * sweep_step);
    sweep_used_state(&secure_at, 200);
    sweep_used_state(&secure_at, 0);
    http_server_stop(&plain);
    http_server_stop(&secure);
    CHECK(unlink(certificate) == 0);
    folder_leave(folder);
    return check_finish();
}
