#ifndef LNCP_H
#define LNCP_H

/* What the files of the binding share. `lncp_` functions take a lua_State and
 * may raise; `Lncp_` functions are called from Lua, and LNCP_FUNCTION makes the
 * Lua name from the C name. */

#include "bytes.h"
#include "compat.h"
#include "model.h"

#define LNCP_FUNCTION(prefix, name)                                                                          \
    { #name, Lncp_##prefix##_##name }

/* The class of requests, an ncp_message each: made by ncp.core, read by ncp.curl as well. */
#define LNCP_REQUEST_CLASS "ncp.Request"

/* The class of what is told of an answer: `status`, and `raw_headers`, "name:value\n" each with the
 * name in lower case, from which `headers` and `request_id` come. */
#define LNCP_META_CLASS "ncp.Meta"
/* Of an answer that came over a new connection, and over one that was kept. */
#define LNCP_META_FRESH_CLASS "ncp.Meta, new connection"
#define LNCP_META_REUSED_CLASS "ncp.Meta, kept connection"

/* Makes the metatable of a class: `methods`, `release` as __gc, __close and
 * :close() (so it must be idempotent and take an all-zero object), `describe` as
 * __tostring. Leaves nothing on the stack. */
void lncp_new_class(lua_State *L, const char *name, const luaL_Reg *methods, lua_CFunction release,
                    lua_CFunction describe);

/* Pushes an all-zero object of a class; acquire resources into it afterwards. */
void *lncp_new_object(lua_State *L, const char *class_name, size_t size);

/* Pushes nil and a message, for `return`. */
int lncp_fail(lua_State *L, const char *message);

/* Pushes what is in a buffer. */
void lncp_push_bytes(lua_State *L, const ncp_bytes *bytes);

/* Pushes how an object that holds a credential prints, "class(access key)"; returns 1. */
int lncp_push_holder(lua_State *L, const char *class_name, const ncp_bytes *access_key);

/* An ncp.Secret: a string in wiped memory that prints as ***. */
void lncp_push_secret(lua_State *L, const char *text, size_t length);

/* The text of a string or an open ncp.Secret, or NULL for anything else. Valid
 * while the value stays on the stack. */
const char *lncp_to_secret_text(lua_State *L, int index, size_t *length);

/* Pushes an empty buffer that Lua releases: text is built in it, so that an
 * error raised half-way leaks nothing and leaves no secret behind. */
ncp_bytes *lncp_new_buffer(lua_State *L);

/* Appends a Lua value as JSON: a table that is a sequence or was marked by
 * core.array as an array, another table as an object with sorted keys,
 * lightuserdata NULL (what lua-cjson uses) as null. Returns NULL, or why the
 * value has no JSON form; raises when memory ran out. */
const char *lncp_append_json(lua_State *L, int index, ncp_bytes *out);

/* Whether this is what lua-cjson makes of JSON's null. */
bool lncp_is_null(lua_State *L, int index);

/* Whether the table at `index` has no entries but 1 to its length. */
bool lncp_is_sequence(lua_State *L, int index);

/* Pushes the keys of the table at `index`, all strings, as a sorted sequence.
 * Returns false, pushing nothing, when a key is not a string. */
bool lncp_push_sorted_keys(lua_State *L, int index);

/* Raises the error of a buffer that could not grow. */
void lncp_check_memory(lua_State *L, bool had_enough);

/* The operation of that number, as `core.describe` gives it in `id`; NULL beyond the last. */
const ncp_operation *lncp_operation_at(long long id);

enum { LNCP_HINT_SIZE = 192 };

/* Writes what the row's version of the API calls a field that its other version has, such as
 * "canConsoleAccess is consoleAccessible in v2". False when that has no such field either. */
bool lncp_hint_of_other(const ncp_operation *row, const char *name, char hint[LNCP_HINT_SIZE]);

/* Registers the class of the buffers that lncp_new_buffer() makes. */
void lncp_open_buffer(lua_State *L);

#endif
