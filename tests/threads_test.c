/* Eight threads, each with a Lua state of its own: they sign, check arguments, make calls one by one and
 * several at once, and close the state while calls are under way. Built with ThreadSanitizer, which ends the
 * test when two threads share what they should not.
 *
 *     threads_test [ROUNDS]    how many states each thread uses, one after another */
#define _XOPEN_SOURCE 700
#include <curl/curl.h>
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <pthread.h>

#include "http_server.h"

int luaopen_ncp_core(lua_State *L);
int luaopen_ncp_curl(lua_State *L);
int luaopen_ncp_leak(lua_State *L);

enum { THREADS = 8, USUAL_ROUNDS = 4 };

/* Gets the three modules and the origin of the server. Ends with calls under way. */
static const char script[] =
    "local core, curl, leak, origin = ... "
    "local signer = assert(core.signer('access', core.secret('secret'))) "
    "local endpoint = core.endpoint { id = core.describe('subaccount', 'update').id, method = 'PUT',"
    "  operation = 'subaccount.update', origin = origin } "
    "local request = core.request(endpoint, nil, '2b141960-1111-2222-3333-246e9659184c', { name = 'test' }) "
    "assert(request:sign(signer, core.now()) and request:fields().body:find('test', 1, true)) "
    "local date = core.sdk_date(1735689600000) "
    "local sdk_signer = assert(core.sdk_signer('access', 'secret', 'access')) "
    "assert(sdk_signer:authorization('GET', '/', { Host = 'a', ['X-Sdk-Date'] = date }, '', date)) "
    "assert(core.random() < 1 and #core.sha256('') == 64) "
    "local recogniser = leak.recogniser(1e6) "
    "recogniser:feed('key ncp_iam_EXAMPLEACCESSKEY0001 in a text') "
    "recogniser:finish() "
    "assert(#recogniser:listed() == 1) "
    "local function new_call(target)"
    "  return core.request_from({ method = 'GET', origin = origin, target = target, headers = {} }) "
    "end "
    "for i = 1, 5 do"
    "  local body, meta = curl.send(new_call('/' .. i), 60)"
    "  assert(body, meta)"
    "  assert(meta.headers['x-target'] == '/' .. i) "
    "end "
    "for i = 1, 8 do curl.start(new_call('/many' .. i), 60, i) end "
    "local back = 0 "
    "while back < 8 do"
    "  for _ = 1, curl.poll(1) do"
    "    local waker, number = curl.next()"
    "    local body, meta = curl.take(number)"
    "    assert(body, meta)"
    "    assert(meta.headers['x-target'] == '/many' .. waker)"
    "    back = back + 1"
    "  end "
    "end "
    "for i = 1, 4 do curl.start(new_call('/left' .. i), 60, i) end "
    "curl.poll(0)";

typedef struct work {
    const char *origin;
    long rounds, done;
} work;

static int run_script(lua_State *L) {
    static const lua_CFunction openers[] = {luaopen_ncp_core, luaopen_ncp_curl, luaopen_ncp_leak};
    luaL_openlibs(L);
    if (luaL_loadstring(L, script) != 0) return lua_error(L);
    for (int i = 0; i < 3; i++) {
        lua_pushcfunction(L, openers[i]);
        lua_call(L, 0, 1);
    }
    lua_pushvalue(L, 1);
    lua_call(L, 4, 0);
    return 0;
}

static bool use_state(const char *origin) {
    lua_State *L = luaL_newstate();
    if (L == NULL) return false;
    lua_pushcfunction(L, run_script);
    lua_pushstring(L, origin);
    bool well = lua_pcall(L, 1, 0, 0) == 0;
    if (!well) (void)fprintf(stderr, "%s\n", lua_tostring(L, -1));
    lua_close(L);
    return well;
}

static void *run(void *data) {
    work *work = data;
    while (work->done < work->rounds && use_state(work->origin)) work->done++;
    return NULL;
}

int main(int argc, char **argv) {
    http_server server = {0};
    pthread_t threads[THREADS];
    work works[THREADS];
    char origin[64];
    long rounds = argc > 1 ? strtol(argv[1], NULL, 10) : USUAL_ROUNDS;
    if (!CHECK(http_server_start(&server, NULL))) return check_finish();
    (void)snprintf(origin, sizeof origin, "http://127.0.0.1:%d", server.port);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    for (int i = 0; i < THREADS; i++) {
        works[i] = (work){.origin = origin, .rounds = rounds};
        if (!CHECK(pthread_create(&threads[i], NULL, run, &works[i]) == 0)) return check_finish();
    }
    for (int i = 0; i < THREADS; i++) {
        CHECK(pthread_join(threads[i], NULL) == 0);
        CHECK(works[i].done == rounds);
    }
    http_server_stop(&server);
    return check_finish();
}
