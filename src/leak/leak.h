#ifndef NCP_LEAK_H
#define NCP_LEAK_H

#include "search.h"

/* Recognises key ids in texts of any size and kind: as they are, and in JSON and URL
 * escapes, quoted-printable, UTF-16, base64, gzip, with colours of a terminal between, and
 * up to NCP_LEAK_LAYERS of these one within the other. Texts come in pieces; how they are
 * cut changes nothing. Memory is bounded whatever the texts. All-zero is valid and empty,
 * but for `search.most`. */
typedef struct ncp_leak {
    ncp_search search;
    uint64_t taken;        /* bytes of all texts */
    struct ncp_view *view; /* of the text as it is; NULL before its first block */
    unsigned char *block;  /* what was taken and not looked at yet */
    size_t block_length;
} ncp_leak;

typedef enum ncp_leak_status {
    NCP_LEAK_TAKEN,
    NCP_LEAK_FULL,     /* go on after ncp_finds_know() */
    NCP_LEAK_TOO_LONG, /* more than `search.most` */
    NCP_LEAK_NO_MEMORY,
} ncp_leak_status;

/* Takes the next piece of the text; *taken is how much of it, all of it for
 * NCP_LEAK_TAKEN. */
ncp_leak_status ncp_leak_feed(ncp_leak *leak, const char *bytes, size_t length, size_t *taken);

/* Ends the text; what follows is another one. */
ncp_leak_status ncp_leak_end(ncp_leak *leak);

/* Wipes and frees all; `leak` is then as new, and has no `search.most`. */
void ncp_leak_free(ncp_leak *leak);

#endif
