#ifndef NCP_CURL_GUARD_H
#define NCP_CURL_GUARD_H

#include <signal.h>
#include <stdbool.h>

/* What libcurl disturbs in its process, put back as it was: errors left in
 * OpenSSL's queue, where the next user of OpenSSL would take them for its own,
 * and SIGPIPE. Every call into libcurl that may touch a socket stands between
 * the two functions. */
typedef struct ncp_curl_guard {
    sigset_t signals;
    bool pipe_was_pending;
} ncp_curl_guard;

void ncp_curl_guard_enter(ncp_curl_guard *guard);
void ncp_curl_guard_leave(const ncp_curl_guard *guard);

#endif
