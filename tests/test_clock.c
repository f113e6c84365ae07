#define _XOPEN_SOURCE 700
#include "clock.h"

#include <math.h>
#include <pthread.h>
#include <sys/time.h>

#include "alarms.h"
#include "check.h"

/* Not of time(), which lags by a tick, or by more on a busy machine. */
static int64_t milliseconds_now(void) {
    struct timeval now;
    CHECK(gettimeofday(&now, NULL) == 0);
    return (int64_t)now.tv_sec * 1000 + now.tv_usec / 1000;
}

static void test_wall_clock(void) {
    int64_t before = milliseconds_now();
    int64_t now = ncp_clock_wall_ms();
    int64_t after = milliseconds_now();
    CHECK(now >= before && now <= after);
}

static void test_monotonic_clock_never_goes_back(void) {
    double last = ncp_clock_monotonic();
    bool forward = true;
    for (int i = 0; i < 1000; i++) {
        double now = ncp_clock_monotonic();
        forward = forward && now >= last;
        last = now;
    }
    CHECK(forward);
}

static void test_sleeping_at_least_that_long(void) {
    double start = ncp_clock_monotonic();
    ncp_clock_sleep(0.02);
    CHECK(ncp_clock_monotonic() - start >= 0.02);
}

static void test_sleeping_no_time(void) {
    ncp_clock_sleep(0);
    ncp_clock_sleep(-1e9);
    ncp_clock_sleep(-INFINITY);
    ncp_clock_sleep(NAN);
    CHECK(true);
}

static void test_signals_do_not_shorten_a_sleep(void) {
    alarms_begin();
    double start = ncp_clock_monotonic();
    ncp_clock_sleep(0.1);
    CHECK(ncp_clock_monotonic() - start >= 0.1);
    alarms_end();
    CHECK(alarms_came > 0);
}

static void *sleep_in_thread(void *seconds) {
    ncp_clock_sleep(*(const double *)seconds);
    return NULL;
}

/* More seconds than any time_t has. */
static void test_a_sleep_may_be_as_long_as_you_like(void) {
    static double seconds[] = {1e12, 1e300, INFINITY};
    for (size_t i = 0; i < sizeof seconds / sizeof *seconds; i++) {
        pthread_t sleeper;
        void *result = NULL;
        if (!CHECK(pthread_create(&sleeper, NULL, sleep_in_thread, &seconds[i]) == 0)) return;
        ncp_clock_sleep(0.02);
        CHECK(pthread_cancel(sleeper) == 0 && pthread_join(sleeper, &result) == 0);
        CHECK(result == PTHREAD_CANCELED);
    }
}

int main(void) {
    test_wall_clock();
    test_monotonic_clock_never_goes_back();
    test_sleeping_at_least_that_long();
    test_sleeping_no_time();
    test_signals_do_not_shorten_a_sleep();
    test_a_sleep_may_be_as_long_as_you_like();
    return check_finish();
}
