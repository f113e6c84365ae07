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

static bool name_temporary(char temporary[PATH_MAX], const char *path) {
    int written = snprintf(temporary, PATH_MAX, "%s.XXXXXX", path);
    return written >= 0 && written < PATH_MAX;
}

static void name_folder(char folder[PATH_MAX], const char *path) {
    const char *slash = strrchr(path, '/');
    if (slash == NULL) {
        (void)snprintf(folder, PATH_MAX, ".");
    } else {
        int length = slash == path ? 1 : (int)(slash - path);
        (void)snprintf(folder, PATH_MAX, "%.*s", length, path);
    }
}

bool ncp_durable_write_all(int file, const char *data, size_t length) {
    while (length > 0) {
        ssize_t written = write(file, data, length);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        data += written;
        length -= (size_t)written;
    }
    return fsync(file) == 0;
}

/* mkstemp() makes the file with mode 0600. */
static bool write_temporary(char *path, const void *data, size_t length, ncp_error *error) {
    int file = mkstemp(path);
    if (file < 0) {
        ncp_error_set_system(error, "cannot create a file in the folder", errno);
        return false;
    }
    bool written = fcntl(file, F_SETFD, FD_CLOEXEC) == 0 && ncp_durable_write_all(file, data, length);
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

bool ncp_durable_sync_folder(const char *path, ncp_error *error) {
    char folder[PATH_MAX];
    name_folder(folder, path);
    int directory = open(folder, O_RDONLY | O_CLOEXEC);
    /* Some file systems cannot sync a folder and say EINVAL; their rename is durable by itself. */
    bool synced = directory >= 0 && (fsync(directory) == 0 || errno == EINVAL);
    if (!synced) ncp_error_set_system(error, "the file is in place, but its folder cannot be synced", errno);
    if (directory >= 0) (void)close(directory);
    return synced;
}

bool ncp_durable_write(const char *path, const void *data, size_t length, ncp_error *error) {
    char temporary[PATH_MAX];
    if (!name_temporary(temporary, path)) {
        ncp_error_set_system(error, "cannot write the file", ENAMETOOLONG);
        return false;
    }
    if (!write_temporary(temporary, data, length, error)) return false;
    if (rename(temporary, path) != 0) {
        ncp_error_set_system(error, "cannot put the file in place", errno);
        (void)unlink(temporary);
        return false;
    }
    return ncp_durable_sync_folder(path, error);
}
