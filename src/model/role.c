#include "rows.h"

/* clang-format off */

#define SESSION_SECONDS "600|1800|3600|10800"

#define ROLE_NO {"roleNo", NCP_STRING, NCP_IN_PATH, NCP_ARGUMENT, .doc = "role id"}
#define ROLE_TYPE \
    {"roleType", NCP_STRING, .flags = NCP_REQUIRED, .allowed = "Server|Account|Service", \
     .doc = "who takes the role: servers, sub accounts of an account, or a service"}
#define DESCRIPTION {"descCont", NCP_STRING, .flags = NCP_BYTES, .max = 300, .doc = "description"}
#define SESSION_EXPIRATION \
    {"sessionExpirationSec", NCP_INTEGER, .allowed = SESSION_SECONDS, \
     .required_if = {"roleType", "Account"}, .refused_if = {"roleType", "Server"}, \
     .doc = "seconds until a session expires"}

#define NO_ROLE {401, 30, .name = "Role number is wrong"}
#define WRONG_ROLE {400, 400, .name = "Role name or role type is missing or wrong, or the role name is taken"}
#define WRONG_SESSION {400, 9002, .name = "Session expiration is not allowed, or is given for a Server role"}
#define WRONG_NAME {400, 9010, .name = "Role name has a character that is not allowed"}

static const ncp_documented_error no_role[] = {
    NO_ROLE,
    NCP_END,
};

static const ncp_documented_error create_errors[] = {
    WRONG_ROLE,
    WRONG_SESSION,
    WRONG_NAME,
    {409, 9012, .name = "Maximum number of roles reached"},
    NCP_END,
};

static const ncp_documented_error update_errors[] = {
    NO_ROLE,
    WRONG_ROLE,
    WRONG_SESSION,
    WRONG_NAME,
    NCP_END,
};

static const ncp_documented_error add_entities_errors[] = {
    NO_ROLE,
    {404, 910, .name = "An entity does not fit the role type"},
    NCP_END,
};

static const ncp_documented_error tag_errors[] = {
    {404, 30, .name = "Role does not exist"},
    {500, 500, .name = "Internal Server Error"},
    NCP_END,
};

/* Parameters. */

static const ncp_field role[] = {
    ROLE_NO,
    NCP_END,
};

static const ncp_field list_parameters[] = {
    NCP_PAGE("10"),
    NCP_SEARCH("roleName|roleType|nrn"),
    NCP_END,
};

/* The pages disagree on how long a role name may be and on its characters. */
static const ncp_field create_parameters[] = {
    {"roleName", NCP_STRING, .flags = NCP_REQUIRED, .doc = "role name"},
    ROLE_TYPE,
    SESSION_EXPIRATION,
    DESCRIPTION,
    NCP_TAG_MAP,
    NCP_END,
};

static const ncp_field update_parameters[] = {
    ROLE_NO,
    ROLE_TYPE,
    {"roleName", NCP_STRING, .doc = "role name"},
    DESCRIPTION,
    SESSION_EXPIRATION,
    NCP_END,
};

static const ncp_field set_active_parameters[] = {
    ROLE_NO,
    {"active", NCP_BOOLEAN, NCP_IN_QUERY, NCP_ARGUMENT, .doc = "true to enable, false to disable"},
    NCP_END,
};

/* The table of the page puts the list into an object; its example has the bare list. */
static const ncp_field set_active_many_parameters[] = {
    {"roleNos", NCP_LIST, .flags = NCP_ARGUMENT | NCP_WHOLE_BODY, .min = 1, .item = &ncp_id,
     .doc = "role ids"},
    {"active",  NCP_BOOLEAN, NCP_IN_QUERY, NCP_ARGUMENT, .doc = "true to enable, false to disable"},
    NCP_END,
};

static const ncp_field policies_parameters[] = {
    ROLE_NO,
    NCP_POLICY_IDS,
    NCP_END,
};

static const ncp_field entity_to_add_fields[] = {
    {"type", NCP_STRING, .allowed = "Server|Service", .doc = "kind of entity: that of the role"},
    {"id",   NCP_STRING, .doc = "server instance id, or name of the service, such as ExternalAccess"},
    NCP_END,
};
static const ncp_field entity_to_add = {.type = NCP_OBJECT, .fields = entity_to_add_fields};

static const ncp_field add_entities_parameters[] = {
    ROLE_NO,
    {"roleEntityList", NCP_LIST, .flags = NCP_ARGUMENT, .item = &entity_to_add,
     .doc = "servers or a service"},
    NCP_END,
};

static const ncp_field remove_entities_parameters[] = {
    ROLE_NO,
    {"entityIdList", NCP_LIST, .flags = NCP_ARGUMENT, .item = &ncp_id,
     .doc = "server instance ids or names of services"},
    NCP_END,
};

static const ncp_field set_account_parameters[] = {
    ROLE_NO,
    {"isMyAccount", NCP_BOOLEAN, .flags = NCP_REQUIRED, .doc = "true: one's own account, false: another one"},
    {"accountName", NCP_STRING, .required_if = {"isMyAccount", "false"}, .doc = "name of the other account"},
    {"loginId",     NCP_STRING, .required_if = {"isMyAccount", "false"}, .doc = "login ID of that account"},
    NCP_END,
};

static const ncp_field tag_parameters[] = {
    ROLE_NO,
    NCP_TAG,
    NCP_END,
};

/* Results. Roles of further types can be read, but not made here. */

#define ROLE_FIELDS \
    {"nrn",                  NCP_STRING,  .doc = "resource name"}, \
    {"roleNo",               NCP_STRING,  .flags = NCP_REQUIRED, .doc = "role id"}, \
    {"roleName",             NCP_STRING,  .doc = "role name"}, \
    {"roleType",             NCP_STRING,  .doc = "who takes the role: Server, Account, Service or others"}, \
    {"sessionExpirationSec", NCP_INTEGER, .allowed = SESSION_SECONDS, \
     .doc = "seconds until a session expires"}, \
    {"descCont",             NCP_STRING,  .doc = "description"}, \
    {"active",               NCP_BOOLEAN, .doc = "true when enabled"}, \
    {"createTime",           NCP_STRING,  .doc = "time of creation, ISO 8601"}, \
    {"modifiedTime",         NCP_STRING,  .doc = "time of the last change, ISO 8601"}, \
    {"lastUseTime",          NCP_STRING,  .doc = "time of the last use, ISO 8601"}

static const ncp_field list_result[] = {
    ROLE_FIELDS,
    NCP_END,
};

static const ncp_field entity_fields[] = {
    {"type", NCP_STRING, .doc = "kind of entity: Server, Account or Service"},
    {"id",   NCP_STRING, .doc = "id or name of the entity"},
    NCP_END,
};
static const ncp_field entity = {.type = NCP_OBJECT, .fields = entity_fields};

static const ncp_field get_result[] = {
    ROLE_FIELDS,
    {"policies", NCP_LIST, .item = &ncp_attached_policy, .doc = "policies attached to the role"},
    {"entities", NCP_LIST, .item = &entity, .doc = "what has the role"},
    NCP_END,
};

static const ncp_field create_result[] = {
    NCP_SUCCESS,
    {"id", NCP_STRING, .flags = NCP_REQUIRED, .doc = "id of the new role"},
    NCP_END,
};

static const ncp_field account[] = {
    {"isMyAccount", NCP_BOOLEAN, .doc = "true: one's own account, false: another one; missing while none is set"},
    {"accountName", NCP_STRING,  .doc = "name of the account"},
    {"loginId",     NCP_STRING,  .doc = "login ID of the account"},
    NCP_END,
};

/* The tables of the pages on tags have /api/v1/{roleNo}/tags, their examples the path used here. A role has
 * one account, so setting it again changes nothing. */
static const ncp_operation operations[] = {
    {"list", "GET", "/api/v1/roles", NCP_IDEMPOTENT,
     .parameters = list_parameters, .result = list_result, .paging = &ncp_paging_items,
     .doc = "List roles, one page at a time",
     .source = "management-subaccount-getroles"},

    {"get", "GET", "/api/v1/roles/{roleNo}", NCP_IDEMPOTENT,
     .parameters = role, .result = get_result,
     .doc = "Read a role with its policies and what has the role",
     .source = "management-subaccount-getrole"},

    {"create", "POST", "/api/v1/roles", 0,
     .parameters = create_parameters, .result = create_result, .errors = create_errors,
     .makes = "a role", .shown_by = "list",
     .doc = "Create a role, which allows nothing until policies are attached",
     .source = "management-subaccount-createrole"},

    {"update", "PUT", "/api/v1/roles/{roleNo}", NCP_IDEMPOTENT,
     .parameters = update_parameters, .result = ncp_success, .errors = update_errors,
     .doc = "Change a role, except for its type",
     .source = "management-subaccount-updaterole"},

    {"delete", "DELETE", "/api/v1/roles/{roleNo}", NCP_IDEMPOTENT,
     .parameters = role, .result = ncp_success, .errors = no_role,
     .doc = "Delete a role; one of type Service should be released in its service before",
     .source = "management-subaccount-deleterole"},

    {"set_active", "PUT", "/api/v1/roles/{roleNo}/enable", NCP_IDEMPOTENT,
     .parameters = set_active_parameters, .result = ncp_success,
     .doc = "Enable or disable a role; disabling stops keys and sessions that come from it",
     .source = "management-subaccount-suspendrole"},

    {"set_active_many", "PUT", "/api/v1/roles", NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = set_active_many_parameters, .result = ncp_success_each,
     .doc = "Enable or disable roles; disabling stops keys and sessions that come from them",
     .source = "management-subaccount-suspendroles"},

    {"attach_policies", "POST", "/api/v1/roles/{roleNo}/policies", NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = policies_parameters, .result = ncp_success_each, .errors = no_role,
     .doc = "Attach policies to a role",
     .source = "management-subaccount-attachpolicytorole"},

    {"detach_policies", "DELETE", "/api/v1/roles/{roleNo}/policies", NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = policies_parameters, .result = ncp_success_each, .errors = no_role,
     .doc = "Detach policies from a role",
     .source = "management-subaccount-detachpolicyfromrole"},

    {"add_entities", "POST", "/api/v1/roles/{roleNo}/entities", NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = add_entities_parameters, .result = ncp_success_each, .errors = add_entities_errors,
     .doc = "Give a role of type Server or Service to servers or a service",
     .source = "management-subaccount-attachentitytorole01"},

    {"remove_entities", "DELETE", "/api/v1/roles/{roleNo}/entities", NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = remove_entities_parameters, .result = ncp_success_each, .errors = no_role,
     .doc = "Take a role of type Server or Service from servers or a service",
     .source = "management-subaccount-detachentityfromrole01"},

    {"get_account", "GET", "/api/v1/roles/{roleNo}/entities/account", NCP_IDEMPOTENT,
     .parameters = role, .result = account, .instead = "role.get has the account among the entities",
     .doc = "Read which account's sub accounts can switch into a role of type Account",
     .source = "management-subaccount-gettargetaccount"},

    {"set_account", "POST", "/api/v1/roles/{roleNo}/entities/account", NCP_IDEMPOTENT,
     .parameters = set_account_parameters, .result = ncp_success,
     .doc = "Set which account's sub accounts can switch into a role of type Account",
     .source = "management-subaccount-attachentitytorole"},

    {"remove_account", "DELETE", "/api/v1/roles/{roleNo}/entities/account", NCP_IDEMPOTENT,
     .parameters = role, .result = ncp_success,
     .doc = "Let no account's sub accounts switch into a role of type Account",
     .source = "management-subaccount-detachentityfromrole"},

    NCP_TAG_OPERATIONS("role", "/api/v1/roles/{roleNo}", role, tag_parameters, tag_errors),

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_role = {
    .name = "role",
    .api = "v1",
    .service = "subaccount",
    .operations = operations,
    .doc = "Roles: policies that servers, services and sub accounts take on",
};
