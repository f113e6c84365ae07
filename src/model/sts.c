#include "rows.h"

/* clang-format off */

static const ncp_documented_error create_errors[] = {
    {400, 400, .name = "durationSec is not between 600 and 43200"},
    {401, 401, .name = "One-time code is wrong"},
    {404, 404, .name = "Credential is invalid or has expired"},
    NCP_END,
};

/* The example of the page has durationSec in quotes; its table has a number. */
static const ncp_field create_parameters[] = {
    {"durationSec", NCP_INTEGER, .min = 600, .max = 43200,
     .doc = "seconds for which the credentials are good; 3600 when left out"},
    {"serialNumber", NCP_STRING, .doc = "resource name or serial number of the second factor"},
    {"tokenCode", NCP_INTEGER, .flags = NCP_SENSITIVE, .doc = "one-time code of the second factor"},
    NCP_END,
};

static const ncp_field credentials[] = {
    {"accessKey",  NCP_STRING,  .flags = NCP_REQUIRED, .doc = "temporary access key id"},
    {"keySecret",  NCP_STRING,  .flags = NCP_REQUIRED | NCP_SENSITIVE, .doc = "its secret key; shown only here"},
    {"createTime", NCP_STRING,  .doc = "time of creation, ISO 8601"},
    {"expireTime", NCP_STRING,  .flags = NCP_REQUIRED, .doc = "time of expiry, ISO 8601"},
    {"useMfa",     NCP_BOOLEAN, .doc = "true when a one-time code was given"},
    NCP_END,
};

/* Keys that are not temporary have the first two only. */
static const ncp_field own_keys[] = {
    {"accessKey",  NCP_STRING,  .flags = NCP_REQUIRED, .doc = "access key id of the keys in use"},
    {"createTime", NCP_STRING,  .doc = "time of creation, ISO 8601"},
    {"keySecret",  NCP_STRING,  .flags = NCP_SENSITIVE, .doc = "secret key, of temporary ones"},
    {"expireTime", NCP_STRING,  .doc = "time of expiry, ISO 8601, of temporary ones"},
    {"useMfa",     NCP_BOOLEAN, .doc = "true when a one-time code was given for them"},
    NCP_END,
};

static const ncp_operation operations[] = {
    {"get", "GET", "/api/v1/credentials", NCP_IDEMPOTENT,
     .parameters = ncp_none, .result = own_keys,
     .doc = "Read what the keys in use are",
     .source = "management-sts-getsts"},

    {"create", "POST", "/api/v1/credentials", 0,
     .parameters = create_parameters, .result = credentials, .errors = create_errors,
     .doc = "Create temporary credentials for the calling sub account",
     .source = "management-sts-creatests"},

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_sts = {
    .name = "sts",
    .service = "sts",
    .operations = operations,
    .doc = "Temporary credentials; only a sub account's key may call this",
};
