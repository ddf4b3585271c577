/* What a path tells about the file. */
#include "lint/format/format.h"
#include "lint/format/lower.h"

Str path_stem(Str path) {
    Str name = str_file_name(path);
    size_t dot = str_find_char(name, '.', 1);
    return dot == STR_NOT_FOUND ? name : str_slice(name, 0, dot);
}

bool path_has_folder(Str path, Str folder) {
    size_t at = str_find(path, folder, 0);
    while (at != STR_NOT_FOUND && at > 0 && path.ptr[at - 1] != '/')
        at = str_find(path, folder, at + 1);
    return at != STR_NOT_FOUND;
}

Engine format_engine_of_name(Str path) {
    Str name = str_file_name(path);
    static const struct {
        const char *ending;
        Engine engine;
    } engines[] = {{".j2", ENGINE_JINJA},          {".jinja", ENGINE_JINJA},
                   {".jinja2", ENGINE_JINJA},      {".njk", ENGINE_JINJA},
                   {".hbs", ENGINE_MUSTACHE},      {".handlebars", ENGINE_MUSTACHE},
                   {".mustache", ENGINE_MUSTACHE}, {".liquid", ENGINE_LIQUID},
                   {".erb", ENGINE_ERB},           {".ejs", ENGINE_ERB},
                   {".eex", ENGINE_ERB},           {"skprompt.txt", ENGINE_SEMANTIC_KERNEL},
                   {".gotmpl", ENGINE_GO},         {".twig", ENGINE_JINJA},
                   {".tera", ENGINE_JINJA},        {".ftl", ENGINE_DOLLAR},
                   {".mako", ENGINE_DOLLAR},       {".st", ENGINE_FSTRING},
                   {".blade.php", ENGINE_BLADE},   {".vm", ENGINE_VELOCITY}};
    for (size_t i = 0; i < sizeof engines / sizeof *engines; i++)
        if (str_ends_nocase(name, str_from_c(engines[i].ending))) return engines[i].engine;
    return ENGINE_AUTO;
}

bool path_is_program(Str path) {
    static const char *const endings[] = {
        ".py",    ".pyi",  ".ipynb", ".js",   ".mjs",    ".cjs", ".jsx",   ".ts",  ".mts",
        ".cts",   ".tsx",  ".go",    ".rs",   ".rb",     ".c",   ".h",     ".cc",  ".cpp",
        ".hpp",   ".cs",   ".vb",    ".java", ".kt",     ".kts", ".scala", ".ex",  ".exs",
        ".swift", ".dart", ".lua",   ".pl",   ".php",    ".sql", ".sh",    ".ps1", ".clj",
        ".fs",    ".hs",   ".el",    ".zig",  ".groovy", ".r",   ".jl",    NULL};
    return str_ends_any_nocase(path, endings) && format_engine_of_name(path) == ENGINE_AUTO;
}

/* `security.md` among commands is the command /security, and among prompts one that looks for holes;
 * SECURITY.md is a page there too, and a README anywhere. */
bool path_is_project_page(Str path) {
    static const char *const anywhere[] = {"README",
                                           "LICENSE",
                                           "THIRD-PARTY-LICENSES",
                                           "THIRD_PARTY_LICENSES",
                                           "THIRD-PARTY-NOTICES",
                                           "THIRD_PARTY_NOTICES",
                                           "LICENSES",
                                           "LICENCE",
                                           "COPYING",
                                           "NOTICE",
                                           "NOTICES",
                                           "AUTHORS",
                                           NULL};
    static const char *const stems[] = {"CHANGELOG", "CONTRIBUTING", "CODE_OF_CONDUCT",
                                        "SECURITY",  "requirements", NULL};
    static const char *const folders[] = {".claude/commands/", ".claude/agents/", ".cursor/rules/",
                                          ".github/prompts/",  ".github/agents/", NULL};
    Str stem = path_stem(path);
    if (str_is_any_nocase(stem, anywhere)) return true;
    if (!str_is_any_nocase(stem, stems)) return false;
    for (size_t i = 0; folders[i]; i++)
        if (path_has_folder(path, str_from_c(folders[i]))) return false;
    return ascii_is_upper(stem.ptr[0]) || !path_says_prompt(path);
}
