#include "huawei.h"

/* clang-format off */

static const ncp_documented_error errors[] = {
    NCP_HUAWEI_REFUSALS,
    NCP_HUAWEI_NOT_FOUND,
    NCP_HUAWEI_INTERNAL,
    NCP_HUAWEI_UNAVAILABLE,
    NCP_END,
};

/* page and per_page are left out: without them all projects come at once, and with them the answer does not
 * tell how many pages there are. */
static const ncp_field list_parameters[] = {
    {"domain_id", NCP_STRING,  NCP_IN_QUERY, .min = 1, .doc = "account whose projects to list"},
    {"name",      NCP_STRING,  NCP_IN_QUERY, .min = 1, .doc = "project name, such as that of a region"},
    {"parent_id", NCP_STRING,  NCP_IN_QUERY, .min = 1, .doc = "project or account that they are parts of"},
    {"enabled",   NCP_BOOLEAN, NCP_IN_QUERY, .doc = "true lists those that can be used, false the others"},
    {"is_domain", NCP_BOOLEAN, NCP_IN_QUERY, .doc = "true lists accounts, false projects"},
    NCP_END,
};

static const ncp_field links[] = {
    {"self",     NCP_STRING, .doc = "address of the project"},
    {"previous", NCP_STRING, .doc = "null for a single project"},
    {"next",     NCP_STRING, .doc = "null for a single project"},
    NCP_END,
};

static const ncp_field project[] = {
    {"id",          NCP_STRING,  .flags = NCP_REQUIRED, .doc = "project id"},
    {"name",        NCP_STRING,  .doc = "project name"},
    {"domain_id",   NCP_STRING,  .doc = "account of the project"},
    {"parent_id",   NCP_STRING,  .doc = "project or account that it is a part of"},
    {"enabled",     NCP_BOOLEAN, .doc = "true when it can be used"},
    {"is_domain",   NCP_BOOLEAN, .doc = "true for an account"},
    {"description", NCP_STRING,  .doc = "description"},
    {"links",       NCP_OBJECT,  .fields = links, .doc = "addresses"},
    NCP_END,
};

static const ncp_operation operations[] = {
    {"list", "GET", "/v3/projects", NCP_IDEMPOTENT | NCP_RESULT_LIST,
     .parameters = list_parameters, .result = project, .member = "projects", .errors = errors,
     .doc = "List the projects of an account",
     .source = "project_management/querying_project_information_based_on_the_specified_criteria"},

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_huawei_project = {
    .name = "huawei.project",
    .cloud = "huawei",
    .service = "iam",
    .operations = operations,
    .doc = "Projects: the parts of an account in which its resources are, one for each region at first",
};
