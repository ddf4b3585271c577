#include "lint/diff/layers.h"

#include <stdlib.h>

#include "lint/base/buf.h"
#include "lint/base/order.h"

/* --- texts --- */

/* All that is sent of a section as one text; what frames the blocks is left out. */
static Str join(Arena *arena, const BlockVec *blocks, Section section) {
    Buf out = {0};
    for (size_t i = 0; i < blocks->len; i++)
        if (blocks->items[i].segment->section == section) buf_add(&out, blocks->items[i].sent);
    Str text = str_dup(arena, buf_str(&out));
    buf_free(&out);
    return text;
}

/* What of the layout does not count; more and more. */
typedef enum { WITHOUT_CR, WITHOUT_TRAILING, WITHOUT_SPACE } Lessening;

/* A text read byte by byte without it. */
typedef struct {
    Str text;
    size_t at;
    size_t blank_end; /* of the run of white space last looked at */
    size_t last_line; /* the last line end in it */
    Lessening how;
} Reading;

static void look_at_blanks(Reading *r) {
    r->last_line = r->at;
    for (r->blank_end = r->at; r->blank_end < r->text.len; r->blank_end++) {
        char c = r->text.ptr[r->blank_end];
        if (!ascii_is_space(c)) return;
        if (c == '\n' || c == '\r') r->last_line = r->blank_end;
    }
}

/* The next byte, -1 at the end. */
static int next_byte(Reading *r) {
    while (r->at < r->text.len) {
        char c = r->text.ptr[r->at];
        if (ascii_is_space(c) && r->at >= r->blank_end) look_at_blanks(r);
        if (r->at < r->blank_end) {
            bool at_the_end = r->how == WITHOUT_TRAILING && r->blank_end == r->text.len;
            if (r->how == WITHOUT_SPACE || at_the_end) {
                r->at = r->blank_end;
                continue;
            }
        }
        r->at++;
        if (c == '\r') {
            if (r->at < r->text.len && r->text.ptr[r->at] == '\n') continue;
            return '\n';
        }
        bool trailing = r->how == WITHOUT_TRAILING && c != '\n' && r->at <= r->last_line;
        if (!trailing || !ascii_is_space(c)) return (unsigned char)c;
    }
    return -1;
}

static bool same_without(Str a, Str b, Lessening how) {
    Reading left = {.text = a, .how = how}, right = {.text = b, .how = how};
    for (;;) {
        int c = next_byte(&left);
        if (c != next_byte(&right)) return false;
        if (c < 0) return true;
    }
}

/* Adds up the hashes of the lines, so that their order does not matter. */
static uint64_t lines_hash(Str text, size_t *lines) {
    uint64_t sum = 0;
    Str line;
    for (*lines = 0; str_next_line(&text, &line);) {
        line = str_trim(line);
        if (!line.len) continue;
        uint64_t h = str_hash(line);
        sum += (h ^ (h >> 29)) * 0x9E3779B97F4A7C15u;
        ++*lines;
    }
    return sum;
}

static bool same_lines(Str a, Str b) {
    size_t lines_a, lines_b;
    uint64_t hash_a = lines_hash(a, &lines_a), hash_b = lines_hash(b, &lines_b);
    return hash_a == hash_b && lines_a == lines_b && lines_a > 1;
}

static ChangeKind text_kind(Str before, Str after) {
    if (str_eq(before, after)) return CHANGE_BLOCKS;
    size_t same = 0, line = 0; /* whole lines that are the same need not be looked at */
    for (; same < before.len && same < after.len && before.ptr[same] == after.ptr[same]; same++)
        if (before.ptr[same] == '\n') line = same + 1;
    Str a = str_slice(before, line, before.len), b = str_slice(after, line, after.len);
    if (same_without(a, b, WITHOUT_CR)) return CHANGE_LINE_ENDS;
    if (same_without(a, b, WITHOUT_TRAILING)) return CHANGE_TRAILING_BLANKS;
    if (same_without(a, b, WITHOUT_SPACE)) return CHANGE_WHITE_SPACE;
    if (str_starts(after, before)) return CHANGE_APPENDED;
    return same_lines(before, after) ? CHANGE_LINE_ORDER : CHANGE_TEXT;
}

/* Next block of the section at or after `i`. */
static const Block *next_in(const BlockVec *blocks, Section section, size_t *i) {
    while (*i < blocks->len && blocks->items[*i].segment->section != section) ++*i;
    return *i < blocks->len ? &blocks->items[(*i)++] : NULL;
}

/* Equal block by block; `roles` tells whether those that both have are framed alike. */
static bool same_blocks(const BlockVec *before, const BlockVec *after, Section section,
                        bool *framed_alike) {
    bool same = true;
    *framed_alike = true;
    for (size_t i = 0, k = 0;;) {
        const Block *a = next_in(before, section, &i), *b = next_in(after, section, &k);
        if (!a || !b) return same && !a && !b;
        *framed_alike &= blocks_framed_alike(a, b);
        same &= *framed_alike && str_eq(a->sent, b->sent);
    }
}

ChangeKind layer_kind(Arena *arena, const BlockVec *before, const BlockVec *after,
                      Section section) {
    bool framed_alike;
    if (same_blocks(before, after, section, &framed_alike)) return CHANGE_NONE;
    Str old_text = join(arena, before, section), new_text = join(arena, after, section);
    if (!framed_alike && str_eq(old_text, new_text)) return CHANGE_TEXT; /* another role */
    return text_kind(old_text, new_text);
}

/* --- tools --- */

typedef struct {
    uint64_t key; /* of the name */
    size_t index; /* among the tools */
} Keyed;

typedef struct {
    const Block **items;
    Keyed *keyed;   /* sorted */
    size_t *others; /* the tool of the other side; NO_TOOL */
    size_t len;
} Tools;

#define NO_TOOL ((size_t)-1)

static int compare_keyed(const void *left, const void *right) {
    const Keyed *a = left, *b = right;
    if (a->key != b->key) return order_of(a->key, b->key);
    return order_of(a->index, b->index);
}

static Tools collect_tools(Arena *arena, const BlockVec *blocks) {
    Tools tools = {.items = arena_array(arena, blocks->len, sizeof *tools.items),
                   .keyed = arena_array(arena, blocks->len, sizeof *tools.keyed),
                   .others = arena_array(arena, blocks->len, sizeof *tools.others)};
    for (size_t i = 0; i < blocks->len; i++) {
        const Block *block = &blocks->items[i];
        if (block->segment->section != SECTION_TOOLS) continue;
        Str name = block->segment->name.len ? block->segment->name : block->sent;
        tools.keyed[tools.len] = (Keyed){str_hash(name), tools.len};
        tools.others[tools.len] = NO_TOOL;
        tools.items[tools.len++] = block;
    }
    qsort(tools.keyed, tools.len, sizeof *tools.keyed, compare_keyed);
    return tools;
}

/* Tools of one name; repeats pair in their order. */
static void pair_tools(Tools *a, Tools *b) {
    for (size_t i = 0, k = 0; i < a->len && k < b->len;) {
        const Keyed *left = &a->keyed[i], *right = &b->keyed[k];
        if (left->key == right->key) {
            a->others[left->index] = right->index;
            b->others[right->index] = left->index;
        }
        i += left->key <= right->key;
        k += right->key <= left->key;
    }
}

/* Marks the fewest tools of `after` that must be moved to get the old order: those outside a
 * longest run of paired tools whose old places rise (patience sorting). */
static void find_moved(Arena *arena, const Tools *after, bool *moved) {
    size_t *tail = arena_array(arena, after->len, sizeof *tail); /* last tool of runs by length */
    size_t *previous = arena_array(arena, after->len, sizeof *previous);
    size_t longest = 0;
    for (size_t i = 0; i < after->len; i++) {
        if (after->others[i] == NO_TOOL) continue;
        moved[i] = true;
        size_t low = 0, high = longest;
        while (low < high) {
            size_t middle = middle_of(low, high);
            if (after->others[tail[middle]] < after->others[i])
                low = middle + 1;
            else
                high = middle;
        }
        previous[i] = low ? tail[low - 1] : NO_TOOL;
        tail[low] = i;
        if (low == longest) longest++;
    }
    for (size_t i = longest ? tail[longest - 1] : NO_TOOL; i != NO_TOOL; i = previous[i])
        moved[i] = false;
}

static bool content_fate(Arena *arena, const Block *a, const Block *b, ToolFate *fate) {
    if (str_eq(a->sent, b->sent)) return false;
    uint64_t shape = block_shape(arena, a->sent, false);
    *fate = TOOL_CHANGED;
    if (shape && shape == block_shape(arena, b->sent, false))
        *fate = TOOL_KEY_ORDER;
    else if (shape && block_shape(arena, a->sent, true) == block_shape(arena, b->sent, true))
        *fate = TOOL_WHITE_SPACE;
    return true;
}

static Str tool_name(const Block *block) {
    return block->segment->name.len ? block->segment->name : STR("(no name)");
}

ChangeKind layer_tools(Arena *arena, const BlockVec *before, const BlockVec *after,
                       ToolChangeVec *changes) {
    Tools a = collect_tools(arena, before), b = collect_tools(arena, after);
    bool *moved = arena_array(arena, b.len, sizeof *moved);
    size_t counts[TOOL_CHANGED + 1] = {0};
    ToolFate fate;
    pair_tools(&a, &b);
    find_moved(arena, &b, moved);
    for (size_t i = 0; i < a.len; i++)
        if (a.others[i] == NO_TOOL) {
            vec_push(arena, changes, (ToolChange){tool_name(a.items[i]), TOOL_REMOVED});
            counts[TOOL_REMOVED]++;
        }
    bool at_end = a.len > 0; /* all that is new stands behind all that was there */
    for (size_t i = 0; i < b.len; i++) {
        if (b.others[i] == NO_TOOL) {
            vec_push(arena, changes, (ToolChange){tool_name(b.items[i]), TOOL_ADDED});
            counts[TOOL_ADDED]++;
            at_end &= i >= a.len;
            continue;
        }
        if (moved[i]) {
            vec_push(arena, changes, (ToolChange){tool_name(b.items[i]), TOOL_MOVED});
            counts[TOOL_MOVED]++;
        }
        if (content_fate(arena, a.items[b.others[i]], b.items[i], &fate)) {
            vec_push(arena, changes, (ToolChange){tool_name(b.items[i]), fate});
            counts[fate]++;
        }
    }
    if (!changes->len) return CHANGE_NONE;
    if (counts[TOOL_REMOVED] || counts[TOOL_CHANGED]) return CHANGE_TEXT;
    if (counts[TOOL_ADDED])
        return at_end && changes->len == counts[TOOL_ADDED] ? CHANGE_APPENDED : CHANGE_TEXT;
    return counts[TOOL_MOVED]       ? CHANGE_TOOL_ORDER
           : counts[TOOL_KEY_ORDER] ? CHANGE_KEY_ORDER
                                    : CHANGE_WHITE_SPACE;
}

const char *change_kind_words(ChangeKind kind) {
    static const char *const words[] = {"",
                                        "line ends only",
                                        "trailing blanks only",
                                        "white space only",
                                        "the same text, cut into other blocks",
                                        "the same lines in another order",
                                        "order of tools only",
                                        "order of keys only",
                                        "added at the end",
                                        ""};
    return words[kind];
}

const char *tool_fate_word(ToolFate fate) {
    static const char *const words[] = {"added",          "removed",          "moved",
                                        "keys reordered", "white space only", "changed"};
    return words[fate];
}
