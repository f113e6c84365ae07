#ifndef NCP_MODEL_ROWS_H
#define NCP_MODEL_ROWS_H

#include "model.h"

/* What the files of rows share. Everything outside src/model starts from ncp_nouns. */

extern const ncp_noun ncp_subaccount;
extern const ncp_noun ncp_accesskey;
extern const ncp_noun ncp_tenant;

/* clang-format off */

#define NCP_ARGUMENT (NCP_REQUIRED | NCP_POSITIONAL)
#define NCP_END {0}

#define NCP_SUB_ACCOUNT_ID {"subAccountId", NCP_STRING, NCP_IN_PATH, NCP_ARGUMENT, .doc = "sub account id"}
#define NCP_SUCCESS {"success", NCP_BOOLEAN, .doc = "true when it was done"}

/* The vendor's pages disagree on the status of an unknown sub account; the code is 30 on all but one. */
#define NCP_NO_ACCOUNT_401 {401, 30, "Account does not exist"}
#define NCP_NO_ACCOUNT_404 {404, 30, "Account does not exist"}

/* clang-format on */

#endif
