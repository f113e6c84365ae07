#include "receive.h"

#include <string.h>

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

/* Keeps "Name:  value\r\n" as "name:value\n". What is no field is left out; so
 * is a line that continues another, which RFC 9112 (5.2) no longer allows. */
static bool keep_field(ncp_bytes *fields, const char *line, size_t length) {
    const char *colon = memchr(line, ':', length);
    if (colon == NULL || is_blank(line[0])) return true;
    const char *value = colon + 1, *end = line + length;
    while (end > value && is_blank(end[-1])) end--;
    while (value < end && is_blank(*value)) value++;

    if (!ncp_bytes_reserve(fields, length + 2)) return false;
    char *out = fields->data + fields->length;
    for (const char *name = line; name < colon; name++) *out++ = lower(*name);
    *out++ = ':';
    memcpy(out, value, (size_t)(end - value));
    out += end - value;
    *out++ = '\n';
    fields->length = (size_t)(out - fields->data);
    return true;
}

static bool begins_with(const char *line, size_t length, const char *prefix) {
    size_t n = strlen(prefix);
    return length >= n && memcmp(line, prefix, n) == 0;
}

/* Informational answers, but for the one after which there is no HTTP, precede another. */
static bool is_final(const ncp_transfer *transfer) {
    long status = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    return status >= 200 || status == 101;
}

/* Several blocks come when 1xx answers precede the final one; the last wins.
 * Fields after the end of the block are trailers, which are not headers. */
static bool take_line(ncp_transfer *transfer, const char *line, size_t length) {
    if (begins_with(line, length, "HTTP/")) {
        ncp_bytes_clear(&transfer->response.fields);
        transfer->block_open = true;
        return true;
    }
    if (transfer->block_open && (line[0] == '\r' || line[0] == '\n')) {
        transfer->block_open = false;
        transfer->has_head = is_final(transfer);
    }
    return !transfer->block_open || keep_field(&transfer->response.fields, line, length);
}

size_t ncp_receive_header(char *line, size_t size, size_t count, void *data) {
    ncp_transfer *transfer = data;
    size_t length = size * count;
    transfer->header_bytes += length;
    if (transfer->header_bytes > transfer->max_headers) {
        ncp_transfer_stop(transfer, NCP_HTTP_LIMIT, "the headers of the answer are too large");
        return 0;
    }
    if (!take_line(transfer, line, length)) {
        ncp_transfer_stop(transfer, NCP_HTTP_LIMIT, "not enough memory");
        return 0;
    }
    return length;
}

/* True while nothing but white space has come, which the next chunk decides. */
static bool may_be_json(ncp_transfer *transfer, const char *chunk, size_t length) {
    size_t i = 0;
    while (i < length && is_blank(chunk[i])) i++;
    if (i == length) return true;
    transfer->checked = true;
    return memchr("{[\"-0123456789tfn", chunk[i], sizeof "{[\"-0123456789tfn" - 1) != NULL;
}

size_t ncp_receive_body(char *chunk, size_t size, size_t count, void *data) {
    ncp_transfer *transfer = data;
    ncp_bytes *body = &transfer->response.body;
    size_t length = size * count;
    if (length > transfer->max_body - body->length) {
        ncp_transfer_stop(transfer, NCP_HTTP_LIMIT, "the body of the answer is too large");
        return 0;
    }
    if (!ncp_bytes_append(body, chunk, length)) {
        ncp_transfer_stop(transfer, NCP_HTTP_LIMIT, "not enough memory");
        return 0;
    }
    if (!transfer->checked && !may_be_json(transfer, chunk, length)) {
        ncp_transfer_stop(transfer, NCP_HTTP_OK, "");
        return 0;
    }
    return length;
}
