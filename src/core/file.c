#define _XOPEN_SOURCE 700
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *ncp_file_obstacle(mode_t mode) {
    if (S_ISREG(mode)) return NULL;
    if (S_ISDIR(mode)) return "is a folder";
    if (S_ISFIFO(mode)) return "is a FIFO";
    if (S_ISCHR(mode) || S_ISBLK(mode)) return "is a device";
    if (S_ISLNK(mode)) return "is a symbolic link";
    return "is no plain file";
}

static bool is_plain(const struct stat *status, ncp_error *error) {
    const char *obstacle = ncp_file_obstacle(status->st_mode);
    if (obstacle == NULL) return true;
    ncp_error_set(error, "%s", obstacle);
    errno = EINVAL;
    return false;
}

/* Looked at before, since opening a device may do something, and after, since
 * another may be there by then. */
int ncp_file_open(const char *path, int flags, ncp_error *error) {
    struct stat status;
    if (stat(path, &status) == 0 && !is_plain(&status, error)) return -1;
    int file = open(path, flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0600);
    if (file < 0) {
        int reason = errno;
        bool reads = (flags & O_ACCMODE) == O_RDONLY;
        ncp_error_set_system(error, reads ? "cannot be opened" : "cannot be opened for writing", reason);
        errno = reason;
        return -1;
    }
    if (fstat(file, &status) == 0 && is_plain(&status, error)) return file;
    (void)close(file);
    errno = EINVAL;
    return -1;
}

/* The whole path of a file that need not be there, without links but a last one that
 * leads nowhere. */
static bool resolve(const char *path, char resolved[PATH_MAX]) {
    char folder[PATH_MAX];
    if (realpath(path, resolved) != NULL) return true;
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    size_t length = slash == path ? 1 : (size_t)(name - path);
    if (length >= sizeof folder) return false;
    memcpy(folder, path, length);
    folder[length] = '\0';
    if (realpath(length > 0 ? folder : ".", resolved) == NULL) return false;
    size_t used = strlen(resolved), room = PATH_MAX - used;
    if (strlen(name) + 2 > room) return false;
    resolved[used] = '/';
    memcpy(resolved + used + 1, name, strlen(name) + 1);
    return true;
}

bool ncp_file_is_same(const char *path, const char *other) {
    struct stat one, two;
    char one_path[PATH_MAX], two_path[PATH_MAX];
    if (stat(path, &one) == 0 && stat(other, &two) == 0)
        return one.st_dev == two.st_dev && one.st_ino == two.st_ino;
    return resolve(path, one_path) && resolve(other, two_path) && strcmp(one_path, two_path) == 0;
}
