#ifndef NCP_TESTS_DESCRIPTORS_H
#define NCP_TESTS_DESCRIPTORS_H

/* Descriptors that run out. */

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "check.h"

static inline void descriptors_set_limit(const struct rlimit *limit) {
    CHECK(setrlimit(RLIMIT_NOFILE, limit) == 0);
}

/* Leaves so many to be opened; returns the limit that there was. */
static inline struct rlimit descriptors_leave(unsigned count) {
    struct rlimit before = {0}, limit;
    int next = open("/dev/null", O_RDONLY);
    close(next);
    CHECK(next >= 0 && getrlimit(RLIMIT_NOFILE, &before) == 0);
    limit = before;
    limit.rlim_cur = (rlim_t)next + count;
    descriptors_set_limit(&limit);
    return before;
}

#endif
