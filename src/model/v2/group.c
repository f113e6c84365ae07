#include "v2.h"

/* clang-format off */

#define GROUP_ID {"groupId", NCP_STRING, NCP_IN_PATH, NCP_ARGUMENT, .doc = "group id"}
#define GROUP_NAME(FLAGS) \
    {"groupName", NCP_STRING, .flags = (FLAGS), .min = 3, .max = 30, .doc = "group name"}

static const ncp_documented_error batch_errors[] = {
    V2_STANDARD,
    V2_LIMIT_EXCEEDED("A sub account may be in ten groups, a group may have ten policies"),
    V2_NOT_FOUND("Group, or one of the ids, does not exist"),
    NCP_END,
};

static const ncp_field sort = {
    .type = NCP_STRING,
    .allowed = V2_ORDERS("groupName") "|" V2_ORDERS("createdDateTime") "|" V2_ORDERS("updatedDateTime"),
};

static const ncp_field group[] = {
    GROUP_ID,
    NCP_END,
};

static const ncp_field list_parameters[] = {
    V2_PAGE,
    V2_SORT(sort, "createdDateTime,desc"),
    NCP_END,
};

static const ncp_field create_parameters[] = {
    GROUP_NAME(NCP_REQUIRED),
    V2_TAGS,
    NCP_END,
};

static const ncp_field update_parameters[] = {
    GROUP_ID,
    GROUP_NAME(0),
    NCP_END,
};

static const ncp_field members_parameters[] = {
    GROUP_ID,
    V2_IDS("subAccountIds", 100, "subAccountIdList", "sub account ids, each once"),
    NCP_END,
};

static const ncp_field policies_parameters[] = {
    GROUP_ID,
    V2_POLICY_IDS,
    NCP_END,
};

static const ncp_field list_tags_parameters[] = {
    GROUP_ID,
    V2_TAG_LIST,
    NCP_END,
};

static const ncp_field tag_parameters[] = {
    GROUP_ID,
    V2_TAG_PARAMETERS,
    NCP_END,
};

#define GROUP_FIELDS \
    {"groupId",   NCP_STRING, .flags = NCP_REQUIRED, .doc = "group id"}, \
    {"groupName", NCP_STRING, .flags = NCP_REQUIRED, .doc = "group name"}, \
    {"nrn",       NCP_STRING, .doc = "resource name"}, \
    V2_CREATED, \
    V2_UPDATED

static const ncp_field list_result[] = {
    GROUP_FIELDS,
    NCP_END,
};

static const ncp_field member_fields[] = {
    {"subAccountId", NCP_STRING, .flags = NCP_REQUIRED, .doc = "sub account id"},
    {"loginId",      NCP_STRING, .doc = "login ID"},
    {"name",         NCP_STRING, .doc = "user name"},
    {"nrn",          NCP_STRING, .doc = "resource name"},
    NCP_END,
};
static const ncp_field member = {.type = NCP_OBJECT, .fields = member_fields};

static const ncp_field group_result[] = {
    GROUP_FIELDS,
    {"subAccounts", NCP_LIST, .item = &member, .doc = "sub accounts in the group"},
    {"policies",    NCP_LIST, .item = &ncp_v2_policy_summary, .doc = "policies attached to the group"},
    NCP_END,
};

#define GROUP "/api/v2/groups/{groupId}"

static const ncp_operation operations[] = {
    {"list", "GET", "/api/v2/groups", NCP_IDEMPOTENT,
     .parameters = list_parameters, .result = list_result, .paging = &ncp_v2_groups, .errors = ncp_v2_errors,
     .doc = "List groups, one page at a time",
     .source = V2_PAGE_OF("group", "listgroups")},

    {"get", "GET", GROUP, NCP_IDEMPOTENT,
     .parameters = group, .result = group_result, .errors = ncp_v2_no_group,
     .doc = "Read a group with its sub accounts and policies",
     .source = V2_PAGE_OF("group", "getgroup")},

    {"create", "POST", "/api/v2/groups", 0,
     .parameters = create_parameters, .result = group_result, .errors = ncp_v2_errors,
     .makes = "a group", .shown_by = "list",
     .doc = "Create a group",
     .source = V2_PAGE_OF("group", "creategroup")},

    {"update", "PATCH", GROUP, NCP_IDEMPOTENT,
     .parameters = update_parameters, .result = group_result, .errors = ncp_v2_no_group,
     .doc = "Rename a group",
     .source = V2_PAGE_OF("group", "updategroup")},

    {"delete", "DELETE", GROUP, NCP_IDEMPOTENT,
     .parameters = group, .result = ncp_none, .errors = ncp_v2_no_group,
     .doc = "Delete a group",
     .source = V2_GOV_PAGE_OF("group", "deletegroup")},

    {"add_members", "POST", GROUP "/attach-sub-accounts", NCP_IDEMPOTENT | NCP_BATCH,
     .parameters = members_parameters, .result = ncp_none, .errors = batch_errors,
     .doc = "Add sub accounts to a group, all or none; each can be in ten groups",
     .source = V2_PAGE_OF("group", "attachgroupsubaccounts")},

    {"remove_members", "POST", GROUP "/detach-sub-accounts", NCP_IDEMPOTENT | NCP_BATCH,
     .parameters = members_parameters, .result = ncp_none, .errors = batch_errors,
     .doc = "Remove sub accounts from a group, all or none",
     .source = V2_GOV_PAGE_OF("group", "detachgroupsubaccounts")},

    {"attach_policies", "POST", GROUP "/attach-policies", NCP_IDEMPOTENT | NCP_BATCH,
     .parameters = policies_parameters, .result = ncp_none, .errors = batch_errors,
     .doc = "Attach policies to a group, all or none",
     .source = V2_GOV_PAGE_OF("group", "attachgrouppolicies")},

    {"detach_policies", "POST", GROUP "/detach-policies", NCP_IDEMPOTENT | NCP_BATCH,
     .parameters = policies_parameters, .result = ncp_none, .errors = batch_errors,
     .doc = "Detach policies from a group, all or none",
     .source = V2_GOV_PAGE_OF("group", "detachgrouppolicies")},

    V2_TAG_OPERATIONS("group", GROUP, list_tags_parameters, tag_parameters, ncp_v2_no_group,
                      V2_OVERVIEW, V2_GOV_PAGE_OF("group", "addgrouptag"), V2_OVERVIEW),

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_v2_group = {
    .name = "group",
    .api = "v2",
    .service = "subaccount",
    .operations = operations,
    .doc = "Groups of sub accounts",
};
