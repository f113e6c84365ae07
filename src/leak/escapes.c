#include "view.h"

#include <string.h>

/* What takes the place of a character that no id has. */
enum { OTHER = 0x80 };

static int digit_value(unsigned char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* In state 0 there is no escape under way: the byte is emitted, or begins one, for which
 * `spot` is kept. */
static void begin(ncp_escape *self, unsigned char c, ncp_spot spot, unsigned char mark) {
    self->state = c == mark;
    self->spot = spot;
    if (c != mark) ncp_view_emit(self->child, c, spot);
}

/* JSON, and what other languages have besides: \n \" \u0041 \x41. */
enum { JSON_LETTER = 1, JSON_DIGITS }; /* from JSON_DIGITS on: as many digits are to come */

static void step_json(ncp_escape *self, unsigned char c, ncp_spot spot) {
    static const char letters[] = "nrtbf", meanings[] = "\n\r\t\b\f";
    int digit = self->state >= JSON_DIGITS ? digit_value(c) : -1;
    if (digit >= 0) {
        self->value = (uint16_t)(self->value * 16 + digit);
        if (--self->state >= JSON_DIGITS) return;
        self->state = 0;
        ncp_view_emit(self->child, self->value <= UINT8_MAX ? (unsigned char)self->value : OTHER, self->spot);
        return;
    }
    if (self->state != JSON_LETTER) {
        if (self->state != 0) ncp_view_emit(self->child, OTHER, self->spot);
        begin(self, c, spot, '\\');
        return;
    }
    const char *letter = c != '\0' ? strchr(letters, c) : NULL;
    self->value = 0;
    self->state = 0;
    if (c == 'u' || c == 'x')
        self->state = JSON_DIGITS - 1 + (c == 'u' ? 4 : 2);
    else
        ncp_view_emit(self->child, letter != NULL ? (unsigned char)meanings[letter - letters] : c,
                      self->spot);
}

/* A mark and two hexadecimal digits. */
enum { HEX_FIRST = 1, HEX_SECOND };

static void step_hex(ncp_escape *self, unsigned char c, ncp_spot spot, unsigned char mark) {
    int digit = self->state == 0 ? -1 : digit_value(c);
    if (digit >= 0 && self->state == HEX_FIRST) {
        self->held = c;
        self->state = HEX_SECOND;
        return;
    }
    if (digit >= 0) {
        self->state = 0;
        ncp_view_emit(self->child, (unsigned char)(digit_value(self->held) * 16 + digit), self->spot);
        return;
    }
    if (self->state != 0) ncp_view_emit(self->child, mark, self->spot);
    if (self->state == HEX_SECOND) ncp_view_emit(self->child, self->held, self->spot);
    begin(self, c, spot, mark);
}

static void step_url(ncp_escape *self, unsigned char c, ncp_spot spot) { step_hex(self, c, spot, '%'); }

/* A line break behind the mark is none. */
static void step_quoted_printable(ncp_escape *self, unsigned char c, ncp_spot spot) {
    if (self->state == HEX_FIRST && c == '\r') return;
    if (self->state == HEX_FIRST && c == '\n')
        self->state = 0;
    else
        step_hex(self, c, spot, '=');
}

/* ESC [ numbers and a letter, which move or colour text and are none. */
enum { COLOUR_BRACKET = 1, COLOUR_NUMBERS };

static void step_colour(ncp_escape *self, unsigned char c, ncp_spot spot) {
    bool is_number = (c >= '0' && c <= '9') || c == ';';
    if (self->state == COLOUR_BRACKET && c == '[')
        self->state = COLOUR_NUMBERS;
    else if (self->state == COLOUR_NUMBERS && is_number)
        return;
    else if (self->state == COLOUR_NUMBERS && (ncp_classes[c] & NCP_CLASS_WORD) != 0)
        self->state = 0;
    else
        begin(self, c, spot, 0x1B);
}

/* Bytes and zeros by turns, whichever comes first: UTF-16 of either order. A byte is
 * emitted that has a zero on one of its sides, and a break where the turns are. */
enum { ZERO_BEFORE = 1, HELD = 2, HELD_BEHIND_ZERO = 4 };

static void emit_held(ncp_escape *self) { ncp_view_emit(self->child, self->held, self->spot); }

static void step_utf16(ncp_escape *self, unsigned char c, ncp_spot spot) {
    bool is_held = (self->state & HELD) != 0;
    if (c == 0) {
        if (is_held)
            emit_held(self);
        else if ((self->state & ZERO_BEFORE) != 0)
            ncp_view_break(self->child);
        self->state = ZERO_BEFORE;
        return;
    }
    if ((self->state & HELD_BEHIND_ZERO) != 0) emit_held(self);
    if (is_held) ncp_view_break(self->child);
    self->state = HELD | ((self->state & ZERO_BEFORE) != 0 ? HELD_BEHIND_ZERO : 0);
    self->held = c;
    self->spot = spot;
}

typedef struct kind {
    ncp_encoding encoding;
    unsigned class;
    unsigned char mark;
    void (*step)(ncp_escape *self, unsigned char c, ncp_spot spot);
} kind;

static const kind kinds[NCP_ESCAPES] = {
    {NCP_ENCODING_JSON, NCP_CLASS_BACKSLASH, '\\', step_json},
    {NCP_ENCODING_URL, NCP_CLASS_PERCENT, '%', step_url},
    {NCP_ENCODING_QUOTED_PRINTABLE, NCP_CLASS_EQUALS, '=', step_quoted_printable},
    {NCP_ENCODING_COLOUR, NCP_CLASS_ESCAPE, 0x1B, step_colour},
    {NCP_ENCODING_UTF16, NCP_CLASS_ZERO, 0, step_utf16},
};

/* How many of the next bytes make no difference to the state. */
static size_t count_plain(const ncp_escape *self, const kind *kind, const ncp_piece *piece, size_t at) {
    size_t left = piece->length - at;
    if (kind->encoding == NCP_ENCODING_UTF16) {
        size_t zeros = 0;
        if (self->state != ZERO_BEFORE || !self->child->is_broken) return 0;
        while (zeros < left && piece->bytes[at + zeros] == 0) zeros++;
        return zeros;
    }
    if (self->state != 0) return 0;
    const unsigned char *mark = memchr(piece->bytes + at, kind->mark, left);
    return mark != NULL ? (size_t)(mark - piece->bytes) - at : left;
}

static void run(ncp_escape *self, const kind *kind, const ncp_piece *piece) {
    for (size_t at = 0; at < piece->length;) {
        size_t plain = count_plain(self, kind, piece, at);
        if (plain == 0) {
            kind->step(self, piece->bytes[at], ncp_piece_spot(piece, at));
            at++;
        } else if (kind->encoding != NCP_ENCODING_UTF16) {
            ncp_piece part = ncp_piece_part(piece, at, at + plain);
            ncp_view_emit_piece(self->child, &part);
        }
        at += plain;
    }
}

/* Begins at the first escape of a token, with so much of what was before as an id may have. */
static void start(ncp_view *view, ncp_escape *self, const kind *kind, const ncp_piece *piece) {
    const unsigned char *mark = memchr(piece->bytes, kind->mark, piece->length);
    if (self->child == NULL) self->child = ncp_view_new(view->search, view, kind->encoding);
    if (self->child == NULL) return;
    self->is_active = true;
    self->state = 0;
    size_t at = (size_t)(mark - piece->bytes), from = at < NCP_TAIL_SIZE ? 0 : at - NCP_TAIL_SIZE;
    size_t wanted = NCP_TAIL_SIZE - (at - from);
    size_t kept = view->tail_length < wanted ? view->tail_length : wanted, dropped = view->tail_length - kept;
    ncp_piece before = {.bytes = view->tail + dropped, .length = kept, .spots = view->tail_spots + dropped};
    ncp_piece rest = ncp_piece_part(piece, from, piece->length);
    run(self, kind, &before);
    run(self, kind, &rest);
}

void ncp_escapes_take(ncp_view *view, const ncp_piece *piece, unsigned classes) {
    for (int i = 0; i < NCP_ESCAPES; i++) {
        ncp_escape *self = &view->escapes[i];
        if (self->is_active)
            run(self, &kinds[i], piece);
        else if ((classes & kinds[i].class) != 0)
            start(view, self, &kinds[i], piece);
    }
}

void ncp_escapes_end(ncp_view *view) {
    for (int i = 0; i < NCP_ESCAPES; i++) {
        ncp_escape *self = &view->escapes[i];
        if (!self->is_active) continue;
        if (kinds[i].encoding == NCP_ENCODING_UTF16 && (self->state & HELD_BEHIND_ZERO) != 0) emit_held(self);
        self->is_active = false;
        ncp_view_break(self->child);
    }
}
