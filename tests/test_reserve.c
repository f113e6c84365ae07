#define _XOPEN_SOURCE 700
#include "durable.h"

#include <limits.h>
#include <sys/wait.h>

#include "check.h"
#include "folder.h"
#include "limits.h"

static bool reserve(ncp_durable *durable, bool is_new, ncp_error *error) {
    return ncp_durable_reserve(durable, "file", 10000, is_new, error);
}

/* The linker's --wrap puts this in the place of the system's: before the file is locked, another run comes
 * and goes. */
int __real_flock(int file, int operation);
int __wrap_flock(int file, int operation);

static bool another_run_comes;

int __wrap_flock(int file, int operation) {
    if (another_run_comes) {
        ncp_durable other;
        ncp_error error = {0};
        another_run_comes = false;
        CHECK(ncp_durable_reserve(&other, "file", 0, true, &error) && other.removed == 1);
        ncp_durable_close(&other);
    }
    return __real_flock(file, operation);
}

static void test_room_is_taken_before(void) {
    ncp_error error = {0};
    ncp_durable durable;
    struct stat status;
    int lowest = folder_lowest_descriptor();
    CHECK(reserve(&durable, true, &error));
    CHECK(stat(durable.temporary, &status) == 0 && status.st_size >= 10000 && status.st_blocks > 0);
    CHECK(folder_count_files() == 1 && access("file", F_OK) != 0);
    CHECK(ncp_durable_fill(&durable, "content", 7, &error));
    CHECK(folder_file_holds("file", "content") && folder_count_files() == 1);
    CHECK(!ncp_durable_fill(&durable, "content", 7, &error));
    ncp_durable_close(&durable);
    CHECK(!reserve(&durable, true, &error));
    CHECK_CONTAINS(error.message, "is there already");
    CHECK(reserve(&durable, false, &error));
    ncp_durable_close(&durable);
    CHECK(folder_file_holds("file", "content") && folder_count_files() == 1);
    CHECK(folder_lowest_descriptor() == lowest);
    CHECK(unlink("file") == 0);
}

static void test_no_room(void) {
    ncp_error error = {0};
    ncp_durable durable;
    struct rlimit before = limits_lower_files(4096);
    CHECK(!reserve(&durable, true, &error));
    limits_restore(RLIMIT_FSIZE, &before);
    CHECK_CONTAINS(error.message, "File too large");
    CHECK(durable.owner == 0 && folder_count_files() == 0);
}

static void test_one_run_reserves_a_file(void) {
    ncp_error error = {0};
    ncp_durable one, two;
    CHECK(reserve(&one, true, &error));
    CHECK(!reserve(&two, true, &error));
    CHECK_CONTAINS(error.message, "by another run");
    CHECK(ncp_durable_fill(&one, "one", 3, &error) && folder_file_holds("file", "one"));
    CHECK(folder_count_files() == 1 && unlink("file") == 0);
}

static void test_what_killed_runs_left_is_removed(void) {
    ncp_error error = {0};
    ncp_durable durable;
    int status;
    for (int i = 0; i < 2; i++) {
        pid_t child = fork();
        if (child == 0) exit(reserve(&durable, true, &error) ? 0 : 1);
        CHECK(waitpid(child, &status, 0) == child && status == 0);
        CHECK(folder_count_files() == 1);
    }
    CHECK(reserve(&durable, true, &error) && durable.removed == 1);
    CHECK(ncp_durable_fill(&durable, "mine", 4, &error) && folder_count_files() == 1);
    CHECK(unlink("file") == 0);
}

static void test_what_only_looks_like_a_leftover_stays(void) {
    static const char *const names[] = {".file.ncp-other", "file.ncp-abcdef", "xfile.ncp-abcdef",
                                        ".fill.ncp-abcdef", ".file.tmp-abcdef"};
    enum { NAMES = sizeof names / sizeof *names };
    ncp_error error = {0};
    ncp_durable durable;
    for (int i = 0; i < NAMES; i++) CHECK(folder_write(names[i], "", 0));
    CHECK(symlink("none", ".file.ncp-linked") == 0);
    CHECK(reserve(&durable, true, &error) && durable.removed == 0);
    CHECK(ncp_durable_fill(&durable, "mine", 4, &error) && folder_count_files() == NAMES + 2);
    for (int i = 0; i < NAMES; i++) CHECK(unlink(names[i]) == 0);
    CHECK(unlink("file") == 0 && unlink(".file.ncp-linked") == 0);
}

static void test_another_users_leftover_stays_where_only_he_may_remove_it(void) {
    enum { SOMEBODY = 1234, NOBODY = 65534 };
    static const char leftover[] = "open/.file.ncp-abcdef";
    ncp_error error = {0};
    ncp_durable durable;
    if (geteuid() != 0) return;
    CHECK(mkdir("open", 0700) == 0 && folder_write(leftover, "", 0));
    CHECK(chown(leftover, SOMEBODY, SOMEBODY) == 0 && chmod(leftover, 0666) == 0);
    CHECK(chmod("open", 01777) == 0 && chmod(".", 0755) == 0 && seteuid(NOBODY) == 0);
    CHECK(ncp_durable_reserve(&durable, "open/file", 0, true, &error) && durable.removed == 0);
    ncp_durable_close(&durable);
    CHECK(seteuid(0) == 0 && unlink(leftover) == 0 && rmdir("open") == 0);
}

static void test_a_file_that_another_run_took_for_a_leftover_is_made_again(void) {
    ncp_error error = {0};
    ncp_durable durable;
    another_run_comes = true;
    CHECK(reserve(&durable, true, &error) && !another_run_comes);
    CHECK(ncp_durable_fill(&durable, "mine", 4, &error) && folder_file_holds("file", "mine"));
    CHECK(folder_count_files() == 1 && unlink("file") == 0);
}

static bool is_refused_to(ncp_durable *durable) {
    ncp_error error = {0};
    return !ncp_durable_fill(durable, "copy", 4, &error) && strcmp(error.message, "is not reserved") == 0 &&
           !ncp_durable_make_private(durable, &error) && strcmp(error.message, "is not reserved") == 0;
}

static void test_a_fork_only_has_a_copy(void) {
    ncp_error error = {0};
    ncp_durable durable = {0};
    int status = -1;
    CHECK(is_refused_to(&durable) && reserve(&durable, true, &error));
    pid_t copy = fork();
    if (copy == 0) {
        bool refused = is_refused_to(&durable);
        ncp_durable_close(&durable);
        exit(refused ? 0 : 1);
    }
    CHECK(copy > 0 && waitpid(copy, &status, 0) == copy && status == 0);
    CHECK(ncp_durable_fill(&durable, "mine", 4, &error) && folder_file_holds("file", "mine"));
    CHECK(folder_count_files() == 1 && unlink("file") == 0);
}

int main(void) {
    char folder[PATH_MAX];
    if (!CHECK(folder_enter(folder, sizeof folder))) return check_finish();
    test_room_is_taken_before();
    test_no_room();
    test_one_run_reserves_a_file();
    test_what_killed_runs_left_is_removed();
    test_what_only_looks_like_a_leftover_stays();
    test_another_users_leftover_stays_where_only_he_may_remove_it();
    test_a_file_that_another_run_took_for_a_leftover_is_made_again();
    test_a_fork_only_has_a_copy();
    folder_leave(folder);
    return check_finish();
}
