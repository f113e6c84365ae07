#include <string.h>

#include "journal.h"
#include "lncp.h"
#include "parts.h"

static const char journal_class[] = "ncp.JournalFile";

static ncp_journal *check_journal(lua_State *L) { return luaL_checkudata(L, 1, journal_class); }

static int release_journal(lua_State *L) {
    ncp_journal_close(check_journal(L));
    return 0;
}

static int describe_journal(lua_State *L) {
    lua_pushfstring(L, "%s (%s)", journal_class, check_journal(L)->owner != 0 ? "open" : "closed");
    return 1;
}

static int answer(lua_State *L, bool done, const ncp_error *error) {
    if (!done) return lncp_fail(L, error->message);
    lua_pushboolean(L, true);
    return 1;
}

/* open_journal(path) → a file that only grows and that nobody else can open until
 * handle:close(), or nil and a message. */
static int Lncp_journal_open_journal(lua_State *L) {
    size_t length;
    const char *path = luaL_checklstring(L, 1, &length);
    if (strlen(path) != length) return lncp_fail(L, "has a NUL in its path");
    ncp_error error = {{0}};
    ncp_journal *journal = lncp_new_object(L, journal_class, sizeof *journal);
    return ncp_journal_open(journal, path, &error) ? 1 : lncp_fail(L, error.message);
}

/* handle:append(text) → true when the text is on the disk, or nil and a message; then
 * nothing more can be appended. */
static int Lncp_journal_append(lua_State *L) {
    size_t length;
    ncp_error error = {{0}};
    ncp_journal *journal = check_journal(L);
    const char *text = luaL_checklstring(L, 2, &length);
    return answer(L, ncp_journal_append(journal, text, length, &error), &error);
}

/* handle:cut(length) → true, or nil and a message: keeps the first `length` bytes. */
static int Lncp_journal_cut(lua_State *L) {
    ncp_error error = {{0}};
    ncp_journal *journal = check_journal(L);
    lua_Number length = luaL_checknumber(L, 2);
    luaL_argcheck(L, length >= 0, 2, "a length is 0 or more");
    return answer(L, ncp_journal_cut(journal, (size_t)length, &error), &error);
}

void lncp_open_journal(lua_State *L) {
    static const luaL_Reg methods[] = {
        LNCP_FUNCTION(journal, append),
        LNCP_FUNCTION(journal, cut),
        {NULL, NULL},
    };
    static const luaL_Reg functions[] = {LNCP_FUNCTION(journal, open_journal), {NULL, NULL}};
    lncp_new_class(L, journal_class, methods, release_journal, describe_journal);
    lncp_set_functions(L, functions);
}
