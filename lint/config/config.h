/* .warmlint.yaml: the nearest one in the directory of the linted file or above it, up to the root
 * of the repository (the directory that holds .git), no merging of several. An unknown key, rule or
 * value is an error that names the nearest known one. A Config is immutable once loaded and may be
 * shared between threads.
 *
 *     model: claude-sonnet-5          # for prompts that name none
 *     provider: anthropic
 *     strict: false
 *     fail-on: warning
 *     select: [ALL]                   # codes, names, families
 *     ignore: [WL301]
 *     severity: {WL102: warning}
 *     exclude: [legacy/]
 *     volatility: {current_account: session, "kb_*": deploy}
 *     files:
 *       - match: ["**.prompt.txt"]
 *         format: text
 *         role: system
 *         engine: jinja2
 *         model: gpt-6-sol
 *         volatility: {ctx: request}
 *         inputs: {...}               # as in a versioned prompt file
 *         workload: {...}
 *         budget: {...}
 *         limits: {system_tokens: 4000}
 *         ignore: [WL104]
 */
#ifndef WARMLINT_CONFIG_CONFIG_H
#define WARMLINT_CONFIG_CONFIG_H

#include "lint/config/settings.h"

typedef struct Config Config;

/* The built-in defaults. */
const Config *config_default(Arena *arena);
/* Reads one file. On failure NULL, and `error` is a complete message "path:line:column: what". */
const Config *config_load(Arena *arena, Str path, Str *error);
/* Path of the configuration that governs files in `directory`, or an empty slice. */
Str config_find(Arena *arena, Str directory);
/* Level at and above which the run fails, when the configuration says one. */
bool config_fail_on(const Config *config, Level *level, bool *never);
/* The file is excluded (`path` as given on the command line). */
bool config_excludes(const Config *config, Str path);
/* The settings for one file. */
Settings config_settings(Arena *arena, const Config *config, Str path);

/* Glob: `*` any run without '/', `**` any run, `?` one character, [a-z] sets, {a,b} alternatives.
 * A pattern without '/' matches the last path element; linear in pattern x path. */
bool glob_match(Str pattern, Str path);

#endif
