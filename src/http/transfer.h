#ifndef NCP_TRANSFER_H
#define NCP_TRANSFER_H

#include "http.h"
#include "lane.h"
#include "libcurl.h"
#include "sockets.h"

typedef struct ncp_transfer ncp_transfer;

typedef enum ncp_transfer_state {
    NCP_TRANSFER_IDLE,
    NCP_TRANSFER_ACTIVE, /* with libcurl */
    NCP_TRANSFER_FINISHED,
    NCP_TRANSFER_TAKEN,
} ncp_transfer_state;

/* One call and the easy handle it runs on. The handle keeps its settings, so
 * the next call to the same place only sets what differs. */
struct ncp_transfer {
    ncp_http_response response;
    CURL *easy;
    CURLU *url;           /* origin */
    CURLU *proxy;         /* without user and password; NULL: none */
    ncp_sockets *sockets; /* of the engine */
    ncp_bytes route;      /* what the handle is set for: origin, ca_file, ca_dir, proxy, each ended by NUL */
    ncp_bytes header_block; /* of the request, what the lines point into */
    struct curl_slist *lines;
    size_t line_capacity;
    char error[CURL_ERROR_SIZE]; /* libcurl's own words */

    size_t max_body, max_headers;
    size_t header_bytes;
    unsigned sends; /* times this call was put on a connection */
    bool no_resend;
    bool block_open; /* within a block of header fields */
    bool has_head;   /* of the final answer, to the blank line that ends it */
    bool checked;    /* the body may be JSON, or may be anything */
    bool stopped;    /* by a callback of ours, which has filled the response */

    size_t number;
    ncp_transfer_state state;
    ncp_lane *lane;     /* while it is active */
    ncp_transfer *next; /* idle or finished: in the engine's list of those */
};

/* NULL when memory ran out. */
ncp_transfer *ncp_transfer_new(ncp_sockets *sockets);
void ncp_transfer_free(ncp_transfer *transfer);

/* Ends the call for a reason of our own: fills the response, and says so in `stopped`. */
void ncp_transfer_stop(ncp_transfer *transfer, ncp_http_failure failure, const char *message);

/* Empties the response. */
void ncp_transfer_clear(ncp_transfer *transfer);

#endif
