#ifndef NCP_MESSAGE_H
#define NCP_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "bytes.h"

/* A request as bytes: checked and encoded once, signed for each attempt, and sent as it stands.
 *
 * All parts stand in one buffer, each ended by NUL, in the order of ncp_message_part; then the
 * header lines, "name: value" or "name;" for one without a value. The lines after the mark are those
 * of one attempt: a retry rewinds to the mark and signs again, and nothing is built anew. Since a
 * message points to nothing outside of itself, it can be copied, kept and handed to another thread.
 *
 * What is appended has been checked: a part never holds a NUL, a header never a line break.
 * All-zero is a valid empty state. One owner at a time; memory is wiped before it is given back. */
typedef enum ncp_message_part {
    NCP_OPERATION, /* for errors and logs: "accesskey.set_active" */
    NCP_METHOD,
    NCP_ORIGIN,  /* "https://host[:port]" */
    NCP_CA_FILE, /* empty: none */
    NCP_CA_DIR,
    NCP_PROXY,
    NCP_TARGET, /* path and query, percent-encoded: these bytes are signed and sent */
    NCP_BODY,
    NCP_HEADERS,
    NCP_MESSAGE_PARTS,
} ncp_message_part;

typedef struct ncp_message {
    ncp_bytes bytes;
    size_t at[NCP_MESSAGE_PARTS]; /* where each part begins */
    ncp_message_part next;        /* the part that is being written */
    size_t mark;                  /* where the lines of an attempt begin */
    size_t max_body, max_headers; /* bytes of the answer; 0: the transport's own limits */
    bool has_body;
    bool no_resend;       /* not to be sent again when a kept connection turns out dead */
    bool skip_json_check; /* the answer may be anything */
    bool anonymous;       /* not to be authenticated */
} ncp_message;

/* Makes room for a message of the usual size. Returns false when memory ran out, as all here do. */
bool ncp_message_reserve(ncp_message *message);

/* Copies all that stands in `head` to an empty message, to be gone on with. */
bool ncp_message_copy(ncp_message *message, const ncp_message *head);

/* Ends the part that is being written, which may have been appended to `bytes` as well. */
bool ncp_message_end_part(ncp_message *message);

/* Appends a whole part. */
bool ncp_message_append_part(ncp_message *message, const char *text, size_t length);

/* The text of a part, ended by NUL, or the first header line; empty for a part that is not written yet. */
const char *ncp_message_text(const ncp_message *message, ncp_message_part part);

/* Without its NUL; of NCP_HEADERS the length of all lines. */
size_t ncp_message_length(const ncp_message *message, ncp_message_part part);

/* Appends lines, each ended by NUL. */
bool ncp_message_append_lines(ncp_message *message, const ncp_bytes *lines);

/* Appends a header as a line; blanks alone are no value. */
bool ncp_header_append(ncp_bytes *lines, const char *name, const char *value, size_t value_length);

/* Whether a name is one of HTTP (RFC 9110, 5.6.2) and a value has nothing in it that would end a header. */
bool ncp_header_is_valid(const char *name, size_t name_length, const char *value, size_t value_length);

/* Whether a method is one of HTTP (RFC 9110, 9.1). */
bool ncp_method_is_valid(const char *method, size_t length);

/* Whether a target is a path, and query perhaps, without spaces and controls. */
bool ncp_target_is_valid(const char *target, size_t length);

/* What follows belongs to one attempt. */
void ncp_message_set_mark(ncp_message *message);

/* Takes the lines of the last attempt away, wiped. */
void ncp_message_rewind(ncp_message *message);

/* The line after `line`, or the first for NULL; NULL after the last. */
const char *ncp_message_next_line(const ncp_message *message, const char *line);

/* Appends the message as one string, to be read in the same process. */
bool ncp_message_pack(const ncp_message *message, ncp_bytes *out);

/* Reads what ncp_message_pack() wrote. Returns false for what is no such string, and when memory ran out. */
bool ncp_message_unpack(ncp_message *message, const char *packed, size_t length);

/* The message is empty afterwards and may be freed again. */
void ncp_message_free(ncp_message *message);

#endif
