#ifndef NCP_TESTS_ALARMS_H
#define NCP_TESTS_ALARMS_H

/* A signal that comes again and again, as the first may be over before that begins which it is to
 * interrupt. */

#include <signal.h>
#include <sys/time.h>

#include "check.h"

static volatile sig_atomic_t alarms_came;

static inline bool alarms_set(suseconds_t microseconds) {
    const struct itimerval timer = {.it_value = {.tv_usec = microseconds}};
    return setitimer(ITIMER_REAL, &timer, NULL) == 0;
}

/* The next one is ordered only now: where this takes longer than the time between two, as under Valgrind on a
 * busy machine, nothing else would get on. */
static inline void alarms_go_on(int signal) {
    (void)signal;
    alarms_came++;
    (void)alarms_set(5000);
}

static inline void alarms_begin(void) {
    const struct sigaction action = {.sa_handler = alarms_go_on};
    CHECK(sigaction(SIGALRM, &action, NULL) == 0);
    CHECK(alarms_set(5000));
}

/* One that has come already may order another: the handler goes first. */
static inline void alarms_end(void) {
    (void)signal(SIGALRM, SIG_IGN);
    CHECK(alarms_set(0));
}

#endif
