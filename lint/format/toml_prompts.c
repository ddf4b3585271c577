/* Home-grown TOML: prompts as multi-line texts under keys of their own. In a file of prompts any
 * long text is one, elsewhere the key has to say so. */
#include "lint/base/limits.h"
#include "lint/format/lower.h"
#include "lint/source/toml.h"

static bool is_toml(Str path) {
    return str_ends_nocase(path, STR(".toml"));
}

static const char *names(Str path) {
    return is_toml(path) && path_says_prompt(path) ? "TOML whose path names prompts" : NULL;
}

static const char *text(Lowering *l) {
    return l->by_hand && is_toml(l->source->path) ? "TOML given by name" : NULL;
}

static bool is_prompt(const Lowering *l, const TomlText *entry) {
    enum { SHORTEST = 60, SHORTEST_NAMED = 25 };
    static const char *const keys[] = {"instruction", "instructions", "system", "template", NULL};
    Str value = str_trim(source_slice(l->source, entry->text));
    bool named = str_has_nocase(entry->key, STR("prompt")) || str_is_any_nocase(entry->key, keys) ||
                 (str_has_nocase(entry->table, STR("prompt")) && l->prompt_path);
    size_t shortest = named ? SHORTEST_NAMED : SHORTEST;
    bool described = str_has_nocase(entry->key, STR("description")) ||
                     str_has_nocase(entry->key, STR("comment"));
    return (named || l->prompt_path) && !described && value.len >= shortest &&
           str_has_char(value, ' ');
}

static void lower_entry(Lowering *l, const TomlText *entry) {
    static const char *const filled[] = {"template", "user", "human", NULL};
    Str value = source_slice(l->source, entry->text);
    bool user =
        str_has_nocase(entry->key, STR("user")) || str_has_nocase(entry->key, STR("question"));
    Engine engine = ENGINE_AUTO;
    for (size_t i = 0; filled[i]; i++)
        if (str_has_nocase(entry->key, str_from_c(filled[i]))) engine = lower_filled_engine(value);
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_model(l, prompt, NULL, NULL);
    const Node *text = toml_unescaped(l->arena, l->source->bytes, entry);
    if (!text) text = lower_range_node(l, entry->text);
    lower_string(l, prompt, user ? SECTION_MESSAGES : SECTION_SYSTEM,
                 user ? ROLE_USER : ROLE_SYSTEM, text, engine);
    prompt->span = entry->text;
    prompt->anchor = span_of(entry->text.start, entry->text.start);
    prompt->path_in_file = entry->table.len ? str_printf(l->arena, STR_FMT "." STR_FMT,
                                                         STR_ARG(entry->table), STR_ARG(entry->key))
                                            : entry->key;
    lower_finish(l, prompt);
}

static void lower(Lowering *l) {
    TomlText entry = {0};
    while (toml_next_text(l->source->bytes, &entry)) {
        if (l->prompts->len >= LIMIT_PROMPTS || lower_is_full(l, entry.text, "prompts")) return;
        if (is_prompt(l, &entry)) lower_entry(l, &entry);
    }
}

const Format format_toml_prompts = {
    .name = "toml-prompts",
    .summary = "TOML that keeps prompts as multi-line texts",
    .unknown = "roles, the model, and everything that is sent with it",
    .names = names,
    .text = text,
    .lower_text = lower,
};
