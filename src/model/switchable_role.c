#include "rows.h"

/* clang-format off */

static const ncp_field list_parameters[] = {
    NCP_SEARCH("nrn|roleDisplayName"),
    NCP_END,
};

/* The pages disagree on how long a display name may be. */
static const ncp_field entry_parameters[] = {
    {"roleNrn",     NCP_STRING, .flags = NCP_REQUIRED, .doc = "resource name of a role of type Account"},
    {"displayName", NCP_STRING, .flags = NCP_REQUIRED, .doc = "name under which it is listed"},
    {"description", NCP_STRING, .flags = NCP_BYTES, .max = 300, .doc = "description"},
    NCP_END,
};

/* The table of the page puts the list into an object; its examples have the bare list. */
static const ncp_field remove_parameters[] = {
    {"roleNrns", NCP_LIST, .flags = NCP_ARGUMENT | NCP_WHOLE_BODY, .min = 1, .item = &ncp_id,
     .doc = "resource names of roles"},
    NCP_END,
};

static const ncp_field entry[] = {
    {"roleNo",        NCP_STRING,  .doc = "role id"},
    {"roleNrn",       NCP_STRING,  .flags = NCP_REQUIRED, .doc = "resource name of the role"},
    {"displayName",   NCP_STRING,  .doc = "name under which it is listed"},
    {"description",   NCP_STRING,  .doc = "description"},
    {"isCurrentRole", NCP_BOOLEAN, .doc = "true when switched into now"},
    NCP_END,
};

static const ncp_field success_nrn[] = {
    NCP_SUCCESS,
    {"id",      NCP_STRING, .doc = "resource name of the role"},
    {"message", NCP_STRING, .doc = "why it failed"},
    NCP_END,
};

/* The list has a role once, so adding it again changes nothing. */
static const ncp_operation operations[] = {
    {"list", "GET", "/api/v1/switchable-roles", NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = list_parameters, .result = entry,
     .doc = "List the roles into which the calling sub account can switch",
     .source = "management-subaccount-switchablerole-get"},

    {"add", "POST", "/api/v1/switchable-roles", NCP_IDEMPOTENT,
     .parameters = entry_parameters, .result = success_nrn,
     .doc = "Add a role to the calling sub account's list",
     .source = "management-subaccount-switchablerole-post"},

    {"update", "PUT", "/api/v1/switchable-roles", NCP_IDEMPOTENT,
     .parameters = entry_parameters, .result = success_nrn,
     .doc = "Change how a role is shown in the calling sub account's list",
     .source = "management-subaccount-switchablerole-put"},

    {"remove", "DELETE", "/api/v1/switchable-roles", NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = remove_parameters, .result = ncp_success_each, .counterpart = "remove_many",
     .doc = "Remove roles from the calling sub account's list",
     .source = "management-subaccount-switchablerole-delete"},

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_switchable_role = {
    .name = "switchable_role",
    .api = "v1",
    .service = "subaccount",
    .operations = operations,
    .doc = "Roles into which a sub account can switch; only its own keys may call these",
};
