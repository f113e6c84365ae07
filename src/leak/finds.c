#include "finds.h"

#include <stdlib.h>
#include <string.h>

/* When the store is full. There is room for twice as much, for a block that was begun is
 * gone through to its end; that is 40 MB. Each span has the text of a window at least. */
enum {
    FULL_TEXT = 5 << 19,
    FULL_WINDOWS = 3 << 18,
    FULL_LISTED = 50000,
};

/* Makes room for one more element. Returns NULL when memory ran out; the block is then as it was. */
static void *grown(void *block, size_t length, size_t *capacity, size_t size) {
    if (length < *capacity) return block;
    size_t wanted = *capacity == 0 ? 64 : *capacity * 2;
    void *moved = realloc(block, wanted * size);
    if (moved != NULL) *capacity = wanted;
    return moved;
}

static bool has_room(ncp_finds *finds, bool room) {
    if (!room) finds->overflowed = true;
    return room && !finds->out_of_memory;
}

static bool has_room_for_part(ncp_finds *finds) {
    return has_room(finds,
                    finds->windows.text.length / 2 < FULL_TEXT && finds->windows.count / 2 < FULL_WINDOWS);
}

/* Parts leave room for what stands alone. */
static bool has_room_in_list(ncp_finds *finds) {
    return has_room(finds, finds->listed_length / 2 < FULL_LISTED);
}

static bool add_span(ncp_finds *finds, const ncp_origin *origin, size_t column) {
    ncp_span *spans = grown(finds->spans, finds->spans_length, &finds->spans_capacity, sizeof *spans);
    if (spans == NULL) return false;
    finds->spans = spans;
    ncp_span *span = &spans[finds->spans_length++];
    *span = (ncp_span){.at = (uint32_t)finds->windows.text.length, .origin = *origin};
    span->origin.column += (uint32_t)column;
    return true;
}

static ncp_origin origin_of(const ncp_finds *finds, size_t at) {
    size_t low = 0, high = finds->spans_length;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (finds->spans[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    ncp_origin origin = finds->spans[low].origin;
    origin.column += (uint32_t)(at - finds->spans[low].at);
    return origin;
}

static bool list(ncp_finds *finds, size_t at, size_t length, ncp_find_kind kind) {
    ncp_find *listed = grown(finds->listed, finds->listed_length, &finds->listed_capacity, sizeof *listed);
    if (listed == NULL) return false;
    finds->listed = listed;
    listed[finds->listed_length++] = (ncp_find){
        .at = (uint32_t)at, .length = (uint8_t)length, .kind = (uint8_t)kind, .origin = origin_of(finds, at)};
    return true;
}

/* Stores a window that the set has not. */
static bool store(ncp_finds *finds, uint32_t *slot, const char *id, size_t length, const ncp_origin *origin) {
    size_t at = finds->windows.text.length;
    if (!ncp_bytes_reserve(&finds->windows.text, length) || !add_span(finds, origin, 0)) return false;
    if (!ncp_bytes_append(&finds->windows.text, id, length)) return false;
    ncp_windows_fill(&finds->windows, slot, at);
    return true;
}

/* Whether a word of the old form, which may be any word, is of no interest. */
static bool is_unheld(const ncp_finds *finds, const char *id, size_t length) {
    return finds->knows && length == NCP_OLD_ID_LENGTH && !ncp_windows_has(&finds->known, id, length, NULL);
}

static bool add(ncp_finds *finds, const char *id, size_t length, ncp_find_kind kind,
                const ncp_origin *origin) {
    uint32_t *slot = ncp_windows_slot(&finds->windows, id, length);
    if (slot == NULL) return false;
    if (*slot == 0 && !store(finds, slot, id, length, origin)) return false;
    if ((*slot & NCP_WINDOW_MARK) != 0) return true;
    if (!list(finds, ncp_windows_place(*slot), length, kind)) return false;
    *slot |= NCP_WINDOW_MARK;
    return true;
}

void ncp_finds_add(ncp_finds *finds, const char *id, size_t length, ncp_find_kind kind,
                   const ncp_origin *origin) {
    finds->hits++;
    if (is_unheld(finds, id, length)) {
        finds->unheld += kind == NCP_FIND_LIKELY;
        return;
    }
    if (has_room_in_list(finds) && !add(finds, id, length, kind, origin)) finds->out_of_memory = true;
}

/* With what accounts hold at hand, a part is either an id or of no interest. */
static void add_held_parts(ncp_finds *finds, const char *word, size_t windows, size_t length,
                           const ncp_origin *origin) {
    for (size_t i = 0; i < windows; i++) {
        if (!ncp_windows_has(&finds->known, word + i, length, NULL)) continue;
        ncp_origin moved = *origin;
        moved.column += (uint32_t)i;
        ncp_finds_add(finds, word + i, length, NCP_FIND_ID, &moved);
    }
}

/* Windows that follow each other share their text. */
static bool add_new_parts(ncp_finds *finds, const char *word, size_t windows, size_t length,
                          const ncp_origin *origin) {
    ncp_bytes *text = &finds->windows.text;
    bool goes_on = false; /* the window before is the end of the text */
    for (size_t i = 0; i < windows && has_room_for_part(finds); i++) {
        uint32_t *slot = ncp_windows_slot(&finds->windows, word + i, length);
        if (slot == NULL || !ncp_bytes_reserve(text, length)) return false;
        if (*slot != 0) {
            goes_on = false;
            continue;
        }
        if (!goes_on && !add_span(finds, origin, i)) return false;
        size_t added = goes_on ? 1 : length;
        (void)ncp_bytes_append(text, word + i + length - added, added);
        ncp_windows_fill(&finds->windows, slot, text->length - length);
        goes_on = true;
    }
    return true;
}

void ncp_finds_add_parts(ncp_finds *finds, const char *word, size_t word_length, size_t length,
                         const ncp_origin *origin) {
    size_t windows = word_length - length + 1;
    if (finds->knows)
        add_held_parts(finds, word, windows, length, origin);
    else if (!add_new_parts(finds, word, windows, length, origin))
        finds->out_of_memory = true;
}

static bool has_id_length(size_t length) {
    return length == NCP_OLD_ID_LENGTH || length == NCP_NEW_ID_LENGTH;
}

bool ncp_finds_has(const ncp_finds *finds, const char *id, size_t length, ncp_origin *origin) {
    size_t at;
    if (!has_id_length(length) || !ncp_windows_has(&finds->windows, id, length, &at)) return false;
    *origin = origin_of(finds, at);
    return true;
}

bool ncp_finds_know(ncp_finds *finds, const char *id, size_t length) {
    finds->knows = true;
    return !has_id_length(length) || ncp_windows_add(&finds->known, id, length);
}

bool ncp_finds_is_full(const ncp_finds *finds) {
    return !finds->knows && (finds->windows.text.length >= FULL_TEXT ||
                             finds->windows.count >= FULL_WINDOWS || finds->listed_length >= FULL_LISTED);
}

static int compare_numbers(uint32_t a, uint32_t b) { return (a > b) - (a < b); }

static int compare(const void *left, const void *right) {
    const ncp_find *a = left, *b = right;
    int order = compare_numbers(a->origin.source, b->origin.source);
    if (order == 0) order = compare_numbers(a->origin.line, b->origin.line);
    if (order == 0) order = compare_numbers(a->origin.column, b->origin.column);
    return order != 0 ? order : compare_numbers(a->at, b->at);
}

void ncp_finds_sort(ncp_finds *finds) {
    if (finds->listed_length > 0) qsort(finds->listed, finds->listed_length, sizeof *finds->listed, compare);
}

void ncp_finds_free(ncp_finds *finds) {
    ncp_windows_free(&finds->windows);
    ncp_windows_free(&finds->known);
    free(finds->spans);
    free(finds->listed);
    *finds = (ncp_finds){0};
}
