#include "leak.h"

#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>

#include "view.h"

/* Texts are looked at in blocks of this size, however they come: what is found, and where
 * first, cannot depend on how they are cut. Fuzzing has smaller ones, for texts of several. */
#ifndef NCP_LEAK_BLOCK
#define NCP_LEAK_BLOCK (64 << 10)
#endif
enum { BLOCK_SIZE = NCP_LEAK_BLOCK };

static bool prepare(ncp_leak *leak) {
    if (leak->view == NULL) leak->view = ncp_view_new(&leak->search, NULL, NCP_ENCODING_NONE);
    if (leak->block == NULL) leak->block = malloc(BLOCK_SIZE);
    if (leak->block == NULL) leak->search.finds.out_of_memory = true;
    return !leak->search.finds.out_of_memory;
}

static void look(ncp_leak *leak, const unsigned char *bytes, size_t length) {
    leak->block_length = 0;
    ncp_view_take(leak->view, bytes, length, NULL);
}

/* Takes up to the end of a block; returns how much. */
static size_t take(ncp_leak *leak, const char *bytes, size_t length) {
    if (leak->block_length == 0 && length >= BLOCK_SIZE) {
        look(leak, (const unsigned char *)bytes, BLOCK_SIZE);
        return BLOCK_SIZE;
    }
    size_t room = BLOCK_SIZE - leak->block_length, added = length < room ? length : room;
    memcpy(leak->block + leak->block_length, bytes, added);
    leak->block_length += added;
    if (leak->block_length == BLOCK_SIZE) look(leak, leak->block, BLOCK_SIZE);
    return added;
}

static ncp_leak_status status_of(const ncp_leak *leak) {
    if (leak->search.finds.out_of_memory) return NCP_LEAK_NO_MEMORY;
    return ncp_finds_is_full(&leak->search.finds) ? NCP_LEAK_FULL : NCP_LEAK_TAKEN;
}

ncp_leak_status ncp_leak_feed(ncp_leak *leak, const char *bytes, size_t length, size_t *taken) {
    *taken = 0;
    if (!prepare(leak)) return NCP_LEAK_NO_MEMORY;
    while (*taken < length) {
        ncp_leak_status status = status_of(leak);
        if (status != NCP_LEAK_TAKEN) return status;
        size_t added = take(leak, bytes + *taken, length - *taken);
        *taken += added;
        leak->taken += added;
        if (leak->taken > leak->search.most) return NCP_LEAK_TOO_LONG;
    }
    return leak->search.finds.out_of_memory ? NCP_LEAK_NO_MEMORY : NCP_LEAK_TAKEN;
}

ncp_leak_status ncp_leak_end(ncp_leak *leak) {
    if (!prepare(leak)) return NCP_LEAK_NO_MEMORY;
    look(leak, leak->block, leak->block_length);
    ncp_view_end(leak->view);
    leak->search.source++;
    return status_of(leak);
}

void ncp_leak_free(ncp_leak *leak) {
    ncp_finds_free(&leak->search.finds);
    if (leak->view != NULL) ncp_view_free(leak->view);
    if (leak->block != NULL) OPENSSL_cleanse(leak->block, BLOCK_SIZE);
    free(leak->block);
    *leak = (ncp_leak){0};
}
