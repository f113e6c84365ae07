#include "view.h"

#include <string.h>

/* A word of letters, digits and underscores, or a part of one. */
typedef struct word {
    const char *bytes;
    size_t length;
    bool is_cut, goes_on; /* at its beginning, at its end */
} word;

static ncp_origin origin_of(const ncp_view *view, ncp_spot spot, size_t at) {
    ncp_origin origin = {
        .source = view->search->source, .line = spot.line, .column = spot.column + (uint32_t)at};
    memcpy(origin.encodings, view->encodings, sizeof origin.encodings);
    return origin;
}

/* An id is the whole rest of its word, or an underscore follows as in a file's name. A
 * secret has the same prefix and is longer. */
static bool is_whole_new(const word *word, size_t at) {
    size_t end = at + NCP_NEW_ID_LENGTH;
    if (end == word->length) return !word->goes_on;
    bool is_plain = memchr(word->bytes + at + NCP_ID_PREFIX_LENGTH, '_', NCP_OLD_ID_LENGTH) == NULL;
    return word->bytes[end] == '_' && is_plain;
}

static void take_new_id(ncp_view *view, const word *word, ncp_spot spot, size_t at) {
    ncp_origin origin = origin_of(view, spot, at);
    const char *id = word->bytes + at;
    if (is_whole_new(word, at))
        ncp_finds_add(&view->search->finds, id, NCP_NEW_ID_LENGTH, NCP_FIND_ID, &origin);
    else
        ncp_finds_add_parts(&view->search->finds, id, NCP_NEW_ID_LENGTH, NCP_NEW_ID_LENGTH, &origin);
}

static void take_new_ids(ncp_view *view, const word *word, ncp_spot spot) {
    for (size_t at = 0; at + NCP_NEW_ID_LENGTH <= word->length; at++) {
        size_t left = word->length - NCP_NEW_ID_LENGTH + 1 - at;
        const char *found = memchr(word->bytes + at, NCP_ID_PREFIX[0], left);
        if (found == NULL) return;
        at = (size_t)(found - word->bytes);
        if (memcmp(found, NCP_ID_PREFIX, NCP_ID_PREFIX_LENGTH) == 0) take_new_id(view, word, spot, at);
    }
}

/* Many a word has 20 letters; with a letter and a digit in it it looks like a key. */
static bool looks_random(const char *text) {
    bool letter = false, digit = false;
    for (int i = 0; i < NCP_OLD_ID_LENGTH; i++) {
        bool is_digit = text[i] <= '9'; /* letters come behind */
        digit = digit || is_digit;
        letter = letter || !is_digit;
    }
    return letter && digit;
}

static bool has_prefix_before(const word *word, size_t at) {
    return at >= NCP_ID_PREFIX_LENGTH &&
           memcmp(word->bytes + at - NCP_ID_PREFIX_LENGTH, NCP_ID_PREFIX, NCP_ID_PREFIX_LENGTH) == 0;
}

/* Letters and digits between underscores or ends of the word. */
static void take_old_id(ncp_view *view, const word *word, ncp_spot spot, size_t at, size_t end) {
    if (end - at < NCP_OLD_ID_LENGTH || has_prefix_before(word, at)) return;
    const char *text = word->bytes + at;
    bool is_whole = (at > 0 || !word->is_cut) && (end < word->length || !word->goes_on);
    ncp_find_kind kind = looks_random(text) ? NCP_FIND_LIKELY : NCP_FIND_WORD;
    ncp_origin origin = origin_of(view, spot, at);
    if (is_whole && end - at == NCP_OLD_ID_LENGTH)
        ncp_finds_add(&view->search->finds, text, NCP_OLD_ID_LENGTH, kind, &origin);
    else
        ncp_finds_add_parts(&view->search->finds, text, end - at, NCP_OLD_ID_LENGTH, &origin);
}

static void take_word(ncp_view *view, const word *word, ncp_spot spot) {
    if (word->length < NCP_OLD_ID_LENGTH) return;
    take_new_ids(view, word, spot);
    for (size_t at = 0, end; at < word->length; at = end + 1) {
        const char *underscore = memchr(word->bytes + at, '_', word->length - at);
        end = underscore != NULL ? (size_t)(underscore - word->bytes) : word->length;
        take_old_id(view, word, spot, at, end);
    }
}

static void take_held(ncp_view *view, bool goes_on) {
    ncp_word *held = &view->word;
    const word word = {held->bytes, held->length, held->is_cut, goes_on};
    take_word(view, &word, held->spot);
}

/* Looks at what is held of a long word, and keeps what an id may begin in. */
static void cut(ncp_word *held) {
    size_t looked = held->length - NCP_NEW_ID_LENGTH;
    memmove(held->bytes, held->bytes + looked, NCP_NEW_ID_LENGTH);
    held->length = NCP_NEW_ID_LENGTH;
    held->spot.column += (uint32_t)looked;
    held->is_cut = true;
}

static void hold(ncp_view *view, const ncp_piece *piece, size_t from, size_t to) {
    ncp_word *held = &view->word;
    if (held->length == 0 && from < to) held->spot = ncp_piece_spot(piece, from);
    while (from < to) {
        if (held->length == NCP_WORD_SIZE) {
            take_held(view, true);
            cut(held);
        }
        size_t room = NCP_WORD_SIZE - held->length;
        size_t added = to - from < room ? to - from : room;
        memcpy(held->bytes + held->length, piece->bytes + from, added);
        held->length += added;
        from += added;
    }
}

void ncp_words_end(ncp_view *view) {
    if (view->word.length > 0) take_held(view, false);
    view->word.length = 0;
    view->word.is_cut = false;
}

void ncp_words_take(ncp_view *view, const ncp_piece *piece) {
    size_t at = 0, end;
    if (view->word.length > 0) {
        at = ncp_class_end(piece->bytes, 0, piece->length, NCP_CLASS_WORD);
        hold(view, piece, 0, at);
        if (at < piece->length) ncp_words_end(view);
    }
    for (; at < piece->length; at = end) {
        size_t start = ncp_class_find(piece->bytes, at, piece->length, NCP_CLASS_WORD, &end);
        const word word = {(const char *)piece->bytes + start, end - start, false, false};
        if (end < piece->length || !piece->goes_on)
            take_word(view, &word, ncp_piece_spot(piece, start));
        else
            hold(view, piece, start, end);
    }
}
