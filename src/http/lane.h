#ifndef NCP_LANE_H
#define NCP_LANE_H

#include "libcurl.h"
#include "poller.h"

/* Some of the calls under way, and the connections that were opened for them. libcurl looks for a
 * connection by trying one after the other, so a lane has few enough of them that it costs nothing;
 * many calls go in many lanes, which wait together. All-zero is a closed lane. It stays where it is
 * while it is open. */
typedef struct ncp_lane {
    CURLM *multi; /* connections, host names and trusted certificates */
    ncp_poller *poller;
    unsigned number; /* the tag of its descriptors */
    size_t calls;
    double due; /* when libcurl wants a turn whatever is ready, on the monotonic clock; INFINITY: never */
} ncp_lane;

enum { NCP_LANE_CALLS = 64 };

/* False when memory ran out. */
bool ncp_lane_open(ncp_lane *lane, ncp_poller *poller, unsigned number);

CURLMcode ncp_lane_add(ncp_lane *lane, CURL *easy);
void ncp_lane_remove(ncp_lane *lane, CURL *easy);

/* Has libcurl move on what waited for that descriptor. */
CURLMcode ncp_lane_act(ncp_lane *lane, const ncp_ready *ready);

/* Has libcurl do what is due by `now`. */
CURLMcode ncp_lane_act_when_due(ncp_lane *lane, double now);

/* The next call that libcurl is done with, and how it ended; NULL when there is none. It is to be removed. */
CURL *ncp_lane_next_done(ncp_lane *lane, CURLcode *code);

/* Closes the connections. All calls were removed. */
void ncp_lane_close(ncp_lane *lane);

#endif
