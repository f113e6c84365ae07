#ifndef NCP_SEARCH_H
#define NCP_SEARCH_H

#include "finds.h"

/* What the views of one recogniser share. */
typedef struct ncp_search {
    ncp_finds finds;
    uint64_t most;    /* bytes of all texts, and as many again that decoding may make */
    uint64_t decoded; /* bytes that decoding made */
    uint32_t source;  /* number of the text */
    bool is_cut;      /* something that expands too much was left before its end */
} ncp_search;

#endif
