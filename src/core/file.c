#define _XOPEN_SOURCE 700
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *ncp_file_obstacle(mode_t mode) {
    if (S_ISREG(mode)) return NULL;
    if (S_ISDIR(mode)) return "is a folder";
    if (S_ISFIFO(mode)) return "is a FIFO";
    if (S_ISCHR(mode) || S_ISBLK(mode)) return "is a device";
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

/* The number that is all of the text, or -1. */
static int whole_number(const char *text) {
    enum { MOST_DIGITS = 8 };
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > MOST_DIGITS || text[digits] != '\0') return -1;
    return (int)strtol(text, NULL, 10);
}

/* The descriptor that the path names, or -1. */
static int named_descriptor(const char *path) {
    static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
    if (strcmp(path, "/dev/stdin") == 0) return STDIN_FILENO;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        size_t length = strlen(folders[i]);
        if (strncmp(path, folders[i], length) == 0) return whole_number(path + length);
    }
    return -1;
}

static int open_handed_over(int named, ncp_error *error) {
    int file = fcntl(named, F_DUPFD_CLOEXEC, 0);
    if (file >= 0) return file;
    int reason = errno;
    ncp_error_set_system(error, "cannot be opened", reason);
    errno = reason;
    return -1;
}

/* From now on reading waits, since there is somebody to wait for. */
static bool wait_for_writer(int file, ncp_error *error) {
    enum { PATIENCE = 5000 /* ms */ };
    struct pollfd state = {.fd = file, .events = POLLIN};
    int ready;
    do ready = poll(&state, 1, PATIENCE);
    while (ready < 0 && errno == EINTR);
    if (ready > 0 && fcntl(file, F_SETFL, 0) == 0) return true;
    ncp_error_set(error, "is a FIFO to which nobody writes");
    errno = EAGAIN;
    return false;
}

static int open_fifo(const char *path, ncp_error *error) {
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file >= 0 && wait_for_writer(file, error)) return file;
    int reason = errno;
    if (file < 0)
        ncp_error_set_system(error, "cannot be opened", reason);
    else
        (void)close(file);
    errno = reason;
    return -1;
}

int ncp_file_open_input(const char *path, ncp_error *error) {
    struct stat status;
    int named = named_descriptor(path);
    if (named >= 0) return open_handed_over(named, error);
    bool is_fifo = stat(path, &status) == 0 && S_ISFIFO(status.st_mode);
    return is_fifo ? open_fifo(path, error) : ncp_file_open(path, O_RDONLY, error);
}

/* Reads up to one byte over the limit. */
static bool read_all(int file, size_t limit, ncp_bytes *out, ncp_error *error) {
    size_t before = out->length;
    while (out->length - before <= limit) {
        if (!ncp_bytes_reserve(out, 4096)) {
            ncp_error_set(error, "not enough memory");
            errno = ENOMEM;
            return false;
        }
        size_t left = limit + 1 - (out->length - before), room = out->capacity - out->length;
        ssize_t got = read(file, out->data + out->length, room < left ? room : left);
        if (got == 0) return true;
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            int reason = errno;
            ncp_error_set_system(error, "cannot be read", reason);
            errno = reason;
            return false;
        }
        out->length += (size_t)got;
    }
    ncp_error_set(error, "is larger than %zu bytes", limit);
    errno = EFBIG;
    return false;
}

bool ncp_file_read(int file, size_t limit, ncp_bytes *out, ncp_error *error) {
    bool done = read_all(file, limit, out, error);
    int reason = errno;
    (void)close(file);
    errno = reason;
    return done;
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

bool ncp_file_make_folder(const char *path, ncp_error *error) {
    struct stat status;
    if (mkdir(path, S_IRWXU) == 0 || (errno == EEXIST && stat(path, &status) == 0 && S_ISDIR(status.st_mode)))
        return true;
    ncp_error_set_system(error, "the folder cannot be made", errno);
    return false;
}

bool ncp_file_is_same(const char *path, const char *other) {
    struct stat one, two;
    char one_path[PATH_MAX], two_path[PATH_MAX];
    if (stat(path, &one) == 0 && stat(other, &two) == 0)
        return one.st_dev == two.st_dev && one.st_ino == two.st_ino;
    return resolve(path, one_path) && resolve(other, two_path) && strcmp(one_path, two_path) == 0;
}
