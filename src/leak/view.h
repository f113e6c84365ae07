#ifndef NCP_VIEW_H
#define NCP_VIEW_H

#include <zlib.h>

#include "classes.h"
#include "search.h"

/* A view is a text as it is, or what a decoder makes of another view. It cuts the text into
 * tokens, runs of bytes in which an id may hide, and hands them part by part to what looks
 * for ids (words.c) and to decoders (escapes.c, base64.c, gzip.c), which emit what they
 * decode into views of their own. */
typedef struct ncp_view ncp_view;

typedef struct ncp_spot {
    uint32_t line, column;
} ncp_spot;

/* Bytes of one line that follow each other. */
typedef struct ncp_piece {
    const unsigned char *bytes;
    size_t length;
    const ncp_spot *spots; /* where each stands; NULL when columns count on from `spot` */
    ncp_spot spot;
    bool goes_on; /* its token does, or may, behind it */
} ncp_piece;

enum {
    NCP_WORD_SIZE = 512,  /* a longer word is looked at in parts that overlap */
    NCP_TAIL_SIZE = 64,   /* more than what an id has before its first escape */
    NCP_BASE64_SIZE = 32, /* seven quads, and a power of two */
    NCP_OUTBOX_SIZE = 256,
    NCP_ESCAPES = 5,
};

/* A word that reaches the end of its piece, so far. */
typedef struct ncp_word {
    char bytes[NCP_WORD_SIZE];
    size_t length;
    ncp_spot spot;
    bool is_cut; /* its beginning was looked at already */
} ncp_word;

/* A decoder of escapes. It rests until a token has the byte that begins one. */
typedef struct ncp_escape {
    ncp_view *child;
    ncp_spot spot; /* of the byte that is held */
    uint16_t value;
    uint8_t held, state;
    bool is_active;
} ncp_escape;

/* One of the four ways in which a run of base64 may be cut into quads. */
typedef struct ncp_phase {
    ncp_view *child;
    uint8_t streak; /* quads in a row that are ASCII */
    bool is_active;
    bool is_gzip; /* active up to the end of the run */
} ncp_phase;

typedef struct ncp_base64 {
    size_t count;                          /* of bytes since the run began */
    unsigned char recent[NCP_BASE64_SIZE]; /* by their number modulo the size */
    ncp_spot spots[NCP_BASE64_SIZE];
    ncp_phase phases[4];
} ncp_base64;

typedef struct ncp_gzip {
    ncp_view *child;
    z_stream stream;
    uint64_t taken, made;
    uint8_t seen; /* bytes of the mark by which a stream begins */
    bool is_ready, is_active;
} ncp_gzip;

typedef enum ncp_token {
    NCP_TOKEN_NONE,
    NCP_TOKEN_CARRIED, /* still too short to be of interest */
    NCP_TOKEN_OPEN,
    NCP_TOKEN_JOINED, /* goes on in the next line */
} ncp_token;

struct ncp_view {
    ncp_search *search;
    unsigned depth;
    uint8_t encodings[NCP_LEAK_LAYERS];
    ncp_spot spot; /* of the next byte, in a view that counts */
    ncp_token token;
    size_t token_in_line; /* bytes of the open token in this line */
    unsigned char carry[NCP_RUN_LEAST];
    ncp_spot carry_spots[NCP_RUN_LEAST];
    size_t carry_length;
    unsigned char tail[NCP_TAIL_SIZE]; /* of the open token */
    ncp_spot tail_spots[NCP_TAIL_SIZE];
    size_t tail_length;
    ncp_word word;
    ncp_escape escapes[NCP_ESCAPES];
    ncp_base64 base64;
    ncp_gzip gzip;
    unsigned char outbox[NCP_OUTBOX_SIZE]; /* what a decoder emitted */
    ncp_spot outbox_spots[NCP_OUTBOX_SIZE];
    size_t outbox_length;
    bool is_broken; /* the last that was emitted is a break */
};

ncp_spot ncp_piece_spot(const ncp_piece *piece, size_t at);
ncp_piece ncp_piece_part(const ncp_piece *piece, size_t from, size_t to);

/* A view of what a decoder of `parent` makes; of the text as it is when that is NULL.
 * Returns NULL when memory ran out, which the recogniser then knows. */
ncp_view *ncp_view_new(ncp_search *search, const ncp_view *parent, ncp_encoding encoding);

/* Takes the next bytes; `spots` is NULL in a view that counts lines and columns itself. */
void ncp_view_take(ncp_view *view, const unsigned char *bytes, size_t length, const ncp_spot *spots);

/* Ends the text and those that were decoded from it. */
void ncp_view_end(ncp_view *view);

void ncp_view_free(ncp_view *view);

/* What a decoder has made, byte by byte or as it is. A break is a byte that no id holds. */
void ncp_view_emit(ncp_view *view, unsigned char byte, ncp_spot spot);
void ncp_view_emit_piece(ncp_view *view, const ncp_piece *piece);
void ncp_view_break(ncp_view *view);

/* Has the view look at what was emitted so far. */
void ncp_view_flush(ncp_view *view);

/* Each takes the next part of the view's token. */
void ncp_words_take(ncp_view *view, const ncp_piece *piece);
void ncp_escapes_take(ncp_view *view, const ncp_piece *piece, unsigned classes);
void ncp_base64_take(ncp_view *view, const ncp_piece *piece);

/* Each is told that the token has ended. */
void ncp_words_end(ncp_view *view);
void ncp_escapes_end(ncp_view *view);
void ncp_base64_end(ncp_view *view);

/* Takes all bytes of the view, in tokens or not. */
void ncp_gzip_take(ncp_view *view, const unsigned char *bytes, size_t length);
void ncp_gzip_end(ncp_view *view);

#endif
