#include "hmac.h"

#include <openssl/bio.h>
#include <openssl/err.h>

#include "check.h"

static void to_hex(const unsigned char *code, char *hex) {
    for (int i = 0; i < NCP_SHA256_SIZE; i++) (void)snprintf(hex + 2 * i, 3, "%02x", code[i]);
}

static void check_code(ncp_hmac *hmac, const char *message, const char *expected) {
    unsigned char code[NCP_SHA256_SIZE];
    char hex[2 * NCP_SHA256_SIZE + 1];
    if (!CHECK(ncp_hmac_compute(hmac, message, strlen(message), code))) return;
    to_hex(code, hex);
    CHECK(strcmp(hex, expected) == 0);
}

/* The vectors are those of RFC 4231, and one of the vendor's signing SDK for Python. */
static void test_published_vectors(void) {
    char key[131];
    ncp_hmac hmac = {0};
    memset(key, 0x0b, 20);
    CHECK(ncp_hmac_init(&hmac, key, 20));
    check_code(&hmac, "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    CHECK(ncp_hmac_init(&hmac, "Jefe", 4));
    check_code(&hmac, "what do ya want for nothing?",
               "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(ncp_hmac_init(&hmac, "abc", 3));
    check_code(&hmac, "abc", "2f02e24ae2e1fe880399f27600afa88364e6062bf9bbe114b32fa8f23d03608a");
    memset(key, 0xaa, sizeof key);
    CHECK(ncp_hmac_init(&hmac, key, sizeof key));
    check_code(&hmac, "Test Using Larger Than Block-Size Key - Hash Key First",
               "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    ncp_hmac_free(&hmac);
}

static void test_a_kept_key_signs_each_message_anew(void) {
    ncp_hmac hmac = {0};
    CHECK(ncp_hmac_init(&hmac, "Jefe", 4));
    for (int i = 0; i < 3; i++) {
        check_code(&hmac, "what do ya want for nothing?",
                   "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        check_code(&hmac, "", "923598ca6d64af2a5dba79dcd021a8a0fe5c5f557519adaaf0ad532d4506dd30");
    }
    ncp_hmac_free(&hmac);
}

static void test_an_empty_key(void) {
    ncp_hmac hmac = {0};
    CHECK(ncp_hmac_init(&hmac, "", 0));
    check_code(&hmac, "", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
    ncp_hmac_free(&hmac);
}

static void test_the_empty_state(void) {
    unsigned char code[NCP_SHA256_SIZE];
    ncp_hmac hmac = {0};
    CHECK(!ncp_hmac_compute(&hmac, "x", 1, code));
    ncp_hmac_free(&hmac);
    CHECK(ncp_hmac_init(&hmac, "key", 3));
    ncp_hmac_free(&hmac);
    ncp_hmac_free(&hmac);
    CHECK(!ncp_hmac_compute(&hmac, "x", 1, code));
}

static void test_the_error_queue_is_left_alone(void) {
    unsigned char code[NCP_SHA256_SIZE];
    ncp_hmac hmac = {0};
    ERR_clear_error();
    CHECK(BIO_new_file("/there/is/no/such/file", "r") == NULL);
    unsigned long first = ERR_peek_error();
    unsigned long last = ERR_peek_last_error();
    CHECK(first != 0);
    CHECK(ncp_hmac_init(&hmac, "key", 3));
    CHECK(ncp_hmac_compute(&hmac, "x", 1, code));
    ncp_hmac_free(&hmac);
    CHECK(ERR_peek_error() == first && ERR_peek_last_error() == last);
    ERR_clear_error();
}

int main(void) {
    test_published_vectors();
    test_a_kept_key_signs_each_message_anew();
    test_an_empty_key();
    test_the_empty_state();
    test_the_error_queue_is_left_alone();
    return check_finish();
}
