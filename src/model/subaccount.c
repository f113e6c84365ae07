#include "rows.h"

/* clang-format off */

static const ncp_documented_error no_account[] = {
    NCP_NO_ACCOUNT_401,
    NCP_END,
};

static const ncp_documented_error password_errors[] = {
    NCP_NO_ACCOUNT_401,
    {400, 9015, .name = "Unsafe password"},
    NCP_END,
};

static const ncp_documented_error console_rule_errors[] = {
    NCP_NO_ACCOUNT_404,
    {400, 400, .name = "At most 100 console IP ranges"},
    NCP_END,
};

static const ncp_documented_error api_rule_errors[] = {
    NCP_NO_ACCOUNT_401,
    NCP_NO_ACCOUNT_404,
    NCP_END,
};

static const ncp_documented_error add_tag_errors[] = {
    {401, 10, .name = "Account does not exist"},
    {409, 9012, .name = "Allowed maximum exceeded"},
    {500, 500, .name = "Internal Server Error"},
    NCP_END,
};

/* Elements of lists and maps. */

static const ncp_field number  = {.type = NCP_INTEGER, .doc = "sub account number"};
static const ncp_field address = {.type = NCP_STRING, .doc = "IP address or range"};
static const ncp_field tag     = {.type = NCP_STRING, .min = 1, .max = 256, .doc = "tag value"};

#define SOURCE_FIELDS(FLAGS) \
    {"type",   NCP_STRING, .flags = (FLAGS), .allowed = "IP|VPC|VPC_SERVER", .doc = "kind of source"}, \
    {"source", NCP_STRING, .flags = (FLAGS), .doc = "IP address or range, or instance number"}

static const ncp_field source_fields[] = {
    SOURCE_FIELDS(NCP_REQUIRED),
    NCP_END,
};
static const ncp_field source = {.type = NCP_OBJECT, .fields = source_fields};

/* Parameters. */

static const ncp_field sub_account[] = {
    NCP_SUB_ACCOUNT_ID,
    NCP_END,
};

static const ncp_field list_parameters[] = {
    NCP_SEARCH("loginId|name|subAccountNo"),
    NCP_PAGE("10"),
    NCP_END,
};

/* The last seven fields of the pages of create and update. */
#define SETTINGS(FLAGS) \
    {"email",              NCP_STRING,  .flags = (FLAGS), .min = 6, .max = 100, .doc = "mail address"}, \
    {"memo",               NCP_STRING,  .flags = (FLAGS) | NCP_BYTES, .max = 300, .doc = "description"}, \
    {"isMfaMandatory",     NCP_BOOLEAN, .flags = (FLAGS), .doc = "two-factor authentication is required"}, \
    {"useConsolePermitIp", NCP_BOOLEAN, .flags = (FLAGS), .doc = "console only from consolePermitIps"}, \
    {"consolePermitIps",   NCP_LIST,    .flags = (FLAGS), .item = &address, .doc = "IP addresses and ranges"}, \
    {"useApiAllowSource",  NCP_BOOLEAN, .flags = (FLAGS), .doc = "APIs only from apiAllowSources"}, \
    {"apiAllowSources",    NCP_LIST,    .flags = (FLAGS), .item = &source, .doc = "addresses and servers"}

static const ncp_field create_parameters[] = {
    {"loginId", NCP_STRING, .flags = NCP_REQUIRED, .min = 3, .max = 60,
     .characters = "A-Za-z0-9.@_-", .first = "A-Za-z", .doc = "login ID"},
    {"name",                NCP_STRING,  .flags = NCP_REQUIRED, .min = 2, .max = 30, .doc = "user name"},
    {"canAPIGatewayAccess", NCP_BOOLEAN, .flags = NCP_REQUIRED, .doc = "may use APIs with access keys"},
    {"canConsoleAccess",    NCP_BOOLEAN, .flags = NCP_REQUIRED, .doc = "may use the console"},
    {"needPasswordReset",   NCP_BOOLEAN, .flags = NCP_REQUIRED, .doc = "first login asks for a new password"},
    {"needPasswordGenerate", NCP_BOOLEAN, .doc = "the service makes the password; false when left out"},
    {"password", NCP_STRING, .flags = NCP_SENSITIVE, .min = 8, .max = 16,
     .required_if = {"needPasswordGenerate", "false"},
     .doc = "password of upper and lower case letters, digits and special characters"},
    SETTINGS(0),
    {"active", NCP_BOOLEAN, .doc = "true when enabled; the government site requires it"},
    {"tags", NCP_MAP, .max = 20, .item = &tag, .doc = "tag values by tag key"},
    NCP_END,
};

static const ncp_field update_parameters[] = {
    NCP_SUB_ACCOUNT_ID,
    {"name",                NCP_STRING,  .flags = NCP_REQUIRED, .min = 2, .max = 30, .doc = "user name"},
    {"active",              NCP_BOOLEAN, .doc = "true when enabled"},
    {"canAPIGatewayAccess", NCP_BOOLEAN, .doc = "may use APIs with access keys"},
    {"canConsoleAccess",    NCP_BOOLEAN, .doc = "may use the console"},
    SETTINGS(0),
    NCP_END,
};

/* The PUT needs `name`, and clients found that it resets what is left out, so all that update can change
 * goes back as it was read. get does not answer isMfaMandatory; get_mfa does. */
static const ncp_field set_active_parameters[] = {
    NCP_SUB_ACCOUNT_ID,
    {"active",              NCP_BOOLEAN, .flags = NCP_ARGUMENT, .doc = "true to enable, false to disable"},
    {"name",                NCP_STRING,  .flags = NCP_CARRIED, .doc = "user name"},
    {"canAPIGatewayAccess", NCP_BOOLEAN, .flags = NCP_CARRIED, .doc = "may use APIs with access keys"},
    {"canConsoleAccess",    NCP_BOOLEAN, .flags = NCP_CARRIED, .doc = "may use the console"},
    SETTINGS(NCP_CARRIED),
    NCP_END,
};

static const ncp_field reset_password_parameters[] = {
    NCP_SUB_ACCOUNT_ID,
    {"needPasswordGenerate", NCP_BOOLEAN, .doc = "the service makes the password"},
    {"newPassword", NCP_STRING, .flags = NCP_SENSITIVE, .min = 1,
     .required_if = {"needPasswordGenerate", "false"},
     .doc = "new password; ignored when the service makes it"},
    NCP_END,
};

static const ncp_field policies_parameters[] = {
    NCP_SUB_ACCOUNT_ID,
    NCP_POLICY_IDS,
    NCP_END,
};

static const ncp_field groups_parameters[] = {
    NCP_SUB_ACCOUNT_ID,
    {"groupIdList", NCP_LIST, .flags = NCP_ARGUMENT, .item = &ncp_id, .doc = "group ids"},
    NCP_END,
};

static const ncp_field set_console_rule_parameters[] = {
    NCP_SUB_ACCOUNT_ID,
    {"useConsolePermitIp", NCP_BOOLEAN, .flags = NCP_REQUIRED, .doc = "console only from consolePermitIps"},
    {"consolePermitIps",   NCP_LIST, .max = 100, .item = &address, .doc = "IP addresses and ranges"},
    NCP_END,
};

static const ncp_field set_api_rule_parameters[] = {
    NCP_SUB_ACCOUNT_ID,
    {"useApiAllowSource", NCP_BOOLEAN, .flags = NCP_REQUIRED, .doc = "APIs only from apiAllowSources"},
    {"apiAllowSources",   NCP_LIST, .item = &source, .doc = "addresses and servers"},
    NCP_END,
};

static const ncp_field get_user_parameters[] = {
    NCP_SUB_ACCOUNT_ID,
    {"includeDeleted", NCP_BOOLEAN, NCP_IN_QUERY, .doc = "find deleted ones too; false when left out"},
    NCP_END,
};

static const ncp_field find_ids_parameters[] = {
    {"subAccountNo", NCP_LIST, NCP_IN_QUERY, NCP_ARGUMENT, .min = 1, .item = &number,
     .doc = "sub account numbers"},
    NCP_END,
};

/* Lengths of the Resource Manager's tag page, to which the pages of these operations refer. */
static const ncp_field tag_parameters[] = {
    NCP_SUB_ACCOUNT_ID,
    {"tagKey",   NCP_STRING, .flags = NCP_ARGUMENT, .min = 1, .max = 128, .doc = "tag key"},
    {"tagValue", NCP_STRING, .flags = NCP_ARGUMENT, .min = 1, .max = 256, .doc = "tag value"},
    NCP_END,
};

/* Results. */

static const ncp_field held_source_fields[] = {
    SOURCE_FIELDS(0),
    NCP_END,
};
static const ncp_field held_source = {.type = NCP_OBJECT, .fields = held_source_fields};

static const ncp_field success_id[] = {
    NCP_SUCCESS,
    {"id", NCP_STRING, .doc = "sub account id"},
    NCP_END,
};

#define SUB_ACCOUNT_FIELDS(NAME_FLAGS) \
    {"subAccountId",        NCP_STRING,  .flags = NCP_REQUIRED, .doc = "sub account id"}, \
    {"subAccountNo",        NCP_INTEGER, .doc = "sub account number"}, \
    {"nrn",                 NCP_STRING,  .doc = "resource name"}, \
    {"loginId",             NCP_STRING,  .doc = "login ID"}, \
    {"name",                NCP_STRING,  .flags = (NAME_FLAGS), .doc = "user name"}, \
    {"email",               NCP_STRING,  .doc = "mail address"}, \
    {"memo",                NCP_STRING,  .doc = "description"}, \
    {"active",              NCP_BOOLEAN, .doc = "true when enabled"}, \
    {"needPasswordReset",   NCP_BOOLEAN, .doc = "first login asks for a new password"}, \
    {"canAPIGatewayAccess", NCP_BOOLEAN, .doc = "may use APIs with access keys"}, \
    {"canConsoleAccess",    NCP_BOOLEAN, .doc = "may use the console"}, \
    {"useConsolePermitIp",  NCP_BOOLEAN, .doc = "console only from consolePermitIps"}, \
    {"consolePermitIps",    NCP_LIST,    .item = &address, .doc = "IP addresses and ranges"}, \
    {"useApiAllowSource",   NCP_BOOLEAN, .doc = "APIs only from apiAllowSources"}, \
    {"apiAllowSources",     NCP_LIST,    .item = &held_source, .doc = "addresses and servers"}, \
    {"createTime",          NCP_STRING,  .doc = "time of creation, ISO 8601"}, \
    {"modifiedTime",        NCP_STRING,  .doc = "time of the last change, ISO 8601"}, \
    {"lastLoginTime",       NCP_STRING,  .doc = "time of the last login, ISO 8601"}

static const ncp_field list_result[] = {
    SUB_ACCOUNT_FIELDS(0),
    NCP_END,
};

static const ncp_field member = {.type = NCP_OBJECT, .fields = ncp_none};

static const ncp_field group_with_members_fields[] = {
    {"groupId",     NCP_STRING, .flags = NCP_REQUIRED, .doc = "group id"},
    {"groupName",   NCP_STRING, .doc = "group name"},
    {"policies",    NCP_LIST, .item = &member, .doc = "policies of the group"},
    {"subAccounts", NCP_LIST, .item = &member, .doc = "sub accounts in the group"},
    NCP_END,
};
static const ncp_field group_with_members = {.type = NCP_OBJECT, .fields = group_with_members_fields};

static const ncp_field policy_fields[] = {
    {"policyId",   NCP_STRING, .flags = NCP_REQUIRED, .doc = "policy id"},
    {"policyName", NCP_STRING, .doc = "policy name"},
    {"policyType", NCP_STRING, .doc = "policy type"},
    NCP_END,
};
static const ncp_field policy = {.type = NCP_OBJECT, .fields = policy_fields};

/* An update needs the name. */
static const ncp_field get_result[] = {
    SUB_ACCOUNT_FIELDS(NCP_REQUIRED),
    {"groups",   NCP_LIST, .item = &group_with_members, .doc = "groups of the sub account"},
    {"policies", NCP_LIST, .item = &policy, .doc = "policies attached to the sub account itself"},
    NCP_END,
};

static const ncp_field create_result[] = {
    NCP_SUCCESS,
    {"id",                NCP_STRING, .flags = NCP_REQUIRED, .doc = "id of the new sub account"},
    {"generatedPassword", NCP_STRING, .flags = NCP_SENSITIVE, .doc = "password made; shown only here"},
    NCP_END,
};

/* A password that the service made would be lost with the answer. */
static const ncp_field reset_password_result[] = {
    {"success", NCP_BOOLEAN, .flags = NCP_REQUIRED, .doc = "true when it was done"},
    {"generatedPassword", NCP_STRING, .flags = NCP_SENSITIVE, .doc = "password made; shown only here"},
    NCP_END,
};

static const ncp_field console_rule[] = {
    {"subAccountId",       NCP_STRING,  .doc = "sub account id"},
    {"useConsolePermitIp", NCP_BOOLEAN, .flags = NCP_REQUIRED, .doc = "console only from consolePermitIps"},
    {"consolePermitIps",   NCP_LIST,    .item = &address, .doc = "IP addresses and ranges"},
    NCP_END,
};

#define API_RULE_FIELDS(FLAGS) \
    {"useApiAllowSource", NCP_BOOLEAN, .flags = (FLAGS), .doc = "APIs only from apiAllowSources"}, \
    {"apiAllowSources",   NCP_LIST,    .item = &held_source, .doc = "addresses and servers"}

static const ncp_field api_rule[] = {
    API_RULE_FIELDS(NCP_REQUIRED),
    NCP_END,
};

/* The table of the older page has the first two fields, its example the last two. */
static const ncp_field set_api_rule_result[] = {
    {"success", NCP_BOOLEAN, .flags = NCP_EITHER, .doc = "true when it was done"},
    {"id", NCP_STRING, .doc = "sub account id"},
    API_RULE_FIELDS(NCP_EITHER),
    NCP_END,
};

static const ncp_field mfa_means_fields[] = {
    {"mfaType", NCP_STRING, .allowed = "PHONE|EMAIL|OTP|PASSKEY", .doc = "kind of second factor"},
    NCP_END,
};
static const ncp_field mfa_means = {.type = NCP_OBJECT, .fields = mfa_means_fields};

static const ncp_field mfa[] = {
    {"isMfaMandatory", NCP_BOOLEAN, .flags = NCP_REQUIRED, .doc = "two-factor authentication is required"},
    {"mfaList",        NCP_LIST,    .item = &mfa_means, .doc = "registered second factors"},
    NCP_END,
};

static const ncp_field key_use_fields[] = {
    {"accessKey", NCP_STRING, .flags = NCP_REQUIRED, .doc = "access key id"},
    {"lastUsed",  NCP_STRING, .doc = "time of the last use, ISO 8601"},
    NCP_END,
};
static const ncp_field key_use = {.type = NCP_OBJECT, .fields = key_use_fields};

/* The table and the example of the page disagree: the example has idNo and a list of keys. */
static const ncp_field last_access[] = {
    {"subAccountId",      NCP_STRING,  .flags = NCP_REQUIRED, .alias = "idNo", .doc = "sub account id"},
    {"lastLogin",         NCP_STRING,  .doc = "time of the last login, ISO 8601"},
    {"lastGitLogin",      NCP_STRING,  .doc = "time of the last SourceCommit login, ISO 8601"},
    {"lastAccessKeyUsed", NCP_LIST,    .flags = NCP_DISPUTED, .item = &key_use,
     .doc = "last use of each access key"},
    {"unusedDays",        NCP_INTEGER, .doc = "days without use"},
    NCP_END,
};

static const ncp_field group_fields[] = {
    {"groupId",   NCP_STRING, .flags = NCP_REQUIRED, .doc = "group id"},
    {"groupName", NCP_STRING, .doc = "group name"},
    NCP_END,
};
static const ncp_field group = {.type = NCP_OBJECT, .fields = group_fields};

static const ncp_field source_identity[] = {
    {"type",     NCP_STRING, .doc = "kind of principal"},
    {"id",       NCP_STRING, .doc = "id of the principal"},
    {"provider", NCP_STRING, .doc = "provider of the principal"},
    NCP_END,
};

static const ncp_field user[] = {
    {"subAccountId",   NCP_STRING,  .flags = NCP_REQUIRED, .doc = "sub account id"},
    {"loginId",        NCP_STRING,  .doc = "login ID"},
    {"name",           NCP_STRING,  .doc = "user name"},
    {"email",          NCP_STRING,  .doc = "mail address"},
    {"groups",         NCP_LIST,    .item = &group, .doc = "groups of the user"},
    {"active",         NCP_BOOLEAN, .doc = "true when enabled"},
    {"deleted",        NCP_BOOLEAN, .doc = "true when deleted"},
    {"createTime",     NCP_STRING,  .doc = "time of creation, ISO 8601"},
    {"principalType",  NCP_STRING,  .allowed = "IamUser|IamRole", .doc = "sub account or user of a role"},
    {"sourceIdentity", NCP_OBJECT,  .fields = source_identity, .doc = "principal behind an IamRole"},
    {"roleNrn",        NCP_STRING,  .doc = "resource name of the role of an IamRole"},
    NCP_END,
};

static const ncp_field number_and_id_fields[] = {
    {"subAccountNo", NCP_INTEGER, .flags = NCP_REQUIRED, .doc = "sub account number"},
    {"idNo",         NCP_STRING,  .flags = NCP_REQUIRED, .doc = "sub account id"},
    NCP_END,
};
static const ncp_field number_and_id = {.type = NCP_OBJECT, .fields = number_and_id_fields};

static const ncp_field ids[] = {
    {"idNoMap", NCP_LIST, .flags = NCP_REQUIRED, .item = &number_and_id, .doc = "numbers with their sub account ids"},
    NCP_END,
};

static const ncp_field add_tag_result[] = {
    NCP_SUCCESS,
    {"message", NCP_STRING, .doc = "why it failed"},
    NCP_END,
};

/* Attaching or adding what is there already changes nothing, so those may be sent again; create may not. */
static const ncp_operation operations[] = {
    {"list", "GET", "/api/v1/sub-accounts", NCP_IDEMPOTENT,
     .parameters = list_parameters, .result = list_result, .paging = &ncp_paging_items, .most = 500,
     .doc = "List sub accounts, one page at a time",
     .source = "management-subaccount-getsubaccounts"},

    {"get", "GET", "/api/v1/sub-accounts/{subAccountId}", NCP_IDEMPOTENT,
     .parameters = sub_account, .result = get_result,
     .doc = "Read a sub account with its groups and policies",
     .source = "management-subaccount-getsubaccount"},

    {"create", "POST", "/api/v1/sub-accounts", 0,
     .parameters = create_parameters, .result = create_result, .makes = "a sub account", .shown_by = "list",
     .doc = "Create a sub account",
     .source = "management-subaccount-createsubaccount"},

    {"update", "PUT", "/api/v1/sub-accounts/{subAccountId}", NCP_IDEMPOTENT,
     .parameters = update_parameters, .result = success_id,
     .doc = "Change a sub account; the service may reset what is left out",
     .source = "management-subaccount-putsubaccount"},

    {"delete", "DELETE", "/api/v1/sub-accounts/{subAccountId}", NCP_IDEMPOTENT,
     .parameters = sub_account, .result = ncp_success, .errors = no_account,
     .doc = "Delete a sub account",
     .source = "management-subaccount-deletesubaccount"},

    {"set_active", "PUT", "/api/v1/sub-accounts/{subAccountId}", NCP_IDEMPOTENT,
     .parameters = set_active_parameters, .result = success_id, .reads = "get|get_mfa",
     .doc = "Enable or disable a sub account and leave the rest as it is",
     .source = "management-subaccount-putsubaccount"},

    {"reset_password", "PUT", "/api/v1/sub-accounts/{subAccountId}/password", NCP_IDEMPOTENT,
     .parameters = reset_password_parameters, .result = reset_password_result, .errors = password_errors,
     .doc = "Give a sub account a new password",
     .source = "management-subaccount-putpassword"},

    {"attach_policies", "POST", "/api/v1/sub-accounts/{subAccountId}/policies",
     NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = policies_parameters, .result = ncp_success_each, .errors = no_account,
     .doc = "Attach policies to a sub account",
     .source = "management-subaccount-attachpolicytosubaccount"},

    {"detach_policies", "DELETE", "/api/v1/sub-accounts/{subAccountId}/policies",
     NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = policies_parameters, .result = ncp_success_each, .errors = no_account,
     .doc = "Detach policies from a sub account",
     .source = "management-subaccount-detachpolicyfromsubaccount"},

    {"add_groups", "POST", "/api/v1/sub-accounts/{subAccountId}/groups", NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = groups_parameters, .result = ncp_success_each, .errors = no_account,
     .doc = "Add a sub account to groups, of which it can be in ten",
     .source = "management-subaccount-addsubaccounttogroup"},

    {"remove_groups", "DELETE", "/api/v1/sub-accounts/{subAccountId}/groups",
     NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = groups_parameters, .result = ncp_success_each, .errors = no_account,
     .doc = "Remove a sub account from groups",
     .source = "management-subaccount-deletesubaccountfromgroup"},

    {"get_console_rule", "GET", "/api/v1/sub-accounts/{subAccountId}/access-rules/console", NCP_IDEMPOTENT,
     .parameters = sub_account, .result = console_rule,
     .doc = "Read where a sub account may use the console from",
     .source = "management-subaccount-getaccessrule"},

    {"set_console_rule", "PUT", "/api/v1/sub-accounts/{subAccountId}/access-rules/console", NCP_IDEMPOTENT,
     .parameters = set_console_rule_parameters, .result = success_id, .errors = console_rule_errors,
     .doc = "Set where a sub account may use the console from",
     .source = "management-subaccount-putaccessrule"},

    {"get_api_rule", "GET", "/api/v1/sub-accounts/{subAccountId}/access-rules/api", NCP_IDEMPOTENT,
     .parameters = sub_account, .result = api_rule, .errors = no_account,
     .doc = "Read where a sub account may use APIs from",
     .source = "management-subaccount-getapiaccessrule"},

    {"set_api_rule", "PUT", "/api/v1/sub-accounts/{subAccountId}/access-rules/api", NCP_IDEMPOTENT,
     .parameters = set_api_rule_parameters, .result = set_api_rule_result, .errors = api_rule_errors,
     .doc = "Set where a sub account may use APIs from",
     .source = "management-subaccount-putapiaccessrule"},

    {"get_mfa", "GET", "/api/v1/sub-accounts/{subAccountId}/mfa", NCP_IDEMPOTENT,
     .parameters = sub_account, .result = mfa, .errors = no_account,
     .doc = "Read the two-factor authentication of a sub account",
     .source = "management-subaccount-2factorauthentication"},

    {"get_last_access", "GET", "/api/v1/users/{subAccountId}/last-access-summary", NCP_IDEMPOTENT,
     .parameters = sub_account, .result = last_access,
     .doc = "Read when a sub account and its access keys were last used",
     .source = "management-subaccount-getlastaccesssummary"},

    {"get_user", "GET", "/api/v1/users/{subAccountId}", NCP_IDEMPOTENT,
     .parameters = get_user_parameters, .result = user,
     .doc = "Look up a user: a sub account, a deleted one, or a user of a role",
     .source = "management-subaccount-getuserdetail"},

    {"find_ids", "GET", "/api/v1/sub-accounts-with-no", NCP_IDEMPOTENT,
     .parameters = find_ids_parameters, .result = ids,
     .doc = "Find the ids of sub accounts by their numbers",
     .source = "management-subaccount-getsubaccountidno"},

    {"list_tags", "GET", "/api/v1/users/{subAccountId}/tags", NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = sub_account, .result = ncp_tags,
     .doc = "List the tags of a sub account",
     .source = "management-subaccount-gettag"},

    {"add_tag", "POST", "/api/v1/users/{subAccountId}/tags", NCP_IDEMPOTENT,
     .parameters = tag_parameters, .result = add_tag_result, .errors = add_tag_errors,
     .doc = "Add a tag to a sub account, which can have twenty",
     .source = "management-subaccount-addtag"},

    {"remove_tag", "DELETE", "/api/v1/users/{subAccountId}/tags", NCP_IDEMPOTENT,
     .parameters = tag_parameters, .result = ncp_success,
     .doc = "Remove a tag from a sub account",
     .source = "management-subaccount-removetag"},

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_subaccount = {
    .name = "subaccount",
    .api = "v1",
    .service = "subaccount",
    .operations = operations,
    .doc = "Sub accounts: users of the main account",
};
