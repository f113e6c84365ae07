#define _POSIX_C_SOURCE 200809L /* the strerror_r that returns int */
#include "error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void ncp_error_set(ncp_error *error, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
}

void ncp_error_set_system(ncp_error *error, const char *what, int errno_value) {
    char text[128] = "";
    if (strerror_r(errno_value, text, sizeof text) != 0) text[0] = '\0';
    ncp_error_set(error, "%s: %s", what, text[0] != '\0' ? text : "unknown error");
}
