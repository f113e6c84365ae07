#include "huawei.h"

/* clang-format off */

static const ncp_documented_error errors[] = {
    {400, 0, .name = "The server failed to process the request"},
    NCP_HUAWEI_NOT_FOUND,
    NCP_HUAWEI_UNAVAILABLE,
    NCP_END,
};

static const ncp_field link_fields[] = {
    {"rel",  NCP_STRING, .doc = "kind of link: self, bookmark or alternate"},
    {"href", NCP_STRING, .doc = "address"},
    NCP_END,
};
static const ncp_field link = {.type = NCP_OBJECT, .fields = link_fields};

static const ncp_field media_type_fields[] = {
    {"base", NCP_STRING, .doc = "type of which it is a kind"},
    {"type", NCP_STRING, .doc = "type of the messages"},
    NCP_END,
};
static const ncp_field media_type = {.type = NCP_OBJECT, .fields = media_type_fields};

static const ncp_field version[] = {
    {"id",          NCP_STRING, .flags = NCP_REQUIRED, .doc = "number of the version, such as v3.6"},
    {"status",      NCP_STRING, .doc = "how ready it is, such as stable"},
    {"updated",     NCP_STRING, .doc = "time of the last change, ISO 8601"},
    {"links",       NCP_LIST,   .item = &link, .doc = "where it is"},
    {"media-types", NCP_LIST,   .item = &media_type, .doc = "forms of its messages"},
    NCP_END,
};

static const ncp_operation operations[] = {
    {"get", "GET", "/v3", NCP_IDEMPOTENT | NCP_ANONYMOUS,
     .parameters = ncp_none, .result = version, .member = "version", .errors = errors,
     .doc = "Read which version of Keystone's API the service has; needs no login",
     .source = "version_information_management/querying_information_about_keystone_api_version_3.0"},

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_huawei_version = {
    .name = "huawei.version",
    .cloud = "huawei",
    .service = "iam",
    .operations = operations,
    .doc = "The version of Keystone's API, by which its clients begin",
};
