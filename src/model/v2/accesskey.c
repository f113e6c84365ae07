#include "v2.h"

/* clang-format off */

/* The limit counts active keys only, so it is met on creating one and on switching one on. */
#define TWO_ACTIVE V2_LIMIT_EXCEEDED("A sub account may have two active access keys")

static const ncp_documented_error create_errors[] = {
    V2_STANDARD,
    TWO_ACTIVE,
    V2_NO_ACCOUNT,
    NCP_END,
};

static const ncp_documented_error set_active_errors[] = {
    V2_STANDARD,
    TWO_ACTIVE,
    V2_NO_ACCOUNT,
    V2_NOT_FOUND("Access key does not exist"),
    NCP_END,
};

static const ncp_documented_error delete_errors[] = {
    V2_STANDARD,
    V2_NO_ACCOUNT,
    V2_NOT_FOUND("Access key does not exist"),
    NCP_END,
};

static const ncp_field sub_account[] = {
    NCP_SUB_ACCOUNT_ID,
    NCP_END,
};

#define KEY_IN_PATH {"accessKey", NCP_STRING, NCP_IN_PATH, NCP_ARGUMENT, .min = 1, .doc = "access key id"}

static const ncp_field set_active_parameters[] = {
    NCP_SUB_ACCOUNT_ID,
    KEY_IN_PATH,
    {"active", NCP_BOOLEAN, .flags = NCP_ARGUMENT, .doc = "true switches the key on, false off"},
    NCP_END,
};

static const ncp_field delete_parameters[] = {
    NCP_SUB_ACCOUNT_ID,
    KEY_IN_PATH,
    NCP_END,
};

static const ncp_field key[] = {
    {"accessKey", NCP_STRING,  .flags = NCP_REQUIRED, .doc = "access key id"},
    {"active",    NCP_BOOLEAN, .flags = NCP_REQUIRED, .doc = "true when the key is switched on"},
    V2_CREATED,
    NCP_END,
};

static const ncp_field new_key[] = {
    {"accessKey", NCP_STRING, .flags = NCP_REQUIRED, .doc = "access key id"},
    {"keySecret", NCP_STRING, .flags = NCP_REQUIRED | NCP_SENSITIVE, .doc = "secret key; shown only here"},
    V2_CREATED,
    NCP_END,
};

#define KEYS "/api/v2/sub-accounts/{subAccountId}/access-keys"

static const ncp_operation operations[] = {
    {"list", "GET", KEYS, NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = sub_account, .result = key, .member = "accessKeys", .errors = ncp_v2_no_account,
     .doc = "List the access keys of a sub account, without their secrets",
     .source = V2_PAGE_OF("sub-account", "listaccesskeys")},

    {"create", "POST", KEYS, 0,
     .parameters = sub_account, .result = new_key, .errors = create_errors,
     .makes = "an access key", .shown_by = "list",
     .doc = "Create an access key for a sub account, which may have two that are active",
     .source = V2_PAGE_OF("sub-account", "createaccesskey")},

    {"set_active", "POST", KEYS "/{accessKey}/change-status", NCP_IDEMPOTENT,
     .parameters = set_active_parameters, .result = ncp_none, .errors = set_active_errors,
     .doc = "Switch an access key on or off",
     .source = V2_PAGE_OF("sub-account", "changeaccesskeystatus")},

    {"delete", "DELETE", KEYS "/{accessKey}", NCP_IDEMPOTENT,
     .parameters = delete_parameters, .result = ncp_none, .errors = delete_errors,
     .doc = "Delete an access key",
     .source = V2_PAGE_OF("sub-account", "deleteaccesskey")},

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_v2_accesskey = {
    .name = "accesskey",
    .api = "v2",
    .service = "subaccount",
    .operations = operations,
    .doc = "Access keys of a sub account",
};
