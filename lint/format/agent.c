/* Agent documents: instructions, skills, commands, sub-agents and editor rules, sent as they stand.
 */
#include "lint/format/lower.h"

static const char *names(Str path) {
    static const char *const endings[] = {
        ".agent.md",    ".instructions.md", ".chatmode.md", ".prompt.md", ".mdc",
        ".cursorrules", ".windsurfrules",   ".clinerules",  NULL};
    static const char *const bases[] = {
        "SKILL.md", "AGENTS.md", "AGENT.md", "GEMINI.md", "copilot-instructions.md", NULL};
    static const char *const folders[] = {
        ".claude/",        ".cursor/rules/", ".github/prompts/", ".github/instructions/",
        ".github/agents/", ".agents/",       "skills/",          NULL};
    Str name = path_base(path);
    if (path_ends_any(name, endings)) return "the file name's ending";
    for (size_t i = 0; bases[i]; i++)
        if (str_eq_nocase(name, str_from_c(bases[i]))) return "the file name";
    if (str_starts(name, STR("CLAUDE")) && str_ends(name, STR(".md"))) return "the file name";
    if (str_ends_nocase(name, STR(".md")))
        for (size_t i = 0; folders[i]; i++)
            if (path_has_folder(path, str_from_c(folders[i]))) return "a folder of agent files";
    return NULL;
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

static const char *text(Lowering *l) {
    if (!str_ends_nocase(l->source->path, STR(".md"))) return NULL;
    const FrontMatter *matter = lower_front_matter(l);
    return matter->tree && is_agent_front_matter(matter->tree, l->prompt_path)
               ? "front matter of an agent, a skill or a rule"
               : NULL;
}

static void lower(Lowering *l) {
    const FrontMatter *matter = lower_front_matter(l);
    if (str_trim(source_slice(l->source, matter->body)).len == 0 && !matter->present) return;
    Prompt *prompt = lower_prompt(l, KIND_STATIC);
    lower_metadata(l, prompt, matter->tree);
    lower_model(l, prompt, NULL, NULL);
    prompt->span = matter->body;
    prompt->anchor = span_of(matter->body.start, matter->body.start);
    lower_range(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, matter->body, ENGINE_DOCUMENT);
    lower_finish(l, prompt);
}

const Format format_document = {
    .name = "document",
    .summary = "agent instructions: CLAUDE.md, AGENTS.md, skills, commands, editor rules",
    .unknown = "tools, breakpoints and parameters: the program that loads the file owns them",
    .names = names,
    .text = text,
    .lower_text = lower,
};
