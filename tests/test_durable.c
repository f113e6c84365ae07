#define _DEFAULT_SOURCE /* lchown */
#include "durable.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#if defined(__linux__)
#include <sys/xattr.h>
#endif

#include "check.h"
#include "folder.h"
#include "limits.h"

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
    CHECK(folder_file_holds("file", "new"));
    CHECK(folder_count_files() == 1);
    CHECK(unlink("file") == 0);
}

static bool has(const char *path, mode_t mode, uid_t owner, gid_t group) {
    struct stat status;
    return stat(path, &status) == 0 && (status.st_mode & 07777) == mode && status.st_uid == owner &&
           status.st_gid == group;
}

static void test_owner_group_and_mode_are_kept(void) {
    enum { SOMEBODY = 1234, NOBODY = 65534 };
    ncp_error error = {0};
    bool root = geteuid() == 0;
    uid_t owner = root ? SOMEBODY : geteuid();
    gid_t group = root ? SOMEBODY : getegid();
    CHECK(store("file", "old", &error) && chown("file", owner, group) == 0 && chmod("file", 0640) == 0);
    CHECK(store("file", "new", &error) && has("file", 0640, owner, group));
    if (root) {
        CHECK(chmod(".", 0777) == 0 && seteuid(NOBODY) == 0);
        CHECK(!store("file", "newer", &error));
        CHECK(seteuid(0) == 0 && chmod(".", 0700) == 0);
        CHECK_CONTAINS(error.message, "its owner, group and mode cannot be kept: Operation not permitted");
    }
    CHECK(folder_file_holds("file", "new") && folder_count_files() == 1);
    CHECK(unlink("file") == 0);
}

/* Entries of an access list as the kernel has them: owner rw, user 1234 r, group nothing, mask r, others
 * nothing. */
static void test_an_access_list_is_kept(void) {
#if defined(__linux__)
    static const unsigned char list[] = {
        2, 0,    0,    0,    1,    0,    6,  0, 0xff, 0xff, 0xff, 0xff, 2,    0,    4,
        0, 0xd2, 4,    0,    0,    4,    0,  0, 0,    0xff, 0xff, 0xff, 0xff, 16,   0,
        4, 0,    0xff, 0xff, 0xff, 0xff, 32, 0, 0,    0,    0xff, 0xff, 0xff, 0xff,
    };
    unsigned char kept[sizeof list + 1];
    ncp_error error = {0};
    CHECK(store("file", "old", &error));
    if (setxattr("file", "system.posix_acl_access", list, sizeof list, 0) == 0) {
        CHECK(store("file", "new", &error));
        CHECK(getxattr("file", "system.posix_acl_access", kept, sizeof kept) == (ssize_t)sizeof list);
        CHECK(memcmp(list, kept, sizeof list) == 0);
    }
    CHECK(unlink("file") == 0);
#endif
}

/* The disks of most machines keep no list that is so large, their memory does. */
static void test_an_access_list_that_is_too_large_is_not_lost(void) {
#if defined(__linux__)
    enum { ENTRIES = 600 };
    static const uint16_t last_tags[] = {4, 16, 32}; /* group, mask, others */
    struct {
        uint32_t version;
        struct {
            uint16_t tag, rights;
            uint32_t id;
        } entries[ENTRIES];
    } list = {.version = 2};
    char path[] = "/dev/shm/ncp-test-XXXXXX";
    ncp_error error = {0};
    int file = mkstemp(path);
    if (file < 0) return;
    for (uint32_t i = 0; i < ENTRIES; i++) {
        bool is_named = i > 0 && i < ENTRIES - 3;
        list.entries[i].tag = is_named ? 2 : i == 0 ? 1 : last_tags[i + 3 - ENTRIES];
        list.entries[i].rights = 4;
        list.entries[i].id = is_named ? i : UINT32_MAX;
    }
    if (fsetxattr(file, "system.posix_acl_access", &list, sizeof list, 0) == 0) {
        CHECK(!store(path, "new", &error));
        CHECK_CONTAINS(error.message,
                       "its owner, group and mode cannot be kept: Numerical result out of range");
        CHECK(folder_file_holds(path, ""));
    }
    CHECK(close(file) == 0 && unlink(path) == 0);
#endif
}

static void test_a_link_is_followed(void) {
    ncp_error error = {0};
    struct stat status;
    CHECK(mkdir("inner", 0700) == 0 && store("inner/file", "old", &error));
    CHECK(symlink("inner/file", "link") == 0 && symlink("none", "dangling") == 0);
    CHECK(store("link", "new", &error) && folder_file_holds("inner/file", "new"));
    CHECK(lstat("link", &status) == 0 && S_ISLNK(status.st_mode));
    CHECK(!store("dangling", "new", &error));
    CHECK_CONTAINS(error.message, "a symbolic link that leads nowhere");
    CHECK(folder_count_files() == 3);
    CHECK(unlink("inner/file") == 0 && unlink("link") == 0 && unlink("dangling") == 0 && rmdir("inner") == 0);
}

static void check_refused(const char *path, const char *reason) {
    ncp_error error = {0};
    CHECK(!ncp_durable_check(path, false, &error));
    CHECK_CONTAINS(error.message, reason);
    error.message[0] = '\0';
    CHECK(!store(path, "new", &error));
    CHECK_CONTAINS(error.message, reason);
}

static void test_what_cannot_be_replaced_is_refused_at_once(void) {
    ncp_error error = {0};
    CHECK(store("file", "old", &error) && link("file", "name") == 0);
    CHECK(mkfifo("fifo", 0600) == 0 && mkdir("folder", 0700) == 0);
    check_refused("file", "other names");
    check_refused("fifo", "is a FIFO");
    check_refused("folder", "is a folder");
    check_refused("/dev/null", "is a device");
    CHECK(!ncp_durable_check("none/file", false, &error));
    CHECK_CONTAINS(error.message, "its folder cannot be written to: No such file");
    CHECK(folder_file_holds("name", "old") && folder_count_files() == 4);
    CHECK(unlink("file") == 0 && unlink("name") == 0 && unlink("fifo") == 0 && rmdir("folder") == 0);
}

static void test_another_users_file_where_all_may_write_is_refused(void) {
    enum { SOMEBODY = 1234 };
    ncp_error error = {0};
    if (geteuid() != 0) return;
    CHECK(mkdir("open", 0700) == 0 && store("open/file", "old", &error) &&
          symlink("/etc/none", "open/link") == 0);
    CHECK(chown("open/file", SOMEBODY, SOMEBODY) == 0 && lchown("open/link", SOMEBODY, SOMEBODY) == 0);
    CHECK(store("open/file", "new", &error));
    CHECK(chmod("open", 01777) == 0);
    check_refused("open/file", "belongs to another user");
    check_refused("open/link", "belongs to another user");
    CHECK(symlink("open/file", "link") == 0);
    check_refused("link", "belongs to another user");
    CHECK(folder_file_holds("open/file", "new"));
    CHECK(store("open/own", "old", &error) && store("open/own", "new", &error));
    CHECK(chown("open", SOMEBODY, SOMEBODY) == 0 && store("open/file", "of the folder's owner", &error));
    CHECK(chown("open", 0, 0) == 0 && chmod("open", 01700) == 0 &&
          store("open/file", "nobody else's", &error));
    CHECK(unlink("open/file") == 0 && unlink("open/link") == 0 && unlink("open/own") == 0);
    CHECK(rmdir("open") == 0 && unlink("link") == 0);
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
    CHECK(ncp_durable_check("/none-such", true, &error) == (access("/", W_OK) == 0));
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

static void test_a_folder_that_may_be_written_but_not_read(void) {
    enum { NOBODY = 65534 };
    ncp_error error = {0};
    bool root = geteuid() == 0;
    CHECK(mkdir("blind", 0700) == 0 && chmod("blind", 0333) == 0 && chmod(".", 0755) == 0);
    if (root) CHECK(seteuid(NOBODY) == 0);
    CHECK(!store("blind/file", "content", &error));
    if (root) CHECK(seteuid(0) == 0);
    CHECK_CONTAINS(error.message, "is in place, but its folder cannot be synced: Permission denied");
    CHECK(chmod("blind", 0700) == 0 && folder_file_holds("blind/file", "content"));
    CHECK(unlink("blind/file") == 0 && rmdir("blind") == 0);
}

static void test_a_full_disk_leaves_the_old_file(void) {
    static const char large[64 * 1024];
    ncp_error error = {0};
    CHECK(store("file", "old", &error));
    struct rlimit before = limits_lower_files(4096);
    CHECK(!ncp_durable_write("file", large, sizeof large, &error));
    limits_restore(RLIMIT_FSIZE, &before);
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
    for (size_t i = 0; i < PATH_MAX; i += 2) memcpy(path + i, "./", 2);
    memcpy(path + PATH_MAX - 6, "file", 5); /* the name fits, that of the temporary file does not */
    error.message[0] = '\0';
    CHECK(!store(path, "content", &error));
    CHECK_CONTAINS(error.message, "cannot be written: File name too long");
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
    test_owner_group_and_mode_are_kept();
    test_an_access_list_is_kept();
    test_an_access_list_that_is_too_large_is_not_lost();
    test_a_link_is_followed();
    test_what_cannot_be_replaced_is_refused_at_once();
    test_another_users_file_where_all_may_write_is_refused();
    test_the_order_survives_a_power_cut();
    test_paths_of_every_form(folder);
    test_an_empty_file();
    test_short_and_interrupted_writes_go_on();
    test_no_folder();
    test_a_folder_in_the_way();
    test_a_folder_that_may_not_be_written();
    test_a_folder_that_may_be_written_but_not_read();
    test_a_full_disk_leaves_the_old_file();
    test_a_file_that_cannot_be_synced();
    test_a_folder_that_cannot_be_synced();
    test_a_path_that_is_too_long();
    test_no_descriptor_is_left_open();
    folder_leave(folder);
    return check_finish();
}
