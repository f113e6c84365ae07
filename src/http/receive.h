#ifndef NCP_RECEIVE_H
#define NCP_RECEIVE_H

#include "transfer.h"

/* CURLOPT_HEADERFUNCTION and CURLOPT_WRITEFUNCTION, with a transfer as their data. */
size_t ncp_receive_header(char *line, size_t size, size_t count, void *data);
size_t ncp_receive_body(char *chunk, size_t size, size_t count, void *data);

#endif
