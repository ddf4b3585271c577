/* What fills in one text of a file of prompts fills in the others: the names that some texts show
 * to be values are values in those that show nothing by themselves. */
#include "lint/base/limits.h"
#include "lint/format/lower.h"
#include "lint/source/toml.h"

enum { SHORTEST = 25, MOST_BYTES = 1 << 20 };

typedef struct {
    Arena *arena;
    FilledNames *names;
    Str silent; /* was read before, and tells nothing */
    size_t bytes;
} Reading;

/* Reads one text; false: enough was read. */
static bool note(Reading *r, Str text) {
    if (text.len < SHORTEST || !str_has_char(text, '{')) return true;
    r->bytes += text.len;
    if (r->bytes > MOST_BYTES) return false;
    if (text.ptr != r->silent.ptr) template_note_names(r->arena, text, r->names);
    return true;
}

static bool note_strings(Reading *r, const Node *node) {
    if (node_is_string(node)) return note(r, node->text);
    for (const Node *child = node->first; child; child = child->next)
        if (!note_strings(r, child)) return false;
    return true;
}

static void note_entries(Reading *r, const Source *source) {
    TomlText entry = {0};
    while (toml_next_text(source->bytes, &entry))
        if (!note(r, source_slice(source, entry.text))) return;
}

const FilledNames *lower_filled_names(Lowering *l, Str silent) {
    if (!l->prompt_path || l->recorded || l->answered || format_is_lines(l->source->path))
        return NULL;
    if (!l->filled) {
        FilledNames *names = ARENA_NEW(l->arena, FilledNames);
        *names = (FilledNames){0};
        Reading reading = {l->arena, names, silent, 0};
        if (str_ends_nocase(l->source->path, STR(".toml"))) note_entries(&reading, l->source);
        for (size_t i = 0; i < l->documents.len; i++)
            if (!note_strings(&reading, l->documents.items[i])) break;
        l->filled = names;
    }
    return l->filled->single.len || l->filled->doubled.len ? l->filled : NULL;
}
