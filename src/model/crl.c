#include "external.h"

/* clang-format off */

#define CRL_ID {"crlId", NCP_STRING, NCP_IN_PATH, NCP_ARGUMENT, .doc = "revocation list id"}
#define NAME(FLAGS) {"name", NCP_STRING, .flags = (FLAGS), .min = 3, .max = 15, .doc = "name"}
#define DATA(FLAGS) {"crlData", NCP_STRING, .flags = (FLAGS), .doc = "binary revocation list in Base64"}

static const ncp_field trust_anchor[] = {
    NCP_TRUST_ANCHOR_ID,
    NCP_END,
};

static const ncp_field crl[] = {
    NCP_TRUST_ANCHOR_ID,
    CRL_ID,
    NCP_END,
};

/* The example of the page has enable; its table, and all answers, have enabled. */
static const ncp_field create_parameters[] = {
    NCP_TRUST_ANCHOR_ID,
    NAME(NCP_REQUIRED),
    DATA(NCP_REQUIRED),
    NCP_ENABLE_AT_ONCE,
    NCP_END,
};

static const ncp_field update_parameters[] = {
    NCP_TRUST_ANCHOR_ID,
    CRL_ID,
    NAME(0),
    DATA(0),
    NCP_END,
};

static const ncp_field result[] = {
    {"crlId",          NCP_STRING, .flags = NCP_REQUIRED, .doc = "revocation list id"},
    {"crlNrn",         NCP_STRING, .doc = "resource name"},
    {"crlData",        NCP_STRING, .doc = "binary revocation list in Base64"},
    NCP_ENABLED,
    {"name",           NCP_STRING, .doc = "name"},
    {"trustAnchorNrn", NCP_STRING, .doc = "resource name of the trust anchor"},
    NCP_EXTERNAL_TIMES,
    NCP_END,
};

static const ncp_operation operations[] = {
    {"list", "GET", "/api/v1/trust-anchors/{trustAnchorId}/crls", NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = trust_anchor, .result = result,
     .doc = "List the certificate revocation lists of a trust anchor",
     .source = "management-subaccount-getcrllist"},

    {"get", "GET", "/api/v1/trust-anchors/{trustAnchorId}/crls/{crlId}", NCP_IDEMPOTENT,
     .parameters = crl, .result = result,
     .doc = "Read a certificate revocation list",
     .source = "management-subaccount-getcrls"},

    {"create", "POST", "/api/v1/trust-anchors/{trustAnchorId}/crls", 0,
     .parameters = create_parameters, .result = result, .makes = "a revocation list", .shown_by = "list",
     .doc = "Create a certificate revocation list",
     .source = "management-subaccount-postcrls"},

    {"update", "PATCH", "/api/v1/trust-anchors/{trustAnchorId}/crls/{crlId}", NCP_IDEMPOTENT,
     .parameters = update_parameters, .result = result,
     .doc = "Change what is given of a certificate revocation list",
     .source = "management-subaccount-patchcrls"},

    {"delete", "DELETE", "/api/v1/trust-anchors/{trustAnchorId}/crls/{crlId}", NCP_IDEMPOTENT,
     .parameters = crl, .result = ncp_success,
     .doc = "Delete a certificate revocation list",
     .source = "management-subaccount-deletecrls"},

    {"enable", "POST", "/api/v1/trust-anchors/{trustAnchorId}/crls/{crlId}/enable", NCP_IDEMPOTENT,
     .parameters = crl, .result = result,
     .doc = "Enable a certificate revocation list",
     .source = "management-subaccount-enablecrls"},

    {"disable", "POST", "/api/v1/trust-anchors/{trustAnchorId}/crls/{crlId}/disable", NCP_IDEMPOTENT,
     .parameters = crl, .result = result,
     .doc = "Disable a certificate revocation list",
     .source = "management-subaccount-disablecrls"},

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_crl = {
    .name = "crl",
    .service = "externalaccess",
    .operations = operations,
    .doc = "Certificate revocation lists of a trust anchor",
};
