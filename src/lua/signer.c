#include "signer.h"

#include <openssl/evp.h>
#include <string.h>

#include "parts.h"
#include "sha256.h"

static const char signer_class[] = "ncp.Signer";

ncp_signer *lncp_check_signer(lua_State *L, int index) {
    ncp_signer *signer = luaL_checkudata(L, index, signer_class);
    if (signer->hmac.context == NULL) luaL_error(L, "this ncp.Signer is closed");
    return signer;
}

/* An access key travels in a header and in the signed string. */
static const char *access_key_fault(const char *key, size_t length) {
    if (length == 0) return "the access key is empty";
    if (ncp_text_has_control(key, length)) return "the access key has a control character in it";
    return NULL;
}

/* signer(access_key, secret_key) → ncp.Signer, or nil and a message when a key
 * is empty or holds what no header may hold. The secret is a string or an
 * ncp.Secret; the signer keeps no copy of it besides OpenSSL's keyed context. */
static int Lncp_signer_signer(lua_State *L) {
    size_t key_length, secret_length = 0;
    const char *key = luaL_checklstring(L, 1, &key_length);
    const char *secret = lncp_to_secret_text(L, 2, &secret_length);
    luaL_argcheck(L, secret != NULL, 2, "a string or an open ncp.Secret is expected");
    const char *fault = access_key_fault(key, key_length);
    if (fault == NULL && secret_length == 0) fault = "the secret key is empty";
    if (fault != NULL) return lncp_fail(L, fault);
    ncp_signer *signer = lncp_new_object(L, signer_class, sizeof *signer);
    if (ncp_signer_init(signer, key, key_length, secret, secret_length)) return 1;
    return luaL_error(L, "OpenSSL offers no HMAC-SHA256 or memory ran out");
}

void lncp_check_timestamp(lua_State *L, int index, char out[NCP_DECIMAL_SIZE]) {
    long long number = 0;
    size_t length = 0;
    const char *text = lua_type(L, index) == LUA_TSTRING ? lua_tolstring(L, index, &length) : NULL;
    if (text != NULL) {
        bool decimal = length > 0 && length < NCP_DECIMAL_SIZE && ncp_text_is_of_class(text, length, "0-9");
        luaL_argcheck(L, decimal, index, "a timestamp in decimal milliseconds is expected");
        memcpy(out, text, length + 1);
        return;
    }
    luaL_argcheck(L, lncp_to_integer(L, index, &number), index, "a timestamp in milliseconds is expected");
    ncp_text_decimal(out, number);
}

/* Signs the method and target at 2 and 3 with the timestamp at 4. */
static void sign(lua_State *L, ncp_signer *signer, char timestamp[NCP_DECIMAL_SIZE],
                 char signature[NCP_SIGNATURE_LENGTH + 1]) {
    size_t method_length, target_length;
    const char *method = luaL_checklstring(L, 2, &method_length);
    const char *target = luaL_checklstring(L, 3, &target_length);
    lncp_check_timestamp(L, 4, timestamp);
    if (!ncp_signer_sign(signer, method, method_length, target, target_length, timestamp, signature))
        luaL_error(L, "OpenSSL could not compute the signature");
}

/* signer:signature(method, target, timestamp) → the 44 Base64 characters of the
 * signature. `target` is path and query exactly as sent, `timestamp` the
 * milliseconds since 1970, a whole number or its decimal string. */
static int Lncp_signer_signature(lua_State *L) {
    char timestamp[NCP_DECIMAL_SIZE];
    char signature[NCP_SIGNATURE_LENGTH + 1];
    sign(L, lncp_check_signer(L, 1), timestamp, signature);
    lua_pushlstring(L, signature, NCP_SIGNATURE_LENGTH);
    return 1;
}

/* signer:headers(method, target, timestamp) → a table of the three headers that
 * authenticate the request, with room for those the caller adds. */
static int Lncp_signer_headers(lua_State *L) {
    enum { USUAL_HEADERS = 8 };
    ncp_signer *signer = lncp_check_signer(L, 1);
    char timestamp[NCP_DECIMAL_SIZE];
    char signature[NCP_SIGNATURE_LENGTH + 1];
    sign(L, signer, timestamp, signature);
    lua_createtable(L, 0, USUAL_HEADERS);
    lua_pushstring(L, timestamp);
    lua_setfield(L, -2, "x-ncp-apigw-timestamp");
    lncp_push_bytes(L, &signer->access_key);
    lua_setfield(L, -2, "x-ncp-iam-access-key");
    lua_pushlstring(L, signature, NCP_SIGNATURE_LENGTH);
    lua_setfield(L, -2, "x-ncp-apigw-signature-v2");
    return 1;
}

/* signer:access_key() → the access key, which is no secret. */
static int Lncp_signer_access_key(lua_State *L) {
    const ncp_signer *signer = lncp_check_signer(L, 1);
    lncp_push_bytes(L, &signer->access_key);
    return 1;
}

static int push_code(lua_State *L, const unsigned char code[NCP_SHA256_SIZE]) {
    char text[NCP_SIGNATURE_LENGTH + 1];
    lua_pushlstring(L, text, (size_t)EVP_EncodeBlock((unsigned char *)text, code, NCP_SHA256_SIZE));
    return 1;
}

/* signer:code(message) → the Base64 of the HMAC-SHA256 of any message under the secret
 * key, such as a string to sign that is not as the gateway wants it. */
static int Lncp_signer_code(lua_State *L) {
    ncp_signer *signer = lncp_check_signer(L, 1);
    size_t length;
    const char *message = luaL_checklstring(L, 2, &length);
    unsigned char code[NCP_SHA256_SIZE];
    if (ncp_hmac_compute(&signer->hmac, message, length, code)) return push_code(L, code);
    return luaL_error(L, "OpenSSL could not compute the signature");
}

/* hmac(key, message) → the Base64 of their HMAC-SHA256, for a server that checks
 * signatures. The key is a string or an ncp.Secret. */
static int Lncp_signer_hmac(lua_State *L) {
    size_t key_length = 0, length;
    const char *key = lncp_to_secret_text(L, 1, &key_length);
    const char *message = luaL_checklstring(L, 2, &length);
    luaL_argcheck(L, key != NULL, 1, "a string or an open ncp.Secret is expected");
    ncp_hmac hmac = {0};
    unsigned char code[NCP_SHA256_SIZE];
    bool made = ncp_hmac_init(&hmac, key, key_length) && ncp_hmac_compute(&hmac, message, length, code);
    ncp_hmac_free(&hmac);
    return made ? push_code(L, code) : luaL_error(L, "OpenSSL offers no HMAC-SHA256 or memory ran out");
}

/* sha256(message) → its SHA-256 in lower-case hex, for a server that checks signatures. */
static int Lncp_signer_sha256(lua_State *L) {
    size_t length;
    const char *message = luaL_checklstring(L, 1, &length);
    ncp_sha256 sha256 = {0};
    unsigned char digest[NCP_SHA256_SIZE];
    char hex[NCP_SHA256_HEX_SIZE];
    bool made = ncp_sha256_init(&sha256) && ncp_sha256_compute(&sha256, message, length, digest);
    ncp_sha256_free(&sha256);
    if (!made) return luaL_error(L, "OpenSSL offers no SHA-256 or memory ran out");
    ncp_sha256_hex(digest, hex);
    lua_pushstring(L, hex);
    return 1;
}

static int release_signer(lua_State *L) {
    ncp_signer_free(luaL_checkudata(L, 1, signer_class));
    return 0;
}

static int describe_signer(lua_State *L) {
    const ncp_signer *signer = luaL_checkudata(L, 1, signer_class);
    return lncp_push_holder(L, signer_class, &signer->access_key);
}

void lncp_open_signer(lua_State *L) {
    static const luaL_Reg methods[] = {
        LNCP_FUNCTION(signer, signature),
        LNCP_FUNCTION(signer, headers),
        LNCP_FUNCTION(signer, code),
        LNCP_FUNCTION(signer, access_key),
        {NULL, NULL},
    };
    static const luaL_Reg functions[] = {
        LNCP_FUNCTION(signer, signer),
        LNCP_FUNCTION(signer, hmac),
        LNCP_FUNCTION(signer, sha256),
        {NULL, NULL},
    };
    lncp_new_class(L, signer_class, methods, release_signer, describe_signer);
    lncp_set_functions(L, functions);
}
