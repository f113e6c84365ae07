#include "rows.h"

/* clang-format off */

const ncp_field ncp_id        = {.type = NCP_STRING, .min = 1, .doc = "id"};
const ncp_field ncp_tag_value = {.type = NCP_STRING, .doc = "tag value"};

static const ncp_field policy_fields[] = {
    NCP_POLICY_FIELDS,
    NCP_END,
};
const ncp_field ncp_attached_policy = {.type = NCP_OBJECT, .fields = policy_fields};

const ncp_field ncp_none[] = {
    NCP_END,
};

const ncp_field ncp_success[] = {
    NCP_SUCCESS,
    NCP_END,
};

/* ProcessResult of the overview page, and the name that the pages of the operations add to it. */
const ncp_field ncp_success_each[] = {
    NCP_SUCCESS,
    {"id",      NCP_STRING, .doc = "which of the given ids this is about"},
    {"name",    NCP_STRING, .doc = "what was done, such as addPolicy"},
    {"message", NCP_STRING, .doc = "why it failed"},
    NCP_END,
};

const ncp_field ncp_tags[] = {
    {"tagKey",     NCP_STRING, .flags = NCP_REQUIRED, .doc = "tag key"},
    {"tagValue",   NCP_STRING, .doc = "tag value"},
    {"tagDisplay", NCP_STRING, .doc = "tag key and value, joined by a colon"},
    NCP_END,
};

/* clang-format on */
