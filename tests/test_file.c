#define _XOPEN_SOURCE 700
#include "file.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "check.h"
#include "folder.h"

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

static void test_one_file_by_two_paths(const char *folder) {
    char whole[4096 + 8];
    (void)snprintf(whole, sizeof whole, "%s/new", folder);
    CHECK(ncp_file_is_same("new", "./new") && ncp_file_is_same("new", whole));
    CHECK(!ncp_file_is_same("new", "newer") && !ncp_file_is_same("new", "none/new"));
    CHECK(folder_write("file", "", 0) && symlink("file", "link") == 0 && link("file", "name") == 0);
    CHECK(ncp_file_is_same("link", "file") && ncp_file_is_same("name", "link"));
    CHECK(!ncp_file_is_same("file", "new"));
    CHECK(unlink("link") == 0 && unlink("name") == 0 && unlink("file") == 0);
}

int main(void) {
    char folder[4096];
    if (!CHECK(folder_enter(folder, sizeof folder))) return check_finish();
    test_what_is_no_plain_file_is_refused_at_once();
    test_a_plain_file_is_opened();
    test_one_file_by_two_paths(folder);
    folder_leave(folder);
    return check_finish();
}
