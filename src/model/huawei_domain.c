#include "huawei.h"

/* clang-format off */

static const ncp_documented_error errors[] = {
    NCP_HUAWEI_REFUSALS,
    NCP_HUAWEI_INTERNAL,
    NCP_HUAWEI_UNAVAILABLE,
    NCP_END,
};

static const ncp_field links[] = {
    {"self", NCP_STRING, .doc = "address of the account"},
    NCP_END,
};

static const ncp_field domain[] = {
    {"id",          NCP_STRING,  .flags = NCP_REQUIRED, .doc = "account id, which signed calls carry"},
    {"name",        NCP_STRING,  .doc = "account name"},
    {"enabled",     NCP_BOOLEAN, .doc = "true when enabled"},
    {"description", NCP_STRING,  .doc = "description"},
    {"links",       NCP_OBJECT,  .fields = links, .doc = "addresses"},
    NCP_END,
};

static const ncp_operation operations[] = {
    {"list", "GET", "/v3/auth/domains", NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = ncp_none, .result = domain, .member = "domains", .errors = errors,
     .doc = "List the accounts that the caller has access to",
     .source = "tenant_management/querying_the_list_of_domains_accessible_to_users"},

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_huawei_domain = {
    .name = "huawei.domain",
    .cloud = "huawei",
    .service = "iam",
    .operations = operations,
    .doc = "Accounts, which hold users and projects",
};
