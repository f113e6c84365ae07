#include "windows.h"

#include <stdlib.h>
#include <string.h>

#include "clock.h"

enum { FIRST_CAPACITY = 1024 };

static uint64_t load(const char *bytes) {
    uint64_t value;
    memcpy(&value, bytes, sizeof value);
    return value;
}

/* Of the last 20 bytes, in three loads that overlap. */
static uint64_t hash(uint64_t seed, const char *window, size_t length) {
    const char *end = window + length;
    uint64_t h = (load(end - 20) ^ seed) * 0x9E3779B97F4A7C15U;
    h = ((h ^ (h >> 32)) + load(end - 12)) * 0xC2B2AE3D27D4EB4FU;
    h = ((h ^ (h >> 29)) + load(end - 8)) * 0x165667B19E3779F9U;
    return h ^ (h >> 32);
}

size_t ncp_windows_place(uint32_t slot) { return (slot & ~(uint32_t)NCP_WINDOW_MARK) - 1; }

/* An old id has no underscore, so neither form is the beginning of the other. */
static bool holds(const ncp_windows *set, uint32_t slot, const char *window, size_t length) {
    size_t at = ncp_windows_place(slot);
    return set->text.length - at >= length && memcmp(set->text.data + at, window, length) == 0;
}

static uint32_t *probe(const ncp_windows *set, const char *window, size_t length) {
    size_t mask = set->capacity - 1;
    size_t i = (size_t)hash(set->seed, window, length) & mask;
    while (set->slots[i] != 0 && !holds(set, set->slots[i], window, length)) i = (i + 1) & mask;
    return &set->slots[i];
}

static size_t length_at(const ncp_windows *set, size_t at) {
    bool is_new = set->text.length - at >= NCP_NEW_ID_LENGTH &&
                  memcmp(set->text.data + at, NCP_ID_PREFIX, NCP_ID_PREFIX_LENGTH) == 0;
    return is_new ? NCP_NEW_ID_LENGTH : NCP_OLD_ID_LENGTH;
}

static bool grow(ncp_windows *set) {
    size_t before = set->capacity, capacity = before == 0 ? FIRST_CAPACITY : before * 2;
    uint32_t *slots = set->slots, *grown = calloc(capacity, sizeof *grown);
    if (grown == NULL) return false;
    if (before == 0) set->seed = (uint64_t)ncp_clock_wall_ms() ^ (uint64_t)(uintptr_t)grown;
    set->slots = grown;
    set->capacity = capacity;
    for (size_t i = 0; i < before; i++) {
        if (slots[i] == 0) continue;
        size_t at = ncp_windows_place(slots[i]);
        *probe(set, set->text.data + at, length_at(set, at)) = slots[i];
    }
    free(slots);
    return true;
}

uint32_t *ncp_windows_slot(ncp_windows *set, const char *window, size_t length) {
    if (set->count >= set->capacity / 2 && !grow(set)) return NULL;
    return probe(set, window, length);
}

void ncp_windows_fill(ncp_windows *set, uint32_t *slot, size_t at) {
    *slot = (uint32_t)at + 1;
    set->count++;
}

bool ncp_windows_has(const ncp_windows *set, const char *window, size_t length, size_t *at) {
    uint32_t slot = set->count > 0 ? *probe(set, window, length) : 0;
    if (slot != 0 && at != NULL) *at = ncp_windows_place(slot);
    return slot != 0;
}

bool ncp_windows_add(ncp_windows *set, const char *window, size_t length) {
    uint32_t *slot = ncp_windows_slot(set, window, length);
    if (slot == NULL) return false;
    if (*slot != 0) return true;
    size_t at = set->text.length;
    if (!ncp_bytes_append(&set->text, window, length)) return false;
    ncp_windows_fill(set, slot, at);
    return true;
}

void ncp_windows_free(ncp_windows *set) {
    ncp_bytes_free(&set->text);
    free(set->slots);
    *set = (ncp_windows){0};
}
