/* In a file of prompts, any long text is one, also as a list of its lines. */
#include "lint/format/lower.h"

static bool key_has(const Node *text, const char *word) {
    return text->key && str_has_nocase(text->key->text, str_from_c(word));
}

/* Single lines that are listed without a name, or with an author, and hold nothing to fill in:
 * quotes, questions to type in, ideas for pictures. What is sent to a model has more to it. */
static bool is_listed_line(const Node *text) {
    const Node *parent = text->parent;
    bool listed = node_is_list(parent) && !parent->parent;
    bool quoted = node_get(parent, "author") && parent->parent && node_is_list(parent->parent);
    return (listed || quoted) && !str_has_char(text->text, '\n') && !str_has_char(text->text, '{');
}

/* Chinese and Japanese write no blanks. */
static bool is_unspaced(Str text) {
    size_t wide = 0;
    for (size_t i = 0; i < text.len; i++) wide += byte_is_high(text.ptr[i]);
    return wide > text.len / 2;
}

/* `summary_prompt: |` in a file of settings: long, and filled in by a program. Pictures and videos
 * are asked for without a prefix that could be cached. */
static bool is_keyed_prompt(const Lowering *l, const Node *text) {
    enum { SHORTEST = 80 };
    static const char *const words[] = {"image", "negative", "video", "shell", "label"};
    if (text->text.len < SHORTEST || !lower_key_says_prompt(text)) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (key_has(text, words[i])) return false;
    return !path_has_folder(l->place, STR(".github/workflows/")) &&
           template_sniff(text->text) != ENGINE_NONE;
}

bool lower_key_says_prompt(const Node *text) {
    static const char *const ends[] = {"prompt", "prompt_template", "prompttemplate"};
    for (size_t i = 0; text->key && i < sizeof ends / sizeof *ends; i++)
        if (str_ends_nocase(text->key->text, str_from_c(ends[i]))) return true;
    return false;
}

static const char *shape(const Lowering *l, const Node *text) {
    enum { SHORTEST = 60, SHORTEST_NAMED = 25 };
    if (node_is_list(text)) {
        if (!lower_is_line_list(l, text)) return NULL;
        text = lower_joined_lines(l, text);
    }
    size_t shortest = key_has(text, "prompt") ? SHORTEST_NAMED : SHORTEST;
    bool prose =
        text->text.len >= shortest && (str_has_char(text->text, ' ') || is_unspaced(text->text));
    if (!prose || !text->parent || is_listed_line(text)) return NULL;
    if (l->prompt_path) return "a long text in a file of prompts";
    return is_keyed_prompt(l, text) ? "a text with values under a key that says prompt" : NULL;
}

/* ${prompts.shared-rules} in a file of properties: what stands under that key, put in by whoever
 * reads the file. */
static void settle_properties(const Lowering *l, Prompt *prompt) {
    if (!str_ends_nocase(l->source->path, STR(".properties"))) return;
    for (size_t s = 0; s < prompt->segments.len; s++) {
        Piece *piece;
        for (size_t i = 0; (piece = lower_next_value(&prompt->segments.items[s], &i));)
            if (str_starts(piece->source, STR("${")) && str_has_char(piece->source, '.'))
                piece->verdict = (VolatilityVerdict){VOL_DEPLOY, CAUSE_CONFIG, CERTAIN_SYNTAX};
    }
}

static bool lower_node(Lowering *l, const Node *text, const Around *around, Str path) {
    (void)around;
    if (node_is_list(text)) text = lower_joined_lines(l, text);
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_model(l, prompt, NULL, NULL);
    bool user = key_has(text, "user") || key_has(text, "question") || key_has(text, "query");
    lower_string(l, prompt, user ? SECTION_MESSAGES : SECTION_SYSTEM,
                 user ? ROLE_USER : ROLE_SYSTEM, text, lower_keyed_engine(text, ENGINE_AUTO));
    settle_properties(l, prompt);
    lower_listed_inputs(prompt, text->parent);
    prompt->span = text->span;
    prompt->path_in_file = path;
    prompt->anchor = text->key ? text->key->span : span_of(text->span.start, text->span.start + 1);
    lower_finish(l, prompt);
    return true;
}

const Format format_loose_text = {
    .name = "loose-text",
    .summary = "long text in a YAML, JSON or .properties file of prompts",
    .unknown = "its role, the model, and everything that is sent with it",
    .takes = TAKES_STRINGS | TAKES_LISTS,
    .needs = FORMAT_NEEDS_ANY,
    .shape = shape,
    .lower_node = lower_node,
};
