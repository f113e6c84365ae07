#define _XOPEN_SOURCE 700
#include "directory.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int ncp_directory_open(ncp_directory *folder, const char *path) {
    folder->stream = opendir(path);
    return folder->stream != NULL ? 0 : errno;
}

static ncp_file_kind kind_of_mode(mode_t mode) {
    if (S_ISREG(mode)) return NCP_FILE_REGULAR;
    if (S_ISDIR(mode)) return NCP_FILE_FOLDER;
    return S_ISLNK(mode) ? NCP_FILE_LINK : NCP_FILE_SPECIAL;
}

/* What is removed meanwhile is passed over. */
int ncp_directory_next(ncp_directory *folder, const char **name, ncp_file_kind *kind) {
    struct stat status;
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(folder->stream);
        *name = entry != NULL ? entry->d_name : NULL;
        if (entry == NULL) return errno;
        if (strcmp(*name, ".") == 0 || strcmp(*name, "..") == 0) continue;
        if (fstatat(dirfd(folder->stream), *name, &status, AT_SYMLINK_NOFOLLOW) == 0) break;
        if (errno != ENOENT) return errno;
    }
    *kind = kind_of_mode(status.st_mode);
    return 0;
}

void ncp_directory_close(ncp_directory *folder) {
    if (folder->stream != NULL) (void)closedir(folder->stream);
    folder->stream = NULL;
}

int ncp_file_kind_of(const char *path, ncp_file_kind *kind) {
    struct stat status;
    if (stat(path, &status) != 0) return errno;
    *kind = kind_of_mode(status.st_mode);
    return 0;
}
