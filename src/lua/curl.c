#define _GNU_SOURCE /* dladdr */

#include "engine.h"
#include "libcurl.h"
#include "lncp.h"

#include <dlfcn.h>
#include <limits.h>
#include <string.h>

/* The module ncp.curl: HTTP calls for ncp.transport.curl. `send` makes one and waits
 * for it; `start` begins one, and `poll` hands back those that have finished. */

/* One per Lua state, an upvalue of the functions. All-zero until the first call. */
typedef struct caller {
    ncp_engine *engine;
    ncp_transfer *transfer; /* taken, and not yet given back */
    ncp_bytes headers;      /* of the request, as the engine wants them */
    size_t started;         /* calls begun by `start` that `poll` has not handed back */
} caller;

/* Upvalues of the functions. */
enum {
    CALLER = 1,
    ANCHORS,  /* [number of the transfer] = request, which has what libcurl reads of calls under way */
    FINISHED, /* list of what `poll` is to hand back */
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
    ncp_bytes_free(&self->headers);
    *self = (caller){0};
    return 0;
}

static void push_field(lua_State *L, const char *name) {
    lua_pushstring(L, name);
    lua_rawget(L, 1);
}

static bool flag_field(lua_State *L, const char *name) {
    push_field(L, name);
    bool set = lua_toboolean(L, -1) != 0;
    lua_pop(L, 1);
    return set;
}

static lua_Number number_field(lua_State *L, const char *name) {
    push_field(L, name);
    if (!lua_isnil(L, -1) && lua_type(L, -1) != LUA_TNUMBER)
        luaL_error(L, "request.%s is not a number", name);
    lua_Number number = lua_tonumber(L, -1);
    lua_pop(L, 1);
    return number;
}

/* NULL when there is no such field. The request's table keeps the string in place. */
static const char *bytes_field(lua_State *L, const char *name, size_t *length) {
    push_field(L, name);
    if (!lua_isnil(L, -1) && lua_type(L, -1) != LUA_TSTRING)
        luaL_error(L, "request.%s is not a string", name);
    const char *bytes = lua_tolstring(L, -1, length);
    lua_pop(L, 1);
    return bytes;
}

static const char character_problem[] = "the request has a character that HTTP cannot carry there";

static const char *text_field(lua_State *L, const char *name, const char **problem) {
    size_t length = 0;
    const char *text = bytes_field(L, name, &length);
    if (text != NULL && strlen(text) != length) *problem = character_problem;
    return text;
}

static const char *required_field(lua_State *L, const char *name, const char **problem) {
    const char *text = text_field(L, name, problem);
    if (text == NULL) luaL_error(L, "request.%s is missing", name);
    return text;
}

/* The name is at index -2, the value at -1. */
static void append_header(lua_State *L, ncp_bytes *out, const char **problem) {
    if (lua_type(L, -2) != LUA_TSTRING || !lua_isstring(L, -1)) {
        luaL_error(L, "request.headers has a name or value that is not a string");
    }
    size_t name_length, value_length;
    const char *name = lua_tolstring(L, -2, &name_length), *value = lua_tolstring(L, -1, &value_length);
    if (strcspn(name, ":") != name_length || strlen(value) != value_length) *problem = character_problem;
    bool empty = value[strspn(value, " \t")] == '\0';
    bool done = ncp_bytes_append(out, name, name_length) && ncp_bytes_append_text(out, empty ? ";" : ": ") &&
                ncp_bytes_append(out, value, empty ? 0 : value_length) && ncp_bytes_append_char(out, '\0');
    if (!done) luaL_error(L, "not enough memory");
}

static const char *headers_field(lua_State *L, ncp_bytes *out, const char **problem) {
    ncp_bytes_clear(out);
    push_field(L, "headers");
    if (lua_istable(L, -1)) {
        for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) append_header(L, out, problem);
    } else if (!lua_isnil(L, -1)) {
        luaL_error(L, "request.headers is not a table");
    }
    lua_pop(L, 1);
    if (!ncp_bytes_append_char(out, '\0')) luaL_error(L, "not enough memory");
    return out->data;
}

static long milliseconds(lua_Number seconds) {
    lua_Number ms = ceil(seconds * 1000);
    if (!(ms >= 1)) return 1;
    return ms < INT_MAX ? (long)ms : INT_MAX;
}

static size_t limit_field(lua_State *L, const char *name) {
    lua_Number limit = number_field(L, name);
    return limit >= 1 && limit < (lua_Number)PTRDIFF_MAX ? (size_t)limit : 0;
}

/* Returns why the request cannot be sent, or NULL. Raises on what no caller
 * should ever pass. */
static const char *read_request(lua_State *L, caller *self, ncp_http_request *request) {
    const char *problem = NULL;
    request->method = required_field(L, "method", &problem);
    request->origin = required_field(L, "origin", &problem);
    request->target = required_field(L, "target", &problem);
    request->headers = headers_field(L, &self->headers, &problem);
    request->body = bytes_field(L, "body", &request->body_length);
    request->timeout_ms = milliseconds(number_field(L, "timeout"));
    request->ca_file = text_field(L, "ca_file", &problem);
    request->ca_dir = text_field(L, "ca_dir", &problem);
    request->max_body = limit_field(L, "max_body");
    request->max_headers = limit_field(L, "max_headers");
    request->once = flag_field(L, "once");
    request->any_body = flag_field(L, "any_body");
    return problem;
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

static int push_failure(lua_State *L, ncp_http_failure kind, bool sent, const char *message) {
    lua_pushnil(L);
    lua_pushstring(L, message);
    lua_createtable(L, 0, 2);
    lua_pushstring(L, ncp_http_failure_name(kind));
    lua_setfield(L, -2, "kind");
    lua_pushboolean(L, sent);
    lua_setfield(L, -2, "sent");
    return 3;
}

/* A header that came several times is one list (RFC 9110, 5.3). */
static void add_field(lua_State *L, const char *field, size_t length) {
    const char *colon = memchr(field, ':', length);
    lua_pushlstring(L, field, (size_t)(colon - field));
    lua_pushvalue(L, -1);
    lua_rawget(L, -3);
    bool repeated = !lua_isnil(L, -1);
    if (repeated) {
        lua_pushliteral(L, ", ");
    } else {
        lua_pop(L, 1);
    }
    lua_pushlstring(L, colon + 1, length - (size_t)(colon + 1 - field));
    if (repeated) lua_concat(L, 3);
    lua_rawset(L, -3);
}

static void push_fields(lua_State *L, const ncp_bytes *fields) {
    enum { USUAL_FIELDS = 8 };
    lua_createtable(L, 0, USUAL_FIELDS);
    for (size_t at = 0; at < fields->length;) {
        const char *field = fields->data + at;
        const char *end = memchr(field, '\n', fields->length - at);
        add_field(L, field, (size_t)(end - field));
        at += (size_t)(end - field) + 1;
    }
}

static int push_response(lua_State *L, const ncp_http_response *response) {
    lua_createtable(L, 0, 3);
    lua_pushinteger(L, response->status);
    lua_setfield(L, -2, "status");
    push_fields(L, &response->fields);
    lua_setfield(L, -2, "headers");
    lua_pushlstring(L, response->body.length > 0 ? response->body.data : "", response->body.length);
    lua_setfield(L, -2, "body");
    return 1;
}

static int push_result(lua_State *L, const ncp_http_response *response) {
    if (response->failure == NCP_HTTP_OK) return push_response(L, response);
    return push_failure(L, response->failure, response->sent, response->message);
}

/* Sets a field of the table at `index` to the value at the top. */
static void set_raw(lua_State *L, int index, const char *name) {
    lua_pushstring(L, name);
    lua_insert(L, -2);
    lua_rawset(L, index);
}

/* Puts the request of the finished call at hand, with the result in it, on the list for
 * `poll`. */
static void keep_finished(lua_State *L, caller *self) {
    int number = (int)ncp_transfer_number(self->transfer);
    lua_rawgeti(L, lua_upvalueindex(ANCHORS), number);
    int request = lua_gettop(L);
    if (!lua_istable(L, request)) { /* of a `send` that memory ran out for */
        lua_pop(L, 1);
        give_back(self);
        return;
    }
    push_result(L, ncp_transfer_response(self->transfer));
    lua_settop(L, request + 3); /* a success has one value */
    set_raw(L, request, "failure");
    set_raw(L, request, "message");
    set_raw(L, request, "response");
    lua_rawseti(L, lua_upvalueindex(FINISHED), (int)lncp_length(L, lua_upvalueindex(FINISHED)) + 1);
    lua_pushboolean(L, false); /* nil would shrink the list */
    lua_rawseti(L, lua_upvalueindex(ANCHORS), number);
    give_back(self);
}

/* Waits for that call; others that finish meanwhile are kept for `poll`. */
static const ncp_http_response *await(lua_State *L, caller *self, const ncp_transfer *awaited) {
    enum { WAIT_MS = 1000 };
    for (;;) {
        self->transfer = ncp_engine_take(self->engine);
        if (self->transfer == NULL) {
            ncp_engine_run(self->engine, WAIT_MS);
            continue;
        }
        if (self->transfer == awaited) return ncp_transfer_response(awaited);
        keep_finished(L, self);
    }
}

/* send(request) → { status=, headers=, body= }, or nil, a message and
 * { kind="tls"|"network"|"timeout"|"limit"|"protocol", sent=boolean }.
 * Blocks until the answer is there or `timeout` seconds have passed.
 * `max_body` and `max_headers` are limits in bytes, 8 MiB and 64 KiB when not
 * given; the other fields of the request are those of every transport. Raises
 * on a request that is no table of that form, and when memory runs out. */
static int Lncp_curl_send(lua_State *L) {
    caller *self = own_caller(L);
    ncp_http_request request = {0};
    luaL_checktype(L, 1, LUA_TTABLE);
    give_back(self);
    const char *problem = read_request(L, self, &request);
    if (problem != NULL) return push_failure(L, NCP_HTTP_PROTOCOL, false, problem);
    own_engine(L, self);
    int results = push_result(L, await(L, self, submit(L, self, &request)));
    give_back(self);
    return results;
}

/* start(request) → true when the call began: `poll` will hand the same table back. Or nil,
 * a message and a failure, as `send` returns them, for a request that cannot be sent. */
static int Lncp_curl_start(lua_State *L) {
    caller *self = own_caller(L);
    ncp_http_request request = {0};
    luaL_checktype(L, 1, LUA_TTABLE);
    give_back(self);
    const char *problem = read_request(L, self, &request);
    if (problem != NULL) return push_failure(L, NCP_HTTP_PROTOCOL, false, problem);
    /* What libcurl reads stays in place as long as the table does; this may raise, so it comes first. */
    lua_pushvalue(L, 1);
    lua_rawseti(L, lua_upvalueindex(ANCHORS), (int)ncp_engine_next_number(own_engine(L, self)));
    submit(L, self, &request);
    self->started++;
    lua_pushboolean(L, true);
    return 1;
}

static void collect(lua_State *L, caller *self) {
    while ((self->transfer = ncp_engine_take(self->engine)) != NULL) keep_finished(L, self);
}

/* poll(seconds) → a list of the requests of the calls that finished, each with the fields
 * `response`, or `message` and `failure`, as `send` returns them. Waits up to so long for
 * the first; returns at once when none is under way. */
static int Lncp_curl_poll(lua_State *L) {
    caller *self = own_caller(L);
    lua_Number seconds = luaL_checknumber(L, 1);
    give_back(self);
    if (self->engine != NULL) collect(L, self);
    size_t ready = lncp_length(L, lua_upvalueindex(FINISHED));
    if (ready == 0 && self->started > 0) {
        ncp_engine_run(self->engine, seconds > 0 ? (int)milliseconds(seconds) : 0);
        collect(L, self);
        ready = lncp_length(L, lua_upvalueindex(FINISHED));
    }
    self->started -= ready;
    lua_createtable(L, (int)ready, 0);
    for (size_t i = 1; i <= ready; i++) {
        lua_rawgeti(L, lua_upvalueindex(FINISHED), (int)i);
        lua_rawseti(L, -2, (int)i);
        lua_pushnil(L);
        lua_rawseti(L, lua_upvalueindex(FINISHED), (int)i);
    }
    return 1;
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
    if (dladdr(character_problem, &self) != 0)
        (void)dlopen(self.dli_fname, RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE);
}

static void push_caller(lua_State *L) {
    *(caller *)lncp_new_userdata(L, sizeof(caller)) = (caller){0};
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, Lncp_caller_release);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
}

LNCP_EXPORT int luaopen_ncp_curl(lua_State *L) {
    static const luaL_Reg functions[] = {LNCP_FUNCTION(curl, send),    LNCP_FUNCTION(curl, start),
                                         LNCP_FUNCTION(curl, poll),    LNCP_FUNCTION(curl, stats),
                                         LNCP_FUNCTION(curl, version), {NULL, NULL}};
    /* Not safe beside other threads before libcurl 7.84, as loading a module seldom is. */
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return luaL_error(L, "libcurl cannot be initialised");
    stay_loaded();
    lua_createtable(L, 0, 5);
    int module = lua_gettop(L);
    push_caller(L);
    lua_newtable(L);
    lua_newtable(L);
    for (const luaL_Reg *function = functions; function->name != NULL; function++) {
        for (int upvalue = CALLER; upvalue <= FINISHED; upvalue++) lua_pushvalue(L, module + upvalue);
        lua_pushcclosure(L, function->func, FINISHED);
        lua_setfield(L, module, function->name);
    }
    lua_settop(L, module);
    return 1;
}
