#include "rows.h"

/* clang-format off */

static const ncp_documented_error invalid_parameter[] = {
    {400, 400, .name = "Invalid parameter"},
    NCP_END,
};

/* Answering whether a value is allowed is the server's part, so no rule of the value is checked here. */
static const ncp_field check_login_id_parameters[] = {
    {"loginId", NCP_STRING, NCP_IN_QUERY, NCP_ARGUMENT, .min = 1, .doc = "login ID to check"},
    NCP_END,
};

static const ncp_field check_password_parameters[] = {
    {"password", NCP_STRING, NCP_IN_QUERY, NCP_ARGUMENT | NCP_SENSITIVE, .min = 1,
     .doc = "password to check; the service takes it in the URL"},
    NCP_END,
};

static const ncp_field verdict[] = {
    {"success", NCP_BOOLEAN, .flags = NCP_REQUIRED, .doc = "true when it can be used"},
    {"message", NCP_STRING,  .doc = "why it cannot"},
    NCP_END,
};

static const ncp_field login_alias[] = {
    {"loginAlias", NCP_STRING, .doc = "login access key; missing while none is set"},
    NCP_END,
};

static const ncp_field set_login_alias_parameters[] = {
    {"loginAlias", NCP_STRING, .flags = NCP_ARGUMENT, .min = 3, .max = 20, .characters = "a-z0-9",
     .doc = "login access key"},
    NCP_END,
};

static const ncp_field password_expiration[] = {
    {"usePasswordExpiration",  NCP_BOOLEAN, .flags = NCP_REQUIRED, .doc = "true when passwords expire"},
    {"passwordExpirationDays", NCP_INTEGER, .doc = "days until a password expires"},
    NCP_END,
};

static const ncp_field set_password_expiration_parameters[] = {
    {"usePasswordExpiration",  NCP_BOOLEAN, .flags = NCP_REQUIRED, .doc = "true when passwords expire"},
    {"passwordExpirationDays", NCP_INTEGER, .allowed = "60|90|120|180",
     .required_if = {"usePasswordExpiration", "true"}, .doc = "days until a password expires"},
    NCP_END,
};

static const ncp_field session_expiration[] = {
    {"useSessionExpiration", NCP_BOOLEAN, .flags = NCP_REQUIRED, .doc = "true when idle sessions expire"},
    {"sessionExpirationSec", NCP_INTEGER, .allowed = "600|1800|3600|10800",
     .doc = "seconds until an idle session expires"},
    NCP_END,
};

static const ncp_field set_session_expiration_parameters[] = {
    {"useSessionExpiration", NCP_BOOLEAN, .flags = NCP_REQUIRED, .doc = "true when idle sessions expire"},
    {"sessionExpirationSec", NCP_INTEGER, .allowed = "600|1800|3600|10800",
     .required_if = {"useSessionExpiration", "true"}, .doc = "seconds until an idle session expires"},
    NCP_END,
};

/* The page of the GET types idleDisableDays Boolean; its example and the page of the POST have a number. */
static const ncp_field idle_disable[] = {
    {"useIdleDisable",  NCP_BOOLEAN, .flags = NCP_REQUIRED,
     .doc = "true when long-unused sub accounts are disabled"},
    {"idleDisableDays", NCP_INTEGER, .allowed = "90|180|365", .doc = "days without use"},
    NCP_END,
};

static const ncp_field set_idle_disable_parameters[] = {
    {"useIdleDisable",  NCP_BOOLEAN, .flags = NCP_REQUIRED,
     .doc = "true when long-unused sub accounts are disabled"},
    {"idleDisableDays", NCP_INTEGER, .allowed = "90|180|365", .required_if = {"useIdleDisable", "true"},
     .doc = "days without use"},
    NCP_END,
};

/* The sets by POST replace a setting, so sending one again does no harm. */
static const ncp_operation operations[] = {
    {"get_login_alias", "GET", "/api/v1/login-alias", NCP_IDEMPOTENT,
     .parameters = ncp_none, .result = login_alias,
     .doc = "Read the login access key, the name in the address of the sub accounts' login page",
     .source = "management-subaccount-getloginalias"},

    {"set_login_alias", "PUT", "/api/v1/login-alias", NCP_IDEMPOTENT,
     .parameters = set_login_alias_parameters, .result = ncp_success,
     .doc = "Set the login access key, the name in the address of the sub accounts' login page",
     .source = "management-subaccount-putloginalias"},

    {"check_login_id", "GET", "/api/v1/join/check-login-id", NCP_IDEMPOTENT | NCP_VERDICT,
     .parameters = check_login_id_parameters, .result = verdict,
     .doc = "Ask whether a login ID is well formed and free",
     .source = "management-subaccount-checkloginid"},

    {"check_password", "GET", "/api/v1/join/check-password", NCP_IDEMPOTENT | NCP_VERDICT,
     .parameters = check_password_parameters, .result = verdict,
     .doc = "Ask whether a password is safe enough",
     .source = "management-subaccount-checkpassword"},

    {"get_password_expiration", "GET", "/api/v1/tenant-settings/sub-account-password-policy", NCP_IDEMPOTENT,
     .parameters = ncp_none, .result = password_expiration,
     .doc = "Read when passwords of sub accounts expire",
     .source = "management-subaccount-getpasswordexpirationdays"},

    {"set_password_expiration", "POST", "/api/v1/tenant-settings/sub-account-password-policy", NCP_IDEMPOTENT,
     .parameters = set_password_expiration_parameters, .result = ncp_success, .errors = invalid_parameter,
     .doc = "Set when passwords of sub accounts expire",
     .source = "management-subaccount-postpasswordexpirationdays"},

    /* The vendor's page names of this pair are crossed. */
    {"get_session_expiration", "GET", "/api/v1/tenant-settings/sub-account-session-policy", NCP_IDEMPOTENT,
     .parameters = ncp_none, .result = session_expiration,
     .doc = "Read when idle sessions of sub accounts expire",
     .source = "management-subaccount-postsessionexpirationtime"},

    {"set_session_expiration", "POST", "/api/v1/tenant-settings/sub-account-session-policy", NCP_IDEMPOTENT,
     .parameters = set_session_expiration_parameters, .result = ncp_success,
     .doc = "Set when idle sessions of sub accounts expire",
     .source = "management-subaccount-getsessionexpirationtime"},

    {"get_idle_disable", "GET", "/api/v1/tenant-settings/idle-disable-settings", NCP_IDEMPOTENT,
     .parameters = ncp_none, .result = idle_disable,
     .doc = "Read after how many days without use sub accounts are disabled",
     .source = "management-subaccount-getidledisable"},

    {"set_idle_disable", "POST", "/api/v1/tenant-settings/idle-disable-settings", NCP_IDEMPOTENT,
     .parameters = set_idle_disable_parameters, .result = ncp_success,
     .doc = "Set after how many days without use sub accounts are disabled",
     .source = "management-subaccount-postidledisable"},

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_tenant = {
    .name = "tenant",
    .api = "v1",
    .service = "subaccount",
    .operations = operations,
    .doc = "Settings that apply to all sub accounts of the main account",
};
