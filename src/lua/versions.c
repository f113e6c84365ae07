#include "lncp.h"

#include <stdio.h>
#include <string.h>

/* The two versions of an API, seen from an operation of one of them. Only the rows of
 * version 2 tell which names differ. */

static bool has_row(const ncp_noun *noun, const ncp_operation *wanted) {
    for (const ncp_operation *row = noun->operations; row->name != NULL; row++)
        if (row == wanted) return true;
    return false;
}

static const ncp_noun *noun_of(const ncp_operation *row) {
    const ncp_noun *const *noun = ncp_nouns;
    while (!has_row(*noun, row)) noun++;
    return *noun;
}

static const ncp_noun *other_of(const ncp_noun *own) {
    const ncp_noun *const *noun = ncp_nouns;
    while (*noun != NULL && (*noun == own || strcmp((*noun)->name, own->name) != 0)) noun++;
    return *noun;
}

static const ncp_field *parameter(const ncp_operation *row, const char *name) {
    for (const ncp_field *field = row->parameters; field->name != NULL; field++)
        if (strcmp(field->name, name) == 0) return field;
    return NULL;
}

/* The operation of `other` that does what `row` does: one that has another name there takes no fields. */
static const ncp_operation *counterpart(const ncp_operation *row, const ncp_noun *other) {
    const ncp_operation *found = other->operations;
    while (found->name != NULL && strcmp(found->name, row->name) != 0) found++;
    return found->name != NULL ? found : NULL;
}

/* Of a row of version 2, the parameter that has this name in version 1, or in version 2. */
static const ncp_field *renamed(const ncp_operation *row, const char *name, bool in_first) {
    for (const ncp_field *field = row->parameters; field->name != NULL; field++)
        if (field->was != NULL && strcmp(in_first ? field->was : field->name, name) == 0) return field;
    return NULL;
}

/* The same of the last operation of the noun that has it, which goes to `*holder`: what a create sets
 * has an operation of its own further down. */
static const ncp_field *renamed_in(const ncp_noun *second, const char *name, bool in_first,
                                   const ncp_operation **holder) {
    const ncp_field *last = NULL;
    for (const ncp_operation *row = second->operations; row->name != NULL; row++) {
        const ncp_field *found = renamed(row, name, in_first);
        if (found == NULL) continue;
        last = found;
        *holder = row;
    }
    return last;
}

static bool is_second(const ncp_noun *noun) { return strcmp(noun->api, "v2") == 0; }

bool lncp_hint_of_other(const ncp_operation *row, const char *name, char hint[LNCP_HINT_SIZE]) {
    const ncp_noun *own = noun_of(row), *other = own->api != NULL ? other_of(own) : NULL;
    const ncp_operation *holder = row, *same = other != NULL ? counterpart(row, other) : NULL;
    if (same == NULL) return false;
    const ncp_noun *second = is_second(own) ? own : other;
    const ncp_field *field = renamed(is_second(own) ? row : same, name, is_second(own));
    if (field == NULL) field = renamed_in(second, name, is_second(own), &holder);
    if (field != NULL) {
        const char *here = is_second(own) ? field->name : field->was;
        bool is_own = parameter(row, here) != NULL;
        (void)snprintf(hint, LNCP_HINT_SIZE, "%.64s is %s in %s%s%s%s%s", name, here, own->api,
                       is_own ? "" : ", of ", is_own ? "" : own->name, is_own ? "" : ".",
                       is_own ? "" : holder->name);
        return true;
    }
    if (parameter(same, name) == NULL) return false;
    (void)snprintf(hint, LNCP_HINT_SIZE, "%s has it, %s has not", other->api, own->api);
    return true;
}
