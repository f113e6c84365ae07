#include <fnmatch.h>
#include <string.h>

#include "directory.h"
#include "leak.h"
#include "lncp.h"

/* The module ncp.leak: what recognises key ids, and folders, for ncp.keys.ids. It links zlib
 * and is loaded by those who look for ids only. */

static const char recogniser_class[] = "ncp.Recogniser";
static const char folder_class[] = "ncp.Folder";

static ncp_leak *check_recogniser(lua_State *L) { return luaL_checkudata(L, 1, recogniser_class); }

static int release_recogniser(lua_State *L) {
    ncp_leak_free(check_recogniser(L));
    return 0;
}

static int describe_recogniser(lua_State *L) {
    lua_pushstring(L, recogniser_class);
    return 1;
}

/* recogniser(most) → what takes texts of up to `most` bytes in all. */
static int Lncp_leak_recogniser(lua_State *L) {
    lua_Number most = luaL_checknumber(L, 1);
    luaL_argcheck(L, most >= 0 && most < 9007199254740992.0, 1, "a number of bytes is expected");
    ncp_leak *leak = lncp_new_object(L, recogniser_class, sizeof *leak);
    leak->search.most = (uint64_t)most;
    return 1;
}

static void check_status(lua_State *L, ncp_leak_status status) {
    lncp_check_memory(L, status != NCP_LEAK_NO_MEMORY);
}

/* recogniser:feed(text [, from]) → the place behind what was taken, and whether that is all
 * until it is told by `know` what accounts hold; or nil when the texts are too long. Takes
 * the text from place `from`, 1 when left out. */
static int Lncp_recogniser_feed(lua_State *L) {
    size_t length, taken;
    ncp_leak *leak = check_recogniser(L);
    const char *text = luaL_checklstring(L, 2, &length);
    lua_Number from = luaL_optnumber(L, 3, 1);
    luaL_argcheck(L, from >= 1 && from <= (lua_Number)length + 1, 3, "is no place in the text");
    size_t at = (size_t)from - 1;
    ncp_leak_status status = ncp_leak_feed(leak, text + at, length - at, &taken);
    check_status(L, status);
    if (status == NCP_LEAK_TOO_LONG) return 0;
    lncp_push_integer(L, at + taken + 1);
    lua_pushboolean(L, status == NCP_LEAK_FULL);
    return 2;
}

/* recogniser:finish() ends the text: the next to be fed is another one. */
static int Lncp_recogniser_finish(lua_State *L) {
    check_status(L, ncp_leak_end(check_recogniser(L)));
    return 0;
}

/* recogniser:know(ids) tells what accounts hold, a list of strings. From then on words of the
 * old form count only if they are on such a list. */
static int Lncp_recogniser_know(lua_State *L) {
    ncp_leak *leak = check_recogniser(L);
    luaL_checktype(L, 2, LUA_TTABLE);
    leak->search.finds.knows = true;
    size_t count = lncp_length(L, 2), length;
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(L, 2, (int)i);
        const char *id = luaL_checklstring(L, -1, &length);
        lncp_check_memory(L, ncp_finds_know(&leak->search.finds, id, length));
        lua_pop(L, 1);
    }
    return 0;
}

static void set_number(lua_State *L, const char *name, double number) {
    lncp_push_integer(L, number);
    lua_setfield(L, -2, name);
}

static void set_flag(lua_State *L, const char *name, bool flag) {
    lua_pushboolean(L, flag);
    lua_setfield(L, -2, name);
}

static void push_encodings(lua_State *L, const ncp_origin *origin) {
    static const char *const names[NCP_ENCODINGS] = {"",        "JSON",   "URL",    "quoted-printable",
                                                     "colours", "UTF-16", "base64", "gzip"};
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    for (int i = 0; i < NCP_LEAK_LAYERS && origin->encodings[i] != NCP_ENCODING_NONE; i++) {
        if (i > 0) luaL_addstring(&buffer, ", ");
        luaL_addstring(&buffer, names[origin->encodings[i]]);
    }
    luaL_pushresult(&buffer);
}

/* Sets what is known of a place in the table on top of the stack. */
static void set_origin(lua_State *L, const ncp_origin *origin) {
    set_number(L, "source", (double)origin->source + 1);
    set_number(L, "line", origin->line);
    set_number(L, "column", origin->column);
    if (origin->encodings[0] == NCP_ENCODING_NONE) return;
    push_encodings(L, origin);
    lua_setfield(L, -2, "encoding");
}

/* recogniser:find(id) → `{ source, line, column, encoding }`, where it stands first, alone or
 * in a longer word; or nil. `source` is the number of the text, `encoding` is such as
 * "JSON, base64", the outermost first, and nil for a text as it is. */
static int Lncp_recogniser_find(lua_State *L) {
    size_t length;
    ncp_origin origin;
    const ncp_leak *leak = check_recogniser(L);
    const char *id = luaL_checklstring(L, 2, &length);
    if (!ncp_finds_has(&leak->search.finds, id, length, &origin)) return 0;
    lua_createtable(L, 0, 4);
    set_origin(L, &origin);
    return 1;
}

/* recogniser:listed() → what stands alone, in the order in which it does: places as of
 * `find`, with `id` and `kind`: "new", "old", or "word" for what has 20 letters, or 20
 * digits, and is hardly an id. */
static int Lncp_recogniser_listed(lua_State *L) {
    static const char *const kinds[] = {"", "word", "old", "new"};
    ncp_leak *leak = check_recogniser(L);
    ncp_finds_sort(&leak->search.finds);
    lua_createtable(L, (int)leak->search.finds.listed_length, 0);
    for (size_t i = 0; i < leak->search.finds.listed_length; i++) {
        const ncp_find *find = &leak->search.finds.listed[i];
        lua_createtable(L, 0, 6);
        lua_pushlstring(L, leak->search.finds.windows.text.data + find->at, find->length);
        lua_setfield(L, -2, "id");
        lua_pushstring(L, kinds[find->kind]);
        lua_setfield(L, -2, "kind");
        set_origin(L, &find->origin);
        lua_rawseti(L, -2, (int)i + 1);
    }
    return 1;
}

/* recogniser:counts() → `bytes` and `texts` that were taken; `hits`, how often something
 * stood alone; `candidates`, what is an id only if an account holds it; `unheld`, what was
 * left for want of an account after `know`; `cut`, whether something that expands too much
 * was left before its end; `overflowed`, whether there were more words than can be kept. */
static int Lncp_recogniser_counts(lua_State *L) {
    const ncp_leak *leak = check_recogniser(L);
    const ncp_finds *finds = &leak->search.finds;
    size_t sure = 0;
    for (size_t i = 0; i < finds->listed_length; i++) sure += finds->listed[i].kind == NCP_FIND_ID;
    lua_createtable(L, 0, 7);
    set_number(L, "bytes", (double)leak->taken);
    set_number(L, "texts", leak->search.source);
    set_number(L, "hits", (double)finds->hits);
    set_number(L, "candidates", (double)(finds->windows.count - sure));
    set_number(L, "unheld", (double)finds->unheld);
    set_flag(L, "cut", leak->search.is_cut);
    set_flag(L, "overflowed", finds->overflowed);
    return 1;
}

static int release_folder(lua_State *L) {
    ncp_directory_close(luaL_checkudata(L, 1, folder_class));
    return 0;
}

static int describe_folder(lua_State *L) {
    lua_pushstring(L, folder_class);
    return 1;
}

static int fail_with(lua_State *L, int failure) { return lncp_fail(L, strerror(failure)); }

static const char *const file_kinds[] = {"file", "folder", "link", "special"};

/* folder(path) → a list of `{ name =, kind = }` of what is in it, kinds "file", "folder",
 * "link" (not followed) or "special"; nil and a message when it cannot be read. */
static int Lncp_leak_folder(lua_State *L) {
    const char *path = luaL_checkstring(L, 1), *name;
    ncp_file_kind kind;
    ncp_directory *folder = lncp_new_object(L, folder_class, sizeof *folder);
    int failure = ncp_directory_open(folder, path);
    lua_newtable(L);
    for (int i = 1; failure == 0; i++) {
        failure = ncp_directory_next(folder, &name, &kind);
        if (failure != 0 || name == NULL) break;
        lua_createtable(L, 0, 2);
        lua_pushstring(L, name);
        lua_setfield(L, -2, "name");
        lua_pushstring(L, file_kinds[kind]);
        lua_setfield(L, -2, "kind");
        lua_rawseti(L, -2, i);
    }
    ncp_directory_close(folder);
    return failure == 0 ? 1 : fail_with(L, failure);
}

/* kind(path) → "file", "folder" or "special", links followed; nil and a message. */
static int Lncp_leak_kind(lua_State *L) {
    ncp_file_kind kind;
    int failure = ncp_file_kind_of(luaL_checkstring(L, 1), &kind);
    if (failure != 0) return fail_with(L, failure);
    lua_pushstring(L, file_kinds[kind]);
    return 1;
}

/* matches(pattern, name) → whether a pattern of the shell (* ? [a-z]) fits. */
static int Lncp_leak_matches(lua_State *L) {
    lua_pushboolean(L, fnmatch(luaL_checkstring(L, 1), luaL_checkstring(L, 2), 0) == 0);
    return 1;
}

LNCP_EXPORT int luaopen_ncp_leak(lua_State *L);

LNCP_EXPORT int luaopen_ncp_leak(lua_State *L) {
    static const luaL_Reg none[] = {{NULL, NULL}};
    static const luaL_Reg methods[] = {
        LNCP_FUNCTION(recogniser, feed),
        LNCP_FUNCTION(recogniser, finish),
        LNCP_FUNCTION(recogniser, know),
        LNCP_FUNCTION(recogniser, find),
        LNCP_FUNCTION(recogniser, listed),
        LNCP_FUNCTION(recogniser, counts),
        {NULL, NULL},
    };
    static const luaL_Reg functions[] = {
        LNCP_FUNCTION(leak, recogniser),
        LNCP_FUNCTION(leak, folder),
        LNCP_FUNCTION(leak, kind),
        LNCP_FUNCTION(leak, matches),
        {NULL, NULL},
    };
    lncp_new_class(L, recogniser_class, methods, release_recogniser, describe_recogniser);
    lncp_new_class(L, folder_class, none, release_folder, describe_folder);
    lua_newtable(L);
    lncp_set_functions(L, functions);
    return 1;
}
