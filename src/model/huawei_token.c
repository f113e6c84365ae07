#include "huawei.h"

/* clang-format off */

#define TOKENS "/v3/auth/tokens"

/* Any value leaves the catalogue out, `false` too. */
#define NO_CATALOG \
    {"nocatalog", NCP_STRING, NCP_IN_QUERY, .allowed = "true", .doc = "leaves `catalog` out of the answer"}

/* Real tokens have come with 9,120 characters; no limit is documented. */
#define SUBJECT_TOKEN \
    {"x-subject-token", NCP_STRING, NCP_IN_HEADER, NCP_ARGUMENT | NCP_SENSITIVE, .min = 1, \
     .doc = "the token that this is about"}

static const ncp_documented_error create_errors[] = {
    {400, 400, .name = "The request body is invalid"},
    {401, 401, .name = "The username or password is wrong."},
    {403, 0, .name = "Access denied"},
    NCP_HUAWEI_NOT_FOUND,
    NCP_HUAWEI_INTERNAL,
    NCP_HUAWEI_UNAVAILABLE,
    NCP_END,
};

static const ncp_documented_error errors[] = {
    NCP_HUAWEI_REFUSALS,
    {404, 404, .name = "X-Subject-Token is invalid in the request"},
    NCP_HUAWEI_UNAVAILABLE,
    NCP_END,
};

/* auth, from the inside out. */

static const ncp_field method = {.type = NCP_STRING, .allowed = "password|totp|token|assume_role"};

#define WITH(METHOD) .required_if = {"auth.identity.methods", (METHOD)}

static const ncp_field account[] = {
    {"name", NCP_STRING, .flags = NCP_REQUIRED, .min = 1, .doc = "name of the user's account"},
    NCP_END,
};

static const ncp_field password_user[] = {
    {"name",     NCP_STRING, .flags = NCP_REQUIRED, .min = 1, .doc = "user name"},
    {"password", NCP_STRING, .flags = NCP_REQUIRED | NCP_SENSITIVE, .min = 1, .doc = "password"},
    {"domain",   NCP_OBJECT, .flags = NCP_REQUIRED, .fields = account, .doc = "the user's account"},
    NCP_END,
};

static const ncp_field password[] = {
    {"user", NCP_OBJECT, .flags = NCP_REQUIRED, .fields = password_user, .doc = "who logs in"},
    NCP_END,
};

/* The table of the page has the id, its sample the name. */
static const ncp_field totp_user[] = {
    {"id",   NCP_STRING, .min = 1, .doc = "user id; it, or where the cloud takes that the name"},
    {"name", NCP_STRING, .min = 1, .doc = "user name"},
    {"passcode", NCP_STRING, .flags = NCP_REQUIRED | NCP_SENSITIVE, .min = 1,
     .doc = "code that the virtual MFA device shows now"},
    NCP_END,
};

static const ncp_field totp[] = {
    {"user", NCP_OBJECT, .flags = NCP_REQUIRED, .fields = totp_user, .doc = "who logs in"},
    NCP_END,
};

static const ncp_field token[] = {
    {"id", NCP_STRING, .flags = NCP_REQUIRED | NCP_SENSITIVE, .min = 1, .doc = "the token"},
    NCP_END,
};

/* A sample has xrole_name for agency_name; the table of the same page does not. */
static const ncp_field assume_role[] = {
    {"agency_name", NCP_STRING, .flags = NCP_REQUIRED, .min = 1, .doc = "name of the agency"},
    {"domain_id",   NCP_STRING, .min = 1, .doc = "id of the account that made the agency; it or the name"},
    {"domain_name", NCP_STRING, .min = 1, .doc = "name of that account"},
    NCP_END,
};

static const ncp_field identity[] = {
    {"methods",  NCP_LIST,   .flags = NCP_REQUIRED, .min = 1, .item = &method, .doc = "ways to log in"},
    {"password", NCP_OBJECT, WITH("password"), .fields = password, .doc = "login by password"},
    {"totp",     NCP_OBJECT, WITH("totp"), .fields = totp,
     .doc = "second factor of a user with login protection"},
    {"token",    NCP_OBJECT, WITH("token"), .fields = token,
     .doc = "a token that the user has, such as one for nothing yet after a federated login"},
    {"assume_role", NCP_OBJECT, WITH("assume_role"), .fields = assume_role,
     .doc = "an agency that the client may act for"},
    NCP_END,
};

static const ncp_field scope_account[] = {
    {"id",   NCP_STRING, .min = 1, .doc = "account id; it or the name"},
    {"name", NCP_STRING, .min = 1, .doc = "account name"},
    NCP_END,
};

static const ncp_field scope_project[] = {
    {"id",     NCP_STRING, .min = 1, .doc = "project id; it or the name"},
    {"name",   NCP_STRING, .min = 1, .doc = "project name, such as that of a region"},
    {"domain", NCP_OBJECT, .fields = scope_account,
     .doc = "account of the project; beside its name, with the method token"},
    NCP_END,
};

const ncp_field ncp_huawei_scope[] = {
    {"domain",  NCP_OBJECT, .fields = scope_account, .doc = "the account: global services, such as IAM"},
    {"project", NCP_OBJECT, .fields = scope_project, .doc = "a project: regional services; outdoes domain"},
    NCP_END,
};

static const ncp_field auth[] = {
    {"identity", NCP_OBJECT, .flags = NCP_REQUIRED, .fields = identity, .doc = "who logs in, and how"},
    {"scope",    NCP_OBJECT, .fields = ncp_huawei_scope,
     .doc = "what the token is good for; required by Open Telekom Cloud"},
    NCP_END,
};

/* Parameters. */

static const ncp_field create_parameters[] = {
    {"auth", NCP_OBJECT, .flags = NCP_REQUIRED, .fields = auth, .doc = "the login"},
    NO_CATALOG,
    NCP_END,
};

static const ncp_field validate_parameters[] = {
    SUBJECT_TOKEN,
    NO_CATALOG,
    NCP_END,
};

static const ncp_field revoke_parameters[] = {
    SUBJECT_TOKEN,
    NCP_END,
};

/* The result, from the inside out. */

static const ncp_field domain[] = {
    {"id",   NCP_STRING, .doc = "account id"},
    {"name", NCP_STRING, .doc = "account name"},
    NCP_END,
};

static const ncp_field project[] = {
    {"id",     NCP_STRING, .doc = "project id"},
    {"name",   NCP_STRING, .doc = "project name"},
    {"domain", NCP_OBJECT, .fields = domain, .doc = "account of the project"},
    NCP_END,
};

static const ncp_field user[] = {
    {"id",                  NCP_STRING, .doc = "user id"},
    {"name",                NCP_STRING, .doc = "user name"},
    {"password_expires_at", NCP_STRING, .doc = "time at which the password expires; empty or null: never"},
    {"domain",              NCP_OBJECT, .fields = domain, .doc = "the user's account"},
    NCP_END,
};

static const ncp_field assumed_by[] = {
    {"user", NCP_OBJECT, .fields = user, .doc = "the user who acts"},
    NCP_END,
};

static const ncp_field role_fields[] = {
    {"id",   NCP_STRING, .doc = "no id of a permission, mostly 0"},
    {"name", NCP_STRING, .doc = "name of the permission"},
    NCP_END,
};
static const ncp_field role = {.type = NCP_OBJECT, .fields = role_fields};

static const ncp_field endpoint_fields[] = {
    {"id",        NCP_STRING, .doc = "endpoint id"},
    {"interface", NCP_STRING, .doc = "who can reach it, such as public"},
    {"region",    NCP_STRING, .doc = "region"},
    {"region_id", NCP_STRING, .doc = "region id"},
    {"url",       NCP_STRING, .doc = "address"},
    NCP_END,
};
static const ncp_field endpoint = {.type = NCP_OBJECT, .fields = endpoint_fields};

static const ncp_field service_fields[] = {
    {"id",        NCP_STRING, .doc = "service id"},
    {"name",      NCP_STRING, .doc = "service name"},
    {"type",      NCP_STRING, .doc = "kind of service"},
    {"endpoints", NCP_LIST,   .item = &endpoint, .doc = "where the service is"},
    NCP_END,
};
static const ncp_field service = {.type = NCP_OBJECT, .fields = service_fields};

static const ncp_field used_method = {.type = NCP_STRING};

#define TOKEN_FIELDS(ID_FLAGS) \
    {"id", NCP_STRING, .flags = (ID_FLAGS) | NCP_SENSITIVE, .alias = "header:x-subject-token", \
     .doc = "the token"}, \
    {"methods",      NCP_LIST,   .item = &used_method, .doc = "ways in which the user logged in"}, \
    {"issued_at",    NCP_STRING, .doc = "time of issue, ISO 8601"}, \
    {"expires_at",   NCP_STRING, .flags = NCP_REQUIRED, .doc = "time of expiry, ISO 8601"}, \
    {"mfa_authn_at", NCP_STRING, .doc = "time at which the second factor was shown, ISO 8601"}, \
    {"user",         NCP_OBJECT, .fields = user, .doc = "whose token it is"}, \
    {"domain",       NCP_OBJECT, .fields = domain, .doc = "account that it is good for"}, \
    {"project",      NCP_OBJECT, .fields = project, .doc = "project that it is good for"}, \
    {"roles",        NCP_LIST,   .item = &role, .doc = "permissions"}, \
    {"assumed_by",   NCP_OBJECT, .fields = assumed_by, .doc = "who acts by an agency's token"}, \
    {"catalog",      NCP_LIST,   .item = &service, .doc = "services"}

static const ncp_field new_token[] = {
    TOKEN_FIELDS(NCP_REQUIRED),
    NCP_END,
};

/* The caller has the token already. */
static const ncp_field known_token[] = {
    TOKEN_FIELDS(0),
    NCP_END,
};

static const ncp_operation operations[] = {
    {"create", "POST", TOKENS, NCP_ANONYMOUS, .authenticated_if = {"auth.identity.methods", "assume_role"},
     .parameters = create_parameters, .result = new_token, .member = "token", .errors = create_errors,
     .doc = "Obtain a token, which is good for a day: by a user's password and second factor, by another "
            "token, or to act for an agency",
     .source = "token_management/obtaining_a_user_token_through_password_authentication_and_virtual_mfa"},

    {"validate", "GET", TOKENS, NCP_IDEMPOTENT,
     .parameters = validate_parameters, .result = known_token, .member = "token", .errors = errors,
     .doc = "Check a token, and read whose it is and what it is good for",
     .source = "token_management/verifying_a_token_and_returning_a_valid_token"},

    {"revoke", "DELETE", TOKENS, NCP_IDEMPOTENT,
     .parameters = revoke_parameters, .result = ncp_none, .errors = errors,
     .doc = "End a token; Huawei Cloud itself does not document this",
     .source = "token_management/deleting_a_user_token"},

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_huawei_token = {
    .name = "huawei.token",
    .cloud = "huawei",
    .service = "iam",
    .operations = operations,
    .doc = "Tokens, which authenticate calls in place of an access key",
};
