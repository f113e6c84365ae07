#include "finds.h"

#include "check.h"

/* A word of letters and digits, no two alike. */
static void make_word(char *word, size_t length, unsigned number) {
    uint64_t state = number;
    for (size_t i = 0; i < length; i++) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        word[i] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[state >> 59];
    }
}

/* Words of each length fill another part of the store first: its text, or its windows. */
static void test_a_store_that_overflows_says_so(void) {
    static const size_t lengths[] = {21, 60};
    static const ncp_origin origin = {.line = 1, .column = 1};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        ncp_finds finds = {0};
        char word[60], first[60];
        ncp_origin found;
        make_word(first, sizeof first, 0);
        for (unsigned k = 0; !finds.overflowed && k < 1000000; k++) {
            make_word(word, sizeof word, k);
            ncp_finds_add_parts(&finds, word, lengths[i], 20, &origin);
        }
        CHECK(finds.overflowed && ncp_finds_is_full(&finds) && !finds.out_of_memory);
        CHECK(ncp_finds_has(&finds, first, 20, &found) &&
              !ncp_finds_has(&finds, word + lengths[i] - 20, 20, &found));
        ncp_finds_free(&finds);
    }
}

static void test_a_list_that_overflows_says_so(void) {
    static const ncp_origin origin = {.line = 1, .column = 1};
    ncp_finds finds = {0};
    char id[20];
    for (unsigned k = 0; !finds.overflowed && k < 1000000; k++) {
        make_word(id, sizeof id, k);
        ncp_finds_add(&finds, id, sizeof id, NCP_FIND_LIKELY, &origin);
    }
    CHECK(finds.overflowed && ncp_finds_is_full(&finds) && finds.listed_length > 50000);
    ncp_finds_free(&finds);
}

static void test_what_is_known_is_so_once(void) {
    static const char id[] = "EXAMPLEACCESSKEY0002";
    ncp_finds finds = {0};
    CHECK(ncp_finds_know(&finds, id, 20) && ncp_finds_know(&finds, id, 20));
    CHECK(ncp_finds_know(&finds, "EXAMPLEAK", 9) && finds.known.count == 1);
    ncp_finds_free(&finds);
}

/* With an argument, without the largest store. */
int main(int argc, char **argv) {
    (void)argv;
    if (argc == 1) test_a_store_that_overflows_says_so();
    test_a_list_that_overflows_says_so();
    test_what_is_known_is_so_once();
    return check_finish();
}
