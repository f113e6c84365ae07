/* The poller, as it is and as it is where there is no epoll. */
#define _XOPEN_SOURCE 700
#include <math.h>
#include <unistd.h>

#include "alarms.h"
#include "limits.h"
#include "poller.h"

enum { PIPES = 20 };

typedef struct pipes {
    int reader[PIPES], writer[PIPES];
} pipes;

static pipes open_pipes(void) {
    pipes all;
    for (int i = 0; i < PIPES; i++) {
        int ends[2] = {-1, -1};
        CHECK(pipe(ends) == 0);
        all.reader[i] = ends[0];
        all.writer[i] = ends[1];
    }
    return all;
}

static void close_pipes(const pipes *all) {
    for (int i = 0; i < PIPES; i++) {
        close(all->reader[i]);
        close(all->writer[i]);
    }
}

static bool watch(ncp_poller *poller, int fd, unsigned events, unsigned tag) {
    return ncp_poller_watch(poller, &(ncp_ready){.fd = fd, .events = events, .tag = tag});
}

/* With few descriptors and with many, and few again. */
static void test_tells_which_are_ready(void) {
    ncp_poller poller = {0};
    ncp_ready ready[PIPES];
    pipes all = open_pipes();
    CHECK(ncp_poller_open(&poller));
    for (int i = 0; i < PIPES; i++) {
        CHECK(watch(&poller, all.reader[i], NCP_POLL_READ, (unsigned)i));
        CHECK(ncp_poller_wait(&poller, 0, ready, PIPES) == 0);
        CHECK(write(all.writer[i], "x", 1) == 1);
        CHECK(ncp_poller_wait(&poller, 60, ready, PIPES) == 1);
        CHECK(ready[0].fd == all.reader[i] && ready[0].events == NCP_POLL_READ &&
              ready[0].tag == (unsigned)i);
        CHECK(read(all.reader[i], &(char){0}, 1) == 1);
    }
    for (int i = 0; i < PIPES; i++) CHECK(write(all.writer[i], "x", 1) == 1);
    CHECK(ncp_poller_wait(&poller, 60, ready, PIPES) == PIPES);
    CHECK(ncp_poller_wait(&poller, 60, ready, 3) == 3);
    for (int i = 0; i < PIPES; i++) {
        CHECK(ncp_poller_wait(&poller, 0, ready, PIPES) == PIPES - i);
        CHECK(watch(&poller, all.reader[i], 0, 0));
    }
    CHECK(ncp_poller_wait(&poller, 0, ready, PIPES) == 0);
    CHECK(watch(&poller, all.reader[0], NCP_POLL_READ, 7) && ncp_poller_wait(&poller, 0, ready, 1) == 1);
    CHECK(ready[0].tag == 7);
    ncp_poller_close(&poller);
    close_pipes(&all);
}

static void test_takes_another_interest(void) {
    ncp_poller poller = {0};
    ncp_ready ready[PIPES];
    pipes all = open_pipes();
    CHECK(ncp_poller_open(&poller));
    for (int i = 0; i < PIPES; i++) CHECK(watch(&poller, all.writer[i], NCP_POLL_READ, 0));
    CHECK(ncp_poller_wait(&poller, 0, ready, PIPES) == 0);
    for (int i = 0; i < PIPES; i++) CHECK(watch(&poller, all.writer[i], NCP_POLL_WRITE, 1));
    CHECK(ncp_poller_wait(&poller, 0, ready, PIPES) == PIPES);
    CHECK(ready[PIPES - 1].events == NCP_POLL_WRITE && ready[PIPES - 1].tag == 1);
    close(all.reader[0]);
    CHECK(watch(&poller, all.writer[0], NCP_POLL_READ, 0));
    CHECK(ncp_poller_wait(&poller, 0, ready, PIPES) == PIPES);
    ncp_poller_close(&poller);
    close_pipes(&all);
}

static void test_few_at_a_time(void) {
    ncp_poller poller = {0};
    ncp_ready ready[PIPES];
    pipes all = open_pipes();
    CHECK(ncp_poller_open(&poller));
    for (int i = 0; i < 3; i++) CHECK(watch(&poller, all.writer[i], NCP_POLL_WRITE, 0));
    CHECK(ncp_poller_wait(&poller, INFINITY, ready, 2) == 2);
    CHECK(watch(&poller, all.writer[3], 0, 0)); /* which is not watched */
    CHECK(ncp_poller_wait(&poller, INFINITY, ready, PIPES) == 3);
    ncp_poller_close(&poller);
    close_pipes(&all);
}

/* So that none is told as ready after it was given up. */
static void test_a_descriptor_that_cannot_be_watched_takes_no_other_along(void) {
    ncp_poller poller = {0};
    ncp_ready ready[PIPES];
    pipes all = open_pipes();
    CHECK(ncp_poller_open(&poller));
    for (int i = 0; i < 4; i++) CHECK(watch(&poller, all.writer[i], NCP_POLL_WRITE, 0));
    close(all.writer[2]);
    (void)watch(&poller, all.writer[4], NCP_POLL_WRITE, 0);
    for (int i = 0; i < 5; i++) (void)watch(&poller, all.writer[i], 0, 0);
    CHECK(ncp_poller_wait(&poller, 0, ready, PIPES) == 0);
    ncp_poller_close(&poller);
    close_pipes(&all);
}

/* Where there is no epoll none is needed. */
static void test_works_again_when_there_are_descriptors_again(void) {
    ncp_poller poller = {0};
    ncp_ready ready[PIPES];
    pipes all = open_pipes();
    CHECK(ncp_poller_open(&poller));
    struct rlimit before = limits_leave_descriptors(0);
    CHECK(ncp_poller_fd(&poller) == -1);
    for (int i = 0; i < 4; i++) CHECK(watch(&poller, all.writer[i], NCP_POLL_WRITE, 0));
    (void)watch(&poller, all.writer[4], NCP_POLL_WRITE, 0);
    limits_restore(RLIMIT_NOFILE, &before);
    CHECK(watch(&poller, all.writer[4], NCP_POLL_WRITE, 0));
    CHECK(ncp_poller_wait(&poller, 60, ready, PIPES) == 5);
    ncp_poller_close(&poller);
    close_pipes(&all);
}

static void test_a_signal_ends_a_wait(void) {
    ncp_poller poller = {0};
    ncp_ready ready[PIPES];
    pipes all = open_pipes();
    CHECK(ncp_poller_open(&poller));
    alarms_begin();
    for (int i = 0; i < PIPES; i++) {
        CHECK(watch(&poller, all.reader[i], NCP_POLL_READ, 0));
        CHECK(ncp_poller_wait(&poller, 60, ready, PIPES) == -1);
    }
    alarms_end();
    ncp_poller_close(&poller);
    close_pipes(&all);
}

/* A second poller stands for the loop of a program. */
static void test_lends_its_descriptor(void) {
    ncp_poller poller = {0}, outer = {0};
    ncp_ready ready[PIPES];
    pipes all = open_pipes();
    CHECK(ncp_poller_open(&poller) && ncp_poller_open(&outer));
    CHECK(watch(&poller, all.reader[0], NCP_POLL_READ, 0));
    ncp_poller_alarm(&poller, 0); /* nobody waits for that yet */
    int fd = ncp_poller_fd(&poller);
    if (fd < 0) goto none;
    CHECK(ncp_poller_fd(&poller) == fd && watch(&outer, fd, NCP_POLL_READ, 0));
    CHECK(ncp_poller_wait(&outer, 0, ready, 1) == 0);
    CHECK(write(all.writer[0], "x", 1) == 1 && ncp_poller_wait(&outer, 60, ready, 1) == 1);
    CHECK(read(all.reader[0], &(char){0}, 1) == 1 && ncp_poller_wait(&outer, 0, ready, 1) == 0);
    ncp_poller_alarm(&poller, 0);
    CHECK(ncp_poller_wait(&outer, 60, ready, 1) == 1 && ncp_poller_wait(&poller, 0, ready, 1) == 0);
    ncp_poller_alarm(&poller, 3600);
    CHECK(ncp_poller_wait(&outer, 0, ready, 1) == 0);
    ncp_poller_alarm(&poller, 0.01);
    CHECK(ncp_poller_wait(&outer, 60, ready, 1) == 1);
    ncp_poller_alarm(&poller, INFINITY);
    CHECK(ncp_poller_wait(&outer, 0, ready, 1) == 0);
none:
    ncp_poller_close(&outer);
    ncp_poller_close(&poller);
    close_pipes(&all);
}

static void test_closed_poller(void) {
    ncp_poller poller = {0};
    ncp_ready ready[1];
    CHECK(watch(&poller, 0, NCP_POLL_READ, 0) && ncp_poller_wait(&poller, INFINITY, ready, 1) == 0);
    CHECK(ncp_poller_fd(&poller) == -1);
    ncp_poller_alarm(&poller, 0);
    ncp_poller_close(&poller);
}

int main(void) {
    test_tells_which_are_ready();
    test_takes_another_interest();
    test_few_at_a_time();
    test_a_descriptor_that_cannot_be_watched_takes_no_other_along();
    test_works_again_when_there_are_descriptors_again();
    test_a_signal_ends_a_wait();
    test_lends_its_descriptor();
    test_closed_poller();
    return check_finish();
}
