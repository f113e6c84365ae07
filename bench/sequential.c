/* The yardstick of sequential.lua: a bare loop over libcurl that makes the same
 * calls over one kept connection.
 *
 *     sequential URL N      prints the seconds that N calls took */
#define _POSIX_C_SOURCE 200809L

#include <curl/curl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

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

static const char body[] = "{\"accessKey\":\"ncp_iam_EXAMPLEACCESSKEY0002\",\"active\":true}";

static struct curl_slist *new_headers(void) {
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    curl_slist_append(headers, "x-ncp-apigw-timestamp: 1700000000000");
    curl_slist_append(headers, "x-ncp-iam-access-key: ncp_iam_EXAMPLEACCESSKEY0001");
    curl_slist_append(headers, "x-ncp-apigw-signature-v2: 9sSNBbXzU3LjCd02wgdBPtbMVgQfdwmAmvqQX9G14MA=");
    return headers;
}

static bool run(CURL *easy, long calls, answer *into) {
    for (long i = 0; i < calls; i++) {
        long status = 0;
        into->length = 0;
        if (curl_easy_perform(easy) != CURLE_OK) return false;
        curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
        if (status != 200) return false;
    }
    return true;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
    if (argc != 3) return fprintf(stderr, "usage: sequential URL N\n"), EXIT_FAILURE;
    answer into;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURL *easy = curl_easy_init();
    struct curl_slist *headers = new_headers();
    curl_easy_setopt(easy, CURLOPT_URL, argv[1]);
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &into);

    double start = now();
    bool done = run(easy, strtol(argv[2], NULL, 10), &into);
    printf("%.6f\n", now() - start);
    curl_slist_free_all(headers);
    curl_easy_cleanup(easy);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
