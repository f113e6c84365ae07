#include "message.h"

#include <openssl/crypto.h>
#include <string.h>

#include "text.h"

enum { USUAL_SIZE = 1024 };

bool ncp_message_reserve(ncp_message *message) {
    return ncp_bytes_reserve(&message->bytes, USUAL_SIZE - message->bytes.length);
}

bool ncp_message_copy(ncp_message *message, const ncp_message *head) {
    ncp_bytes bytes = message->bytes;
    if (!ncp_bytes_append(&bytes, head->bytes.data, head->bytes.length)) return false;
    *message = *head;
    message->bytes = bytes;
    return true;
}

bool ncp_message_end_part(ncp_message *message) {
    if (!ncp_bytes_append_char(&message->bytes, '\0')) return false;
    message->at[++message->next] = message->bytes.length;
    message->mark = message->bytes.length;
    return true;
}

bool ncp_message_append_part(ncp_message *message, const char *text, size_t length) {
    return ncp_bytes_append(&message->bytes, text, length) && ncp_message_end_part(message);
}

const char *ncp_message_text(const ncp_message *message, ncp_message_part part) {
    bool is_there = part < message->next || (part == NCP_HEADERS && message->next == NCP_HEADERS);
    return is_there ? message->bytes.data + message->at[part] : "";
}

size_t ncp_message_length(const ncp_message *message, ncp_message_part part) {
    if (part < message->next) return message->at[part + 1] - message->at[part] - 1;
    return part == message->next ? message->bytes.length - message->at[part] : 0;
}

bool ncp_message_append_lines(ncp_message *message, const ncp_bytes *lines) {
    return ncp_bytes_append(&message->bytes, lines->data, lines->length);
}

bool ncp_header_append(ncp_bytes *lines, const char *name, const char *value, size_t value_length) {
    size_t before = lines->length;
    size_t blanks = 0;
    while (blanks < value_length && (value[blanks] == ' ' || value[blanks] == '\t')) blanks++;
    bool is_empty = blanks == value_length;
    if (is_empty) value_length = 0;
    bool done = ncp_bytes_append_text(lines, name) && ncp_bytes_append_text(lines, is_empty ? ";" : ": ") &&
                ncp_bytes_append(lines, value, value_length) && ncp_bytes_append_char(lines, '\0');
    if (!done) lines->length = before;
    return done;
}

/* RFC 9110, 5.6.2 */
static bool is_token(const char *text, size_t length) {
    return length > 0 && ncp_text_is_of_class(text, length, "a-zA-Z0-9!#$%&'*+.^_`|~-");
}

bool ncp_header_is_valid(const char *name, size_t name_length, const char *value, size_t value_length) {
    if (!is_token(name, name_length)) return false;
    for (size_t i = 0; i < value_length; i++)
        if (value[i] == '\0' || value[i] == '\r' || value[i] == '\n') return false;
    return true;
}

bool ncp_method_is_valid(const char *method, size_t length) { return is_token(method, length); }

bool ncp_target_is_valid(const char *target, size_t length) {
    if (length == 0 || target[0] != '/') return false;
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)target[i] <= ' ' || target[i] == 0x7f) return false;
    return true;
}

void ncp_message_set_mark(ncp_message *message) { message->mark = message->bytes.length; }

void ncp_message_rewind(ncp_message *message) {
    ncp_bytes *bytes = &message->bytes;
    OPENSSL_cleanse(bytes->data + message->mark, bytes->length - message->mark);
    bytes->length = message->mark;
}

const char *ncp_message_next_line(const ncp_message *message, const char *line) {
    const char *end = message->bytes.data + message->bytes.length;
    line = line == NULL ? message->bytes.data + message->at[NCP_HEADERS] : line + strlen(line) + 1;
    return line < end ? line : NULL;
}

bool ncp_message_pack(const ncp_message *message, ncp_bytes *out) {
    ncp_message frame = *message;
    frame.bytes.data = NULL; /* of no use elsewhere */
    frame.bytes.capacity = 0;
    return ncp_bytes_append(out, &frame, sizeof frame) &&
           ncp_bytes_append(out, message->bytes.data, message->bytes.length);
}

/* Whether all offsets lie within the bytes and each part is ended. */
static bool is_whole(const ncp_message *frame, const char *bytes, size_t length) {
    if (frame->bytes.length != length || frame->next != NCP_HEADERS || frame->at[0] != 0) return false;
    for (size_t part = 1; part < NCP_MESSAGE_PARTS; part++) {
        size_t at = frame->at[part];
        if (at <= frame->at[part - 1] || at > length || bytes[at - 1] != '\0') return false;
    }
    return frame->mark >= frame->at[NCP_HEADERS] && frame->mark <= length && bytes[length - 1] == '\0';
}

bool ncp_message_unpack(ncp_message *message, const char *packed, size_t length) {
    ncp_message frame;
    ncp_message_free(message);
    if (length <= sizeof frame) return false;
    memcpy(&frame, packed, sizeof frame);
    const char *bytes = packed + sizeof frame;
    if (!is_whole(&frame, bytes, length - sizeof frame)) return false;
    frame.bytes = (ncp_bytes){0};
    if (!ncp_bytes_append(&frame.bytes, bytes, length - sizeof frame)) return false;
    *message = frame;
    return true;
}

void ncp_message_free(ncp_message *message) {
    ncp_bytes_free(&message->bytes);
    *message = (ncp_message){0};
}
