#include "v2.h"

/* clang-format off */

#define POLICY_ID {"policyId", NCP_STRING, NCP_IN_PATH, NCP_ARGUMENT, .doc = "policy id"}
#define POLICY_NAME \
    {"policyName", NCP_STRING, .flags = NCP_REQUIRED, .min = 3, .max = 30, .doc = "policy name"}
#define DESCRIPTION(WAS, DOC) {"description", NCP_STRING, .max = 300, .was = (WAS), .doc = (DOC)}
#define PERMISSIONS \
    {"permissions", NCP_LIST, .flags = NCP_REQUIRED, .min = 1, .item = &permission, \
     .doc = "statements of what is allowed or denied"}

static const ncp_documented_error batch_errors[] = {
    V2_STANDARD,
    V2_NOT_FOUND("One of the policies does not exist"),
    NCP_END,
};

/* The permission document, from the inside out. */

static const ncp_field condition_value  = {.type = NCP_STRING};
static const ncp_field condition_values = {.type = NCP_LIST, .flags = NCP_OR_ONE, .item = &condition_value};
static const ncp_field condition_keys   = {.type = NCP_MAP, .item = &condition_values};

#define PERMISSION_FIELDS(FLAGS, TARGET) \
    {"effect", NCP_STRING, .flags = (FLAGS), .allowed = "Allow|Deny", \
     .doc = "what the statement does; Deny wins"}, \
    {"targets", NCP_LIST, .flags = (FLAGS), .min = 1, .item = &(TARGET), .doc = "what it is about"}, \
    {"condition", NCP_MAP, .item = &condition_keys, \
     .doc = "values by condition key, such as ncp:principalType, by operator, such as StringEquals"}

static const ncp_field permission_fields[] = {
    PERMISSION_FIELDS(NCP_REQUIRED, ncp_policy_target),
    NCP_END,
};
static const ncp_field permission = {.type = NCP_OBJECT, .fields = permission_fields};

static const ncp_field held_permission_fields[] = {
    PERMISSION_FIELDS(0, ncp_policy_held_target),
    NCP_END,
};
static const ncp_field held_permission = {.type = NCP_OBJECT, .fields = held_permission_fields};

static const ncp_field list_sort = {
    .type = NCP_STRING,
    .allowed = V2_ORDERS("policyName") "|" V2_ORDERS("createdDateTime") "|" V2_ORDERS("updatedDateTime"),
};

static const ncp_field resource_sort = {
    .type = NCP_STRING,
    .allowed = V2_ORDERS("resourceName") "|" V2_ORDERS("resourceType"),
};

/* Parameters. */

static const ncp_field policy[] = {
    POLICY_ID,
    NCP_END,
};

static const ncp_field list_parameters[] = {
    {"policyType", NCP_STRING, NCP_IN_QUERY, .allowed = "SYSTEM_MANAGED|USER_CREATED", .was = "type",
     .doc = "made by the vendor or by users; both when left out"},
    V2_PAGE,
    V2_SORT(list_sort, "createdDateTime,desc"),
    NCP_END,
};

static const ncp_field get_parameters[] = {
    POLICY_ID,
    {"withPermissions", NCP_BOOLEAN, NCP_IN_QUERY, .doc = "read the statements too; false when left out"},
    NCP_END,
};

static const ncp_field create_parameters[] = {
    POLICY_NAME,
    DESCRIPTION(NULL, "description"),
    PERMISSIONS,
    V2_TAGS,
    NCP_END,
};

static const ncp_field update_parameters[] = {
    POLICY_ID,
    PERMISSIONS,
    DESCRIPTION(NULL, "description; cleared when left out"),
    NCP_END,
};

static const ncp_field delete_many_parameters[] = {
    V2_IDS("policyIds", 100, NULL, "policy ids, each once"),
    NCP_END,
};

static const ncp_field list_resources_parameters[] = {
    POLICY_ID,
    V2_PAGE,
    V2_SORT(resource_sort, "resourceName,asc"),
    NCP_END,
};

static const ncp_field list_tags_parameters[] = {
    POLICY_ID,
    V2_TAG_LIST,
    NCP_END,
};

static const ncp_field tag_parameters[] = {
    POLICY_ID,
    V2_TAG_PARAMETERS,
    NCP_END,
};

/* Results. */

#define POLICY_FIELDS(FLAGS) \
    V2_POLICY_SUMMARY(FLAGS), \
    V2_CREATED, \
    V2_UPDATED
#define HELD_PERMISSIONS(DOC) {"permissions", NCP_LIST, .item = &held_permission, .doc = (DOC)}

static const ncp_field list_result[] = {
    POLICY_FIELDS(NCP_REQUIRED),
    NCP_END,
};

static const ncp_field policy_result[] = {
    POLICY_FIELDS(NCP_REQUIRED),
    HELD_PERMISSIONS("statements, when withPermissions was true"),
    NCP_END,
};

/* That there is an answer was not readable on the page. */
static const ncp_field update_result[] = {
    POLICY_FIELDS(0),
    HELD_PERMISSIONS("statements"),
    NCP_END,
};

static const ncp_field finding_fields[] = {
    {"code",     NCP_STRING, .doc = "code, such as iam.policy.invalidConditionSyntax"},
    {"location", NCP_STRING, .doc = "path in the document, such as permissions[0].targets[0].product"},
    {"message",  NCP_STRING, .doc = "what was found"},
    {"type",     NCP_STRING, .doc = "severity: INFO, WARN, WARNING or ERROR"},
    NCP_END,
};
static const ncp_field finding = {.type = NCP_OBJECT, .fields = finding_fields};

/* The page promises `success`; its other members were not readable, and `details` is that of version 1. */
static const ncp_field verdict[] = {
    {"success", NCP_BOOLEAN, .flags = NCP_REQUIRED, .doc = "false when the policy is invalid"},
    {"details", NCP_LIST,    .item = &finding, .doc = "findings"},
    NCP_END,
};

static const ncp_field use[] = {
    {"resourceType", NCP_STRING, .doc = "SubAccount, Group or Role"},
    {"resourceId",   NCP_STRING, .doc = "id of the sub account, group or role"},
    {"resourceName", NCP_STRING, .doc = "its name"},
    {"nrn",          NCP_STRING, .doc = "its resource name"},
    NCP_END,
};

#define POLICY "/api/v2/policies/{policyId}"

static const ncp_operation operations[] = {
    {"list", "GET", "/api/v2/policies", NCP_IDEMPOTENT,
     .parameters = list_parameters, .result = list_result, .paging = &ncp_v2_policies, .errors = ncp_v2_errors,
     .doc = "List policies, one page at a time",
     .source = V2_PAGE_OF("policy", "listpolicies")},

    {"get", "GET", POLICY, NCP_IDEMPOTENT,
     .parameters = get_parameters, .result = policy_result, .errors = ncp_v2_no_policy,
     .doc = "Read a policy",
     .source = V2_PAGE_OF("policy", "getpolicy")},

    {"create", "POST", "/api/v2/policies", 0,
     .parameters = create_parameters, .result = policy_result, .errors = ncp_v2_errors,
     .makes = "a policy", .shown_by = "list",
     .doc = "Create a policy",
     .source = V2_PAGE_OF("policy", "createpolicy")},

    {"update", "PUT", POLICY, NCP_IDEMPOTENT,
     .parameters = update_parameters, .result = update_result, .errors = ncp_v2_no_policy,
     .doc = "Replace all statements and the description of a policy; the name cannot change",
     .source = V2_PAGE_OF("policy", "updatepolicy")},

    {"validate", "POST", "/api/v2/policies/validate", NCP_IDEMPOTENT | NCP_VERDICT,
     .parameters = create_parameters, .result = verdict, .errors = ncp_v2_errors,
     .doc = "Check a policy without saving it",
     .source = V2_PAGE_OF("policy", "validatepolicy")},

    {"delete", "DELETE", POLICY, NCP_IDEMPOTENT,
     .parameters = policy, .result = ncp_none, .errors = ncp_v2_no_policy,
     .doc = "Delete a policy that a user made and that is attached to nothing",
     .source = V2_PAGE_OF("policy", "deletepolicy")},

    {"delete_many", "POST", "/api/v2/policies/batch-delete", NCP_IDEMPOTENT | NCP_BATCH,
     .parameters = delete_many_parameters, .result = ncp_none, .errors = batch_errors,
     .doc = "Delete policies that users made and that are attached to nothing, all or none",
     .source = V2_PAGE_OF("policy", "deletepolicies")},

    {"list_resources", "GET", POLICY "/resources", NCP_IDEMPOTENT,
     .parameters = list_resources_parameters, .result = use, .paging = &ncp_v2_resources,
     .errors = ncp_v2_no_policy,
     .doc = "List what a policy is attached to, one page at a time",
     .source = V2_PAGE_OF("policy", "listpolicyresources")},

    V2_TAG_OPERATIONS("policy", POLICY, list_tags_parameters, tag_parameters, ncp_v2_no_policy,
                      V2_PAGE_OF("policy", "listpolicytags"), V2_PAGE_OF("policy", "addpolicytag"),
                      V2_PAGE_OF("policy", "removepolicytag")),

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_v2_policy = {
    .name = "policy",
    .api = "v2",
    .service = "subaccount",
    .operations = operations,
    .doc = "Policies: what their holders may do",
};
