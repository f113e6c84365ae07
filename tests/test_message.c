#include "message.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "sign_ncp.h"

static void append_text(ncp_message *message, const char *text) {
    CHECK(ncp_message_append_part(message, text, strlen(text)));
}

static ncp_message new_message(void) {
    ncp_message message = {0};
    CHECK(ncp_message_reserve(&message));
    append_text(&message, "accesskey.list");
    append_text(&message, "GET");
    append_text(&message, "https://example.com");
    for (int part = NCP_CA_FILE; part <= NCP_PROXY; part++) append_text(&message, "");
    append_text(&message, "/path?a=b");
    append_text(&message, "");
    CHECK(ncp_header_append(&message.bytes, "accept", "text/plain", 10));
    CHECK(ncp_header_append(&message.bytes, "x-blank", " \t", 2));
    ncp_message_set_mark(&message);
    return message;
}

static bool line_is(const ncp_message *message, const char **line, const char *expected) {
    *line = ncp_message_next_line(message, *line);
    return *line != NULL && strcmp(*line, expected) == 0;
}

static void test_parts(void) {
    ncp_message message = new_message();
    const char *line = NULL;
    CHECK(strcmp(ncp_message_text(&message, NCP_METHOD), "GET") == 0);
    CHECK(ncp_message_length(&message, NCP_METHOD) == 3);
    CHECK(strcmp(ncp_message_text(&message, NCP_TARGET), "/path?a=b") == 0);
    CHECK(ncp_message_length(&message, NCP_BODY) == 0);
    CHECK(line_is(&message, &line, "accept: text/plain"));
    CHECK(line_is(&message, &line, "x-blank;"));
    CHECK(ncp_message_next_line(&message, line) == NULL);
    ncp_message_free(&message);
    CHECK(ncp_message_text(&message, NCP_METHOD)[0] == '\0');
    ncp_message_free(&message);
}

static void test_parts_that_are_not_written_yet_are_empty(void) {
    ncp_message message = {0};
    append_text(&message, "accesskey.list");
    CHECK(ncp_bytes_append(&message.bytes, "GE", 2));
    CHECK(ncp_message_length(&message, NCP_METHOD) == 2);
    CHECK(ncp_message_text(&message, NCP_METHOD)[0] == '\0');
    CHECK(ncp_message_length(&message, NCP_TARGET) == 0 && ncp_message_text(&message, NCP_TARGET)[0] == '\0');
    CHECK(ncp_message_length(&message, NCP_HEADERS) == 0 &&
          ncp_message_text(&message, NCP_HEADERS)[0] == '\0');
    ncp_message_free(&message);
}

static void test_an_attempt_that_is_taken_away_is_wiped(void) {
    static const char nothing[sizeof "authorization: secret"] = {0};
    ncp_message message = new_message();
    size_t mark = message.mark;
    CHECK(ncp_header_append(&message.bytes, "authorization", "secret", 6));
    CHECK(message.bytes.length == mark + sizeof nothing);
    ncp_message_rewind(&message);
    CHECK(message.bytes.length == mark);
    CHECK(memcmp(message.bytes.data + mark, nothing, sizeof nothing) == 0);
    ncp_message_free(&message);
}

static void test_attempts_replace_each_other(void) {
    ncp_message message = new_message();
    ncp_signer signer = {0};
    CHECK(ncp_signer_init(&signer, "access", 6, "secret", 6));
    size_t mark = message.mark;
    CHECK(ncp_signer_sign_message(&signer, &message, "1700000000000"));
    size_t length = message.bytes.length;
    char *first = malloc(length);
    if (!CHECK(first != NULL)) return;
    memcpy(first, message.bytes.data, length);
    CHECK(ncp_signer_sign_message(&signer, &message, "1700000000001"));
    CHECK(message.bytes.length == length && memcmp(first, message.bytes.data, length) != 0);
    CHECK(ncp_signer_sign_message(&signer, &message, "1700000000000"));
    CHECK(memcmp(first, message.bytes.data, length) == 0);
    ncp_message_rewind(&message);
    CHECK(message.bytes.length == mark);
    free(first);
    ncp_signer_free(&signer);
    ncp_message_free(&message);
}

static void test_packing(void) {
    ncp_message message = new_message(), other = {0};
    ncp_bytes packed = {0};
    CHECK(ncp_message_pack(&message, &packed));
    CHECK(ncp_message_unpack(&other, packed.data, packed.length));
    CHECK(strcmp(ncp_message_text(&other, NCP_TARGET), "/path?a=b") == 0);
    CHECK(other.bytes.length == message.bytes.length && other.mark == message.mark);
    for (size_t length = 0; length < packed.length; length++)
        CHECK(!ncp_message_unpack(&other, packed.data, length));
    packed.data[packed.length - 1] = 'x'; /* a line without an end */
    CHECK(!ncp_message_unpack(&other, packed.data, packed.length));
    ncp_bytes_free(&packed);
    ncp_message_free(&other);
    ncp_message_free(&message);
}

/* As memory that another thread has spoilt would have it. */
static void test_a_frame_that_does_not_fit_its_bytes(void) {
    ncp_message message = new_message(), other = {0};
    ncp_bytes packed = {0};
    CHECK(ncp_message_pack(&message, &packed));
    const ncp_message whole = message;
    ncp_message frames[] = {whole, whole, whole, whole, whole, whole, whole, whole};
    frames[0].bytes.length++;
    frames[1].next = NCP_BODY;
    frames[2].at[NCP_OPERATION] = 1;
    frames[3].at[NCP_METHOD] = 0;
    frames[4].at[NCP_HEADERS] = whole.bytes.length + 1;
    frames[5].at[NCP_TARGET]++;
    frames[6].mark = whole.at[NCP_HEADERS] - 1;
    frames[7].mark = whole.bytes.length + 1;
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
        memcpy(packed.data, &frames[i], sizeof *frames);
        CHECK(!ncp_message_unpack(&other, packed.data, packed.length));
    }
    memcpy(packed.data, &whole, sizeof whole);
    CHECK(ncp_message_unpack(&other, packed.data, packed.length));
    ncp_bytes_free(&packed);
    ncp_message_free(&other);
    ncp_message_free(&message);
}

static void test_what_http_carries(void) {
    CHECK(ncp_header_is_valid("X-Name", 6, "a value", 7));
    CHECK(!ncp_header_is_valid("", 0, "a", 1));
    CHECK(!ncp_header_is_valid("X Name", 6, "a", 1));
    CHECK(!ncp_header_is_valid("X:Name", 6, "a", 1));
    CHECK(!ncp_header_is_valid("X", 1, "a\r\nb", 4));
    CHECK(!ncp_header_is_valid("X", 1, "a\0b", 3));
    CHECK(ncp_target_is_valid("/a?b", 4));
    CHECK(!ncp_target_is_valid("", 0));
    CHECK(!ncp_target_is_valid("a", 1));
    CHECK(!ncp_target_is_valid("/a b", 4));
    CHECK(!ncp_target_is_valid("/a\0b", 4));
}

int main(void) {
    test_parts();
    test_an_attempt_that_is_taken_away_is_wiped();
    test_attempts_replace_each_other();
    test_parts_that_are_not_written_yet_are_empty();
    test_packing();
    test_a_frame_that_does_not_fit_its_bytes();
    test_what_http_carries();
    return check_finish();
}
