/* A prompt that is kept as a list of its lines, as people write long texts into JSON:
 * `"report_prompt": ["You write reports.", "", "Data:", "{data}"]`. */
#include <string.h>

#include "lint/format/lower.h"

/* One prompt, not several: "prompt", "report_prompt", "system"; but "prompts". */
static bool is_key_of_one(const Lowering *l, const Node *list) {
    static const char *const keys[] = {"system",  "user",        "template", "instructions",
                                       "content", "instruction", "text",     NULL};
    if (!list->key) return false;
    return lower_key_says_prompt(list) ||
           (l->prompt_path && str_is_any_nocase(list->key->text, keys));
}

/* Nothing, a heading, an item of a list, what the next lines tell more of. A list of prompts has
 * sentences only. */
static bool is_only_a_line(Str line) {
    line = str_trim(line);
    if (!line.len) return true;
    char last = line.ptr[line.len - 1];
    return last == ':' || str_ends(line, STR("：")) || ascii_is_one_of(line.ptr[0], "-*#{<") ||
           (ascii_is_digit(line.ptr[0]) && line.len > 1 && ascii_is_one_of(line.ptr[1], ".)"));
}

bool lower_is_line_list(const Lowering *l, const Node *list) {
    enum { FEWEST = 4, FEWEST_MARKED = 2 };
    if (!node_is_list(list) || list->count < FEWEST || !is_key_of_one(l, list)) return false;
    size_t marked = 0;
    uint32_t end = 0; /* what an alias brings stands elsewhere */
    for (const Node *line = list->first; line; end = line->span.end, line = line->next) {
        if (!node_is_string(line) || line->span.start < end) return false;
        if (str_has_char(line->text, '\n')) return false;
        marked += is_only_a_line(line->text);
    }
    return marked >= FEWEST_MARKED;
}

/* What is between two strings of the file stands for the end of the line. */
Node *lower_joined_lines(const Lowering *l, const Node *list) {
    size_t bytes = 0, runs = 0;
    for (const Node *line = list->first; line; line = line->next) {
        TextMap map = node_map(line);
        bytes += line->text.len + 1;
        runs += map.len + 2;
    }
    char *text = arena_alloc(l->arena, bytes);
    TextMap *joined = ARENA_NEW(l->arena, TextMap);
    *joined = textmap_with_room(l->arena, runs);
    joined->whole = span_of(list->first->span.start, list->last->span.end);
    uint32_t at = 0;
    for (const Node *line = list->first; line; line = line->next) {
        TextMap map = node_map(line);
        const MapRun *run = textmap_runs(&map);
        for (size_t i = 0; i < map.len && line->text.len; i++)
            if (run[i].collapsed)
                textmap_add_collapsed(l->arena, joined, at + run[i].text, run[i].file,
                                      run[i].file_end);
            else
                textmap_add_linear(l->arena, joined, at + run[i].text, run[i].file);
        if (!map.len && line->text.len) /* could not be traced */
            textmap_add_collapsed(l->arena, joined, at, line->span.start, line->span.end);
        if (line->text.len) memcpy(text + at, line->text.ptr, line->text.len);
        at += (uint32_t)line->text.len;
        if (!line->next) break;
        textmap_add_collapsed(l->arena, joined, at, line->span.end, line->next->span.start);
        text[at++] = '\n';
    }
    Node *node = ARENA_NEW(l->arena, Node);
    *node = (Node){.kind = NODE_STRING,
                   .style = list->first->style,
                   .span = joined->whole,
                   .text = (Str){text, at},
                   .map = joined,
                   .key = list->key,
                   .parent = list->parent};
    return node;
}
