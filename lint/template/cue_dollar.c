/* $name without braces, in a text that the shell, a price or a formula may have written, too: what
 * stands around it shows that a program fills it in. */
#include "lint/template/scan.h"

bool template_is_fenced_dollar(Str text, size_t at) {
    bool braced = byte_at(text, at + 1) == '{';
    size_t from = at + 1 + braced, end = from;
    while (ident_byte(byte_at(text, end))) end++;
    Str name = str_slice(text, from, end);
    if (braced && byte_at(text, end) != '}') return false;
    return template_is_fenced(text, at, end + braced) && template_is_known_name(name);
}

/* "$question", "Question: $question": a lower-case name that ends the line, or "for $user_name",
 * one that tells what it is; it goes to *name. */
static bool is_bare_dollar(Str text, size_t at, Str *name) {
    enum { LABEL_BYTES = 40 };
    size_t end = at + 1, start = at;
    if (!ascii_is_lower(byte_at(text, end))) return false;
    while (ident_byte(byte_at(text, end))) end++;
    *name = str_slice(text, at + 1, end);
    if (template_is_alone(text, at, end) || template_is_in_element(text, at, end)) return true;
    bool prose = at > 1 && text.ptr[at - 1] == ' ' && ascii_is_lower(text.ptr[at - 2]) &&
                 ascii_is_one_of(byte_at(text, end), " ,.\n");
    if (prose && template_tells_change(*name)) return true;
    if (end < text.len && text.ptr[end] != '\n' && text.ptr[end] != '\r') return false;
    while (start > 0 && at - start < LABEL_BYTES && text.ptr[start - 1] != '\n') start--;
    Str label = str_slice(text, start, at);
    bool colon = str_ends(label, STR(": ")) || str_ends(label, STR("\xEF\xBC\x9A"));
    return colon && !str_has_char(label, '`') && !str_has_char(label, '$');
}

/* Two of them, or one whose name says that a program fills it in. */
bool template_has_bare_dollars(Str text) {
    size_t found = 0;
    Fences fences = fences_begin(text);
    for (size_t i = 0; (i = str_find_char(text, '$', i)) != STR_NOT_FOUND && found < 2; i++) {
        Str name;
        bool code = fences_hold(&fences, text, i) && !template_is_fenced_dollar(text, i);
        if (code || !is_bare_dollar(text, i, &name)) continue;
        bool placed = label_introduces(text, i, i + 1 + name.len);
        bool telling = template_is_input_name(name) || (placed && template_tells_change(name));
        found += telling ? 2 : 1;
    }
    return found >= 2;
}

/* "- Target language: $TARGET"; the name goes to *name. */
static bool is_caps_line(Str line, Str *name) {
    size_t end = line.len - str_ends(line, STR("`")), start = end;
    while (start && ident_byte(line.ptr[start - 1])) start--;
    if (!start || line.ptr[start - 1] != '$' || !ascii_is_upper(byte_at(line, start))) return false;
    *name = str_slice(line, start, end);
    Str label = str_slice(line, 0, start - 1);
    if (str_ends(label, STR("`"))) label.len--;
    return str_ends(label, STR(": "));
}

bool template_has_caps_dollars(Str text) {
    enum { FEWEST = 2 };
    size_t lines = 0;
    Str above = {0};
    for (Str rest = text, line; str_next_line(&rest, &line);) {
        line = str_trim(line);
        if (line.len == 0) continue;
        Str name;
        bool caps = is_caps_line(line, &name);
        bool listed = caps && (lines || template_is_inputs_heading(above));
        lines = listed ? lines + 1 : 0;
        if (lines >= FEWEST || (caps && template_is_input_name(name))) return true;
        above = line;
    }
    return false;
}
