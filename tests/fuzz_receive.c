/* Whatever lines and pieces an answer comes in, what is kept of its headers are lines of a name in lower
 * case, a colon and a value, no more than the limits allow, and the body is the pieces. The data are a block
 * of headers, an empty line, and the body; the first byte says how large the pieces are, the second what the
 * limits are. */
#include <ctype.h>
#include <stdint.h>

#include "check.h"
#include "receive.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What libcurl hands over: lines with their end. Returns where the block ends, or NULL when the transfer was
 * stopped. */
static const char *feed_headers(ncp_transfer *transfer, const char *at, const char *end) {
    while (at < end) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        size_t length = (size_t)((line_end == NULL ? end : line_end + 1) - at);
        bool is_last = at[0] == '\n' || (at[0] == '\r' && length == 2);
        if (ncp_receive_header((char *)at, 1, length, transfer) != length) return NULL;
        at += length;
        if (is_last && (end - at < 5 || memcmp(at, "HTTP/", 5) != 0))
            break; /* else an answer of 1xx came before */
    }
    return at;
}

static void feed_body(ncp_transfer *transfer, const char *at, const char *end, size_t piece) {
    while (at < end) {
        size_t length = (size_t)(end - at) < piece ? (size_t)(end - at) : piece;
        if (ncp_receive_body((char *)at, 1, length, transfer) != length) return;
        at += length;
    }
}

static void check_fields(const ncp_transfer *transfer) {
    const ncp_bytes *fields = &transfer->response.fields;
    if (fields->length == 0) return;
    const char *at = fields->data, *end = fields->data + fields->length;
    if (fields->length > 2 * transfer->max_headers) abort();
    while (at < end) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        const char *colon = line_end == NULL ? NULL : memchr(at, ':', (size_t)(line_end - at));
        if (colon == NULL) abort();
        for (; at < colon; at++)
            if (isupper((unsigned char)*at)) abort();
        if (isspace((unsigned char)colon[1]) && colon + 1 < line_end && colon[1] != '\v' && colon[1] != '\f')
            abort();
        at = line_end + 1;
    }
}

static void check_body(const ncp_transfer *transfer, const char *sent, const char *end) {
    const ncp_bytes *body = &transfer->response.body;
    if (body->length > transfer->max_body) abort();
    if (transfer->stopped) return;
    if (body->length != (size_t)(end - sent)) abort();
    if (body->length > 0 && memcmp(body->data, sent, body->length) != 0) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static ncp_transfer *transfer;
    if (size < 2) return 0;
    if (transfer == NULL) transfer = ncp_transfer_new(NULL);
    if (transfer == NULL) abort();
    const char *at = (const char *)data + 2, *end = (const char *)data + size;
    ncp_transfer_clear(transfer);
    transfer->max_headers = 16 + 4 * (size_t)data[1];
    transfer->max_body = 8 * (size_t)data[1];
    transfer->header_bytes = 0;
    transfer->block_open = transfer->has_head = transfer->checked = transfer->stopped = false;
    const char *body = feed_headers(transfer, at, end);
    check_fields(transfer);
    if (body == NULL) return 0;
    feed_body(transfer, body, end, data[0] + 1U);
    check_body(transfer, body, end);
    return 0;
}
