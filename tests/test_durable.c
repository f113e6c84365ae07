#define _XOPEN_SOURCE 700
#include "durable.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <sys/resource.h>

#include "check.h"
#include "folder.h"

/* The linker's --wrap puts these in the place of the system's: they note what
 * was done, in order, and fail when a test wants them to. */
static char steps[64];
static int failing_fsync, fsync_error;
static bool slow_write;

int __real_fsync(int file);
int __wrap_fsync(int file);
int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);
ssize_t __real_write(int file, const void *data, size_t length);
ssize_t __wrap_write(int file, const void *data, size_t length);

static void note(const char *step) {
    size_t used = strlen(steps);
    (void)snprintf(steps + used, sizeof steps - used, "%s ", step);
}

int __wrap_fsync(int file) {
    struct stat status;
    int kind = fstat(file, &status) == 0 && S_ISDIR(status.st_mode) ? 'd' : 'f';
    note(kind == 'd' ? "sync-folder" : "sync-file");
    if (kind != failing_fsync) return __real_fsync(file);
    errno = fsync_error;
    return -1;
}

int __wrap_rename(const char *from, const char *to) {
    note("rename");
    return __real_rename(from, to);
}

ssize_t __wrap_write(int file, const void *data, size_t length) {
    static bool interrupted;
    if (!slow_write) return __real_write(file, data, length);
    interrupted = !interrupted;
    if (!interrupted) return __real_write(file, data, 1);
    errno = EINTR;
    return -1;
}

static bool store(const char *path, const char *text, ncp_error *error) {
    return ncp_durable_write(path, text, strlen(text), error);
}

static void test_a_new_file_is_private(void) {
    ncp_error error = {0};
    struct stat status;
    mode_t mask = umask(0);
    CHECK(store("file", "content", &error));
    (void)umask(mask);
    CHECK(folder_file_holds("file", "content"));
    CHECK(stat("file", &status) == 0 && (status.st_mode & 07777) == 0600);
    CHECK(folder_count_files() == 1);
    CHECK(unlink("file") == 0);
}

static void test_readers_see_the_old_file_or_the_new_one(void) {
    ncp_error error = {0};
    char content[8] = "";
    CHECK(store("file", "old", &error));
    CHECK(chmod("file", 0644) == 0);
    int reader = open("file", O_RDONLY);
    CHECK(store("file", "new", &error));
    CHECK(read(reader, content, sizeof content) == 3 && memcmp(content, "old", 3) == 0);
    (void)close(reader);
    struct stat status;
    CHECK(stat("file", &status) == 0 && (status.st_mode & 07777) == 0600);
    CHECK(folder_file_holds("file", "new"));
    CHECK(folder_count_files() == 1);
    CHECK(unlink("file") == 0);
}

static void test_the_order_survives_a_power_cut(void) {
    ncp_error error = {0};
    steps[0] = '\0';
    CHECK(store("./file", "content", &error));
    CHECK(strcmp(steps, "sync-file rename sync-folder ") == 0);
    CHECK(unlink("file") == 0);
}

static void test_paths_of_every_form(const char *folder) {
    ncp_error error = {0};
    char path[PATH_MAX + 16];
    CHECK(mkdir("inner", 0700) == 0);
    CHECK(store("inner/file", "relative", &error));
    CHECK(folder_file_holds("inner/file", "relative"));
    (void)snprintf(path, sizeof path, "%s/inner/file", folder);
    CHECK(store(path, "absolute", &error));
    CHECK(folder_file_holds("inner/file", "absolute"));
    CHECK(unlink("inner/file") == 0 && rmdir("inner") == 0);
}

static void test_an_empty_file(void) {
    ncp_error error = {0};
    CHECK(ncp_durable_write("file", NULL, 0, &error));
    CHECK(folder_file_holds("file", ""));
    CHECK(unlink("file") == 0);
}

static void test_short_and_interrupted_writes_go_on(void) {
    ncp_error error = {0};
    slow_write = true;
    CHECK(store("file", "byte by byte", &error));
    slow_write = false;
    CHECK(folder_file_holds("file", "byte by byte"));
    CHECK(unlink("file") == 0);
}

static void test_no_folder(void) {
    ncp_error error = {0};
    CHECK(!store("none/file", "content", &error));
    CHECK_CONTAINS(error.message, "No such file or directory");
    CHECK(folder_count_files() == 0);
}

static void test_a_folder_in_the_way(void) {
    ncp_error error = {0};
    CHECK(mkdir("file", 0700) == 0);
    CHECK(!store("file", "content", &error));
    CHECK(error.message[0] != '\0');
    CHECK(folder_count_files() == 1);
    CHECK(rmdir("file") == 0);
}

static void test_a_folder_that_may_not_be_written(void) {
    enum { NOBODY = 65534 };
    ncp_error error = {0};
    bool root = geteuid() == 0;
    CHECK(mkdir("locked", 0555) == 0 && chmod(".", 0755) == 0);
    if (root) CHECK(seteuid(NOBODY) == 0);
    CHECK(!store("locked/file", "content", &error));
    if (root) CHECK(seteuid(0) == 0);
    CHECK_CONTAINS(error.message, "Permission denied");
    CHECK(rmdir("locked") == 0);
}

static void test_a_full_disk_leaves_the_old_file(void) {
    static const char large[64 * 1024];
    ncp_error error = {0};
    struct rlimit before;
    CHECK(store("file", "old", &error));
    CHECK(getrlimit(RLIMIT_FSIZE, &before) == 0);
    struct rlimit tight = {.rlim_cur = 4096, .rlim_max = before.rlim_max};
    (void)signal(SIGXFSZ, SIG_IGN);
    CHECK(setrlimit(RLIMIT_FSIZE, &tight) == 0);
    CHECK(!ncp_durable_write("file", large, sizeof large, &error));
    CHECK(setrlimit(RLIMIT_FSIZE, &before) == 0);
    CHECK_CONTAINS(error.message, "File too large");
    CHECK(folder_file_holds("file", "old"));
    CHECK(folder_count_files() == 1);
    CHECK(unlink("file") == 0);
}

static void test_a_file_that_cannot_be_synced(void) {
    ncp_error error = {0};
    CHECK(store("file", "old", &error));
    failing_fsync = 'f';
    fsync_error = EIO;
    CHECK(!store("file", "new", &error));
    failing_fsync = 0;
    CHECK_CONTAINS(error.message, "Input/output error");
    CHECK(folder_file_holds("file", "old"));
    CHECK(folder_count_files() == 1);
    CHECK(unlink("file") == 0);
}

static void test_a_folder_that_cannot_be_synced(void) {
    ncp_error error = {0};
    failing_fsync = 'd';
    fsync_error = EIO;
    CHECK(!store("file", "new", &error));
    CHECK_CONTAINS(error.message, "in place");
    fsync_error = EINVAL; /* what file systems say that have nothing to sync */
    CHECK(store("file", "newer", &error));
    failing_fsync = 0;
    CHECK(folder_file_holds("file", "newer"));
    CHECK(unlink("file") == 0);
}

static void test_a_path_that_is_too_long(void) {
    ncp_error error = {0};
    char path[2 * PATH_MAX];
    memset(path, 'x', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    CHECK(!store(path, "content", &error));
    CHECK_CONTAINS(error.message, "name too long");
    CHECK(folder_count_files() == 0);
}

static void test_no_descriptor_is_left_open(void) {
    ncp_error error = {0};
    int lowest = folder_lowest_descriptor();
    CHECK(store("file", "content", &error));
    CHECK(!store("none/file", "content", &error));
    CHECK(folder_lowest_descriptor() == lowest);
    CHECK(unlink("file") == 0);
}

int main(void) {
    char folder[PATH_MAX];
    if (!CHECK(folder_enter(folder, sizeof folder))) return check_finish();
    test_a_new_file_is_private();
    test_readers_see_the_old_file_or_the_new_one();
    test_the_order_survives_a_power_cut();
    test_paths_of_every_form(folder);
    test_an_empty_file();
    test_short_and_interrupted_writes_go_on();
    test_no_folder();
    test_a_folder_in_the_way();
    test_a_folder_that_may_not_be_written();
    test_a_full_disk_leaves_the_old_file();
    test_a_file_that_cannot_be_synced();
    test_a_folder_that_cannot_be_synced();
    test_a_path_that_is_too_long();
    test_no_descriptor_is_left_open();
    folder_leave(folder);
    return check_finish();
}
