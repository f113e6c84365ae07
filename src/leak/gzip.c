#include "view.h"

#include <stdlib.h>
#include <string.h>

/* A stream that makes so much, and so much more than it takes, is no log: such a ratio is
 * what bombs have. */
enum { BOMB_SIZE = 64 << 20, BOMB_RATIO = 250, OUTPUT_SIZE = 16384 };
enum { GZIP_ONLY = 16 + MAX_WBITS };

static const unsigned char mark[] = {0x1F, 0x8B, 0x08};

static void *allocate(void *context, unsigned count, unsigned size) {
    (void)context;
    return calloc(count, size);
}

static void release(void *context, void *block) {
    (void)context;
    free(block);
}

static void stop(ncp_gzip *self) {
    if (self->is_active) ncp_view_end(self->child);
    self->is_active = false;
    self->seen = 0;
}

static bool prepare(ncp_view *view) {
    ncp_gzip *self = &view->gzip;
    if (self->is_ready) return inflateReset(&self->stream) == Z_OK;
    self->stream = (z_stream){.zalloc = allocate, .zfree = release};
    self->is_ready = inflateInit2(&self->stream, GZIP_ONLY) == Z_OK;
    if (!self->is_ready) view->search->finds.out_of_memory = true;
    return self->is_ready;
}

/* Whether what was made so far forbids to go on. */
static bool is_bomb(ncp_view *view) {
    const ncp_gzip *self = &view->gzip;
    bool expands = self->made > BOMB_SIZE && self->made / BOMB_RATIO > self->taken;
    if (!expands && view->search->decoded < view->search->most) return false;
    view->search->is_cut = true;
    return true;
}

/* Inflates what is there; returns how much of it was taken. */
static size_t inflate_piece(ncp_view *view, const unsigned char *bytes, size_t length) {
    ncp_gzip *self = &view->gzip;
    unsigned char output[OUTPUT_SIZE];
    int result = Z_OK;
    self->stream.next_in = (unsigned char *)bytes;
    self->stream.avail_in = (unsigned)length;
    do {
        self->stream.next_out = output;
        self->stream.avail_out = sizeof output;
        result = inflate(&self->stream, Z_NO_FLUSH);
        size_t made = sizeof output - self->stream.avail_out;
        self->made += made;
        view->search->decoded += made;
        ncp_view_take(self->child, output, made, NULL);
        if (result == Z_OK && is_bomb(view)) result = Z_DATA_ERROR;
    } while (result == Z_OK && (self->stream.avail_in > 0 || self->stream.avail_out == 0));
    if (result == Z_MEM_ERROR) view->search->finds.out_of_memory = true;
    size_t taken = length - self->stream.avail_in;
    self->taken += taken;
    if (result != Z_OK && result != Z_BUF_ERROR) stop(self);
    return taken;
}

static void start(ncp_view *view) {
    ncp_gzip *self = &view->gzip;
    self->seen = 0;
    if (self->child == NULL) self->child = ncp_view_new(view->search, view, NCP_ENCODING_GZIP);
    if (self->child == NULL || !prepare(view)) return;
    self->is_active = true;
    self->taken = self->made = 0;
    (void)inflate_piece(view, mark, sizeof mark);
}

/* Looks for the mark; returns how much was looked at. */
static size_t find_mark(ncp_view *view, const unsigned char *bytes, size_t length) {
    ncp_gzip *self = &view->gzip;
    size_t at = 0;
    while (at < length && !self->is_active) {
        if (self->seen == 0) {
            const unsigned char *first = memchr(bytes + at, mark[0], length - at);
            if (first == NULL) return length;
            at = (size_t)(first - bytes);
        }
        if (bytes[at] == mark[self->seen])
            self->seen++;
        else
            self->seen = bytes[at] == mark[0];
        at++;
        if (self->seen == sizeof mark) start(view);
    }
    return at;
}

void ncp_gzip_take(ncp_view *view, const unsigned char *bytes, size_t length) {
    while (length > 0) {
        size_t taken =
            view->gzip.is_active ? inflate_piece(view, bytes, length) : find_mark(view, bytes, length);
        bytes += taken;
        length -= taken;
    }
}

void ncp_gzip_end(ncp_view *view) { stop(&view->gzip); }
