#define _XOPEN_SOURCE 700
#include "clock.h"

#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/time.h>
#include <time.h>

#include "alarms.h"
#include "check.h"

static void test_wall_clock(void) {
    int64_t before = (int64_t)time(NULL) - 1; /* time() may lag by a tick */
    int64_t now = ncp_clock_wall_ms();
    int64_t after = (int64_t)time(NULL) + 1;
    CHECK(now >= before * 1000 && now <= after * 1000);
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

static sigjmp_buf awake;

static void wake(int number) {
    (void)number;
    siglongjmp(awake, 1);
}

/* More seconds than any time_t has. */
static void test_a_sleep_may_be_as_long_as_you_like(void) {
    static const double seconds[] = {1e12, 1e300, INFINITY};
    struct sigaction action = {.sa_handler = wake};
    struct itimerval once = {.it_value = {.tv_usec = 20000}};
    CHECK(sigaction(SIGALRM, &action, NULL) == 0);
    for (volatile size_t i = 0; i < sizeof seconds / sizeof *seconds; i++) {
        if (sigsetjmp(awake, 1) != 0) continue;
        CHECK(setitimer(ITIMER_REAL, &once, NULL) == 0);
        ncp_clock_sleep(seconds[i]);
        CHECK(false);
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
