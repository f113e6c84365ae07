#ifndef NCP_FINDS_H
#define NCP_FINDS_H

#include "windows.h"

enum { NCP_LEAK_LAYERS = 3 }; /* of encodings, one within the other, that are decoded */

typedef enum ncp_encoding {
    NCP_ENCODING_NONE,
    NCP_ENCODING_JSON,
    NCP_ENCODING_URL,
    NCP_ENCODING_QUOTED_PRINTABLE,
    NCP_ENCODING_COLOUR,
    NCP_ENCODING_UTF16,
    NCP_ENCODING_BASE64,
    NCP_ENCODING_GZIP,
    NCP_ENCODINGS,
} ncp_encoding;

/* Where something stands: the number of the text, counted from 0, line and column in it,
 * counted from 1, columns in bytes. Behind gzip they are those of the text within. */
typedef struct ncp_origin {
    uint32_t source, line, column;
    uint8_t encodings[NCP_LEAK_LAYERS]; /* the outermost first; the rest are NONE */
} ncp_origin;

typedef enum ncp_find_kind {
    NCP_FIND_PART,   /* of a longer word: is an id only if an account holds it */
    NCP_FIND_WORD,   /* has the length of an old id, but no digit or no letter */
    NCP_FIND_LIKELY, /* has the form of an old id */
    NCP_FIND_ID,     /* has the form of a new id, or is held by an account */
} ncp_find_kind;

typedef struct ncp_find {
    uint32_t at; /* in the text of the windows */
    uint8_t length;
    uint8_t kind;
    ncp_origin origin;
} ncp_find;

typedef struct ncp_span {
    uint32_t at;
    ncp_origin origin;
} ncp_span;

/* All that may be an id in a text, each once: what stands alone is listed, what is part of
 * a longer word can be asked for. All-zero is valid and empty. */
typedef struct ncp_finds {
    ncp_windows windows;
    ncp_span *spans; /* parts of the windows' text that come from one place, in their order */
    size_t spans_length, spans_capacity;
    ncp_find *listed;
    size_t listed_length, listed_capacity;
    ncp_windows known; /* what accounts hold */
    bool knows;        /* only what is in `known` is taken from words of the old form */
    size_t hits;       /* what was found alone, repeated ones too */
    size_t unheld;     /* words of the old form that were not taken for want of an owner */
    bool overflowed;   /* something was left out for want of room */
    bool out_of_memory;
} ncp_finds;

/* Adds what stands alone. The kind is not PART, the length that of an id. */
void ncp_finds_add(ncp_finds *finds, const char *id, size_t length, ncp_find_kind kind,
                   const ncp_origin *origin);

/* Adds all windows of `length` in a word that is longer: those of the old form in letters
 * and digits, or one of the new form. */
void ncp_finds_add_parts(ncp_finds *finds, const char *word, size_t word_length, size_t length,
                         const ncp_origin *origin);

/* Whether the id was found in whatever way; `origin` is then where first. */
bool ncp_finds_has(const ncp_finds *finds, const char *id, size_t length, ncp_origin *origin);

/* Notes an id that an account holds. From then on, nothing else is kept of what has the
 * old form. Returns false when memory ran out. */
bool ncp_finds_know(ncp_finds *finds, const char *id, size_t length);

/* Whether more should be added only when it is known what accounts hold. */
bool ncp_finds_is_full(const ncp_finds *finds);

/* Puts what is listed into the order in which it stands in the texts. */
void ncp_finds_sort(ncp_finds *finds);

void ncp_finds_free(ncp_finds *finds);

#endif
