#define _POSIX_C_SOURCE 200809L

#include "poller.h"

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#if defined(__linux__) && !defined(NCP_WITHOUT_EPOLL)
#define HAS_EPOLL 1
#include <sys/epoll.h>
#include <sys/timerfd.h>
#else
#define HAS_EPOLL 0
#endif

/* Few descriptors are in a list for poll(), which is as fast for them, and they come and go without
 * a word to the kernel. When they are many, all are with epoll, until there are none. */
enum { FEW = 4 };

struct ncp_poll_set {
    struct pollfd *list;
    unsigned *tags; /* beside it */
    size_t listed, capacity;
    bool by_epoll;
    size_t registered; /* with epoll */
    int epoll;         /* -1 until it is needed, as these two: */
    int outer, timer;  /* what others wait for, an epoll of that one and of the alarm */
};

bool ncp_poller_open(ncp_poller *poller) {
    if (poller->set != NULL) return true;
    poller->set = malloc(sizeof *poller->set);
    if (poller->set != NULL) *poller->set = (struct ncp_poll_set){.epoll = -1, .outer = -1, .timer = -1};
    return poller->set != NULL;
}

static int milliseconds(double seconds) {
    enum { LONGEST = 24 * 60 * 60 * 1000 };
    if (!(seconds > 0)) return 0;
    double ms = ceil(seconds * 1000);
    return ms < LONGEST ? (int)ms : LONGEST;
}

/* Of our events those of the system, and the other way round. */
static unsigned to_system(unsigned events, unsigned read, unsigned write) {
    return (events & NCP_POLL_READ ? read : 0) | (events & NCP_POLL_WRITE ? write : 0);
}

static unsigned from_system(unsigned events, unsigned read, unsigned write) {
    if (events & ~(read | write)) return NCP_POLL_READ | NCP_POLL_WRITE;
    return (events & read ? NCP_POLL_READ : 0) | (events & write ? NCP_POLL_WRITE : 0);
}

static bool reserve(struct ncp_poll_set *set) {
    if (set->listed < set->capacity) return true;
    size_t capacity = set->capacity == 0 ? 8 : set->capacity * 2;
    struct pollfd *list = realloc(set->list, capacity * sizeof *list);
    if (list != NULL) set->list = list;
    unsigned *tags = realloc(set->tags, capacity * sizeof *tags);
    if (tags != NULL) set->tags = tags;
    if (list != NULL && tags != NULL) set->capacity = capacity;
    return list != NULL && tags != NULL;
}

static void strike(struct ncp_poll_set *set, size_t at) {
    if (at == set->listed) return;
    set->listed--;
    set->list[at] = set->list[set->listed];
    set->tags[at] = set->tags[set->listed];
}

static bool list(struct ncp_poll_set *set, const ncp_ready *wanted) {
    size_t at = 0;
    while (at < set->listed && set->list[at].fd != wanted->fd) at++;
    if (wanted->events == 0) {
        strike(set, at);
        return true;
    }
    if (at == set->listed && !reserve(set)) return false;
    if (at == set->listed) set->listed++;
    const unsigned events = to_system(wanted->events, POLLIN, POLLOUT);
    set->list[at] = (struct pollfd){.fd = wanted->fd, .events = (short)events};
    set->tags[at] = wanted->tag;
    return true;
}

static int wait_for_list(struct ncp_poll_set *set, double seconds, ncp_ready *ready, int most) {
    int count = poll(set->list, (nfds_t)set->listed, milliseconds(seconds)), kept = 0;
    for (size_t i = 0; count > 0 && i < set->listed && kept < most; i++) {
        const struct pollfd *entry = &set->list[i];
        if (entry->revents == 0) continue;
        const unsigned events = from_system((unsigned)entry->revents, POLLIN, POLLOUT);
        ready[kept++] = (ncp_ready){.fd = entry->fd, .events = events, .tag = set->tags[i]};
    }
    return count < 0 ? -1 : kept;
}

#if HAS_EPOLL
static bool register_one(struct ncp_poll_set *set, const ncp_ready *wanted) {
    struct epoll_event event = {.events = to_system(wanted->events, EPOLLIN, EPOLLOUT),
                                .data.u64 = (uint64_t)wanted->tag << 32 | (uint32_t)wanted->fd};
    if (wanted->events == 0) {
        if (epoll_ctl(set->epoll, EPOLL_CTL_DEL, wanted->fd, &event) == 0) set->registered--;
        if (set->registered == 0) set->by_epoll = set->outer >= 0;
        return true;
    }
    if (epoll_ctl(set->epoll, EPOLL_CTL_MOD, wanted->fd, &event) == 0) return true;
    if (errno != ENOENT || epoll_ctl(set->epoll, EPOLL_CTL_ADD, wanted->fd, &event) != 0) return false;
    set->registered++;
    return true;
}

/* Moves the list to epoll, all of it, so that none is left where nobody looks. */
static bool change_over(struct ncp_poll_set *set) {
    bool moved = true;
    if (set->epoll < 0) set->epoll = epoll_create1(EPOLL_CLOEXEC);
    if (set->epoll < 0) return false;
    set->by_epoll = true;
    while (set->listed > 0) {
        const struct pollfd *last = &set->list[set->listed - 1];
        const unsigned events = from_system((unsigned)last->events, POLLIN, POLLOUT);
        const ncp_ready wanted = {.fd = last->fd, .events = events, .tag = set->tags[set->listed - 1]};
        if (!register_one(set, &wanted)) moved = false;
        set->listed--;
    }
    return moved;
}

static int wait_for_epoll(struct ncp_poll_set *set, double seconds, ncp_ready *ready, int most) {
    enum { MOST = 64 };
    struct epoll_event events[MOST];
    int count = epoll_wait(set->epoll, events, most < MOST ? most : MOST, milliseconds(seconds));
    for (int i = 0; i < count; i++) {
        const uint64_t data = events[i].data.u64;
        ready[i] = (ncp_ready){.fd = (int)(uint32_t)data,
                               .events = from_system(events[i].events, EPOLLIN, EPOLLOUT),
                               .tag = (unsigned)(data >> 32)};
    }
    return count;
}

static void close_outer(struct ncp_poll_set *set) {
    if (set->outer >= 0) close(set->outer);
    if (set->timer >= 0) close(set->timer);
    set->outer = set->timer = -1;
}

static bool open_outer(struct ncp_poll_set *set) {
    struct epoll_event event = {.events = EPOLLIN};
    set->outer = epoll_create1(EPOLL_CLOEXEC);
    set->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    return set->outer >= 0 && set->timer >= 0 && change_over(set) &&
           epoll_ctl(set->outer, EPOLL_CTL_ADD, set->epoll, &event) == 0 &&
           epoll_ctl(set->outer, EPOLL_CTL_ADD, set->timer, &event) == 0;
}

int ncp_poller_fd(ncp_poller *poller) {
    struct ncp_poll_set *set = poller->set;
    if (set == NULL) return -1;
    if (set->outer < 0 && !open_outer(set)) close_outer(set);
    return set->outer;
}

void ncp_poller_alarm(ncp_poller *poller, double seconds) {
    struct itimerspec alarm = {0};
    if (poller->set == NULL || poller->set->timer < 0) return;
    if (!isinf(seconds)) {
        const double positive = seconds > 0 ? seconds : 0;
        alarm.it_value.tv_sec = (time_t)positive;
        alarm.it_value.tv_nsec = (long)((positive - floor(positive)) * 1e9);
        if (positive == 0) alarm.it_value.tv_nsec = 1; /* 0 would be none */
    }
    timerfd_settime(poller->set->timer, 0, &alarm, NULL);
}
#else
static bool register_one(struct ncp_poll_set *set, const ncp_ready *wanted) { return list(set, wanted); }

static bool change_over(struct ncp_poll_set *set) {
    (void)set;
    return true;
}

static int wait_for_epoll(struct ncp_poll_set *set, double seconds, ncp_ready *ready, int most) {
    return wait_for_list(set, seconds, ready, most);
}

static void close_outer(struct ncp_poll_set *set) { (void)set; }

int ncp_poller_fd(ncp_poller *poller) {
    (void)poller;
    return -1;
}

void ncp_poller_alarm(ncp_poller *poller, double seconds) { (void)poller, (void)seconds; }
#endif

bool ncp_poller_watch(ncp_poller *poller, const ncp_ready *wanted) {
    struct ncp_poll_set *set = poller->set;
    if (set == NULL) return true;
    if (set->by_epoll) return register_one(set, wanted);
    return list(set, wanted) && (set->listed <= FEW || change_over(set));
}

int ncp_poller_wait(ncp_poller *poller, double seconds, ncp_ready *ready, int most) {
    struct ncp_poll_set *set = poller->set;
    if (set == NULL) return 0;
    return set->by_epoll ? wait_for_epoll(set, seconds, ready, most)
                         : wait_for_list(set, seconds, ready, most);
}

void ncp_poller_close(ncp_poller *poller) {
    struct ncp_poll_set *set = poller->set;
    if (set == NULL) return;
    close_outer(set);
    if (set->epoll >= 0) close(set->epoll);
    free(set->list);
    free(set->tags);
    free(set);
    poller->set = NULL;
}
