#ifndef NCP_MODEL_V2_H
#define NCP_MODEL_V2_H

#include "rows.h"

/* What the rows of version 2 share. Facts that the vendor's pages leave open are decided
 * here in the widest form; docs/emulator.md lists them as assumed. */

/* Envelopes of the paged lists: pageNo, pageSize, totalElements, totalPages, and the list under its name. */
extern const ncp_paging ncp_v2_sub_accounts;
extern const ncp_paging ncp_v2_groups;
extern const ncp_paging ncp_v2_policies;
extern const ncp_paging ncp_v2_roles;
extern const ncp_paging ncp_v2_tags;
extern const ncp_paging ncp_v2_resources;

/* Elements of lists and maps. */
extern const ncp_field ncp_v2_address;
extern const ncp_field ncp_v2_source;
extern const ncp_field ncp_v2_held_source; /* as it is answered */
extern const ncp_field ncp_v2_tag_value;
extern const ncp_field ncp_v2_tag_sort;
extern const ncp_field ncp_v2_policy_summary;

/* Errors that all operations share, and those of what a path names. */
extern const ncp_documented_error ncp_v2_errors[];
extern const ncp_documented_error ncp_v2_no_account[];
extern const ncp_documented_error ncp_v2_no_group[];
extern const ncp_documented_error ncp_v2_no_policy[];
extern const ncp_documented_error ncp_v2_no_role[];

/* clang-format off */

#define V2_BAD_REQUEST {.status = 400, .word = "BadRequest", .name = "A field is missing or wrong"}
#define V2_LIMIT_EXCEEDED(WHAT) {.status = 400, .word = "LimitExceeded", .name = (WHAT)}
#define V2_FORBIDDEN \
    {.status = 403, .word = "Forbidden", .name = "No permission; also where the resource does not exist"}
#define V2_NO_ACCOUNT {.status = 404, .word = "SubAccountNotFound", .name = "Sub account does not exist"}
#define V2_NO_ROLE    {.status = 404, .word = "RoleNotFound", .name = "Role does not exist"}
#define V2_NOT_FOUND(WHAT) {.status = 404, .word = "NotFound", .name = (WHAT)}
#define V2_STANDARD V2_BAD_REQUEST, V2_FORBIDDEN

#define V2_PAGE \
    {"pageNo", NCP_INTEGER, NCP_IN_QUERY, .was = "page", .doc = "page number from 0; 0 when left out"}, \
    {"pageSize", NCP_INTEGER, NCP_IN_QUERY, .min = 1, .max = 100, .was = "size", \
     .doc = "rows per page; 20 when left out"}

/* ITEM allows the properties, each with both directions. */
#define V2_SORT(ITEM, DEFAULT) \
    {"sort", NCP_LIST, NCP_IN_QUERY, NCP_REPEATED, .min = 1, .item = &(ITEM), \
     .doc = "order, the first counting most; " DEFAULT " when left out"}
#define V2_ORDERS(PROPERTY) PROPERTY ",asc|" PROPERTY ",desc"

/* Ids of a batch, which is carried out as a whole or not at all. */
#define V2_IDS(NAME, MOST, WAS, WHAT) \
    {NAME, NCP_LIST, .flags = NCP_ARGUMENT, .min = 1, .max = (MOST), .item = &ncp_id, .was = (WAS), .doc = (WHAT)}
#define V2_POLICY_IDS V2_IDS("policyIds", 10, "policyIdList", "policy ids, each once")

#define V2_TAGS {"tags", NCP_MAP, .max = 20, .item = &ncp_v2_tag_value, .doc = "tag values by tag key"}

#define V2_CREATED {"createdDateTime", NCP_STRING, .was = "createTime", .doc = "time of creation, ISO 8601, UTC"}
#define V2_UPDATED \
    {"updatedDateTime", NCP_STRING, .was = "modifiedTime", .doc = "time of the last change, ISO 8601, UTC"}

#define V2_POLICY_SUMMARY(FLAGS) \
    {"policyId",    NCP_STRING, .flags = (FLAGS), .doc = "policy id"}, \
    {"policyName",  NCP_STRING, .doc = "policy name"}, \
    {"policyType",  NCP_STRING, .allowed = "SYSTEM_MANAGED|USER_CREATED", .doc = "by the vendor or a user"}, \
    {"description", NCP_STRING, .was = "policyDesc", .doc = "description"}, \
    {"nrn",         NCP_STRING, .doc = "resource name"}

#define V2_TAG_PARAMETERS \
    {"tagKey",   NCP_STRING, .flags = NCP_ARGUMENT, .min = 1, .doc = "tag key"}, \
    {"tagValue", NCP_STRING, .flags = NCP_ARGUMENT, .min = 1, .max = 256, .doc = "tag value"}

#define V2_TAG_LIST V2_PAGE, V2_SORT(ncp_v2_tag_sort, "tagKey,asc")

/* The three tag operations of a noun below PATH. OWNER are the parameters that fill the path
 * and V2_TAG_LIST, TAG those and V2_TAG_PARAMETERS; the last three are the vendor's pages. */
#define V2_TAG_OPERATIONS(NOUN, PATH, OWNER, TAG, ERRORS, LIST, ADD, REMOVE) \
    {"list_tags", "GET", PATH "/tags", NCP_IDEMPOTENT, \
     .parameters = (OWNER), .result = ncp_tags, .paging = &ncp_v2_tags, .errors = (ERRORS), \
     .doc = "List the tags of a " NOUN ", one page at a time", .source = (LIST)}, \
\
    {"add_tag", "POST", PATH "/add-tags", NCP_IDEMPOTENT, \
     .parameters = (TAG), .result = ncp_none, .errors = (ERRORS), \
     .doc = "Add a tag to a " NOUN, .source = (ADD)}, \
\
    {"remove_tag", "POST", PATH "/remove-tags", NCP_IDEMPOTENT, \
     .parameters = (TAG), .result = ncp_none, .errors = (ERRORS), \
     .doc = "Remove a tag from a " NOUN, .source = (REMOVE)}

/* Pages of the reference. Of some operations only the page of the government site was seen; of
 * some none, and the overview stands for it. */
#define V2_PAGE_OF(TAG, OPERATION) "pub-iam-v2-" TAG "-" OPERATION
#define V2_GOV_PAGE_OF(TAG, OPERATION) "gov-iam-v2-" TAG "-" OPERATION
#define V2_OVERVIEW "pub-iam-v2-overview"

/* clang-format on */

#endif
