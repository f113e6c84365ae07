#ifndef NCP_PROCESS_H
#define NCP_PROCESS_H

#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Child processes, one at a time, for a program of one thread. From open to
 * close SIGTERM, SIGINT, SIGHUP and SIGCHLD are blocked and taken by
 * ncp_process_wait() instead, so that no handler is needed and what the program
 * made can be tidied up. Several are closed in the reverse order of opening, as
 * each restores the mask it found. All-zero is the valid closed state. */
typedef struct ncp_process {
    pid_t owner;     /* the process that opened it; 0 while closed */
    pid_t child;     /* 0 while none runs */
    int input;       /* the end of the pipe that the child was given to read; 0 without one */
    sigset_t before; /* signal mask to restore */
} ncp_process;

typedef enum ncp_process_event {
    NCP_PROCESS_TIMEOUT,
    NCP_PROCESS_EXITED,
    NCP_PROCESS_SIGNAL,
} ncp_process_event;

/* Blocks the signals. Returns 0, or an errno value. */
int ncp_process_open(ncp_process *process);

/* What a child is to have: inherited where it is NULL. */
typedef struct ncp_process_streams {
    const char *output; /* file that both outputs are appended to */
    const void *input;  /* what it reads; not more than PIPE_BUF bytes */
    size_t input_length;
} ncp_process_streams;

/* Runs argv[0], looked for in PATH, with the signal mask from before, but the signals
 * above unblocked: they end it. On Linux it gets SIGTERM when this process ends in whatever way. Returns 0,
 * EBUSY while another child runs, or the errno value of what failed, exec included. */
int ncp_process_start(ncp_process *process, const char *const argv[], const ncp_process_streams *streams);

/* Waits up to `seconds` for a signal, number in *detail, or for the child to end:
 * its status in *detail, 128 + N when signal N ended it. A signal comes first. */
ncp_process_event ncp_process_wait(ncp_process *process, double seconds, int *detail);

/* How much of its input the child did not read; to be asked once, when it has ended.
 * Nobody can read that any more. */
size_t ncp_process_unread(ncp_process *process);

/* Ends the child, if there is one: SIGTERM, and SIGKILL after `grace` seconds. */
void ncp_process_stop(ncp_process *process, double grace);

/* Stops the child without grace and restores the signal mask. In a fork of the
 * owner it only forgets both. May be called again. */
void ncp_process_close(ncp_process *process);

/* Puts into *port, when that is 0, a TCP port that is free on 127.0.0.1; else
 * checks that this one is. Returns 0, or an errno value such as EADDRINUSE. */
int ncp_process_free_port(uint16_t *port);

#endif
