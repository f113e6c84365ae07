#define _XOPEN_SOURCE 700
#include "file.h"

#include <errno.h>
#include <limits.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>

#include "check.h"
#include "folder.h"

/* The linker's --wrap puts this in the place of the system's: what was a plain file has become a FIFO. */
static bool becomes_fifo;

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);

int __wrap_open(const char *path, int flags, ...) {
    if (becomes_fifo) CHECK(unlink(path) == 0 && mkfifo(path, 0600) == 0);
    return __real_open(path, flags, 0600);
}

static bool opens(const char *path, int flags, ncp_error *error) {
    int file = ncp_file_open(path, flags, error);
    if (file >= 0) (void)close(file);
    return file >= 0;
}

static void make_socket(const char *name) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    memcpy(address.sun_path, name, strlen(name) + 1);
    CHECK(bind(listener, (struct sockaddr *)&address, sizeof address) == 0);
    (void)close(listener);
}

static void test_what_is_no_plain_file_is_refused_at_once(void) {
    static const struct {
        const char *path, *reason;
    } cases[] = {
        {"fifo", "is a FIFO"}, {"folder", "is a folder"},    {"socket", "is no plain file"},
        {"link", "is a FIFO"}, {"/dev/null", "is a device"},
    };
    static const int flags[] = {O_RDONLY, O_WRONLY, O_WRONLY | O_CREAT | O_APPEND};
    CHECK(mkfifo("fifo", 0600) == 0 && mkdir("folder", 0700) == 0 && symlink("fifo", "link") == 0);
    make_socket("socket");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t j = 0; j < sizeof flags / sizeof *flags; j++) {
            ncp_error error = {{0}};
            CHECK(!opens(cases[i].path, flags[j], &error) && errno == EINVAL);
            CHECK(strcmp(error.message, cases[i].reason) == 0);
        }
    }
    CHECK(unlink("fifo") == 0 && rmdir("folder") == 0 && unlink("link") == 0 && unlink("socket") == 0);
}

static void test_what_takes_the_place_of_a_plain_file_is_refused(void) {
    ncp_error error = {{0}};
    int lowest = folder_lowest_descriptor();
    CHECK(folder_write("file", "", 0));
    becomes_fifo = true;
    CHECK(!opens("file", O_RDONLY, &error) && errno == EINVAL);
    becomes_fifo = false;
    CHECK(strcmp(error.message, "is a FIFO") == 0);
    CHECK(folder_lowest_descriptor() == lowest && unlink("file") == 0);
}

static void test_every_device_is_one(void) {
    CHECK(ncp_file_obstacle(S_IFREG | 0600) == NULL);
    CHECK(strcmp(ncp_file_obstacle(S_IFCHR), "is a device") == 0);
    CHECK(strcmp(ncp_file_obstacle(S_IFBLK), "is a device") == 0);
}

static void test_a_plain_file_is_opened(void) {
    ncp_error error = {{0}};
    struct stat status;
    int lowest = folder_lowest_descriptor();
    CHECK(!opens("file", O_RDONLY, &error) && errno == ENOENT);
    CHECK_CONTAINS(error.message, "cannot be opened: No such file");
    CHECK(opens("file", O_WRONLY | O_CREAT, &error));
    CHECK(opens("file", O_RDONLY, &error));
    CHECK(stat("file", &status) == 0 && (status.st_mode & 07777) == 0600);
    CHECK(folder_lowest_descriptor() == lowest);
    CHECK(unlink("file") == 0);
}

static bool reads(const char *path, const char *expected) {
    ncp_bytes text = {0};
    ncp_error error = {{0}};
    int file = ncp_file_open_input(path, &error);
    bool done = file >= 0 && ncp_file_read(file, 5, &text, &error) && check_bytes(&text, expected);
    ncp_bytes_free(&text);
    return done;
}

static void test_reading(void) {
    ncp_bytes text = {0};
    ncp_error error = {{0}};
    int lowest = folder_lowest_descriptor();
    CHECK(folder_write("file", "hello", 5) && reads("file", "hello"));
    CHECK(!ncp_file_read(ncp_file_open("file", O_RDONLY, &error), 4, &text, &error) && errno == EFBIG);
    CHECK_CONTAINS(error.message, "is larger than 4 bytes");
    CHECK(folder_lowest_descriptor() == lowest);
    CHECK(!ncp_file_read(open(".", O_RDONLY), 4, &text, &error) && errno == EISDIR);
    CHECK(strcmp(error.message, "cannot be read: Is a directory") == 0);
    CHECK(folder_lowest_descriptor() == lowest);
    ncp_bytes_free(&text);
    CHECK(unlink("file") == 0);
}

static void test_a_fifo_without_rights(void) {
    enum { NOBODY = 65534 };
    ncp_error error = {{0}};
    bool root = geteuid() == 0;
    CHECK(mkfifo("fifo", 0) == 0 && chmod(".", 0755) == 0);
    if (root) CHECK(seteuid(NOBODY) == 0);
    CHECK(ncp_file_open_input("fifo", &error) < 0 && errno == EACCES);
    if (root) CHECK(seteuid(0) == 0);
    CHECK(strcmp(error.message, "cannot be opened: Permission denied") == 0);
    CHECK(unlink("fifo") == 0);
}

static void test_input_that_is_none(void) {
    ncp_error error = {{0}};
    int lowest = folder_lowest_descriptor();
    CHECK(ncp_file_open_input("none", &error) < 0 && errno == ENOENT);
    CHECK(ncp_file_open_input("/dev/zero", &error) < 0 && strcmp(error.message, "is a device") == 0);
    CHECK(ncp_file_open_input("/dev/fd/9999", &error) < 0 && errno == EBADF);
    CHECK(!reads("/dev/fd/", "") && !reads("/dev/fd/1x", "") && !reads("/dev/fd/000000000", ""));
    CHECK(mkfifo("fifo", 0600) == 0);
    CHECK(ncp_file_open_input("fifo", &error) < 0);
    CHECK(strcmp(error.message, "is a FIFO to which nobody writes") == 0);
    CHECK(unlink("fifo") == 0);
    CHECK(folder_lowest_descriptor() == lowest);
}

/* Writes to the FIFO a while after it was opened for reading. */
static void test_a_fifo_that_is_written_to(void) {
    CHECK(mkfifo("fifo", 0600) == 0);
    pid_t writer = fork();
    if (writer == 0) {
        int file = open("fifo", O_WRONLY);
        static const struct timespec moment = {.tv_nsec = 100000000};
        (void)nanosleep(&moment, NULL);
        bool written = write(file, "hel", 3) == 3;
        (void)nanosleep(&moment, NULL);
        written = write(file, "lo", 2) == 2 && written;
        _exit(written ? 0 : 1);
    }
    CHECK(reads("fifo", "hello"));
    CHECK(waitpid(writer, NULL, 0) == writer);
    CHECK(unlink("fifo") == 0);
}

static void test_what_was_handed_over(void) {
    int ends[2];
    char path[32];
    static const char *const folders[] = {"/dev/fd", "/proc/self/fd"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        CHECK(pipe(ends) == 0 && write(ends[1], "piped", 5) == 5 && close(ends[1]) == 0);
        (void)snprintf(path, sizeof path, "%s/%d", folders[i], ends[0]);
        CHECK(reads(path, "piped"));
        CHECK(close(ends[0]) == 0);
    }
}

static void test_one_file_by_two_paths(const char *folder) {
    char whole[4096 + 8];
    (void)snprintf(whole, sizeof whole, "%s/new", folder);
    CHECK(ncp_file_is_same("new", "./new") && ncp_file_is_same("new", whole));
    CHECK(!ncp_file_is_same("new", "newer") && !ncp_file_is_same("new", "none/new"));
    CHECK(folder_write("file", "", 0) && symlink("file", "link") == 0 && link("file", "name") == 0);
    CHECK(ncp_file_is_same("link", "file") && ncp_file_is_same("name", "link"));
    CHECK(!ncp_file_is_same("file", "new"));
    CHECK(ncp_file_is_same("/none-such", "/./none-such") && !ncp_file_is_same("/none-such", "none-such"));
    CHECK(unlink("link") == 0 && unlink("name") == 0 && unlink("file") == 0);
}

/* Too long to be opened, so it cannot be told of what they are the paths. */
static void test_paths_that_are_too_long_are_never_the_same(void) {
    static char path[2 * PATH_MAX];
    memset(path, 'x', PATH_MAX - 1);
    CHECK(!ncp_file_is_same(path, path));
    memset(path, 'x', sizeof path - 1);
    path[sizeof path - 2] = '/';
    CHECK(!ncp_file_is_same(path, path));
}

static void test_making_a_folder(void) {
    ncp_error error = {{0}};
    CHECK(ncp_file_make_folder("folder", &error) && ncp_file_make_folder("folder", &error));
    CHECK(symlink("folder", "link") == 0 && ncp_file_make_folder("link", &error));
    CHECK(symlink("none", "dangling") == 0 && folder_write("file", "", 0));
    CHECK(!ncp_file_make_folder("dangling", &error));
    CHECK_CONTAINS(error.message, "the folder cannot be made: No such file");
    CHECK(!ncp_file_make_folder("file", &error));
    CHECK_CONTAINS(error.message, "the folder cannot be made: File exists");
    CHECK(unlink("file") == 0 && unlink("dangling") == 0 && unlink("link") == 0 && rmdir("folder") == 0);
}

int main(void) {
    char folder[4096];
    if (!CHECK(folder_enter(folder, sizeof folder))) return check_finish();
    test_what_is_no_plain_file_is_refused_at_once();
    test_what_takes_the_place_of_a_plain_file_is_refused();
    test_every_device_is_one();
    test_a_plain_file_is_opened();
    test_reading();
    test_a_fifo_without_rights();
    test_input_that_is_none();
    test_a_fifo_that_is_written_to();
    test_what_was_handed_over();
    test_one_file_by_two_paths(folder);
    test_paths_that_are_too_long_are_never_the_same();
    test_making_a_folder();
    folder_leave(folder);
    return check_finish();
}
