/* In a file of prompts, any long text is one. */
#include "lint/format/lower.h"

static const char *shape(const Lowering *l, const Node *text) {
    enum { SHORTEST = 60 };
    bool prose = text->text.len >= SHORTEST && str_find_char(text->text, ' ', 0) != STR_NOT_FOUND;
    return l->prompt_path && prose && text->parent ? "a long text in a file of prompts" : NULL;
}

static bool lower_node(Lowering *l, const Node *text, const Around *around, Str path) {
    (void)around;
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_model(l, prompt, NULL, NULL);
    bool user = text->key && str_find_nocase(text->key->text, STR("user"), 0) != STR_NOT_FOUND;
    lower_text(l, prompt, user ? SECTION_MESSAGES : SECTION_SYSTEM, user ? ROLE_USER : ROLE_SYSTEM,
               text, lower_keyed_engine(text, ENGINE_AUTO))
        ->plain_string = true;
    prompt->span = text->span;
    prompt->path_in_file = path;
    prompt->anchor = text->key ? text->key->span : span_of(text->span.start, text->span.start + 1);
    lower_finish(l, prompt);
    return true;
}

const Format format_loose_text = {
    .name = "loose-text",
    .summary = "long text in a YAML or JSON file of prompts",
    .unknown = "its role, the model, and everything that is sent with it",
    .takes = TAKES_STRINGS,
    .shape = shape,
    .lower_node = lower_node,
};
