#include "v2.h"

/* clang-format off */

#define PAGING(LIST) \
    {.name = "plural", .page = "pageNo", .size = "pageSize", .items = (LIST), \
     .pages = "totalPages", .total = "totalElements"}

const ncp_paging ncp_v2_sub_accounts = PAGING("subAccounts");
const ncp_paging ncp_v2_groups       = PAGING("groups");
const ncp_paging ncp_v2_policies     = PAGING("policies");
const ncp_paging ncp_v2_roles        = PAGING("roles");
const ncp_paging ncp_v2_tags         = PAGING("tags");
const ncp_paging ncp_v2_resources    = PAGING("resources");

const ncp_field ncp_v2_address   = {.type = NCP_STRING, .min = 1, .doc = "IP address or range"};
const ncp_field ncp_v2_tag_value = {.type = NCP_STRING, .min = 1, .max = 256, .doc = "tag value"};
const ncp_field ncp_v2_tag_sort  = {.type = NCP_STRING, .allowed = V2_ORDERS("tagKey") "|" V2_ORDERS("tagValue")};

#define SOURCE_FIELDS(FLAGS) \
    {"type",   NCP_STRING, .flags = (FLAGS), .allowed = "IP|VPC|VPC_SERVER", .doc = "kind of source"}, \
    {"source", NCP_STRING, .flags = (FLAGS), .min = 1, \
     .doc = "address or range, VPC number, or server instance number"}

static const ncp_field source_fields[] = {
    SOURCE_FIELDS(NCP_REQUIRED),
    NCP_END,
};
const ncp_field ncp_v2_source = {.type = NCP_OBJECT, .fields = source_fields};

static const ncp_field held_source_fields[] = {
    SOURCE_FIELDS(0),
    NCP_END,
};
const ncp_field ncp_v2_held_source = {.type = NCP_OBJECT, .fields = held_source_fields};

static const ncp_field policy_summary[] = {
    V2_POLICY_SUMMARY(NCP_REQUIRED),
    NCP_END,
};
const ncp_field ncp_v2_policy_summary = {.type = NCP_OBJECT, .fields = policy_summary};

const ncp_documented_error ncp_v2_errors[] = {
    V2_STANDARD,
    NCP_END,
};

const ncp_documented_error ncp_v2_no_account[] = {
    V2_STANDARD,
    V2_NO_ACCOUNT,
    NCP_END,
};

const ncp_documented_error ncp_v2_no_group[] = {
    V2_STANDARD,
    V2_NOT_FOUND("Group does not exist"),
    NCP_END,
};

const ncp_documented_error ncp_v2_no_policy[] = {
    V2_STANDARD,
    V2_NOT_FOUND("Policy does not exist"),
    NCP_END,
};

const ncp_documented_error ncp_v2_no_role[] = {
    V2_STANDARD,
    V2_NO_ROLE,
    NCP_END,
};

/* clang-format on */
