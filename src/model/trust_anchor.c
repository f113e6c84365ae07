#include "external.h"

/* clang-format off */

#define SOURCE_TYPES "NCP_PCA|CERTIFICATE_BUNDLE"
#define SOURCE_TYPE \
    {"sourceType", NCP_STRING, .flags = NCP_REQUIRED, .allowed = SOURCE_TYPES, .doc = "where the CA is from"}

/* Parameters. */

static const ncp_field trust_anchor[] = {
    NCP_TRUST_ANCHOR_ID,
    NCP_END,
};

static const ncp_field list_parameters[] = {
    NCP_SEARCH("name|trustAnchorNrn"),
    NCP_END,
};

static const ncp_field new_ca[] = {
    {"caId", NCP_INTEGER, .required_if = {"source.sourceType", "NCP_PCA"}, .doc = "id of a Private CA"},
    {"x509CertificateData", NCP_STRING, .required_if = {"source.sourceType", "CERTIFICATE_BUNDLE"},
     .doc = "certificates in PEM"},
    NCP_END,
};

static const ncp_field new_source[] = {
    SOURCE_TYPE,
    {"sourceData", NCP_OBJECT, .flags = NCP_REQUIRED, .fields = new_ca, .doc = "the CA"},
    NCP_END,
};

static const ncp_field create_parameters[] = {
    NCP_EXTERNAL_NAME(NCP_REQUIRED),
    NCP_EXTERNAL_DESCRIPTION,
    NCP_ENABLE_AT_ONCE,
    {"source", NCP_OBJECT, .flags = NCP_REQUIRED, .fields = new_source, .doc = "certificate authority"},
    NCP_END,
};

static const ncp_field changed_ca[] = {
    {"caId",                NCP_INTEGER, .doc = "id of a Private CA, for NCP_PCA"},
    {"x509CertificateData", NCP_STRING,  .doc = "certificates in PEM, for CERTIFICATE_BUNDLE"},
    NCP_END,
};

static const ncp_field changed_source[] = {
    SOURCE_TYPE,
    {"sourceData", NCP_OBJECT, .fields = changed_ca, .doc = "the CA"},
    NCP_END,
};

static const ncp_field update_parameters[] = {
    NCP_TRUST_ANCHOR_ID,
    NCP_EXTERNAL_NAME(0),
    NCP_EXTERNAL_DESCRIPTION,
    {"source", NCP_OBJECT, .fields = changed_source, .doc = "certificate authority"},
    NCP_END,
};

/* Results. Only the page of get has nrn and notAfterDate. */

static const ncp_field ca[] = {
    {"caId",                NCP_INTEGER, .doc = "id of a Private CA"},
    {"nrn",                 NCP_STRING,  .doc = "resource name of a Private CA"},
    {"x509CertificateData", NCP_STRING,  .doc = "certificate of the CA"},
    {"notAfterDate",        NCP_STRING,  .doc = "time at which the CA's certificate expires"},
    NCP_END,
};

static const ncp_field source[] = {
    {"sourceType", NCP_STRING, .allowed = SOURCE_TYPES, .doc = "where the CA is from"},
    {"sourceData", NCP_OBJECT, .fields = ca, .doc = "the CA"},
    NCP_END,
};

#define FIELDS(FLAGS) \
    {"trustAnchorId",  NCP_STRING, .flags = (FLAGS), .doc = "trust anchor id"}, \
    {"trustAnchorNrn", NCP_STRING, .doc = "resource name"}, \
    {"name",           NCP_STRING, .doc = "name"}, \
    {"description",    NCP_STRING, .doc = "description"}, \
    NCP_ENABLED, \
    NCP_EXTERNAL_TIMES, \
    {"source",         NCP_OBJECT, .fields = source, .doc = "certificate authority"}

static const ncp_field result[] = {
    FIELDS(NCP_REQUIRED),
    NCP_END,
};

/* No page shows what update answers. */
static const ncp_field update_result[] = {
    FIELDS(0),
    NCP_END,
};

/* No page shows whether the list is a bare array, as its fields suggest, or a page as for profiles. */
static const ncp_operation operations[] = {
    {"list", "GET", "/api/v1/trust-anchors", NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = list_parameters, .result = result, .member = "content",
     .doc = "List trust anchors",
     .source = "management-subaccount-gettrustanchorlist"},

    {"get", "GET", "/api/v1/trust-anchors/{trustAnchorId}", NCP_IDEMPOTENT,
     .parameters = trust_anchor, .result = result,
     .doc = "Read a trust anchor with its CA",
     .source = "management-subaccount-gettrustanchors"},

    {"create", "POST", "/api/v1/trust-anchors", 0,
     .parameters = create_parameters, .result = result, .makes = "a trust anchor", .shown_by = "list",
     .doc = "Create a trust anchor",
     .source = "management-subaccount-posttrustanchors"},

    {"update", "PATCH", "/api/v1/trust-anchors/{trustAnchorId}", NCP_IDEMPOTENT,
     .parameters = update_parameters, .result = update_result,
     .doc = "Change what is given of a trust anchor",
     .source = "management-subaccount-patchtrustanchors"},

    {"delete", "DELETE", "/api/v1/trust-anchors/{trustAnchorId}", NCP_IDEMPOTENT,
     .parameters = trust_anchor, .result = result,
     .doc = "Delete a trust anchor, which is returned",
     .source = "management-subaccount-deletetrustanchors"},

    {"enable", "POST", "/api/v1/trust-anchors/{trustAnchorId}/enable", NCP_IDEMPOTENT,
     .parameters = trust_anchor, .result = result,
     .doc = "Enable a trust anchor",
     .source = "management-subaccount-enabletrustanchors"},

    {"disable", "POST", "/api/v1/trust-anchors/{trustAnchorId}/disable", NCP_IDEMPOTENT,
     .parameters = trust_anchor, .result = result,
     .doc = "Disable a trust anchor",
     .source = "management-subaccount-disabletrustanchors"},

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_trust_anchor = {
    .name = "trust_anchor",
    .service = "externalaccess",
    .operations = operations,
    .doc = "Trust anchors: certificate authorities whose certificates workloads elsewhere can show",
};
