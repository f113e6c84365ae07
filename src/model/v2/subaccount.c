#include "v2.h"

/* clang-format off */

static const ncp_documented_error delete_errors[] = {
    V2_STANDARD,
    V2_NO_ACCOUNT,
    {.status = 409, .word = "ResourceInUse", .name = "The sub account has access keys, and cascading is not true"},
    NCP_END,
};

static const ncp_documented_error policies_errors[] = {
    V2_STANDARD,
    V2_LIMIT_EXCEEDED("A sub account may have ten policies"),
    V2_NO_ACCOUNT,
    V2_NOT_FOUND("One of the policies does not exist"),
    NCP_END,
};

static const ncp_documented_error groups_errors[] = {
    V2_STANDARD,
    V2_LIMIT_EXCEEDED("A sub account may be in ten groups, those it is in included"),
    V2_NO_ACCOUNT,
    V2_NOT_FOUND("One of the groups does not exist"),
    NCP_END,
};

/* Elements of lists. */

static const ncp_field number = {.type = NCP_INTEGER, .doc = "sub account number"};

static const ncp_field sort = {
    .type = NCP_STRING,
    .allowed = V2_ORDERS("loginId") "|" V2_ORDERS("name") "|" V2_ORDERS("createdDateTime"),
};

/* Parameters. */

#define NAME(FLAGS) \
    {"name", NCP_STRING, .flags = (FLAGS) | NCP_TRIMMED, .min = 2, .max = 30, .doc = "user name"}
#define ACCESS(FLAGS) \
    {"apiGatewayAccessible", NCP_BOOLEAN, .flags = (FLAGS), .was = "canAPIGatewayAccess", \
     .doc = "may use APIs with access keys"}, \
    {"consoleAccessible", NCP_BOOLEAN, .flags = (FLAGS), .was = "canConsoleAccess", .doc = "may use the console"}
#define PASSWORD_RESET \
    {"passwordResetRequired", NCP_BOOLEAN, .was = "needPasswordReset", .doc = "first login asks for a new password"}
#define PASSWORD_GENERATION \
    {"passwordGenerationRequired", NCP_BOOLEAN, .was = "needPasswordGenerate", \
     .doc = "the service makes the password; false when left out"}
#define CONSOLE_RULE(FLAGS) \
    {"consolePermitIpEnabled", NCP_BOOLEAN, .flags = (FLAGS), .was = "useConsolePermitIp", \
     .doc = "console only from consolePermitIpAddresses"}, \
    {"consolePermitIpAddresses", NCP_LIST, .max = 100, .item = &ncp_v2_address, .was = "consolePermitIps", \
     .doc = "IPv4 or IPv6 addresses and ranges"}
#define API_RULE(FLAGS, SOURCE) \
    {"apiAllowSourceEnabled", NCP_BOOLEAN, .flags = (FLAGS), .was = "useApiAllowSource", \
     .doc = "APIs only from apiAllowSources"}, \
    {"apiAllowSources", NCP_LIST, .item = &(SOURCE), .doc = "addresses and servers"}
#define MFA_MANDATORY \
    {"mfaMandatory", NCP_BOOLEAN, .was = "isMfaMandatory", .doc = "two-factor authentication is required"}

static const ncp_field sub_account[] = {
    NCP_SUB_ACCOUNT_ID,
    NCP_END,
};

static const ncp_field list_parameters[] = {
    V2_PAGE,
    V2_SORT(sort, "createdDateTime,desc"),
    NCP_END,
};

/* Which passwords are good is the server's part: the pages do not say. Of the fields from apiAllowSourceEnabled
 * on the page tells only what they are for. */
static const ncp_field create_parameters[] = {
    {"loginId", NCP_STRING, .flags = NCP_REQUIRED, .min = 3, .max = 60, .doc = "login ID"},
    NAME(NCP_REQUIRED),
    ACCESS(NCP_REQUIRED),
    {"email", NCP_STRING, .doc = "mail address"},
    PASSWORD_RESET,
    PASSWORD_GENERATION,
    {"password", NCP_STRING, .flags = NCP_SENSITIVE, .min = 1,
     .required_if = {"passwordGenerationRequired", "false"}, .doc = "password; ignored when the service makes it"},
    CONSOLE_RULE(0),
    API_RULE(0, ncp_v2_source),
    {"memo", NCP_STRING, .max = 300, .doc = "description"},
    MFA_MANDATORY,
    V2_TAGS,
    NCP_END,
};

static const ncp_field update_parameters[] = {
    NCP_SUB_ACCOUNT_ID,
    NAME(0),
    {"email", NCP_STRING, .flags = NCP_NULLABLE, .doc = "mail address; null clears it and that it was verified"},
    ACCESS(0),
    PASSWORD_RESET,
    {"memo", NCP_STRING, .flags = NCP_NULLABLE, .max = 300, .doc = "description; null clears it"},
    {"active", NCP_BOOLEAN, .doc = "true when enabled"},
    NCP_END,
};

static const ncp_field set_active_parameters[] = {
    NCP_SUB_ACCOUNT_ID,
    {"active", NCP_BOOLEAN, .flags = NCP_ARGUMENT, .doc = "true to enable, false to disable"},
    NCP_END,
};

static const ncp_field delete_parameters[] = {
    NCP_SUB_ACCOUNT_ID,
    {"cascading", NCP_BOOLEAN, NCP_IN_QUERY, .doc = "delete its access keys too; false when left out"},
    NCP_END,
};

static const ncp_field reset_password_parameters[] = {
    NCP_SUB_ACCOUNT_ID,
    PASSWORD_GENERATION,
    {"newPassword", NCP_STRING, .flags = NCP_SENSITIVE, .min = 1,
     .required_if = {"passwordGenerationRequired", "false"},
     .doc = "new password; ignored when the service makes it"},
    NCP_END,
};

static const ncp_field policies_parameters[] = {
    NCP_SUB_ACCOUNT_ID,
    V2_POLICY_IDS,
    NCP_END,
};

static const ncp_field groups_parameters[] = {
    NCP_SUB_ACCOUNT_ID,
    V2_IDS("groupIds", 100, "groupIdList", "group ids, each once"),
    NCP_END,
};

static const ncp_field set_console_rule_parameters[] = {
    NCP_SUB_ACCOUNT_ID,
    CONSOLE_RULE(NCP_REQUIRED),
    NCP_END,
};

static const ncp_field set_api_rule_parameters[] = {
    NCP_SUB_ACCOUNT_ID,
    API_RULE(NCP_REQUIRED, ncp_v2_source),
    NCP_END,
};

static const ncp_field find_ids_parameters[] = {
    {"subAccountNos", NCP_LIST, .flags = NCP_ARGUMENT, .min = 1, .max = 100, .item = &number,
     .was = "subAccountNo", .doc = "sub account numbers"},
    NCP_END,
};

static const ncp_field list_tags_parameters[] = {
    NCP_SUB_ACCOUNT_ID,
    V2_TAG_LIST,
    NCP_END,
};

static const ncp_field tag_parameters[] = {
    NCP_SUB_ACCOUNT_ID,
    V2_TAG_PARAMETERS,
    NCP_END,
};

/* Results. */

#define LAST_LOGIN(WAS) \
    {"lastLoginDateTime", NCP_STRING, .was = (WAS), .doc = "time of the last login, ISO 8601, UTC"}

static const ncp_field list_result[] = {
    {"subAccountId", NCP_STRING, .flags = NCP_REQUIRED, .doc = "sub account id"},
    {"nrn",     NCP_STRING, .doc = "resource name"},
    {"loginId", NCP_STRING, .flags = NCP_REQUIRED, .doc = "login ID"},
    {"name",    NCP_STRING, .doc = "user name"},
    ACCESS(0),
    {"active",  NCP_BOOLEAN, .doc = "true when enabled"},
    V2_CREATED,
    LAST_LOGIN("lastLoginTime"),
    NCP_END,
};

static const ncp_field group_fields[] = {
    {"groupId",   NCP_STRING, .flags = NCP_REQUIRED, .doc = "group id"},
    {"groupName", NCP_STRING, .doc = "group name"},
    NCP_END,
};
static const ncp_field group = {.type = NCP_OBJECT, .fields = group_fields};

#define SUB_ACCOUNT_FIELDS \
    {"subAccountId", NCP_STRING, .flags = NCP_REQUIRED, .doc = "sub account id"}, \
    {"subAccountNo", NCP_INTEGER, .doc = "sub account number"}, \
    {"nrn",     NCP_STRING, .doc = "resource name"}, \
    {"loginId", NCP_STRING, .flags = NCP_REQUIRED, .doc = "login ID"}, \
    {"name",    NCP_STRING, .doc = "user name"}, \
    {"email",   NCP_STRING, .doc = "mail address"}, \
    {"emailVerified", NCP_BOOLEAN, .doc = "true when the mail address was verified"}, \
    {"memo",    NCP_STRING, .doc = "description"}, \
    {"active",  NCP_BOOLEAN, .doc = "true when enabled"}, \
    PASSWORD_RESET, \
    ACCESS(0), \
    CONSOLE_RULE(0), \
    API_RULE(0, ncp_v2_held_source), \
    V2_CREATED, \
    V2_UPDATED, \
    LAST_LOGIN("lastLoginTime"), \
    {"groups",   NCP_LIST, .item = &group, .doc = "groups of the sub account"}, \
    {"policies", NCP_LIST, .item = &ncp_v2_policy_summary, .doc = "policies attached to the sub account itself"}

static const ncp_field account_result[] = {
    SUB_ACCOUNT_FIELDS,
    NCP_END,
};

static const ncp_field create_result[] = {
    SUB_ACCOUNT_FIELDS,
    {"generatedPassword", NCP_STRING, .flags = NCP_SENSITIVE, .doc = "password made; shown only here"},
    NCP_END,
};

static const ncp_field reset_password_result[] = {
    {"generatedPassword", NCP_STRING, .flags = NCP_SENSITIVE, .doc = "password made; shown only here"},
    NCP_END,
};

static const ncp_field console_rule[] = {
    {"subAccountId", NCP_STRING, .doc = "sub account id"},
    CONSOLE_RULE(NCP_REQUIRED),
    NCP_END,
};

static const ncp_field api_rule[] = {
    API_RULE(NCP_REQUIRED, ncp_v2_held_source),
    NCP_END,
};

static const ncp_field mfa_means_fields[] = {
    {"mfaType", NCP_STRING, .allowed = "PHONE|EMAIL|OTP|PASSKEY", .doc = "kind of second factor"},
    NCP_END,
};
static const ncp_field mfa_means = {.type = NCP_OBJECT, .fields = mfa_means_fields};

static const ncp_field mfa[] = {
    MFA_MANDATORY,
    {"mfas", NCP_LIST, .item = &mfa_means, .was = "mfaList", .doc = "registered second factors"},
    NCP_END,
};

static const ncp_field key_use_fields[] = {
    {"accessKey", NCP_STRING, .flags = NCP_REQUIRED, .doc = "access key id"},
    {"lastUsedDateTime", NCP_STRING, .was = "lastUsed", .doc = "time of the last use, ISO 8601, UTC"},
    NCP_END,
};
static const ncp_field key_use = {.type = NCP_OBJECT, .fields = key_use_fields};

static const ncp_field last_access[] = {
    {"subAccountId", NCP_STRING, .doc = "sub account id"},
    LAST_LOGIN("lastLogin"),
    {"lastGitLoginDateTime", NCP_STRING, .was = "lastGitLogin",
     .doc = "time of the last SourceCommit login, ISO 8601, UTC"},
    {"lastAccessKeyUsages", NCP_LIST, .item = &key_use, .was = "lastAccessKeyUsed",
     .doc = "last use of each access key"},
    {"unusedDays", NCP_INTEGER, .doc = "days without use"},
    NCP_END,
};

static const ncp_field source_identity[] = {
    {"type",     NCP_STRING, .doc = "kind of principal"},
    {"id",       NCP_STRING, .doc = "id of the principal"},
    {"provider", NCP_STRING, .doc = "provider of the principal"},
    NCP_END,
};

static const ncp_field user[] = {
    {"subAccountId",   NCP_STRING,  .doc = "sub account id"},
    {"loginId",        NCP_STRING,  .doc = "login ID"},
    {"name",           NCP_STRING,  .doc = "user name"},
    {"email",          NCP_STRING,  .doc = "mail address"},
    {"groups",         NCP_LIST,    .item = &group, .doc = "groups of the user"},
    {"active",         NCP_BOOLEAN, .doc = "true when enabled"},
    {"deleted",        NCP_BOOLEAN, .doc = "true when deleted"},
    V2_CREATED,
    {"principalType",  NCP_STRING, .allowed = "MainAccount|IamUser|Server|IamRole|NcloudService|FederatedUser",
     .doc = "what kind of user it is"},
    {"sourceIdentity", NCP_OBJECT,  .fields = source_identity, .doc = "principal behind an IamRole"},
    {"roleNrn",        NCP_STRING,  .doc = "resource name of the role of an IamRole"},
    NCP_END,
};

static const ncp_field number_and_id_fields[] = {
    {"subAccountNo", NCP_INTEGER, .doc = "sub account number"},
    {"subAccountId", NCP_STRING,  .was = "idNo", .doc = "sub account id"},
    NCP_END,
};
static const ncp_field number_and_id = {.type = NCP_OBJECT, .fields = number_and_id_fields};

static const ncp_field ids[] = {
    {"subAccountIds", NCP_LIST, .flags = NCP_REQUIRED, .item = &number_and_id, .was = "idNoMap",
     .doc = "numbers with their sub account ids; deleted ones too"},
    NCP_END,
};

#define SUB_ACCOUNT "/api/v2/sub-accounts/{subAccountId}"

/* Attaching or adding what is there already changes nothing, so those may be sent again; create may not. */
static const ncp_operation operations[] = {
    {"list", "GET", "/api/v2/sub-accounts", NCP_IDEMPOTENT,
     .parameters = list_parameters, .result = list_result, .paging = &ncp_v2_sub_accounts, .errors = ncp_v2_errors,
     .doc = "List sub accounts, one page at a time",
     .source = V2_PAGE_OF("sub-account", "listsubaccounts")},

    {"get", "GET", SUB_ACCOUNT, NCP_IDEMPOTENT,
     .parameters = sub_account, .result = account_result, .errors = ncp_v2_no_account,
     .doc = "Read a sub account with its groups and policies",
     .source = V2_PAGE_OF("sub-account", "getsubaccount")},

    {"create", "POST", "/api/v2/sub-accounts", 0,
     .parameters = create_parameters, .result = create_result, .errors = ncp_v2_errors,
     .makes = "a sub account", .shown_by = "list",
     .doc = "Create a sub account",
     .source = V2_PAGE_OF("sub-account", "createsubaccount")},

    {"update", "PATCH", SUB_ACCOUNT, NCP_IDEMPOTENT,
     .parameters = update_parameters, .result = account_result, .errors = ncp_v2_no_account,
     .doc = "Change a sub account; what is left out stays as it is",
     .source = V2_PAGE_OF("sub-account", "updatesubaccount")},

    {"delete", "DELETE", SUB_ACCOUNT, NCP_IDEMPOTENT,
     .parameters = delete_parameters, .result = ncp_none, .errors = delete_errors,
     .doc = "Delete a sub account that has no access keys, or its keys with it",
     .source = V2_PAGE_OF("sub-account", "deletesubaccount")},

    {"set_active", "PATCH", SUB_ACCOUNT, NCP_IDEMPOTENT,
     .parameters = set_active_parameters, .result = account_result, .errors = ncp_v2_no_account,
     .doc = "Enable or disable a sub account and leave the rest as it is",
     .source = V2_PAGE_OF("sub-account", "updatesubaccount")},

    {"reset_password", "POST", SUB_ACCOUNT "/reset-password", NCP_IDEMPOTENT,
     .parameters = reset_password_parameters, .result = reset_password_result, .errors = ncp_v2_no_account,
     .doc = "Give a sub account a new password",
     .source = V2_PAGE_OF("sub-account", "resetpassword")},

    {"attach_policies", "POST", SUB_ACCOUNT "/attach-policies", NCP_IDEMPOTENT | NCP_BATCH,
     .parameters = policies_parameters, .result = ncp_none, .errors = policies_errors,
     .doc = "Attach policies to a sub account, all or none",
     .source = V2_GOV_PAGE_OF("sub-account", "attachsubaccountpolicies")},

    {"detach_policies", "POST", SUB_ACCOUNT "/detach-policies", NCP_IDEMPOTENT | NCP_BATCH,
     .parameters = policies_parameters, .result = ncp_none, .errors = policies_errors,
     .doc = "Detach policies from a sub account, all or none",
     .source = V2_PAGE_OF("sub-account", "detachsubaccountpolicies")},

    {"add_groups", "POST", SUB_ACCOUNT "/attach-groups", NCP_IDEMPOTENT | NCP_BATCH,
     .parameters = groups_parameters, .result = ncp_none, .errors = groups_errors,
     .doc = "Add a sub account to groups, all or none; it can be in ten",
     .source = V2_PAGE_OF("sub-account", "attachsubaccountgroups")},

    {"remove_groups", "POST", SUB_ACCOUNT "/detach-groups", NCP_IDEMPOTENT | NCP_BATCH,
     .parameters = groups_parameters, .result = ncp_none, .errors = groups_errors,
     .doc = "Remove a sub account from groups, all or none",
     .source = V2_OVERVIEW},

    {"get_console_rule", "GET", SUB_ACCOUNT "/console-access-rule", NCP_IDEMPOTENT,
     .parameters = sub_account, .result = console_rule, .errors = ncp_v2_no_account,
     .doc = "Read where a sub account may use the console from",
     .source = V2_PAGE_OF("sub-account", "getconsoleaccessrule")},

    {"set_console_rule", "PUT", SUB_ACCOUNT "/console-access-rule", NCP_IDEMPOTENT,
     .parameters = set_console_rule_parameters, .result = console_rule, .errors = ncp_v2_no_account,
     .doc = "Set where a sub account may use the console from; a list left out is emptied",
     .source = V2_PAGE_OF("sub-account", "updateconsoleaccessrule")},

    {"get_api_rule", "GET", SUB_ACCOUNT "/api-access-rule", NCP_IDEMPOTENT,
     .parameters = sub_account, .result = api_rule, .errors = ncp_v2_no_account,
     .doc = "Read where a sub account may use APIs from",
     .source = V2_PAGE_OF("sub-account", "getapiaccessrule")},

    {"set_api_rule", "PUT", SUB_ACCOUNT "/api-access-rule", NCP_IDEMPOTENT,
     .parameters = set_api_rule_parameters, .result = api_rule, .errors = ncp_v2_no_account,
     .doc = "Set where a sub account may use APIs from; a list left out is emptied",
     .source = V2_PAGE_OF("sub-account", "updateapiaccessrule")},

    {"get_mfa", "GET", SUB_ACCOUNT "/mfa", NCP_IDEMPOTENT,
     .parameters = sub_account, .result = mfa, .errors = ncp_v2_no_account,
     .doc = "Read the two-factor authentication of a sub account",
     .source = V2_PAGE_OF("sub-account", "getsubaccountmfa")},

    {"get_last_access", "GET", SUB_ACCOUNT "/last-access-summary", NCP_IDEMPOTENT,
     .parameters = sub_account, .result = last_access, .errors = ncp_v2_no_account,
     .doc = "Read when a sub account and its access keys were last used",
     .source = V2_PAGE_OF("sub-account", "getlastaccesssummary")},

    {"get_user", "GET", "/api/v2/users/{subAccountId}", NCP_IDEMPOTENT,
     .parameters = sub_account, .result = user, .errors = ncp_v2_no_account,
     .doc = "Look up a user: a sub account or a user of a role",
     .source = V2_PAGE_OF("sub-account", "getuser")},

    {"find_ids", "POST", "/api/v2/sub-accounts/resolve-nos", NCP_IDEMPOTENT,
     .parameters = find_ids_parameters, .result = ids, .errors = ncp_v2_errors,
     .doc = "Find the ids of sub accounts by their numbers",
     .source = V2_PAGE_OF("sub-account", "resolvesubaccountnos")},

    V2_TAG_OPERATIONS("sub account", SUB_ACCOUNT, list_tags_parameters, tag_parameters, ncp_v2_no_account,
                      V2_OVERVIEW, V2_GOV_PAGE_OF("sub-account", "addsubaccounttag"), V2_OVERVIEW),

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_v2_subaccount = {
    .name = "subaccount",
    .api = "v2",
    .service = "subaccount",
    .operations = operations,
    .doc = "Sub accounts: users of the main account",
};
