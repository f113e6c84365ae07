#include "rows.h"

/* clang-format off */

#define POLICY_ID {"policyId", NCP_STRING, NCP_IN_PATH, NCP_ARGUMENT, .doc = "policy id"}
#define POLICY_NAME \
    {"policyName", NCP_STRING, .flags = NCP_REQUIRED, .min = 3, .max = 30, .doc = "policy name"}
#define DESCRIPTION \
    {"description", NCP_STRING, .flags = NCP_BYTES, .max = 300, .doc = "description; read as policyDesc"}
#define PERMISSIONS \
    {"permissions", NCP_LIST, .flags = NCP_REQUIRED, .min = 1, .item = &permission, \
     .doc = "statements of what is allowed or denied"}

/* The permission document, from the inside out. */

static const ncp_field action           = {.type = NCP_STRING, .min = 1};
static const ncp_field resource_name    = {.type = NCP_STRING, .min = 1};
static const ncp_field condition_value  = {.type = NCP_STRING};
static const ncp_field condition_values = {.type = NCP_LIST, .item = &condition_value};
static const ncp_field condition_keys   = {.type = NCP_MAP, .item = &condition_values};

#define TARGET_FIELDS(FLAGS) \
    {"product", NCP_STRING, .flags = (FLAGS), .doc = "code of a service, such as Server"}, \
    {"actions", NCP_LIST, .flags = (FLAGS), .min = 1, .item = &action, \
     .doc = "names of actions, View*, Change* or *"}, \
    {"resourceNrns", NCP_LIST, .flags = (FLAGS), .min = 1, .item = &resource_name, \
     .doc = "resource names, or * for all"}
#define PERMISSION_FIELDS(FLAGS, TARGET) \
    {"effect", NCP_STRING, .flags = (FLAGS), .allowed = "Allow|Deny", .doc = "what the statement does"}, \
    {"targets", NCP_LIST, .flags = (FLAGS), .min = 1, .item = (TARGET), .doc = "what it is about"}, \
    {"condition", NCP_MAP, .item = &condition_keys, \
     .doc = "lists of values by condition key, such as ncp:principalType, by operator, such as StringEquals"}

static const ncp_field target_fields[] = {
    TARGET_FIELDS(NCP_REQUIRED),
    NCP_END,
};
const ncp_field ncp_policy_target = {.type = NCP_OBJECT, .fields = target_fields};

static const ncp_field permission_fields[] = {
    PERMISSION_FIELDS(NCP_REQUIRED, &ncp_policy_target),
    NCP_END,
};
static const ncp_field permission = {.type = NCP_OBJECT, .fields = permission_fields};

/* Parameters. */

static const ncp_field policy[] = {
    POLICY_ID,
    NCP_END,
};

static const ncp_field list_parameters[] = {
    {"type", NCP_STRING, NCP_IN_QUERY, .allowed = "SYSTEM_MANAGED|USER_CREATED",
     .doc = "made by the vendor or by users; both when left out"},
    NCP_SEARCH("policyName"),
    NCP_PAGE("10"),
    NCP_END,
};

static const ncp_field get_parameters[] = {
    POLICY_ID,
    {"withPermissions", NCP_BOOLEAN, NCP_IN_QUERY, .doc = "read the statements too; false when left out"},
    NCP_END,
};

static const ncp_field create_parameters[] = {
    POLICY_NAME,
    DESCRIPTION,
    PERMISSIONS,
    NCP_TAG_MAP,
    NCP_END,
};

/* The name cannot be changed: only the oldest page has it in this body. */
static const ncp_field update_parameters[] = {
    POLICY_ID,
    PERMISSIONS,
    DESCRIPTION,
    NCP_END,
};

static const ncp_field validate_parameters[] = {
    POLICY_NAME,
    DESCRIPTION,
    PERMISSIONS,
    NCP_END,
};

/* The table of the page puts the list into an object; its example, and the service, take the bare list. */
static const ncp_field delete_many_parameters[] = {
    {"policyIds", NCP_LIST, .flags = NCP_ARGUMENT | NCP_WHOLE_BODY, .min = 1, .item = &ncp_id,
     .doc = "policy ids"},
    NCP_END,
};

static const ncp_field tag_parameters[] = {
    POLICY_ID,
    NCP_TAG,
    NCP_END,
};

/* Results. What the vendor's own policies hold need not be what can be written. */

static const ncp_field held_target_fields[] = {
    TARGET_FIELDS(0),
    NCP_END,
};
const ncp_field ncp_policy_held_target = {.type = NCP_OBJECT, .fields = held_target_fields};

static const ncp_field held_permission_fields[] = {
    PERMISSION_FIELDS(0, &ncp_policy_held_target),
    NCP_END,
};
static const ncp_field held_permission = {.type = NCP_OBJECT, .fields = held_permission_fields};

static const ncp_field list_result[] = {
    NCP_POLICY_FIELDS,
    NCP_END,
};

static const ncp_field get_result[] = {
    NCP_POLICY_FIELDS,
    {"permissions", NCP_LIST, .item = &held_permission, .doc = "statements, when withPermissions was true"},
    NCP_END,
};

static const ncp_field finding_fields[] = {
    {"code",     NCP_STRING, .doc = "code, such as iam.policy.invalidProduct"},
    {"location", NCP_STRING, .doc = "path in the document, such as permissions[0].targets[0].product"},
    {"message",  NCP_STRING, .doc = "what was found"},
    {"type",     NCP_STRING, .doc = "severity: INFO, WARN, WARNING or ERROR"},
    NCP_END,
};
static const ncp_field finding = {.type = NCP_OBJECT, .fields = finding_fields};

static const ncp_field verdict[] = {
    {"success", NCP_BOOLEAN, .flags = NCP_REQUIRED, .doc = "false when there is a finding of type ERROR"},
    {"details", NCP_LIST,    .item = &finding, .doc = "findings"},
    NCP_END,
};

/* No current page shows these answers: they are those of an older page of update. */
#define SAVED_FIELDS(FLAGS) \
    {"policyId",         NCP_STRING, .flags = (FLAGS), .alias = "id", .doc = "policy id"}, \
    {"policyName",       NCP_STRING, .doc = "policy name"}, \
    {"description",      NCP_STRING, .doc = "description"}, \
    {"validationResult", NCP_OBJECT, .flags = (FLAGS) & NCP_EITHER, .fields = verdict, \
     .doc = "what the service found in the statements"}

static const ncp_field create_result[] = {
    SAVED_FIELDS(NCP_REQUIRED),
    NCP_END,
};

static const ncp_field update_result[] = {
    SAVED_FIELDS(NCP_EITHER),
    {"success", NCP_BOOLEAN, .flags = NCP_EITHER, .doc = "true when it was done"},
    NCP_END,
};

static const ncp_field use[] = {
    {"resourceType", NCP_STRING, .flags = NCP_REQUIRED, .doc = "SubAccount, Group or Role"},
    {"resourceId",   NCP_STRING, .flags = NCP_REQUIRED, .doc = "id of the sub account, group or role"},
    {"resourceName", NCP_STRING, .doc = "its name"},
    {"nrn",          NCP_STRING, .doc = "its resource name"},
    NCP_END,
};

static const ncp_operation operations[] = {
    {"list", "GET", "/api/v1/policies", NCP_IDEMPOTENT,
     .parameters = list_parameters, .result = list_result, .paging = &ncp_paging_items,
     .doc = "List policies, one page at a time",
     .source = "management-subaccount-getpolicies"},

    {"get", "GET", "/api/v1/policies/{policyId}", NCP_IDEMPOTENT,
     .parameters = get_parameters, .result = get_result,
     .doc = "Read a policy",
     .source = "management-subaccount-getpolicy"},

    {"create", "POST", "/api/v1/policies", 0,
     .parameters = create_parameters, .result = create_result, .makes = "a policy", .shown_by = "list",
     .doc = "Create a policy, of which there can be 500",
     .source = "management-subaccount-createpolicy"},

    {"update", "PUT", "/api/v1/policies/{policyId}", NCP_IDEMPOTENT,
     .parameters = update_parameters, .result = update_result,
     .doc = "Replace all statements of a policy; the service may blank a description left out",
     .source = "management-subaccount-updatepolicy"},

    {"validate", "POST", "/api/v1/policy/validation", NCP_IDEMPOTENT | NCP_VERDICT,
     .parameters = validate_parameters, .result = verdict,
     .doc = "Check a policy without saving it",
     .source = "management-subaccount-validatepolicy"},

    {"delete", "DELETE", "/api/v1/policies/{policyId}", NCP_IDEMPOTENT,
     .parameters = policy, .result = ncp_none,
     .doc = "Delete a policy that is attached to nothing",
     .source = "management-subaccount-deletepolicy"},

    {"delete_many", "DELETE", "/api/v1/policies", NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = delete_many_parameters, .result = ncp_success_each,
     .doc = "Delete policies that are attached to nothing",
     .source = "management-subaccount-deletepolicymulti"},

    {"list_resources", "GET", "/api/v1/policies/{policyId}/resources", NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = policy, .result = use,
     .doc = "List what a policy is attached to",
     .source = "management-subaccount-getpolicyresources"},

    NCP_TAG_OPERATIONS("policy", "/api/v1/policies/{policyId}", policy, tag_parameters, NULL),

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_policy = {
    .name = "policy",
    .api = "v1",
    .service = "subaccount",
    .operations = operations,
    .doc = "Policies: what their holders may do",
};
