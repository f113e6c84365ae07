#ifndef NCP_MODEL_ROWS_H
#define NCP_MODEL_ROWS_H

#include "model.h"

/* What the files of rows share. Everything outside src/model starts from ncp_nouns. */

extern const ncp_noun ncp_subaccount;
extern const ncp_noun ncp_accesskey;
extern const ncp_noun ncp_tenant;
extern const ncp_noun ncp_group;
extern const ncp_noun ncp_policy;
extern const ncp_noun ncp_role;
extern const ncp_noun ncp_switchable_role;
extern const ncp_noun ncp_v2_subaccount;
extern const ncp_noun ncp_v2_accesskey;
extern const ncp_noun ncp_v2_tenant;
extern const ncp_noun ncp_v2_group;
extern const ncp_noun ncp_v2_policy;
extern const ncp_noun ncp_v2_role;
extern const ncp_noun ncp_v2_switchable_role;
extern const ncp_noun ncp_trust_anchor;
extern const ncp_noun ncp_crl;
extern const ncp_noun ncp_profile;
extern const ncp_noun ncp_subject;
extern const ncp_noun ncp_sts;
extern const ncp_noun ncp_huawei_accesskey;
extern const ncp_noun ncp_huawei_token;
extern const ncp_noun ncp_huawei_securitytoken;
extern const ncp_noun ncp_huawei_user;
extern const ncp_noun ncp_huawei_domain;
extern const ncp_noun ncp_huawei_project;
extern const ncp_noun ncp_huawei_version;

/* Elements of lists and maps. */
extern const ncp_field ncp_id;
extern const ncp_field ncp_tag_value;
extern const ncp_field ncp_attached_policy;
extern const ncp_field ncp_policy_target;      /* of a statement */
extern const ncp_field ncp_policy_held_target; /* as it is answered */

/* Lists of fields. */
extern const ncp_field ncp_none[];         /* no parameters, or an answer without content */
extern const ncp_field ncp_success[];      /* an answer that only tells whether it was done */
extern const ncp_field ncp_success_each[]; /* one element of an answer that has one per id */
extern const ncp_field ncp_tags[];         /* one element of the answer of list_tags */

/* clang-format off */

#define NCP_ARGUMENT (NCP_REQUIRED | NCP_POSITIONAL)
#define NCP_END {0}

#define NCP_SUB_ACCOUNT_ID {"subAccountId", NCP_STRING, NCP_IN_PATH, NCP_ARGUMENT, .doc = "sub account id"}
#define NCP_SUCCESS \
    {"success", NCP_BOOLEAN, .flags = NCP_REQUIRED | NCP_IMPLIED, .doc = "true when it was done"}

/* Two query fields of lists; COLUMNS are separated by |. */
#define NCP_SEARCH(COLUMNS) \
    {"searchColumn", NCP_STRING, NCP_IN_QUERY, .allowed = (COLUMNS), .doc = "field to search in"}, \
    {"searchWord",   NCP_STRING, NCP_IN_QUERY, .doc = "text to search for"}

/* Two query fields of paged lists; ROWS is the service's number of rows per page, as text. */
#define NCP_PAGE(ROWS) \
    {"page", NCP_INTEGER, NCP_IN_QUERY, .doc = "page number from 0; 0 when left out"}, \
    {"size", NCP_INTEGER, NCP_IN_QUERY, .min = 1, .doc = "rows per page; " ROWS " when left out"}

#define NCP_POLICY_IDS {"policyIdList", NCP_LIST, .flags = NCP_ARGUMENT, .item = &ncp_id, .doc = "policy ids"}

#define NCP_POLICY_FIELDS \
    {"policyId",   NCP_STRING, .flags = NCP_REQUIRED, .doc = "policy id"}, \
    {"policyName", NCP_STRING, .doc = "policy name"}, \
    {"policyType", NCP_STRING, .allowed = "SYSTEM_MANAGED|USER_CREATED", .doc = "by the vendor or a user"}, \
    {"policyDesc", NCP_STRING, .doc = "description"}, \
    {"nrn",        NCP_STRING, .doc = "resource name"}

/* The pages disagree on how long keys and values may be, so the service is left to judge. */
#define NCP_TAG \
    {"tagKey",   NCP_STRING, .flags = NCP_ARGUMENT, .doc = "tag key"}, \
    {"tagValue", NCP_STRING, .flags = NCP_ARGUMENT, .doc = "tag value"}
#define NCP_TAG_MAP {"tags", NCP_MAP, .max = 20, .item = &ncp_tag_value, .doc = "tag values by tag key"}

/* The three tag operations of a noun below PATH. OWNER are the parameters that
 * fill the path, TAG those and NCP_TAG. The noun is in the names of the pages. */
#define NCP_TAG_OPERATIONS(NOUN, PATH, OWNER, TAG, ERRORS) \
    {"list_tags", "GET", PATH "/tags", NCP_IDEMPOTENT | NCP_RESULT_LIST, \
     .parameters = (OWNER), .result = ncp_tags, .errors = (ERRORS), \
     .doc = "List the tags of a " NOUN, \
     .source = "management-subaccount-get" NOUN "tag"}, \
\
    {"add_tag", "POST", PATH "/tags", NCP_IDEMPOTENT, \
     .parameters = (TAG), .result = ncp_success, .errors = (ERRORS), \
     .doc = "Add a tag to a " NOUN ", which can have twenty", \
     .source = "management-subaccount-add" NOUN "tag"}, \
\
    {"remove_tag", "DELETE", PATH "/tags", NCP_IDEMPOTENT, \
     .parameters = (TAG), .result = ncp_success, .errors = (ERRORS), \
     .doc = "Remove a tag from a " NOUN, \
     .source = "management-subaccount-remove" NOUN "tag"}

/* The vendor's pages disagree on the status of an unknown sub account; the code is 30 on all but one. */
#define NCP_NO_ACCOUNT_401 {401, 30, .name = "Account does not exist"}
#define NCP_NO_ACCOUNT_404 {404, 30, .name = "Account does not exist"}

/* clang-format on */

#endif
