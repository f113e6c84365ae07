/* What happens when memory runs out, and what is in memory when it is given
 * back. The linker's --wrap brings every allocation of ours here, and OpenSSL
 * is told to allocate here too. */
#define _XOPEN_SOURCE 700
#include <limits.h>
#include <malloc.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "check.h"
#include "configure.h"
#include "durable.h"
#include "folder.h"
#include "sign_ncp.h"
#include "sign_sdk.h"
#include "text.h"
#include "uri.h"

static const char secret[] = "s3cr3t-s3cr3t-s3cr3t";

static long allocations_left = -1; /* before one fails; negative: none does */
static long live_blocks;           /* of ours, not of OpenSSL's */
static bool refused, secret_given_back;

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
void __real_free(void *block);
void __wrap_free(void *block);

/* Zeroed, so that looking for the secret reads nothing undefined. */
static void *allocate(size_t size) {
    if (allocations_left == 0) {
        refused = true;
        return NULL;
    }
    if (allocations_left > 0) allocations_left--;
    void *block = __real_malloc(size);
    if (block != NULL) memset(block, 0, malloc_usable_size(block));
    return block;
}

static void look_for_secret(const char *block) {
    size_t length = sizeof secret - 1;
    size_t size = malloc_usable_size((void *)block);
    for (size_t i = 0; i + length <= size; i++)
        if (memcmp(block + i, secret, length) == 0) secret_given_back = true;
}

static void give_back(void *block) {
    if (block == NULL) return;
    look_for_secret(block);
    __real_free(block);
}

void *__wrap_malloc(size_t size) {
    void *block = allocate(size);
    if (block != NULL) live_blocks++;
    return block;
}

void __wrap_free(void *block) {
    if (block != NULL) live_blocks--;
    give_back(block);
}

static void *openssl_malloc(size_t size, const char *file, int line) {
    (void)file;
    (void)line;
    return size > 0 ? allocate(size) : NULL;
}

static void openssl_free(void *block, const char *file, int line) {
    (void)file;
    (void)line;
    give_back(block);
}

static void *openssl_realloc(void *block, size_t size, const char *file, int line) {
    void *moved = openssl_malloc(size, file, line);
    if (block == NULL || (moved == NULL && size > 0)) return moved;
    size_t kept = malloc_usable_size(block) < size ? malloc_usable_size(block) : size;
    if (moved != NULL) memcpy(moved, block, kept);
    openssl_free(block, file, line);
    return moved;
}

static bool grow_a_buffer(void) {
    ncp_bytes bytes = {0};
    bool grown = true;
    for (int i = 0; i < 100 && grown; i++) grown = ncp_bytes_append_text(&bytes, secret);
    if (!grown) CHECK(bytes.length % (sizeof secret - 1) == 0);
    ncp_bytes_free(&bytes);
    return grown;
}

static bool build_a_target_and_a_body(void) {
    char text[1000];
    bool first = true;
    ncp_bytes out = {0};
    memset(text, '"', sizeof text);
    bool built = ncp_bytes_append_text(&out, "/api/v1/sub-accounts") &&
                 ncp_uri_query_name(&out, &first, "searchWord") && ncp_uri_escape(&out, text, sizeof text) &&
                 ncp_text_append_json(&out, text, sizeof text);
    ncp_bytes_free(&out);
    return built;
}

static bool sign_a_request(void) {
    char signature[NCP_SIGNATURE_LENGTH + 1];
    ncp_signer signer = {0};
    bool made = ncp_signer_init(&signer, "access", 6, secret, strlen(secret)) &&
                ncp_signer_sign(&signer, "GET", 3, "/", 1, "1700000000000", signature);
    ncp_signer_free(&signer);
    return made;
}

/* With the secret for the security token too: it is signed. */
static bool sign_an_sdk_request(ncp_sdk_form form) {
    static const char date[] = "20250101T000000Z";
    ncp_error error = {0};
    ncp_sdk_signer signer = {0};
    ncp_sdk_credential credential = {form, "access", 6, secret, strlen(secret), "eu-de", "iam"};
    ncp_sdk_request request = {
        .method = "GET",
        .method_length = 3,
        .target = "/v3/users?name=a%20b",
        .target_length = 20,
        .headers = {.at = {{"X-Sdk-Date", 10, date, 16}, {"X-Security-Token", 16, secret, strlen(secret)}},
                    .count = 2},
        .date = date,
        .date_length = 16,
    };
    bool made = ncp_sdk_signer_init(&signer, &credential) && ncp_sdk_signer_sign(&signer, &request, &error);
    CHECK(strstr(error.message, secret) == NULL);
    ncp_sdk_signer_free(&signer);
    return made;
}

static bool sign_in_the_current_form(void) { return sign_an_sdk_request(NCP_SDK_ACCESS); }

static bool sign_in_the_scoped_form(void) { return sign_an_sdk_request(NCP_SDK_SCOPED); }

static bool sign_in_the_v11_form(void) { return sign_an_sdk_request(NCP_SDK_V11); }

static bool read_the_configure_file(void) {
    ncp_configure configure = {0};
    ncp_error error = {0};
    bool done = ncp_configure_read(&configure, "configure", NULL, &error);
    CHECK(done == (error.message[0] == '\0'));
    CHECK(strstr(error.message, secret) == NULL);
    if (done) CHECK_BYTES(&configure.values[NCP_CONFIGURE_SECRET_KEY], secret);
    ncp_configure_free(&configure);
    return done;
}

static bool write_a_file(void) {
    ncp_error error = {0};
    bool written = ncp_durable_write("written", secret, strlen(secret), &error);
    CHECK(folder_count_files() == (written ? 2 : 1));
    if (written) CHECK(unlink("written") == 0);
    return written;
}

/* Runs `work` with its first allocation refused, then its second, and so on, until none was. */
static void sweep(bool (*work)(void)) {
    CHECK(work()); /* fills what OpenSSL makes once and keeps */
    long before = live_blocks;
    secret_given_back = refused = false;
    for (long k = 0; k == 0 || refused; k++) {
        refused = false;
        allocations_left = k;
        bool done = work();
        allocations_left = -1;
        CHECK(done || refused);
        CHECK(live_blocks == before);
        CHECK(ERR_peek_error() == 0);
    }
    CHECK(!secret_given_back);
}

int main(void) {
    static const char file[] = "ncloud_access_key_id = A\nncloud_secret_access_key = s3cr3t-s3cr3t-s3cr3t\n";
    char folder[PATH_MAX];
    if (!CHECK(CRYPTO_set_mem_functions(openssl_malloc, openssl_realloc, openssl_free) == 1))
        return check_finish();
    if (!CHECK(folder_enter(folder, sizeof folder))) return check_finish();
    CHECK(folder_write("configure", file, sizeof file - 1));
    sweep(grow_a_buffer);
    sweep(build_a_target_and_a_body);
    sweep(sign_a_request);
    sweep(sign_in_the_current_form);
    sweep(sign_in_the_scoped_form);
    sweep(sign_in_the_v11_form);
    sweep(read_the_configure_file);
    sweep(write_a_file);
    CHECK(unlink("configure") == 0);
    folder_leave(folder);
    return check_finish();
}
