#ifndef LNCP_SIGNER_H
#define LNCP_SIGNER_H

#include "lncp.h"
#include "sign_ncp.h"
#include "text.h"

/* The open ncp.Signer at `index`; raises for anything else. */
ncp_signer *lncp_check_signer(lua_State *L, int index);

/* Writes the milliseconds since 1970 at `index`, a whole number or its decimal string, as they
 * are signed and sent; raises for anything else. */
void lncp_check_timestamp(lua_State *L, int index, char out[NCP_DECIMAL_SIZE]);

#endif
