#define _XOPEN_SOURCE 700
#include "terminal.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

static bool shows(int terminal) {
    struct termios state;
    return tcgetattr(terminal, &state) == 0 && (state.c_lflag & ECHO) != 0;
}

static void check_line(const char *input, bool is_read, const char *expected) {
    int ends[2];
    ncp_bytes line = {0};
    ncp_error error = {{0}};
    CHECK(pipe(ends) == 0 && write(ends[1], input, strlen(input)) == (ssize_t)strlen(input));
    (void)close(ends[1]);
    CHECK(ncp_terminal_read_line(ends[0], false, &line, &error) == is_read);
    CHECK(is_read ? check_bytes(&line, expected) : strcmp(error.message, expected) == 0);
    (void)close(ends[0]);
    ncp_bytes_free(&line);
}

static void test_lines_of_a_pipe(void) {
    char longest[NCP_TERMINAL_LONGEST + 2] = "";
    check_line("one\ntwo\n", true, "one");
    check_line("one\r\n", true, "one");
    check_line("\n", true, "");
    check_line("without an end", true, "without an end");
    check_line("", false, "ends here");
    memset(longest, 'x', NCP_TERMINAL_LONGEST);
    check_line(longest, true, longest);
    longest[NCP_TERMINAL_LONGEST] = 'x';
    check_line(longest, false, "has a line that is too long");
}

static void test_what_cannot_be_read(void) {
    ncp_bytes line = {0};
    ncp_error error = {{0}};
    int folder = open("/", O_RDONLY);
    CHECK(!ncp_terminal_read_line(folder, true, &line, &error));
    CHECK(strcmp(error.message, "cannot be read: Is a directory") == 0);
    (void)close(folder);
}

static volatile sig_atomic_t signals, shown;
static int keyboard, terminal;

static bool type(void) { return write(keyboard, "secret\n", 7) == 7; }

/* Who is interrupted types afterwards, once the signal has taken effect. */
static void look_and_type(int number) {
    (void)number;
    signals++;
    shown += shows(terminal) && type();
}

/* Does it once nothing is shown any more, and not at once. */
static _Noreturn void type_or_interrupt(pid_t reader, int number) {
    static const struct timespec moment = {.tv_nsec = 1000000}, thought = {.tv_nsec = 250000000};
    while (shows(keyboard)) (void)nanosleep(&moment, NULL);
    (void)nanosleep(&thought, NULL);
    bool done = number != 0 ? kill(reader, number) == 0 : type();
    exit(done ? 0 : 1);
}

static void read_hidden_while(int number) {
    ncp_bytes line = {0};
    ncp_error error = {{0}};
    int status = -1;
    pid_t reader = getpid(), typist = fork();
    if (typist == 0) type_or_interrupt(reader, number);
    CHECK(ncp_terminal_read_line(terminal, true, &line, &error));
    CHECK_BYTES(&line, "secret");
    CHECK(shows(terminal) && waitpid(typist, &status, 0) == typist && status == 0);
    ncp_bytes_free(&line);
}

static void test_a_signal_finds_the_terminal_as_it_was(void) {
    keyboard = posix_openpt(O_RDWR | O_NOCTTY);
    CHECK(grantpt(keyboard) == 0 && unlockpt(keyboard) == 0);
    terminal = open(ptsname(keyboard), O_RDWR | O_NOCTTY);
    if (!CHECK(terminal >= 0 && shows(terminal))) return;
    struct sigaction action = {.sa_handler = look_and_type};
    CHECK(sigaction(SIGTERM, &action, NULL) == 0);
    read_hidden_while(0);
    CHECK(signals == 0);
    read_hidden_while(SIGTERM);
    CHECK(signals == 1 && shown == 1);
    (void)close(terminal);
    (void)close(keyboard);
}

int main(void) {
    test_lines_of_a_pipe();
    test_what_cannot_be_read();
    test_a_signal_finds_the_terminal_as_it_was();
    return check_finish();
}
