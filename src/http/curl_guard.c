#define _POSIX_C_SOURCE 200809L

#include "curl_guard.h"

#include "libcurl.h"

#include <openssl/err.h>

#if NCP_CURL_RAISES_SIGPIPE
/* As libpq does: block the signal, and swallow one that came meanwhile. */
static bool pipe_is_pending(void) {
    sigset_t pending;
    return sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1;
}

static void block_sigpipe(ncp_curl_guard *guard) {
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    guard->pipe_was_pending = pipe_is_pending();
    pthread_sigmask(SIG_BLOCK, &pipe, &guard->signals);
}

static void restore_sigpipe(const ncp_curl_guard *guard) {
    if (!guard->pipe_was_pending && pipe_is_pending()) {
        sigset_t pipe;
        int taken;
        sigemptyset(&pipe);
        sigaddset(&pipe, SIGPIPE);
        sigwait(&pipe, &taken);
    }
    pthread_sigmask(SIG_SETMASK, &guard->signals, NULL);
}
#else
static void block_sigpipe(ncp_curl_guard *guard) { (void)guard; }
static void restore_sigpipe(const ncp_curl_guard *guard) { (void)guard; }
#endif

void ncp_curl_guard_enter(ncp_curl_guard *guard) {
    ERR_set_mark();
    block_sigpipe(guard);
}

void ncp_curl_guard_leave(const ncp_curl_guard *guard) {
    restore_sigpipe(guard);
    ERR_pop_to_mark();
}
