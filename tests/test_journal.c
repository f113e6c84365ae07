#define _XOPEN_SOURCE 700
#include "journal.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <sys/wait.h>

#include "check.h"
#include "folder.h"
#include "limits.h"

/* The linker's --wrap puts this in the place of the system's: it notes what was
 * synced, in order, and fails when a test wants it to. */
static char synced[64];
static bool failing_fsync;

int __real_fsync(int file);
int __wrap_fsync(int file);

/* So does this: file systems of networks may have no locks. */
static bool failing_lock;

int __real_flock(int file, int operation);
int __wrap_flock(int file, int operation);

int __wrap_flock(int file, int operation) {
    if (!failing_lock) return __real_flock(file, operation);
    errno = ENOLCK;
    return -1;
}

int __wrap_fsync(int file) {
    struct stat status;
    size_t used = strlen(synced);
    bool is_folder = fstat(file, &status) == 0 && S_ISDIR(status.st_mode);
    (void)snprintf(synced + used, sizeof synced - used, "%s ", is_folder ? "folder" : "file");
    if (!failing_fsync) return __real_fsync(file);
    errno = EIO;
    return -1;
}

static bool append(ncp_journal *journal, const char *text, ncp_error *error) {
    return ncp_journal_append(journal, text, strlen(text), error);
}

static void test_a_new_journal_is_private_and_durable(void) {
    ncp_journal journal = {0};
    ncp_error error = {0};
    struct stat status;
    synced[0] = '\0';
    mode_t mask = umask(0);
    CHECK(ncp_journal_open(&journal, "journal", &error));
    (void)umask(mask);
    CHECK(append(&journal, "one\n", &error) && append(&journal, "two\n", &error));
    CHECK(strcmp(synced, "folder file file ") == 0);
    CHECK(folder_file_holds("journal", "one\ntwo\n"));
    CHECK(stat("journal", &status) == 0 && (status.st_mode & 07777) == 0600);
    ncp_journal_close(&journal);
    ncp_journal_close(&journal);
    CHECK(!append(&journal, "three\n", &error));
    CHECK_CONTAINS(error.message, "closed");
    CHECK(!ncp_journal_cut(&journal, 4, &error));
    CHECK_CONTAINS(error.message, "closed");
    CHECK(unlink("journal") == 0);
}

static void test_an_existing_journal_goes_on(void) {
    ncp_journal journal = {0};
    ncp_error error = {0};
    CHECK(folder_write("journal", "one\ntw", 6));
    CHECK(ncp_journal_open(&journal, "journal", &error));
    CHECK(ncp_journal_cut(&journal, 4, &error));
    CHECK(append(&journal, "two\n", &error));
    CHECK(folder_file_holds("journal", "one\ntwo\n"));
    ncp_journal_close(&journal);
    CHECK(unlink("journal") == 0);
}

static void test_one_holder_at_a_time(void) {
    ncp_journal journal = {0}, other = {0};
    ncp_error error = {0};
    CHECK(ncp_journal_open(&journal, "journal", &error));
    CHECK(!ncp_journal_open(&other, "journal", &error));
    CHECK_CONTAINS(error.message, "in use by another run");
    ncp_journal_close(&journal);
    CHECK(ncp_journal_open(&other, "journal", &error));
    ncp_journal_close(&other);
    CHECK(unlink("journal") == 0);
}

/* The child holds the journal, says so, and waits to be killed. */
static _Noreturn void hold_and_wait(int report) {
    ncp_journal journal = {0};
    ncp_error error = {0};
    bool held = ncp_journal_open(&journal, "journal", &error);
    ssize_t written = write(report, &held, sizeof held);
    (void)written;
    for (;;) (void)pause();
}

static void test_the_hold_ends_with_the_process(void) {
    ncp_journal journal = {0};
    ncp_error error = {0};
    int ends[2] = {-1, -1};
    bool held = false;
    CHECK(pipe(ends) == 0);
    pid_t child = fork();
    if (child == 0) hold_and_wait(ends[1]);
    CHECK(child > 0 && read(ends[0], &held, sizeof held) == sizeof held && held);
    CHECK(!ncp_journal_open(&journal, "journal", &error));
    CHECK(kill(child, SIGKILL) == 0 && waitpid(child, NULL, 0) == child);
    CHECK(ncp_journal_open(&journal, "journal", &error));
    ncp_journal_close(&journal);
    (void)close(ends[0]);
    (void)close(ends[1]);
    CHECK(unlink("journal") == 0);
}

/* A copy of the state in a forked process neither writes nor ends the hold. */
static void test_a_fork_only_has_a_copy(void) {
    ncp_journal journal = {0}, other = {0};
    ncp_error error = {0};
    int status = -1;
    CHECK(ncp_journal_open(&journal, "journal", &error));
    pid_t copy = fork();
    if (copy == 0) {
        bool refused = !append(&journal, "one\n", &error);
        ncp_journal_close(&journal);
        exit(refused ? 0 : 1);
    }
    CHECK(copy > 0 && waitpid(copy, &status, 0) == copy && status == 0);
    CHECK(!ncp_journal_open(&other, "journal", &error));
    CHECK(append(&journal, "one\n", &error));
    ncp_journal_close(&journal);
    CHECK(unlink("journal") == 0);
}

static void test_a_full_disk_leaves_whole_lines(void) {
    static const char line[] = "a line that does not fit\n";
    ncp_journal journal = {0};
    ncp_error error = {0};
    CHECK(ncp_journal_open(&journal, "journal", &error));
    CHECK(append(&journal, "one\n", &error));
    struct rlimit before = limits_lower_files(10);
    CHECK(!append(&journal, line, &error));
    limits_restore(RLIMIT_FSIZE, &before);
    CHECK_CONTAINS(error.message, "cannot be written: File too large");
    CHECK(folder_file_holds("journal", "one\n"));
    CHECK(!append(&journal, "two\n", &error));
    CHECK_CONTAINS(error.message, "open it again");
    ncp_journal_close(&journal);
    CHECK(unlink("journal") == 0);
}

static void test_a_line_that_cannot_be_synced(void) {
    ncp_journal journal = {0};
    ncp_error error = {0};
    CHECK(ncp_journal_open(&journal, "journal", &error));
    failing_fsync = true;
    CHECK(!append(&journal, "one\n", &error));
    failing_fsync = false;
    CHECK_CONTAINS(error.message, "Input/output error");
    CHECK(!append(&journal, "one\n", &error) && folder_file_holds("journal", ""));
    ncp_journal_close(&journal);
    CHECK(unlink("journal") == 0);
}

static void check_refused(const char *path, const char *reason) {
    ncp_journal journal = {0};
    ncp_error error = {0};
    CHECK(!ncp_journal_open(&journal, path, &error));
    CHECK_CONTAINS(error.message, reason);
    CHECK(journal.owner == 0);
}

static void test_a_journal_that_cannot_be_held_or_made_durable(void) {
    int lowest = folder_lowest_descriptor();
    failing_lock = true;
    check_refused("journal", "cannot be locked: No locks available");
    failing_lock = false;
    failing_fsync = true;
    check_refused("journal", "its folder cannot be synced: Input/output error");
    failing_fsync = false;
    CHECK(unlink("journal") == 0 && folder_lowest_descriptor() == lowest);
}

static void test_what_cannot_be_a_journal(void) {
    int lowest = folder_lowest_descriptor();
    check_refused("none/journal", "No such file or directory");
    check_refused(".", "is a folder");
    check_refused("/dev/null", "is a device");
    CHECK(mkfifo("fifo", 0600) == 0);
    check_refused("fifo", "is a FIFO");
    CHECK(unlink("fifo") == 0 && folder_lowest_descriptor() == lowest);
}

static void test_a_journal_that_may_only_be_read(void) {
    enum { NOBODY = 65534 };
    bool root = geteuid() == 0;
    CHECK(folder_write("journal", "", 0) && chmod("journal", 0444) == 0 && chmod(".", 0755) == 0);
    if (root) CHECK(seteuid(NOBODY) == 0);
    check_refused("journal", "Permission denied");
    if (root) CHECK(seteuid(0) == 0);
    CHECK(unlink("journal") == 0);
}

int main(void) {
    char folder[PATH_MAX];
    if (!CHECK(folder_enter(folder, sizeof folder))) return check_finish();
    test_a_new_journal_is_private_and_durable();
    test_an_existing_journal_goes_on();
    test_one_holder_at_a_time();
    test_the_hold_ends_with_the_process();
    test_a_fork_only_has_a_copy();
    test_a_full_disk_leaves_whole_lines();
    test_a_line_that_cannot_be_synced();
    test_a_journal_that_cannot_be_held_or_made_durable();
    test_what_cannot_be_a_journal();
    test_a_journal_that_may_only_be_read();
    folder_leave(folder);
    return check_finish();
}
