/* The round trip of every prompt in the files given: the bytes that a segment's text is said to
 * come from are cut out of the file, and must be the text as its format writes it. Character by
 * character: the byte itself, an escape for it, a doubled quote, or the line end and indentation
 * that a blank or line end was folded from.
 *
 *     places FILE...
 *
 * Prints what was compared; exit status 1 on a difference. */
#include <stdio.h>
#include <string.h>

#include "lint/base/buf.h"
#include "lint/base/utf8.h"
#include "lint/engine/engine.h"

typedef struct {
    size_t files, segments, values, characters, unmapped, imported, differences;
} Tally;

/* One layer of escapes taken off: JSON's, and what YAML has beyond them. */
static size_t unescape(const char *from, size_t len, char *to) {
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        if (from[i] != '\\' || i + 1 >= len) {
            to[n++] = from[i];
            continue;
        }
        static const char names[] = "ntrbfa0ve_\"\\/' ",
                          values[] = "\n\t\r\b\f\a\0\v\x1B\xA0\"\\/' ";
        char c = from[++i];
        const char *at = c ? strchr(names, c) : NULL;
        size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
        if (digits && i + digits < len + 0 + 1) {
            char hex[9] = {0};
            unsigned code = 0, low = 0;
            memcpy(hex, from + i + 1, digits);
            if (sscanf(hex, "%x", &code) != 1) return 0;
            i += digits;
            if (code >= 0xD800 && code < 0xDC00 && i + 6 < len + 1 && from[i + 1] == '\\') {
                memcpy(hex, from + i + 3, 4);
                if (sscanf(hex, "%x", &low) == 1)
                    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00), i += 6;
            }
            if (code < 0x80) {
                to[n++] = (char)code;
            } else if (code < 0x800) {
                to[n++] = (char)(0xC0 | code >> 6);
                to[n++] = (char)(0x80 | (code & 0x3F));
            } else if (code < 0x10000) {
                to[n++] = (char)(0xE0 | code >> 12);
                to[n++] = (char)(0x80 | (code >> 6 & 0x3F));
                to[n++] = (char)(0x80 | (code & 0x3F));
            } else {
                to[n++] = (char)(0xF0 | code >> 18);
                to[n++] = (char)(0x80 | (code >> 12 & 0x3F));
                to[n++] = (char)(0x80 | (code >> 6 & 0x3F));
                to[n++] = (char)(0x80 | (code & 0x3F));
            }
        } else if (at) {
            to[n++] = values[at - names];
        } else {
            to[n++] = c;
        }
    }
    return n;
}

static bool is_blank(Str s) {
    for (size_t i = 0; i < s.len; i++)
        if (!strchr(" \t\r\n\\", s.ptr[i])) return false;
    return s.len > 0;
}

/* Between two strings of a list, whose end of a line is the end of the first string. */
static bool is_between_items(Str s) {
    for (size_t i = 0; i < s.len; i++)
        if (!strchr(" \t\r\n,-", s.ptr[i])) return false;
    return s.len > 0;
}

/* The bytes are a way to write the character: as it is, or in up to three layers of escapes. */
static bool writes(Str bytes, Str character) {
    enum { LAYERS = 3, LONGEST = 200 };
    char layers[LAYERS + 1][LONGEST];
    if (str_eq(bytes, character)) return true;
    bool folded = character.len == 1 && strchr(" \n", character.ptr[0]) && is_blank(bytes);
    if (folded || (str_is(bytes, "''") && str_is(character, "'"))) return true;
    if (str_is(character, "\n") && is_between_items(bytes)) return true;
    if (bytes.len >= LONGEST) return false;
    size_t len = bytes.len;
    memcpy(layers[0], bytes.ptr, len);
    for (int i = 0; i < LAYERS; i++) {
        len = unescape(layers[i], len, layers[i + 1]);
        if (str_eq((Str){layers[i + 1], len}, character)) return true;
    }
    return false;
}

static void compare_segment(Tally *tally, const FileResult *file, const Segment *segment) {
    if (segment->type != BLOCK_TEXT && segment->type != BLOCK_TOOL_RESULT) return;
    if (!segment->map.len) {
        tally->unmapped += segment->text.len > 0 && segment->pieces.len &&
                           segment->pieces.items[0].kind == PIECE_TEXT;
        return;
    }
    tally->segments++;
    for (size_t i = 0, size; i < segment->text.len; i += size) {
        utf8_decode(segment->text, i, &size);
        Str character = str_slice(segment->text, i, i + size);
        const Source *source = &file->source;
        Related place = segment_related(segment, span_of(i, i + size), (Str){0});
        if (place.source) source = place.source, tally->imported++;
        Str bytes = source_slice(source, place.span);
        tally->characters++;
        if (writes(bytes, character)) continue;
        if (++tally->differences > 20) continue;
        printf(STR_FMT ": byte %zu of a text is `" STR_FMT "`, at %u to %u stands `%.40s`\n",
               STR_ARG(source->path), i, STR_ARG(character), place.span.start, place.span.end,
               bytes.ptr);
    }
}

/* What stands at the place of a value is the value: bare, in quotes, or behind a prefix such as the
 * provider's name. */
static void compare_value(Tally *tally, const FileResult *file, const char *what, Span span,
                          Str value) {
    bool folded = str_has(value, STR(" ")) || str_has(value, STR("\n")); /* or escaped */
    if (!value.len || !span.end || folded) return;
    Str bytes = source_slice(&file->source, span);
    tally->values++;
    if (str_has(bytes, value)) return;
    if (++tally->differences > 20) return;
    printf(STR_FMT ": the %s is `" STR_FMT "`, at %u to %u stands `" STR_FMT "`\n",
           STR_ARG(file->source.path), what, STR_ARG(value), span.start, span.end,
           STR_ARG(str_slice(bytes, 0, 80)));
}

static void compare_prompt(Tally *tally, const FileResult *file, const Prompt *prompt) {
    for (size_t i = 0; i < prompt->segments.len; i++)
        compare_segment(tally, file, &prompt->segments.items[i]);
    compare_value(tally, file, "model", prompt->model_span, prompt->model_id);
    if (prompt->max_output.state == PARAM_SET)
        compare_value(tally, file, "cap", prompt->max_output.span, prompt->max_output.text);
    for (size_t i = 0; i < prompt->params.len; i++) {
        const BodyParam *p = &prompt->params.items[i];
        compare_value(tally, file, "parameter", p->value.span, p->value.text);
    }
}

int main(int argc, char **argv) {
    Tally tally = {0};
    Overrides overrides = {0};
    Arena arena = {0};
    const Config *config = config_default(&arena);
    for (int i = 1; i < argc; i++) {
        Input input = {.path = str_from_c(argv[i]), .by_hand = true, .config = config};
        FileResult *result = engine_read(&input, &overrides);
        tally.files++;
        for (size_t p = 0; p < result->prompts.len; p++)
            compare_prompt(&tally, result, &result->prompts.items[p]);
        file_result_free(result);
    }
    arena_free(&arena);
    printf(
        "places: %zu files, %zu texts, %zu characters and %zu values cut out (%zu in other files), "
        "%zu texts without a map, %zu differences\n",
        tally.files, tally.segments, tally.characters, tally.values, tally.imported, tally.unmapped,
        tally.differences);
    return tally.differences > 0 || tally.segments == 0;
}
