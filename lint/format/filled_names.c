/* What fills in one text of a file of prompts fills in the others: the names that some texts show
 * to be values are values in those that show nothing by themselves. */
#include "lint/base/limits.h"
#include "lint/format/lower.h"
#include "lint/source/toml.h"

enum { SHORTEST = 25, MOST_BYTES = 1 << 20 };

/* Reads one text; false: enough was read. */
static bool note(Lowering *l, Str text, FilledNames *names, size_t *bytes) {
    if (text.len < SHORTEST || !str_has_char(text, '{')) return true;
    *bytes += text.len;
    if (*bytes > MOST_BYTES) return false;
    template_note_names(l->arena, text, names);
    return true;
}

static bool note_strings(Lowering *l, const Node *node, FilledNames *names, size_t *bytes) {
    if (node_is_string(node)) return note(l, node->text, names, bytes);
    for (const Node *child = node->first; child; child = child->next)
        if (!note_strings(l, child, names, bytes)) return false;
    return true;
}

static void note_entries(Lowering *l, FilledNames *names, size_t *bytes) {
    TomlText entry = {0};
    while (toml_next_text(l->source->bytes, &entry))
        if (!note(l, source_slice(l->source, entry.text), names, bytes)) return;
}

const FilledNames *lower_filled_names(Lowering *l) {
    if (!l->prompt_path || l->recorded || l->answered || format_is_lines(l->source->path))
        return NULL;
    if (!l->filled) {
        FilledNames *names = ARENA_NEW(l->arena, FilledNames);
        *names = (FilledNames){0};
        size_t bytes = 0;
        if (str_ends_nocase(l->source->path, STR(".toml"))) note_entries(l, names, &bytes);
        for (size_t i = 0; i < l->documents.len; i++)
            if (!note_strings(l, l->documents.items[i], names, &bytes)) break;
        l->filled = names;
    }
    return l->filled->single.len || l->filled->doubled.len ? l->filled : NULL;
}
