#include "huawei.h"

/* clang-format off */

#define DURATION \
    {"duration_seconds", NCP_INTEGER, .min = 900, .max = 86400, \
     .doc = "seconds for which the key is good; 900 when left out"}

#define SECRET (NCP_REQUIRED | NCP_SENSITIVE)

static const ncp_documented_error errors[] = {
    NCP_HUAWEI_REFUSALS,
    NCP_HUAWEI_INTERNAL,
    NCP_END,
};

/* The policy document, from the inside out. */

static const ncp_field action           = {.type = NCP_STRING, .min = 1};
static const ncp_field resource         = {.type = NCP_STRING, .min = 1, .max = 128};
static const ncp_field condition_value  = {.type = NCP_STRING};
static const ncp_field condition_values = {.type = NCP_LIST, .item = &condition_value};
static const ncp_field condition_keys   = {.type = NCP_MAP, .item = &condition_values};

static const ncp_field statement_fields[] = {
    {"Effect", NCP_STRING, .flags = NCP_REQUIRED, .allowed = "Allow|Deny", .doc = "what it does; Deny wins"},
    {"Action", NCP_LIST, .flags = NCP_REQUIRED, .min = 1, .max = 100, .item = &action,
     .doc = "names of actions, such as obs:object:*"},
    {"Resource", NCP_LIST, .max = 10, .item = &resource, .doc = "resources, such as obs:*:*:object:*"},
    {"Condition", NCP_MAP, .max = 10, .item = &condition_keys,
     .doc = "lists of values by condition key, such as obs:prefix, by operator, such as StringEquals"},
    NCP_END,
};
static const ncp_field statement = {.type = NCP_OBJECT, .fields = statement_fields};

static const ncp_field policy[] = {
    {"Version",   NCP_STRING, .flags = NCP_REQUIRED, .allowed = "1.1", .doc = "version of the document"},
    {"Statement", NCP_LIST,   .flags = NCP_REQUIRED, .min = 1, .max = 8, .item = &statement,
     .doc = "what is allowed or denied"},
    NCP_END,
};

/* auth, from the inside out. */

static const ncp_field method = {.type = NCP_STRING, .allowed = "token|assume_role"};

static const ncp_field token[] = {
    {"id", NCP_STRING, .flags = NCP_SENSITIVE, .min = 1,
     .doc = "the token; that of the call goes before it; about to be withdrawn by Open Telekom Cloud"},
    DURATION,
    NCP_END,
};

static const ncp_field session_user[] = {
    {"name", NCP_STRING, .min = 1, .max = 32, .characters = "A-Za-z0-9 _.-", .first = "A-Za-z",
     .doc = "user name"},
    NCP_END,
};

/* A sample of Open Telekom Cloud has xrole_name for agency_name; its table does not. */
static const ncp_field assume_role[] = {
    {"agency_name",  NCP_STRING, .flags = NCP_REQUIRED, .min = 1, .doc = "name of the agency"},
    {"domain_id",    NCP_STRING, .min = 1, .doc = "id of the account that made the agency; it or the name"},
    {"domain_name",  NCP_STRING, .min = 1, .doc = "name of that account"},
    DURATION,
    {"session_user", NCP_OBJECT, .fields = session_user, .doc = "who acts; Huawei Cloud only"},
    NCP_END,
};

static const ncp_field identity[] = {
    {"methods",     NCP_LIST,   .flags = NCP_REQUIRED, .min = 1, .max = 1, .item = &method,
     .doc = "what the key is made from"},
    {"token",       NCP_OBJECT, .fields = token, .doc = "details for the method token"},
    {"assume_role", NCP_OBJECT, .fields = assume_role, .doc = "the agency, for the method assume_role"},
    {"policy",      NCP_OBJECT, .fields = policy, .doc = "narrows the rights, for object storage only"},
    NCP_END,
};

static const ncp_field auth[] = {
    {"identity", NCP_OBJECT, .flags = NCP_REQUIRED, .fields = identity, .doc = "what the key is made from"},
    {"scope",    NCP_OBJECT, .fields = ncp_huawei_scope,
     .doc = "what an agency's key is good for; Open Telekom Cloud only, and advised against"},
    NCP_END,
};

static const ncp_field create_parameters[] = {
    {"auth", NCP_OBJECT, .flags = NCP_REQUIRED, .fields = auth, .doc = "what the key is made from"},
    NCP_END,
};

static const ncp_field temporary_key[] = {
    {"access",        NCP_STRING, .flags = NCP_REQUIRED, .doc = "temporary access key id"},
    {"secret",        NCP_STRING, .flags = SECRET, .doc = "its secret key; shown only here"},
    {"securitytoken", NCP_STRING, .flags = SECRET, .doc = "what must be sent along with the key"},
    {"expires_at",    NCP_STRING, .flags = NCP_REQUIRED, .doc = "time of expiry, ISO 8601"},
    NCP_END,
};

static const ncp_operation operations[] = {
    {"create", "POST", "/v3.0/OS-CREDENTIAL/securitytokens", 0,
     .parameters = create_parameters, .result = temporary_key, .member = "credential", .errors = errors,
     .doc = "Create a temporary access key from a token or an agency",
     .source = "access_key_management/obtaining_a_temporary_ak_sk"},

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_huawei_securitytoken = {
    .name = "huawei.securitytoken",
    .cloud = "huawei",
    .service = "iam",
    .operations = operations,
    .doc = "Temporary access keys with the security token that goes with them",
};
