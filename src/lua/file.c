#define _POSIX_C_SOURCE 200809L /* PATH_MAX */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "durable.h"
#include "lncp.h"
#include "parts.h"

static const char reserved_class[] = "ncp.ReservedFile";

static ncp_durable *check_reserved(lua_State *L) { return luaL_checkudata(L, 1, reserved_class); }

static int release_reserved(lua_State *L) {
    ncp_durable_close(check_reserved(L));
    return 0;
}

static int describe_reserved(lua_State *L) {
    lua_pushfstring(L, "%s (%s)", reserved_class, check_reserved(L)->owner != 0 ? "open" : "closed");
    return 1;
}

/* The path at `index`, or NULL for one that no file can have. */
static const char *check_path(lua_State *L, int index) {
    size_t length;
    const char *path = luaL_checklstring(L, index, &length);
    return strlen(path) == length ? path : NULL;
}

static int fail_path(lua_State *L) { return lncp_fail(L, "the path has a NUL in it"); }

static int fail(lua_State *L, const char *path, const ncp_error *error) {
    lua_pushnil(L);
    lua_pushfstring(L, "%s: %s", path, error->message);
    return 2;
}

static int answer(lua_State *L, bool done, const char *path, const ncp_error *error) {
    if (!done) return fail(L, path, error);
    lua_pushboolean(L, true);
    return 1;
}

static const char *check_data(lua_State *L, size_t *length) {
    const char *data = lncp_to_secret_text(L, 2, length);
    luaL_argcheck(L, data != NULL, 2, "a string or an open ncp.Secret is expected");
    return data;
}

/* Messages begin with the path.
 *
 * write_file(path, data) → true, or nil and a message. The file is there wholly or not at
 * all. A new one has mode 0600; else its owner, group and mode are kept. `data` is a string
 * or an ncp.Secret. */
static int Lncp_file_write_file(lua_State *L) {
    size_t length;
    ncp_error error = {{0}};
    const char *path = check_path(L, 1);
    const char *data = check_data(L, &length);
    if (path == NULL) return fail_path(L);
    return answer(L, ncp_durable_write(path, data, length, &error), path, &error);
}

typedef int opener(const char *path, ncp_error *error);

static int open_plain(const char *path, ncp_error *error) { return ncp_file_open(path, O_RDONLY, error); }

static int read_through(lua_State *L, opener *open_file) {
    ncp_error error = {{0}};
    const char *path = check_path(L, 1);
    lua_Number limit = luaL_checknumber(L, 2);
    luaL_argcheck(L, limit >= 0 && limit <= 1 << 30, 2, "0 to 1073741824 bytes are expected");
    if (path == NULL) return fail_path(L);
    ncp_bytes *text = lncp_new_buffer(L);
    int file = open_file(path, &error);
    if (file >= 0 && ncp_file_read(file, (size_t)limit, text, &error)) {
        lncp_push_bytes(L, text);
        return 1;
    }
    int reason = errno;
    (void)fail(L, path, &error);
    lua_pushinteger(L, reason);
    return 3;
}

/* read_file(path, limit) → what a plain file holds, at most `limit` bytes; or nil, a message and the
 * number of the system's error. */
static int Lncp_file_read_file(lua_State *L) { return read_through(L, open_plain); }

/* read_input(path, limit) → the same of what a user names as input, which may also be a FIFO to
 * which somebody writes, /dev/stdin, or what stands for a shell's <(...). */
static int Lncp_file_read_input(lua_State *L) { return read_through(L, ncp_file_open_input); }

/* check_file(path [, is_new]) → true when write_file can write there, as far as can be seen
 * without writing, else nil and a message. `is_new`: true when there must be none yet. */
static int Lncp_file_check_file(lua_State *L) {
    ncp_error error = {{0}};
    const char *path = check_path(L, 1);
    if (path == NULL) return fail_path(L);
    return answer(L, ncp_durable_check(path, lua_toboolean(L, 2), &error), path, &error);
}

/* reserve_file(path, room [, is_new]) → a handle for a file of up to `room` bytes, whose
 * room on the disk is taken, and how many files were removed that killed runs had left
 * there; or nil and a message. */
static int Lncp_file_reserve_file(lua_State *L) {
    ncp_error error = {{0}};
    const char *path = check_path(L, 1);
    lua_Number room = luaL_checknumber(L, 2);
    luaL_argcheck(L, room >= 0 && room <= 1 << 20, 2, "0 to 1048576 bytes are expected");
    if (path == NULL) return fail_path(L);
    bool is_new = lua_toboolean(L, 3);
    ncp_durable *durable = lncp_new_object(L, reserved_class, sizeof *durable);
    if (!ncp_durable_reserve(durable, path, (size_t)room, is_new, &error)) return fail(L, path, &error);
    lncp_push_integer(L, durable->removed);
    return 2;
}

/* handle:fill(data) → true when the file is in place, or nil and a message. Closes it. */
static int Lncp_file_fill(lua_State *L) {
    size_t length;
    ncp_error error = {{0}};
    ncp_durable *durable = check_reserved(L);
    const char *data = check_data(L, &length);
    return answer(L, ncp_durable_fill(durable, data, length, &error), durable->path, &error);
}

/* handle:make_private() → true when nobody but the owner will be able to read or write the file, whatever the
 * one in its place allowed; or nil and a message. */
static int Lncp_file_make_private(lua_State *L) {
    ncp_error error = {{0}};
    ncp_durable *durable = check_reserved(L);
    return answer(L, ncp_durable_make_private(durable, &error), durable->path, &error);
}

/* make_folder(path) → true when the folder is there, which may have been made, with mode 0700; or nil and a
 * message. */
static int Lncp_file_make_folder(lua_State *L) {
    ncp_error error = {{0}};
    const char *path = check_path(L, 1);
    if (path == NULL) return fail_path(L);
    return answer(L, ncp_file_make_folder(path, &error), path, &error);
}

/* is_same_file(path, other) → whether both lead to one file, which need not be there yet. */
static int Lncp_file_is_same_file(lua_State *L) {
    const char *path = check_path(L, 1), *other = check_path(L, 2);
    lua_pushboolean(L, path != NULL && other != NULL && ncp_file_is_same(path, other));
    return 1;
}

void lncp_open_file(lua_State *L) {
    static const luaL_Reg methods[] = {
        LNCP_FUNCTION(file, fill), LNCP_FUNCTION(file, make_private), {NULL, NULL}};
    static const luaL_Reg functions[] = {
        LNCP_FUNCTION(file, write_file),   LNCP_FUNCTION(file, read_file),
        LNCP_FUNCTION(file, read_input),   LNCP_FUNCTION(file, check_file),
        LNCP_FUNCTION(file, reserve_file), LNCP_FUNCTION(file, is_same_file),
        LNCP_FUNCTION(file, make_folder),  {NULL, NULL},
    };
    lncp_new_class(L, reserved_class, methods, release_reserved, describe_reserved);
    lncp_set_functions(L, functions);
}
