#ifndef NCP_POLLER_H
#define NCP_POLLER_H

#include <stdbool.h>
#include <stddef.h>

/* Waits for descriptors. On Linux by epoll, so that a wait costs what is ready and not what is
 * watched, and the poller has a descriptor of its own, which others can wait for; elsewhere by
 * poll(). All-zero is a closed poller, for which all but opening does nothing. */
typedef struct ncp_poller {
    struct ncp_poll_set *set;
} ncp_poller;

enum { NCP_POLL_READ = 1, NCP_POLL_WRITE = 2 };

typedef struct ncp_ready {
    int fd;
    unsigned events; /* of the two above; both when the descriptor is in a bad way */
    unsigned tag;    /* whatever it was watched with */
} ncp_ready;

/* Does nothing when it is open. False when memory ran out. */
bool ncp_poller_open(ncp_poller *poller);

/* Watches a descriptor for events, in place of those it was watched for; 0: no longer. A
 * descriptor is given up before it is closed. False when memory or descriptors ran out; what is
 * watched may then be one less. */
bool ncp_poller_watch(ncp_poller *poller, const ncp_ready *wanted);

/* Waits up to so many seconds, or for a day when that is less; stores up to `most` that are ready, and
 * returns how many; -1 when a signal came. */
int ncp_poller_wait(ncp_poller *poller, double seconds, ncp_ready *ready, int most);

/* A descriptor for others to wait for: readable while one that is watched is ready, and from an
 * alarm on; -1 where there is none. */
int ncp_poller_fd(ncp_poller *poller);

/* Makes that descriptor readable in so many seconds, and not before; INFINITY: no longer. */
void ncp_poller_alarm(ncp_poller *poller, double seconds);

/* Says nothing to the kernel about what is watched, since it may be shared with the process that
 * this one was forked from. */
void ncp_poller_close(ncp_poller *poller);

#endif
