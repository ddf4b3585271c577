/* Plain text, Markdown and template files, and agent documents. */
#include "lint/format/lower.h"

#include "lint/source/frontmatter.h"

static Str basename_of(Str path) {
    for (size_t i = path.len; i > 0; i--)
        if (path.ptr[i - 1] == '/') return str_slice(path, i, path.len);
    return path;
}

static bool has_nocase(Str s, const char *part) {
    return str_find_nocase(s, str_from_c(part), 0) != STR_NOT_FOUND;
}

static Str stem_of(Str name) {
    size_t dot = str_find_char(name, '.', 1);
    return dot == STR_NOT_FOUND ? name : str_slice(name, 0, dot);
}

bool path_says_prompt(Str path) {
    static const char *const stems[] = {
        "system",         "instructions",       "persona", "sysprompt", "system_message",
        "system-message", "system_instructions"};
    if (has_nocase(path, "prompt")) return true;
    Str stem = stem_of(basename_of(path));
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (str_eq_nocase(stem, str_from_c(stems[i]))) return true;
    return has_nocase(path, "personas/");
}

static bool ends_any(Str s, const char *const *endings) {
    for (; *endings; endings++)
        if (str_ends_nocase(s, str_from_c(*endings))) return true;
    return false;
}

static bool path_has_folder(Str path, Str folder) {
    size_t at = str_find(path, folder, 0);
    while (at != STR_NOT_FOUND && at > 0 && path.ptr[at - 1] != '/')
        at = str_find(path, folder, at + 1);
    return at != STR_NOT_FOUND;
}

bool text_is_agent_document(Str path) {
    static const char *const endings[] = {
        ".agent.md",    ".instructions.md", ".chatmode.md", ".prompt.md", ".mdc",
        ".cursorrules", ".windsurfrules",   ".clinerules",  NULL};
    static const char *const names[] = {
        "SKILL.md", "AGENTS.md", "AGENT.md", "GEMINI.md", "copilot-instructions.md", NULL};
    static const char *const folders[] = {
        ".claude/",        ".cursor/rules/", ".github/prompts/", ".github/instructions/",
        ".github/agents/", ".agents/",       "skills/",          NULL};
    Str name = basename_of(path);
    if (ends_any(name, endings)) return true;
    for (size_t i = 0; names[i]; i++)
        if (str_eq_nocase(name, str_from_c(names[i]))) return true;
    if (str_starts(name, STR("CLAUDE")) && str_ends(name, STR(".md"))) return true;
    if (str_ends_nocase(name, STR(".md")))
        for (size_t i = 0; folders[i]; i++)
            if (path_has_folder(path, str_from_c(folders[i]))) return true;
    return false;
}

/* Front matter as agents, skills, commands and editor rules carry it. */
static bool is_agent_front_matter(const Node *matter, bool prompt_path) {
    static const char *const others[] = {"tools",          "allowed-tools",
                                         "applyTo",        "globs",
                                         "alwaysApply",    "argument-hint",
                                         "color",          "mode",
                                         "agent",          "disable-model-invocation",
                                         "user-invocable", NULL};
    return node_get(matter, "description") &&
           (node_get_any(matter, others) ||
            (node_get(matter, "name") && matter->count <= 4 && !prompt_path));
}

static Engine engine_of_name(Str name) {
    static const struct {
        const char *ending;
        Engine engine;
    } engines[] = {{".j2", ENGINE_JINJA},
                   {".jinja", ENGINE_JINJA},
                   {".jinja2", ENGINE_JINJA},
                   {".njk", ENGINE_JINJA},
                   {".hbs", ENGINE_MUSTACHE},
                   {".handlebars", ENGINE_MUSTACHE},
                   {".mustache", ENGINE_MUSTACHE},
                   {".liquid", ENGINE_LIQUID},
                   {"skprompt.txt", ENGINE_SEMANTIC_KERNEL},
                   {".gotmpl", ENGINE_GO}};
    for (size_t i = 0; i < sizeof engines / sizeof *engines; i++)
        if (str_ends_nocase(name, str_from_c(engines[i].ending))) return engines[i].engine;
    return ENGINE_AUTO;
}

/* `system:` alone on a line, as Prompty and its relatives mark roles ("# user:" too). */
static Role role_line(Str line) {
    line = str_trim(line);
    while (line.len && line.ptr[0] == '#') line = str_slice(line, 1, line.len);
    line = str_trim(line);
    if (line.len < 2 || line.ptr[line.len - 1] != ':') return ROLE_UNKNOWN;
    Role role = lower_role(str_trim(str_slice(line, 0, line.len - 1)));
    return role == ROLE_TOOL_RESULT ? ROLE_UNKNOWN : role;
}

static void add_part(Lowering *l, Prompt *prompt, Role role, Span range, int *item, Engine engine) {
    Str text = source_slice(l->source, range);
    if (str_trim(text).len == 0) return;
    bool system = role == ROLE_SYSTEM || role == ROLE_DEVELOPER;
    Segment *segment =
        lower_range(l, prompt, system ? SECTION_SYSTEM : SECTION_MESSAGES, role, range, engine);
    segment->plain_string = true;
    if (!system && *item >= 0) segment->item = (*item)++, segment->block = -1;
}

/* Cuts the body at role lines; without any it is one text of the file's role. */
static void lower_body(Lowering *l, Prompt *prompt, Role role, Span body, Engine engine) {
    Str rest = source_slice(l->source, body), line;
    uint32_t start = body.start, at = body.start;
    int item = -1;
    while (str_next_line(&rest, &line)) {
        uint32_t line_start = at;
        at = body.end - (uint32_t)rest.len;
        Role marked = role_line(line);
        if (marked == ROLE_UNKNOWN) continue;
        if (item < 0) item = 0;
        add_part(l, prompt, role, span_of(start, line_start), &item, engine);
        role = marked;
        start = at;
    }
    add_part(l, prompt, role, span_of(start, body.end), &item, engine);
}

/* How people begin a prompt; for text files whose name says nothing. */
static bool opens_like_prompt(Str body) {
    static const char *const openings[] = {
        "you are ", "you're ", "act as ", "your task is", "your job is", "your role is",
        "<role>",   "# role",  "## role", "system:",      "# identity",  "you will be given"};
    /* What a manual says to its reader. */
    static const char *const manual[] = {"you can ",  "you need ",     "you may ", "you should ",
                                         "you have ", "you will need", "you want "};
    Str line;
    for (int lines = 0; lines < 4 && str_next_line(&body, &line);) {
        line = str_trim(line);
        if (line.len == 0) continue;
        lines++;
        for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
            Str opening = str_from_c(openings[i]);
            if (str_eq_nocase(str_slice(line, 0, opening.len), opening)) return true;
        }
        bool to_reader = false;
        for (size_t i = 0; i < sizeof manual / sizeof *manual; i++)
            to_reader |=
                str_eq_nocase(str_slice(line, 0, strlen(manual[i])), str_from_c(manual[i]));
        if (str_starts(line, STR("You ")) && !to_reader) return true;
    }
    return false;
}

static bool is_project_page(Str name) {
    static const char *const stems[] = {"README",       "CHANGELOG", "LICENSE",
                                        "CONTRIBUTING", "NOTICE",    "CODE_OF_CONDUCT",
                                        "SECURITY",     "AUTHORS",   "requirements"};
    Str stem = stem_of(name);
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (str_eq_nocase(stem, str_from_c(stems[i]))) return true;
    return false;
}

static void read_metadata(Lowering *l, Prompt *prompt, const Node *matter) {
    const Node *name = node_get(matter, "name"), *version = node_get(matter, "version");
    if (node_is_string(name)) prompt->name = name->text;
    if (version) prompt->version = version->text;
    SettingsReader reader = {.arena = l->arena, .problems = l->problems};
    settings_read_inputs(&reader, node_get(matter, "inputs"), &prompt->inputs);
    settings_read_inputs(&reader, node_get(matter, "input_variables"), &prompt->inputs);
    settings_read_workload(&reader, node_get(matter, "workload"), &prompt->workload);
    settings_read_budget(&reader, node_get(matter, "budget"), &prompt->budget);
    lower_output_cap(matter, &prompt->max_output);
}

static Role role_of_file(const Lowering *l) {
    Role role = l->settings->role.len ? lower_role(l->settings->role) : ROLE_UNKNOWN;
    if (role != ROLE_UNKNOWN) return role;
    Str stem = stem_of(basename_of(l->source->path));
    if (str_eq_nocase(stem, STR("user")) || has_nocase(stem, "user_prompt") ||
        has_nocase(stem, "user-prompt") || has_nocase(stem, "user_message"))
        return ROLE_USER;
    return ROLE_SYSTEM;
}

void text_lower(Lowering *l) {
    Str path = l->source->path, name = basename_of(path);
    bool asked = l->settings->format.len > 0;
    if (!asked && is_project_page(name)) return;
    FrontMatter matter = frontmatter_read(l->arena, l->source, l->problems);
    bool document = asked ? str_is(l->settings->format, "document") : text_is_agent_document(path);
    Str body = source_slice(l->source, matter.body);
    if (!asked && !document && matter.tree && str_ends_nocase(name, STR(".md")))
        document = is_agent_front_matter(matter.tree, path_says_prompt(path));
    if (!asked && !document && !l->by_hand && !path_says_prompt(path) && !opens_like_prompt(body))
        return;
    if (str_trim(body).len == 0 && !matter.present) return;

    /* Front matter that holds a placeholder is filled in and sent with the rest. */
    bool sent = matter.present && !document &&
                template_sniff(source_slice(l->source, matter.content)) != ENGINE_NONE &&
                !str_ends_nocase(name, STR(".prompty"));
    Prompt *prompt = lower_prompt(l, document ? STR("document") : STR("text"),
                                  document ? KIND_STATIC : KIND_TEMPLATE);
    if (matter.tree && !sent) read_metadata(l, prompt, matter.tree);
    lower_model(l, prompt, document || sent ? NULL : node_get(matter.tree, "model"), NULL);
    Span range = sent ? span_of(matter.whole.start, matter.body.end) : matter.body;
    prompt->span = range;
    prompt->anchor = span_of(range.start, range.start);
    if (document)
        lower_range(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, range, ENGINE_DOCUMENT);
    else
        lower_body(l, prompt, role_of_file(l), range, engine_of_name(name));
    lower_finish(l, prompt);
}
