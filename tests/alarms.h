#ifndef NCP_TESTS_ALARMS_H
#define NCP_TESTS_ALARMS_H

/* A signal that comes again and again, as the first may be over before that begins which it is to
 * interrupt. */

#include <signal.h>
#include <sys/time.h>

#include "check.h"

static volatile sig_atomic_t alarms_came;

static inline void alarms_count(int signal) {
    (void)signal;
    alarms_came++;
}

static inline void alarms_set(suseconds_t microseconds) {
    const struct itimerval timer = {{0, microseconds}, {0, microseconds}};
    CHECK(setitimer(ITIMER_REAL, &timer, NULL) == 0);
}

static inline void alarms_begin(void) {
    const struct sigaction action = {.sa_handler = alarms_count};
    CHECK(sigaction(SIGALRM, &action, NULL) == 0);
    alarms_set(5000);
}

static inline void alarms_end(void) { alarms_set(0); }

#endif
