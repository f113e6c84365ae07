/* The yardstick of sequential.lua: a bare loop over libcurl that makes the same
 * calls over one kept connection.
 *
 *     sequential ORIGIN TARGET N [signed]      prints the seconds that N calls took
 *
 * `signed` adds what any client of this API has to do for a call: the time, the
 * signature with a kept keyed context, the headers made of them, and a look at the
 * answer. Without it the headers are made once and the answer is only kept. */
#define _POSIX_C_SOURCE 200809L

#include <curl/curl.h>
#include <openssl/evp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "keyed.h"

typedef struct answer {
    char text[4096];
    size_t length;
} answer;

static size_t keep(char *chunk, size_t size, size_t count, void *data) {
    answer *into = data;
    size_t length = size * count;
    if (length > sizeof into->text - into->length) return 0;
    memcpy(into->text + into->length, chunk, length);
    into->length += length;
    return length;
}

static const char access_key[] = "ncp_iam_EXAMPLEACCESSKEY0001";
static const char body[] = "{\"accessKey\":\"ncp_iam_EXAMPLEACCESSKEY0002\",\"active\":true}";

static void sign(EVP_MAC_CTX *context, const char *target, const char *timestamp,
                 unsigned char signature[45]) {
    char text[512];
    unsigned char code[32];
    size_t length = 0;
    int text_length = snprintf(text, sizeof text, "PUT %s\n%s\n%s", target, timestamp, access_key);
    EVP_MAC_init(context, NULL, 0, NULL);
    EVP_MAC_update(context, (const unsigned char *)text, (size_t)text_length);
    EVP_MAC_final(context, code, &length, sizeof code);
    EVP_EncodeBlock(signature, code, (int)length);
}

static struct curl_slist *new_headers(EVP_MAC_CTX *context, const char *target) {
    struct timespec time;
    char timestamp[32], line[128];
    unsigned char signature[45];
    clock_gettime(CLOCK_REALTIME, &time);
    snprintf(timestamp, sizeof timestamp, "%lld", (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000);
    sign(context, target, timestamp, signature);
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    curl_slist_append(headers, "Accept: application/json");
    snprintf(line, sizeof line, "x-ncp-apigw-timestamp: %s", timestamp);
    curl_slist_append(headers, line);
    snprintf(line, sizeof line, "x-ncp-iam-access-key: %s", access_key);
    curl_slist_append(headers, line);
    snprintf(line, sizeof line, "x-ncp-apigw-signature-v2: %s", (char *)signature);
    curl_slist_append(headers, line);
    return headers;
}

static bool call(CURL *easy, answer *into) {
    static const char success[] = "{\"success\":true}";
    long status = 0;
    into->length = 0;
    if (curl_easy_perform(easy) != CURLE_OK) return false;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    return status == 200 && into->length == strlen(success) && memcmp(into->text, success, into->length) == 0;
}

static bool run(CURL *easy, const char *target, long calls, bool is_signed, answer *into) {
    EVP_MAC_CTX *context = new_context();
    struct curl_slist *headers = new_headers(context, target);
    bool done = true;
    for (long i = 0; i < calls && done; i++) {
        if (is_signed) {
            curl_slist_free_all(headers);
            headers = new_headers(context, target);
        }
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
        done = call(easy, into);
    }
    curl_slist_free_all(headers);
    EVP_MAC_CTX_free(context);
    return done;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
    if (argc != 4 && argc != 5)
        return fprintf(stderr, "usage: sequential ORIGIN TARGET N [signed]\n"), EXIT_FAILURE;
    char url[512];
    answer into;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURL *easy = curl_easy_init();
    snprintf(url, sizeof url, "%s%s", argv[1], argv[2]);
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &into);

    double start = now();
    bool done = run(easy, argv[2], strtol(argv[3], NULL, 10), argc == 5, &into);
    printf("%.6f\n", now() - start);
    curl_easy_cleanup(easy);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
