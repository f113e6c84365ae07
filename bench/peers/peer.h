#ifndef BENCH_PEER_H
#define BENCH_PEER_H

/* What the C peers share: the signed request, the answer, and the clocks. */

#include <curl/curl.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char peer_access_key[] = "ncp_iam_EXAMPLEACCESSKEY0001";
static const char peer_secret_key[] = "ncp_iam_EXAMPLESECRETKEY0000000000000001";

/* An HMAC-SHA256 context that keeps the secret key. */
static inline EVP_MAC_CTX *peer_new_context(void) {
    char digest[] = "SHA256";
    OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                               OSSL_PARAM_construct_end()};
    EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    EVP_MAC_CTX *context = EVP_MAC_CTX_new(mac);
    EVP_MAC_free(mac);
    EVP_MAC_init(context, (const unsigned char *)peer_secret_key, strlen(peer_secret_key), parameters);
    return context;
}

static inline void peer_sign(EVP_MAC_CTX *context, const char *target, const char *timestamp,
                             unsigned char signature[45]) {
    char text[512];
    unsigned char code[32];
    size_t length = 0;
    int text_length = snprintf(text, sizeof text, "PUT %s\n%s\n%s", target, timestamp, peer_access_key);
    EVP_MAC_init(context, NULL, 0, NULL);
    EVP_MAC_update(context, (const unsigned char *)text, (size_t)text_length);
    EVP_MAC_final(context, code, &length, sizeof code);
    EVP_EncodeBlock(signature, code, (int)length);
}

static inline struct curl_slist *peer_new_headers(EVP_MAC_CTX *context, const char *target) {
    struct timespec time;
    char timestamp[32], line[128];
    unsigned char signature[45];
    clock_gettime(CLOCK_REALTIME, &time);
    snprintf(timestamp, sizeof timestamp, "%lld", (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000);
    peer_sign(context, target, timestamp, signature);
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    curl_slist_append(headers, "Accept: application/json");
    snprintf(line, sizeof line, "x-ncp-apigw-timestamp: %s", timestamp);
    curl_slist_append(headers, line);
    snprintf(line, sizeof line, "x-ncp-iam-access-key: %s", peer_access_key);
    curl_slist_append(headers, line);
    snprintf(line, sizeof line, "x-ncp-apigw-signature-v2: %s", (char *)signature);
    curl_slist_append(headers, line);
    return headers;
}

/* One call at a time: a kept handle, the headers that it sends now and the answer to them. */
typedef struct peer_call {
    CURL *easy;
    struct curl_slist *headers;
    char answer[4096];
    size_t length;
    bool keeps_headers; /* the headers of the first request serve for all */
} peer_call;

static inline size_t peer_keep(char *chunk, size_t size, size_t count, void *data) {
    peer_call *call = data;
    size_t length = size * count;
    if (length > sizeof call->answer - call->length) return 0;
    memcpy(call->answer + call->length, chunk, length);
    call->length += length;
    return length;
}

/* `options` are the arguments after the fourth: a CA file or "", and "unsigned" to sign the first request
 * only. */
static inline void peer_open(peer_call *call, const char *url, char **options) {
    const char *ca_file = options[0] == NULL || options[0][0] == '\0' ? NULL : options[0];
    static const char body[] = "{\"accessKey\":\"ncp_iam_EXAMPLEACCESSKEY0002\",\"active\":false}";
    *call = (peer_call){.easy = curl_easy_init(), .keeps_headers = options[0] != NULL && options[1] != NULL};
    curl_easy_setopt(call->easy, CURLOPT_URL, url);
    curl_easy_setopt(call->easy, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(call->easy, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(call->easy, CURLOPT_WRITEFUNCTION, peer_keep);
    curl_easy_setopt(call->easy, CURLOPT_WRITEDATA, call);
    curl_easy_setopt(call->easy, CURLOPT_PRIVATE, call);
    if (ca_file != NULL) curl_easy_setopt(call->easy, CURLOPT_CAINFO, ca_file);
}

static inline void peer_prepare(peer_call *call, EVP_MAC_CTX *context, const char *target) {
    call->length = 0;
    if (call->keeps_headers && call->headers != NULL) return;
    curl_slist_free_all(call->headers);
    call->headers = peer_new_headers(context, target);
    curl_easy_setopt(call->easy, CURLOPT_HTTPHEADER, call->headers);
}

/* C has no JSON decoder at hand: the answer is compared with the one that is expected. */
static inline bool peer_succeeded(const peer_call *call) {
    static const char success[] = "{\"success\":true}";
    long status = 0;
    curl_easy_getinfo(call->easy, CURLINFO_RESPONSE_CODE, &status);
    return status == 200 && call->length == strlen(success) &&
           memcmp(call->answer, success, call->length) == 0;
}

static inline void peer_close(peer_call *call) {
    curl_easy_cleanup(call->easy);
    curl_slist_free_all(call->headers);
}

static inline double peer_clock(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* What a stretch of the program takes. */
typedef struct peer_times {
    double wall, cpu;
} peer_times;

static inline peer_times peer_start(void) {
    return (peer_times){peer_clock(CLOCK_MONOTONIC), peer_clock(CLOCK_PROCESS_CPUTIME_ID)};
}

/* Prints seconds of wall time and of CPU time since `start`. */
static inline void peer_print(peer_times start) {
    printf("%.6f %.6f\n", peer_clock(CLOCK_MONOTONIC) - start.wall,
           peer_clock(CLOCK_PROCESS_CPUTIME_ID) - start.cpu);
}

#endif
