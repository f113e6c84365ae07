#define _XOPEN_SOURCE 700
#include "directory.h"

#include <errno.h>
#include <limits.h>

#include "check.h"
#include "folder.h"

/* The kind of the entry of that name, or -1; counts the entries. */
static int kind_in(const char *path, const char *wanted, int *count) {
    ncp_directory directory = {0};
    ncp_file_kind kind = NCP_FILE_SPECIAL;
    const char *name = NULL;
    int found = -1;
    CHECK(ncp_directory_open(&directory, path) == 0);
    for (*count = 0; ncp_directory_next(&directory, &name, &kind) == 0 && name != NULL; (*count)++)
        if (strcmp(name, wanted) == 0) found = (int)kind;
    ncp_directory_close(&directory);
    ncp_directory_close(&directory);
    return found;
}

static void test_kinds_of_entries(void) {
    int count, lowest = folder_lowest_descriptor();
    ncp_file_kind kind;
    CHECK(folder_write("file", "x", 1) && mkdir("inner", 0700) == 0);
    CHECK(symlink("/", "link") == 0 && mkfifo("fifo", 0600) == 0);
    CHECK(kind_in(".", "file", &count) == NCP_FILE_REGULAR && count == 4);
    CHECK(kind_in(".", "inner", &count) == NCP_FILE_FOLDER);
    CHECK(kind_in(".", "link", &count) == NCP_FILE_LINK);
    CHECK(kind_in(".", "fifo", &count) == NCP_FILE_SPECIAL);
    CHECK(kind_in("inner", "", &count) == -1 && count == 0);
    CHECK(ncp_file_kind_of("link", &kind) == 0 && kind == NCP_FILE_FOLDER);
    CHECK(ncp_file_kind_of("fifo", &kind) == 0 && kind == NCP_FILE_SPECIAL);
    CHECK(folder_lowest_descriptor() == lowest);
    CHECK(unlink("file") == 0 && rmdir("inner") == 0 && unlink("link") == 0 && unlink("fifo") == 0);
}

static void test_what_is_no_folder(void) {
    ncp_directory directory = {0};
    ncp_file_kind kind;
    CHECK(folder_write("file", "x", 1));
    CHECK(ncp_directory_open(&directory, "none") == ENOENT);
    CHECK(ncp_directory_open(&directory, "file") == ENOTDIR);
    CHECK(ncp_file_kind_of("none", &kind) == ENOENT);
    ncp_directory_close(&directory);
    CHECK(unlink("file") == 0);
}

static void test_what_is_removed_meanwhile_is_passed_over(void) {
    static const char *const names[] = {"a", "b", "c"};
    ncp_directory directory = {0};
    ncp_file_kind kind;
    const char *name = NULL;
    for (int i = 0; i < 3; i++) CHECK(folder_write(names[i], "", 0));
    CHECK(ncp_directory_open(&directory, ".") == 0);
    CHECK(ncp_directory_next(&directory, &name, &kind) == 0 && name != NULL);
    for (int i = 0; i < 3; i++) CHECK(unlink(names[i]) == 0);
    CHECK(ncp_directory_next(&directory, &name, &kind) == 0 && name == NULL);
    ncp_directory_close(&directory);
}

static void test_a_folder_whose_names_alone_can_be_read(void) {
    enum { NOBODY = 65534 };
    ncp_directory directory = {0};
    ncp_file_kind kind;
    const char *name;
    bool root = geteuid() == 0;
    CHECK(mkdir("inner", 0700) == 0 && folder_write("inner/file", "", 0));
    CHECK(chmod("inner", 0444) == 0 && chmod(".", 0755) == 0);
    if (root) CHECK(seteuid(NOBODY) == 0);
    CHECK(ncp_directory_open(&directory, "inner") == 0);
    CHECK(ncp_directory_next(&directory, &name, &kind) == EACCES);
    if (root) CHECK(seteuid(0) == 0);
    ncp_directory_close(&directory);
    CHECK(chmod("inner", 0700) == 0 && unlink("inner/file") == 0 && rmdir("inner") == 0);
}

int main(void) {
    char folder[PATH_MAX];
    if (!CHECK(folder_enter(folder, sizeof folder))) return check_finish();
    test_kinds_of_entries();
    test_what_is_no_folder();
    test_what_is_removed_meanwhile_is_passed_over();
    test_a_folder_whose_names_alone_can_be_read();
    folder_leave(folder);
    return check_finish();
}
