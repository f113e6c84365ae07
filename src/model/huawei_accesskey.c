#include "huawei.h"

/* clang-format off */

#define CREDENTIALS "/v3.0/OS-CREDENTIAL/credentials"
#define CREDENTIAL CREDENTIALS "/{access_key}"
#define ACCESS_KEY {"access_key", NCP_STRING, NCP_IN_PATH, NCP_ARGUMENT, .doc = "access key id"}
#define DESCRIPTION {"description", NCP_STRING, .doc = "description"}

static const ncp_documented_error errors[] = {
    NCP_HUAWEI_REFUSALS,
    NCP_HUAWEI_NOT_FOUND,
    NCP_HUAWEI_INTERNAL,
    NCP_END,
};

static const ncp_documented_error create_errors[] = {
    {400, 400, .name = "akSkNumExceed: the user has two access keys already"},
    NCP_HUAWEI_REFUSALS,
    NCP_HUAWEI_INTERNAL,
    NCP_END,
};

/* Parameters. */

static const ncp_field access_key[] = {
    ACCESS_KEY,
    NCP_END,
};

static const ncp_field list_parameters[] = {
    {"user_id", NCP_STRING, NCP_IN_QUERY, .min = 1,
     .doc = "user whose keys to list; the caller when left out"},
    NCP_END,
};

static const ncp_field create_parameters[] = {
    {"user_id", NCP_STRING, .flags = NCP_ARGUMENT, .min = 1, .doc = "user whom the key is for"},
    DESCRIPTION,
    NCP_END,
};

static const ncp_field update_parameters[] = {
    ACCESS_KEY,
    {"status", NCP_STRING, .allowed = "active|inactive", .doc = "whether the key can be used"},
    DESCRIPTION,
    NCP_END,
};

static const ncp_field set_active_parameters[] = {
    ACCESS_KEY,
    {"status", NCP_BOOLEAN, .flags = NCP_ARGUMENT, .words = "inactive|active",
     .doc = "true switches the key on, false off"},
    DESCRIPTION,
    NCP_END,
};

/* Results. The sample of the page of update has no description, though one was sent. */

#define KEY_FIELDS \
    {"access",      NCP_STRING, .flags = NCP_REQUIRED, .doc = "access key id"}, \
    {"status",      NCP_STRING, .flags = NCP_REQUIRED, .allowed = "active|inactive", \
     .doc = "whether the key can be used"}, \
    {"user_id",     NCP_STRING, .doc = "user whom the key belongs to"}, \
    {"create_time", NCP_STRING, .doc = "time of creation, ISO 8601"}, \
    {"description", NCP_STRING, .doc = "description"}

static const ncp_field key[] = {
    KEY_FIELDS,
    NCP_END,
};

static const ncp_field used_key[] = {
    KEY_FIELDS,
    {"last_use_time", NCP_STRING, .doc = "time of the last use, ISO 8601; that of creation when never used"},
    NCP_END,
};

static const ncp_field new_key[] = {
    KEY_FIELDS,
    {"secret", NCP_STRING, .flags = NCP_REQUIRED | NCP_SENSITIVE, .doc = "secret key; shown only here"},
    NCP_END,
};

/* Update changes only what it is given, so it may be sent again. */
static const ncp_operation operations[] = {
    {"list", "GET", CREDENTIALS, NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = list_parameters, .result = key, .member = "credentials", .errors = errors,
     .doc = "List the access keys of a user, without their secrets",
     .source = "access_key_management/listing_permanent_access_keys"},

    {"get", "GET", CREDENTIAL, NCP_IDEMPOTENT,
     .parameters = access_key, .result = used_key, .member = "credential", .errors = errors,
     .doc = "Read an access key: whose it is and when it was last used",
     .source = "access_key_management/querying_a_permanent_access_key"},

    {"create", "POST", CREDENTIALS, NCP_ENDS_TOKENS,
     .parameters = create_parameters, .result = new_key, .wrapper = "credential", .member = "credential",
     .errors = create_errors, .makes = "an access key", .shown_by = "list",
     .doc = "Create an access key for a user, who can have two",
     .source = "access_key_management/creating_a_permanent_access_key"},

    {"update", "PUT", CREDENTIAL, NCP_IDEMPOTENT | NCP_SOME_FIELD | NCP_ENDS_TOKENS,
     .parameters = update_parameters, .result = key, .wrapper = "credential", .member = "credential",
     .errors = errors,
     .doc = "Change what is given of an access key: its status or description",
     .source = "access_key_management/modifying_a_permanent_access_key"},

    {"set_active", "PUT", CREDENTIAL, NCP_IDEMPOTENT | NCP_ENDS_TOKENS,
     .parameters = set_active_parameters, .result = key, .wrapper = "credential", .member = "credential",
     .errors = errors,
     .doc = "Switch an access key on or off",
     .source = "access_key_management/modifying_a_permanent_access_key"},

    {"delete", "DELETE", CREDENTIAL, NCP_IDEMPOTENT | NCP_ENDS_TOKENS,
     .parameters = access_key, .result = ncp_none, .errors = errors,
     .doc = "Delete an access key, which cannot be undone",
     .source = "access_key_management/deleting_a_permanent_access_key"},

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_huawei_accesskey = {
    .name = "huawei.accesskey",
    .cloud = "huawei",
    .service = "iam",
    .operations = operations,
    .doc = "Permanent access keys of users; changing one ends its user's tokens",
};
