#include "rows.h"

/* clang-format off */

#define GROUP_ID {"groupId", NCP_STRING, NCP_IN_PATH, NCP_ARGUMENT, .doc = "group id"}
#define GROUP_NAME {"groupName", NCP_STRING, .flags = NCP_REQUIRED, .min = 3, .max = 30, .doc = "group name"}

static const ncp_documented_error no_group[] = {
    {400, 30, .name = "Group does not exist"},
    NCP_END,
};

static const ncp_field group[] = {
    GROUP_ID,
    NCP_END,
};

static const ncp_field list_parameters[] = {
    NCP_PAGE("10"),
    NCP_END,
};

static const ncp_field create_parameters[] = {
    GROUP_NAME,
    NCP_TAG_MAP,
    NCP_END,
};

static const ncp_field update_parameters[] = {
    GROUP_ID,
    GROUP_NAME,
    NCP_END,
};

static const ncp_field members_parameters[] = {
    GROUP_ID,
    {"subAccountIdList", NCP_LIST, .flags = NCP_ARGUMENT, .item = &ncp_id, .doc = "sub account ids"},
    NCP_END,
};

static const ncp_field policies_parameters[] = {
    GROUP_ID,
    NCP_POLICY_IDS,
    NCP_END,
};

static const ncp_field tag_parameters[] = {
    GROUP_ID,
    NCP_TAG,
    NCP_END,
};

static const ncp_field list_result[] = {
    {"groupId",   NCP_STRING, .flags = NCP_REQUIRED, .doc = "group id"},
    {"groupName", NCP_STRING, .doc = "group name"},
    {"nrn",       NCP_STRING, .doc = "resource name"},
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

static const ncp_field get_result[] = {
    {"groupId",     NCP_STRING, .flags = NCP_REQUIRED, .doc = "group id"},
    {"groupName",   NCP_STRING, .doc = "group name"},
    {"subAccounts", NCP_LIST,   .item = &member, .doc = "sub accounts in the group"},
    {"policies",    NCP_LIST,   .item = &ncp_attached_policy, .doc = "policies attached to the group"},
    {"nrn",         NCP_STRING, .doc = "resource name"},
    NCP_END,
};

static const ncp_field create_result[] = {
    NCP_SUCCESS,
    {"id", NCP_STRING, .flags = NCP_REQUIRED, .doc = "id of the new group"},
    NCP_END,
};

static const ncp_operation operations[] = {
    {"list", "GET", "/api/v1/groups", NCP_IDEMPOTENT,
     .parameters = list_parameters, .result = list_result, .paging = &ncp_paging_items, .most = 300,
     .doc = "List groups, one page at a time",
     .source = "management-subaccount-getgroups"},

    {"get", "GET", "/api/v1/groups/{groupId}", NCP_IDEMPOTENT,
     .parameters = group, .result = get_result,
     .doc = "Read a group with its sub accounts and policies",
     .source = "management-subaccount-getgroup"},

    {"create", "POST", "/api/v1/groups", 0,
     .parameters = create_parameters, .result = create_result, .makes = "a group", .shown_by = "list",
     .doc = "Create a group, of which there can be 300",
     .source = "management-subaccount-creategroup"},

    {"update", "PUT", "/api/v1/groups/{groupId}", NCP_IDEMPOTENT,
     .parameters = update_parameters, .result = ncp_success,
     .doc = "Rename a group",
     .source = "management-subaccount-putgroup"},

    {"delete", "DELETE", "/api/v1/groups/{groupId}", NCP_IDEMPOTENT,
     .parameters = group, .result = ncp_success,
     .doc = "Delete a group",
     .source = "management-subaccount-deletegroup"},

    {"add_members", "POST", "/api/v1/groups/{groupId}/sub-accounts", NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = members_parameters, .result = ncp_success_each, .errors = no_group,
     .doc = "Add sub accounts to a group; each can be in ten groups",
     .source = "management-subaccount-attachsubaccounttogroup"},

    {"remove_members", "DELETE", "/api/v1/groups/{groupId}/sub-accounts", NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = members_parameters, .result = ncp_success_each, .errors = no_group,
     .doc = "Remove sub accounts from a group",
     .source = "management-subaccount-detachsubaccountfromgroup"},

    {"attach_policies", "POST", "/api/v1/groups/{groupId}/policies", NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = policies_parameters, .result = ncp_success_each, .errors = no_group,
     .doc = "Attach policies to a group",
     .source = "management-subaccount-attachpolicytogroup"},

    {"detach_policies", "DELETE", "/api/v1/groups/{groupId}/policies", NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = policies_parameters, .result = ncp_success_each,
     .doc = "Detach policies from a group",
     .source = "management-subaccount-detachpolicyfromgroup"},

    NCP_TAG_OPERATIONS("group", "/api/v1/groups/{groupId}", group, tag_parameters, NULL),

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_group = {
    .name = "group",
    .api = "v1",
    .service = "subaccount",
    .operations = operations,
    .doc = "Groups of sub accounts",
};
