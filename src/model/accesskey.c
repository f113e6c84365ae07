#include "rows.h"

/* clang-format off */

static const ncp_documented_error list_errors[] = {
    NCP_NO_ACCOUNT_404,
    NCP_END,
};

static const ncp_documented_error create_errors[] = {
    NCP_NO_ACCOUNT_404,
    {409, 9012, .name = "Maximum number of active access keys exceeded"},
    NCP_END,
};

static const ncp_documented_error change_errors[] = {
    NCP_NO_ACCOUNT_401,
    {400, 904, .name = "Access key does not exist"},
    NCP_END,
};

static const ncp_field sub_account[] = {
    NCP_SUB_ACCOUNT_ID,
    NCP_END,
};

static const ncp_field set_active_parameters[] = {
    NCP_SUB_ACCOUNT_ID,
    {"accessKey", NCP_STRING,  .flags = NCP_ARGUMENT, .min = 1, .doc = "access key id"},
    {"active",    NCP_BOOLEAN, .flags = NCP_ARGUMENT, .doc = "true switches the key on, false off"},
    NCP_END,
};

static const ncp_field delete_parameters[] = {
    NCP_SUB_ACCOUNT_ID,
    {"accessKey", NCP_STRING, .flags = NCP_ARGUMENT, .min = 1, .doc = "access key id"},
    NCP_END,
};

static const ncp_field key[] = {
    {"accessKey",  NCP_STRING,  .flags = NCP_REQUIRED, .doc = "access key id"},
    {"active",     NCP_BOOLEAN, .flags = NCP_REQUIRED, .doc = "true when the key is switched on"},
    {"createTime", NCP_STRING,  .doc = "time of creation, ISO 8601"},
    NCP_END,
};

static const ncp_field new_key[] = {
    {"accessKey",  NCP_STRING, .flags = NCP_REQUIRED, .doc = "access key id"},
    {"keySecret",  NCP_STRING, .flags = NCP_REQUIRED | NCP_SENSITIVE, .doc = "secret key; shown only here"},
    {"createTime", NCP_STRING, .doc = "time of creation, ISO 8601"},
    NCP_END,
};

static const ncp_operation operations[] = {
    {"list", "GET", "/api/v1/sub-accounts/{subAccountId}/access-keys", NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = sub_account, .result = key, .errors = list_errors,
     .doc = "List the access keys of a sub account, without their secrets",
     .source = "management-subaccount-getaccesskey"},

    {"create", "POST", "/api/v1/sub-accounts/{subAccountId}/access-keys", 0,
     .parameters = sub_account, .result = new_key, .errors = create_errors,
     .makes = "an access key", .shown_by = "list",
     .doc = "Create an access key for a sub account",
     .source = "management-subaccount-createaccesskey"},

    {"set_active", "PUT", "/api/v1/sub-accounts/{subAccountId}/access-keys", NCP_IDEMPOTENT,
     .parameters = set_active_parameters, .result = ncp_success, .errors = change_errors,
     .doc = "Switch an access key on or off",
     .source = "management-subaccount-suspendkey"},

    {"delete", "DELETE", "/api/v1/sub-accounts/{subAccountId}/access-keys", NCP_IDEMPOTENT,
     .parameters = delete_parameters, .result = ncp_success, .errors = change_errors,
     .doc = "Delete an access key",
     .source = "management-subaccount-deletekey"},

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_accesskey = {
    .name = "accesskey",
    .api = "v1",
    .service = "subaccount",
    .operations = operations,
    .doc = "Access keys of a sub account",
};
