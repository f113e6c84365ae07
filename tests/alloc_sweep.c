/* The binding when memory runs out. Each scenario is run in a fresh Lua state while some
 * allocations are refused, the k-th and those after it, for k = 0, 1, 2 … until none is:
 * those of Lua, our own (through the linker's --wrap) and OpenSSL's. Nothing may crash; with
 * memory again the same state does all of it; and nothing may be left when it is closed. */
#define _XOPEN_SOURCE 700
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <openssl/crypto.h>

#include "allocator.h"
#include "folder.h"
#include "registered.h"

int luaopen_ncp_core(lua_State *L);
int luaopen_ncp_leak(lua_State *L);

/* Every scenario is the body of a function; `core` and `leak` are there. Its outer part runs with
 * memory to spare and returns the function that is swept. */
typedef struct scenario {
    const char *name;
    const char *text;
} scenario;

#define ENDPOINT                                                                                             \
    "local endpoint = core.endpoint { id = core.describe('subaccount', 'update').id, method = 'PUT',"        \
    "  operation = 'subaccount.update', origin = 'https://example.com', headers = { 'accept', "              \
    "'application/json' } } "

static const scenario scenarios[] = {
    {"signer", "return function()"
               "  local signer = assert(core.signer('access', core.secret('secret')))"
               "  assert(#signer:signature('GET', '/', 1700000000000) == 44)"
               "  assert(signer:access_key() == 'access' and #signer:code('message') == 44)"
               "  assert(tostring(signer):find('access', 1, true))"
               "  signer:close()"
               "end"},
    {"sdk_signer", "return function()"
                   "  local date = core.sdk_date(1735689600000)"
                   "  for _, form in ipairs({ 'access', 'scoped' }) do"
                   "    local signer = assert(core.sdk_signer('access', core.secret('secret'), form))"
                   "    local headers = { Host = 'iam.example.com', ['X-Sdk-Date'] = date }"
                   "    assert(signer:authorization('PUT', '/v3?a=b', headers, '{}', date))"
                   "    assert(tostring(signer):find('access', 1, true) and signer:access_key() == 'access')"
                   "    signer:close()"
                   "  end "
                   "end"},
    {"headers", "return function()"
                "  local signer = assert(core.signer('access', 'secret'))"
                "  local headers = signer:headers('GET', '/', 1700000000000)"
                "  assert(#headers['x-ncp-apigw-signature-v2'] == 44)"
                "end"},
    {"digests", "return function()"
                "  assert(core.sha256(''):find('^e3b0c442'))"
                "  assert(#core.hmac(core.secret('key'), 'message') == 44)"
                "  assert(core.random() < 1)"
                "end"},
    {"process", "return function()"
                "  local process = assert(core.process.open())"
                "  assert(process:start({ 'cat' }, 'output', core.secret('text')))"
                "  local event, status = process:wait(60)"
                "  assert(event == 'exited' and status == 0 and process:unread() == 0)"
                "  assert(not process:start({ 'no such program' }) or process:wait(60))"
                "  assert(tostring(process):find('child', 1, true))"
                "  process:stop(0)"
                "  process:close()"
                "  assert(core.process.free_port() > 0)"
                "end"},
    {"secret", "return function()"
               "  local secret = core.secret('x')"
               "  assert(tostring(secret) == '***' and secret:reveal() == 'x')"
               "  assert(core.secret_from_env('HOME'))"
               "  secret:close()"
               "  assert(not pcall(secret.reveal, secret))"
               "end"},
    {"json", "return function()"
             "  local value = { b = { 1, true, 'text' }, a = core.array({}), c = {} }"
             "  assert(core.json(value) == '{\"a\":[],\"b\":[1,true,\"text\"],\"c\":{}}')"
             "end"},
    {"escape", "return function() assert(core.escape(('a b'):rep(200)):find('a%20b', 1, true)) end"},
    {"visible", "return function() assert(core.visible(('a\\27'):rep(200)):find('a\\\\x1ba', 1, true)) end"},
    {"nearest", "return function() assert(core.nearest('lst', { 'get', 'list' }) == 'list') end"},
    {"files",
     "return function()"
     "  assert(core.write_file('configure', 'ncloud_access_key_id = A\\nncloud_secret_access_key = S\\n'))"
     "  local found = assert(core.read_configure('configure'))"
     "  assert(found.access_key == 'A' and found.secret_key:reveal() == 'S')"
     "  assert(core.edit_configure('configure', 'other', 'A', core.secret('S')))"
     "  assert(not core.read_configure('.'))"
     "  assert(#core.read_file('configure', 1000) > 0 and not core.read_file('configure', 1))"
     "  assert(core.flaw('a ') == 'ends in a space' and not core.flaw(found.secret_key))"
     "  assert(not core.write_file('none/file', 'x'))"
     "  os.remove('new')"
     "  local reserved = assert(core.reserve_file('new', 100, true))"
     "  assert(core.check_file('new', true) and not core.is_same_file('new', 'configure'))"
     "  assert(not core.reserve_file('new', 100) and tostring(reserved):find('open', 1, true))"
     "  assert(reserved:fill('x') and not core.check_file('new', true))"
     "end"},
    {"system", "return function()"
               "  core.sleep(0)"
               "  assert(core.now() > 0 and core.monotonic() > 0)"
               "  assert(core.pid() > 0 and #core.host_name() > 0)"
               "end"},
    {"folders",
     "return function()"
     "  assert(core.make_folder('folder') and not core.make_folder('none/folder'))"
     "  assert(core.read_input('input', 1000):find('line', 1, true) and not core.read_input('folder', 1))"
     "  local reserved = assert(core.reserve_file('folder/file', 100, true))"
     "  assert(reserved:make_private())"
     "  reserved:close()"
     "end"},
    {"streams", "return function()"
                "  core.process.hold_streams()"
                "  core.process.end_on_interrupt()"
                "  assert(not core.process.terminal(0) and io.stdin:seek('set') == 0)"
                "  assert(core.process.read_line() == 'line')"
                "  assert(core.process.read_line(true):reveal() == 'secret')"
                "  assert(not core.process.read_line() and not core.process.read_line())"
                "end"},
    /* Their objects serve functions of C and never come into the hands of Lua. */
    {"inner classes", "local classes = debug.getregistry() "
                      "return function()"
                      "  for _, name in ipairs({ 'ncp.Buffer', 'ncp.Configure', 'ncp.Folder' }) do"
                      "    assert(not pcall(classes[name].__close))"
                      "    assert(classes[name].__tostring() == name)"
                      "  end "
                      "end"},
    {"journal", "return function()"
                "  local journal = assert(core.open_journal('journal'))"
                "  assert(journal:append('line\\n') and journal:cut(0))"
                "  assert(not core.open_journal('journal'))"
                "  assert(tostring(journal):find('open', 1, true))"
                "  journal:close()"
                "end"},
    {"describe", "return function()"
                 "  assert(core.describe().services.subaccount)"
                 "  assert(core.describe('subaccount', 'update').id)"
                 "end"},
    {"request", ENDPOINT
     "return function()"
     "  local request, options = core.request(endpoint, nil, '2b141960-1111-2222-3333-246e9659184c', {"
     "    name = 'test', email = 'email@ncloud.com', memo = ('test '):rep(60), isMfaMandatory = false,"
     "    useConsolePermitIp = true, consolePermitIps = { '192.0.2.1', '192.0.2.0/24' },"
     "    useApiAllowSource = true, apiAllowSources = { { type = 'IP', source = '192.0.2.0/24' } } },"
     "    { timeout = 1 })"
     "  assert(options.timeout == 1 and request:sign(core.signer('access', 'secret'), 1700000000000))"
     "  local fields = core.unpack_request(request:pack()):fields()"
     "  assert(fields.body:find('\"name\":\"test\"', 1, true) and fields.headers.accept == "
     "'application/json')"
     "  assert(#fields.headers['x-ncp-apigw-signature-v2'] == 44)"
     "  fields = core.request_from(fields):fields()"
     "  assert(fields.method == 'PUT' and tostring(request) == 'ncp.Request(subaccount.update)')"
     "  request:carry('traceparent', 'x')"
     "  assert(request:add('X-Name', core.secret('value')) and request:fields().headers['X-Name'] == 'value')"
     "  request:rewind()"
     "  assert(request:fields().headers.traceparent == 'x' and not request:fields().headers['X-Name'])"
     "  assert(not request:is_anonymous())"
     "  request:close()"
     "end"},
    {"endpoint", ENDPOINT "return function()"
                          "  local request = endpoint:request('/path?a=b', '{}')"
                          "  assert(request:fields().target == '/path?a=b')"
                          "  assert(tostring(endpoint) == 'ncp.Endpoint(subaccount.update)')"
                          "  assert(not pcall(endpoint.request, endpoint, 'a b'))"
                          "  core.endpoint({ method = 'GET', headers = { 'a', 'b' } }):close()"
                          "end"},
    {"meta", "return function()"
             "  local meta = core.meta(200, 'x-request-id:1\\nvary:a\\nvary:b\\n')"
             "  assert(meta.status == 200 and meta.request_id == '1' and meta.headers.vary == 'a, b')"
             "  assert(meta.reused == nil)"
             "end"},
    {"refused", ENDPOINT "return function()"
                         "  local target, message, path = core.request(endpoint, nil, 'x',"
                         "    { name = 'test', apiAllowSources = { { type = 'WRONG', source = 'x' } } })"
                         "  assert(target == nil and message and path == 'apiAllowSources[0].type')"
                         "  assert(core.request(endpoint, nil, 'x', { nane = 'test' }) == false)"
                         "  assert(core.request(endpoint, nil) == false)"
                         "end"},
    {"settle",
     "local list, create = core.describe('subaccount', 'list').id, core.describe('accesskey', 'create').id "
     "local get = core.describe('subaccount', 'get').id "
     "return function()"
     "  local page = { page = 0, totalPages = '1', items = { { subAccountId = 'a', subAccountNo = '16001' } "
     "} }"
     "  assert(core.settle(list, 200, nil, '{', page).items[1].subAccountNo == 16001)"
     "  local key = core.settle(create, 201, {}, '{', { accessKey = 'K', keySecret = 's' })"
     "  assert(key.keySecret:reveal() == 's')"
     "  local out, message = core.settle(get, 200, nil, '{', { subAccountId = 'a', name = 'n', groups = { 5 "
     "} })"
     "  assert(not out and message:find('groups[0] of the answer is a number', 1, true))"
     "  assert(core.settle(get, 404, nil, '{', { errorCode = 30 }) == false)"
     "end"},
    {"decoded", "return function()"
                "  assert(not core.json_fault('[1]') and core.json_fault('[1e999]'))"
                "  assert(core.whole_numbers({ { 5.0 } })[1][1] == 5)"
                "end"},
    {"leak",
     "local gzip = '\\031\\139\\008\\000\\000\\000\\000\\000\\002\\003\\115\\141\\112\\244\\013"
     "\\240\\113\\117\\116\\118\\118\\013\\014\\246\\118\\141\\052\\048\\048\\048"
     "\\003\\000\\042\\028\\169\\182\\020\\000\\000\\000' "
     "local blanks = (' '):rep(65338) "
     "return function()"
     "  leak.recogniser(1):finish()"
     "  local other = leak.recogniser(1e6)"
     "  other:feed('EXAMPLEACCESSKEY0002')"
     "  other:finish()"
     "  local recogniser = leak.recogniser(1e6)"
     "  recogniser:feed('xEXAMPLEACCESSKEY0004 key EXAMPLEACCESSKEY0002 \\\\u0041XAMPLEACCESSKEY0003 ')"
     "  recogniser:feed('\\n: bmNwX2lhbV9FWEFNUExFQUNDRVNTS0VZMDAwMQ== "
     "H4sIAAAAAAACA3ONcPQN8HF1dHZ2DQ72do00MDAwAwAqHKm2FAAAAA==')"
     "  recogniser:feed(blanks .. gzip:sub(1, 25))" /* the block ends here */
     "  recogniser:feed(gzip:sub(26))"
     "  recogniser:finish()"
     "  recogniser:know({ 'EXAMPLEACCESSKEY0005' })"
     "  local listed = recogniser:listed()"
     "  assert(#listed == 4 and listed[1].encoding == 'base64, gzip' and listed[4].encoding == 'base64')"
     "  assert(recogniser:find('EXAMPLEACCESSKEY0004').column == 2)"
     "  assert(recogniser:counts().texts == 1 and tostring(recogniser) == 'ncp.Recogniser')"
     "  recogniser:close()"
     "  assert(leak.folder('.')[1].kind and leak.kind('.') == 'folder' and not leak.folder('none'))"
     "  assert(leak.matches('*.c', 'a.c'))"
     "end"},
    {"misuse", "return function()"
               "  assert(not pcall(core.request, 1e6))"
               "  assert(not core.json(print))"
               "  assert(not pcall(core.signer))"
               "  assert(not pcall(core.settle, 1e6, 200))"
               "  assert(not core.signer('', ''))"
               "end"},
};

enum { SCENARIOS = sizeof scenarios / sizeof *scenarios };

/* What OpenSSL keeps for later is its own affair, so its blocks are not counted. */
static void *allocate_for_openssl(size_t size, const char *file, int line) {
    (void)file;
    (void)line;
    return size > 0 && may_allocate() ? __real_malloc(size) : NULL;
}

static void *reallocate_for_openssl(void *block, size_t size, const char *file, int line) {
    (void)file;
    (void)line;
    return may_allocate() ? __real_realloc(block, size) : NULL;
}

static void free_for_openssl(void *block, const char *file, int line) {
    (void)file;
    (void)line;
    __real_free(block);
}

static int run_outer_part(lua_State *L) {
    const scenario *scenario = lua_touserdata(L, 1);
    luaL_openlibs(L);
    lua_pushcfunction(L, luaopen_ncp_core);
    lua_call(L, 0, 1);
    lua_setglobal(L, "core");
    lua_pushcfunction(L, luaopen_ncp_leak);
    lua_call(L, 0, 1);
    lua_setglobal(L, "leak");
    if (luaL_loadstring(L, scenario->text) != 0) return lua_error(L);
    lua_call(L, 0, 1);
    return 1;
}

/* A new state with the function of a scenario on its stack, or NULL. */
static lua_State *prepare(const scenario *scenario) {
    lua_State *L = lua_newstate(allocate_for_lua, NULL);
    if (L == NULL) return NULL;
    lua_pushcfunction(L, run_outer_part);
    lua_pushlightuserdata(L, (void *)scenario);
    if (lua_pcall(L, 1, 1, 0) == 0) return L;
    (void)fprintf(stderr, "%s: %s\n", scenario->name, lua_tostring(L, -1));
    lua_close(L);
    return NULL;
}

/* With memory to spare, in a state that went short of it: whether it does all of the scenario. */
static bool recovers(lua_State *L, const scenario *scenario) {
    (void)lua_gc(L, LUA_GCCOLLECT, 0);
    lua_pushvalue(L, 1);
    bool well = lua_pcall(L, 0, 0, 0) == 0;
    if (!well) (void)fprintf(stderr, "%s afterwards: %s\n", scenario->name, lua_tostring(L, -1));
    return well;
}

/* Returns whether the scenario was done, or memory was refused meanwhile. */
static bool run(const scenario *scenario, long after, long length) {
    long before = live_blocks;
    lua_State *L = prepare(scenario);
    if (L == NULL) return false;
    set_collector(L, length);
    lua_pushvalue(L, 1);
    order_shortage(after, length);
    bool done = lua_pcall(L, 0, 0, 0) == 0;
    end_shortage();
    if (!done && !refused) (void)fprintf(stderr, "%s: %s\n", scenario->name, lua_tostring(L, -1));
    CHECK(recovers(L, scenario));
    lua_close(L);
    CHECK(live_blocks == before);
    return done || refused;
}

static void sweep(const scenario *scenario) {
    for (int i = 0; i < SHORTAGES; i++) {
        refused = true;
        for (long k = 0; refused; k += sweep_step)
            if (!CHECK(run(scenario, k, shortages[i]))) return;
    }
}

/* Collecting all the time brings to light what is used after it was given back. */
static void run_with_eager_collector(const scenario *scenario) {
    lua_State *L = prepare(scenario);
    if (!CHECK(L != NULL)) return;
    (void)lua_gc(L, LUA_GCSETPAUSE, 0);
    (void)lua_gc(L, LUA_GCSETSTEPMUL, 1000);
    registered_watch(L);
    CHECK(lua_pcall(L, 0, 0, 0) == 0);
    lua_close(L);
}

/* After all scenarios: that no function of the modules was left out. */
static int check_registered(lua_State *L) {
    lua_pushcfunction(L, luaopen_ncp_core);
    lua_call(L, 0, 1);
    registered_check_table(L, "ncp.core");
    lua_pushcfunction(L, luaopen_ncp_leak);
    lua_call(L, 0, 1);
    registered_check_table(L, "ncp.leak");
    registered_check_classes(L);
    return 0;
}

static void check_that_all_were_swept(void) {
    lua_State *L = luaL_newstate();
    if (!CHECK(L != NULL)) return;
    lua_pushcfunction(L, check_registered);
    CHECK(lua_pcall(L, 0, 0, 0) == 0);
    lua_close(L);
}

static int open_modules(lua_State *L) {
    lua_pushcfunction(L, luaopen_ncp_core);
    lua_call(L, 0, 0);
    lua_pushcfunction(L, luaopen_ncp_leak);
    lua_call(L, 0, 0);
    return 0;
}

static bool run_opening(long after, long length) {
    long before = live_blocks;
    lua_State *L = lua_newstate(allocate_for_lua, NULL);
    if (L == NULL) return false;
    lua_pushcfunction(L, open_modules);
    lua_pushcfunction(L, open_modules);
    order_shortage(after, length);
    bool done = lua_pcall(L, 0, 0, 0) == 0;
    end_shortage();
    lua_settop(L, 1);
    CHECK(lua_pcall(L, 0, 0, 0) == 0);
    lua_close(L);
    CHECK(live_blocks == before);
    return done || refused;
}

/* Opening the modules, which the scenarios find done. */
static void sweep_opening(void) {
    for (int i = 0; i < SHORTAGES; i++) {
        refused = true;
        for (long k = 0; refused; k += sweep_step)
            if (!CHECK(run_opening(k, shortages[i]))) return;
    }
}

int main(int argc, char **argv) {
    read_sweep_step(argc, argv);
    char folder[PATH_MAX];
    if (!CHECK(CRYPTO_set_mem_functions(allocate_for_openssl, reallocate_for_openssl, free_for_openssl) == 1))
        return check_finish();
    if (!CHECK(folder_enter(folder, sizeof folder))) return check_finish();
    static const char input[] = "line\nsecret\n\n";
    if (!CHECK(folder_write("input", input, strlen(input)) && freopen("input", "r", stdin) != NULL))
        return check_finish();
    sweep_opening();
    for (int i = 0; i < SCENARIOS; i++) {
        run_with_eager_collector(&scenarios[i]);
        sweep(&scenarios[i]);
    }
    check_that_all_were_swept();
    CHECK(unlink("configure") == 0);
    CHECK(unlink("journal") == 0);
    CHECK(unlink("output") == 0);
    CHECK(unlink("new") == 0);
    CHECK(unlink("input") == 0);
    CHECK(rmdir("folder") == 0);
    folder_leave(folder);
    return check_finish();
}
