#include "model.h"
#include "rows.h"

const ncp_noun *const ncp_nouns[] = {
    &ncp_subaccount,
    &ncp_accesskey,
    &ncp_tenant,
    &ncp_group,
    &ncp_policy,
    &ncp_role,
    &ncp_switchable_role,
    &ncp_v2_subaccount,
    &ncp_v2_accesskey,
    &ncp_v2_tenant,
    &ncp_v2_group,
    &ncp_v2_policy,
    &ncp_v2_role,
    &ncp_v2_switchable_role,
    &ncp_trust_anchor,
    &ncp_crl,
    &ncp_profile,
    &ncp_subject,
    &ncp_sts,
    &ncp_huawei_accesskey,
    &ncp_huawei_token,
    &ncp_huawei_securitytoken,
    &ncp_huawei_user,
    &ncp_huawei_domain,
    &ncp_huawei_project,
    &ncp_huawei_version,
    NULL,
};

const ncp_service ncp_services[] = {
    {
        .name = "subaccount",
        .public_host = "subaccount.apigw.ntruss.com",
        .gov_host = "subaccount.apigw.gov-ntruss.com",
        .fin_host = "subaccount.apigw.fin-ntruss.com",
    },
    {
        .name = "externalaccess",
        .public_host = "externalaccess.apigw.ntruss.com",
        .gov_host = "externalaccess.gov-apigw.gov-ntruss.com", /* the odd order is the vendor's */
    },
    {.name = "sts", .public_host = "sts.apigw.ntruss.com"},
    NCP_END,
};

const ncp_paging ncp_paging_items = {
    .name = "items",
    .page = "page",
    .size = "size",
    .items = "items",
    .pages = "totalPages",
    .total = "totalItems",
};

const ncp_paging ncp_paging_content = {
    .name = "content",
    .page = "page",
    .size = "size",
    .items = "content",
    .total = "totalElements",
    .rows = "pageSize",
};
