#include "v2.h"

/* clang-format off */

static const ncp_documented_error forbidden[] = {
    V2_FORBIDDEN,
    NCP_END,
};

static const ncp_documented_error login_alias_errors[] = {
    V2_STANDARD,
    {.status = 409, .word = "AlreadyExists", .name = "Another account has this login alias"},
    NCP_END,
};

/* Answering whether a value is allowed is the server's part, so no rule of the value is checked here. */
static const ncp_field check_login_id_parameters[] = {
    {"loginId", NCP_STRING, .flags = NCP_ARGUMENT, .min = 1, .doc = "login ID to check"},
    NCP_END,
};

static const ncp_field check_password_parameters[] = {
    {"password", NCP_STRING, .flags = NCP_ARGUMENT | NCP_SENSITIVE, .min = 1, .doc = "password to check"},
    NCP_END,
};

#define REASON {"reason", NCP_STRING, .was = "message", .doc = "why it cannot be used; missing when it can"}

static const ncp_field available[] = {
    {"available", NCP_BOOLEAN, .flags = NCP_REQUIRED, .was = "success", .doc = "true when it can be used"},
    REASON,
    NCP_END,
};

static const ncp_field valid[] = {
    {"valid", NCP_BOOLEAN, .flags = NCP_REQUIRED, .was = "success", .doc = "true when it can be used"},
    REASON,
    NCP_END,
};

static const ncp_field login_alias[] = {
    {"loginAlias", NCP_STRING, .doc = "login access key; null or missing while none is set"},
    NCP_END,
};

static const ncp_field set_login_alias_parameters[] = {
    {"loginAlias", NCP_STRING, .flags = NCP_ARGUMENT | NCP_NULLABLE, .min = 3, .max = 20,
     .characters = "a-z0-9", .doc = "login access key; null removes it"},
    NCP_END,
};

/* A setting as it is read, and as it is given: FLAGS of the switch, and what the number depends on. */
#define PASSWORD_EXPIRATION(FLAGS, ...) \
    {"passwordExpirationEnabled", NCP_BOOLEAN, .flags = (FLAGS), .was = "usePasswordExpiration", \
     .doc = "true when passwords expire"}, \
    {"passwordExpirationDays", NCP_INTEGER, __VA_ARGS__ .doc = "days until a password expires"}
#define SESSION_EXPIRATION(FLAGS, ...) \
    {"sessionExpirationEnabled", NCP_BOOLEAN, .flags = (FLAGS), .was = "useSessionExpiration", \
     .doc = "true when idle sessions expire"}, \
    {"sessionExpirationSeconds", NCP_INTEGER, __VA_ARGS__ .was = "sessionExpirationSec", \
     .doc = "seconds until an idle session expires"}
#define IDLE_DISABLE(FLAGS, ...) \
    {"idleDisableEnabled", NCP_BOOLEAN, .flags = (FLAGS), .was = "useIdleDisable", \
     .doc = "true when long-unused sub accounts are disabled"}, \
    {"idleDisableDays", NCP_INTEGER, __VA_ARGS__ .doc = "days without use"}

static const ncp_field password_expiration[] = {
    PASSWORD_EXPIRATION(NCP_REQUIRED, ),
    NCP_END,
};

static const ncp_field set_password_expiration_parameters[] = {
    PASSWORD_EXPIRATION(NCP_REQUIRED, .allowed = "60|90|120|180",
                        .required_if = {"passwordExpirationEnabled", "true"}, ),
    NCP_END,
};

static const ncp_field session_expiration[] = {
    SESSION_EXPIRATION(NCP_REQUIRED, ),
    NCP_END,
};

static const ncp_field set_session_expiration_parameters[] = {
    SESSION_EXPIRATION(NCP_REQUIRED, .allowed = "600|1800|3600|10800",
                       .required_if = {"sessionExpirationEnabled", "true"}, ),
    NCP_END,
};

static const ncp_field idle_disable[] = {
    IDLE_DISABLE(NCP_REQUIRED, ),
    NCP_END,
};

static const ncp_field set_idle_disable_parameters[] = {
    IDLE_DISABLE(NCP_REQUIRED, .allowed = "90|180|365", .required_if = {"idleDisableEnabled", "true"}, ),
    NCP_END,
};

#define PASSWORD_POLICY "/api/v2/tenant-settings/sub-account-password-policy"
#define SESSION_POLICY "/api/v2/tenant-settings/sub-account-session-policy"
#define IDLE_SETTING "/api/v2/tenant-settings/idle-disable-setting"

static const ncp_operation operations[] = {
    {"get_login_alias", "GET", "/api/v2/login-alias", NCP_IDEMPOTENT,
     .parameters = ncp_none, .result = login_alias, .errors = forbidden,
     .doc = "Read the login access key, the name in the address of the sub accounts' login page",
     .source = V2_PAGE_OF("sub-account", "getloginalias")},

    {"set_login_alias", "PATCH", "/api/v2/login-alias", NCP_IDEMPOTENT,
     .parameters = set_login_alias_parameters, .result = login_alias, .errors = login_alias_errors,
     .doc = "Set or remove the login access key, the name in the address of the sub accounts' login page",
     .source = V2_PAGE_OF("sub-account", "updateloginalias")},

    {"check_login_id", "POST", "/api/v2/sub-accounts/check-login-id", NCP_IDEMPOTENT | NCP_VERDICT,
     .parameters = check_login_id_parameters, .result = available, .errors = ncp_v2_errors,
     .doc = "Ask whether a login ID is well formed and free",
     .source = V2_PAGE_OF("sub-account", "checkloginid")},

    {"check_password", "POST", "/api/v2/sub-accounts/check-password", NCP_IDEMPOTENT | NCP_VERDICT,
     .parameters = check_password_parameters, .result = valid, .errors = ncp_v2_errors,
     .doc = "Ask whether a password is safe enough",
     .source = V2_PAGE_OF("sub-account", "checkpassword")},

    {"get_password_expiration", "GET", PASSWORD_POLICY, NCP_IDEMPOTENT,
     .parameters = ncp_none, .result = password_expiration, .errors = forbidden,
     .doc = "Read when passwords of sub accounts expire",
     .source = V2_PAGE_OF("sub-account", "getsubaccountpasswordpolicy")},

    {"set_password_expiration", "PUT", PASSWORD_POLICY, NCP_IDEMPOTENT,
     .parameters = set_password_expiration_parameters, .result = password_expiration, .errors = ncp_v2_errors,
     .doc = "Set when passwords of sub accounts expire",
     .source = V2_PAGE_OF("sub-account", "updatesubaccountpasswordpolicy")},

    {"get_session_expiration", "GET", SESSION_POLICY, NCP_IDEMPOTENT,
     .parameters = ncp_none, .result = session_expiration, .errors = forbidden,
     .doc = "Read when idle sessions of sub accounts expire",
     .source = V2_PAGE_OF("sub-account", "getsubaccountsessionpolicy")},

    {"set_session_expiration", "PUT", SESSION_POLICY, NCP_IDEMPOTENT,
     .parameters = set_session_expiration_parameters, .result = session_expiration, .errors = ncp_v2_errors,
     .doc = "Set when idle sessions of sub accounts expire",
     .source = V2_PAGE_OF("sub-account", "updatesubaccountsessionpolicy")},

    {"get_idle_disable", "GET", IDLE_SETTING, NCP_IDEMPOTENT,
     .parameters = ncp_none, .result = idle_disable, .errors = forbidden,
     .doc = "Read after how many days without use sub accounts are disabled",
     .source = V2_PAGE_OF("sub-account", "getidledisablesetting")},

    {"set_idle_disable", "PUT", IDLE_SETTING, NCP_IDEMPOTENT,
     .parameters = set_idle_disable_parameters, .result = idle_disable, .errors = ncp_v2_errors,
     .doc = "Set after how many days without use sub accounts are disabled",
     .source = V2_PAGE_OF("sub-account", "updateidledisablesetting")},

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_v2_tenant = {
    .name = "tenant",
    .api = "v2",
    .service = "subaccount",
    .operations = operations,
    .doc = "Settings that apply to all sub accounts of the main account",
};
