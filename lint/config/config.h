/* .warmlint.yaml: the nearest one in the directory of the linted file or above it, up to the root
 * of the repository (the directory that holds .git), no merging of several. An unknown key, rule or
 * value is an error that names the nearest known one; all errors are told at once. Keys may be
 * written with '_' for '-'. A Config is immutable once loaded and may be shared between threads.
 *
 *     model: claude-sonnet-5          # for prompts that name none
 *     provider: anthropic
 *     strict: false
 *     fail-on: warning
 *     select: [ALL]                   # codes, names, families
 *     extend-select: []
 *     ignore: [WL301]
 *     severity: {WL102: warning}
 *     exclude: [legacy, "*.bak.md"] # a directory covers what lies below it
 *     patterns:                       # rules of the project (pattern.h)
 *       - {code: X101, name: no-tbd, pattern: '\bTBD\b', message: text is missing, level: error}
 *     volatility: {current_account: session, "kb_*": deploy}
 *     prices: {claude-sonnet-5: {in: 1.8, out: 9}} # of a contract
 *     calibration: {claude-5: {factor: 1.012, per_request: 46, spread: 1.9}} # measured
 *     files:
 *       - match: [prompts/agents, "*.system.md"]
 *         format: text
 *         role: system
 *         engine: jinja2
 *         family: agents              # they share a prefix
 *         model: gpt-6-sol
 *         volatility: {ctx: request}
 *         inputs: {...}               # as in a versioned prompt file
 *         workload: {...}
 *         budget: {...}
 *         limits: {system_tokens: 4000}
 *         ignore: [WL104]
 *
 * The keys of an entry may also stand at the top, for all files. Of several entries that match a
 * file all hold, later ones over earlier ones.
 */
#ifndef WARMLINT_CONFIG_CONFIG_H
#define WARMLINT_CONFIG_CONFIG_H

#include "lint/config/glob.h"
#include "lint/config/selector.h"
#include "lint/config/settings.h"

typedef struct Config Config;

/* The built-in defaults. */
const Config *config_default(Arena *arena);
/* Reads one file. Its globs are relative to the directory `base`, or where that is empty to the
 * file's own. On failure NULL, and `error` has a line "path:line:column: what" for each mistake,
 * the first twenty and how many more; what they quote of the file is made visible. */
const Config *config_load(Arena *arena, Str path, Str base, const KnownNames *known, Str *error);
/* The same from bytes in memory. */
const Config *config_from_bytes(Arena *arena, Str path, Str bytes, Str base,
                                const KnownNames *known, Str *error);
/* All that is wrong with one, with places; `source` gets its bytes and lines. */
void config_check(Arena *arena, Str path, Str bytes, const KnownNames *known, Source *source,
                  ProblemVec *problems);
/* Path of the configuration that governs files in `directory`, or an empty slice. */
Str config_find(Arena *arena, Str directory);
/* Its file names, the preferred one first; NULL at the end. */
extern const char *const config_file_names[];
/* Level at and above which the run fails, when the configuration says one. */
bool config_fail_on(const Config *config, Level *level, bool *never);
/* The file is excluded (`path` as given on the command line). */
bool config_excludes(const Config *config, Str path);
/* The directory is, and no pattern takes anything below it back: not worth walking. */
bool config_excludes_all_below(const Config *config, Str directory);
/* The settings for one file. */
Settings config_settings(Arena *arena, const Config *config, Str path);

#endif
