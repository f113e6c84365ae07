#ifndef NCP_TESTS_FOLDER_H
#define NCP_TESTS_FOLDER_H

/* A temporary folder that a test works in. */

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"

/* Makes the folder and goes there. */
static inline bool folder_enter(char *path, size_t size) {
    const char *parent = getenv("TMPDIR");
    (void)snprintf(path, size, "%s/ncp-test-XXXXXX", parent != NULL ? parent : "/tmp");
    return mkdtemp(path) != NULL && chdir(path) == 0;
}

static inline int folder_count_files(void) {
    int count = 0;
    DIR *folder = opendir(".");
    if (folder == NULL) return -1;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) count++;
    (void)closedir(folder);
    return count;
}

static inline bool folder_write(const char *name, const char *content, size_t length) {
    int file = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    bool written = file >= 0 && write(file, content, length) == (ssize_t)length;
    if (file >= 0) (void)close(file);
    return written;
}

static inline bool folder_file_holds(const char *name, const char *expected) {
    char content[4096];
    int file = open(name, O_RDONLY);
    ssize_t got = file >= 0 ? read(file, content, sizeof content) : -1;
    if (file >= 0) (void)close(file);
    return got == (ssize_t)strlen(expected) && memcmp(content, expected, (size_t)got) == 0;
}

/* The number that the next file will get: it grows when one was left open. */
static inline int folder_lowest_descriptor(void) {
    int file = open("/dev/null", O_RDONLY);
    if (file >= 0) (void)close(file);
    return file;
}

/* Leaves and removes the folder, which must be empty again. */
static inline void folder_leave(const char *path) { CHECK(chdir("/") == 0 && rmdir(path) == 0); }

#endif
