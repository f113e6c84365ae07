#include "leak.h"

#include "encoders.h"

#define NEW "ncp_iam_EXAMPLEACCESSKEY0001"
#define OLD "EXAMPLEACCESSKEY0002"

enum { MOST = 1 << 30 };

static ncp_leak read_pieces(const char *text, size_t length, size_t size) {
    ncp_leak leak = {.search.most = MOST};
    size_t taken;
    for (size_t at = 0; at < length; at += size) {
        size_t left = length - at;
        CHECK(ncp_leak_feed(&leak, text + at, left < size ? left : size, &taken) == NCP_LEAK_TAKEN);
    }
    CHECK(ncp_leak_end(&leak) == NCP_LEAK_TAKEN);
    ncp_finds_sort(&leak.search.finds);
    return leak;
}

static ncp_leak read_text(const char *text, size_t length) { return read_pieces(text, length, length + 1); }

/* What was found, each with its place: "id@line:column", words that are no key with `?`. */
static void describe(const ncp_leak *leak, ncp_bytes *out) {
    for (size_t i = 0; i < leak->search.finds.listed_length; i++) {
        const ncp_find *find = &leak->search.finds.listed[i];
        char text[96];
        (void)snprintf(text, sizeof text, "%s%s%.*s@%u:%u", i > 0 ? " " : "",
                       find->kind == NCP_FIND_WORD ? "?" : "", (int)find->length,
                       leak->search.finds.windows.text.data + find->at, find->origin.line,
                       find->origin.column);
        put_text(out, text);
    }
}

typedef struct text_case {
    const char *text, *found;
} text_case;

static const text_case text_cases[] = {
    {"", ""},
    {NEW, NEW "@1:1"},
    {OLD, OLD "@1:1"},
    {"2026 GET /x \"" NEW "\" 200\nkey=" OLD ";", NEW "@1:14 " OLD "@2:5"},
    {"{\"accessKey\":\"" NEW "\",\"ak\":\"" OLD "\"}", NEW "@1:15 " OLD "@1:51"},
    {"KEY_" NEW, NEW "@1:5"},
    {"\n\n  " OLD " " NEW "\r\n" OLD, OLD "@3:3 " NEW "@3:24"},
    {"internationalization 20260102030405060708", "?internationalization@1:1 ?20260102030405060708@1:22"},
    /* secrets, hashes, shorter words */
    {"ncp_iam_EXAMPLESECRETKEY0000000000000001", ""},
    {"EXAMPLESECRETKEY0000000000000001", ""},
    {"da39a3ee5e6b4b0d3255bfef95601890afd80709", ""},
    {"ncp_iam_EXAMPLE EXAMPLE0001", ""},
    /* names of files */
    {"key_" OLD ".csv", OLD "@1:5"},
    {NEW "_old.pem", NEW "@1:1"},
    {"x/" OLD "_accessKeys.csv", OLD "@1:3"},
    /* letters and digits of an encoding beside */
    {"{\"log\":\"a\\n" OLD "\\n\"}", OLD "@1:12"},
    {"{\"q\":\"k\\u003d" OLD "\\u0026\"}", OLD "@1:14"},
    {"\033[31m" OLD "\033[0m", OLD "@1:6"},
    {"\033[1;31m" NEW "\033[m", NEW "@1:8"},
    {"GET /?k%3D" OLD "%26x", OLD "@1:11"},
    {"key=3D" OLD " key=3D" NEW, OLD "@1:7 " NEW "@1:34"},
    {"key=" OLD "=\n", OLD "@1:5"},
    /* parts of an id in colours, as of grep --color */
    {"a=\033[01;31m\033[Kncp_iam\033[m\033[K_EXAMPLEACCESSKEY0001", NEW "@1:14 EXAMPLEACCESSKEY0001@1:28"},
    /* soft line breaks */
    {"the key ncp_iam_EXAMPLEACC=\r\nESSKEY0001 and more", NEW "@1:9"},
    {"the key EXAMPLEACC=\nESSKEY0002.", OLD "@1:9"},
    {"the key EXAMPLEACC=\nESSK=\r\nEY0002.", OLD "@1:9"},
    {"the key EXAMPLEACC=\nESSK\nEY0002.", ""},
    {"the key EXAMPLEACC=\n\nESSKEY0002.", ""},
    {"two\nlines EXAMPLEACC\nESSKEY0002.", ""},
    {"\r\n\r\n" OLD "\r\n", OLD "@3:1"},
    /* what only looks like an id, or like an escape */
    {"ncp_iam_EXAMPLE_CCESSKEY0001_old.pem", ""},
    {"\\u4e2d" OLD "\\u4e2d", OLD "@1:7"},
    {"\033[01;[" OLD, OLD "@1:7"},
};

static void check_cuts(const char *text, size_t length, const ncp_bytes *whole) {
    for (size_t size = 1; size < 70 && size < length; size++) {
        ncp_bytes out = {0};
        ncp_leak leak = read_pieces(text, length, size);
        describe(&leak, &out);
        CHECK(out.length == whole->length &&
              (out.length == 0 || memcmp(out.data, whole->data, out.length) == 0));
        ncp_bytes_free(&out);
        ncp_leak_free(&leak);
    }
}

static void test_texts(void) {
    for (size_t i = 0; i < sizeof text_cases / sizeof *text_cases; i++) {
        const text_case *row = &text_cases[i];
        ncp_bytes out = {0};
        ncp_leak leak = read_text(row->text, strlen(row->text));
        describe(&leak, &out);
        if (!CHECK_BYTES(&out, row->found))
            (void)fprintf(stderr, "    in row %zu: %.*s\n", i, (int)out.length, out.data);
        check_cuts(row->text, strlen(row->text), &out);
        ncp_bytes_free(&out);
        ncp_leak_free(&leak);
    }
}

static bool is_listed(const ncp_leak *leak, const char *id) {
    for (size_t i = 0; i < leak->search.finds.listed_length; i++) {
        const ncp_find *find = &leak->search.finds.listed[i];
        if (find->length == strlen(id) &&
            memcmp(leak->search.finds.windows.text.data + find->at, id, find->length) == 0)
            return true;
    }
    return false;
}

/* Text with the ids at places of all remainders by 3, which base64 cares about. */
static void put_plain(ncp_bytes *out, size_t shift) {
    static const char before[] = "It was said that ", between[] = " and in \"another\" line: ";
    put(out, before, sizeof before - 1 - shift);
    put_text(out, NEW);
    put_text(out, between);
    put_text(out, OLD);
    put_text(out, "\nand that was all of it.\n");
}

static void check_found(const ncp_bytes *text, const char *outer, const char *middle, const char *inner) {
    ncp_leak leak = read_text(text->data, text->length);
    if (!CHECK(is_listed(&leak, NEW)) || !CHECK(is_listed(&leak, OLD)))
        (void)fprintf(stderr, "    in %s of %s of %s\n", outer, middle, inner);
    ncp_leak_free(&leak);
}

static void encode(ncp_bytes *out, const named_encoder *by, const ncp_bytes *text) {
    out->length = 0;
    put_text(out, "before: ");
    by->put(out, (const unsigned char *)text->data, text->length);
    put_text(out, " after\n");
}

/* What is within an encoding stands alone there: a stream of gzip begins base64. */
static void encode_bare(ncp_bytes *out, const named_encoder *by, const ncp_bytes *text) {
    out->length = 0;
    by->put(out, (const unsigned char *)text->data, text->length);
}

static void test_each_encoding(void) {
    ncp_bytes plain = {0}, text = {0};
    for (size_t shift = 0; shift < 3; shift++) {
        plain.length = 0;
        put_plain(&plain, shift);
        for (int i = 0; i < ENCODERS; i++) {
            encode(&text, &encoders[i], &plain);
            check_found(&text, encoders[i].name, "", "");
        }
    }
    ncp_bytes_free(&plain);
    ncp_bytes_free(&text);
}

static void test_two_layers(void) {
    ncp_bytes plain = {0}, inner = {0}, text = {0};
    put_plain(&plain, 1);
    for (int i = 0; i < ENCODERS; i++) {
        encode_bare(&inner, &encoders[i], &plain);
        for (int j = 0; j < ENCODERS; j++) {
            if (encoders[i].is_binary && !encoders[j].takes_binary) continue;
            encode(&text, &encoders[j], &inner);
            check_found(&text, encoders[j].name, encoders[i].name, "");
        }
    }
    ncp_bytes_free(&plain);
    ncp_bytes_free(&inner);
    ncp_bytes_free(&text);
}

/* A release of Helm in a Secret of Kubernetes. */
static void test_three_layers(void) {
    const named_encoder *base64 = &encoders[7], *gzip = &encoders[10];
    ncp_bytes plain = {0}, zipped = {0}, inner = {0}, text = {0};
    put_plain(&plain, 0);
    encode_bare(&zipped, gzip, &plain);
    encode_bare(&inner, base64, &zipped);
    encode(&text, base64, &inner);
    check_found(&text, "base64", "base64", "gzip");
    ncp_bytes_free(&plain);
    ncp_bytes_free(&zipped);
    ncp_bytes_free(&inner);
    ncp_bytes_free(&text);
}

static void test_encoded_texts_may_be_cut_anywhere(void) {
    ncp_bytes plain = {0}, text = {0}, whole = {0};
    put_plain(&plain, 2);
    for (int i = 0; i < ENCODERS; i++) {
        encode(&text, &encoders[i], &plain);
        ncp_leak leak = read_text(text.data, text.length);
        whole.length = 0;
        describe(&leak, &whole);
        check_cuts(text.data, text.length, &whole);
        ncp_leak_free(&leak);
    }
    ncp_bytes_free(&plain);
    ncp_bytes_free(&text);
    ncp_bytes_free(&whole);
}

/* The block of the recogniser ends everywhere within the encoded text. */
static void test_encoded_texts_go_on_in_the_next_block(void) {
    enum { BLOCK = 1 << 16 };
    static char text[2 * BLOCK];
    ncp_bytes plain = {0}, encoded = {0};
    put_plain(&plain, 0);
    memset(text, ' ', sizeof text);
    for (int i = 0; i < ENCODERS; i++) {
        encode(&encoded, &encoders[i], &plain);
        for (size_t before = 1; before < encoded.length; before += 7) {
            memcpy(text + BLOCK - before, encoded.data, encoded.length);
            const ncp_bytes whole = {.data = text, .length = BLOCK - before + encoded.length};
            check_found(&whole, encoders[i].name, "", "");
            memset(text + BLOCK - before, ' ', before);
        }
    }
    ncp_bytes_free(&plain);
    ncp_bytes_free(&encoded);
}

static void test_places_of_what_was_decoded(void) {
    static const char text[] = "one\ntwo: \\u0045XAMPLEACCESSKEY0002\n"
                               "k: bmNwX2lhbV9FWEFNUExFQUNDRVNTS0VZMDAwMQ==\n";
    ncp_bytes out = {0};
    ncp_leak leak = read_text(text, sizeof text - 1);
    describe(&leak, &out);
    CHECK_BYTES(&out, OLD "@2:6 " NEW "@3:4");
    CHECK(leak.search.finds.listed[0].origin.encodings[0] == NCP_ENCODING_JSON);
    CHECK(leak.search.finds.listed[1].origin.encodings[0] == NCP_ENCODING_BASE64);
    ncp_bytes_free(&out);
    ncp_leak_free(&leak);
}

/* Whether an id is part of a longer word. */
static void check_part(const char *text, const char *id, unsigned column) {
    ncp_origin origin = {0};
    ncp_leak leak = read_text(text, strlen(text));
    CHECK(!is_listed(&leak, id));
    CHECK(ncp_finds_has(&leak.search.finds, id, strlen(id), &origin) && origin.column == column);
    ncp_leak_free(&leak);
}

static void test_parts_of_longer_words_can_be_asked_for(void) {
    check_part("x=y" OLD "z", OLD, 4);
    check_part("0123456789012345678901234567890123456789" OLD, OLD, 41);
    check_part("ncp_iam_EXAMPLEACCESSKEY0001n", NEW, 1);
    check_part("x" OLD "EXAMPLEACCESSKEY0003", "EXAMPLEACCESSKEY0003", 22);
    ncp_leak leak = read_text("word", 4);
    ncp_origin origin;
    CHECK(!ncp_finds_has(&leak.search.finds, OLD, 20, &origin));
    CHECK(!ncp_finds_has(&leak.search.finds, "", 0, &origin));
    ncp_leak_free(&leak);
}

static void test_words_longer_than_what_is_held(void) {
    for (size_t length = 480; length < 1060; length += 7) {
        ncp_bytes text = {0};
        for (size_t i = 0; i < length; i++) put(&text, &"abcdefghij"[i * i % 10], 1);
        put_text(&text, OLD);
        put_text(&text, "_");
        put_text(&text, OLD);
        ncp_leak leak = read_text(text.data, text.length);
        ncp_origin origin;
        CHECK(ncp_finds_has(&leak.search.finds, OLD, 20, &origin) && origin.column == length + 1);
        CHECK(is_listed(&leak, OLD));
        CHECK(leak.search.finds.listed_length == 1);
        ncp_leak_free(&leak);
        ncp_bytes_free(&text);
    }
}

static void test_texts_are_counted(void) {
    size_t taken;
    ncp_leak leak = {.search.most = MOST};
    CHECK(ncp_leak_feed(&leak, "EXAMPLEACC", 10, &taken) == NCP_LEAK_TAKEN);
    CHECK(ncp_leak_end(&leak) == NCP_LEAK_TAKEN);
    CHECK(ncp_leak_feed(&leak, "ESSKEY0002 " NEW, 39, &taken) == NCP_LEAK_TAKEN);
    CHECK(ncp_leak_end(&leak) == NCP_LEAK_TAKEN);
    CHECK(leak.search.finds.listed_length == 1 && leak.search.finds.listed[0].origin.source == 1);
    CHECK(leak.taken == 49);
    ncp_leak_free(&leak);
}

static void test_an_endless_text_ends_with_an_error(void) {
    static const char zeros[100000];
    size_t taken;
    ncp_leak leak = {.search.most = 10000000};
    ncp_leak_status status;
    do status = ncp_leak_feed(&leak, zeros, sizeof zeros, &taken);
    while (status == NCP_LEAK_TAKEN);
    CHECK(status == NCP_LEAK_TOO_LONG);
    ncp_leak_free(&leak);
}

static const unsigned char gzip_header[] = {0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3};

enum { STORED_HEADER_SIZE = 5 };

/* A block of a stream, which is not its last. */
static void put_stored(ncp_bytes *out, const char *bytes, size_t length) {
    const unsigned char low = (unsigned char)length, high = (unsigned char)(length >> 8);
    put(out, (unsigned char[]){0, low, high, (unsigned char)~low, (unsigned char)~high}, STORED_HEADER_SIZE);
    put(out, bytes, length);
}

/* 80 MB of zeros. */
static void test_a_bomb_is_left_and_counted(void) {
    enum { SIZE = 1 << 20, TIMES = 80 };
    unsigned char *zeros = calloc(SIZE, TIMES);
    ncp_bytes bomb = {0}, text = {0};
    if (!CHECK(zeros != NULL)) return;
    put_gzip(&bomb, zeros, (size_t)SIZE * TIMES);
    put_base64(&text, (const unsigned char *)bomb.data, bomb.length);
    put_text(&text, "\n" OLD "\n");
    ncp_leak leak = read_text(text.data, text.length);
    CHECK(leak.search.is_cut && is_listed(&leak, OLD));
    CHECK(leak.search.decoded < (uint64_t)SIZE * 70);
    ncp_leak_free(&leak);
    ncp_bytes_free(&bomb);
    ncp_bytes_free(&text);
    free(zeros);
}

static void test_decoding_has_a_limit(void) {
    ncp_bytes plain = {0}, text = {0};
    put_plain(&plain, 0);
    for (int i = 0; i < 100; i++) put_url(&text, (const unsigned char *)"more and more ", 14);
    put_text(&text, "\n");
    put_url(&text, (const unsigned char *)plain.data, plain.length);
    put_text(&text, "\n" OLD);
    size_t taken;
    ncp_leak leak = {.search.most = text.length};
    leak.search.decoded = leak.search.most - 1;
    CHECK(ncp_leak_feed(&leak, text.data, text.length, &taken) == NCP_LEAK_TAKEN);
    CHECK(ncp_leak_end(&leak) == NCP_LEAK_TAKEN);
    CHECK(leak.search.is_cut && is_listed(&leak, OLD) && !is_listed(&leak, NEW));
    ncp_leak_free(&leak);
    ncp_bytes_free(&plain);
    ncp_bytes_free(&text);
}

/* As much as is a bomb, but no more than a log's ratio: a megabyte, time and again. */
static void test_a_long_stream_is_read_to_its_end(void) {
    enum { SIZE = 1 << 20, TIMES = 66 };
    static unsigned char chunk[SIZE], packed[SIZE];
    z_stream stream = {.next_in = chunk, .avail_in = SIZE, .next_out = packed, .avail_out = SIZE};
    ncp_bytes text = {0};
    for (unsigned i = 0; i < SIZE; i++) chunk[i] = i % 64 == 0 ? (unsigned char)(i * 2654435761U >> 24) : ' ';
    if (!CHECK(deflateInit2(&stream, 1, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK)) return;
    CHECK(deflate(&stream, Z_FULL_FLUSH) == Z_OK && stream.avail_in == 0);
    put(&text, gzip_header, sizeof gzip_header);
    for (int i = 0; i < TIMES; i++) put(&text, packed, SIZE - stream.avail_out);
    put_stored(&text, OLD " ", 21);
    ncp_leak leak = read_text(text.data, text.length);
    CHECK(!leak.search.is_cut && is_listed(&leak, OLD));
    CHECK(leak.search.decoded > (uint64_t)SIZE * TIMES);
    ncp_leak_free(&leak);
    ncp_bytes_free(&text);
    (void)deflateEnd(&stream);
}

/* The first part of the stream, to the end of the block, is as much as is inflated at once. */
static void test_a_stream_goes_on_in_the_next_block(void) {
    enum { BLOCK = 1 << 16, AT_ONCE = 1 << 14 };
    char content[AT_ONCE];
    ncp_bytes text = {0};
    memset(content, ' ', sizeof content);
    memcpy(content + AT_ONCE - 10, OLD, 10);
    while (text.length < BLOCK - AT_ONCE - sizeof gzip_header - STORED_HEADER_SIZE) put_text(&text, " ");
    put(&text, gzip_header, sizeof gzip_header);
    put_stored(&text, content, sizeof content);
    CHECK(text.length == BLOCK);
    put_stored(&text, &(OLD " ")[10], 11);
    ncp_leak leak = read_text(text.data, text.length);
    CHECK(is_listed(&leak, OLD));
    ncp_leak_free(&leak);
    ncp_bytes_free(&text);
}

static void test_gzip_is_left_where_decoding_has_its_limit(void) {
    ncp_bytes plain = {0}, text = {0};
    put_plain(&plain, 0);
    put_gzip(&text, (const unsigned char *)plain.data, plain.length);
    put_gzip(&text, (const unsigned char *)plain.data, plain.length);
    size_t taken;
    ncp_leak leak = {.search.most = text.length};
    leak.search.decoded = leak.search.most - 1;
    CHECK(ncp_leak_feed(&leak, text.data, text.length, &taken) == NCP_LEAK_TAKEN);
    CHECK(ncp_leak_end(&leak) == NCP_LEAK_TAKEN && leak.search.is_cut);
    ncp_leak_free(&leak);
    ncp_bytes_free(&plain);
    ncp_bytes_free(&text);
}

static void test_broken_gzip_is_left(void) {
    ncp_bytes plain = {0}, text = {0};
    put_plain(&plain, 0);
    put_gzip(&text, (const unsigned char *)plain.data, plain.length);
    text.data[12] ^= 0x5A;
    put_text(&text, " ");
    put_gzip(&text, (const unsigned char *)plain.data, plain.length);
    ncp_leak leak = read_text(text.data, text.length);
    CHECK(is_listed(&leak, OLD));
    ncp_leak_free(&leak);
    leak = read_text("\x1F\x1F\x8B\x1F\x8B\x08 " OLD, 27);
    CHECK(!is_listed(&leak, NEW));
    ncp_leak_free(&leak);
    ncp_bytes_free(&plain);
    ncp_bytes_free(&text);
}

/* A line of 64 hexadecimal digits, no two alike. */
static void put_hash(ncp_bytes *out, unsigned number) {
    unsigned state = number * 2654435761U + 1;
    for (int i = 0; i < 64; i++) {
        state = state * 1664525U + 1013904223U;
        put(out, &"0123456789abcdef"[state >> 28], 1);
    }
    put_text(out, "\n");
}

static void test_a_full_store_goes_on_by_what_is_held(void) {
    static const char held[] = "aaaabbbbccccdddd0001";
    ncp_leak leak = {.search.most = MOST};
    ncp_leak_status status = NCP_LEAK_TAKEN;
    ncp_bytes line = {0};
    size_t taken;
    unsigned lines = 0;
    while (status == NCP_LEAK_TAKEN && lines < 10000000) {
        line.length = 0;
        put_hash(&line, lines++);
        status = ncp_leak_feed(&leak, line.data, line.length, &taken);
    }
    CHECK(status == NCP_LEAK_FULL && lines > 10000);
    CHECK(ncp_finds_know(&leak.search.finds, held, 20));
    CHECK(ncp_finds_know(&leak.search.finds, NEW, 28));
    CHECK(ncp_leak_feed(&leak, line.data + taken, line.length - taken, &taken) == NCP_LEAK_TAKEN);
    size_t before = leak.search.finds.windows.count;
    for (unsigned i = 0; i < 10000; i++) {
        line.length = 0;
        put_hash(&line, lines++);
        CHECK(ncp_leak_feed(&leak, line.data, line.length, &taken) == NCP_LEAK_TAKEN);
    }
    static const char last[] = "xaaaabbbbccccdddd0001y ncp_iam_EXAMPLEACCESSKEY0001n " OLD;
    CHECK(ncp_leak_feed(&leak, last, sizeof last - 1, &taken) == NCP_LEAK_TAKEN);
    CHECK(ncp_leak_end(&leak) == NCP_LEAK_TAKEN);
    CHECK(leak.search.finds.windows.count == before + 2);
    CHECK(is_listed(&leak, held) && is_listed(&leak, NEW) && !is_listed(&leak, OLD));
    CHECK(leak.search.finds.unheld == 1 && !leak.search.finds.overflowed);
    ncp_bytes_free(&line);
    ncp_leak_free(&leak);
}

/* Each has one of its own: places are those of the text within. */
static void test_ids_at_one_place_of_several_texts_are_in_their_order(void) {
    static const char *const ids[] = {"EXAMPLEACCESSKEY0009", "EXAMPLEACCESSKEY0007", "EXAMPLEACCESSKEY0008"};
    ncp_bytes text = {0}, out = {0};
    for (size_t i = 0; i < 3; i++) put_gzip(&text, (const unsigned char *)ids[i], 20);
    ncp_leak leak = read_text(text.data, text.length);
    describe(&leak, &out);
    CHECK_BYTES(&out, "EXAMPLEACCESSKEY0009@1:1 EXAMPLEACCESSKEY0007@1:1 EXAMPLEACCESSKEY0008@1:1");
    ncp_leak_free(&leak);
    ncp_bytes_free(&text);
    ncp_bytes_free(&out);
}

/* With an argument, without the largest texts. */
int main(int argc, char **argv) {
    (void)argv;
    test_texts();
    test_each_encoding();
    test_two_layers();
    test_three_layers();
    test_encoded_texts_may_be_cut_anywhere();
    test_encoded_texts_go_on_in_the_next_block();
    test_places_of_what_was_decoded();
    test_parts_of_longer_words_can_be_asked_for();
    test_words_longer_than_what_is_held();
    test_texts_are_counted();
    test_an_endless_text_ends_with_an_error();
    if (argc == 1) test_a_bomb_is_left_and_counted();
    if (argc == 1) test_a_long_stream_is_read_to_its_end();
    test_a_stream_goes_on_in_the_next_block();
    test_decoding_has_a_limit();
    test_gzip_is_left_where_decoding_has_its_limit();
    test_broken_gzip_is_left();
    test_a_full_store_goes_on_by_what_is_held();
    test_ids_at_one_place_of_several_texts_are_in_their_order();
    return check_finish();
}
