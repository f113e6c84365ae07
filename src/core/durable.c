#define _DEFAULT_SOURCE /* flock */
#include "durable.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "attributes.h"
#include "file.h"

/* The temporary file is `.NAME.ncp-XXXXXX`: programs that read all files of a folder
 * leave it out, and it is known for one of ours. */
static const char mark[] = ".ncp-";
enum { RANDOM_LENGTH = 6 };

static void split(const char *path, char folder[PATH_MAX], const char **name) {
    const char *slash = strrchr(path, '/');
    *name = slash != NULL ? slash + 1 : path;
    int length = slash == path ? 1 : (int)(*name - path) - 1;
    if (slash == NULL)
        (void)snprintf(folder, PATH_MAX, ".");
    else
        (void)snprintf(folder, PATH_MAX, "%.*s", length, path);
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

bool ncp_durable_sync_folder(const char *path, ncp_error *error) {
    char folder[PATH_MAX];
    const char *name;
    split(path, folder, &name);
    int directory = open(folder, O_RDONLY | O_CLOEXEC);
    /* Some file systems cannot sync a folder and say EINVAL; their rename is durable by itself. */
    bool synced = directory >= 0 && (fsync(directory) == 0 || errno == EINVAL);
    if (!synced) ncp_error_set_system(error, "the file is in place, but its folder cannot be synced", errno);
    if (directory >= 0) (void)close(directory);
    return synced;
}

static bool refuse(ncp_error *error, const char *reason) {
    ncp_error_set(error, "%s", reason);
    return false;
}

/* Where all may make files, one that waits for a secret may be a trap: then only what is
 * one's own or the folder's owner's counts, as with Linux's protected_symlinks. */
static bool is_trusted(const char *path, const struct stat *status) {
    char folder[PATH_MAX];
    const char *name;
    struct stat parent;
    split(path, folder, &name);
    if (stat(folder, &parent) != 0 || !(parent.st_mode & S_ISVTX) || !(parent.st_mode & S_IWOTH)) return true;
    return status->st_uid == geteuid() || status->st_uid == parent.st_uid;
}

/* Follows a link at the end of the path. What is there, if anything, is in *status; its
 * mode is 0 when nothing is. */
static bool find(const char *path, char target[PATH_MAX], struct stat *status, ncp_error *error) {
    static const char distrusted[] = "belongs to another user, in a folder that all may write to";
    *status = (struct stat){0};
    if (strlen(path) >= PATH_MAX) {
        ncp_error_set_system(error, "cannot be written", ENAMETOOLONG);
        return false;
    }
    (void)snprintf(target, PATH_MAX, "%s", path);
    if (lstat(path, status) != 0) {
        *status = (struct stat){0};
        return true;
    }
    if (!is_trusted(path, status)) return refuse(error, distrusted);
    if (!S_ISLNK(status->st_mode)) return true;
    if (realpath(path, target) == NULL || lstat(target, status) != 0)
        return refuse(error, "is a symbolic link that leads nowhere");
    return is_trusted(target, status) || refuse(error, distrusted);
}

static bool can_be_replaced(const char *target, const struct stat *status, ncp_error *error) {
    const char *obstacle = ncp_file_obstacle(status->st_mode);
    if (obstacle == NULL) obstacle = ncp_attributes_obstacle(target);
    if (obstacle != NULL) return refuse(error, obstacle);
    if (status->st_nlink == 1) return true;
    return refuse(error, "has other names too (hard links), which would keep the old content");
}

/* As ncp_durable_check(), and what it found out. */
static bool check(const char *path, bool is_new, char target[PATH_MAX], struct stat *status,
                  ncp_error *error) {
    if (!find(path, target, status, error)) return false;
    if (status->st_mode == 0) return true;
    if (!can_be_replaced(target, status, error)) return false;
    return !is_new || refuse(error, "is there already");
}

bool ncp_durable_check(const char *path, bool is_new, ncp_error *error) {
    char target[PATH_MAX], folder[PATH_MAX];
    const char *name;
    struct stat status;
    if (!check(path, is_new, target, &status, error)) return false;
    split(target, folder, &name);
    if (access(folder, W_OK | X_OK) == 0) return true;
    ncp_error_set_system(error, "its folder cannot be written to", errno);
    return false;
}

static bool fail(ncp_durable *durable, const char *what, int reason, ncp_error *error) {
    ncp_error_set_system(error, what, reason);
    ncp_durable_close(durable);
    return false;
}

/* Makes the temporary file, with mode 0600, and locks it: the lock ends with the process,
 * in whatever way that ends. Another run may take it for a leftover before it is locked. */
static bool make_temporary(ncp_durable *durable, const char *folder, const char *name, ncp_error *error) {
    static const char what[] = "cannot create a file in the folder";
    struct stat status = {0};
    while (status.st_nlink == 0) {
        int written = snprintf(durable->temporary, PATH_MAX, "%s/.%s%sXXXXXX", folder, name, mark);
        if (written >= PATH_MAX) return fail(durable, "cannot be written", ENAMETOOLONG, error);
        int file = mkstemp(durable->temporary);
        if (file < 0) return fail(durable, what, errno, error);
        durable->file = file;
        durable->owner = getpid();
        (void)fcntl(file, F_SETFD, FD_CLOEXEC);
        (void)flock(file, LOCK_EX); /* without locks nobody takes it for a leftover either */
        if (fstat(file, &status) != 0) return fail(durable, what, errno, error);
        if (status.st_nlink == 0) ncp_durable_close(durable);
    }
    return true;
}

static bool is_temporary_of(const char *entry, const char *name) {
    size_t length = strlen(name), mark_length = sizeof mark - 1;
    return strlen(entry) == 1 + length + mark_length + RANDOM_LENGTH && entry[0] == '.' &&
           memcmp(entry + 1, name, length) == 0 && memcmp(entry + 1 + length, mark, mark_length) == 0;
}

/* Removes the temporary file of a run that is no more. Returns false when the run goes on. */
static bool remove_leftover(int folder, const char *entry, unsigned *removed) {
    int file = openat(folder, entry, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) return true;
    bool is_locked = flock(file, LOCK_EX | LOCK_NB) == 0;
    bool goes_on = !is_locked && errno == EWOULDBLOCK;
    if (is_locked && unlinkat(folder, entry, 0) == 0) (*removed)++;
    (void)close(file);
    return !goes_on;
}

/* Returns false when another run is about to write the same file. */
static bool tidy(ncp_durable *durable, const char *path, const char *name) {
    bool is_alone = true;
    const char *own = strrchr(durable->temporary, '/') + 1;
    DIR *folder = opendir(path);
    if (folder == NULL) return true;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (!is_temporary_of(entry->d_name, name) || strcmp(entry->d_name, own) == 0) continue;
        if (!remove_leftover(dirfd(folder), entry->d_name, &durable->removed)) is_alone = false;
    }
    (void)closedir(folder);
    return is_alone;
}

static bool take_room(ncp_durable *durable, size_t room) {
    static const char zeros[4096];
    for (; durable->room < room; durable->room += sizeof zeros) {
        if (!ncp_durable_write_all(durable->file, zeros, sizeof zeros)) return false;
    }
    return true;
}

/* Opens the file beside the one at `path`, with its attributes. */
static bool open_beside(ncp_durable *durable, const char *path, bool is_new, bool *is_alone,
                        ncp_error *error) {
    char folder[PATH_MAX];
    const char *name;
    struct stat status;
    *durable = (ncp_durable){0};
    if (!check(path, is_new, durable->path, &status, error)) return false;
    split(durable->path, folder, &name);
    if (!make_temporary(durable, folder, name, error)) return false;
    *is_alone = tidy(durable, folder, name);
    if (status.st_mode == 0 || ncp_attributes_copy(durable->file, durable->path, &status, error)) return true;
    ncp_durable_close(durable);
    return false;
}

bool ncp_durable_reserve(ncp_durable *durable, const char *path, size_t room, bool is_new, ncp_error *error) {
    bool is_alone;
    if (!open_beside(durable, path, is_new, &is_alone, error)) return false;
    if (!is_alone) {
        ncp_durable_close(durable);
        return refuse(error, "is about to be written by another run");
    }
    return take_room(durable, room) || fail(durable, "cannot write the file", errno, error);
}

/* The room stays taken until the content is in it. */
static bool write_content(const ncp_durable *durable, const char *data, size_t length) {
    if (lseek(durable->file, 0, SEEK_SET) != 0) return false;
    if (!ncp_durable_write_all(durable->file, data, length)) return false;
    if (durable->room <= length) return true;
    return ftruncate(durable->file, (off_t)length) == 0 && fsync(durable->file) == 0;
}

bool ncp_durable_make_private(ncp_durable *durable, ncp_error *error) {
    if (durable->owner == 0 || durable->owner != getpid()) return refuse(error, "is not reserved");
    return fchmod(durable->file, S_IRUSR | S_IWUSR) == 0 ||
           fail(durable, "its mode cannot be set", errno, error);
}

bool ncp_durable_fill(ncp_durable *durable, const void *data, size_t length, ncp_error *error) {
    if (durable->owner == 0 || durable->owner != getpid()) return refuse(error, "is not reserved");
    if (!write_content(durable, data, length)) return fail(durable, "cannot write the file", errno, error);
    if (rename(durable->temporary, durable->path) != 0)
        return fail(durable, "cannot put the file in place", errno, error);
    durable->temporary[0] = '\0';
    bool synced = ncp_durable_sync_folder(durable->path, error);
    ncp_durable_close(durable);
    return synced;
}

void ncp_durable_close(ncp_durable *durable) {
    if (durable->owner == 0) return;
    if (durable->owner == getpid() && durable->temporary[0] != '\0') (void)unlink(durable->temporary);
    (void)close(durable->file);
    durable->owner = 0;
}

bool ncp_durable_write(const char *path, const void *data, size_t length, ncp_error *error) {
    bool is_alone;
    ncp_durable durable;
    return open_beside(&durable, path, false, &is_alone, error) &&
           ncp_durable_fill(&durable, data, length, error);
}
