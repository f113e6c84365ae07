#include "view.h"

#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>

enum { BREAK = 0x80 }; /* of no class */

ncp_spot ncp_piece_spot(const ncp_piece *piece, size_t at) {
    if (piece->spots != NULL) return piece->spots[at];
    return (ncp_spot){piece->spot.line, piece->spot.column + (uint32_t)at};
}

ncp_piece ncp_piece_part(const ncp_piece *piece, size_t from, size_t to) {
    ncp_piece part = {.bytes = piece->bytes + from, .length = to - from};
    if (piece->spots != NULL) part.spots = piece->spots + from;
    part.spot = (ncp_spot){piece->spot.line, piece->spot.column + (uint32_t)from};
    part.goes_on = to == piece->length;
    return part;
}

ncp_view *ncp_view_new(ncp_search *search, const ncp_view *parent, ncp_encoding encoding) {
    ncp_view *view = calloc(1, sizeof *view);
    if (view == NULL) {
        search->finds.out_of_memory = true;
        return NULL;
    }
    view->search = search;
    view->spot = (ncp_spot){1, 1};
    view->is_broken = true;
    if (parent == NULL) return view;
    memcpy(view->encodings, parent->encodings, sizeof view->encodings);
    view->encodings[parent->depth] = (uint8_t)encoding;
    view->depth = parent->depth + 1;
    return view;
}

static void take_part(ncp_view *view, const ncp_piece *part) {
    unsigned classes = 0;
    for (size_t i = 0; i < part->length; i++) classes |= ncp_classes[part->bytes[i]];
    ncp_words_take(view, part);
    if (view->depth == NCP_LEAK_LAYERS) return;
    ncp_base64_take(view, part);
    ncp_escapes_take(view, part, classes);
}

static void end_token(ncp_view *view) {
    view->token = NCP_TOKEN_NONE;
    view->tail_length = 0;
    ncp_words_end(view);
    if (view->depth == NCP_LEAK_LAYERS) return;
    ncp_base64_end(view);
    ncp_escapes_end(view);
}

/* Keeps the end of a token that goes on, for an escape that may follow. */
static void keep_tail(ncp_view *view, const ncp_piece *part) {
    size_t added = part->length < NCP_TAIL_SIZE ? part->length : NCP_TAIL_SIZE;
    size_t kept = view->tail_length;
    if (kept + added > NCP_TAIL_SIZE) kept = NCP_TAIL_SIZE - added;
    size_t dropped = view->tail_length - kept;
    memmove(view->tail, view->tail + dropped, kept);
    memmove(view->tail_spots, view->tail_spots + dropped, kept * sizeof *view->tail_spots);
    for (size_t i = 0; i < added; i++) {
        size_t at = part->length - added + i;
        view->tail[kept + i] = part->bytes[at];
        view->tail_spots[kept + i] = ncp_piece_spot(part, at);
    }
    view->tail_length = kept + added;
}

static void take_open(ncp_view *view, const ncp_piece *part) {
    view->token = NCP_TOKEN_OPEN;
    view->token_in_line += part->length;
    take_part(view, part);
    keep_tail(view, part);
}

static void open_carried(ncp_view *view) {
    ncp_piece carried = {
        .bytes = view->carry, .length = view->carry_length, .spots = view->carry_spots, .goes_on = true};
    view->token_in_line = 0;
    take_open(view, &carried);
}

static void carry(ncp_view *view, const ncp_piece *part) {
    if (view->token != NCP_TOKEN_CARRIED) view->carry_length = 0;
    view->token = NCP_TOKEN_CARRIED;
    for (size_t i = 0; i < part->length; i++) {
        view->carry[view->carry_length] = part->bytes[i];
        view->carry_spots[view->carry_length++] = ncp_piece_spot(part, i);
    }
}

/* Goes on with the token that was there when the piece begins; returns where it ends. */
static size_t go_on(ncp_view *view, const ncp_piece *piece) {
    size_t start = 0;
    if (view->token == NCP_TOKEN_JOINED) { /* a line of base64 may be indented */
        while (start < piece->length && (piece->bytes[start] == ' ' || piece->bytes[start] == '\t')) start++;
        if (start == piece->length) return start;
        view->token_in_line = 0;
    }
    size_t end = ncp_class_end(piece->bytes, start, piece->length, NCP_CLASS_TOKEN);
    ncp_piece part = ncp_piece_part(piece, start, end);
    if (view->token == NCP_TOKEN_CARRIED) {
        bool is_long = view->carry_length + part.length >= NCP_RUN_LEAST;
        if (!is_long && end == piece->length) carry(view, &part);
        if (!is_long && end < piece->length) view->token = NCP_TOKEN_NONE;
        if (!is_long) return end;
        open_carried(view);
    }
    take_open(view, &part);
    if (end < piece->length) end_token(view);
    return end;
}

/* Whether it ends as a line does that quoted-printable goes on with in the next. */
static bool is_soft(const unsigned char *bytes, size_t length) {
    while (length > 0 && bytes[length - 1] == '\r') length--;
    return length > 0 && bytes[length - 1] == '=';
}

/* `is_whole`: a line break follows. */
static void take_in_line(ncp_view *view, const ncp_piece *piece, bool is_whole) {
    size_t at = view->token == NCP_TOKEN_NONE ? 0 : go_on(view, piece), end;
    for (; at < piece->length; at = end) {
        size_t start = ncp_class_find(piece->bytes, at, piece->length, NCP_CLASS_TOKEN, &end);
        ncp_piece part = ncp_piece_part(piece, start, end);
        if (end < piece->length) {
            take_part(view, &part);
            end_token(view);
        } else if (part.length >= NCP_RUN_LEAST) {
            view->token_in_line = 0;
            take_open(view, &part);
        } else if (part.length > 0 && (!is_whole || is_soft(part.bytes, part.length))) {
            carry(view, &part);
        }
    }
}

/* Whether the token goes on in the next line: base64 is in lines of some length. */
static bool is_joined(const ncp_view *view) {
    if (view->token == NCP_TOKEN_CARRIED) return is_soft(view->carry, view->carry_length);
    return view->token == NCP_TOKEN_OPEN &&
           (view->token_in_line >= NCP_RUN_LEAST || is_soft(view->tail, view->tail_length));
}

/* Within a token. */
static void take_line_break(ncp_view *view, ncp_spot spot) {
    static const unsigned char line_break = '\n';
    ncp_piece piece = {.bytes = &line_break, .length = 1, .spot = spot, .goes_on = true};
    if (is_joined(view)) {
        if (view->token == NCP_TOKEN_CARRIED) open_carried(view);
        take_open(view, &piece);
        view->token = NCP_TOKEN_JOINED;
    } else if (view->token == NCP_TOKEN_CARRIED) {
        view->token = NCP_TOKEN_NONE;
    } else {
        end_token(view);
    }
}

void ncp_view_take(ncp_view *view, const unsigned char *bytes, size_t length, const ncp_spot *spots) {
    if (view->depth < NCP_LEAK_LAYERS) ncp_gzip_take(view, bytes, length);
    while (length > 0) {
        const unsigned char *line_break = memchr(bytes, '\n', length);
        size_t end = line_break != NULL ? (size_t)(line_break - bytes) : length;
        ncp_piece piece = {.bytes = bytes, .length = end, .spots = spots, .spot = view->spot};
        take_in_line(view, &piece, line_break != NULL);
        view->spot.column += (uint32_t)end;
        if (line_break != NULL) {
            if (view->token != NCP_TOKEN_NONE) take_line_break(view, spots != NULL ? spots[end] : view->spot);
            view->spot = (ncp_spot){view->spot.line + 1, 1};
            end++;
        }
        bytes += end;
        length -= end;
        if (spots != NULL) spots += end;
    }
}

void ncp_view_flush(ncp_view *view) {
    size_t length = view->outbox_length;
    view->outbox_length = 0;
    if (length == 0) return;
    view->search->decoded += length;
    if (view->search->decoded > view->search->most)
        view->search->is_cut = true;
    else
        ncp_view_take(view, view->outbox, length, view->outbox_spots);
}

void ncp_view_emit(ncp_view *view, unsigned char byte, ncp_spot spot) {
    if (view->outbox_length == NCP_OUTBOX_SIZE) ncp_view_flush(view);
    view->outbox[view->outbox_length] = byte;
    view->outbox_spots[view->outbox_length++] = spot;
    view->is_broken = false;
}

void ncp_view_emit_piece(ncp_view *view, const ncp_piece *piece) {
    for (size_t i = 0; i < piece->length; i++) ncp_view_emit(view, piece->bytes[i], ncp_piece_spot(piece, i));
}

void ncp_view_break(ncp_view *view) {
    if (view->is_broken) return;
    ncp_view_emit(view, BREAK, (ncp_spot){0, 0});
    view->is_broken = true;
    ncp_view_flush(view);
}

/* Calls `visit` for each view that a decoder of this one has. */
static void visit_children(ncp_view *view, void (*visit)(ncp_view *)) {
    for (int i = 0; i < NCP_ESCAPES; i++)
        if (view->escapes[i].child != NULL) visit(view->escapes[i].child);
    for (int i = 0; i < 4; i++)
        if (view->base64.phases[i].child != NULL) visit(view->base64.phases[i].child);
    if (view->gzip.child != NULL) visit(view->gzip.child);
}

void ncp_view_end(ncp_view *view) {
    ncp_view_flush(view);
    if (view->token == NCP_TOKEN_OPEN || view->token == NCP_TOKEN_JOINED) end_token(view);
    view->token = NCP_TOKEN_NONE;
    view->spot = (ncp_spot){1, 1};
    ncp_gzip_end(view);
    visit_children(view, ncp_view_end);
}

void ncp_view_free(ncp_view *view) {
    visit_children(view, ncp_view_free);
    if (view->gzip.is_ready) (void)inflateEnd(&view->gzip.stream);
    OPENSSL_cleanse(view, sizeof *view);
    free(view);
}
