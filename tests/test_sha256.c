#include "sha256.h"

#include <openssl/bio.h>
#include <openssl/err.h>

#include "check.h"

static const char digest_of_nothing[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
static const char digest_of_body[] = "230d8358dc8e8890b4c58deeb62912ee2f20357ae92a5cc861b98e68fe31acb5";

static void check_digest(ncp_sha256 *sha256, const char *message, size_t length, const char *expected) {
    unsigned char digest[NCP_SHA256_SIZE];
    char hex[NCP_SHA256_HEX_SIZE];
    if (!CHECK(ncp_sha256_compute(sha256, message, length, digest))) return;
    ncp_sha256_hex(digest, hex);
    CHECK(strcmp(hex, expected) == 0);
}

/* The last two are examples of FIPS 180-4. */
static void test_published_vectors(void) {
    ncp_sha256 sha256 = {0};
    CHECK(ncp_sha256_init(&sha256));
    for (int i = 0; i < 2; i++) {
        check_digest(&sha256, "", 0, digest_of_nothing);
        check_digest(&sha256, NULL, 0, digest_of_nothing);
        check_digest(&sha256, "body", 4, digest_of_body);
        check_digest(&sha256, "abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        check_digest(&sha256, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
                     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    }
    ncp_sha256_free(&sha256);
}

static void test_the_empty_state(void) {
    unsigned char digest[NCP_SHA256_SIZE];
    ncp_sha256 sha256 = {0};
    CHECK(!ncp_sha256_compute(&sha256, "x", 1, digest));
    CHECK(ncp_sha256_init(&sha256));
    CHECK(ncp_sha256_init(&sha256));
    check_digest(&sha256, "body", 4, digest_of_body);
    ncp_sha256_free(&sha256);
    ncp_sha256_free(&sha256);
    CHECK(!ncp_sha256_compute(&sha256, "x", 1, digest));
}

static void test_the_error_queue_is_left_alone(void) {
    ncp_sha256 sha256 = {0};
    ERR_clear_error();
    CHECK(BIO_new_file("/there/is/no/such/file", "r") == NULL);
    unsigned long first = ERR_peek_error();
    unsigned long last = ERR_peek_last_error();
    CHECK(first != 0);
    CHECK(ncp_sha256_init(&sha256));
    check_digest(&sha256, "body", 4, digest_of_body);
    ncp_sha256_free(&sha256);
    CHECK(ERR_peek_error() == first && ERR_peek_last_error() == last);
    ERR_clear_error();
}

int main(void) {
    test_published_vectors();
    test_the_empty_state();
    test_the_error_queue_is_left_alone();
    return check_finish();
}
