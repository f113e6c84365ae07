#include "lncp.h"
#include "parts.h"

#include <string.h>

static const char *const type_names[] = {
    [NCP_STRING] = "string", [NCP_INTEGER] = "integer", [NCP_BOOLEAN] = "boolean",
    [NCP_LIST] = "list",     [NCP_OBJECT] = "object",   [NCP_MAP] = "map",
};

static const char *const place_names[] = {
    [NCP_IN_BODY] = "body", [NCP_IN_PATH] = "path", [NCP_IN_QUERY] = "query", [NCP_IN_HEADER] = "header"};

enum { MOST_OPERATIONS = 256 }; /* of a noun */

/* The number of a noun's operation, both counted from 0. */
static long long id_of(long long noun, long long operation) { return noun * MOST_OPERATIONS + operation + 1; }

const ncp_operation *lncp_operation_at(long long id) {
    if (id < 1) return NULL;
    long long nouns = (id - 1) / MOST_OPERATIONS, operations = (id - 1) % MOST_OPERATIONS;
    const ncp_noun *const *noun = ncp_nouns;
    for (; *noun != NULL && nouns > 0; nouns--) noun++;
    if (*noun == NULL) return NULL;
    const ncp_operation *row = (*noun)->operations;
    for (; row->name != NULL && operations > 0; operations--) row++;
    return row->name != NULL ? row : NULL;
}

static void set_text(lua_State *L, const char *name, const char *text) {
    if (text == NULL) return;
    lua_pushstring(L, text);
    lua_setfield(L, -2, name);
}

static void set_integer(lua_State *L, const char *name, long long number) {
    lncp_push_integer(L, number);
    lua_setfield(L, -2, name);
}

/* Flags that are off stay nil, so that a printed row is short. */
static void set_flag(lua_State *L, const char *name, unsigned flag) {
    if (flag == 0) return;
    lua_pushboolean(L, true);
    lua_setfield(L, -2, name);
}

static void set_words(lua_State *L, const char *name, const char *words) {
    if (words == NULL) return;
    lua_newtable(L);
    for (int i = 1;; i++) {
        size_t span = strcspn(words, "|");
        lua_pushlstring(L, words, span);
        lua_rawseti(L, -2, i);
        if (words[span] == '\0') break;
        words += span + 1;
    }
    lua_setfield(L, -2, name);
}

static void push_fields(lua_State *L, const ncp_field *fields);

static void set_limits(lua_State *L, const ncp_field *field) {
    if (field->min != 0) set_integer(L, "min", field->min);
    if (field->max != 0) set_integer(L, "max", field->max);
}

static void set_condition(lua_State *L, const char *name, const ncp_condition *condition) {
    if (condition->field == NULL) return;
    lua_newtable(L);
    set_text(L, "field", condition->field);
    set_words(L, "equals", condition->equals);
    lua_setfield(L, -2, name);
}

static void push_field(lua_State *L, const ncp_field *field) {
    luaL_checkstack(L, 8, "a row is nested too deeply");
    lua_newtable(L);
    set_text(L, "name", field->name);
    set_text(L, "type", type_names[field->type]);
    set_text(L, "place", place_names[field->place]);
    set_flag(L, "required", field->flags & NCP_REQUIRED);
    set_flag(L, "positional", field->flags & NCP_POSITIONAL);
    set_flag(L, "sensitive", field->flags & NCP_SENSITIVE);
    set_flag(L, "bytes", field->flags & NCP_BYTES);
    set_flag(L, "carried", field->flags & NCP_CARRIED);
    set_flag(L, "nullable", field->flags & NCP_NULLABLE);
    set_flag(L, "whole_body", field->flags & NCP_WHOLE_BODY);
    set_flag(L, "either", field->flags & NCP_EITHER);
    set_flag(L, "disputed", field->flags & NCP_DISPUTED);
    set_flag(L, "implied", field->flags & NCP_IMPLIED);
    set_flag(L, "repeated", field->flags & NCP_REPEATED);
    set_flag(L, "or_one", field->flags & NCP_OR_ONE);
    set_flag(L, "trimmed", field->flags & NCP_TRIMMED);
    set_limits(L, field);
    set_words(L, "allowed", field->allowed);
    set_words(L, "words", field->words);
    set_text(L, "characters", field->characters);
    set_text(L, "first", field->first);
    set_condition(L, "required_if", &field->required_if);
    set_condition(L, "refused_if", &field->refused_if);
    set_text(L, "alias", field->alias);
    set_text(L, "was", field->was);
    set_text(L, "doc", field->doc);
    if (field->item != NULL) {
        push_field(L, field->item);
        lua_setfield(L, -2, "item");
    }
    if (field->fields != NULL) {
        push_fields(L, field->fields);
        lua_setfield(L, -2, "fields");
    }
}

static void push_fields(lua_State *L, const ncp_field *fields) {
    lua_newtable(L);
    for (int i = 1; fields != NULL && fields->name != NULL; fields++, i++) {
        push_field(L, fields);
        lua_rawseti(L, -2, i);
    }
}

static void set_paging(lua_State *L, const ncp_paging *paging) {
    if (paging == NULL) return;
    lua_newtable(L);
    set_text(L, "name", paging->name);
    set_text(L, "page", paging->page);
    set_text(L, "size", paging->size);
    set_text(L, "items", paging->items);
    set_text(L, "pages", paging->pages);
    set_text(L, "total", paging->total);
    set_text(L, "rows", paging->rows);
    lua_setfield(L, -2, "paging");
}

static void set_errors(lua_State *L, const ncp_documented_error *error) {
    lua_newtable(L);
    for (int i = 1; error != NULL && error->name != NULL; error++, i++) {
        lua_newtable(L);
        set_integer(L, "status", error->status);
        if (error->word == NULL) set_integer(L, "code", error->code);
        set_text(L, "code", error->word);
        set_text(L, "name", error->name);
        lua_rawseti(L, -2, i);
    }
    lua_setfield(L, -2, "errors");
}

static void push_operation(lua_State *L, const ncp_noun *noun, const ncp_operation *row, long long id) {
    lua_newtable(L);
    set_integer(L, "id", id);
    set_text(L, "noun", noun->name);
    set_text(L, "service", noun->service);
    set_text(L, "name", row->name);
    set_text(L, "method", row->method);
    set_text(L, "path", row->path);
    set_text(L, "doc", row->doc);
    set_text(L, "source", row->source);
    set_text(L, "wrapper", row->wrapper);
    set_text(L, "member", row->member);
    set_text(L, "makes", row->makes);
    set_text(L, "shown_by", row->shown_by);
    set_text(L, "cloud", noun->cloud);
    set_text(L, "api", noun->api);
    if (noun->api != NULL && row->instead == NULL)
        set_text(L, "counterpart", row->counterpart != NULL ? row->counterpart : row->name);
    set_text(L, "instead", row->instead);
    set_flag(L, "idempotent", row->flags & NCP_IDEMPOTENT);
    set_flag(L, "result_list", row->flags & NCP_RESULT_LIST);
    set_flag(L, "verdict", row->flags & NCP_VERDICT);
    set_flag(L, "some_field", row->flags & NCP_SOME_FIELD);
    set_flag(L, "anonymous", row->flags & NCP_ANONYMOUS);
    set_condition(L, "authenticated_if", &row->authenticated_if);
    set_flag(L, "ends_tokens", row->flags & NCP_ENDS_TOKENS);
    set_flag(L, "batch", row->flags & NCP_BATCH);
    set_words(L, "reads", row->reads);
    set_paging(L, row->paging);
    if (row->most != 0) set_integer(L, "most", row->most);
    set_errors(L, row->errors);
    push_fields(L, row->parameters);
    lua_setfield(L, -2, "parameters");
    push_fields(L, row->result);
    lua_setfield(L, -2, "result");
}

static void push_services(lua_State *L) {
    lua_newtable(L);
    for (const ncp_service *service = ncp_services; service->name != NULL; service++) {
        lua_newtable(L);
        set_text(L, "public", service->public_host);
        set_text(L, "gov", service->gov_host);
        set_text(L, "fin", service->fin_host);
        lua_setfield(L, -2, service->name);
    }
}

static void push_noun(lua_State *L, const ncp_noun *noun) {
    lua_newtable(L);
    set_text(L, "name", noun->name);
    set_text(L, "cloud", noun->cloud);
    set_text(L, "api", noun->api);
    set_text(L, "service", noun->service);
    set_text(L, "doc", noun->doc);
    lua_newtable(L);
    for (int i = 0; noun->operations[i].name != NULL; i++) {
        lua_pushstring(L, noun->operations[i].name);
        lua_rawseti(L, -2, i + 1);
    }
    lua_setfield(L, -2, "operations");
}

static void push_nouns(lua_State *L) {
    lua_newtable(L);
    for (int i = 0; ncp_nouns[i] != NULL; i++) {
        push_noun(L, ncp_nouns[i]);
        lua_rawseti(L, -2, i + 1);
    }
}

/* Whether a client of that version of the API has the noun. */
static bool is_in(const ncp_noun *noun, const char *api) {
    return noun->api == NULL || strcmp(noun->api, api) == 0;
}

static int describe_operation(lua_State *L, const char *noun_name, const char *name, const char *api) {
    for (int i = 0; ncp_nouns[i] != NULL; i++) {
        const ncp_operation *rows = ncp_nouns[i]->operations;
        if (strcmp(ncp_nouns[i]->name, noun_name) != 0 || !is_in(ncp_nouns[i], api)) continue;
        for (int j = 0; rows[j].name != NULL; j++) {
            if (strcmp(rows[j].name, name) != 0) continue;
            push_operation(L, ncp_nouns[i], &rows[j], id_of(i, j));
            return 1;
        }
    }
    return 0;
}

/* describe() → { nouns = { { name =, api =, service =, doc =, operations = { names } }, … },
 *                services = { [name] = { public = host, gov = host, fin = host } } }
 * describe(noun, verb [, api]) → the operation's row as a table, or nil when there is none.
 * `api` is "v1" when left out. */
static int Lncp_describe_describe(lua_State *L) {
    if (!lua_isnoneornil(L, 1))
        return describe_operation(L, luaL_checkstring(L, 1), luaL_checkstring(L, 2),
                                  luaL_optstring(L, 3, "v1"));
    lua_newtable(L);
    push_nouns(L);
    lua_setfield(L, -2, "nouns");
    push_services(L);
    lua_setfield(L, -2, "services");
    return 1;
}

void lncp_open_describe(lua_State *L) {
    static const luaL_Reg functions[] = {LNCP_FUNCTION(describe, describe), {NULL, NULL}};
    lncp_set_functions(L, functions);
}
