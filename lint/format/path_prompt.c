/* Whether a path says that prompts live there. "Prompt" is in many names that mean something else:
 * the package of a command line, a workflow that tests prompts, the texts of a dialog, a page about
 * them. */
#include "lint/format/lower.h"

static const char *const page_endings[] = {".md", ".markdown", ".rst", ".txt", NULL};
static const char *const data_endings[] = {".yaml", ".yml", ".json", ".toml", ".xml", NULL};

/* Settings of build tools, descriptions of services and the like, whatever they stand beside. */
static bool is_of_a_tool(Str path) {
    static const char *const beginnings[] = {
        "tsconfig", "jsconfig", "docker-compose", "compose.", "openapi.", "swagger.", "mkdocs",
        "Chart.",   "values.",  ".eslintrc",      "renovate", "starship", NULL};
    static const char *const names[] = {
        "action.yml",    "action.yaml", "project.json", "turbo.json",          "lerna.json",
        "nx.json",       "biome.json",  "angular.json", "deno.json",           "vercel.json",
        "firebase.json", "tasks.json",  "launch.json",  "tsdoc-metadata.json", NULL};
    static const char *const endings[] = {".schema.json", "-schema.json", NULL};
    static const char *const folders[] = {
        ".github/actions/", ".github/ISSUE_TEMPLATE/", ".vscode/",       ".idea/", ".circleci/",
        ".devcontainer/",   "node_modules/",           "__snapshots__/", NULL};
    Str name = str_file_name(path);
    for (size_t i = 0; beginnings[i]; i++)
        if (str_starts(name, str_from_c(beginnings[i])) && !str_ends_any_nocase(name, page_endings))
            return true;
    if (str_is_any_nocase(name, names) || str_ends_any_nocase(name, endings)) return true;
    for (size_t i = 0; folders[i]; i++)
        if (path_has_folder(path, str_from_c(folders[i]))) return true;
    return path_has_folder(path, STR(".github/workflows/")) &&
           str_ends_any_nocase(name, data_endings);
}

static bool has_prompt(Str s) {
    return str_has_nocase(s, STR("prompt"));
}

/* "prompts", "system-prompts", "prompts_v2", "prompt_templates", "prompt-library": what is in it is
 * nothing else. */
static bool is_folder_of_prompts(Str folder) {
    static const char *const more[] = {"template", "library", "catalog",  "collection",
                                       "registry", "store",   "bank",     "pack",
                                       "hub",      "files",   "snippets", NULL};
    if (str_ends_nocase(folder, STR("prompts")) || str_starts_nocase(folder, STR("prompts")))
        return true;
    size_t at = str_find_nocase(folder, STR("prompt"), 0);
    if (at == STR_NOT_FOUND) return false;
    Str rest = str_slice(folder, at + 6, folder.len);
    while (rest.len && ascii_is_one_of(rest.ptr[0], "-_.")) rest = str_slice(rest, 1, rest.len);
    for (size_t i = 0; more[i]; i++)
        if (str_starts_nocase(rest, str_from_c(more[i]))) return true;
    return rest.len == 0;
}

/* How clearly the folders of a path speak of prompts, and what is in them for other purposes. */
typedef struct {
    bool of_prompts;                      /* is_folder_of_prompts */
    bool named;                           /* or another one with the word: "prompt-kit" */
    bool docs, code, tests, translations; /* below that one, or anywhere where there is none */
} Folders;

static Folders read_folders(Str path) {
    static const char *const docs[] = {"docs", "doc",     "documentation", "guide",    "guides",
                                       "wiki", "website", "blog",          "articles", NULL};
    static const char *const code[] = {"src", "lib",  "dist",  "config", "scripts", "charts",
                                       "k8s", "helm", "infra", "deploy", "public",  NULL};
    static const char *const tests[] = {"test", "tests",    "__tests__", "spec", "specs",
                                        "e2e",  "fixtures", "testdata",  NULL};
    static const char *const words[] = {"locales", "locale",       "i18n", "l10n",
                                        "lang",    "translations", NULL};
    Folders told = {0};
    for (size_t start = 0, end; (end = str_find_char(path, '/', start)) != STR_NOT_FOUND;
         start = end + 1) {
        Str folder = str_slice(path, start, end);
        if (is_folder_of_prompts(folder))
            told = (Folders){.of_prompts = true};
        else if (start > 0 && has_prompt(folder)) /* the first is often that of a checkout */
            told = (Folders){.named = true, .of_prompts = told.of_prompts};
        told.docs |= str_is_any_nocase(folder, docs);
        told.code |= str_is_any_nocase(folder, code);
        told.tests |= str_is_any_nocase(folder, tests);
        told.translations |= str_is_any_nocase(folder, words);
    }
    return told;
}

bool path_says_prompt(Str path) {
    static const char *const stems[] = {
        "system",         "instructions",        "persona", "sysprompt", "system_message",
        "system-message", "system_instructions", NULL};
    Str name = str_file_name(path);
    bool data =
        str_ends_any_nocase(name, data_endings); /* system.json may be the settings of a system */
    if (is_of_a_tool(path)) return false;
    if (str_has_nocase(path, STR("personas/"))) return true;
    if (!data && str_is_any_nocase(path_stem(path), stems)) return true;
    if (!has_prompt(path)) return false;
    Folders told = read_folders(path);
    if (told.of_prompts) return true;
    if (data && told.translations) return false; /* what a program says to people */
    if (has_prompt(name)) /* user-prompt-submit: an event that hooks listen to */
        return !str_has_nocase(name, STR("prompt-submit"));
    return told.named && !told.docs && !told.tests && !(told.code && data);
}

/* Of capitals: ARCHITECTURE.md. */
static bool is_in_capitals(Str stem) {
    enum { SHORTEST = 4 };
    for (size_t i = 0; i < stem.len; i++)
        if (stem.ptr[i] >= 'a' && stem.ptr[i] <= 'z') return false;
    return stem.len >= SHORTEST;
}

bool path_is_page(Str path) {
    static const char *const about[] = {"prompting", "engineering", "caching",        "cache",
                                        "injection", "guide",       "best-practices", "cheatsheet",
                                        "tutorial",  "overview",    "changelog",      NULL};
    Str name = str_file_name(path);
    Folders told = read_folders(path);
    if (told.of_prompts || !str_ends_any_nocase(name, page_endings)) return false;
    if (told.docs || (told.named && is_in_capitals(path_stem(path)))) return true;
    for (size_t i = 0; has_prompt(name) && about[i]; i++)
        if (str_has_nocase(name, str_from_c(about[i]))) return true;
    return false;
}

/* The first key of a document: what stands before its first colon, without quotes. */
static Str first_key(Str bytes) {
    Str line;
    while (str_next_line(&bytes, &line)) {
        line = str_trim(line);
        while (line.len && ascii_is_one_of(line.ptr[0], "{\"' "))
            line = str_slice(line, 1, line.len);
        if (!line.len || line.ptr[0] == '#' || str_starts(line, STR("---"))) continue;
        line = str_slice(line, 0, str_find_char(line, ':', 0));
        while (line.len && ascii_is_one_of(line.ptr[line.len - 1], "\"' ")) line.len--;
        return line;
    }
    return (Str){0};
}

/* Descriptions of interfaces and of what runs on a cluster, and pages for a browser. */
static bool is_of_another_kind(Str bytes) {
    enum { HEAD_BYTES = 600 };
    static const char *const keys[] = {"openapi", "swagger", "asyncapi", NULL};
    static const char *const kinds[] = {"kind: Deployment", "kind: Service",   "kind: StatefulSet",
                                        "kind: Job",        "kind: CronJob",   "kind: DaemonSet",
                                        "kind: Ingress",    "kind: Namespace", NULL};
    Str head = str_slice(bytes, 0, HEAD_BYTES), key = first_key(head);
    if (str_is_any(key, keys)) return true;
    if (str_is(key, "$schema") && str_has(head, STR("json-schema.org"))) return true;
    for (size_t i = 0; str_has(head, STR("apiVersion:")) && kinds[i]; i++)
        if (str_has(head, str_from_c(kinds[i]))) return true;
    head = str_trim(head);
    return str_starts_nocase(head, STR("<!doctype html")) || str_starts_nocase(head, STR("<html"));
}

bool file_says_prompt(Str path, Str bytes) {
    return path_says_prompt(path) && !is_of_another_kind(bytes);
}
