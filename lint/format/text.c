/* Plain text, Markdown and template files. */
#include "lint/format/lower.h"

/* The texts of an Android application: prompts.xml among them asks a person. */
static bool is_android(const Lowering *l) {
    enum { HEAD_BYTES = 400 };
    return str_ends_nocase(l->source->path, STR(".xml")) &&
           str_has(str_slice(l->source->bytes, 0, HEAD_BYTES), STR("<resources"));
}

/* service.java.ejs: what writes the source of a program, in whatever folder. */
static bool writes_a_program(Str path) {
    size_t dot = path.len;
    while (dot > 0 && path.ptr[dot - 1] != '.' && path.ptr[dot - 1] != '/') dot--;
    return dot > 0 && format_engine_of_name(path) != ENGINE_AUTO &&
           path_is_program(str_slice(path, 0, dot - 1));
}

/* The path of a prompt, and not of a page about prompts. */
static bool path_tells(const Lowering *l) {
    return l->prompt_path && !path_is_page(l->place) && !is_android(l) &&
           !writes_a_program(l->source->path);
}

/* Only its code blocks may be prompts. */
static bool is_page(const Lowering *l) {
    return l->prompt_path && !l->by_hand && path_is_page(l->place);
}

static const char *text(Lowering *l) {
    if (path_tells(l)) return "a path that names prompts";
    /* views and mails of web applications, which speak to a person: "You are invited" */
    static const char *const views[] = {".erb", ".ejs", ".eex", ".blade.php", NULL};
    if (str_ends_any_nocase(l->source->path, views)) return l->by_hand ? "given by name" : NULL;
    Str body = source_slice(l->source, lower_front_matter(l)->body);
    if (lower_opens_like_prompt(body)) return "it opens as prompts do";
    if (is_page(l)) return "a page about prompts";
    return l->by_hand && !writes_a_program(l->source->path) ? "given by name" : NULL;
}

static Role role_of_file(const Lowering *l) {
    Role role = l->settings->role.len ? lower_role(l->settings->role) : ROLE_UNKNOWN;
    if (role != ROLE_UNKNOWN) return role;
    Str stem = path_stem(l->source->path);
    if (str_eq_nocase(stem, STR("user")) || str_has_nocase(stem, STR("user_prompt")) ||
        str_has_nocase(stem, STR("user-prompt")) || str_has_nocase(stem, STR("user_message")))
        return ROLE_USER;
    return ROLE_SYSTEM;
}

/* A prompt called a template, or the user's message, is filled in. */
static Engine engine_of_file(const Lowering *l, Role role, Span range, bool told) {
    static const char *const templates[] = {".template", ".tmpl", ".tpl", NULL};
    Engine engine = format_engine_of_name(l->source->path);
    bool filled = role == ROLE_USER ||
                  (told && str_has_nocase(path_stem(l->source->path), STR("template"))) ||
                  str_ends_any_nocase(l->source->path, templates);
    /* StringTemplate may have been told to take <x> instead. */
    Str body = source_slice(l->source, range);
    if (engine == ENGINE_FSTRING && template_is_string_template(body))
        return ENGINE_STRING_TEMPLATE;
    if (engine == ENGINE_FSTRING && !str_has(body, STR("{"))) return ENGINE_AUTO;
    if (engine != ENGINE_AUTO || !filled) return engine;
    return lower_filled_engine(body);
}

/* Of a page for people: "title:", "layout:", with nothing in the path that says otherwise. */
static bool is_page_matter(const Lowering *l, Str matter) {
    static const char *const keys[] = {"title:", "layout:", "sidebar_label:", NULL};
    for (Str line; !l->prompt_path && str_next_line(&matter, &line);)
        for (size_t i = 0; keys[i]; i++)
            if (str_starts(line, str_from_c(keys[i]))) return true;
    return false;
}

/* Front matter that holds a placeholder is filled in and sent with the rest. */
static bool front_matter_is_sent(const Lowering *l, const FrontMatter *matter) {
    return matter->present && !is_page_matter(l, source_slice(l->source, matter->content)) &&
           template_sniff(source_slice(l->source, matter->content)) != ENGINE_NONE &&
           !str_ends_nocase(l->source->path, STR(".prompty"));
}

/* A page that nothing but the command line calls a prompt may as well speak about prompts: there
 * `{{current_time}}` in inline code is shown, not filled in. */
static void mark_inline_code(Prompt *prompt) {
    for (size_t i = 0; i < prompt->segments.len; i++) {
        Segment *segment = &prompt->segments.items[i];
        bool code = false;
        size_t at = 0;
        for (size_t j = 0; j < segment->pieces.len; j++) {
            Piece *piece = &segment->pieces.items[j];
            for (; at < piece->span.start && at < segment->text.len; at++)
                code = segment->text.ptr[at] != '\n' && code != (segment->text.ptr[at] == '`');
            if (piece->kind != PIECE_TEXT) piece->example |= code;
        }
    }
}

static void lower(Lowering *l) {
    const FrontMatter *matter = lower_front_matter(l);
    if (str_trim(source_slice(l->source, matter->body)).len == 0 && !matter->present) return;
    bool sent = front_matter_is_sent(l, matter);
    if (!sent && lower_fenced(l, matter->body)) return;
    bool opens = lower_opens_like_prompt(source_slice(l->source, matter->body));
    if (is_page(l) && !opens) return;
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    if (!sent) lower_metadata(l, prompt, matter->tree);
    lower_model(l, prompt, sent ? NULL : node_get(matter->tree, "model"), NULL);
    Span range = sent ? span_of(matter->whole.start, matter->body.end) : matter->body;
    prompt->span = range;
    prompt->anchor = span_of(range.start, range.start);
    Role role = role_of_file(l);
    bool told = path_tells(l) || opens;
    lower_role_lines(l, prompt, role, range, engine_of_file(l, role, range, told));
    if (!told) mark_inline_code(prompt);
    lower_finish(l, prompt);
}

const Format format_text = {
    .name = "text",
    .summary = "plain text, Markdown or a template that is a prompt",
    .unknown = "tools, other messages, parameters and breakpoints: the program adds them",
    .text = text,
    .lower_text = lower,
};
