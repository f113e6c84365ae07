#ifndef LNCP_ENDPOINT_H
#define LNCP_ENDPOINT_H

#include "lncp.h"
#include "message.h"

/* ncp.Endpoint: what all requests of one operation of a client have in common. All-zero is
 * a valid empty state. */
typedef struct lncp_endpoint {
    const ncp_operation *row; /* NULL: a call that the model does not know */
    ncp_message head;         /* operation, method, origin and trust */
    ncp_bytes headers;        /* lines of every request */
    ncp_bytes body_headers;   /* lines of those with a body */
} lncp_endpoint;

/* The ncp.Endpoint at `index`; raises for anything else. */
const lncp_endpoint *lncp_check_endpoint(lua_State *L, int index);

/* Pushes a new ncp.Request of the endpoint, whose target is to be written next. */
ncp_message *lncp_new_request(lua_State *L, const lncp_endpoint *endpoint);

/* Ends the body, which was written to `message` when there is one, and appends the endpoint's headers. */
void lncp_end_request(lua_State *L, ncp_message *message, const lncp_endpoint *endpoint);

/* The open ncp.Request at `index`; raises for anything else. */
ncp_message *lncp_check_request(lua_State *L, int index);

/* The method request:fields(), see fields.c. */
int lncp_request_fields(lua_State *L);

#endif
