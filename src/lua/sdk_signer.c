#include "lncp.h"
#include "parts.h"

#include <string.h>

#include "sign_sdk.h"
#include "text.h"

static const char signer_class[] = "ncp.SdkSigner";

static ncp_sdk_signer *check_open_signer(lua_State *L) {
    ncp_sdk_signer *signer = luaL_checkudata(L, 1, signer_class);
    if (signer->access_key.data == NULL) luaL_error(L, "this ncp.SdkSigner is closed");
    return signer;
}

/* What would end a part of the Authorization header is refused. */
static const char *credential_fault(const ncp_sdk_credential *credential) {
    static const char visible[] = "!-+.0-~-"; /* but no comma and no slash */
    static const char scope[] = "a-zA-Z0-9._-";
    if (credential->access_key_length == 0) return "the access key is empty";
    if (!ncp_text_is_of_class(credential->access_key, credential->access_key_length, visible))
        return "the access key has a character in it that no access key has";
    if (credential->secret_key_length == 0) return "the secret key is empty";
    if (!ncp_text_is_of_class(credential->region, strlen(credential->region), scope))
        return "the region has a character in it that no region has";
    if (!ncp_text_is_of_class(credential->service, strlen(credential->service), scope))
        return "the service has a character in it that no service has";
    return NULL;
}

/* sdk_signer(access_key, secret_key [, form [, region [, service]]]) →
 * ncp.SdkSigner, or nil and a message when one of them is empty or malformed. The
 * secret is a string or an ncp.Secret. `form` is "access", the current one, or
 * "scoped", the older one, whose region and service are empty when left out; or
 * "v11", with the region and service that the service names. */
static int Lncp_sdk_signer_sdk_signer(lua_State *L) {
    static const char *const forms[] = {
        [NCP_SDK_ACCESS] = "access", [NCP_SDK_SCOPED] = "scoped", [NCP_SDK_V11] = "v11", NULL};
    ncp_sdk_credential credential = {0};
    credential.access_key = luaL_checklstring(L, 1, &credential.access_key_length);
    credential.secret_key = lncp_to_secret_text(L, 2, &credential.secret_key_length);
    luaL_argcheck(L, credential.secret_key != NULL, 2, "a string or an open ncp.Secret is expected");
    credential.form = (ncp_sdk_form)luaL_checkoption(L, 3, forms[NCP_SDK_ACCESS], forms);
    credential.region = luaL_optstring(L, 4, "");
    credential.service = luaL_optstring(L, 5, "");
    const char *fault = credential_fault(&credential);
    if (fault != NULL) return lncp_fail(L, fault);
    ncp_sdk_signer *signer = lncp_new_object(L, signer_class, sizeof *signer);
    if (ncp_sdk_signer_init(signer, &credential)) return 1;
    return luaL_error(L, "OpenSSL offers no HMAC-SHA256 or memory ran out");
}

static void add_header(lua_State *L, ncp_sdk_fields *headers) {
    ncp_sdk_field header;
    bool strings = lua_type(L, -2) == LUA_TSTRING && lua_type(L, -1) == LUA_TSTRING;
    luaL_argcheck(L, strings, 4, "names and values of headers are strings");
    header.name = lua_tolstring(L, -2, &header.name_length);
    header.value = lua_tolstring(L, -1, &header.value_length);
    if (memchr(header.name, '_', header.name_length) != NULL) return;
    luaL_argcheck(L, ncp_sdk_fields_add(headers, header), 4, "there are too many headers");
}

/* The texts belong to the table at `index`, which stays on the stack. */
static void read_headers(lua_State *L, int index, ncp_sdk_fields *headers) {
    luaL_checktype(L, index, LUA_TTABLE);
    for (lua_pushnil(L); lua_next(L, index) != 0; lua_pop(L, 1)) add_header(L, headers);
}

/* signer:authorization(method, target, headers, body, date) → the value of the
 * Authorization header, or nil and a message when the request has no unambiguous
 * signature. `target` is path and query exactly as sent; `headers` a table of all
 * headers to sign, at most 64, with X-Sdk-Date among them and their names in any
 * case (those with `_` in it are left out, as the vendor's SDKs do); `body` the
 * bytes sent or nil; `date` what X-Sdk-Date says. */
static int Lncp_sdk_signer_authorization(lua_State *L) {
    ncp_sdk_signer *signer = check_open_signer(L);
    ncp_error error;
    ncp_sdk_request request;
    request.method = luaL_checklstring(L, 2, &request.method_length);
    request.target = luaL_checklstring(L, 3, &request.target_length);
    request.body = luaL_optlstring(L, 5, "", &request.body_length);
    request.date = luaL_checklstring(L, 6, &request.date_length);
    request.headers.count = 0;
    read_headers(L, 4, &request.headers);
    if (!ncp_sdk_signer_sign(signer, &request, &error)) return lncp_fail(L, error.message);
    lncp_push_bytes(L, &signer->authorization);
    return 1;
}

/* signer:access_key() → the access key, which is no secret. */
static int Lncp_sdk_signer_access_key(lua_State *L) {
    const ncp_sdk_signer *signer = check_open_signer(L);
    lncp_push_bytes(L, &signer->access_key);
    return 1;
}

/* sdk_date(ms) → milliseconds since 1970-01-01 UTC in the form of X-Sdk-Date. */
static int Lncp_sdk_signer_sdk_date(lua_State *L) {
    char date[NCP_SDK_DATE_LENGTH + 1];
    long long ms = 0;
    bool made = lncp_to_integer(L, 1, &ms) && ncp_sdk_date(date, ms);
    luaL_argcheck(L, made, 1, "whole milliseconds from 1970 to 9999 are expected");
    lua_pushlstring(L, date, NCP_SDK_DATE_LENGTH);
    return 1;
}

static int release_signer(lua_State *L) {
    ncp_sdk_signer_free(luaL_checkudata(L, 1, signer_class));
    return 0;
}

static int describe_signer(lua_State *L) {
    const ncp_sdk_signer *signer = luaL_checkudata(L, 1, signer_class);
    return lncp_push_holder(L, signer_class, &signer->access_key);
}

void lncp_open_sdk_signer(lua_State *L) {
    static const luaL_Reg methods[] = {
        LNCP_FUNCTION(sdk_signer, authorization),
        LNCP_FUNCTION(sdk_signer, access_key),
        {NULL, NULL},
    };
    static const luaL_Reg functions[] = {
        LNCP_FUNCTION(sdk_signer, sdk_signer),
        LNCP_FUNCTION(sdk_signer, sdk_date),
        {NULL, NULL},
    };
    lncp_new_class(L, signer_class, methods, release_signer, describe_signer);
    lncp_set_functions(L, functions);
}
