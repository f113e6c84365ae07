#ifndef NCP_TESTS_LIMITS_H
#define NCP_TESTS_LIMITS_H

/* Descriptors, and room in files, that run out. */

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "check.h"

/* Returns the limit that there was. */
static inline struct rlimit limits_lower(int resource, rlim_t most) {
    struct rlimit before = {0};
    CHECK(getrlimit(resource, &before) == 0);
    const struct rlimit lower = {.rlim_cur = most, .rlim_max = before.rlim_max};
    CHECK(setrlimit(resource, &lower) == 0);
    return before;
}

static inline void limits_restore(int resource, const struct rlimit *before) {
    CHECK(setrlimit(resource, before) == 0);
}

/* Leaves so many descriptors to be opened; returns the limit that there was. */
static inline struct rlimit limits_leave_descriptors(unsigned count) {
    int next = open("/dev/null", O_RDONLY);
    CHECK(next >= 0 && close(next) == 0);
    return limits_lower(RLIMIT_NOFILE, (rlim_t)next + count);
}

/* To write more bytes into a file fails then, without a signal; returns the limit that there was. */
static inline struct rlimit limits_lower_files(rlim_t bytes) {
    (void)signal(SIGXFSZ, SIG_IGN);
    return limits_lower(RLIMIT_FSIZE, bytes);
}

#endif
