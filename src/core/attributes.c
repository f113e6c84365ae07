#define _GNU_SOURCE /* statx */
#include "attributes.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/xattr.h>
#endif

/* A single file that a container mounts cannot be renamed over (EBUSY), nor one that
 * was made immutable (EPERM). */
const char *ncp_attributes_obstacle(const char *path) {
#if defined(__linux__) && defined(STATX_ATTR_IMMUTABLE)
    struct statx status;
    if (statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, 0, &status) != 0) return NULL;
    if (status.stx_attributes & STATX_ATTR_IMMUTABLE) return "is immutable";
    if (status.stx_attributes & STATX_ATTR_APPEND) return "may only be appended to";
#if defined(STATX_ATTR_MOUNT_ROOT)
    if (status.stx_attributes & STATX_ATTR_MOUNT_ROOT)
        return "is mounted there by itself and cannot be replaced: mount its folder";
#endif
#else
    (void)path;
#endif
    return NULL;
}

/* The bits of the group in the mode of a file with an access list are the most that the
 * list grants: the mode without the list would give that to the group. */
static bool copy_access_list(int file, const char *path) {
#if defined(__linux__)
    enum { LARGEST = 4096 };
    static const char name[] = "system.posix_acl_access";
    char list[LARGEST];
    ssize_t length = getxattr(path, name, list, sizeof list);
    if (length < 0) return errno != ERANGE;
    return fsetxattr(file, name, list, (size_t)length, 0) == 0;
#else
    (void)file, (void)path;
    return true;
#endif
}

static bool copy(int file, const char *path, const struct stat *status) {
    struct stat own;
    if (fstat(file, &own) != 0) return false;
    uid_t owner = own.st_uid == status->st_uid ? (uid_t)-1 : status->st_uid;
    gid_t group = own.st_gid == status->st_gid ? (gid_t)-1 : status->st_gid;
    bool kept = (owner == (uid_t)-1 && group == (gid_t)-1) || fchown(file, owner, group) == 0;
    return kept && fchmod(file, status->st_mode & 07777) == 0 && copy_access_list(file, path);
}

bool ncp_attributes_copy(int file, const char *path, const struct stat *status, ncp_error *error) {
    if (copy(file, path, status)) return true;
    ncp_error_set_system(error, "its owner, group and mode cannot be kept", errno);
    return false;
}
