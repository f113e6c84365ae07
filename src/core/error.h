#ifndef NCP_ERROR_H
#define NCP_ERROR_H

/* Why a call failed, in memory of the caller: reporting that memory ran out
 * needs no memory. The text is a sentence fragment and never holds a secret. */
typedef struct ncp_error {
    char message[384];
} ncp_error;

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void ncp_error_set(ncp_error *error, const char *format, ...);

/* Same, followed by the system's text for `errno_value`. */
void ncp_error_set_system(ncp_error *error, const char *what, int errno_value);

#endif
