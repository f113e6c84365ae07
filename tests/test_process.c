#define _XOPEN_SOURCE 700
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "check.h"
#include "folder.h"
#include "limits.h"

/* Long enough for any machine; a test that works never waits for it. */
static const double patience = 30;

static int run(ncp_process *process, const char *script, const char *output) {
    const char *const argv[] = {"sh", "-c", script, NULL};
    const ncp_process_streams streams = {.output = output};
    return ncp_process_start(process, argv, &streams);
}

static int feed(ncp_process *process, const char *script, const void *input, size_t length) {
    const char *const argv[] = {"sh", "-c", script, NULL};
    const ncp_process_streams streams = {.output = "output", .input = input, .input_length = length};
    return ncp_process_start(process, argv, &streams);
}

static void test_the_status_of_a_child(void) {
    ncp_process process = {0};
    int detail = -1;
    CHECK(ncp_process_open(&process) == 0);
    CHECK(run(&process, "exit 7", NULL) == 0);
    CHECK(ncp_process_wait(&process, patience, &detail) == NCP_PROCESS_EXITED && detail == 7);
    CHECK(run(&process, "kill -9 $$", NULL) == 0);
    CHECK(ncp_process_wait(&process, patience, &detail) == NCP_PROCESS_EXITED && detail == 128 + SIGKILL);
    ncp_process_close(&process);
}

static void test_output_is_appended_to_a_file(void) {
    ncp_process process = {0};
    int detail = -1;
    CHECK(ncp_process_open(&process) == 0);
    CHECK(run(&process, "echo one", "output") == 0);
    CHECK(ncp_process_wait(&process, patience, &detail) == NCP_PROCESS_EXITED);
    CHECK(run(&process, "echo two >&2", "output") == 0);
    CHECK(ncp_process_wait(&process, patience, &detail) == NCP_PROCESS_EXITED);
    CHECK(folder_file_holds("output", "one\ntwo\n"));
    CHECK(unlink("output") == 0);
    ncp_process_close(&process);
}

static void test_a_child_reads_its_input(void) {
    static const char large[PIPE_BUF + 1];
    ncp_process process = {0};
    int detail = -1, lowest = folder_lowest_descriptor();
    CHECK(ncp_process_open(&process) == 0);
    CHECK(feed(&process, "cat", "pair", 4) == 0);
    CHECK(ncp_process_wait(&process, patience, &detail) == NCP_PROCESS_EXITED && detail == 0);
    CHECK(folder_file_holds("output", "pair") && ncp_process_unread(&process) == 0);
    CHECK(feed(&process, "wc -c", large, PIPE_BUF) == 0);
    CHECK(ncp_process_wait(&process, patience, &detail) == NCP_PROCESS_EXITED && detail == 0);
    CHECK(feed(&process, "exec <&-; exit 3", "unread", 6) == 0);
    CHECK(ncp_process_wait(&process, patience, &detail) == NCP_PROCESS_EXITED && detail == 3);
    CHECK(ncp_process_unread(&process) == 6 && ncp_process_unread(&process) == 0);
    CHECK(feed(&process, "cat", large, sizeof large) == E2BIG);
    CHECK(unlink("output") == 0);
    ncp_process_close(&process);
    CHECK(folder_lowest_descriptor() == lowest);
}

/* Closes the standard streams whose bits are set; keeps all three elsewhere. */
static void close_streams(unsigned closed, int kept[3]) {
    for (int i = 0; i < 3; i++) {
        kept[i] = fcntl(i, F_DUPFD_CLOEXEC, 10);
        if (closed >> i & 1) (void)close(i);
    }
}

static void restore_streams(const int kept[3]) {
    for (int i = 0; i < 3; i++) {
        (void)dup2(kept[i], i);
        (void)close(kept[i]);
    }
}

static void test_the_child_has_its_streams_where_its_parent_has_none(void) {
    ncp_process process = {0};
    CHECK(ncp_process_open(&process) == 0);
    for (unsigned closed = 1; closed < 8; closed++) {
        static const char *const missing[] = {"/none/such", NULL};
        static const ncp_process_streams streams = {.output = "output", .input = "pair", .input_length = 4};
        int kept[3], detail = -1;
        close_streams(closed, kept);
        int failure = feed(&process, "cat; echo ' error' >&2", "pair", 4);
        ncp_process_event event = ncp_process_wait(&process, patience, &detail);
        int absence = ncp_process_start(&process, missing, &streams);
        restore_streams(kept);
        CHECK(failure == 0 && event == NCP_PROCESS_EXITED && detail == 0);
        CHECK(folder_file_holds("output", "pair error\n"));
        CHECK(absence == ENOENT);
        CHECK(unlink("output") == 0);
    }
    ncp_process_close(&process);
}

/* With one descriptor more in each round, until there are enough to start the child, if not for what it does.
 */
static void test_a_lack_of_descriptors_is_told_and_nothing_is_left_open(void) {
    ncp_process process = {0};
    CHECK(ncp_process_open(&process) == 0);
    for (unsigned closed = 0; closed < 4; closed += 3) {
        int kept[3], detail = -1, failure = EMFILE, lacks = 0;
        for (rlim_t most = 4; failure == EMFILE; most++) {
            int lowest = folder_lowest_descriptor();
            close_streams(closed, kept);
            struct rlimit before = limits_lower(RLIMIT_NOFILE, most);
            failure = feed(&process, "cat", "pair", 4);
            limits_restore(RLIMIT_NOFILE, &before);
            restore_streams(kept);
            lacks += failure == EMFILE && CHECK(folder_lowest_descriptor() == lowest);
        }
        CHECK(lacks > 2 && failure == 0);
        CHECK(ncp_process_wait(&process, patience, &detail) == NCP_PROCESS_EXITED);
        (void)ncp_process_unread(&process);
        CHECK(unlink("output") == 0);
    }
    ncp_process_close(&process);
}

static void test_a_program_that_does_not_exist(void) {
    static const char *const argv[] = {"/there/is/no/such/program", NULL};
    static const ncp_process_streams inherited = {0}, fed = {.input = "pair", .input_length = 4};
    ncp_process process = {0};
    CHECK(ncp_process_open(&process) == 0);
    CHECK(ncp_process_start(&process, argv, &inherited) == ENOENT);
    CHECK(ncp_process_start(&process, argv, &fed) == ENOENT && ncp_process_unread(&process) == 0);
    CHECK(run(&process, "exit 0", "none/output") == ENOENT);
    CHECK(process.child == 0 && waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
    ncp_process_close(&process);
}

static void test_one_child_at_a_time(void) {
    ncp_process process = {0};
    CHECK(ncp_process_open(&process) == 0);
    CHECK(run(&process, "exec sleep 60", NULL) == 0);
    CHECK(run(&process, "exit 0", NULL) == EBUSY);
    ncp_process_close(&process);
}

static void test_waiting_for_a_child_that_goes_on(void) {
    ncp_process process = {0};
    int detail = -1;
    CHECK(ncp_process_open(&process) == 0);
    CHECK(run(&process, "exec sleep 60", NULL) == 0);
    CHECK(ncp_process_wait(&process, 0, &detail) == NCP_PROCESS_TIMEOUT);
    CHECK(ncp_process_wait(&process, 0.01, &detail) == NCP_PROCESS_TIMEOUT);
    ncp_process_close(&process);
}

static void test_a_signal_ends_the_wait_and_nothing_else(void) {
    static const int numbers[] = {SIGTERM, SIGINT, SIGHUP};
    ncp_process process = {0};
    int detail = -1;
    CHECK(ncp_process_open(&process) == 0);
    for (int i = 0; i < 3; i++) {
        CHECK(kill(getpid(), numbers[i]) == 0);
        CHECK(ncp_process_wait(&process, patience, &detail) == NCP_PROCESS_SIGNAL && detail == numbers[i]);
    }
    ncp_process_close(&process);
}

static void test_signals_end_a_child_also_of_one_that_was_opened_within_another(void) {
    ncp_process outer = {0}, process = {0};
    int detail = -1;
    CHECK(ncp_process_open(&outer) == 0);
    CHECK(ncp_process_open(&process) == 0);
    CHECK(run(&process, "kill -TERM $$; exit 0", NULL) == 0);
    CHECK(ncp_process_wait(&process, patience, &detail) == NCP_PROCESS_EXITED && detail == 128 + SIGTERM);
    ncp_process_close(&process);
    ncp_process_close(&outer);
}

static void test_stopping_ends_the_child_one_way_or_the_other(void) {
    static const char deaf[] = "trap '' TERM; echo deaf; while :; do sleep 0.01; done";
    ncp_process process = {0};
    int detail = -1;
    CHECK(ncp_process_open(&process) == 0);
    CHECK(run(&process, "exec sleep 60", NULL) == 0);
    ncp_process_stop(&process, patience);
    CHECK(process.child == 0);
    CHECK(run(&process, deaf, "output") == 0);
    while (!folder_file_holds("output", "deaf\n")) (void)ncp_process_wait(&process, 0.01, &detail);
    ncp_process_stop(&process, 0.05);
    CHECK(process.child == 0 && waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
    CHECK(unlink("output") == 0);
    ncp_process_close(&process);
}

static void test_closing_puts_the_signal_mask_back(void) {
    ncp_process process = {0};
    sigset_t now;
    CHECK(ncp_process_open(&process) == 0);
    ncp_process_close(&process);
    ncp_process_close(&process);
    CHECK(sigprocmask(SIG_BLOCK, NULL, &now) == 0);
    CHECK(!sigismember(&now, SIGTERM) && !sigismember(&now, SIGCHLD));
    CHECK(run(&process, "exit 0", NULL) == EINVAL);
}

/* A copy of the state in a forked process must leave the owner's child alone. */
static void test_a_fork_does_not_stop_the_child(void) {
    ncp_process process = {0};
    int detail = -1, status = -1;
    CHECK(ncp_process_open(&process) == 0);
    CHECK(run(&process, "exec sleep 60", NULL) == 0);
    pid_t copy = fork();
    if (copy == 0) {
        ncp_process_close(&process);
        exit(0);
    }
    CHECK(copy > 0 && waitpid(copy, &status, 0) == copy && status == 0);
    CHECK(ncp_process_wait(&process, 0.01, &detail) == NCP_PROCESS_TIMEOUT);
    ncp_process_close(&process);
}

static bool bind_to(int listener, uint16_t port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return bind(listener, (struct sockaddr *)&address, sizeof address) == 0 && listen(listener, 1) == 0;
}

static void test_free_ports(void) {
    uint16_t port = 0;
    CHECK(ncp_process_free_port(&port) == 0 && port != 0);
    uint16_t asked = port;
    CHECK(ncp_process_free_port(&port) == 0 && port == asked);
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    CHECK(bind_to(listener, port));
    CHECK(ncp_process_free_port(&port) == EADDRINUSE && port == asked);
    (void)close(listener);
}

int main(void) {
    char folder[PATH_MAX];
    if (!CHECK(folder_enter(folder, sizeof folder))) return check_finish();
    test_the_status_of_a_child();
    test_output_is_appended_to_a_file();
    test_a_child_reads_its_input();
    test_the_child_has_its_streams_where_its_parent_has_none();
    test_a_lack_of_descriptors_is_told_and_nothing_is_left_open();
    test_a_program_that_does_not_exist();
    test_one_child_at_a_time();
    test_waiting_for_a_child_that_goes_on();
    test_a_signal_ends_the_wait_and_nothing_else();
    test_signals_end_a_child_also_of_one_that_was_opened_within_another();
    test_stopping_ends_the_child_one_way_or_the_other();
    test_closing_puts_the_signal_mask_back();
    test_a_fork_does_not_stop_the_child();
    test_free_ports();
    folder_leave(folder);
    return check_finish();
}
