#define _XOPEN_SOURCE 700
#include "sign_sdk.h"

#include <time.h>

#include "check.h"

enum { MOST_HEADERS = 5 };

typedef struct signature_case {
    ncp_sdk_form form;
    const char *region;
    const char *service;
    const char *access_key;
    const char *secret_key;
    const char *method;
    const char *target;
    const char *headers[MOST_HEADERS][2];
    const char *body;
    const char *date;
    const char *authorization;
} signature_case;

#define EXAMPLE_KEYS "EXAMPLEAK0000000001X", "ExampleSecretKey00000000000000000000xyz1"

static const signature_case read_case = {
    NCP_SDK_ACCESS,
    "",
    "",
    "QTWAOYTTINDUT2QVKYUC",
    "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc",
    "GET",
    "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0",
    {{"X-Sdk-Date", "20191115T033655Z"},
     {"Host", "service.region.example.com"},
     {"Content-Type", "application/json"}},
    "",
    "20191115T033655Z",
    "SDK-HMAC-SHA256 Access=QTWAOYTTINDUT2QVKYUC, SignedHeaders=content-type;host;x-sdk-date, "
    "Signature=7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe",
};

static const signature_case date_only_case = {
    NCP_SDK_ACCESS,
    "",
    "",
    "AccessKey",
    "SecretKey",
    "POST",
    "/path?key=value",
    {{"X-Sdk-Date", "20060102T150405Z"}},
    "{\"Name\":\"test\",\"Id\":1}\n",
    "20060102T150405Z",
    "SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=x-sdk-date, "
    "Signature=cecc2af119b18ab70b4d094c0750f3b42c02f254903179a0fc2cc72fc9db4f59",
};

static const signature_case modify_case = {
    NCP_SDK_ACCESS,
    "",
    "",
    EXAMPLE_KEYS,
    "PUT",
    "/v3.0/OS-CREDENTIAL/credentials/EXAMPLEAK0000000077Q",
    {{"Host", "iam.myhuaweicloud.com"},
     {"X-Sdk-Date", "20250101T000000Z"},
     {"Content-Type", "application/json;charset=utf8"},
     {"X-Domain-Id", "d0c1b2a3948576651423f0e1d2c3b4a5"}},
    "{\"credential\":{\"status\":\"inactive\",\"description\":\"rotated 2025-01-01\"}}",
    "20250101T000000Z",
    "SDK-HMAC-SHA256 Access=EXAMPLEAK0000000001X, SignedHeaders=content-type;host;x-domain-id;x-sdk-date, "
    "Signature=54c3d74a2f303389cafb85e51b315ba959bd8506d366c6fea4b766e911c904bf",
};

static const signature_case unsigned_payload_case = {
    NCP_SDK_ACCESS,
    "",
    "",
    EXAMPLE_KEYS,
    "PUT",
    "/v3.0/OS-CREDENTIAL/credentials/EXAMPLEAK0000000077Q",
    {{"Host", "iam.myhuaweicloud.com"},
     {"X-Sdk-Date", "20251121T174400Z"},
     {"Content-Type", "application/json;charset=utf8"},
     {"X-Sdk-Content-Sha256", "UNSIGNED-PAYLOAD"}},
    "any",
    "20251121T174400Z",
    "SDK-HMAC-SHA256 Access=EXAMPLEAK0000000001X, "
    "SignedHeaders=content-type;host;x-sdk-content-sha256;x-sdk-date, "
    "Signature=ea9e069cf49164f23c3c9fa0e9b351e9bb2e29db71f2c33e951bf3d432259a64",
};

static const signature_case scoped_case = {
    NCP_SDK_SCOPED,
    "",
    "",
    "AKIDEXAMPLE",
    "BYBYIiF3WUZGlorXmcTEDtNjB40JTibEXAMPLE",
    "GET",
    "/v3/projects?name=eu-de_test_dmd",
    {{"accept", "application/json"},
     {"content-type", "application/json"},
     {"Host", "iam.eu-de.otc.t-systems.com"},
     {"user-agent", "OpenTelekomCloud JS/v1.0"},
     {"X-Sdk-Date", "20201021T115411Z"}},
    "",
    "20201021T115411Z",
    "SDK-HMAC-SHA256 Credential=AKIDEXAMPLE/20201021///sdk_request, "
    "SignedHeaders=accept;content-type;host;user-agent;x-sdk-date, "
    "Signature=cb8397a6b119b38e8a4879f342e498896eb6f80f4c3cdebfd400cb2298d8a555",
};

static const signature_case named_scope_case = {
    NCP_SDK_SCOPED,
    "eu-de",
    "iam",
    EXAMPLE_KEYS,
    "GET",
    "/v3.0/OS-CREDENTIAL/credentials?user_id=0a1b2c3d4e5f60718293a4b5c6d7e8f9",
    {{"Host", "iam.eu-de.otc.t-systems.com"}, {"X-Sdk-Date", "20250101T000000Z"}},
    "",
    "20250101T000000Z",
    "SDK-HMAC-SHA256 Credential=EXAMPLEAK0000000001X/20250101/eu-de/iam/sdk_request, "
    "SignedHeaders=host;x-sdk-date, "
    "Signature=2caef857a47f7ba8d70d991f9d656b0bd726334ebde7fc6a78701362997453f1",
};

static bool start(ncp_sdk_signer *signer, const signature_case *row) {
    ncp_sdk_credential credential = {
        .form = row->form,
        .access_key = row->access_key,
        .access_key_length = strlen(row->access_key),
        .secret_key = row->secret_key,
        .secret_key_length = strlen(row->secret_key),
        .region = row->region,
        .service = row->service,
    };
    return ncp_sdk_signer_init(signer, &credential);
}

static bool sign(ncp_sdk_signer *signer, const signature_case *row, ncp_error *error) {
    ncp_sdk_request request = {
        .method = row->method,
        .method_length = strlen(row->method),
        .target = row->target,
        .target_length = strlen(row->target),
        .body = row->body,
        .body_length = strlen(row->body),
        .date = row->date,
        .date_length = strlen(row->date),
    };
    for (int i = 0; i < MOST_HEADERS && row->headers[i][0] != NULL; i++) {
        ncp_sdk_field *header = &request.headers.at[request.headers.count++];
        header->name = row->headers[i][0];
        header->name_length = strlen(header->name);
        header->value = row->headers[i][1];
        header->value_length = strlen(header->value);
    }
    return ncp_sdk_signer_sign(signer, &request, error);
}

static void check_case(ncp_sdk_signer *signer, const signature_case *row) {
    ncp_error error = {0};
    CHECK(sign(signer, row, &error));
    CHECK(error.message[0] == '\0');
    CHECK_BYTES(&signer->authorization, row->authorization);
}

static void test_vectors(void) {
    static const signature_case *const cases[] = {
        &read_case, &date_only_case, &modify_case, &unsigned_payload_case, &scoped_case, &named_scope_case};
    ncp_sdk_signer signer = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK(start(&signer, cases[i]));
        check_case(&signer, cases[i]);
    }
    ncp_sdk_signer_free(&signer);
}

static void test_one_signer_for_many_requests(void) {
    ncp_sdk_signer signer = {0};
    CHECK(start(&signer, &modify_case));
    for (int i = 0; i < 3; i++) {
        check_case(&signer, &modify_case);
        check_case(&signer, &unsigned_payload_case);
    }
    ncp_sdk_signer_free(&signer);
}

/* The key of the scoped form is that of the request's day, whichever came before. */
static void test_one_signer_for_many_days(void) {
    signature_case other_day = scoped_case;
    ncp_error error = {0};
    ncp_sdk_signer signer = {0};
    other_day.headers[4][1] = other_day.date = "20201022T000000Z";
    CHECK(start(&signer, &scoped_case));
    for (int i = 0; i < 2; i++) {
        check_case(&signer, &scoped_case);
        check_case(&signer, &scoped_case);
        CHECK(sign(&signer, &other_day, &error));
        CHECK(!check_bytes(&signer.authorization, scoped_case.authorization));
    }
    ncp_sdk_signer_free(&signer);
}

static void refuse(const signature_case *row, const char *why) {
    ncp_sdk_signer signer = {0};
    ncp_error error = {0};
    CHECK(start(&signer, row));
    CHECK(!sign(&signer, row, &error));
    CHECK_CONTAINS(error.message, why);
    CHECK(signer.canonical.text.length == 0 && signer.canonical.memory.length == 0);
    ncp_sdk_signer_free(&signer);
}

static void refuse_target(const char *target, const char *why) {
    signature_case row = modify_case;
    row.target = target;
    refuse(&row, why);
}

static void refuse_date(const char *date) {
    signature_case row = modify_case;
    row.headers[1][1] = row.date = date;
    refuse(&row, "YYYYMMDDTHHMMSSZ");
}

static void test_what_cannot_be_signed_is_refused(void) {
    signature_case row = modify_case;
    row.method = "put";
    refuse(&row, "method");
    row.method = "";
    refuse(&row, "method");
    refuse_target("", "slash");
    refuse_target("v3", "slash");
    refuse_target("?a=1", "slash");
    refuse_target("/a b", "percent-encoded");
    refuse_target("/a?b=%", "hex digits");
    refuse_date("");
    refuse_date("2025-01-01T00:00");
    refuse_date("20250101T000000z");
    refuse_date("20250101T00000Z");
    refuse_date("20250101T0000000Z");
    refuse_date("2025010aT000000Z");
    refuse_date("20250101 000000Z");
    refuse_date("20250101T00000aZ");
}

static void test_the_date_must_be_among_the_headers(void) {
    signature_case row = modify_case;
    row.date = "20250101T000001Z";
    refuse(&row, "differs");
    row.headers[1][1] = "20250101T000001ZZ";
    refuse(&row, "differs");
    row = modify_case;
    row.headers[1][0] = "X-Date";
    refuse(&row, "missing");
    row.headers[1][0] = "Authorization";
    refuse(&row, "Authorization");
}

static void test_a_scoped_post_without_body_has_no_query(void) {
    ncp_sdk_signer signer = {0};
    ncp_error error = {0};
    signature_case row = scoped_case;
    row.method = "POST";
    refuse(&row, "no body");
    CHECK(start(&signer, &row));
    row.body = "{}";
    CHECK(sign(&signer, &row, &error));
    row.body = "";
    row.target = "/v3/projects";
    CHECK(sign(&signer, &row, &error));
    row.method = "HEAD";
    row.target = scoped_case.target;
    CHECK(sign(&signer, &row, &error));
    ncp_sdk_signer_free(&signer);
}

static void test_an_empty_signer_signs_nothing(void) {
    ncp_sdk_signer signer = {0};
    ncp_error error = {0};
    CHECK(!sign(&signer, &modify_case, &error));
    CHECK_CONTAINS(error.message, "closed");
    CHECK(start(&signer, &scoped_case));
    check_case(&signer, &scoped_case);
    ncp_sdk_signer_free(&signer);
    ncp_sdk_signer_free(&signer);
    CHECK(!sign(&signer, &scoped_case, &error));
}

static void check_date(int64_t ms, const char *expected) {
    char date[NCP_SDK_DATE_LENGTH + 1] = "";
    CHECK(ncp_sdk_date(date, ms));
    CHECK(strcmp(date, expected) == 0);
}

/* All of the 400 years in which the calendar repeats itself. */
static void test_each_day(void) {
    enum { DAYS = 146097 };
    int same = 0;
    for (int i = 0; i < DAYS; i++) {
        char date[NCP_SDK_DATE_LENGTH + 1] = "", expected[NCP_SDK_DATE_LENGTH + 1] = "";
        time_t seconds = (time_t)i * 86400;
        struct tm day;
        if (gmtime_r(&seconds, &day) == NULL) break;
        (void)strftime(expected, sizeof expected, "%Y%m%dT%H%M%SZ", &day);
        same += ncp_sdk_date(date, (int64_t)seconds * 1000) && strcmp(date, expected) == 0;
    }
    CHECK(same == DAYS);
}

static void test_dates(void) {
    char date[NCP_SDK_DATE_LENGTH + 1];
    check_date(0, "19700101T000000Z");
    check_date(999, "19700101T000000Z");
    check_date(951782400000, "20000229T000000Z");
    check_date(1573789015000, "20191115T033655Z");
    check_date(1709251199999, "20240229T235959Z");
    check_date(1709251200000, "20240301T000000Z");
    check_date(4107542399000, "21000228T235959Z");
    check_date(4107542400000, "21000301T000000Z");
    check_date(253402300799999, "99991231T235959Z");
    CHECK(!ncp_sdk_date(date, -1));
    CHECK(!ncp_sdk_date(date, 253402300800000));
}

int main(void) {
    test_vectors();
    test_one_signer_for_many_requests();
    test_one_signer_for_many_days();
    test_what_cannot_be_signed_is_refused();
    test_the_date_must_be_among_the_headers();
    test_a_scoped_post_without_body_has_no_query();
    test_an_empty_signer_signs_nothing();
    test_dates();
    test_each_day();
    return check_finish();
}
