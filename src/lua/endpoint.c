#include "endpoint.h"

#include <string.h>

#include "parts.h"
#include "signer.h"

static const char endpoint_class[] = "ncp.Endpoint";

const lncp_endpoint *lncp_check_endpoint(lua_State *L, int index) {
    return luaL_checkudata(L, index, endpoint_class);
}

ncp_message *lncp_check_request(lua_State *L, int index) {
    ncp_message *message = luaL_checkudata(L, index, LNCP_REQUEST_CLASS);
    if (message->next != NCP_HEADERS) luaL_error(L, "this ncp.Request is closed");
    return message;
}

ncp_message *lncp_new_request(lua_State *L, const lncp_endpoint *endpoint) {
    ncp_message *message = lncp_new_object(L, LNCP_REQUEST_CLASS, sizeof *message);
    lncp_check_memory(L, ncp_message_reserve(message) && ncp_message_copy(message, &endpoint->head));
    return message;
}

void lncp_end_request(lua_State *L, ncp_message *message, const lncp_endpoint *endpoint) {
    lncp_check_memory(
        L, ncp_message_end_part(message) && ncp_message_append_lines(message, &endpoint->headers) &&
               (!message->has_body || ncp_message_append_lines(message, &endpoint->body_headers)));
    ncp_message_set_mark(message);
}

/* The text of a field of the table at 1, or "". */
static const char *text_field(lua_State *L, const char *name, size_t *length) {
    lua_getfield(L, 1, name);
    const char *text = luaL_optlstring(L, -1, "", length);
    luaL_argcheck(L, strlen(text) == *length, 1, "a text of an endpoint has a NUL in it");
    lua_pop(L, 1); /* the table keeps it */
    return text;
}

static bool flag_field(lua_State *L, const char *name) {
    lua_getfield(L, 1, name);
    bool set = lua_toboolean(L, -1) != 0;
    lua_pop(L, 1);
    return set;
}

/* Appends the headers of the list at `index`, { name, value, name, value, … }. */
static void append_headers(lua_State *L, int index, ncp_bytes *lines) {
    int count = lua_istable(L, index) ? (int)lncp_length(L, index) : 0;
    for (int i = 1; i < count; i += 2) {
        size_t name_length, value_length;
        lua_rawgeti(L, index, i);
        lua_rawgeti(L, index, i + 1);
        const char *name = luaL_checklstring(L, -2, &name_length);
        const char *value = luaL_checklstring(L, -1, &value_length);
        luaL_argcheck(L, ncp_header_is_valid(name, name_length, value, value_length), index,
                      "a header has an invalid name or a line break");
        lncp_check_memory(L, ncp_header_append(lines, name, value, value_length));
        lua_pop(L, 2);
    }
}

static void append_header_field(lua_State *L, const char *name, ncp_bytes *lines) {
    lua_getfield(L, 1, name);
    append_headers(L, lua_gettop(L), lines);
    lua_pop(L, 1);
}

/* endpoint{ … } → an ncp.Endpoint: what all requests of an operation of a client share.
 * `operation` (its name), `method`, `origin`, `ca_file`, `ca_dir`, `proxy` are texts; `id` is the row
 * as `describe` numbers it, nil for a call that the model does not know; `headers` and
 * `body_headers` are lists of name, value, name, value, …, of every request and of those
 * with a body; `no_resend` says that a request must not go out again by itself when a kept
 * connection turns out dead. Raises on anything else. */
static int Lncp_endpoint_endpoint(lua_State *L) {
    static const char *const parts[] = {"operation", "method", "origin", "ca_file", "ca_dir", "proxy"};
    luaL_checktype(L, 1, LUA_TTABLE);
    lncp_endpoint *endpoint = lncp_new_object(L, endpoint_class, sizeof *endpoint);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t length;
        const char *text = text_field(L, parts[i], &length);
        lncp_check_memory(L, ncp_message_append_part(&endpoint->head, text, length));
    }
    luaL_argcheck(L,
                  ncp_method_is_valid(ncp_message_text(&endpoint->head, NCP_METHOD),
                                      ncp_message_length(&endpoint->head, NCP_METHOD)),
                  1, "the method of an endpoint is not an HTTP token");
    endpoint->head.no_resend = flag_field(L, "no_resend");
    append_header_field(L, "headers", &endpoint->headers);
    append_header_field(L, "body_headers", &endpoint->body_headers);
    lua_getfield(L, 1, "id");
    long long id = 0;
    if (lncp_to_integer(L, -1, &id)) endpoint->row = lncp_operation_at(id);
    lua_pop(L, 1);
    return 1;
}

static int release_endpoint(lua_State *L) {
    lncp_endpoint *endpoint = luaL_checkudata(L, 1, endpoint_class);
    ncp_message_free(&endpoint->head);
    ncp_bytes_free(&endpoint->headers);
    ncp_bytes_free(&endpoint->body_headers);
    return 0;
}

static int describe_endpoint(lua_State *L) {
    const lncp_endpoint *endpoint = lncp_check_endpoint(L, 1);
    lua_pushfstring(L, "%s(%s)", endpoint_class, ncp_message_text(&endpoint->head, NCP_OPERATION));
    return 1;
}

/* endpoint:request(target [, body]) → an ncp.Request of texts that are sent as they stand.
 * Raises on a target with characters that HTTP cannot carry there. */
static int Lncp_endpoint_request(lua_State *L) {
    const lncp_endpoint *endpoint = lncp_check_endpoint(L, 1);
    size_t target_length, body_length = 0;
    const char *target = luaL_checklstring(L, 2, &target_length);
    const char *body = luaL_optlstring(L, 3, NULL, &body_length);
    luaL_argcheck(L, ncp_target_is_valid(target, target_length), 2, "no target of a request");
    ncp_message *message = lncp_new_request(L, endpoint);
    message->has_body = body != NULL;
    lncp_check_memory(L, ncp_message_append_part(message, target, target_length) &&
                             ncp_bytes_append(&message->bytes, body, body_length));
    lncp_end_request(L, message, endpoint);
    return 1;
}

/* request:sign(signer, timestamp) → true. Takes away what the attempt before has added, and
 * adds the three headers of signature v2. `timestamp` as in signer:signature. */
static int Lncp_request_sign(lua_State *L) {
    ncp_message *message = lncp_check_request(L, 1);
    ncp_signer *signer = lncp_check_signer(L, 2);
    char timestamp[NCP_DECIMAL_SIZE];
    lncp_check_timestamp(L, 3, timestamp);
    if (!ncp_signer_sign_message(signer, message, timestamp))
        return luaL_error(L, "OpenSSL could not compute the signature or memory ran out");
    lua_pushboolean(L, true);
    return 1;
}

/* request:rewind() takes away what the attempt before has added. */
static int Lncp_request_rewind(lua_State *L) {
    ncp_message_rewind(lncp_check_request(L, 1));
    return 0;
}

/* request:add(name, value) → true: adds a header of this attempt; or nil and a message when
 * it would end before its time. The value is a string or an ncp.Secret. */
static int Lncp_request_add(lua_State *L) {
    ncp_message *message = lncp_check_request(L, 1);
    size_t name_length, value_length = 0;
    const char *name = luaL_checklstring(L, 2, &name_length);
    const char *value = lncp_to_secret_text(L, 3, &value_length);
    luaL_argcheck(L, value != NULL, 3, "a string or an open ncp.Secret is expected");
    if (!ncp_header_is_valid(name, name_length, value, value_length))
        return lncp_fail(L, "a header has an invalid name or a line break");
    lncp_check_memory(L, ncp_header_append(&message->bytes, name, value, value_length));
    lua_pushboolean(L, true);
    return 1;
}

/* request:carry(name, value) adds a header of all attempts; between them, since it takes away what the
 * attempt before has added. Raises on what is no header. */
static int Lncp_request_carry(lua_State *L) {
    ncp_message *message = lncp_check_request(L, 1);
    size_t name_length, value_length;
    const char *name = luaL_checklstring(L, 2, &name_length);
    const char *value = luaL_checklstring(L, 3, &value_length);
    luaL_argcheck(L, ncp_header_is_valid(name, name_length, value, value_length), 3, "no header");
    ncp_message_rewind(message);
    lncp_check_memory(L, ncp_header_append(&message->bytes, name, value, value_length));
    ncp_message_set_mark(message);
    return 0;
}

/* request:is_anonymous() → whether the call is not to be authenticated. */
static int Lncp_request_is_anonymous(lua_State *L) {
    lua_pushboolean(L, lncp_check_request(L, 1)->anonymous);
    return 1;
}

/* request:pack() → the request as one string, from which `unpack_request` makes it anew in
 * another Lua state of this process. It holds the signature of the attempt. */
static int Lncp_request_pack(lua_State *L) {
    const ncp_message *message = lncp_check_request(L, 1);
    ncp_bytes *out = lncp_new_buffer(L);
    lncp_check_memory(L, ncp_message_pack(message, out));
    lncp_push_bytes(L, out);
    return 1;
}

/* unpack_request(packed) → the ncp.Request that was packed; raises for any other string. */
static int Lncp_request_unpack_request(lua_State *L) {
    size_t length;
    const char *packed = luaL_checklstring(L, 1, &length);
    ncp_message *message = lncp_new_object(L, LNCP_REQUEST_CLASS, sizeof *message);
    luaL_argcheck(L, ncp_message_unpack(message, packed, length), 1, "no packed request");
    return 1;
}

static int release_request(lua_State *L) {
    ncp_message_free(luaL_checkudata(L, 1, LNCP_REQUEST_CLASS));
    return 0;
}

static int describe_request(lua_State *L) {
    const ncp_message *message = luaL_checkudata(L, 1, LNCP_REQUEST_CLASS);
    lua_pushfstring(L, "%s(%s)", LNCP_REQUEST_CLASS, ncp_message_text(message, NCP_OPERATION));
    return 1;
}

void lncp_open_endpoint(lua_State *L) {
    static const luaL_Reg endpoint_methods[] = {LNCP_FUNCTION(endpoint, request), {NULL, NULL}};
    static const luaL_Reg request_methods[] = {
        LNCP_FUNCTION(request, sign),         LNCP_FUNCTION(request, rewind),
        LNCP_FUNCTION(request, add),          LNCP_FUNCTION(request, carry),
        {"fields", lncp_request_fields},      LNCP_FUNCTION(request, pack),
        LNCP_FUNCTION(request, is_anonymous), {NULL, NULL},
    };
    static const luaL_Reg functions[] = {
        LNCP_FUNCTION(endpoint, endpoint),
        LNCP_FUNCTION(request, unpack_request),
        {NULL, NULL},
    };
    lncp_new_class(L, endpoint_class, endpoint_methods, release_endpoint, describe_endpoint);
    lncp_new_class(L, LNCP_REQUEST_CLASS, request_methods, release_request, describe_request);
    luaL_getmetatable(L, LNCP_REQUEST_CLASS);
    lua_pushinteger(L, (lua_Integer)sizeof(ncp_message)); /* for ncp.curl, which reads them as well */
    lua_setfield(L, -2, "size");
    lua_pop(L, 1);
    lncp_set_functions(L, functions);
}
