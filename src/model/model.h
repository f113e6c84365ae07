#ifndef NCP_MODEL_H
#define NCP_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The remote API as data: one row per operation, one file of rows per noun.
 * The encoder, the client tables, the emulator's routes and the documents are
 * all read from here; a new operation needs a row and nothing else.
 * Every list of rows ends with an entry whose name is NULL. */

typedef enum ncp_type {
    NCP_STRING,
    NCP_INTEGER,
    NCP_BOOLEAN,
    NCP_LIST,   /* a JSON array of `item` */
    NCP_OBJECT, /* a JSON object of `fields` */
    NCP_MAP,    /* a JSON object with free keys and values of `item` */
} ncp_type;

typedef enum ncp_place {
    NCP_IN_BODY,
    NCP_IN_PATH,   /* fills `{name}` of the path; always positional and required */
    NCP_IN_QUERY,  /* a list is joined with commas, unless it is repeated */
    NCP_IN_HEADER, /* `name` is that of the header, in lower case */
} ncp_place;

enum ncp_field_flag {
    NCP_REQUIRED = 1 << 0,
    NCP_POSITIONAL = 1 << 1, /* an argument of its own, in the order of the rows */
    NCP_SENSITIVE = 1 << 2,  /* masked wherever it is shown; wrapped in a Secret when it comes back */
    NCP_BYTES = 1 << 3,      /* min and max count bytes, not characters */
    NCP_CARRIED = 1 << 4,    /* not an argument: filled from what `reads` answered, sent unchecked */
    NCP_NULLABLE = 1 << 5,   /* null may be sent, and means something else than leaving the field out */
    NCP_WHOLE_BODY = 1 << 6, /* the body is this value itself, not an object with it */
    NCP_EITHER = 1 << 7,     /* in results: at least one of the fields with this flag is required */
    NCP_DISPUTED = 1 << 8,   /* in results: the pages disagree on the type, so any is handed on */
    NCP_IMPLIED = 1 << 9,    /* in results: an answer without content says the same */
    NCP_REPEATED = 1 << 10,  /* of a list in the query: one parameter for each element */
    NCP_OR_ONE = 1 << 11,    /* of a list: one element may stand there without the list */
    NCP_TRIMMED = 1 << 12,   /* min and max count what is left without the spaces around it */
};

/* A result is checked as arguments are. A required field must be there, not null, of its type and not an
 * empty string; so must a sensitive one that is there. A list, object or map that is there must be one, for
 * it will be walked. Other fields are handed on as they came: the service is free to say more, or less, than
 * its pages do. So a field is required where every page and every answer seen has it, and the caller cannot
 * do without. */

typedef struct ncp_field ncp_field;

/* Another field of the call has a value, or a list has it as an element. `field` is its path from the top,
 * such as "source.sourceType"; booleans are "true" or "false", and false when left out. */
typedef struct ncp_condition {
    const char *field;  /* NULL: no condition */
    const char *equals; /* "Server|Service": one of these */
} ncp_condition;

struct ncp_field {
    const char *name; /* wire name */
    ncp_type type;
    ncp_place place;
    unsigned flags;
    int64_t min, max;        /* characters, value or number of elements; max 0: no upper limit */
    const char *allowed;     /* "IP|VPC|VPC_SERVER", also for integers; NULL: any */
    const char *words;       /* of a boolean: what is sent for false and true, such as "inactive|active" */
    const char *characters;  /* all characters are of this class, such as "A-Za-z0-9._-" */
    const char *first;       /* the first character is of this class */
    const ncp_field *item;   /* of a list or map */
    const ncp_field *fields; /* of an object */
    ncp_condition required_if;
    ncp_condition refused_if;
    const char *alias; /* in results: another name under which some services answer it, or
                          "header:name" for a header of the answer */
    const char *was;   /* in version 2: the name that version 1 has for it, where that is another */
    const char *doc;   /* one line */
};

typedef struct ncp_paging {
    const char *name;  /* for the documents */
    const char *page;  /* query field: number of the page */
    const char *size;  /* query field: rows per page */
    const char *items; /* answer: the rows */
    const char *pages; /* answer: number of pages, or NULL: then it follows from the next two */
    const char *total; /* answer: number of rows in all pages */
    const char *rows;  /* answer: rows per page, or NULL */
} ncp_paging;

typedef struct ncp_documented_error {
    int status;
    int code;
    const char *name; /* the meaning, in the vendor's words */
    const char *word; /* the code where it is a word, as in version 2 */
} ncp_documented_error;

enum ncp_operation_flag {
    NCP_IDEMPOTENT = 1 << 0,  /* may be sent again after a failure */
    NCP_RESULT_LIST = 1 << 1, /* the answer is a bare array of `result`; one object is a list of one */
    NCP_VERDICT = 1 << 2,     /* `success: false` is the answer, not a failure */
    NCP_SOME_FIELD = 1 << 3,  /* at least one of the named fields must be given */
    NCP_ANONYMOUS = 1 << 4,   /* sent without authentication: it is to obtain that, or tells nothing secret */
    NCP_ENDS_TOKENS = 1 << 5, /* ends the tokens of the user whose keys it changes */
    NCP_BATCH = 1 << 6,       /* does something for each element of a list, or for none */
};

typedef struct ncp_operation {
    const char *name;
    const char *method;
    const char *path; /* with its /api prefix; `{subAccountId}` names a parameter */
    unsigned flags;
    const ncp_field *parameters;
    const ncp_field *result; /* of the object, of one element, or of one row of a page */
    const ncp_paging *paging;
    ncp_condition authenticated_if; /* when an anonymous operation is authenticated all the same */
    int64_t most;        /* rows that a paged list can have by the documented limits; 0: none is documented */
    const char *wrapper; /* the fields of the body stand in an object of this name */
    const char *member;  /* the result stands under this name of the answer, where it has that */
    const char *reads;   /* "get|get_mfa": operations whose answers fill the carried fields */
    const char *makes;   /* "an access key": what is there although the answer failed; NULL: nothing new */
    const char *shown_by; /* "list": the operation of the noun that shows whether it is */
    const ncp_documented_error *errors;
    const char *counterpart; /* its verb in the other version of the API, where that is another */
    const char *instead;     /* the other version has no such operation: what to do there, one line */
    const char *doc;         /* one line */
    const char *source;      /* page of the vendor's reference */
} ncp_operation;

typedef struct ncp_noun {
    const char *name;
    const char *cloud; /* NULL: NAVER Cloud Platform; otherwise it and a dot begin the noun's name */
    const char *api;   /* "v1" or "v2" where both versions of the API have the noun; else NULL */
    const char *service;
    const ncp_operation *operations;
    const char *doc;
} ncp_noun;

typedef struct ncp_service {
    const char *name;
    const char *public_host; /* NULL: no host is documented for that site */
    const char *gov_host;
    const char *fin_host;
} ncp_service;

/* The whole API. The nouns end with a NULL pointer, the services with a NULL name. */
extern const ncp_noun *const ncp_nouns[];
extern const ncp_service ncp_services[];

/* The envelope of the Sub Account service's paged lists: page, totalPages, totalItems, items. */
extern const ncp_paging ncp_paging_items;

/* That of External Access: pageNo, pageSize, totalElements, content. */
extern const ncp_paging ncp_paging_content;

#endif
