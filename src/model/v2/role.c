#include "v2.h"

/* clang-format off */

#define SESSION_SECONDS "600|1800|3600|10800"

#define ROLE_ID {"roleId", NCP_STRING, NCP_IN_PATH, NCP_ARGUMENT, .was = "roleNo", .doc = "role id"}
#define ROLE_NAME(FLAGS) \
    {"roleName", NCP_STRING, .flags = (FLAGS), .min = 3, .max = 100, .doc = "role name"}
#define ACTIVE {"active", NCP_BOOLEAN, .flags = NCP_ARGUMENT, .doc = "true to enable, false to disable"}

static const ncp_documented_error batch_errors[] = {
    V2_STANDARD,
    V2_NO_ROLE,
    V2_NOT_FOUND("One of the ids does not exist"),
    NCP_END,
};

static const ncp_documented_error policies_errors[] = {
    V2_STANDARD,
    V2_LIMIT_EXCEEDED("A role may have ten policies"),
    V2_NO_ROLE,
    V2_NOT_FOUND("One of the policies does not exist"),
    NCP_END,
};

static const ncp_field sort = {
    .type = NCP_STRING,
    .allowed = V2_ORDERS("roleType") "|" V2_ORDERS("roleName") "|" V2_ORDERS("createdDateTime") "|"
               V2_ORDERS("updatedDateTime") "|" V2_ORDERS("lastUsedDateTime"),
};

/* Parameters. */

static const ncp_field role[] = {
    ROLE_ID,
    NCP_END,
};

static const ncp_field list_parameters[] = {
    V2_PAGE,
    V2_SORT(sort, "createdDateTime,desc, then roleName,asc and roleType,asc"),
    NCP_END,
};

static const ncp_field create_parameters[] = {
    ROLE_NAME(NCP_REQUIRED),
    {"roleType", NCP_STRING, .flags = NCP_REQUIRED, .allowed = "Server|Account|Service",
     .doc = "who takes the role: servers, sub accounts of an account, or a service"},
    {"sessionExpirationSeconds", NCP_INTEGER, .allowed = SESSION_SECONDS, .was = "sessionExpirationSec",
     .required_if = {"roleType", "Account"}, .refused_if = {"roleType", "Server|Service"},
     .doc = "seconds until a session expires; only for a role of type Account"},
    {"description", NCP_STRING, .max = 300, .was = "descCont", .doc = "description"},
    V2_TAGS,
    NCP_END,
};

static const ncp_field update_parameters[] = {
    ROLE_ID,
    ROLE_NAME(0),
    {"roleType", NCP_STRING, .allowed = "Server|Account|Service|SSO|NcloudStorage",
     .doc = "the present one: it cannot change"},
    {"description", NCP_STRING, .flags = NCP_NULLABLE, .max = 300, .was = "descCont",
     .doc = "description; null clears it"},
    {"sessionExpirationSeconds", NCP_INTEGER, .allowed = SESSION_SECONDS, .was = "sessionExpirationSec",
     .doc = "seconds until a session expires; only for a role of type Account"},
    NCP_END,
};

static const ncp_field set_active_parameters[] = {
    ROLE_ID,
    ACTIVE,
    NCP_END,
};

static const ncp_field set_active_many_parameters[] = {
    V2_IDS("roleIds", 100, "roleNos", "role ids, each once"),
    ACTIVE,
    NCP_END,
};

static const ncp_field policies_parameters[] = {
    ROLE_ID,
    V2_POLICY_IDS,
    NCP_END,
};

static const ncp_field entity_to_add_fields[] = {
    {"id",   NCP_STRING, .flags = NCP_REQUIRED, .min = 1,
     .doc = "server instance number, or name of the service, such as ContainerRegistry"},
    {"type", NCP_STRING, .flags = NCP_REQUIRED, .allowed = "Server|Service",
     .doc = "kind of entity: that of the role"},
    NCP_END,
};
static const ncp_field entity_to_add = {.type = NCP_OBJECT, .fields = entity_to_add_fields};

static const ncp_field add_entities_parameters[] = {
    ROLE_ID,
    {"roleEntities", NCP_LIST, .flags = NCP_ARGUMENT, .min = 1, .max = 100, .item = &entity_to_add,
     .was = "roleEntityList", .doc = "servers or services, each once"},
    NCP_END,
};

static const ncp_field remove_entities_parameters[] = {
    ROLE_ID,
    V2_IDS("roleEntityIds", 100, "entityIdList", "server instance numbers or names of services, each once"),
    NCP_END,
};

static const ncp_field set_account_parameters[] = {
    ROLE_ID,
    {"ownAccount", NCP_BOOLEAN, .flags = NCP_REQUIRED, .was = "isMyAccount",
     .doc = "true: one's own account, false: another one"},
    {"accountName", NCP_STRING, .min = 1, .required_if = {"ownAccount", "false"},
     .doc = "name of the other account"},
    {"loginId", NCP_STRING, .min = 1, .max = 100, .required_if = {"ownAccount", "false"},
     .doc = "login ID of that account"},
    NCP_END,
};

static const ncp_field list_tags_parameters[] = {
    ROLE_ID,
    V2_TAG_LIST,
    NCP_END,
};

static const ncp_field tag_parameters[] = {
    ROLE_ID,
    V2_TAG_PARAMETERS,
    NCP_END,
};

/* Results. Roles of the types SSO and NcloudStorage can be read, but not made here. */

#define ROLE_FIELDS \
    {"roleId",   NCP_STRING,  .flags = NCP_REQUIRED, .was = "roleNo", .doc = "role id"}, \
    {"nrn",      NCP_STRING,  .doc = "resource name"}, \
    {"roleName", NCP_STRING,  .flags = NCP_REQUIRED, .doc = "role name"}, \
    {"roleType", NCP_STRING,  .doc = "who takes the role: Server, Account, Service, SSO or NcloudStorage"}, \
    {"active",   NCP_BOOLEAN, .doc = "true when enabled"}, \
    V2_CREATED, \
    V2_UPDATED, \
    {"lastUsedDateTime", NCP_STRING, .was = "lastUseTime", .doc = "time of the last use, ISO 8601, UTC"}

static const ncp_field list_result[] = {
    ROLE_FIELDS,
    NCP_END,
};

static const ncp_field entity_fields[] = {
    {"type", NCP_STRING, .doc = "kind of entity: Server, Account or Service"},
    {"id",   NCP_STRING, .doc = "server instance number, name of the service, or account number"},
    NCP_END,
};
static const ncp_field entity = {.type = NCP_OBJECT, .fields = entity_fields};

static const ncp_field role_result[] = {
    ROLE_FIELDS,
    {"sessionExpirationSeconds", NCP_INTEGER, .was = "sessionExpirationSec",
     .doc = "seconds until a session expires; for the types Account and SSO"},
    {"description", NCP_STRING, .was = "descCont", .doc = "description"},
    {"policies", NCP_LIST, .item = &ncp_v2_policy_summary, .doc = "policies attached to the role"},
    {"entities", NCP_LIST, .item = &entity, .doc = "what has the role"},
    NCP_END,
};

#define ROLE "/api/v2/roles/{roleId}"

/* Attaching an account fails when one is attached, so that setting it again does no harm. */
static const ncp_operation operations[] = {
    {"list", "GET", "/api/v2/roles", NCP_IDEMPOTENT,
     .parameters = list_parameters, .result = list_result, .paging = &ncp_v2_roles, .errors = ncp_v2_errors,
     .doc = "List roles, one page at a time",
     .source = V2_PAGE_OF("role", "listroles")},

    {"get", "GET", ROLE, NCP_IDEMPOTENT,
     .parameters = role, .result = role_result, .errors = ncp_v2_no_role,
     .doc = "Read a role with its policies and what has the role",
     .source = V2_PAGE_OF("role", "getrole")},

    {"create", "POST", "/api/v2/roles", 0,
     .parameters = create_parameters, .result = role_result, .errors = ncp_v2_errors,
     .makes = "a role", .shown_by = "list",
     .doc = "Create a role, which allows nothing until policies are attached",
     .source = V2_PAGE_OF("role", "createrole")},

    {"update", "PATCH", ROLE, NCP_IDEMPOTENT,
     .parameters = update_parameters, .result = role_result, .errors = ncp_v2_no_role,
     .doc = "Change a role, except for its type",
     .source = V2_PAGE_OF("role", "updaterole")},

    {"delete", "DELETE", ROLE, NCP_IDEMPOTENT,
     .parameters = role, .result = ncp_none, .errors = ncp_v2_no_role,
     .doc = "Delete a role, and its ties to entities and policies with it",
     .source = V2_PAGE_OF("role", "deleterole")},

    {"set_active", "POST", ROLE "/change-status", NCP_IDEMPOTENT,
     .parameters = set_active_parameters, .result = ncp_none, .errors = ncp_v2_no_role,
     .doc = "Enable or disable a role; disabling stops keys and sessions that come from it",
     .source = V2_PAGE_OF("role", "changerolestatus")},

    {"set_active_many", "POST", "/api/v2/roles/change-status", NCP_IDEMPOTENT | NCP_BATCH,
     .parameters = set_active_many_parameters, .result = ncp_none, .errors = batch_errors,
     .doc = "Enable or disable roles, all or none; disabling stops keys and sessions that come from them",
     .source = V2_PAGE_OF("role", "changerolesstatus")},

    {"attach_policies", "POST", ROLE "/attach-policies", NCP_IDEMPOTENT | NCP_BATCH,
     .parameters = policies_parameters, .result = ncp_none, .errors = policies_errors,
     .doc = "Attach policies to a role, all or none",
     .source = V2_OVERVIEW},

    {"detach_policies", "POST", ROLE "/detach-policies", NCP_IDEMPOTENT | NCP_BATCH,
     .parameters = policies_parameters, .result = ncp_none, .errors = batch_errors,
     .doc = "Detach policies from a role, all or none",
     .source = V2_PAGE_OF("role", "detachrolepolicies")},

    {"add_entities", "POST", ROLE "/attach-entities", NCP_IDEMPOTENT | NCP_BATCH,
     .parameters = add_entities_parameters, .result = ncp_none, .errors = batch_errors,
     .doc = "Give a role of type Server or Service to servers or services, all or none",
     .source = V2_PAGE_OF("role", "attachroleentities")},

    {"remove_entities", "POST", ROLE "/detach-entities", NCP_IDEMPOTENT | NCP_BATCH,
     .parameters = remove_entities_parameters, .result = ncp_none, .errors = batch_errors,
     .doc = "Take a role of type Server or Service from servers or services, all or none",
     .source = V2_PAGE_OF("role", "detachroleentities")},

    {"set_account", "POST", ROLE "/attach-account", NCP_IDEMPOTENT,
     .parameters = set_account_parameters, .result = ncp_none, .errors = ncp_v2_no_role,
     .doc = "Set which account's sub accounts can switch into a role of type Account that has none",
     .source = V2_PAGE_OF("role", "attachroleaccount")},

    {"remove_account", "POST", ROLE "/detach-account", NCP_IDEMPOTENT,
     .parameters = role, .result = ncp_none, .errors = ncp_v2_no_role,
     .doc = "Let no account's sub accounts switch into a role of type Account",
     .source = V2_PAGE_OF("role", "detachroleaccount")},

    V2_TAG_OPERATIONS("role", ROLE, list_tags_parameters, tag_parameters, ncp_v2_no_role,
                      V2_PAGE_OF("role", "listroletags"), V2_GOV_PAGE_OF("role", "addroletag"),
                      V2_PAGE_OF("role", "removeroletag")),

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_v2_role = {
    .name = "role",
    .api = "v2",
    .service = "subaccount",
    .operations = operations,
    .doc = "Roles: policies that servers, services and sub accounts take on",
};
