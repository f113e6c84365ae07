#define _GNU_SOURCE /* dladdr */

#include "engine.h"
#include "libcurl.h"
#include "lncp.h"
#include "message.h"

#include <dlfcn.h>
#include <limits.h>
#include <string.h>

/* The module ncp.curl: HTTP calls for ncp.transport.curl. `send` makes one and waits for
 * it; `start` begins one, `poll` moves all on, `next` names one that has finished, and
 * `take` hands over its answer. A function that raises for want of memory has changed
 * nothing, or lost the one answer that it was asked for. */

/* One per Lua state, an upvalue of the functions. All-zero until the first call. */
typedef struct caller {
    ncp_engine *engine;
    ncp_transfer *transfer; /* its answer is handed over, and it is not yet given back */
} caller;

/* Upvalues of the functions. */
enum {
    CALLER = 1,
    WAKERS,   /* [number of the transfer] = what `next` is to return */
    REQUESTS, /* [number of the transfer] = request, which has what libcurl reads of calls under way */
};

static caller *own_caller(lua_State *L) { return lua_touserdata(L, lua_upvalueindex(CALLER)); }

static void give_back(caller *self) {
    if (self->transfer != NULL) ncp_engine_recycle(self->engine, self->transfer);
    self->transfer = NULL;
}

static int Lncp_caller_release(lua_State *L) {
    caller *self = lua_touserdata(L, 1);
    give_back(self);
    ncp_engine_free(self->engine);
    *self = (caller){0};
    return 0;
}

static long milliseconds(lua_Number seconds) {
    lua_Number ms = ceil(seconds * 1000);
    if (!(ms >= 1)) return 1;
    return ms < INT_MAX ? (long)ms : INT_MAX;
}

/* What the engine is to send. The message stays where it is until the call is over. */
static ncp_http_request http_request_of(ncp_message *message, long timeout_ms) {
    return (ncp_http_request){
        .method = ncp_message_text(message, NCP_METHOD),
        .origin = ncp_message_text(message, NCP_ORIGIN),
        .target = ncp_message_text(message, NCP_TARGET),
        .headers = ncp_message_text(message, NCP_HEADERS),
        .headers_length = ncp_message_length(message, NCP_HEADERS),
        .body = message->has_body ? ncp_message_text(message, NCP_BODY) : NULL,
        .body_length = ncp_message_length(message, NCP_BODY),
        .timeout_ms = timeout_ms,
        .ca_file = ncp_message_text(message, NCP_CA_FILE),
        .ca_dir = ncp_message_text(message, NCP_CA_DIR),
        .proxy = ncp_message_text(message, NCP_PROXY),
        .max_body = message->max_body,
        .max_headers = message->max_headers,
        .no_resend = message->no_resend,
        .skip_json_check = message->skip_json_check,
    };
}

/* What is to be sent of the request at 1, within the seconds at 2. */
static ncp_http_request check_request(lua_State *L) {
    ncp_message *message = luaL_checkudata(L, 1, LNCP_REQUEST_CLASS);
    if (lua_type(L, 2) != LUA_TNUMBER) luaL_error(L, "request.timeout is not a number");
    if (message->next != NCP_HEADERS) luaL_error(L, "this ncp.Request is closed");
    return http_request_of(message, milliseconds(lua_tonumber(L, 2)));
}

static ncp_engine *own_engine(lua_State *L, caller *self) {
    if (self->engine == NULL) self->engine = ncp_engine_new();
    if (self->engine == NULL) luaL_error(L, "not enough memory");
    return self->engine;
}

static ncp_transfer *submit(lua_State *L, caller *self, const ncp_http_request *request) {
    ncp_transfer *transfer = ncp_engine_submit(self->engine, request);
    if (transfer == NULL) luaL_error(L, "not enough memory");
    return transfer;
}

static int push_failure(lua_State *L, const ncp_http_response *response) {
    lua_pushnil(L);
    lua_pushstring(L, response->message);
    lua_createtable(L, 0, 2);
    lua_pushstring(L, ncp_http_failure_name(response->failure));
    lua_setfield(L, -2, "kind");
    lua_pushboolean(L, response->sent);
    lua_setfield(L, -2, "sent");
    if (response->proxy_status == 0) return 3;
    lua_pushinteger(L, response->proxy_status);
    lua_setfield(L, -2, "proxy_status");
    return 3;
}

static int push_response(lua_State *L, const ncp_http_response *response) {
    lncp_push_bytes(L, &response->body);
    lua_createtable(L, 0, 4);
    lua_pushinteger(L, response->status);
    lua_setfield(L, -2, "status");
    lncp_push_bytes(L, &response->fields);
    lua_setfield(L, -2, "raw_headers");
    luaL_getmetatable(L, response->reused ? LNCP_META_REUSED_CLASS : LNCP_META_FRESH_CLASS);
    lua_setmetatable(L, -2);
    return 2;
}

static int push_result(lua_State *L, const ncp_http_response *response) {
    if (response->failure == NCP_HTTP_OK) return push_response(L, response);
    return push_failure(L, response);
}

/* Hands over the answer of a taken transfer. When memory runs out for it, it is lost. */
static int finish(lua_State *L, caller *self, ncp_transfer *transfer) {
    self->transfer = transfer;
    int results = push_result(L, ncp_transfer_response(transfer));
    give_back(self);
    return results;
}

/* send(request, timeout) → body, meta (see core.meta); or nil, a message and
 * { kind="tls"|"network"|"proxy"|"timeout"|"limit"|"protocol", sent=boolean }. `request` is an
 * ncp.Request. Blocks until the answer is there or `timeout` seconds have passed. Raises when
 * memory runs out. */
static int Lncp_curl_send(lua_State *L) {
    caller *self = own_caller(L);
    ncp_http_request request = check_request(L);
    give_back(self);
    own_engine(L, self);
    ncp_transfer *transfer = submit(L, self, &request);
    ncp_engine_await(self->engine, transfer);
    return finish(L, self, transfer);
}

/* start(request, timeout, waker) → the number to take its answer with. The call has begun: `next` will
 * return the waker, which is anything but nil. */
static int Lncp_curl_start(lua_State *L) {
    caller *self = own_caller(L);
    ncp_http_request request = check_request(L);
    luaL_checkany(L, 3);
    lua_settop(L, 3);
    give_back(self);
    /* What libcurl reads stays in place as long as the request does. These may raise, so they come first. */
    int number = (int)ncp_engine_next_number(own_engine(L, self));
    lua_rawseti(L, lua_upvalueindex(WAKERS), number);
    lua_pushvalue(L, 1);
    lua_rawseti(L, lua_upvalueindex(REQUESTS), number);
    submit(L, self, &request);
    lua_pushinteger(L, number);
    return 1;
}

/* poll(seconds) → how many calls have finished. Waits up to so long for the first; returns
 * at once when none is under way. */
static int Lncp_curl_poll(lua_State *L) {
    caller *self = own_caller(L);
    lua_Number seconds = luaL_checknumber(L, 1);
    give_back(self);
    if (self->engine != NULL && ncp_engine_count_finished(self->engine) == 0)
        ncp_engine_run(self->engine, seconds);
    lncp_push_integer(L, self->engine == NULL ? 0 : ncp_engine_count_finished(self->engine));
    return 1;
}

/* next() → the waker of a call that has finished, in the order of finishing, and the number
 * to take its answer with; each once. Nothing when there is none. */
static int Lncp_curl_next(lua_State *L) {
    caller *self = own_caller(L);
    ncp_transfer *transfer = self->engine == NULL ? NULL : ncp_engine_take(self->engine);
    if (transfer == NULL) return 0;
    int number = (int)ncp_transfer_number(transfer);
    lua_rawgeti(L, lua_upvalueindex(WAKERS), number);
    lua_pushinteger(L, number);
    for (int anchor = WAKERS; anchor <= REQUESTS; anchor++) {
        lua_pushboolean(L, false); /* nil would shrink the table */
        lua_rawseti(L, lua_upvalueindex(anchor), number);
    }
    return 2;
}

/* take(number) → what `send` would have returned for that call, which `next` has named; once. */
static int Lncp_curl_take(lua_State *L) {
    caller *self = own_caller(L);
    lua_Number number = luaL_checknumber(L, 1);
    size_t index = number >= 1 && number <= INT_MAX ? (size_t)number : 0;
    give_back(self);
    ncp_transfer *transfer = self->engine == NULL ? NULL : ncp_engine_taken(self->engine, index);
    if (transfer == NULL) return luaL_error(L, "no call of that number has finished");
    return finish(L, self, transfer);
}

/* timeout() → in how many seconds `poll` is wanted, whatever comes by then; nil when it is not. */
static int Lncp_curl_timeout(lua_State *L) {
    const caller *self = own_caller(L);
    double seconds = self->engine == NULL ? INFINITY : ncp_engine_timeout(self->engine);
    if (isinf(seconds)) return 0;
    lua_pushnumber(L, seconds);
    return 1;
}

/* fd() → a descriptor that becomes readable when `poll` has something to do, and when an alarm goes
 * off; nil where there is none. It is another one after a fork. */
static int Lncp_curl_fd(lua_State *L) {
    int fd = ncp_engine_fd(own_engine(L, own_caller(L)));
    if (fd < 0) return 0;
    lua_pushinteger(L, fd);
    return 1;
}

/* alarm(seconds) makes that descriptor readable in so many seconds; math.huge: no longer. */
static int Lncp_curl_alarm(lua_State *L) {
    const caller *self = own_caller(L);
    lua_Number seconds = luaL_checknumber(L, 1);
    if (self->engine != NULL) ncp_engine_alarm(self->engine, seconds);
    return 0;
}

/* stats() → { requests=, connects= }: how many were sent by this Lua state, and
 * how many connections were opened for them. */
static int Lncp_curl_stats(lua_State *L) {
    const caller *self = own_caller(L);
    ncp_engine_stats stats = {0};
    if (self->engine != NULL) stats = ncp_engine_get_stats(self->engine);
    lua_createtable(L, 0, 2);
    lncp_push_integer(L, stats.requests);
    lua_setfield(L, -2, "requests");
    lncp_push_integer(L, stats.connects);
    lua_setfield(L, -2, "connects");
    return 1;
}

/* version() → libcurl and the libraries it stands on, with their versions. */
static int Lncp_curl_version(lua_State *L) {
    lua_pushstring(L, curl_version());
    return 1;
}

/* lua_close() unloads this module, and libcurl with it, which does not survive
 * that: it is never cleaned up globally, and a resolver thread of a call that
 * timed out may still be running in it. */
static void stay_loaded(void) {
    Dl_info self;
    static const char inside = 0;
    if (dladdr(&inside, &self) != 0) (void)dlopen(self.dli_fname, RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE);
}

static void push_caller(lua_State *L) {
    *(caller *)lncp_new_userdata(L, sizeof(caller)) = (caller){0};
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, Lncp_caller_release);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
}

/* Requests are made by ncp.core and read here, so both must mean the same by one. */
static void check_core(lua_State *L) {
    luaL_getmetatable(L, LNCP_REQUEST_CLASS);
    if (lua_istable(L, -1)) lua_getfield(L, -1, "size");
    if (lua_tonumber(L, -1) != (lua_Number)sizeof(ncp_message))
        luaL_error(L, "ncp.curl is not of the same version as ncp.core, which is to be loaded first");
    lua_settop(L, 0);
}

LNCP_EXPORT int luaopen_ncp_curl(lua_State *L) {
    static const luaL_Reg functions[] = {
        LNCP_FUNCTION(curl, send),
        LNCP_FUNCTION(curl, start),
        LNCP_FUNCTION(curl, poll),
        LNCP_FUNCTION(curl, next),
        LNCP_FUNCTION(curl, take),
        LNCP_FUNCTION(curl, timeout),
        LNCP_FUNCTION(curl, fd),
        LNCP_FUNCTION(curl, alarm),
        LNCP_FUNCTION(curl, stats),
        LNCP_FUNCTION(curl, version),
        {NULL, NULL},
    };
    check_core(L);
    /* Not safe beside other threads before libcurl 7.84, as loading a module seldom is. */
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return luaL_error(L, "libcurl cannot be initialised");
    stay_loaded();
    lua_createtable(L, 0, 10);
    int module = lua_gettop(L);
    push_caller(L);
    lua_newtable(L);
    lua_newtable(L);
    for (const luaL_Reg *function = functions; function->name != NULL; function++) {
        for (int upvalue = CALLER; upvalue <= REQUESTS; upvalue++) lua_pushvalue(L, module + upvalue);
        lua_pushcclosure(L, function->func, REQUESTS);
        lua_setfield(L, module, function->name);
    }
    lua_settop(L, module);
    return 1;
}
