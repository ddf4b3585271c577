#include "lint/format/format.h"

#include "lint/format/lower.h"
#include "lint/format/search.h"

extern const Format format_aider, format_continue, format_goose, format_litellm, format_batch,
    format_cassette, format_har, format_http_file, format_completion, format_bedrock_converse,
    format_bedrock_invoke, format_gemini, format_gemini_cache, format_anthropic_messages,
    format_openai_responses, format_openai_chat, format_json_string, format_chat_list,
    format_prompt_file, format_loose_text, format_document, format_text;

extern const Format format_prompty, format_dotprompt, format_litellm_prompt, format_github_models,
    format_promptfoo, format_semantic_kernel, format_semantic_kernel_pair, format_langchain,
    format_haystack, format_banks, format_llm_template, format_fabric, format_n8n, format_langfuse,
    format_promptlayer, format_vellum, format_bedrock_prompt, format_promptl, format_baml,
    format_poml, format_continue_prompt, format_smolagents, format_crewai, format_dify,
    format_elevenlabs, format_flowise, format_langflow, format_retell, format_vapi, format_autogen,
    format_cli_command, format_librechat, format_openwebui, format_openai_assistant,
    format_bedrock_agent, format_bedrock_template, format_dspy, format_toml_prompts,
    format_codex_agent, format_roo_modes, format_openai_evals, format_fastgpt, format_httprr,
    format_bruno, format_kestra, format_coze, format_ai_studio;

const Format *const format_table[] = {
    /* what holds requests */
    &format_batch,
    &format_cassette,
    &format_har,
    &format_http_file,
    &format_httprr,
    &format_bruno,
    &format_bedrock_invoke,
    /* prompt files of one tool each, as documents */
    &format_github_models,
    &format_promptfoo,
    &format_semantic_kernel,
    &format_langchain,
    &format_haystack,
    &format_smolagents,
    &format_llm_template,
    &format_n8n,
    &format_langfuse,
    &format_promptlayer,
    &format_vellum,
    &format_bedrock_prompt,
    &format_dify,
    &format_flowise,
    &format_langflow,
    &format_crewai,
    &format_retell,
    &format_vapi,
    &format_elevenlabs,
    &format_autogen,
    &format_librechat,
    &format_openwebui,
    &format_openai_assistant,
    &format_bedrock_agent,
    &format_bedrock_template,
    &format_dspy,
    &format_roo_modes,
    &format_openai_evals,
    &format_fastgpt,
    &format_kestra,
    &format_coze,
    &format_ai_studio,
    /* requests, by their keys */
    &format_bedrock_converse,
    &format_gemini,
    &format_gemini_cache,
    &format_openai_responses,
    &format_anthropic_messages,
    &format_openai_chat,
    &format_completion,
    &format_chat_list,
    &format_json_string,
    /* configurations that name models and switch caching */
    &format_litellm,
    &format_continue,
    &format_aider,
    &format_goose,
    /* home-grown documents */
    &format_prompt_file,
    &format_loose_text,
    /* prompt files of one tool each, as text */
    &format_prompty,
    &format_promptl,
    &format_baml,
    &format_poml,
    &format_dotprompt,
    &format_litellm_prompt,
    &format_continue_prompt,
    &format_cli_command,
    &format_codex_agent,
    &format_toml_prompts,
    &format_semantic_kernel_pair,
    &format_fabric,
    &format_banks,
    /* texts */
    &format_document,
    &format_text,
    NULL,
};

const Format *format_find(Str name) {
    if (!name.len) return NULL; /* nothing was asked for */
    for (size_t i = 0; format_table[i]; i++)
        if (str_is(name, format_table[i]->name)) return format_table[i];
    return NULL;
}

const char *format_name_at(size_t index) {
    return format_table[index] ? format_table[index]->name : NULL;
}

bool format_known(Str name) {
    return format_find(name) != NULL;
}

/* --- what kind of file ---------------------------------------------------------------------------
 */

typedef enum {
    SYNTAX_TEXT,
    SYNTAX_YAML,
    SYNTAX_JSON,
    SYNTAX_JSONC,
    SYNTAX_LINES,
    SYNTAX_PROPERTIES,
    SYNTAX_PROGRAM, /* not read */
    SYNTAX_OTHER
} Syntax;

bool format_is_lines(Str path) {
    static const char *const lines[] = {".jsonl", ".ndjson", NULL};
    return str_ends_any_nocase(path, lines);
}

static Syntax syntax_of_name(Str path) {
    static const char *const yaml[] = {".yaml", ".yml", NULL};
    static const char *const json[] = {".json", ".har", NULL};
    static const char *const jsonc[] = {".jsonc", ".json5", NULL};
    static const char *const text[] = {".md",
                                       ".markdown",
                                       ".txt",
                                       ".j2",
                                       ".jinja",
                                       ".njk",
                                       ".jinja2",
                                       ".hbs",
                                       ".handlebars",
                                       ".mustache",
                                       ".liquid",
                                       ".tpl",
                                       ".tmpl",
                                       ".gotmpl",
                                       ".prompt",
                                       ".prompty",
                                       ".promptl",
                                       ".mdc",
                                       ".erb",
                                       ".ejs",
                                       ".eex",
                                       ".st",
                                       ".ftl",
                                       ".vm",
                                       ".twig",
                                       ".tera",
                                       ".mako",
                                       ".template",
                                       ".cursorrules",
                                       ".windsurfrules",
                                       ".clinerules",
                                       ".goosehints",
                                       ".roorules",
                                       ".augment-guidelines",
                                       NULL};
    /* What else bears these names is a view of a web site, or settings. */
    static const char *const prompts[] = {".blade.php", ".xml", NULL};
    static const char *const properties[] = {".properties", NULL};
    bool named = str_has_nocase(path, STR("prompt"));
    if (str_ends_any_nocase(path, yaml)) return SYNTAX_YAML;
    if (str_ends_any_nocase(path, jsonc)) return SYNTAX_JSONC;
    if (format_is_lines(path)) return SYNTAX_LINES;
    if (str_ends_any_nocase(path, json)) return SYNTAX_JSON;
    if (str_ends_any_nocase(path, text)) return SYNTAX_TEXT;
    if (str_ends_any_nocase(path, prompts) && named) return SYNTAX_TEXT;
    if (str_ends_any_nocase(path, properties) && named) return SYNTAX_PROPERTIES;
    return SYNTAX_OTHER;
}

/* The first format that knows the file by its name, of those for documents or of those for texts.
 */
static const Format *named_format(Str path, bool document) {
    for (size_t i = 0; format_table[i]; i++) {
        bool fits =
            document ? format_table[i]->lower_node != NULL : format_table[i]->lower_text != NULL;
        if (fits && format_table[i]->names && format_table[i]->names(path)) return format_table[i];
    }
    return NULL;
}

bool format_may_hold_prompt(Str path) {
    static const char *const never[] = {"package.json",   "package-lock.json", "tsconfig.json",
                                        "composer.json",  "pnpm-lock.yaml",    ".min.json",
                                        "jsconfig.json",  "requirements.txt",  "LICENSE.txt",
                                        "CMakeLists.txt", "robots.txt",        NULL};
    if (str_ends_any_nocase(path, never)) return false;
    return syntax_of_name(path) != SYNTAX_OTHER || named_format(path, true) ||
           named_format(path, false);
}

/* For names that tell nothing (standard input): the first byte that is not blank. */
static Syntax syntax_of_content(Str bytes) {
    Str text = str_trim(bytes);
    if (!text.len) return SYNTAX_TEXT;
    if ((text.ptr[0] == '{' || text.ptr[0] == '[') &&
        template_sniff(str_slice(text, 0, 4)) == ENGINE_NONE && !str_starts(text, STR("{{")) &&
        !str_starts(text, STR("{%")) && !str_starts(text, STR("[[")))
        return SYNTAX_JSON;
    size_t colon = 0;
    while (colon < text.len &&
           (ascii_is_alnum(text.ptr[colon]) || text.ptr[colon] == '_' || text.ptr[colon] == '-'))
        colon++;
    bool key = colon > 0 && colon < text.len && text.ptr[colon] == ':';
    return key && (str_has(text, STR("\nmessages:")) || str_has(text, STR("system_prompt:")) ||
                   str_has(text, STR("\nsystem:")) || str_has(text, STR("\nmodel:")))
               ? SYNTAX_YAML
               : SYNTAX_TEXT;
}

/* People save plain prose as system_prompt.json. */
static bool starts_like_json(Str bytes) {
    Str text = str_trim(bytes);
    return !text.len || !ascii_is_alnum(text.ptr[0]) || ascii_is_digit(text.ptr[0]) ||
           str_starts(text, STR("true")) || str_starts(text, STR("false")) ||
           str_starts(text, STR("null"));
}

/* A line that YAML could only take for a piece of a text: no key, entry or bracket. */
static bool is_prose(Str line) {
    bool letter = ascii_is_alpha(line.ptr[0]) || byte_is_high(line.ptr[0]);
    return letter && !str_has(line, STR(": ")) && line.ptr[line.len - 1] != ':';
}

/* triage.yaml that is a prompt with front matter: "---", keys, "---", and sentences from there. */
static bool is_prose_behind_matter(Str bytes) {
    Str rest = str_trim(bytes), line;
    int marks = 0;
    while (marks < 2 && str_next_line(&rest, &line)) {
        marks += str_eq(str_trim(line), STR("---"));
        if (marks == 0) return false;
    }
    while (str_next_line(&rest, &line)) {
        line = str_trim(line);
        if (line.len && line.ptr[0] != '#') return is_prose(line);
    }
    return false;
}

static Syntax syntax_of(const Lowering *l, const Format *asked) {
    Str path = l->place;
    if (asked && asked->lower_text) return SYNTAX_TEXT;
    Syntax syntax = syntax_of_name(path);
    if (syntax == SYNTAX_OTHER && !asked && path_is_program(path)) return SYNTAX_PROGRAM;
    if (syntax == SYNTAX_OTHER && !asked && named_format(path, false)) return SYNTAX_TEXT;
    if (syntax == SYNTAX_OTHER && !asked && named_format(path, true)) return SYNTAX_YAML;
    if (str_ends_nocase(path, STR(".toml"))) return SYNTAX_TEXT;
    if (syntax == SYNTAX_OTHER) syntax = syntax_of_content(l->source->bytes);
    if (syntax == SYNTAX_JSON && l->prompt_path && !starts_like_json(l->source->bytes))
        return SYNTAX_TEXT;
    if (syntax == SYNTAX_YAML && !asked && l->prompt_path &&
        is_prose_behind_matter(l->source->bytes))
        return SYNTAX_TEXT;
    if (syntax == SYNTAX_TEXT && asked) {
        Str text = str_trim(l->source->bytes);
        bool json = str_starts(text, STR("{")) || str_starts(text, STR("["));
        return json ? SYNTAX_JSON : SYNTAX_YAML;
    }
    return syntax;
}

bool bytes_say_prompt(Str bytes) {
    static const char *const words[] = {
        "messages",   "\"role\"",  "role:",  "system_prompt",     "cache_control",
        "max_tokens", "\"model\"", "model:", "max_output_tokens", "max_completion_tokens"};
    enum { ENOUGH = 3, LOOK_AT = 1 << 16 };
    bytes = str_slice(bytes, 0, LOOK_AT);
    int found = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        found += str_has(bytes, str_from_c(words[i]));
    return found >= ENOUGH;
}

/* --- reading -------------------------------------------------------------------------------------
 */

static bool has_problem(const Lowering *l, ProblemKind kind) {
    for (size_t i = 0; i < l->problems->len; i++)
        if (l->problems->items[i].kind == kind) return true;
    return false;
}

static void lower_text_as(Lowering *l, const Format *format, const char *why) {
    l->format = format;
    l->why = why;
    l->taken = format;
    format->lower_text(l);
}

/* Front matter with nothing behind it, that keeps the prompt under a key of its own. */
static bool read_lone_matter(Lowering *l) {
    if (!l->prompt_path && !str_ends_nocase(l->source->path, STR(".prompt"))) return false;
    const FrontMatter *matter = lower_front_matter(l);
    if (!matter->tree || str_trim(source_slice(l->source, matter->body)).len) return false;
    search_document(l, matter->tree, NULL, NULL);
    return l->prompts->len > 0;
}

static void read_text(Lowering *l, const Format *asked) {
    if (asked) {
        lower_text_as(l, asked, "asked for");
        return;
    }
    if (path_is_project_page(l->place)) {
        const char *why = format_document.text(l);
        if (why) lower_text_as(l, &format_document, why);
        return;
    }
    const Format *named = named_format(l->place, false);
    if (named) {
        lower_text_as(l, named, named->names(l->place));
        return;
    }
    if (read_lone_matter(l)) return;
    for (size_t i = 0; format_table[i]; i++) {
        const char *why = format_table[i]->text ? format_table[i]->text(l) : NULL;
        if (!why) continue;
        lower_text_as(l, format_table[i], why);
        return;
    }
}

/* Each line a document of its own, so that one broken line hides no other. */
static void read_lines(Lowering *l, const Format *asked) {
    Str rest = l->source->bytes, line;
    while (rest.len) {
        size_t start = l->source->bytes.len - rest.len;
        str_next_line(&rest, &line);
        if (!str_trim(line).len) continue;
        Span span = span_of(start, start + line.len);
        const Node *root = json_read(l->arena, l->source, span, l->problems);
        if (!root) continue;
        vec_push(l->arena, &l->documents, root);
        search_line(l, root, asked);
    }
}

/* JSON is YAML, but for its pairs of escapes beyond U+FFFF, which YAML readers refuse. */
static bool read_yaml(Lowering *l, Span text) {
    Str start = str_trim(source_slice(l->source, text));
    ProblemVec problems = {0};
    const Node *root = NULL;
    if (str_starts(start, STR("{")) || str_starts(start, STR("[")))
        root = json_read(l->arena, l->source, text, &problems);
    if (!root) return yaml_read_all(l->arena, l->source, &l->documents, l->problems);
    for (size_t i = 0; i < problems.len; i++) vec_push(l->arena, l->problems, problems.items[i]);
    vec_push(l->arena, &l->documents, root);
    return true;
}

static bool read_documents(Lowering *l, Syntax syntax) {
    Span text = span_of(0, l->source->bytes.len);
    const Node *root;
    switch (syntax) {
    case SYNTAX_JSON: root = json_read(l->arena, l->source, text, l->problems); break;
    case SYNTAX_JSONC: root = jsonc_read(l->arena, l->source, text, l->problems); break;
    case SYNTAX_PROPERTIES: root = properties_read(l->arena, l->source, text, l->problems); break;
    default: return read_yaml(l, text);
    }
    if (root) vec_push(l->arena, &l->documents, root);
    return root;
}

void format_read(Lowering *l) {
    const Format *asked = format_find(l->settings->format);
    l->prompt_path = file_says_prompt(l->place, l->source->bytes);
    Syntax syntax = syntax_of(l, asked);
    if (syntax == SYNTAX_PROGRAM) return;
    if (syntax == SYNTAX_TEXT) {
        read_text(l, asked);
        return;
    }
    if (syntax == SYNTAX_LINES) {
        read_lines(l, asked);
        return;
    }
    if (read_documents(l, syntax)) {
        const Format *named = named_format(l->place, true);
        size_t count = l->documents.len;
        for (size_t i = 0; i < count; i++) search_document(l, l->documents.items[i], asked, named);
    } else if (has_problem(l, PROBLEM_TEMPLATED) && (l->by_hand || l->prompt_path)) {
        read_text(l, NULL); /* a template of a document: its placeholders can still be seen */
    }
}
