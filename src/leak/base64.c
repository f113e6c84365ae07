#include "view.h"

#include <string.h>

/* A run of base64 may begin behind other bytes of its alphabet, so it is cut into quads in
 * all four ways. In each, what is ASCII for long enough to hold an id is decoded: of a quad
 * three bits tell whether its bytes are ASCII. The 20 bytes of an id fill six quads at
 * least. */
enum { STREAK = 6, QUAD = 4 };

static const char gzip_mark[] = "H4sI"; /* of bytes 1F 8B 08 */

/* Of both alphabets. */
static const uint8_t values[256] = {
    /* clang-format off */
    [0x20] =
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 62, 0, 62, 0, 63,
    52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 0, 0, 0, 0, 0, 0,
    0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
    15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 0, 0, 0, 0, 63,
    0, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
    41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 0, 0, 0, 0, 0,
    /* clang-format on */
};

static size_t slot(size_t number) { return number % NCP_BASE64_SIZE; }

static unsigned value_at(const ncp_base64 *self, size_t number) { return values[self->recent[slot(number)]]; }

static bool are_ascii(unsigned first, unsigned second, unsigned third) {
    return ((first & 0x20) | (second & 0x08) | (third & 0x02)) == 0;
}

static bool is_ascii(const ncp_base64 *self, size_t first) {
    return are_ascii(value_at(self, first), value_at(self, first + 1), value_at(self, first + 2));
}

/* Emits what is whole of the bytes in `count` characters from number `first` on. */
static void emit(const ncp_base64 *self, ncp_view *child, size_t first, size_t count) {
    uint32_t bits = 0;
    for (size_t i = 0; i < QUAD; i++) bits = bits << 6 | (i < count ? value_at(self, first + i) : 0);
    for (size_t i = 0; i + 1 < count; i++)
        ncp_view_emit(child, (unsigned char)(bits >> (16 - 8 * i)), self->spots[slot(first)]);
}

static bool is_gzip(const ncp_base64 *self, size_t first) {
    for (size_t i = 0; i < QUAD; i++)
        if (self->recent[slot(first + i)] != (unsigned char)gzip_mark[i]) return false;
    return true;
}

static bool start(ncp_view *view, ncp_phase *phase) {
    if (phase->child == NULL) phase->child = ncp_view_new(view->search, view, NCP_ENCODING_BASE64);
    phase->is_active = phase->child != NULL;
    return phase->is_active;
}

static void stop(ncp_phase *phase) {
    if (phase->is_active) ncp_view_break(phase->child);
    phase->is_active = phase->is_gzip = false;
    phase->streak = 0;
}

/* The quad before may end with the first bytes of an id. */
static void start_text(ncp_view *view, ncp_phase *phase, size_t first) {
    const ncp_base64 *self = &view->base64;
    size_t before = (size_t)(STREAK - 1) * QUAD;
    if (!start(view, phase)) return;
    if (first >= before + QUAD) before += QUAD;
    for (size_t at = first - before; at < first; at += QUAD) emit(self, phase->child, at, QUAD);
}

/* Once the child has the mark it tells for how long it inflates. */
static void start_gzip(ncp_view *view, ncp_phase *phase, size_t first) {
    stop(phase);
    phase->is_gzip = start(view, phase);
    if (!phase->is_gzip) return;
    emit(&view->base64, phase->child, first, QUAD);
    ncp_view_flush(phase->child);
}

static void take_quad(ncp_view *view, size_t first) {
    const ncp_base64 *self = &view->base64;
    ncp_phase *phase = &view->base64.phases[first % QUAD];
    bool ascii = is_ascii(self, first);
    phase->streak = !ascii ? 0 : phase->streak < STREAK ? phase->streak + 1 : STREAK;
    if (phase->is_gzip && !phase->child->gzip.is_active) stop(phase);
    if (!phase->is_gzip && is_gzip(self, first)) {
        start_gzip(view, phase, first);
        return;
    }
    if (!phase->is_active && phase->streak == STREAK) start_text(view, phase, first);
    if (!phase->is_active) return;
    emit(self, phase->child, first, QUAD);
    if (!ascii && !phase->is_gzip) stop(phase);
}

void ncp_base64_end(ncp_view *view) {
    ncp_base64 *self = &view->base64;
    for (size_t i = 0; i < QUAD && self->count > i; i++) {
        size_t left = (self->count - i) % QUAD;
        if (self->phases[i].is_active) emit(self, self->phases[i].child, self->count - left, left);
        stop(&self->phases[i]);
    }
    self->count = 0;
}

static void take_run(ncp_view *view, const ncp_piece *piece, size_t from, size_t to) {
    ncp_base64 *self = &view->base64;
    for (; from < to; from++) {
        self->recent[slot(self->count)] = piece->bytes[from];
        self->spots[slot(self->count)] = ncp_piece_spot(piece, from);
        self->count++;
        if (self->count >= QUAD) take_quad(view, self->count - QUAD);
    }
}

/* Whether it is worth to decode a run: a look at all quads, the latest in bit 0. */
static bool is_of_interest(const unsigned char *run, size_t length) {
    const uint32_t streak = 0x111111;
    uint32_t ascii = 0;
    for (size_t i = 0; i + QUAD <= length; i++) {
        ascii = ascii << 1 | are_ascii(values[run[i]], values[run[i + 1]], values[run[i + 2]]);
        if ((ascii & streak) == streak || memcmp(run + i, gzip_mark, QUAD) == 0) return true;
    }
    return false;
}

/* Line breaks within a run are none. */
static bool is_line_break(unsigned char c) { return c == '\r' || c == '\n'; }

void ncp_base64_take(ncp_view *view, const ncp_piece *piece) {
    size_t at = 0, start, end;
    while (at < piece->length) {
        if (view->base64.count == 0) {
            start = ncp_class_find(piece->bytes, at, piece->length, NCP_CLASS_BASE64, &end);
        } else {
            start = at;
            end = ncp_class_end(piece->bytes, at, piece->length, NCP_CLASS_BASE64);
        }
        bool ends = end < piece->length ? !is_line_break(piece->bytes[end]) : !piece->goes_on;
        bool is_whole = ends && view->base64.count == 0;
        if (!is_whole || is_of_interest(piece->bytes + start, end - start)) take_run(view, piece, start, end);
        if (ends) ncp_base64_end(view);
        at = end + (end < piece->length);
    }
}
