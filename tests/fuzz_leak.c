/* How a text is cut into pieces changes nothing of what is found, and what is listed has the
 * form of an id. The first byte says how large the pieces are. */
#include <ctype.h>
#include <stdint.h>

#include "check.h"
#include "leak.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static ncp_leak read_pieces(const uint8_t *data, size_t size, size_t piece) {
    ncp_leak leak = {.search.most = 1 << 20};
    size_t taken;
    for (size_t at = 0; at < size; at += piece) {
        size_t left = size - at;
        if (ncp_leak_feed(&leak, (const char *)data + at, left < piece ? left : piece, &taken) !=
            NCP_LEAK_TAKEN)
            abort();
    }
    if (ncp_leak_end(&leak) != NCP_LEAK_TAKEN) abort();
    ncp_finds_sort(&leak.search.finds);
    return leak;
}

static void check_form(const ncp_leak *leak, const ncp_find *find) {
    const char *id = leak->search.finds.windows.text.data + find->at;
    if (find->length != NCP_OLD_ID_LENGTH && find->length != NCP_NEW_ID_LENGTH) abort();
    if (find->length == NCP_NEW_ID_LENGTH && memcmp(id, NCP_ID_PREFIX, NCP_ID_PREFIX_LENGTH) != 0) abort();
    for (size_t i = 0; i < find->length; i++)
        if (!isalnum((unsigned char)id[i]) && (id[i] != '_' || find->length == NCP_OLD_ID_LENGTH)) abort();
    ncp_origin origin;
    if (!ncp_finds_has(&leak->search.finds, id, find->length, &origin)) abort();
}

static bool is_same(const ncp_find *a, const ncp_find *b) {
    return a->at == b->at && a->length == b->length && a->kind == b->kind &&
           a->origin.source == b->origin.source && a->origin.line == b->origin.line &&
           a->origin.column == b->origin.column &&
           memcmp(a->origin.encodings, b->origin.encodings, sizeof a->origin.encodings) == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) return 0;
    ncp_leak whole = read_pieces(data + 1, size - 1, size),
             cut = read_pieces(data + 1, size - 1, data[0] + 1U);
    const ncp_finds *a = &whole.search.finds, *b = &cut.search.finds;
    if (a->listed_length != b->listed_length || a->windows.count != b->windows.count) abort();
    if (a->windows.text.length != b->windows.text.length) abort();
    for (size_t i = 0; i < a->listed_length; i++) {
        check_form(&whole, &a->listed[i]);
        if (!is_same(&a->listed[i], &b->listed[i])) abort();
    }
    ncp_leak_free(&whole);
    ncp_leak_free(&cut);
    return 0;
}
