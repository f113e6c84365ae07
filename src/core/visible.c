#include "visible.h"

#include <stdint.h>
#include <stdio.h>

#include "text.h"

typedef struct range {
    uint32_t first, last;
} range;

/* In order: controls, separators of lines, and what Unicode 15 has under
 * Default_Ignorable_Code_Point, which includes all that turn directions. */
static const range hidden[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F},   {0x00AD, 0x00AD},   {0x034F, 0x034F},   {0x061C, 0x061C},
    {0x115F, 0x1160}, {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x200B, 0x200F},   {0x2028, 0x202E},
    {0x2060, 0x206F}, {0x3164, 0x3164},   {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},
    {0xFFF0, 0xFFFB}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
};

static bool is_hidden(uint32_t character) {
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden && character >= hidden[i].first; i++)
        if (character <= hidden[i].last) return true;
    return false;
}

/* The character of the sequence of `step` bytes at `text`, which is UTF-8. */
static uint32_t decode(const char *text, size_t step) {
    static const unsigned char first_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t character = (unsigned char)text[0] & first_bits[step];
    for (size_t i = 1; i < step; i++) character = character << 6 | ((unsigned char)text[i] & 0x3F);
    return character;
}

static bool append_escaped(ncp_bytes *out, uint32_t character, bool is_byte) {
    char escape[16];
    const char *form = is_byte ? "\\x%02x" : "\\u{%x}";
    if (character == '\n') return ncp_bytes_append_text(out, "\\n");
    (void)snprintf(escape, sizeof escape, form, (unsigned)character);
    return ncp_bytes_append_text(out, escape);
}

bool ncp_visible_append(ncp_bytes *out, const char *text, size_t length) {
    if (length == 0) return true; /* an empty text may be NULL */
    size_t plain = 0;             /* start of the run that needs no escape */
    for (size_t i = 0; i < length;) {
        size_t step = ncp_text_step(text + i, length - i);
        uint32_t character = step > 0 ? decode(text + i, step) : (unsigned char)text[i];
        size_t next = i + (step > 0 ? step : 1);
        if (step == 0 || is_hidden(character)) {
            if (!ncp_bytes_append(out, text + plain, i - plain)) return false;
            if (!append_escaped(out, character, step <= 1)) return false;
            plain = next;
        }
        i = next;
    }
    return ncp_bytes_append(out, text + plain, length - plain);
}
