/* Agent documents: instructions, skills, commands, sub-agents and editor rules, sent as they stand.
 */
#include "lint/format/lower.h"

static const char *names(Str path) {
    static const char *const endings[] = {
        ".agent.md",    ".instructions.md", ".chatmode.md", ".mdc",
        ".cursorrules", ".windsurfrules",   ".clinerules",  NULL};
    static const char *const bases[] = {
        "SKILL.md", "AGENTS.md", "AGENT.md", "GEMINI.md", "copilot-instructions.md", NULL};
    /* in other case a page about the tool */
    static const char *const exact[] = {
        "CRUSH.md",  "IFLOW.md",    "QWEN.md",   "WARP.md",
        "replit.md", ".goosehints", ".roorules", ".augment-guidelines",
        NULL};
    static const char *const folders[] = {".claude/",
                                          ".cursor/rules/",
                                          ".github/prompts/",
                                          ".github/agents/",
                                          ".github/instructions/",
                                          ".agents/",
                                          ".agent/rules/",
                                          ".agent/workflows/",
                                          ".clinerules/",
                                          ".codex/prompts/",
                                          ".continue/rules/",
                                          ".kiro/steering/",
                                          ".opencode/",
                                          ".roo/",
                                          ".windsurf/rules/",
                                          ".trae/rules/",
                                          ".windsurf/workflows/",
                                          ".amazonq/rules/",
                                          ".augment/rules/",
                                          ".kilocode/rules/",
                                          ".qoder/rules/",
                                          ".junie/",
                                          "skills/",
                                          NULL};
    Str name = str_file_name(path);
    if (str_ends_any_nocase(name, endings)) return "the file name's ending";
    if (str_is_any(name, exact)) return "the file name";
    for (size_t i = 0; bases[i]; i++)
        if (str_is(name, bases[i]) ||
            (str_eq_nocase(name, str_from_c(bases[i])) && !path_says_prompt(path)))
            return "the file name"; /* prompts/agent.md is the prompt of an agent */
    /* docs/CLAUDE-CODE-INTEGRATION.md is a page about the tool */
    bool page = path_has_folder(path, STR("docs/")) && !str_starts(name, STR("CLAUDE."));
    if (str_starts(name, STR("CLAUDE")) && str_ends(name, STR(".md")) && !page)
        return "the file name";
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

/* NAME.prompt.md is a command of an editor; and what many call the prompts that their own programs
 * fill in: those have no front matter, and values in the braces of templates. ${input:x} is the
 * editor's.
 */
static bool is_editor_prompt(Lowering *l, const FrontMatter *matter) {
    if (!str_ends_nocase(l->source->path, STR(".prompt.md"))) return false;
    Str body = source_slice(l->source, matter->body);
    return matter->present || str_has(body, STR("${input:")) || template_sniff(body) == ENGINE_NONE;
}

static const char *text(Lowering *l) {
    if (!str_ends_nocase(l->source->path, STR(".md"))) return NULL;
    const FrontMatter *matter = lower_front_matter(l);
    if (is_editor_prompt(l, matter)) return "the file name's ending";
    return matter->tree && is_agent_front_matter(matter->tree, l->prompt_path)
               ? "front matter of an agent, a skill or a rule"
               : NULL;
}

/* Files of which only name and description stand in every prompt: the body comes when the skill,
 * command or agent is used, or when a file that the rule is for is touched. */
static bool is_loaded_on_use(Str path, const Node *matter) {
    static const char *const endings[] = {"SKILL.md", ".agent.md", ".prompt.md", ".chatmode.md",
                                          NULL};
    static const char *const folders[] = {
        ".claude/agents/",  ".claude/commands/", ".claude/skills/",
        ".github/prompts/", ".github/agents/",   "commands/",
        "skills/",          "agents/",           NULL};
    const Node *always = node_get(matter, "alwaysApply"), *to = node_get(matter, "applyTo");
    /* Kiro's word for it, and Windsurf's. */
    static const char *const keys[] = {"inclusion", "trigger", NULL};
    static const char *const words[] = {"auto",   "fileMatch",      "glob",
                                        "manual", "model_decision", NULL};
    const Node *word = node_get_any(matter, keys);
    if (node_is_string(word) && str_is_any(word->text, words)) return true;
    if (always) return !(always->kind == NODE_BOOL && always->number != 0);
    if (to) return !(str_is(to->text, "**") || str_is(to->text, "**/*"));
    if (str_ends_any_nocase(path, endings)) return true;
    for (size_t i = 0; matter && folders[i]; i++)
        if (path_has_folder(path, str_from_c(folders[i]))) return true;
    return false;
}

/* What is always in the prompt of a file that is loaded on use. */
static void lower_announcement(Lowering *l, Prompt *prompt, const Node *matter) {
    static const char *const keys[] = {"name", "description", "when_to_use"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const Node *text = node_get(matter, keys[i]);
        if (!lower_has_text(text)) continue;
        lower_text(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, text, ENGINE_DOCUMENT)->name =
            str_from_c(keys[i]);
    }
}

static void lower(Lowering *l) {
    const FrontMatter *matter = lower_front_matter(l);
    if (str_trim(source_slice(l->source, matter->body)).len == 0 && !matter->present) return;
    Prompt *prompt = lower_prompt(l, KIND_STATIC);
    lower_metadata(l, prompt, matter->tree);
    lower_model(l, prompt, NULL, NULL);
    prompt->span = matter->body;
    prompt->anchor = span_of(matter->body.start, matter->body.start);
    bool on_use = is_loaded_on_use(l->place, matter->tree);
    if (on_use) lower_announcement(l, prompt, matter->tree);
    bool split = prompt->segments.len > 0;
    Segment *body =
        lower_range(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, matter->body, ENGINE_DOCUMENT);
    body->on_use = on_use;
    if (split) body->name = STR("body");
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
