#ifndef NCP_MODEL_HUAWEI_H
#define NCP_MODEL_HUAWEI_H

#include "rows.h"

/* What the nouns of Huawei-style IAM share. Sources are pages below
 * https://docs.otc.t-systems.com/identity-access-management/api-ref/apis/, which
 * has all of these operations. The pages ask for the content type
 * `application/json;charset=utf8` on every request, also on those without a body. */

/* auth.scope: what a token or temporary key is good for. */
extern const ncp_field ncp_huawei_scope[];

/* clang-format off */

/* The pages tell most errors by their status alone; the code of those is 0 here. */
#define NCP_HUAWEI_REFUSALS \
    {400, 0, .name = "The server failed to process the request"}, \
    {401, 0, .name = "Authentication failed"}, \
    {403, 0, .name = "Access denied"}
#define NCP_HUAWEI_NOT_FOUND {404, 0, .name = "The requested resource cannot be found"}
#define NCP_HUAWEI_CONFLICT {409, 0, .name = "A resource conflict occurs"}
#define NCP_HUAWEI_INTERNAL {500, 0, .name = "Internal server error"}
#define NCP_HUAWEI_UNAVAILABLE {503, 0, .name = "Service unavailable"}

/* clang-format on */

#endif
