#include "huawei.h"

/* clang-format off */

#define USER "/v3.0/OS-USER/users/{user_id}"
#define KEYSTONE_USER "/v3/users/{user_id}"
#define USER_ID {"user_id", NCP_STRING, NCP_IN_PATH, NCP_ARGUMENT, .doc = "user id"}

static const ncp_documented_error list_errors[] = {
    NCP_HUAWEI_REFUSALS,
    NCP_HUAWEI_NOT_FOUND,
    NCP_HUAWEI_INTERNAL,
    NCP_HUAWEI_UNAVAILABLE,
    NCP_END,
};

static const ncp_documented_error get_errors[] = {
    {403, 0, .name = "Access denied"},
    NCP_HUAWEI_NOT_FOUND,
    NCP_HUAWEI_INTERNAL,
    NCP_END,
};

static const ncp_documented_error change_errors[] = {
    NCP_HUAWEI_REFUSALS,
    NCP_HUAWEI_NOT_FOUND,
    NCP_HUAWEI_CONFLICT,
    NCP_HUAWEI_INTERNAL,
    NCP_HUAWEI_UNAVAILABLE,
    NCP_END,
};

/* Parameters. */

static const ncp_field user[] = {
    USER_ID,
    NCP_END,
};

static const ncp_field list_parameters[] = {
    {"domain_id", NCP_STRING, NCP_IN_QUERY, .min = 1, .doc = "account whose users to list"},
    {"name",      NCP_STRING, NCP_IN_QUERY, .min = 1, .doc = "user name"},
    {"enabled",   NCP_BOOLEAN, NCP_IN_QUERY,
     .doc = "true lists enabled users, false disabled ones; true when left out"},
    {"password_expires_at", NCP_STRING, NCP_IN_QUERY, .min = 1,
     .doc = "when the password expires: one of lt, lte, gt, gte, eq, neq and a time, as in "
            "lt:2016-12-08T22:02:00Z"},
    NCP_END,
};

/* How long names and passwords may be, and what may be in them, differs from cloud to cloud. */
static const ncp_field update_parameters[] = {
    USER_ID,
    {"name",        NCP_STRING,  .min = 1, .doc = "user name"},
    {"domain_id",   NCP_STRING,  .min = 1, .doc = "account of the user"},
    {"enabled",     NCP_BOOLEAN, .doc = "true to enable, false to disable"},
    {"password",    NCP_STRING,  .flags = NCP_SENSITIVE, .min = 1, .doc = "new password"},
    {"pwd_status",  NCP_BOOLEAN, .doc = "true when the password must be changed"},
    {"description", NCP_STRING,  .doc = "description"},
    {"default_project_id", NCP_STRING, .doc = "project of the user's logins"},
    NCP_END,
};

static const ncp_field set_enabled_parameters[] = {
    USER_ID,
    {"enabled", NCP_BOOLEAN, .flags = NCP_ARGUMENT, .doc = "true to enable, false to disable"},
    NCP_END,
};

/* Results. */

static const ncp_field links[] = {
    {"self",     NCP_STRING, .doc = "address of the user"},
    {"previous", NCP_STRING, .doc = "null for a single user"},
    {"next",     NCP_STRING, .doc = "null for a single user"},
    NCP_END,
};

#define USER_FIELDS \
    {"id",          NCP_STRING,  .flags = NCP_REQUIRED, .doc = "user id"}, \
    {"name",        NCP_STRING,  .doc = "user name"}, \
    {"domain_id",   NCP_STRING,  .doc = "account of the user"}, \
    {"enabled",     NCP_BOOLEAN, .doc = "true when enabled"}, \
    {"description", NCP_STRING,  .doc = "description"}, \
    {"pwd_status",  NCP_BOOLEAN, .doc = "true when the password must be changed"}, \
    {"links",       NCP_OBJECT,  .fields = links, .doc = "addresses"}

#define CONTACT_FIELDS \
    {"areacode",   NCP_STRING, .doc = "country code of the phone number"}, \
    {"phone",      NCP_STRING, .doc = "mobile phone number"}, \
    {"email",      NCP_STRING, .doc = "mail address"}, \
    {"xuser_id",   NCP_STRING, .doc = "id of the user in another system"}, \
    {"xuser_type", NCP_STRING, .doc = "kind of that system"}

#define PASSWORD_EXPIRY \
    {"password_expires_at", NCP_STRING, .doc = "time at which the password expires, ISO 8601; null: never"}

#define KEYSTONE_FIELDS \
    USER_FIELDS, \
    PASSWORD_EXPIRY, \
    {"pwd_strength",       NCP_STRING, .doc = "how good the password is: high, mid or low"}, \
    {"default_project_id", NCP_STRING, .doc = "project of the user's logins"}, \
    {"last_project_id",    NCP_STRING, .doc = "project in which the user was last"}

static const ncp_field list_result[] = {
    KEYSTONE_FIELDS,
    {"email", NCP_STRING, .doc = "mail address"},
    NCP_END,
};

static const ncp_field keystone_result[] = {
    KEYSTONE_FIELDS,
    NCP_END,
};

static const ncp_field get_result[] = {
    USER_FIELDS,
    {"pwd_strength",       NCP_STRING,  .doc = "how good the password is: Strong, Middle, Low or None"},
    CONTACT_FIELDS,
    {"is_domain_owner",    NCP_BOOLEAN, .doc = "true for the account's administrator"},
    {"create_time",        NCP_STRING,  .doc = "time of creation"},
    {"update_time",        NCP_STRING,  .doc = "time of the last change"},
    {"last_login_time",    NCP_STRING,  .doc = "time of the last login"},
    {"last_pwd_auth_time", NCP_STRING,  .doc = "time of the last login by password"},
    NCP_END,
};

static const ncp_field set_enabled_result[] = {
    USER_FIELDS,
    CONTACT_FIELDS,
    PASSWORD_EXPIRY,
    NCP_END,
};

/* The list has links to other pages, but no parameter asks for one. */
static const ncp_operation operations[] = {
    {"list", "GET", "/v3/users", NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = list_parameters, .result = list_result, .member = "users", .errors = list_errors,
     .doc = "List the users of an account that are enabled, or those that are not",
     .source = "user_management/querying_a_user_list"},

    {"get", "GET", USER, NCP_IDEMPOTENT,
     .parameters = user, .result = get_result, .member = "user", .errors = get_errors,
     .doc = "Read a user",
     .source = "user_management/querying_user_details_recommended"},

    {"get_keystone", "GET", KEYSTONE_USER, NCP_IDEMPOTENT,
     .parameters = user, .result = keystone_result, .member = "user", .errors = list_errors,
     .doc = "Read a user in Keystone's form, which all clouds have, and which tells when the password expires",
     .source = "user_management/querying_user_details"},

    {"update", "PATCH", KEYSTONE_USER, NCP_IDEMPOTENT | NCP_SOME_FIELD,
     .parameters = update_parameters, .result = keystone_result, .wrapper = "user", .member = "user",
     .errors = change_errors,
     .doc = "Change what is given of a user, in Keystone's form",
     .source = "user_management/modifying_user_information"},

    {"set_enabled", "PUT", USER, NCP_IDEMPOTENT,
     .parameters = set_enabled_parameters, .result = set_enabled_result, .wrapper = "user", .member = "user",
     .errors = change_errors,
     .doc = "Enable or disable a user, whose access keys and tokens then fail",
     .source = "user_management/"
               "modifying_user_information_including_email_address_and_mobile_number_as_the_administrator"},

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_huawei_user = {
    .name = "huawei.user",
    .cloud = "huawei",
    .service = "iam",
    .operations = operations,
    .doc = "Users of an account",
};
