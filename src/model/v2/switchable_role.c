#include "v2.h"

/* clang-format off */

#define DENIED {.status = 403, .word = "AccessDenied", .name = "Only a sub account's key may call this"}
#define NOT_REGISTERED V2_NOT_FOUND("The role is not in the list")

static const ncp_documented_error list_errors[] = {
    V2_FORBIDDEN,
    DENIED,
    NCP_END,
};

static const ncp_documented_error add_errors[] = {
    V2_STANDARD,
    DENIED,
    NCP_END,
};

static const ncp_documented_error entry_errors[] = {
    V2_STANDARD,
    DENIED,
    NOT_REGISTERED,
    NCP_END,
};

#define ROLE_ID {"roleId", NCP_STRING, NCP_IN_PATH, NCP_ARGUMENT, .doc = "role id"}
#define SHOWN_AS \
    {"displayName", NCP_STRING, .flags = NCP_REQUIRED, .min = 3, .max = 30, \
     .characters = "A-Za-z0-9._-", .first = "A-Za-z", .doc = "name under which it is listed"}, \
    {"description", NCP_STRING, .max = 300, .doc = "description"}

static const ncp_field role[] = {
    ROLE_ID,
    NCP_END,
};

static const ncp_field add_parameters[] = {
    {"roleNrn", NCP_STRING, .flags = NCP_REQUIRED, .min = 1, .max = 128,
     .doc = "resource name of a role of type Account"},
    SHOWN_AS,
    NCP_END,
};

static const ncp_field update_parameters[] = {
    ROLE_ID,
    SHOWN_AS,
    NCP_END,
};

static const ncp_field remove_many_parameters[] = {
    V2_IDS("roleIds", 100, "roleNrns", "role ids, each once"),
    NCP_END,
};

#define ENTRY(FLAGS) \
    {"roleId",      NCP_STRING,  .was = "roleNo", .doc = "role id"}, \
    {"roleNrn",     NCP_STRING,  .flags = (FLAGS), .doc = "resource name of the role"}, \
    {"displayName", NCP_STRING,  .doc = "name under which it is listed"}, \
    {"description", NCP_STRING,  .doc = "description"}, \
    {"switched",    NCP_BOOLEAN, .was = "isCurrentRole", .doc = "true when switched into now"}

static const ncp_field entry[] = {
    ENTRY(NCP_REQUIRED),
    NCP_END,
};

/* That there is an answer was not readable on the pages. */
static const ncp_field changed_entry[] = {
    ENTRY(0),
    NCP_END,
};

#define ROLES "/api/v2/switchable-roles"

/* The list has a role once, so adding it again changes nothing. */
static const ncp_operation operations[] = {
    {"list", "GET", ROLES, NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = ncp_none, .result = entry, .member = "switchableRoles", .errors = list_errors,
     .doc = "List the roles into which the calling sub account can switch",
     .source = V2_PAGE_OF("role", "listswitchableroles")},

    {"get", "GET", ROLES "/{roleId}", NCP_IDEMPOTENT,
     .parameters = role, .result = entry, .errors = entry_errors,
     .instead = "switchable_role.list has them all",
     .doc = "Read one of the roles into which the calling sub account can switch",
     .source = V2_PAGE_OF("role", "getswitchablerole")},

    {"add", "POST", ROLES, NCP_IDEMPOTENT,
     .parameters = add_parameters, .result = changed_entry, .errors = add_errors,
     .doc = "Add a role to the calling sub account's list",
     .source = V2_PAGE_OF("role", "createswitchablerole")},

    {"update", "PUT", ROLES "/{roleId}", NCP_IDEMPOTENT,
     .parameters = update_parameters, .result = changed_entry, .errors = entry_errors,
     .doc = "Change how a role is shown in the calling sub account's list; a description left out is cleared",
     .source = V2_PAGE_OF("role", "updateswitchablerole")},

    {"remove", "DELETE", ROLES "/{roleId}", NCP_IDEMPOTENT,
     .parameters = role, .result = ncp_none, .errors = entry_errors,
     .doc = "Remove a role from the calling sub account's list",
     .source = V2_PAGE_OF("role", "deleteswitchablerole")},

    {"remove_many", "POST", ROLES "/batch-delete", NCP_IDEMPOTENT | NCP_BATCH,
     .parameters = remove_many_parameters, .result = ncp_none, .errors = entry_errors, .counterpart = "remove",
     .doc = "Remove roles from the calling sub account's list, all or none",
     .source = V2_PAGE_OF("role", "deleteswitchableroles")},

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_v2_switchable_role = {
    .name = "switchable_role",
    .api = "v2",
    .service = "subaccount",
    .operations = operations,
    .doc = "Roles into which a sub account can switch; only its own keys may call these",
};
