#ifndef NCP_SLICE_H
#define NCP_SLICE_H

#include "bytes.h"

/* A part of a text that somebody else keeps. */
typedef struct ncp_slice {
    const char *start;
    size_t length;
} ncp_slice;

/* What is in a buffer. An empty one has a place as well, for nothing may be added to NULL. */
ncp_slice ncp_slice_of(const ncp_bytes *bytes);

/* The first `length` bytes, and what is behind them; there must be so many. */
ncp_slice ncp_slice_first(ncp_slice text, size_t length);
ncp_slice ncp_slice_after(ncp_slice text, size_t length);

/* Without spaces and tabs at its ends. */
ncp_slice ncp_slice_trim(ncp_slice text);

bool ncp_slice_begins_with(ncp_slice text, const char *other);
bool ncp_slice_is(ncp_slice text, const char *other);

/* Whether the two have the same bytes. */
bool ncp_slice_equals(ncp_slice text, ncp_slice other);

#endif
