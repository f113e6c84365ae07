#define _POSIX_C_SOURCE 200809L
#include "process.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <openssl/crypto.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/prctl.h>
#endif

#include "clock.h"

static void watched_signals(sigset_t *set) {
    (void)sigemptyset(set);
    (void)sigaddset(set, SIGTERM);
    (void)sigaddset(set, SIGINT);
    (void)sigaddset(set, SIGHUP);
    (void)sigaddset(set, SIGCHLD);
}

int ncp_process_open(ncp_process *process) {
    sigset_t set;
    watched_signals(&set);
    if (sigprocmask(SIG_BLOCK, &set, &process->before) != 0) return errno;
    process->owner = getpid();
    return 0;
}

static bool is_owner(const ncp_process *process) { return process->owner != 0 && process->owner == getpid(); }

static bool die_with(pid_t parent) {
#if defined(__linux__)
    if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0) return false;
#endif
    errno = ESRCH; /* it may have died before the call above */
    return getppid() == parent;
}

/* Moves a file above the standard streams, where it is closed by exec. Who has none of those gets their
 * numbers for other files, and the child's streams would take the place of these. Returns -1 with errno set
 * when there is no room, or no file. */
static int move_up(int file) {
    if (file < 0) return file;
    int moved = fcntl(file, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    int reason = errno;
    (void)close(file);
    errno = reason;
    return moved;
}

static bool redirect(const char *output, int input) {
    if (input >= 0 && dup2(input, STDIN_FILENO) < 0) return false;
    if (output == NULL) return true;
    int file = move_up(open(output, O_WRONLY | O_CREAT | O_APPEND, 0600));
    if (file < 0) return false;
    return dup2(file, STDOUT_FILENO) >= 0 && dup2(file, STDERR_FILENO) >= 0;
}

/* The mask from before may be that of another process's owner here, which blocks them too. */
static bool unblock_signals(const ncp_process *process) {
    sigset_t watched;
    watched_signals(&watched);
    return sigprocmask(SIG_SETMASK, &process->before, NULL) == 0 &&
           sigprocmask(SIG_UNBLOCK, &watched, NULL) == 0;
}

/* In the child. Tells through `report` why it could not become argv[0]. */
static _Noreturn void run_child(const ncp_process *process, const char *const argv[], const char *output,
                                int input, int report) {
    if (die_with(process->owner) && redirect(output, input) && unblock_signals(process)) {
        (void)execvp(argv[0], (char *const *)argv); /* its prototype is older than const */
    }
    int failure = errno;
    ssize_t written = write(report, &failure, sizeof failure);
    (void)written; /* nobody is left to be told */
    _exit(127);
}

/* Returns the errno value that the child reported, 0 when exec closed the pipe. */
static int read_report(int report) {
    int failure = 0;
    ssize_t length;
    do {
        length = read(report, &failure, sizeof failure);
    } while (length < 0 && errno == EINTR);
    return length == (ssize_t)sizeof failure ? failure : 0;
}

static bool open_pipe(int ends[2]) {
    if (pipe(ends) != 0) return false;
    ends[0] = move_up(ends[0]);
    ends[1] = move_up(ends[1]);
    if (ends[0] >= 0 && ends[1] >= 0) return true;
    int reason = errno;
    for (int i = 0; i < 2; i++)
        if (ends[i] >= 0) (void)close(ends[i]);
    errno = reason;
    return false;
}

/* Puts into *input the end of a pipe from which the whole of the text can be read, or
 * -1 when there is none. It is written before anybody reads: an empty pipe takes
 * PIPE_BUF bytes at once, and a child that does not read raises no SIGPIPE here. */
static int open_input(const ncp_process_streams *streams, int *input) {
    int ends[2];
    *input = -1;
    if (streams->input == NULL) return 0;
    if (streams->input_length > PIPE_BUF) return E2BIG;
    if (!open_pipe(ends)) return errno;
    *input = ends[0];
    ssize_t written = write(ends[1], streams->input, streams->input_length);
    int failure = written == (ssize_t)streams->input_length ? 0 : errno;
    (void)close(ends[1]);
    return failure;
}

static int start_child(ncp_process *process, const char *const argv[], const char *output, int input) {
    int ends[2];
    int failure = 0;
    if (!open_pipe(ends)) return errno;
    pid_t child = fork();
    if (child == 0) run_child(process, argv, output, input, ends[1]);
    if (child < 0) failure = errno;
    (void)close(ends[1]);
    if (child > 0) failure = read_report(ends[0]);
    (void)close(ends[0]);
    if (child > 0 && failure != 0) (void)waitpid(child, NULL, 0);
    if (failure == 0) process->child = child;
    return failure;
}

static void close_input(ncp_process *process) {
    if (process->input > 0) (void)close(process->input);
    process->input = 0;
}

/* Keeps the end that the child reads from, to see what is left in it. */
static int keep_input(ncp_process *process, int input) {
    close_input(process);
    if (input < 0) return 0;
    int kept = fcntl(input, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (kept < 0) return errno;
    process->input = kept;
    return 0;
}

int ncp_process_start(ncp_process *process, const char *const argv[], const ncp_process_streams *streams) {
    int input;
    if (!is_owner(process)) return EINVAL;
    if (process->child != 0) return EBUSY;
    int failure = open_input(streams, &input);
    if (failure == 0) failure = keep_input(process, input);
    if (failure == 0) failure = start_child(process, argv, streams->output, input);
    if (input >= 0) (void)close(input);
    if (failure != 0) close_input(process);
    return failure;
}

/* Nobody has the other end, so that reading never waits. */
size_t ncp_process_unread(ncp_process *process) {
    char rest[PIPE_BUF];
    if (process->input == 0) return 0;
    ssize_t length = read(process->input, rest, sizeof rest);
    OPENSSL_cleanse(rest, sizeof rest);
    close_input(process);
    return length > 0 ? (size_t)length : 0;
}

/* Forgets the child if it has ended, with its status in *status. */
static bool reap(ncp_process *process, int flags, int *status) {
    int raw = 0;
    if (process->child == 0) return false;
    pid_t ended = waitpid(process->child, &raw, flags);
    if (ended == 0 || (ended < 0 && errno == EINTR)) return false;
    process->child = 0;
    *status = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
    return true;
}

#if defined(__APPLE__)
/* No sigtimedwait, and no SIGCHLD is kept pending while nobody handles it: a short
 * sleep instead, after which the caller looks at the child again. */
static int take_signal(double seconds) {
    const double slice = 0.01;
    sigset_t watched, pending;
    int number = 0;
    watched_signals(&watched);
    (void)sigpending(&pending);
    if (sigismember(&pending, SIGTERM) || sigismember(&pending, SIGINT) || sigismember(&pending, SIGHUP))
        return sigwait(&watched, &number) == 0 ? number : 0;
    ncp_clock_sleep(seconds < slice ? seconds : slice);
    return 0;
}
#else
/* Returns the number of a watched signal, 0 when none came in time. */
static int take_signal(double seconds) {
    sigset_t watched;
    watched_signals(&watched);
    struct timespec limit = {.tv_sec = (time_t)seconds};
    limit.tv_nsec = (long)((seconds - (double)limit.tv_sec) * 1e9);
    int number = sigtimedwait(&watched, NULL, &limit);
    return number > 0 ? number : 0;
}
#endif

ncp_process_event ncp_process_wait(ncp_process *process, double seconds, int *detail) {
    double deadline = ncp_clock_monotonic() + seconds;
    for (;;) {
        double left = deadline - ncp_clock_monotonic();
        int number = take_signal(left > 0 ? left : 0);
        if (number != 0 && number != SIGCHLD) {
            *detail = number;
            return NCP_PROCESS_SIGNAL;
        }
        if (reap(process, WNOHANG, detail)) return NCP_PROCESS_EXITED;
        if (left <= 0) return NCP_PROCESS_TIMEOUT;
    }
}

/* The signal is repeated: nginx overlooks one that comes just before it waits for events. */
void ncp_process_stop(ncp_process *process, double grace) {
    const double pause = 0.01;
    int status;
    if (!is_owner(process) || process->child == 0) return;
    double deadline = ncp_clock_monotonic() + grace;
    while (ncp_clock_monotonic() < deadline) {
        (void)kill(process->child, SIGTERM);
        ncp_clock_sleep(pause);
        if (reap(process, WNOHANG, &status)) return;
    }
    (void)kill(process->child, SIGKILL);
    while (process->child != 0) (void)reap(process, 0, &status);
}

void ncp_process_close(ncp_process *process) {
    ncp_process_stop(process, 0);
    close_input(process);
    if (is_owner(process)) (void)sigprocmask(SIG_SETMASK, &process->before, NULL);
    *process = (ncp_process){0};
}

int ncp_process_free_port(uint16_t *port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(*port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    int reuse = 1; /* as nginx: a port with connections in TIME_WAIT is free */
    int failure = 0;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0) return errno;
    if (setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &reuse, sizeof reuse) != 0 ||
        bind(listener, (struct sockaddr *)&address, length) != 0 || listen(listener, 1) != 0 ||
        getsockname(listener, (struct sockaddr *)&address, &length) != 0) {
        failure = errno;
    }
    (void)close(listener);
    if (failure == 0) *port = ntohs(address.sin_port);
    return failure;
}
