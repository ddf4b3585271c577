#include "lint/config/config.h"

#include "lint/base/limits.h"
#include "lint/config/mistakes.h"
#include "lint/config/pattern.h"
#include "lint/config/place.h"
#include "lint/config/prices.h"
#include "lint/config/read.h"

typedef VEC(Str) StrVec;

/* One entry of `files`: where it holds, and its map, which is read anew on top of the settings of
 * each file it matches. */
typedef struct {
    StrVec match;
    const Node *map;
} FileEntry;

struct Config {
    Str base; /* real path of the directory that globs are relative to; no pointer: none */
    KnownNames known;
    Settings settings; /* of all files */
    VEC(FileEntry) files;
    StrVec exclude;
    PatternVec patterns;
    bool has_fail_on, fail_never;
    Level fail_on;
};

/* Reading in progress: into the configuration when `config` is set, else only into settings. */
typedef struct {
    SettingsReader in;
    const KnownNames *known;
    Config *config;
    Settings *settings;
} Loader;

typedef void KeyReader(Loader *loader, const Node *value);

/* --- lists and choices ---------------------------------------------------------------------------
 */

/* The items of a list of words, or the one word alone: *next walks on. */
static const Node *first_word(const Node *value) {
    return value->kind == NODE_LIST ? value->first : value;
}
static const Node *next_word(const Node *value, const Node *word) {
    return value->kind == NODE_LIST ? word->next : NULL;
}

static void read_globs(Loader *loader, const Node *value, StrVec *out) {
    for (const Node *word = first_word(value); word; word = next_word(value, word)) {
        Str glob;
        if (!read_text(&loader->in, word, "a glob", &glob)) continue;
        if (glob.len > GLOB_BYTES)
            read_strict(&loader->in, word, "a glob can be at most %d bytes long", (int)GLOB_BYTES);
        else
            vec_push(loader->in.arena, out, glob);
    }
}

static bool check_selector(Loader *loader, const Node *node, Str selector) {
    const KnownNames *known = loader->known;
    if (!known->rule_known || known->rule_known(selector)) return true;
    if (pattern_selected(loader->settings->patterns, selector)) return true;
    read_unknown_near(&loader->in, node, "rule", selector,
                      known->rule_nearest ? known->rule_nearest(selector) : NULL);
    return false;
}

static void choose(Loader *loader, RuleChoice choice) {
    vec_push(loader->in.arena, &loader->settings->rules, choice);
}

static void read_rules(Loader *loader, const Node *value, RuleChoice choice) {
    for (const Node *word = first_word(value); word; word = next_word(value, word))
        if (read_text(&loader->in, word, "a rule", &choice.selector) &&
            check_selector(loader, word, choice.selector))
            choose(loader, choice);
}

static void read_select(Loader *loader, const Node *value) {
    choose(loader, (RuleChoice){STR("ALL"), RULE_IGNORE, LEVEL_INFO});
    read_rules(loader, value, (RuleChoice){.action = RULE_SELECT});
}

static void read_extend_select(Loader *loader, const Node *value) {
    read_rules(loader, value, (RuleChoice){.action = RULE_SELECT});
}

static void read_ignore(Loader *loader, const Node *value) {
    read_rules(loader, value, (RuleChoice){.action = RULE_IGNORE});
}

static void read_severity(Loader *loader, const Node *value) {
    if (value->kind != NODE_MAP) {
        read_strict(&loader->in, value, "severity must be a map of rules to levels");
        return;
    }
    for (const Node *member = value->first; member; member = member->next) {
        RuleChoice choice = {member->key->text, RULE_SEVERITY, LEVEL_INFO};
        if (!check_selector(loader, member->key, choice.selector)) continue;
        Str word;
        if (!read_text(&loader->in, member, "level", &word)) continue;
        if (level_from_name(word, &choice.level))
            choose(loader, choice);
        else
            read_unknown(&loader->in, member, "level", word, keys_level_at);
    }
}

/* --- single values -------------------------------------------------------------------------------
 */

static void read_provider(Loader *loader, const Node *value) {
    Str word;
    if (!read_text(&loader->in, value, "provider", &word)) return;
    Provider provider = facts_provider_parse(word);
    if (provider == PROVIDER_UNKNOWN)
        read_unknown(&loader->in, value, "provider", word, keys_provider_at);
    else
        loader->settings->provider = provider;
}

static void read_model(Loader *loader, const Node *value) {
    Str id;
    if (!read_text(&loader->in, value, "model", &id)) return;
    loader->settings->model = id;
    if (!loader->in.strict || facts_resolve(loader->settings->provider, id).model) return;
    Str near = facts_nearest_model(id).name;
    read_unknown_near(&loader->in, value, "model", id,
                      near.len ? str_to_c(loader->in.arena, near) : NULL);
}

static void read_bool(Loader *loader, const Node *value) {
    if (value->kind == NODE_BOOL)
        loader->settings->strict = value->number != 0;
    else
        read_strict(&loader->in, value, "strict must be true or false");
}

static void read_format(Loader *loader, const Node *value) {
    const KnownNames *known = loader->known;
    Str name;
    if (!read_text(&loader->in, value, "format", &name)) return;
    loader->settings->format = name;
    if (!known->format_known || known->format_known(name)) return;
    read_unknown(&loader->in, value, "format", name, known->format_name_at);
}

static void read_role(Loader *loader, const Node *value) {
    Str role;
    if (!read_text(&loader->in, value, "role", &role)) return;
    for (size_t i = 0; keys_role_at(i); i++)
        if (str_is(role, keys_role_at(i))) {
            loader->settings->role = role;
            return;
        }
    read_unknown(&loader->in, value, "role", role, keys_role_at);
}

static void read_family(Loader *loader, const Node *value) {
    read_text(&loader->in, value, "a family", &loader->settings->family);
}

static void read_engine(Loader *loader, const Node *value) {
    Str name;
    if (!read_text(&loader->in, value, "engine", &name)) return;
    if (!engine_from_name(name, &loader->settings->engine))
        read_unknown(&loader->in, value, "template engine", name, keys_engine_at);
}

static void read_fail_on(Loader *loader, const Node *value) {
    Config *config = loader->config;
    Str word;
    if (!read_text(&loader->in, value, "fail-on", &word)) return;
    config->fail_never = str_is(word, "never");
    config->has_fail_on = config->fail_never || level_from_name(word, &config->fail_on);
    if (!config->has_fail_on) read_unknown(&loader->in, value, "level", word, keys_fail_on_at);
}

/* --- declarations --------------------------------------------------------------------------------
 */

/* Names of a later layer stand before those of an earlier one. */
static void prepend_names(Loader *loader, DeclaredNameVec names) {
    DeclaredNameVec older = loader->settings->names;
    for (size_t i = 0; i < older.len; i++) vec_push(loader->in.arena, &names, older.items[i]);
    loader->settings->names = names;
}

static void read_volatilities(Loader *loader, const Node *value) {
    DeclaredNameVec names = {0};
    settings_read_volatility(&loader->in, value, &names);
    prepend_names(loader, names);
}

static void read_inputs(Loader *loader, const Node *value) {
    DeclaredNameVec names = {0};
    settings_read_inputs(&loader->in, value, &names);
    prepend_names(loader, names);
}

static void read_workload(Loader *loader, const Node *value) {
    settings_read_workload(&loader->in, value, &loader->settings->workload);
}

static void read_budget(Loader *loader, const Node *value) {
    settings_read_budget(&loader->in, value, &loader->settings->budget);
}

static void read_limits(Loader *loader, const Node *value) {
    settings_read_limits(&loader->in, value, &loader->settings->limits);
}

static void read_prices(Loader *loader, const Node *value) {
    prices_read(&loader->in, value, &loader->settings->prices);
}

static void read_calibration(Loader *loader, const Node *value) {
    settings_read_calibration(&loader->in, value, &loader->settings->calibration);
}

static void read_exclude(Loader *loader, const Node *value) {
    read_globs(loader, value, &loader->config->exclude);
}

static void read_patterns(Loader *loader, const Node *value) {
    pattern_read(&loader->in, value, loader->known->rule_known, &loader->config->patterns);
    loader->settings->patterns = &loader->config->patterns;
}

/* --- the keys ------------------------------------------------------------------------------------
 */

static KeyReader read_files;

enum { AT_TOP = 1, IN_FILES = 2, ANYWHERE = 3 };

/* In the order in which they are read, whatever their order in the file: the provider says which
 * model ids exist, `ignore` takes from what `select` gave. */
static const struct {
    Key key;
    int where;
    KeyReader *read; /* NULL: read beforehand */
} keys[] = {
    {{"match", KEY_LIST, .help = "Globs of the files, relative to the configuration's directory."},
     IN_FILES,
     NULL},
    {{"patterns", KEY_MAP, .members = keys_pattern, .help = "Rules of the project."},
     AT_TOP,
     read_patterns}, /* before the rules are named */
    {{"provider", .words = WORDS_PROVIDER, .help = "Who serves the model, where nothing tells."},
     ANYWHERE,
     read_provider},
    {{"model", .words = WORDS_MODEL, .help = "The model of prompts that name none."},
     ANYWHERE,
     read_model},
    {{"format", .words = WORDS_FORMAT, .help = "How to read the file; recognised when not given."},
     ANYWHERE,
     read_format},
    {{"role", .words = WORDS_ROLE, .help = "The role that a file of plain text is sent in."},
     ANYWHERE,
     read_role},
    {{"engine", .words = WORDS_ENGINE, .help = "The template language of the file."},
     ANYWHERE,
     read_engine},
    {{"family", .help = "Files of one family are meant to share a prefix; they are compared."},
     ANYWHERE,
     read_family},
    {{"template", .words = WORDS_ENGINE, .help = "The same as engine."}, /* as in a prompt file */
     ANYWHERE,
     read_engine},
    {{"strict", .words = WORDS_BOOL, .help = "Also report values whose volatility nobody knows."},
     ANYWHERE,
     read_bool},
    {{"select", KEY_LIST, WORDS_RULE, .help = "Only these rules."}, ANYWHERE, read_select},
    {{"extend-select", KEY_LIST, WORDS_RULE, .help = "These rules as well."},
     ANYWHERE,
     read_extend_select},
    {{"ignore", KEY_LIST, WORDS_RULE, .help = "Not these rules."}, ANYWHERE, read_ignore},
    {{"severity", KEY_NAMED, WORDS_LEVEL, WORDS_RULE,
      .help = "The highest level that a rule reports."},
     ANYWHERE,
     read_severity},
    {{"inputs", KEY_NAMED, WORDS_VOLATILITY, .members = keys_input,
      .help = "The values of the prompts: how often each changes and how long it is."},
     ANYWHERE,
     read_inputs},
    {{"volatility", KEY_NAMED, WORDS_VOLATILITY,
      .help = "How often values change, by name or glob."},
     ANYWHERE,
     read_volatilities},
    {{"workload", KEY_MAP, .members = keys_workload, .help = "The traffic of the prompts."},
     ANYWHERE,
     read_workload},
    {{"budget", KEY_MAP, .members = keys_budget, .help = "What the prompts may cost."},
     ANYWHERE,
     read_budget},
    {{"limits", KEY_MAP, .members = keys_limits, .help = "How large prompts may be, in tokens."},
     ANYWHERE,
     read_limits},
    {{"prices", KEY_NAMED, .names = WORDS_MODEL, .members = keys_price,
      .help = "Prices of a contract, by model."},
     ANYWHERE,
     read_prices},
    {{"calibration", KEY_NAMED, .names = WORDS_FAMILY, .members = keys_calibration,
      .help = "What token counts of your own measured, by family (warmlint calibrate)."},
     ANYWHERE,
     read_calibration},
    {{"fail-on", .words = WORDS_FAIL_ON, .help = "The run fails from this level on."},
     AT_TOP,
     read_fail_on},
    {{"exclude", KEY_LIST, .help = "Files and directories that are not linted."},
     AT_TOP,
     read_exclude},
    {{"files", KEY_MAP, .help = "Settings for some of the files: a list of maps with match."},
     AT_TOP,
     read_files},
};
enum { KEYS = sizeof keys / sizeof *keys };

const Key *keys_config_at(size_t index, int in_files) {
    for (size_t k = 0; k < KEYS; k++)
        if ((keys[k].where & (in_files ? IN_FILES : AT_TOP)) && index-- == 0) return &keys[k].key;
    return NULL;
}

static void check_keys(const Loader *loader, const Node *map, int where) {
    Key known[KEYS + 1];
    size_t n = 0;
    for (const Key *key; (key = keys_config_at(n, where == IN_FILES)); n++) known[n] = *key;
    known[n] = (Key){0};
    read_known_keys(&loader->in, map, where == AT_TOP ? "key" : "key of files", known);
}

static void read_map(Loader *loader, const Node *map, int where) {
    for (size_t k = 0; k < KEYS; k++) {
        if (!(keys[k].where & where) || !keys[k].read) continue;
        for (const Node *member = map->first; member; member = member->next)
            if (key_is(member, keys[k].key.name) && member->kind != NODE_NULL)
                keys[k].read(loader, member);
    }
}

static void read_entry(Loader *loader, const Node *map) {
    FileEntry entry = {.map = map};
    Settings scratch = loader->config->settings;
    Loader inner = {loader->in, loader->known, NULL, &scratch};
    if (map->kind != NODE_MAP) {
        read_strict(&loader->in, map, "an entry of files must be a map with match");
        return;
    }
    check_keys(loader, map, IN_FILES);
    const Node *match = node_get(map, "match");
    if (!node_is_nothing(match)) read_globs(loader, match, &entry.match);
    if (entry.match.len == 0)
        read_strict(&loader->in, map, "an entry of files needs match, a list of globs");
    read_map(&inner, map, IN_FILES); /* for its problems; the values are read when it matches */
    vec_push(loader->in.arena, &loader->config->files, entry);
}

static void read_files(Loader *loader, const Node *value) {
    if (value->kind != NODE_LIST) {
        read_strict(&loader->in, value, "files must be a list of entries with match");
        return;
    }
    for (const Node *item = value->first; item; item = item->next) read_entry(loader, item);
}

/* --- loading -------------------------------------------------------------------------------------
 */

const Config *config_default(Arena *arena) {
    return ARENA_NEW(arena, Config);
}

static Str base_of(Arena *arena, Str path, Str base) {
    return place_real(arena, base.len ? base : str_directory(path));
}

static const Config *load(Arena *arena, const Source *source, Str base, const KnownNames *known,
                          ProblemVec *problems) {
    Config *config = ARENA_NEW(arena, Config);
    if (source->bytes.len > LIMIT_CONFIG_BYTES) {
        Problem problem = {PROBLEM_LIMIT, {0, 0}, STR("the configuration is over 1 MiB"), {0}};
        vec_push(arena, problems, problem);
        return NULL;
    }
    const Node *root = yaml_read(arena, source, span_of(0, source->bytes.len), problems);
    if (!root) return NULL;
    config->base = base_of(arena, source->path, base);
    if (known) config->known = *known;
    Loader loader = {{arena, problems, true}, &config->known, config, &config->settings};
    if (root->kind == NODE_MAP) {
        check_keys(&loader, root, AT_TOP);
        read_map(&loader, root, AT_TOP);
    } else if (root->kind != NODE_NULL) {
        read_strict(&loader.in, root, "the configuration must be a map");
    }
    return config;
}

const Config *config_from_bytes(Arena *arena, Str path, Str bytes, Str base,
                                const KnownNames *known, Str *error) {
    Source source = {0};
    ProblemVec problems = {0};
    const Config *config = NULL;
    if (source_from_bytes(arena, path, bytes, &source, &problems))
        config = load(arena, &source, base, known, &problems);
    if (problems.len == 0) return config;
    *error = mistakes_told(arena, &source, &problems);
    return NULL;
}

void config_check(Arena *arena, Str path, Str bytes, const KnownNames *known, Source *source,
                  ProblemVec *problems) {
    if (source_from_bytes(arena, path, bytes, source, problems))
        load(arena, source, (Str){0}, known, problems);
}

const Config *config_load(Arena *arena, Str path, Str base, const KnownNames *known, Str *error) {
    Source source = {0};
    ProblemVec problems = {0};
    const Config *config = NULL;
    if (source_load(arena, path, &source, &problems))
        config = load(arena, &source, base, known, &problems);
    if (problems.len == 0) return config;
    *error = mistakes_told(arena, &source, &problems);
    return NULL;
}

/* --- asking --------------------------------------------------------------------------------------
 */

bool config_fail_on(const Config *config, Level *level, bool *never) {
    if (!config->has_fail_on) return false;
    *level = config->fail_on;
    *never = config->fail_never;
    return true;
}

/* The path as the globs see it: from the base where it lies below it, else from the current
 * directory, else whole. */
static Str for_globs(Arena *arena, const Config *config, Str path) {
    Str absolute = place_absolute(arena, path), relative;
    if (place_below(config->base, absolute, &relative)) return relative;
    if (place_below(place_real(arena, (Str){0}), absolute, &relative)) return relative;
    return absolute;
}

bool config_excludes(const Config *config, Str path) {
    if (config->exclude.len == 0) return false;
    Arena arena = {0};
    Str relative = for_globs(&arena, config, path);
    bool excluded = glob_list_matches(config->exclude.items, config->exclude.len, relative);
    arena_free(&arena);
    return excluded;
}

bool config_excludes_all_below(const Config *config, Str directory) {
    for (size_t i = 0; i < config->exclude.len; i++)
        if (str_starts(config->exclude.items[i], STR("!"))) return false;
    return config_excludes(config, directory);
}

/* Copies that can be added to without touching what other threads read. */
static RuleChoiceVec copy_rules(Arena *arena, RuleChoiceVec rules) {
    RuleChoiceVec copy = {0};
    for (size_t i = 0; i < rules.len; i++) vec_push(arena, &copy, rules.items[i]);
    return copy;
}
static PriceChangeVec copy_prices(Arena *arena, PriceChangeVec prices) {
    PriceChangeVec copy = {0};
    for (size_t i = 0; i < prices.len; i++) vec_push(arena, &copy, prices.items[i]);
    return copy;
}
static CalibrationVec copy_calibration(Arena *arena, CalibrationVec calibration) {
    CalibrationVec copy = {0};
    for (size_t i = 0; i < calibration.len; i++) vec_push(arena, &copy, calibration.items[i]);
    return copy;
}

Settings config_settings(Arena *arena, const Config *config, Str path) {
    Settings settings = config->settings;
    settings.rules = copy_rules(arena, settings.rules);
    settings.prices = copy_prices(arena, settings.prices);
    settings.calibration = copy_calibration(arena, settings.calibration);
    if (config->files.len == 0) return settings;
    Loader loader = {{arena, NULL, false}, &config->known, NULL, &settings};
    Str relative = for_globs(arena, config, path);
    for (size_t i = 0; i < config->files.len; i++) {
        const FileEntry *entry = &config->files.items[i];
        if (glob_list_matches(entry->match.items, entry->match.len, relative))
            read_map(&loader, entry->map, IN_FILES);
    }
    return settings;
}
