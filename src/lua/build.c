#include "encode.h"
#include "endpoint.h"

#include <stdio.h>
#include <string.h>

#include "parts.h"
#include "text.h"
#include "uri.h"

/* One call of `request`: where on Lua's stack its parts are. */
typedef struct call {
    const lncp_endpoint *endpoint;
    const ncp_operation *row; /* of the endpoint */
    int first;                /* of the positional arguments */
    int fields;               /* table of named fields, or 0 */
    int options;              /* table of options, or 0 */
    int carried;              /* table of carried fields, or 0 */
    ncp_message *message;
    lncp_encoder encoder;
} call;

enum { ENDPOINT = 1, CARRIED, ARGUMENTS };

static int count_positional(const ncp_operation *row) {
    int count = 0;
    for (const ncp_field *field = row->parameters; field->name != NULL; field++)
        if (field->flags & NCP_POSITIONAL) count++;
    return count;
}

static bool takes_fields(const ncp_operation *row) {
    for (const ncp_field *field = row->parameters; field->name != NULL; field++)
        if ((field->flags & (NCP_POSITIONAL | NCP_CARRIED)) == 0) return true;
    return false;
}

/* Names what the operation takes, such as "(subAccountId, fields, options)". */
static bool refuse_count(call *call, int given) {
    char names[160] = "";
    size_t length = 0;
    for (const ncp_field *field = call->row->parameters; field->name != NULL && length < sizeof names;
         field++) {
        if ((field->flags & NCP_POSITIONAL) == 0) continue;
        length += (size_t)snprintf(names + length, sizeof names - length, "%s, ", field->name);
    }
    return lncp_misuse(&call->encoder, "takes (%s%soptions), but got %d argument%s", names,
                       takes_fields(call->row) ? "fields, " : "", given, given == 1 ? "" : "s");
}

/* The optional table at `index`: 0 when it is absent or nil, -1 when it is something else. */
static int table_at(lua_State *L, int index) {
    if (lua_isnoneornil(L, index)) return 0;
    return lua_type(L, index) == LUA_TTABLE ? index : -1;
}

static bool locate_arguments(lua_State *L, call *call) {
    int positional = count_positional(call->row);
    int given = lua_gettop(L) - CARRIED;
    int next = ARGUMENTS + positional;
    int most = positional + 1 + (takes_fields(call->row) ? 1 : 0);
    call->first = ARGUMENTS;
    if (given < positional || given > most) return refuse_count(call, given);
    if (takes_fields(call->row)) call->fields = table_at(L, next++);
    call->options = table_at(L, next);
    if (call->fields < 0)
        return lncp_misuse(&call->encoder, "argument %d must be a table of fields", positional + 1);
    if (call->options < 0)
        return lncp_misuse(&call->encoder, "argument %d must be a table of options", next - CARRIED);
    return true;
}

static void push_argument(lua_State *L, const call *call, const ncp_field *wanted) {
    int position = call->first;
    for (const ncp_field *field = call->row->parameters; field != wanted; field++)
        if (field->flags & NCP_POSITIONAL) position++;
    int table = wanted->flags & NCP_CARRIED ? call->carried : call->fields;
    if (wanted->flags & NCP_POSITIONAL) {
        lua_pushvalue(L, position);
    } else if (table == 0) {
        lua_pushnil(L);
    } else {
        lua_pushstring(L, wanted->name);
        lua_rawget(L, table);
    }
}

static const ncp_field *find_parameter(const ncp_operation *row, const char *name, size_t length) {
    const ncp_field *field = row->parameters;
    while (field->name != NULL && (strlen(field->name) != length || memcmp(field->name, name, length) != 0))
        field++;
    return field;
}

/* Pushes the value at `path`, such as "source.sourceType". What is above it is required, and was found to be
 * a table. */
static void push_path(lua_State *L, const call *call, const char *path) {
    size_t length = strcspn(path, ".");
    push_argument(L, call, find_parameter(call->row, path, length));
    for (path += length; *path == '.'; path += length) {
        path++;
        length = strcspn(path, ".");
        lua_pushlstring(L, path, length);
        lua_rawget(L, -2);
        lua_remove(L, -2);
    }
}

/* Whether the value on top of the stack is one of those of the condition. */
static bool is_met(lua_State *L, const ncp_condition *condition) {
    const char *text = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1)
                       : lua_toboolean(L, -1)         ? "true"
                                                      : "false";
    return ncp_text_is_listed(text, strlen(text), condition->equals);
}

/* Whether an element of the list on top of the stack is. */
static bool is_met_by_element(lua_State *L, const ncp_condition *condition) {
    bool met = false;
    int list = lua_gettop(L);
    for (int i = 1; !met && i <= (int)lncp_length(L, list); i++) {
        lua_rawgeti(L, list, i);
        met = is_met(L, condition);
        lua_pop(L, 1);
    }
    return met;
}

static bool condition_holds(lua_State *L, const lncp_encoder *encoder, const ncp_condition *condition) {
    if (condition->field == NULL) return false;
    push_path(L, encoder->scope, condition->field);
    bool holds = lua_istable(L, -1) ? is_met_by_element(L, condition) : is_met(L, condition);
    lua_pop(L, 1);
    return holds;
}

/* Pushes the argument of `field` and makes it the one faults are about. Returns
 * false when it may not be missing, or not be there; `*present` tells whether there is something to write. */
static bool take_argument(lua_State *L, call *call, const ncp_field *field, bool *present) {
    call->encoder.parameter = field->name;
    call->encoder.trusted = (field->flags & NCP_CARRIED) != 0;
    push_argument(L, call, field);
    *present = !lua_isnil(L, -1);
    return lncp_check_presence(L, &call->encoder, field, *present);
}

static bool append_path(lua_State *L, call *call) {
    bool present;
    ncp_bytes *out = call->encoder.out;
    for (const char *rest = call->row->path; *rest != '\0';) {
        size_t plain = strcspn(rest, "{");
        lncp_check_memory(L, ncp_bytes_append(out, rest, plain));
        rest += plain;
        if (*rest == '\0') return true;
        size_t name = strcspn(rest + 1, "}");
        const ncp_field *field = find_parameter(call->row, rest + 1, name);
        if (!take_argument(L, call, field, &present)) return false;
        if (!lncp_encode_segment(L, &call->encoder, field, lua_gettop(L))) return false;
        lua_pop(L, 1);
        rest += name + 2;
    }
    return true;
}

static bool append_query(lua_State *L, call *call) {
    bool first = true;
    for (const ncp_field *field = call->row->parameters; field->name != NULL; field++) {
        bool present;
        if (field->place != NCP_IN_QUERY) continue;
        if (!take_argument(L, call, field, &present)) return false;
        if (present) {
            lncp_check_memory(L, ncp_uri_query_name(call->encoder.out, &first, field->name));
            if (!lncp_encode_query(L, &call->encoder, field, lua_gettop(L))) return false;
        }
        lua_pop(L, 1);
    }
    return true;
}

/* The first parameter of that place, or the end of the list. */
static const ncp_field *first_in(const ncp_operation *row, ncp_place place) {
    const ncp_field *field = row->parameters;
    while (field->name != NULL && field->place != place) field++;
    return field;
}

static bool append_member(lua_State *L, call *call, const ncp_field *field, char *separator) {
    bool present;
    ncp_bytes *out = call->encoder.out;
    if (!take_argument(L, call, field, &present)) return false;
    if (present) {
        lncp_check_memory(L, ncp_bytes_append_char(out, *separator) &&
                                 ncp_text_append_json(out, field->name, strlen(field->name)) &&
                                 ncp_bytes_append_char(out, ':'));
        if (!lncp_encode_json(L, &call->encoder, field, lua_gettop(L))) return false;
        *separator = ',';
    }
    lua_pop(L, 1);
    return true;
}

static bool append_whole_body(lua_State *L, call *call, const ncp_field *field) {
    bool present;
    if (!take_argument(L, call, field, &present)) return false;
    if (!lncp_encode_json(L, &call->encoder, field, lua_gettop(L))) return false;
    lua_pop(L, 1);
    return true;
}

/* Whether one of the fields that go by name was given. */
static bool has_some_field(lua_State *L, const call *call) {
    if (call->fields == 0) return false;
    lua_pushnil(L);
    if (lua_next(L, call->fields) == 0) return false;
    lua_pop(L, 2);
    return true;
}

static bool append_fields(lua_State *L, call *call, const ncp_field *first) {
    char separator = '{';
    for (const ncp_field *field = first; field->name != NULL; field++)
        if (field->place == NCP_IN_BODY && !append_member(L, call, field, &separator)) return false;
    if (separator == '{') lncp_check_memory(L, ncp_bytes_append_char(call->encoder.out, '{'));
    lncp_check_memory(L, ncp_bytes_append_char(call->encoder.out, '}'));
    return true;
}

static bool append_wrapped(lua_State *L, call *call, const ncp_field *first) {
    const char *wrapper = call->row->wrapper;
    ncp_bytes *out = call->encoder.out;
    lncp_check_memory(L, ncp_bytes_append_char(out, '{') &&
                             ncp_text_append_json(out, wrapper, strlen(wrapper)) &&
                             ncp_bytes_append_char(out, ':'));
    if (!append_fields(L, call, first)) return false;
    lncp_check_memory(L, ncp_bytes_append_char(out, '}'));
    return true;
}

static bool append_body(lua_State *L, call *call) {
    const ncp_field *first = first_in(call->row, NCP_IN_BODY);
    if (first->flags & NCP_WHOLE_BODY) return append_whole_body(L, call, first);
    if (call->row->wrapper != NULL) return append_wrapped(L, call, first);
    return append_fields(L, call, first);
}

static bool append_body_of(lua_State *L, call *call) {
    call->message->has_body = first_in(call->row, NCP_IN_BODY)->name != NULL;
    return !call->message->has_body || append_body(L, call);
}

/* Appends the parameters that go into headers. */
static bool append_headers(lua_State *L, call *call) {
    for (const ncp_field *field = first_in(call->row, NCP_IN_HEADER); field->name != NULL; field++) {
        bool present;
        size_t length;
        if (field->place != NCP_IN_HEADER) continue;
        if (!take_argument(L, call, field, &present)) return false;
        if (present) {
            const char *text = lncp_header_text(L, &call->encoder, field, lua_gettop(L), &length);
            if (text == NULL) return false;
            lncp_check_memory(L, ncp_header_append(&call->message->bytes, field->name, text, length));
        }
        lua_pop(L, 1);
    }
    return true;
}

static bool is_anonymous(lua_State *L, const call *call) {
    return call->row->flags & NCP_ANONYMOUS &&
           !condition_holds(L, &call->encoder, &call->row->authenticated_if);
}

/* Writes the request; false when an argument is refused. */
static bool write_request(lua_State *L, call *call) {
    if (call->fields != 0 && !lncp_check_names(L, &call->encoder, call->row->parameters, call->fields))
        return false;
    if (call->row->flags & NCP_SOME_FIELD && !has_some_field(L, call))
        return lncp_refuse(&call->encoder, "at least one field is needed");
    if (!append_path(L, call) || !append_query(L, call)) return false;
    lncp_check_memory(L, ncp_message_end_part(call->message));
    if (!append_body_of(L, call)) return false;
    lncp_end_request(L, call->message, call->endpoint);
    if (!append_headers(L, call)) return false;
    ncp_message_set_mark(call->message);
    call->message->anonymous = is_anonymous(L, call);
    return true;
}

static int push_fault(lua_State *L, call *call) {
    char path[LNCP_PATH_SIZE];
    lncp_encoder_path(&call->encoder, path);
    if (call->message != NULL) ncp_message_free(call->message); /* it may hold a secret */
    if (call->encoder.fault == LNCP_MISUSE)
        lua_pushboolean(L, false);
    else
        lua_pushnil(L);
    lua_pushstring(L, call->encoder.error.message);
    lua_pushstring(L, path);
    return 3;
}

/* Whether the options ask for a dry run, which shows secrets as ***. */
static bool is_dry_run(lua_State *L, int options) {
    if (options == 0) return false;
    lua_pushliteral(L, "dry_run");
    lua_rawget(L, options);
    bool set = lua_toboolean(L, -1) != 0;
    lua_pop(L, 1);
    return set;
}

/* request(endpoint, carried, arguments…) → an ncp.Request, options or nil.
 *
 * Checks the arguments of the endpoint's operation against its row and encodes them: the
 * positional ones, then a table of named fields if the row has any, then a table of options,
 * which is handed back as it is; with `dry_run` set in it, sensitive values become ***.
 * `carried` is nil or a table with values for carried fields.
 *
 * Returns nil, a message and the field's path when a value is refused; false and
 * a message when the program is wrong whatever the data (unknown field, wrong
 * number of arguments), so that the caller can raise it where it belongs. */
static int Lncp_build_request(lua_State *L) {
    call call = {.endpoint = lncp_check_endpoint(L, ENDPOINT)};
    call.row = call.endpoint->row;
    luaL_argcheck(L, call.row != NULL, ENDPOINT, "the endpoint of an operation is expected");
    call.carried = lua_istable(L, CARRIED) ? CARRIED : 0;
    call.encoder.holds = condition_holds;
    call.encoder.scope = &call;
    call.encoder.row = call.row;
    if (!locate_arguments(L, &call)) return push_fault(L, &call);
    call.encoder.masked = is_dry_run(L, call.options);
    call.message = lncp_new_request(L, call.endpoint);
    call.encoder.out = &call.message->bytes;
    int request = lua_gettop(L);
    if (!write_request(L, &call)) return push_fault(L, &call);
    lua_settop(L, request);
    if (call.options == 0) return 1;
    lua_pushvalue(L, call.options);
    return 2;
}

void lncp_open_build(lua_State *L) {
    static const luaL_Reg functions[] = {LNCP_FUNCTION(build, request), {NULL, NULL}};
    lncp_set_functions(L, functions);
}
