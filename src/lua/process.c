#define _POSIX_C_SOURCE 200809L
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "lncp.h"
#include "parts.h"
#include "terminal.h"

enum { MOST_ARGUMENTS = 32 };

static const char process_class[] = "ncp.Process";

static ncp_process *check_process(lua_State *L) { return luaL_checkudata(L, 1, process_class); }

static int release_process(lua_State *L) {
    ncp_process_close(check_process(L));
    return 0;
}

static int describe_process(lua_State *L) {
    lua_pushfstring(L, "%s (child %d)", process_class, (int)check_process(L)->child);
    return 1;
}

static int fail_with(lua_State *L, const char *what, int failure) {
    lua_pushnil(L);
    lua_pushfstring(L, "%s: %s", what, strerror(failure));
    return 2;
}

/* process.open() → a handle, or nil and a message. From now on until handle:close()
 * the signals TERM, INT and HUP wait for handle:wait(). The last to be opened is the
 * first to be closed. */
static int Lncp_process_open(lua_State *L) {
    ncp_process *process = lncp_new_object(L, process_class, sizeof *process);
    int failure = ncp_process_open(process);
    return failure == 0 ? 1 : fail_with(L, "the signals cannot be blocked", failure);
}

/* The strings of the table at `index`, which keeps them alive. */
static void check_arguments(lua_State *L, int index, const char *argv[MOST_ARGUMENTS + 1]) {
    luaL_checktype(L, index, LUA_TTABLE);
    size_t count = lncp_length(L, index);
    luaL_argcheck(L, count >= 1 && count <= MOST_ARGUMENTS, index, "1 to 32 strings are expected");
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, index, (int)i + 1);
        luaL_argcheck(L, lua_type(L, -1) == LUA_TSTRING, index, "a list of strings is expected");
        argv[i] = lua_tostring(L, -1);
        lua_pop(L, 1);
    }
    argv[count] = NULL;
}

/* handle:start(argv [, output [, input]]) → true, or nil and a message. argv[1] is looked
 * for in PATH; `output` names the file that both outputs of the child are appended to;
 * `input`, a string or an ncp.Secret of up to 512 bytes, is all that it reads. */
static int Lncp_process_start(lua_State *L) {
    const char *argv[MOST_ARGUMENTS + 1];
    ncp_process *process = check_process(L);
    check_arguments(L, 2, argv);
    ncp_process_streams streams = {.output = luaL_optstring(L, 3, NULL)};
    if (!lua_isnoneornil(L, 4)) {
        streams.input = lncp_to_secret_text(L, 4, &streams.input_length);
        luaL_argcheck(L, streams.input != NULL, 4, "a string or an open ncp.Secret is expected");
    }
    int failure = ncp_process_start(process, argv, &streams);
    if (failure != 0) return fail_with(L, argv[0], failure);
    lua_pushboolean(L, true);
    return 1;
}

static const char *signal_name(int number) {
    return number == SIGINT ? "INT" : number == SIGHUP ? "HUP" : "TERM";
}

/* handle:wait(seconds) → "signal" and its name (TERM, INT or HUP), or "exited" and
 * the child's status (128 + N when signal N ended it), or nil when time is over. */
static int Lncp_process_wait(lua_State *L) {
    int detail = 0;
    ncp_process *process = check_process(L);
    switch (ncp_process_wait(process, luaL_checknumber(L, 2), &detail)) {
    case NCP_PROCESS_EXITED:
        lua_pushliteral(L, "exited");
        lncp_push_integer(L, detail);
        return 2;
    case NCP_PROCESS_SIGNAL:
        lua_pushliteral(L, "signal");
        lua_pushstring(L, signal_name(detail));
        return 2;
    default: return 0;
    }
}

/* handle:unread() → how many bytes of its input the child that ended did not read. They
 * are gone then. */
static int Lncp_process_unread(lua_State *L) {
    lncp_push_integer(L, (long long)ncp_process_unread(check_process(L)));
    return 1;
}

/* handle:stop([grace]) ends the child: TERM, and KILL after `grace` seconds (5). */
static int Lncp_process_stop(lua_State *L) {
    ncp_process *process = check_process(L);
    ncp_process_stop(process, luaL_optnumber(L, 2, 5));
    return 0;
}

/* process.free_port([port]) → a TCP port that is free on 127.0.0.1, or that one when
 * it is; nil and a message otherwise. */
static int Lncp_process_free_port(lua_State *L) {
    lua_Number wanted = luaL_optnumber(L, 1, 0);
    luaL_argcheck(L, wanted >= 0 && wanted <= UINT16_MAX, 1, "a port is 0 to 65535");
    uint16_t port = (uint16_t)wanted;
    int failure = ncp_process_free_port(&port);
    if (failure != 0) return fail_with(L, "127.0.0.1", failure);
    lncp_push_integer(L, port);
    return 1;
}

/* process.terminal(fd) → the columns of the terminal at 0 (input), 1 (output) or 2
 * (errors), or nil when that is none. */
static int Lncp_process_terminal(lua_State *L) {
    enum { USUAL_COLUMNS = 80 };
    struct winsize size = {0};
    int fd = (int)luaL_checknumber(L, 1);
    if (!isatty(fd)) return 0;
    if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) size.ws_col = USUAL_COLUMNS;
    lncp_push_integer(L, size.ws_col);
    return 1;
}

/* process.read_line([is_secret]) → the next line of standard input; or nil and why there is none,
 * such as that the input "ends here" or "is empty". `is_secret`: the line is an ncp.Secret, and a
 * terminal does not show it. Reads past Lua's buffers. */
static int Lncp_process_read_line(lua_State *L) {
    ncp_error error = {{0}};
    bool is_secret = lua_toboolean(L, 1);
    ncp_bytes *line = lncp_new_buffer(L);
    if (!ncp_terminal_read_line(STDIN_FILENO, is_secret, line, &error)) return lncp_fail(L, error.message);
    if (line->length == 0) return lncp_fail(L, "is empty");
    if (is_secret)
        lncp_push_secret(L, line->data, line->length);
    else
        lncp_push_bytes(L, line);
    return 1;
}

/* process.end_on_interrupt(): SIGINT ends the program at once. The stand-alone Lua has it
 * raise an error instead, which comes only when the call to the network is over. */
static int Lncp_process_end_on_interrupt(lua_State *L) {
    struct sigaction action = {.sa_handler = SIG_DFL};
    if (sigaction(SIGINT, &action, NULL) != 0) return luaL_error(L, "%s", strerror(errno));
    return 0;
}

/* process.hold_streams() gives each standard stream that is closed a place of its own,
 * where its use fails. Else the next connection or file would get what is written to it. */
static int Lncp_process_hold_streams(lua_State *L) {
    (void)L;
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        bool closed = fcntl(fd, F_GETFD) == -1 && errno == EBADF;
        if (closed) (void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
    return 0;
}

void lncp_open_process(lua_State *L) {
    static const luaL_Reg methods[] = {
        LNCP_FUNCTION(process, start),
        LNCP_FUNCTION(process, wait),
        LNCP_FUNCTION(process, stop),
        LNCP_FUNCTION(process, unread),
        {NULL, NULL},
    };
    static const luaL_Reg functions[] = {
        LNCP_FUNCTION(process, open),
        LNCP_FUNCTION(process, free_port),
        LNCP_FUNCTION(process, terminal),
        LNCP_FUNCTION(process, end_on_interrupt),
        LNCP_FUNCTION(process, hold_streams),
        LNCP_FUNCTION(process, read_line),
        {NULL, NULL},
    };
    lncp_new_class(L, process_class, methods, release_process, describe_process);
    lua_newtable(L);
    lncp_set_functions(L, functions);
    lua_setfield(L, -2, "process");
}
