#include "bytes.h"

#include <stdint.h>

#include "check.h"

static void test_appending_keeps_what_was_there(void) {
    ncp_bytes bytes = {0};
    CHECK(ncp_bytes_append(&bytes, "ab\0c", 4));
    CHECK(ncp_bytes_append_char(&bytes, 'd'));
    CHECK(ncp_bytes_append_text(&bytes, "ef"));
    CHECK(bytes.length == 7 && memcmp(bytes.data, "ab\0cdef", 7) == 0);
    ncp_bytes_free(&bytes);
}

static void test_growing_many_times(void) {
    enum { COUNT = 100000 };
    ncp_bytes bytes = {0};
    for (int i = 0; i < COUNT; i++)
        if (!ncp_bytes_append_char(&bytes, (char)('a' + i % 26))) break;
    CHECK(bytes.length == COUNT);
    bool same = true;
    for (int i = 0; i < COUNT; i++) same = same && bytes.data[i] == 'a' + i % 26;
    CHECK(same);
    ncp_bytes_free(&bytes);
}

static void test_appending_nothing_needs_no_memory(void) {
    ncp_bytes bytes = {0};
    CHECK(ncp_bytes_append(&bytes, NULL, 0));
    CHECK(ncp_bytes_append_text(&bytes, ""));
    CHECK(ncp_bytes_reserve(&bytes, 0));
    CHECK(bytes.data == NULL && bytes.length == 0 && bytes.capacity == 0);
}

static void test_reserving_makes_room_without_moving_later(void) {
    ncp_bytes bytes = {0};
    CHECK(ncp_bytes_append_text(&bytes, "x"));
    CHECK(ncp_bytes_reserve(&bytes, 5000));
    CHECK(bytes.capacity - bytes.length >= 5000);
    const char *data = bytes.data;
    for (int i = 0; i < 5000; i++) (void)ncp_bytes_append_char(&bytes, 'y');
    CHECK(bytes.data == data && bytes.length == 5001);
    ncp_bytes_free(&bytes);
}

static void test_an_impossible_size_changes_nothing(void) {
    ncp_bytes bytes = {0};
    CHECK(ncp_bytes_append_text(&bytes, "kept"));
    CHECK(!ncp_bytes_reserve(&bytes, SIZE_MAX));
    CHECK(!ncp_bytes_reserve(&bytes, SIZE_MAX - 2));
    CHECK(!ncp_bytes_reserve(&bytes, SIZE_MAX / 2));
    CHECK_BYTES(&bytes, "kept");
    ncp_bytes_free(&bytes);
}

static void test_clearing_wipes_and_keeps_the_memory(void) {
    static const char zeros[6];
    ncp_bytes bytes = {0};
    CHECK(ncp_bytes_append_text(&bytes, "secret"));
    const char *data = bytes.data;
    ncp_bytes_clear(&bytes);
    CHECK(bytes.length == 0 && bytes.data == data && memcmp(data, zeros, sizeof zeros) == 0);
    CHECK(ncp_bytes_append_text(&bytes, "next"));
    CHECK_BYTES(&bytes, "next");
    ncp_bytes_free(&bytes);
}

static void test_freeing_twice_and_using_again(void) {
    ncp_bytes bytes = {0};
    ncp_bytes_free(&bytes);
    CHECK(ncp_bytes_append_text(&bytes, "again"));
    ncp_bytes_free(&bytes);
    ncp_bytes_free(&bytes);
    CHECK(bytes.data == NULL && bytes.length == 0 && bytes.capacity == 0);
    CHECK(ncp_bytes_append_text(&bytes, "again"));
    CHECK_BYTES(&bytes, "again");
    ncp_bytes_free(&bytes);
}

int main(void) {
    test_appending_keeps_what_was_there();
    test_growing_many_times();
    test_appending_nothing_needs_no_memory();
    test_reserving_makes_room_without_moving_later();
    test_an_impossible_size_changes_nothing();
    test_clearing_wipes_and_keeps_the_memory();
    test_freeing_twice_and_using_again();
    return check_finish();
}
