#ifndef LNCP_ENCODE_H
#define LNCP_ENCODE_H

#include "error.h"
#include "lncp.h"

/* Checks Lua values against fields of the model and writes them. Where a
 * function returns false, `fault` says why: the value was refused (kind
 * LNCP_REFUSED: run-time data) or the program names a field that does not exist
 * (LNCP_MISUSE). All raise when memory ran out, so `out` belongs to Lua. */

enum { LNCP_PATH_SIZE = 192 };

typedef enum lncp_fault_kind { LNCP_REFUSED, LNCP_MISUSE } lncp_fault_kind;

typedef struct lncp_encoder lncp_encoder;

struct lncp_encoder {
    ncp_bytes *out;
    /* Whether a condition on another field of the call holds. */
    bool (*holds)(lua_State *L, const lncp_encoder *encoder, const ncp_condition *condition);
    const void *scope; /* for `holds` */
    const ncp_operation *row;
    bool masked;           /* write *** for sensitive values */
    bool trusted;          /* the value comes from the service: only its type is checked */
    const char *parameter; /* the one at hand */
    char path[128];        /* below it, such as [0].type */
    lncp_fault_kind fault;
    ncp_error error;
};

/* Writes the path of the value at hand, such as apiAllowSources[0].type. As in
 * the service's own findings it is a path of the JSON document: elements count from 0. */
void lncp_encoder_path(const lncp_encoder *encoder, char path[LNCP_PATH_SIZE]);

/* Sets the fault; always returns false. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
bool lncp_refuse(lncp_encoder *encoder, const char *format, ...);

/* The same for a program that is wrong whatever the data. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
bool lncp_misuse(lncp_encoder *encoder, const char *format, ...);

/* Whether the table at `table` has only keys that name one of `fields`, other
 * than positional and carried ones. Misuse, with the nearest right name, if not. */
bool lncp_check_names(lua_State *L, lncp_encoder *encoder, const ncp_field *fields, int table);

/* Whether a field may be there (`present`) or be missing, by its flags and conditions. */
bool lncp_check_presence(lua_State *L, lncp_encoder *encoder, const ncp_field *field, bool present);

/* Appends the value at `index` as JSON. */
bool lncp_encode_json(lua_State *L, lncp_encoder *encoder, const ncp_field *field, int index);

/* Appends the value at `index` for a query, whose name stands there already: escaped, a list joined
 * by commas, or with the name again before each further element. */
bool lncp_encode_query(lua_State *L, lncp_encoder *encoder, const ncp_field *field, int index);

/* The text of the value at `index` for a header, without control characters; NULL when it is refused. */
const char *lncp_header_text(lua_State *L, lncp_encoder *encoder, const ncp_field *field, int index,
                             size_t *length);

/* Appends the value at `index` as one segment of a path. Empty, `.` and `..`
 * would name another resource and are refused, and so are control characters. */
bool lncp_encode_segment(lua_State *L, lncp_encoder *encoder, const ncp_field *field, int index);

#endif
