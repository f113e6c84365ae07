#include "canonical.h"

#include "check.h"

static void check_uri(const char *path, const char *expected) {
    ncp_canonical canonical = {0};
    ncp_error error = {0};
    CHECK(ncp_canonical_uri(&canonical, path, strlen(path), &error));
    CHECK_BYTES(&canonical.text, expected);
    ncp_canonical_free(&canonical);
}

static void refuse_uri(const char *path, const char *why) {
    ncp_canonical canonical = {0};
    ncp_error error = {0};
    CHECK(!ncp_canonical_uri(&canonical, path, strlen(path), &error));
    CHECK_CONTAINS(error.message, why);
    ncp_canonical_free(&canonical);
}

static void check_query_of(ncp_sdk_form form, const char *query, const char *expected) {
    ncp_canonical canonical = {.form = form};
    ncp_error error = {0};
    CHECK(ncp_canonical_query(&canonical, query, strlen(query), &error));
    CHECK_BYTES(&canonical.text, expected);
    ncp_canonical_free(&canonical);
}

static void check_query(const char *query, const char *expected) {
    check_query_of(NCP_SDK_ACCESS, query, expected);
}

static void refuse_query_of(ncp_sdk_form form, const char *query, const char *why) {
    ncp_canonical canonical = {.form = form};
    ncp_error error = {0};
    CHECK(!ncp_canonical_query(&canonical, query, strlen(query), &error));
    CHECK_CONTAINS(error.message, why);
    CHECK(canonical.text.length == 0);
    ncp_canonical_free(&canonical);
}

static ncp_sdk_field field(const char *name, const char *value) {
    return (ncp_sdk_field){
        .name = name, .name_length = strlen(name), .value = value, .value_length = strlen(value)};
}

static void test_a_slash_is_added_to_a_path(void) {
    check_uri("", "/");
    check_uri("/", "/");
    check_uri("/v3", "/v3/");
    check_uri("/v3/", "/v3/");
    check_uri("/app1", "/app1/");
    check_uri("/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs", "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs/");
    check_uri("/a//b/../c", "/a//b/../c/");
}

static void test_a_path_is_brought_into_normal_form(void) {
    check_uri("/app1%3Fa%3D1", "/app1%3Fa%3D1/");
    check_uri("/app1%3fa=1", "/app1%3Fa%3D1/");
    check_uri("/v1/a%20b/%C3%BC~x/1%2B1%3D2", "/v1/a%20b/%C3%BC~x/1%2B1%3D2/");
    check_uri("/v1/a%20b/%c3%bc%7Ex/1+1=2", "/v1/a%20b/%C3%BC~x/1%2B1%3D2/");
    check_uri("/%25%32%35", "/%2525/");
    check_uri("/%00", "/%00/");
    check_uri("/a:b@c(d)'!$&*,;", "/a%3Ab%40c%28d%29%27%21%24%26%2A%2C%3B/");
}

static void test_a_path_of_two_meanings_is_refused(void) {
    refuse_uri("/a%2Fb", "encoded slash");
    refuse_uri("/a%2fb", "encoded slash");
    refuse_uri("/a%", "hex digits");
    refuse_uri("/a%4", "hex digits");
    refuse_uri("/a%G0", "hex digits");
    refuse_uri("/a%0G", "hex digits");
    refuse_uri("/a%0/", "hex digits");
    refuse_uri("/a%0:", "hex digits");
    refuse_uri("/a b", "percent-encoded");
    refuse_uri("/a\nb", "percent-encoded");
    refuse_uri("/a#b", "percent-encoded");
    refuse_uri("/\xC3\xBC", "percent-encoded");
}

static void test_a_query_is_sorted(void) {
    check_query("", "");
    check_query("limit=1&enable=true&test=%E4%B8%80%20%28%26%3D%3F%21%23%25.%2A%29&path=%2Ftmp%2F123"
                "&multi=1&multi=2&multi=3",
                "enable=true&limit=1&multi=1&multi=2&multi=3&path=%2Ftmp%2F123"
                "&test=%E4%B8%80%20%28%26%3D%3F%21%23%25.%2A%29");
    check_query("b=2&a=2&a=10&A=z&empty=&k%20e=v%2Fw&a~b=%C3%A9%2A",
                "A=z&a=10&a=2&a~b=%C3%A9%2A&b=2&empty=&k%20e=v%2Fw");
    check_query("a-b=1&a=2&a.b=3&ab=4", "a=2&a-b=1&a.b=3&ab=4");
    check_query("a=&a=b&a=&a=ab", "a=&a=&a=ab&a=b");
}

static void test_a_query_is_brought_into_normal_form(void) {
    check_query("b&a", "a=&b=");
    check_query("&&b=1&&a=1&", "a=1&b=1");
    check_query("=v", "=v");
    check_query("q=a=b?c/d:e", "q=a%3Db%3Fc%2Fd%3Ae");
    check_query("%71=%c3%a9%7E", "q=%C3%A9~");
    check_query("q=%2B%2f%00", "q=%2B%2F%00");
}

static void test_a_query_of_two_meanings_is_refused(void) {
    refuse_query_of(NCP_SDK_ACCESS, "q=a+b", "plus");
    refuse_query_of(NCP_SDK_ACCESS, "q=%", "hex digits");
    refuse_query_of(NCP_SDK_ACCESS, "q=a b", "percent-encoded");
    refuse_query_of(NCP_SDK_ACCESS, "q=\xC3\xBC", "percent-encoded");
}

static void test_the_scoped_form_sorts_without_case(void) {
    check_query_of(NCP_SDK_SCOPED, "c=1&B=2&a=3", "a=3&B=2&c=1");
    check_query("c=1&B=2&a=3", "B=2&a=3&c=1");
    refuse_query_of(NCP_SDK_SCOPED, "a=1&a=2", "two parameters of one name");
    refuse_query_of(NCP_SDK_SCOPED, "a=1&b=1&A=2", "two parameters of one name");
}

static void test_the_number_of_parameters_is_limited(void) {
    char query[2 * (NCP_SDK_MOST_FIELDS + 1) + 1];
    ncp_canonical canonical = {0};
    ncp_error error = {0};
    for (int i = 0; i <= NCP_SDK_MOST_FIELDS; i++) memcpy(query + 2L * i, "a&", 2);
    CHECK(ncp_canonical_query(&canonical, query, 2L * NCP_SDK_MOST_FIELDS, &error));
    CHECK(!ncp_canonical_query(&canonical, query, sizeof query - 1, &error));
    CHECK_CONTAINS(error.message, "too many");
    ncp_canonical_free(&canonical);
}

static void test_headers_are_sorted_and_trimmed(void) {
    ncp_canonical canonical = {0};
    ncp_sdk_fields headers = {.count = 0};
    ncp_bytes names = {0};
    ncp_error error = {0};
    CHECK(ncp_sdk_fields_add(&headers, field("X-Sdk-Date", "20240229T235959Z")));
    CHECK(ncp_sdk_fields_add(&headers, field("host", "iam.myhuaweicloud.com")));
    CHECK(ncp_sdk_fields_add(&headers, field("X-Custom-Note", "   two  inner spaces\t ")));
    CHECK(ncp_sdk_fields_add(&headers, field("Empty", " ")));
    CHECK(ncp_sdk_fields_add(&headers, field("X!1", "a")));
    CHECK(ncp_canonical_headers(&canonical, &headers, &error));
    CHECK_BYTES(&canonical.text,
                "empty:\nhost:iam.myhuaweicloud.com\nx!1:a\nx-custom-note:two  inner spaces\n"
                "x-sdk-date:20240229T235959Z\n");
    CHECK(ncp_canonical_signed_headers(&canonical, &names));
    CHECK_BYTES(&names, "empty;host;x!1;x-custom-note;x-sdk-date");
    CHECK(ncp_canonical_header(&canonical, "host") != NULL);
    CHECK(ncp_canonical_header(&canonical, "hos") == NULL);
    ncp_canonical_clear(&canonical);
    CHECK(canonical.text.length == 0);
    CHECK(ncp_canonical_header(&canonical, "host") == NULL);
    ncp_bytes_free(&names);
    ncp_canonical_free(&canonical);
}

static void test_the_scoped_form_makes_one_space_of_several(void) {
    ncp_canonical canonical = {.form = NCP_SDK_SCOPED};
    ncp_sdk_fields headers = {.count = 0};
    ncp_error error = {0};
    CHECK(ncp_sdk_fields_add(&headers, field("X-Note", "  two  inner   spaces ")));
    CHECK(ncp_canonical_headers(&canonical, &headers, &error));
    CHECK_BYTES(&canonical.text, "x-note:two inner spaces\n");
    ncp_canonical_free(&canonical);
}

static void refuse_headers(ncp_sdk_field first, ncp_sdk_field second, const char *why) {
    ncp_canonical canonical = {0};
    ncp_sdk_fields headers = {.at = {first, second}, .count = 2};
    ncp_error error = {0};
    CHECK(!ncp_canonical_headers(&canonical, &headers, &error));
    CHECK_CONTAINS(error.message, why);
    CHECK(canonical.text.length == 0);
    ncp_canonical_free(&canonical);
}

static void test_headers_that_cannot_be_sent_are_refused(void) {
    ncp_sdk_field host = field("Host", "h");
    refuse_headers(host, field("host", "h"), "the header host is given twice");
    refuse_headers(host, field("", "v"), "malformed name");
    refuse_headers(host, field("a b", "v"), "malformed name");
    refuse_headers(host, field("a:b", "v"), "malformed name");
    refuse_headers(host, field("a;b", "v"), "malformed name");
    refuse_headers(host, field("X-Note", "a\r\nx: y"), "the header X-Note has a control character");
    refuse_headers(host, field("X-Note", "a\tb"), "control character");
    char name[100] = "";
    memset(name, 'x', sizeof name - 1);
    refuse_headers(host, field(name, "a\tb"),
                   "the header xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx has");
}

static void test_the_number_of_headers_is_limited(void) {
    ncp_sdk_fields headers = {.count = 0};
    for (int i = 0; i < NCP_SDK_MOST_FIELDS; i++) CHECK(ncp_sdk_fields_add(&headers, field("a", "b")));
    CHECK(!ncp_sdk_fields_add(&headers, field("a", "b")));
}

int main(void) {
    test_a_slash_is_added_to_a_path();
    test_a_path_is_brought_into_normal_form();
    test_a_path_of_two_meanings_is_refused();
    test_a_query_is_sorted();
    test_a_query_is_brought_into_normal_form();
    test_a_query_of_two_meanings_is_refused();
    test_the_scoped_form_sorts_without_case();
    test_the_number_of_parameters_is_limited();
    test_headers_are_sorted_and_trimmed();
    test_the_scoped_form_makes_one_space_of_several();
    test_headers_that_cannot_be_sent_are_refused();
    test_the_number_of_headers_is_limited();
    return check_finish();
}
