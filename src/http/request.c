#include "request.h"

#include <string.h>

/* RFC 9110, 5.6.2 */
static bool is_token_char(char c) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-') return true;
    return c != '\0' && strchr("!#$%&'*+.^_`|~", c) != NULL;
}

static size_t token_length(const char *text) {
    size_t n = 0;
    while (is_token_char(text[n])) n++;
    return n;
}

static bool is_target(const char *text) {
    if (*text != '/') return false;
    while ((unsigned char)*text > ' ' && *text != 0x7f) text++;
    return *text == '\0';
}

/* A line break let through would be a second header, or a second request. */
static bool is_header(const char *line) {
    size_t n = token_length(line);
    if (n == 0 || (line[n] != ':' && strcmp(line + n, ";") != 0)) return false;
    return line[n + strcspn(line + n, "\r\n")] == '\0';
}

static const char *next_line(const char *line) { return line + strlen(line) + 1; }

const char *ncp_http_request_problem(const ncp_http_request *request) {
    size_t n = token_length(request->method);
    if (n == 0 || request->method[n] != '\0') return "the method of the request is not an HTTP token";
    if (!is_target(request->target)) return "the target of the request is not a path without spaces";
    const char *end = request->headers + request->headers_length;
    for (const char *line = request->headers; line < end; line = next_line(line)) {
        if (!is_header(line)) return "a header of the request has an invalid name or a line break";
    }
    return NULL;
}
