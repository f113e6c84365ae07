#include "sign_sdk.h"

#include <openssl/crypto.h>
#include <string.h>

#include "text.h"

static const char *const algorithms[] = {
    [NCP_SDK_ACCESS] = "SDK-HMAC-SHA256",
    [NCP_SDK_SCOPED] = "SDK-HMAC-SHA256",
    [NCP_SDK_V11] = "V11-HMAC-SHA256",
};

#define TERMINATOR "sdk_request"

/* What the key that is derived for a day begins with, and what its scope ends with. */
static const char *const prefixes[] = {[NCP_SDK_SCOPED] = "SDK", [NCP_SDK_V11] = ""};
static const char *const scope_ends[] = {[NCP_SDK_SCOPED] = "/" TERMINATOR, [NCP_SDK_V11] = ""};
static const char terminator[] = TERMINATOR;

static bool fail(ncp_error *error, const char *message) {
    ncp_error_set(error, "%s", message);
    return false;
}

static bool append_bytes(ncp_bytes *out, const ncp_bytes *bytes) {
    return ncp_bytes_append(out, bytes->data, bytes->length);
}

static bool take_secret(ncp_sdk_signer *signer, const ncp_sdk_credential *credential) {
    if (credential->form == NCP_SDK_ACCESS)
        return ncp_hmac_init(&signer->hmac, credential->secret_key, credential->secret_key_length);
    return ncp_bytes_append_text(&signer->derivation_key, prefixes[credential->form]) &&
           ncp_bytes_append(&signer->derivation_key, credential->secret_key, credential->secret_key_length) &&
           ncp_bytes_append_text(&signer->region, credential->region) &&
           ncp_bytes_append_text(&signer->service, credential->service);
}

bool ncp_sdk_signer_init(ncp_sdk_signer *signer, const ncp_sdk_credential *credential) {
    ncp_sdk_signer_free(signer);
    signer->canonical.form = credential->form;
    bool made =
        ncp_bytes_append(&signer->access_key, credential->access_key, credential->access_key_length) &&
        ncp_sha256_init(&signer->sha256) && take_secret(signer, credential);
    if (!made) ncp_sdk_signer_free(signer);
    return made;
}

static bool is_date(const char *date, size_t length) {
    return length == NCP_SDK_DATE_LENGTH && ncp_text_is_of_class(date, NCP_SDK_DAY_LENGTH, "0-9") &&
           date[NCP_SDK_DAY_LENGTH] == 'T' && ncp_text_is_of_class(date + NCP_SDK_DAY_LENGTH + 1, 6, "0-9") &&
           date[NCP_SDK_DATE_LENGTH - 1] == 'Z';
}

static bool check_request(const ncp_sdk_request *request, ncp_error *error) {
    if (request->method_length == 0 || !ncp_text_is_of_class(request->method, request->method_length, "A-Z"))
        return fail(error, "the method is not a word in upper case");
    if (request->target_length == 0 || request->target[0] != '/')
        return fail(error, "the target does not start with a slash");
    if (!is_date(request->date, request->date_length))
        return fail(error, "the date does not have the form YYYYMMDDTHHMMSSZ");
    return true;
}

static bool check_headers(const ncp_canonical *canonical, const ncp_sdk_request *request, ncp_error *error) {
    if (ncp_canonical_header(canonical, "authorization") != NULL)
        return fail(error, "the request has an Authorization header already");
    const ncp_sdk_field *date = ncp_canonical_header(canonical, "x-sdk-date");
    if (date == NULL) return fail(error, "the header X-Sdk-Date is missing");
    bool is_same = date->value_length == request->date_length &&
                   memcmp(date->value, request->date, request->date_length) == 0;
    return is_same || fail(error, "the header X-Sdk-Date differs from the date");
}

static bool append_hash(ncp_sha256 *sha256, ncp_bytes *out, const char *data, size_t length) {
    unsigned char digest[NCP_SHA256_SIZE];
    char hex[NCP_SHA256_HEX_SIZE];
    if (!ncp_sha256_compute(sha256, data, length, digest)) return false;
    ncp_sha256_hex(digest, hex);
    return ncp_bytes_append(out, hex, NCP_SHA256_HEX_SIZE - 1);
}

static bool append_payload_hash(ncp_sdk_signer *signer, const ncp_sdk_request *request) {
    ncp_bytes *out = &signer->canonical.text;
    const ncp_sdk_field *given = ncp_canonical_header(&signer->canonical, "x-sdk-content-sha256");
    if (given != NULL) return ncp_bytes_append(out, given->value, given->value_length);
    return append_hash(&signer->sha256, out, request->body, request->body_length);
}

static bool is_post(const ncp_sdk_request *request) {
    return request->method_length == 4 && memcmp(request->method, "POST", 4) == 0;
}

/* Scoped clients hash the query of a POST without a body in the body's place, and
 * encode it in a way of its own; the facts do not tell what a gateway does. */
static bool check_scoped_query(const ncp_sdk_signer *signer, const ncp_sdk_request *request, size_t length,
                               ncp_error *error) {
    bool is_clear = signer->canonical.form != NCP_SDK_SCOPED || length == 0 || request->body_length > 0 ||
                    !is_post(request);
    return is_clear || fail(error, "the scoped form cannot sign a POST that has a query and no body");
}

static bool append_target(ncp_sdk_signer *signer, const ncp_sdk_request *request, ncp_error *error) {
    ncp_canonical *canonical = &signer->canonical;
    const char *mark = memchr(request->target, '?', request->target_length);
    size_t path_length = mark != NULL ? (size_t)(mark - request->target) : request->target_length;
    size_t query_start = mark != NULL ? path_length + 1 : path_length;
    size_t query_length = request->target_length - query_start;
    return check_scoped_query(signer, request, query_length, error) &&
           ncp_canonical_uri(canonical, request->target, path_length, error) &&
           ncp_bytes_append_char(&canonical->text, '\n') &&
           ncp_canonical_query(canonical, request->target + query_start, query_length, error);
}

static bool append_headers(ncp_sdk_signer *signer, const ncp_sdk_request *request, ncp_error *error) {
    ncp_canonical *canonical = &signer->canonical;
    return ncp_canonical_headers(canonical, &request->headers, error) &&
           check_headers(canonical, request, error) && ncp_bytes_append_char(&canonical->text, '\n') &&
           ncp_canonical_signed_headers(canonical, &canonical->text);
}

static bool build_canonical_request(ncp_sdk_signer *signer, const ncp_sdk_request *request,
                                    ncp_error *error) {
    ncp_bytes *text = &signer->canonical.text;
    return ncp_bytes_append(text, request->method, request->method_length) &&
           ncp_bytes_append_char(text, '\n') && append_target(signer, request, error) &&
           ncp_bytes_append_char(text, '\n') && append_headers(signer, request, error) &&
           ncp_bytes_append_char(text, '\n') && append_payload_hash(signer, request);
}

static bool append_scope(const ncp_sdk_signer *signer, ncp_bytes *out, const char *date) {
    return ncp_bytes_append(out, date, NCP_SDK_DAY_LENGTH) && ncp_bytes_append_char(out, '/') &&
           append_bytes(out, &signer->region) && ncp_bytes_append_char(out, '/') &&
           append_bytes(out, &signer->service) &&
           ncp_bytes_append_text(out, scope_ends[signer->canonical.form]);
}

static bool build_string_to_sign(ncp_sdk_signer *signer, const char *date) {
    ncp_bytes *out = &signer->string_to_sign;
    const ncp_bytes *request = &signer->canonical.text;
    out->length = 0; /* no secret in it: nothing to wipe between two calls */
    bool made = ncp_bytes_append_text(out, algorithms[signer->canonical.form]) &&
                ncp_bytes_append_char(out, '\n') && ncp_bytes_append(out, date, NCP_SDK_DATE_LENGTH) &&
                ncp_bytes_append_char(out, '\n');
    if (signer->canonical.form != NCP_SDK_ACCESS)
        made = made && append_scope(signer, out, date) && ncp_bytes_append_char(out, '\n');
    return made && append_hash(&signer->sha256, out, request->data, request->length);
}

/* Each code is the key of the next; the last one is that of the day. */
static bool derive_scoped(ncp_sdk_signer *signer, const char *day, unsigned char key[NCP_SHA256_SIZE]) {
    const ncp_bytes *first = &signer->derivation_key;
    ncp_hmac *hmac = &signer->hmac;
    return ncp_hmac_init(hmac, first->data, first->length) &&
           ncp_hmac_compute(hmac, day, NCP_SDK_DAY_LENGTH, key) &&
           ncp_hmac_init(hmac, key, NCP_SHA256_SIZE) &&
           ncp_hmac_compute(hmac, signer->region.data, signer->region.length, key) &&
           ncp_hmac_init(hmac, key, NCP_SHA256_SIZE) &&
           ncp_hmac_compute(hmac, signer->service.data, signer->service.length, key) &&
           ncp_hmac_init(hmac, key, NCP_SHA256_SIZE) &&
           ncp_hmac_compute(hmac, terminator, sizeof terminator - 1, key);
}

/* HKDF (RFC 5869) with the access key as salt and the scope as info; one block is enough. */
static bool derive_v11(ncp_sdk_signer *signer, const char *day, unsigned char key[NCP_SHA256_SIZE]) {
    ncp_bytes info = {0};
    ncp_hmac *hmac = &signer->hmac;
    const ncp_bytes *salt = &signer->access_key, *secret = &signer->derivation_key;
    bool derived = append_scope(signer, &info, day) && ncp_bytes_append_char(&info, 1) &&
                   ncp_hmac_init(hmac, salt->data, salt->length) &&
                   ncp_hmac_compute(hmac, secret->data, secret->length, key) &&
                   ncp_hmac_init(hmac, key, NCP_SHA256_SIZE) &&
                   ncp_hmac_compute(hmac, info.data, info.length, key);
    ncp_bytes_free(&info);
    return derived;
}

/* The derived key of V11 is used as the text of its hex digits. */
static bool key_hmac(ncp_sdk_signer *signer, const char *day) {
    unsigned char key[NCP_SHA256_SIZE];
    char hex[NCP_SHA256_HEX_SIZE];
    bool keyed;
    if (signer->canonical.form == NCP_SDK_SCOPED) {
        keyed = derive_scoped(signer, day, key) && ncp_hmac_init(&signer->hmac, key, sizeof key);
    } else {
        keyed = derive_v11(signer, day, key);
        ncp_sha256_hex(key, hex);
        keyed = keyed && ncp_hmac_init(&signer->hmac, hex, sizeof hex - 1);
    }
    OPENSSL_cleanse(key, sizeof key);
    OPENSSL_cleanse(hex, sizeof hex);
    return keyed;
}

/* Keys the HMAC of a form that derives its key anew when the day has changed. */
static bool use_key_of_day(ncp_sdk_signer *signer, const char *day) {
    if (memcmp(signer->day, day, NCP_SDK_DAY_LENGTH) == 0) return true;
    memset(signer->day, 0, NCP_SDK_DAY_LENGTH);
    if (!key_hmac(signer, day)) return false;
    memcpy(signer->day, day, NCP_SDK_DAY_LENGTH);
    return true;
}

static bool compute_signature(ncp_sdk_signer *signer, const char *date, char hex[NCP_SHA256_HEX_SIZE]) {
    unsigned char code[NCP_SHA256_SIZE];
    const ncp_bytes *text = &signer->string_to_sign;
    if (signer->canonical.form != NCP_SDK_ACCESS && !use_key_of_day(signer, date)) return false;
    if (!ncp_hmac_compute(&signer->hmac, text->data, text->length, code)) return false;
    ncp_sha256_hex(code, hex);
    return true;
}

static bool append_credential(const ncp_sdk_signer *signer, ncp_bytes *out, const char *date) {
    if (signer->canonical.form == NCP_SDK_ACCESS)
        return ncp_bytes_append_text(out, " Access=") && append_bytes(out, &signer->access_key);
    return ncp_bytes_append_text(out, " Credential=") && append_bytes(out, &signer->access_key) &&
           ncp_bytes_append_char(out, '/') && append_scope(signer, out, date);
}

static bool build_authorization(ncp_sdk_signer *signer, const char *date, const char *signature) {
    ncp_bytes *out = &signer->authorization;
    ncp_bytes_clear(out);
    return ncp_bytes_append_text(out, algorithms[signer->canonical.form]) &&
           append_credential(signer, out, date) && ncp_bytes_append_text(out, ", SignedHeaders=") &&
           ncp_canonical_signed_headers(&signer->canonical, out) &&
           ncp_bytes_append_text(out, ", Signature=") && ncp_bytes_append_text(out, signature);
}

static bool sign(ncp_sdk_signer *signer, const ncp_sdk_request *request, ncp_error *error) {
    char signature[NCP_SHA256_HEX_SIZE];
    return check_request(request, error) && build_canonical_request(signer, request, error) &&
           build_string_to_sign(signer, request->date) &&
           compute_signature(signer, request->date, signature) &&
           build_authorization(signer, request->date, signature);
}

bool ncp_sdk_signer_sign(ncp_sdk_signer *signer, const ncp_sdk_request *request, ncp_error *error) {
    if (signer->access_key.length == 0) return fail(error, "the signer is closed");
    error->message[0] = '\0';
    bool signed_it = sign(signer, request, error);
    ncp_canonical_clear(&signer->canonical);
    if (!signed_it && error->message[0] == '\0') ncp_error_set(error, "memory ran out or OpenSSL failed");
    return signed_it;
}

void ncp_sdk_signer_free(ncp_sdk_signer *signer) {
    ncp_hmac_free(&signer->hmac);
    ncp_sha256_free(&signer->sha256);
    ncp_bytes_free(&signer->access_key);
    ncp_bytes_free(&signer->derivation_key);
    ncp_bytes_free(&signer->region);
    ncp_bytes_free(&signer->service);
    ncp_canonical_free(&signer->canonical);
    ncp_bytes_free(&signer->string_to_sign);
    ncp_bytes_free(&signer->authorization);
    memset(signer->day, 0, sizeof signer->day);
}

static void put_digits(char *text, size_t digits, int64_t number) {
    for (; digits > 0; digits--) {
        text[digits - 1] = (char)('0' + number % 10);
        number /= 10;
    }
}

/* Howard Hinnant's civil_from_days: gmtime() may share its result with other threads. */
static void put_day(char text[NCP_SDK_DAY_LENGTH], int64_t days_since_1970) {
    int64_t days = days_since_1970 + 719468; /* since 0000-03-01 */
    int64_t era = days / 146097;
    int64_t day_of_era = days % 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t months_since_march = (5 * day_of_year + 2) / 153;
    int64_t month = months_since_march < 10 ? months_since_march + 3 : months_since_march - 9;
    put_digits(text, 4, era * 400 + year_of_era + (month <= 2));
    put_digits(text + 4, 2, month);
    put_digits(text + 6, 2, day_of_year - (153 * months_since_march + 2) / 5 + 1);
}

bool ncp_sdk_date(char date[NCP_SDK_DATE_LENGTH + 1], int64_t ms) {
    static const int64_t end = 253402300800000; /* 10000-01-01 */
    if (ms < 0 || ms >= end) return false;
    int64_t seconds = ms / 1000;
    memcpy(date, "YYYYMMDDTHHMMSSZ", NCP_SDK_DATE_LENGTH + 1);
    put_day(date, seconds / 86400);
    put_digits(date + 9, 2, seconds / 3600 % 24);
    put_digits(date + 11, 2, seconds / 60 % 60);
    put_digits(date + 13, 2, seconds % 60);
    return true;
}
