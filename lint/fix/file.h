/* A file as lint/fix looks at it: every member and item with its place, found by place, and which
 * bytes belong to nodes that are used more than once. Inside lint/fix only. */
#ifndef WARMLINT_FIX_FILE_H
#define WARMLINT_FIX_FILE_H

#include "lint/fix/fix.h"

#define NO_ENTRY ((size_t)-1)

/* A member of a map, an item of a list or the root of a document. */
typedef struct {
    const Node *node;
    size_t parent; /* the entry whose node holds it, or NO_ENTRY */
    const Node *before;
    Span span; /* key and value */
} Entry;

struct FixFile {
    Arena *arena;
    const Source *source;
    VEC(Entry) entries; /* by start */
    VEC(Span) shared;   /* written once, used by aliases */
    bool flow_maps;     /* a map that is not empty stands on one line somewhere */
    Str line_end;       /* of the first line */
};

/* One repair being worked out. */
typedef struct {
    FixFile *file;
    EditVec edits;
} Work;

/* The innermost entry that holds the span, or NO_ENTRY. */
size_t file_entry_at(const FixFile *file, Span span);
/* The entry whose key, value or both stand exactly there; NO_ENTRY. */
size_t file_entry_exactly(const FixFile *file, Span span);
/* Neither shared nor inside of what is. */
bool file_is_own(const FixFile *file, Span span);
static inline const Entry *file_entry(const FixFile *file, size_t index) {
    return &file->entries.items[index];
}
/* The map or list that the entry belongs to; NULL for a root. */
const Node *file_container(const FixFile *file, const Entry *entry);

static inline Str file_bytes(const FixFile *file) {
    return file->source->bytes;
}
/* The byte at `at`, 0 behind the end. */
static inline char file_byte(const FixFile *file, size_t at) {
    return at < file->source->bytes.len ? file->source->bytes.ptr[at] : '\0';
}
uint32_t file_line_start(const FixFile *file, uint32_t at);
/* The place before the line end, or the end of the file. */
uint32_t file_line_end(const FixFile *file, uint32_t at);
/* Behind the line end that stands at `at`, if one does. */
uint32_t file_behind_break(const FixFile *file, uint32_t at);
/* Behind spaces and tabs. */
uint32_t file_skip_blanks(const FixFile *file, uint32_t at);
/* Only blanks stand before it on its line. */
bool file_is_first_on_line(const FixFile *file, uint32_t at);
/* The line has nothing from `at` on but blanks and a comment of this syntax. */
bool file_rest_is_comment(const FixFile *file, uint32_t at, bool json);
/* libyaml ends lines at NEL, LS and PS too; nothing is said about places near them. */
bool file_has_odd_breaks(const FixFile *file, Span span);

/* Writes an edit down; false where shared nodes are touched. */
bool work_edit(Work *work, uint32_t start, uint32_t end, Str text);

/* --- flow.c: {a: 1, b: 2} in JSON and YAML --- */

bool flow_is_usual(const FixFile *file, const Node *container);
bool flow_remove(Work *work, const Entry *entry);
bool flow_add_behind(Work *work, const Entry *entry, Str key, const Node *value);
/* The string becomes `[{"type": TYPE, "text": …, key: value}]`, with the type and key of the step.
 */
bool flow_wrap(Work *work, const Entry *entry, const Step *step, const Node *value);
bool flow_move(Work *work, const Entry *entry, const Entry *behind);
bool flow_put(Work *work, const Node *container, Str key, const Node *value);

/* --- block.c: members and items on lines of their own --- */

bool block_remove(Work *work, const Entry *entry);
bool block_add_behind(Work *work, const Entry *entry, Str key, const Node *value);
bool block_wrap(Work *work, const Entry *entry, const Step *step, const Node *value);
bool block_move(Work *work, const Entry *entry, const Entry *behind);

/* --- print.c: keys and values in the file's style --- */

typedef struct {
    NodeStyle quotes; /* STYLE_JSON or STYLE_DOUBLE, STYLE_SINGLE, STYLE_PLAIN where possible */
    bool block;       /* YAML collections on lines of their own */
    bool expanded;    /* flow collections on several lines */
    bool tight;       /* "a":1 */
    Str line_end;     /* with which lines end */
    Str indent, unit; /* of the line that the text stands in; one level more */
} PrintStyle;

/* `key: value`, or the value alone without a key. */
Str print_member(Arena *arena, Str key, const Node *value, const PrintStyle *style);
/* A scalar in these quotes, or in double ones where they cannot hold it. */
Str print_scalar(Arena *arena, const Node *value, NodeStyle quotes, bool in_flow);

/* --- text.c --- */

/* All STEP_TEXT of a repair. */
bool text_steps(Work *work, const StepVec *steps);

#endif
