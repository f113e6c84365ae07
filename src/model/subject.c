#include "external.h"

/* clang-format off */

#define SUBJECT_ID {"subjectId", NCP_STRING, NCP_IN_PATH, NCP_ARGUMENT, .doc = "subject id"}

static const ncp_field subject[] = {
    SUBJECT_ID,
    NCP_END,
};

static const ncp_field list_parameters[] = {
    NCP_SEARCH("subjectId|subjectNrn"),
    NCP_PAGE("20"),
    NCP_END,
};

static const ncp_field list_activity_parameters[] = {
    SUBJECT_ID,
    NCP_PAGE("20"),
    NCP_END,
};

/* The page of get types the first three Integer; its example and the page of the list have strings. */
static const ncp_field result[] = {
    {"subjectId",    NCP_STRING, .flags = NCP_REQUIRED, .doc = "subject id"},
    {"subjectNrn",   NCP_STRING, .doc = "resource name"},
    {"x509Subject",  NCP_STRING, .doc = "distinguished name"},
    NCP_ENABLED,
    NCP_EXTERNAL_TIMES,
    {"lastSeenTime", NCP_STRING, .doc = "time at which it was last seen, ISO 8601"},
    NCP_END,
};

static const ncp_field activity[] = {
    {"issuer",              NCP_STRING,  .doc = "issuer of the certificate"},
    {"serialNumber",        NCP_STRING,  .doc = "serial number of the certificate"},
    {"x509CertificateData", NCP_STRING,  .doc = "the certificate"},
    {"failed",              NCP_BOOLEAN, .doc = "true when authentication failed"},
    {"seenTime",            NCP_STRING,  .doc = "time of use, ISO 8601"},
    NCP_END,
};

static const ncp_operation operations[] = {
    {"list", "GET", "/api/v1/subjects", NCP_IDEMPOTENT,
     .parameters = list_parameters, .result = result, .paging = &ncp_paging_content,
     .doc = "List subjects, one page at a time",
     .source = "management-subaccount-getsubjectlist"},

    {"get", "GET", "/api/v1/subjects/{subjectId}", NCP_IDEMPOTENT,
     .parameters = subject, .result = result,
     .doc = "Read a subject",
     .source = "management-subaccount-getsubjects"},

    {"list_activity", "GET", "/api/v1/subjects/{subjectId}/credentials", NCP_IDEMPOTENT,
     .parameters = list_activity_parameters, .result = activity, .paging = &ncp_paging_content,
     .doc = "List the uses of a subject's certificates, one page at a time",
     .source = "management-subaccount-getcredentiallist"},

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_subject = {
    .name = "subject",
    .service = "externalaccess",
    .operations = operations,
    .doc = "Subjects of the certificates that workloads elsewhere have shown",
};
