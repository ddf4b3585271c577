/* File names that between them lead to every way of reading a file, and names in which somebody hid
 * commands. Seeds count on their order. */
#ifndef WARMLINT_TESTS_FUZZ_NAMES_H
#define WARMLINT_TESTS_FUZZ_NAMES_H

#define ESCAPES  "\033]0;t\007\033[31m\302\233\342\200\256"
#define COMMANDS "p]\n::error::x\r##vso[task.x]##teamcity[x]'|,;:<&\">"

enum { FILE_NAMES = 34 };

static inline const char *file_name(unsigned n) {
    static const char *const names[] = {"prompts/a.yaml",
                                        "a.json",
                                        "prompts/a.md",
                                        "prompts/system.txt",
                                        "prompts/a.j2",
                                        "a.jsonl",
                                        "a.prompt",
                                        "a.prompty",
                                        "a.prompt.yaml",
                                        "CLAUDE.md",
                                        "promptfooconfig.yaml",
                                        "cassettes/a.yaml",
                                        "a.har",
                                        "a.http",
                                        "a.jsonc",
                                        "skprompt.txt",
                                        "prompts/a.hbs",
                                        "prompts/a.liquid",
                                        "a.baml",
                                        "a.poml",
                                        "a.promptl",
                                        "litellm_config.yaml",
                                        "config.yaml",
                                        "a.xml",
                                        "prompts/" ESCAPES ".yaml",
                                        COMMANDS ".md",
                                        "::error::x.json",
                                        "\xff\xfe/##vso[task.x]\n.prompt",
                                        "prompts/a.toml",
                                        "prompts/a.properties",
                                        "prompts/a.vm",
                                        "prompts/a.blade.php",
                                        "a.httprr",
                                        "a.bru"};
    _Static_assert(sizeof names / sizeof *names == FILE_NAMES, "as many as that");
    return names[n % FILE_NAMES];
}

#endif
