#ifndef NCP_BYTES_H
#define NCP_BYTES_H

#include <stdbool.h>
#include <stddef.h>

/* A growing byte buffer that may hold secrets: memory is wiped before it is
 * given back, also when the buffer moves. All-zero is the valid empty buffer. */
typedef struct ncp_bytes {
    char *data; /* NULL while capacity is 0; not terminated */
    size_t length;
    size_t capacity;
} ncp_bytes;

/* Each returns false when memory ran out; the buffer is then unchanged. */
bool ncp_bytes_reserve(ncp_bytes *bytes, size_t extra);
bool ncp_bytes_append(ncp_bytes *bytes, const void *data, size_t length);
bool ncp_bytes_append_text(ncp_bytes *bytes, const char *text);
bool ncp_bytes_append_char(ncp_bytes *bytes, char c);

/* Wipes the content and keeps the memory for the next use. */
void ncp_bytes_clear(ncp_bytes *bytes);

/* Wipes and frees; the buffer is empty afterwards and may be used or freed again. */
void ncp_bytes_free(ncp_bytes *bytes);

#endif
