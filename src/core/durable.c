#define _POSIX_C_SOURCE 200809L
#include "durable.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The path of the temporary file and of the folder, cut from the target's path. */
typedef struct ncp_durable_paths {
    char temporary[PATH_MAX];
    char folder[PATH_MAX];
} ncp_durable_paths;

static bool split_path(ncp_durable_paths *paths, const char *path) {
    int written = snprintf(paths->temporary, sizeof paths->temporary, "%s.XXXXXX", path);
    if (written < 0 || (size_t)written >= sizeof paths->temporary) return false;
    const char *slash = strrchr(path, '/');
    if (slash == NULL) {
        (void)snprintf(paths->folder, sizeof paths->folder, ".");
    } else {
        int length = slash == path ? 1 : (int)(slash - path);
        (void)snprintf(paths->folder, sizeof paths->folder, "%.*s", length, path);
    }
    return true;
}

static bool write_all(int file, const char *data, size_t length) {
    while (length > 0) {
        ssize_t written = write(file, data, length);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        data += written;
        length -= (size_t)written;
    }
    return true;
}

/* mkstemp() makes the file with mode 0600. */
static bool write_temporary(char *path, const void *data, size_t length, ncp_error *error) {
    int file = mkstemp(path);
    if (file < 0) {
        ncp_error_set_system(error, "cannot create a file in the folder", errno);
        return false;
    }
    bool written = fcntl(file, F_SETFD, FD_CLOEXEC) == 0 && write_all(file, data, length) && fsync(file) == 0;
    int reason = errno;
    if (close(file) != 0 && written) {
        written = false;
        reason = errno;
    }
    if (written) return true;
    (void)unlink(path);
    ncp_error_set_system(error, "cannot write the file", reason);
    return false;
}

static bool sync_folder(const char *folder, ncp_error *error) {
    int directory = open(folder, O_RDONLY | O_CLOEXEC);
    /* Some file systems cannot sync a folder and say EINVAL; their rename is durable by itself. */
    bool synced = directory >= 0 && (fsync(directory) == 0 || errno == EINVAL);
    if (!synced) ncp_error_set_system(error, "the file is in place, but its folder cannot be synced", errno);
    if (directory >= 0) (void)close(directory);
    return synced;
}

bool ncp_durable_write(const char *path, const void *data, size_t length, ncp_error *error) {
    ncp_durable_paths paths;
    if (!split_path(&paths, path)) {
        ncp_error_set_system(error, "cannot write the file", ENAMETOOLONG);
        return false;
    }
    if (!write_temporary(paths.temporary, data, length, error)) return false;
    if (rename(paths.temporary, path) != 0) {
        ncp_error_set_system(error, "cannot put the file in place", errno);
        (void)unlink(paths.temporary);
        return false;
    }
    return sync_folder(paths.folder, error);
}
