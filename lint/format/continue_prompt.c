/* Continue's older .prompt files: keys first, then one line `---` without another above the keys,
 * then Handlebars. Text in <system> is the system's, the rest the user's. Shape: the files in
 * continuedev/continue. The extension .prompt is shared by several tools, so the content decides.
 */
#include "lint/format/lower.h"
#include "lint/format/markup.h"

typedef struct {
    Span keys, body;
} Halves;

static bool is_key_line(Str line) {
    size_t colon = str_find_char(line, ':', 0);
    for (size_t i = 0; i < colon && i < line.len; i++)
        if (!ascii_is_alnum(line.ptr[i]) && line.ptr[i] != '_' && line.ptr[i] != '-') return false;
    return colon != STR_NOT_FOUND && colon > 0;
}

/* The lone fence within the first lines, and nothing but keys above it. */
static bool find_halves(const Source *source, Halves *halves) {
    enum { LINES = 15 };
    uint32_t start = source_bom(source);
    Str rest = str_slice(source->bytes, start, source->bytes.len), line;
    bool keys = false;
    for (int i = 0; i < LINES; i++) {
        size_t at = source->bytes.len - rest.len;
        if (!str_next_line(&rest, &line)) return false;
        if (str_is(str_trim(line), "---")) {
            *halves = (Halves){span_of(start, at),
                               span_of(source->bytes.len - rest.len, source->bytes.len)};
            return keys;
        }
        if (!str_trim(line).len) continue;
        if (!is_key_line(line)) return false;
        keys = true;
    }
    return false;
}

static const char *text(Lowering *l) {
    Halves halves;
    return str_ends_nocase(l->source->path, STR(".prompt")) && find_halves(l->source, &halves)
               ? "*.prompt with keys above a lone ---"
               : NULL;
}

/* Keys that are no YAML are noted and left out: the prompt is what counts. */
static const Node *read_keys(Lowering *l, Span keys) {
    ProblemVec problems = {0};
    const Node *tree = yaml_read(l->arena, l->source, keys, &problems);
    if (!tree)
        vec_push(l->arena, l->problems,
                 (Problem){.kind = PROBLEM_FRONT_MATTER,
                           .span = span_of(keys.start, keys.start + 1),
                           .message = STR("the keys above the line --- are not YAML and are left "
                                          "out")});
    else
        vec_push(l->arena, &l->documents, tree);
    return tree;
}

static void cut_messages(Lowering *l, Prompt *prompt, Span body) {
    const Node *node = lower_range_node(l, body);
    PieceVec pieces = lower_pieces(l, prompt, &node, ENGINE_MUSTACHE);
    PartVec parts = {0};
    Role role = ROLE_USER;
    size_t start = 0;
    Markup tag;
    for (size_t at = 0; markup_next(node->text, at, &tag); at = tag.span.end) {
        if (!str_is(tag.name, "system")) continue;
        part_add(l->arena, &parts, role, start, tag.span.start);
        start = tag.span.end;
        role = tag.closing ? ROLE_USER : ROLE_SYSTEM;
    }
    part_add(l->arena, &parts, role, start, node->text.len);
    lower_parts(l, prompt, node, &pieces, &parts);
}

static void lower(Lowering *l) {
    Halves halves = {.body = span_of(source_bom(l->source), l->source->bytes.len)};
    const Node *keys = find_halves(l->source, &halves) ? read_keys(l, halves.keys) : NULL;
    Prompt *prompt = lower_headed(l, keys);
    lower_model(l, prompt, node_get(keys, "model"), NULL);
    prompt->span = halves.body;
    prompt->anchor =
        prompt->model_span.end ? prompt->model_span : span_of(halves.body.start, halves.body.start);
    cut_messages(l, prompt, halves.body);
    lower_finish(l, prompt);
}

const Format format_continue_prompt = {
    .name = "continue-prompt",
    .summary = "Continue's older .prompt file: keys, a line ---, Handlebars",
    .unknown = "the model, the editor's own text and context, tools, breakpoints",
    .text = text,
    .lower_text = lower,
};
