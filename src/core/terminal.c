#define _POSIX_C_SOURCE 200809L
#include "terminal.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <termios.h>
#include <unistd.h>

enum { LOOK_EVERY_MS = 100 };

static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
static const size_t signal_count = sizeof signals / sizeof *signals;

typedef enum outcome { READ_LINE, READ_NOTHING, GOT_SIGNAL } outcome;

static outcome fail(ncp_error *error, const char *reason) {
    ncp_error_set(error, "%s", reason);
    return READ_NOTHING;
}

static bool has_signal(void) {
    sigset_t pending;
    if (sigpending(&pending) != 0) return false;
    for (size_t i = 0; i < signal_count; i++) {
        if (sigismember(&pending, signals[i]) == 1) return true;
    }
    return false;
}

static outcome wait_for_input(int file) {
    struct pollfd entry = {.fd = file, .events = POLLIN};
    while (poll(&entry, 1, LOOK_EVERY_MS) == 0) {
        if (has_signal()) return GOT_SIGNAL;
    }
    return READ_LINE;
}

/* Byte by byte, as what follows is for others. */
static outcome read_line(int file, bool looks_for_signals, ncp_bytes *line, ncp_error *error) {
    for (;;) {
        char c;
        if (looks_for_signals && wait_for_input(file) == GOT_SIGNAL) return GOT_SIGNAL;
        ssize_t count = read(file, &c, 1);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) {
            ncp_error_set_system(error, "cannot be read", errno);
            return READ_NOTHING;
        }
        if (count == 0 && line->length == 0) return fail(error, "ends here");
        if (count == 0 || c == '\n') {
            if (line->length > 0 && line->data[line->length - 1] == '\r') line->length--;
            return READ_LINE;
        }
        if (line->length == NCP_TERMINAL_LONGEST) return fail(error, "has a line that is too long");
        if (!ncp_bytes_append_char(line, c)) return fail(error, "is too long for the memory");
    }
}

static outcome read_hidden(int file, const struct termios *shown, ncp_bytes *line, ncp_error *error) {
    sigset_t blocked, before;
    (void)sigemptyset(&blocked);
    for (size_t i = 0; i < signal_count; i++) (void)sigaddset(&blocked, signals[i]);
    (void)sigprocmask(SIG_BLOCK, &blocked, &before);
    struct termios hidden = *shown;
    hidden.c_lflag = (hidden.c_lflag & ~(tcflag_t)ECHO) | ECHONL;
    (void)tcsetattr(file, TCSADRAIN, &hidden);
    outcome outcome = read_line(file, true, line, error);
    (void)tcsetattr(file, TCSADRAIN, shown);
    (void)sigprocmask(SIG_SETMASK, &before, NULL); /* here a signal that came takes effect */
    return outcome;
}

bool ncp_terminal_read_line(int file, bool is_hidden, ncp_bytes *line, ncp_error *error) {
    struct termios shown;
    if (!is_hidden || tcgetattr(file, &shown) != 0) return read_line(file, false, line, error) == READ_LINE;
    outcome outcome;
    do { /* again after a stop */
        outcome = read_hidden(file, &shown, line, error);
    } while (outcome == GOT_SIGNAL);
    return outcome == READ_LINE;
}
