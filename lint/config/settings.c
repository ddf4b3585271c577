#include "lint/config/settings.h"

#include "lint/base/limits.h"
#include "lint/config/read.h"

/* --- names and their volatility ------------------------------------------------------------------
 */

/* What Prompty and others call the kind of an input: some kinds say how it changes. */
static Volatility volatility_of_kind(Str kind) {
    if (str_eq_nocase(kind, STR("thread"))) return VOL_APPEND;
    if (str_eq_nocase(kind, STR("image")) || str_eq_nocase(kind, STR("file")) ||
        str_eq_nocase(kind, STR("audio")))
        return VOL_REQUEST;
    return VOL_UNKNOWN;
}

/* Globs are tried one by one for each placeholder: they are few, or many are a mistake. */
static void declare(const SettingsReader *reader, const Node *at, DeclaredName declared,
                    DeclaredNameVec *names) {
    if (!declared.name.len) return;
    if (declared_is_glob(declared.name) && ++names->globs > LIMIT_DECLARED_GLOBS) {
        if (names->globs == LIMIT_DECLARED_GLOBS + 1)
            read_problem(reader, at, STR("declare the names themselves"),
                         "more than %d names with `*`: this and further ones are not used",
                         LIMIT_DECLARED_GLOBS);
        return;
    }
    vec_push(reader->arena, names, declared);
}

/* {volatility, tokens, kind, ...}; free keys such as description and default are welcome. */
static void read_input_map(const SettingsReader *reader, const Node *map, DeclaredName *declared) {
    const Node *kind = node_get(map, "kind"), *type = node_get(map, "type");
    const Node *volatility = node_get(map, "volatility"), *tokens = node_get(map, "tokens");
    if (!kind) kind = type;
    if (node_is_string(kind)) declared->volatility = volatility_of_kind(kind->text);
    if (!node_is_nothing(volatility)) read_volatility(reader, volatility, &declared->volatility);
    if (!node_is_nothing(tokens)) read_number(reader, tokens, "tokens", &declared->tokens);
}

static void read_input(const SettingsReader *reader, Str name, const Node *value,
                       DeclaredNameVec *names) {
    DeclaredName declared = {.name = name, .volatility = VOL_UNKNOWN};
    if (value->kind == NODE_MAP) {
        read_input_map(reader, value, &declared);
    } else if (value->kind == NODE_STRING &&
               !volatility_from_name(value->text, &declared.volatility)) {
        /* Elsewhere a type or a sample value may stand here. */
        declared.volatility = volatility_of_kind(value->text);
        if (reader->strict && declared.volatility == VOL_UNKNOWN)
            read_volatility(reader, value, &declared.volatility);
    } else if (value->kind != NODE_STRING && value->kind != NODE_NULL) {
        read_strict(reader, value, "an input must be a volatility or {volatility, tokens, kind}");
    }
    declare(reader, value, declared, names);
}

static void read_input_item(const SettingsReader *reader, const Node *item,
                            DeclaredNameVec *names) {
    const Node *name = item->kind == NODE_MAP ? node_get(item, "name") : item;
    if (node_is_string(name)) {
        DeclaredName declared = {.name = name->text, .volatility = VOL_UNKNOWN};
        if (item->kind == NODE_MAP) read_input_map(reader, item, &declared);
        declare(reader, item, declared, names);
    } else if (item->kind == NODE_MAP && item->count == 1) { /* - question: request */
        read_input(reader, item->first->key->text, item->first, names);
    } else {
        read_strict(reader, item, "an input in a list needs a name");
    }
}

void settings_read_inputs(const SettingsReader *reader, const Node *node, DeclaredNameVec *names) {
    if (node_is_nothing(node)) return;
    if (node->kind == NODE_MAP) {
        for (const Node *member = node->first; member; member = member->next)
            read_input(reader, member->key->text, member, names);
    } else if (node->kind == NODE_LIST) {
        for (const Node *item = node->first; item; item = item->next)
            read_input_item(reader, item, names);
    } else {
        read_strict(reader, node, "inputs must be a map of names or a list");
    }
}

void settings_read_volatility(const SettingsReader *reader, const Node *node,
                              DeclaredNameVec *names) {
    if (node_is_nothing(node)) return;
    if (node->kind != NODE_MAP) {
        read_strict(reader, node, "volatility must be a map of names to volatilities");
        return;
    }
    /* Exact names first: they win over a glob that holds them too. */
    for (int globs = 0; globs < 2; globs++)
        for (const Node *member = node->first; member; member = member->next) {
            DeclaredName declared = {.name = member->key->text, .volatility = VOL_UNKNOWN};
            if (declared_is_glob(declared.name) != (globs == 1)) continue;
            if (read_volatility(reader, member, &declared.volatility))
                declare(reader, member, declared, names);
        }
}

/* --- numbers -------------------------------------------------------------------------------------
 */

/* One number under one of several keys. */
typedef struct {
    const char *key;
    size_t offset; /* of the double in the struct it belongs to */
} NumberKey;

static void read_numbers(const SettingsReader *reader, const Node *map, const NumberKey *keys,
                         void *out) {
    for (; keys->key; keys++)
        for (const Node *member = map->first; member; member = member->next)
            if (key_is(member, keys->key) && member->kind != NODE_NULL) {
                double value;
                if (read_number(reader, member, keys->key, &value))
                    *(double *)((char *)out + keys->offset) = value;
            }
}

/* A number, or {p50, p95}. */
static void read_quantiles(const SettingsReader *reader, const Node *node, const char *what,
                           double *p50, double *p95) {
    if (node_is_nothing(node)) return;
    if (node->kind != NODE_MAP) {
        read_number(reader, node, what, p50);
        return;
    }
    read_known_keys(reader, node, "key", keys_quantiles);
    const Node *low = node_get(node, "p50"), *high = node_get(node, "p95");
    if (!node_is_nothing(low)) read_number(reader, low, what, p50);
    if (!node_is_nothing(high)) read_number(reader, high, what, p95);
}

static void read_latency(const SettingsReader *reader, const Node *node, Workload *workload) {
    if (node_is_nothing(node)) return;
    const char *words[] = {keys_latency_at(0), keys_latency_at(1)};
    bool interactive = str_is(node->text, words[0]), deferred = str_is(node->text, words[1]);
    if (interactive || deferred)
        workload->deferrable = deferred ? 1 : 0;
    else
        read_strict(reader, node, "latency must be %s or %s", words[0], words[1]);
}

/* A share of the calls: 0.4, "40%". */
static void read_deferrable(const SettingsReader *reader, const Node *node, Workload *workload) {
    if (node_is_nothing(node)) return;
    Node bare = *node; /* the same without a percent sign */
    bool percent = str_ends(bare.text, STR("%"));
    if (percent) bare.text.len--;
    double value;
    if (!read_number(reader, &bare, "deferrable", &value)) return;
    if (percent) value /= 100;
    if (value <= 1)
        workload->deferrable = value;
    else
        read_strict(reader, node, "deferrable must be a share from 0 to 1, or a percentage");
}

static void read_batched(const SettingsReader *reader, const Node *node, Workload *workload) {
    if (node_is_nothing(node)) return;
    if (node->kind == NODE_BOOL)
        workload->batched = node->number != 0;
    else
        read_strict(reader, node, "batch must be true or false");
}

static const Node *member_of(const Node *map, const char *name) {
    const Node *found = NULL;
    for (const Node *member = map->first; member; member = member->next)
        if (key_is(member, name)) found = member;
    return found;
}

/* In order of precedence, the weakest first. */
static const NumberKey workload_numbers[] = {
    {"requests_per_day", offsetof(Workload, calls_per_day)},
    {"calls_per_day", offsetof(Workload, calls_per_day)},
    {"requests_per_session", offsetof(Workload, calls_per_session)},
    {"calls_per_session", offsetof(Workload, calls_per_session)},
    {"requests_per_minute", offsetof(Workload, calls_per_minute_peak)},
    {"requests_per_minute_peak", offsetof(Workload, calls_per_minute_peak)},
    {"calls_per_minute_peak", offsetof(Workload, calls_per_minute_peak)},
    {0}};

void settings_read_workload(const SettingsReader *reader, const Node *node, Workload *workload) {
    if (node_is_nothing(node)) return;
    if (node->kind != NODE_MAP) {
        read_strict(reader, node, "workload must be a map");
        return;
    }
    read_known_keys(reader, node, "key of workload", keys_workload);
    read_numbers(reader, node, workload_numbers, workload);
    read_quantiles(reader, member_of(node, "gap_seconds"), "gap_seconds", &workload->gap_p50,
                   &workload->gap_p95);
    read_quantiles(reader, member_of(node, "output_tokens"), "output_tokens", &workload->output_p50,
                   &workload->output_p95);
    read_latency(reader, member_of(node, "latency"), workload);
    read_deferrable(reader, member_of(node, "deferrable"), workload);
    read_batched(reader, member_of(node, "batch"), workload);
}

/* Percentages: 80, "80%"; a bare number stands for a list of one. */
static void read_alerts(const SettingsReader *reader, const Node *node, Budget *budget) {
    if (node_is_nothing(node)) return;
    if (node->kind == NODE_MAP || (node->kind == NODE_LIST && node->count > BUDGET_ALERTS)) {
        read_strict(reader, node, "alert_at must be a list of at most %d percentages",
                    (int)BUDGET_ALERTS);
        return;
    }
    budget->alerts = 0;
    const Node *item = node->kind == NODE_LIST ? node->first : node;
    for (; item; item = node->kind == NODE_LIST ? item->next : NULL) {
        Node bare = *item; /* the same without a percent sign */
        if (str_ends(bare.text, STR("%"))) bare.text.len--;
        double value;
        if (read_number(reader, &bare, "a percentage", &value))
            budget->alert_at[budget->alerts++] = value;
    }
}

void settings_read_budget(const SettingsReader *reader, const Node *node, Budget *budget) {
    static const NumberKey numbers[] = {{"alert_threshold_daily", offsetof(Budget, daily)},
                                        {"daily", offsetof(Budget, daily)},
                                        {"daily_usd", offsetof(Budget, daily)},
                                        {"alert_threshold_monthly", offsetof(Budget, monthly)},
                                        {"monthly", offsetof(Budget, monthly)},
                                        {"monthly_usd", offsetof(Budget, monthly)},
                                        {0}};
    if (node_is_nothing(node)) return;
    if (node->kind != NODE_MAP) {
        read_strict(reader, node, "budget must be a map such as {daily_usd: 20}");
        return;
    }
    read_known_keys(reader, node, "key of budget", keys_budget);
    read_numbers(reader, node, numbers, budget);
    read_alerts(reader, member_of(node, "alert_at"), budget);
}

void settings_read_limits(const SettingsReader *reader, const Node *node, SizeLimits *limits) {
    static const NumberKey numbers[] = {{"system_tokens", offsetof(SizeLimits, system_tokens)},
                                        {"tools_tokens", offsetof(SizeLimits, tools_tokens)},
                                        {"tool_tokens", offsetof(SizeLimits, tool_tokens)},
                                        {"file_tokens", offsetof(SizeLimits, file_tokens)},
                                        {"segment_tokens", offsetof(SizeLimits, segment_tokens)},
                                        {0}};
    if (node_is_nothing(node)) return;
    if (node->kind != NODE_MAP) {
        read_strict(reader, node, "limits must be a map such as {system_tokens: 4000}");
        return;
    }
    read_known_keys(reader, node, "key of limits", keys_limits);
    read_numbers(reader, node, numbers, limits);
    const Node *exempt = member_of(node, "exempt");
    if (node_is_nothing(exempt)) return;
    if (exempt->kind == NODE_BOOL)
        limits->exempt = exempt->number != 0;
    else
        read_strict(reader, exempt, "exempt must be true or false");
}

/* --- calibration ---------------------------------------------------------------------------------
 */

/* A signed number within bounds. */
static bool read_bounded(const SettingsReader *reader, const Node *node, const char *what,
                         double least, double most, double *out) {
    if (node_is_nothing(node)) return false;
    if (node->kind == NODE_NUMBER && node->number >= least && node->number <= most) {
        *out = node->number;
        return true;
    }
    read_strict(reader, node, "%s must be a number from %g to %g", what, least, most);
    return false;
}

static void read_family(const SettingsReader *reader, const Node *map,
                        CalibrationVec *calibration) {
    Calibration c = {.factor = 1};
    Str name = map->key->text;
    if (!tok_family_from_name(name.ptr, name.len, &c.family) || c.family == TOK_UNKNOWN) {
        read_unknown(reader, map->key, "tokenizer family", name, keys_family_at);
        return;
    }
    if (map->kind != NODE_MAP) {
        read_strict(reader, map, "a calibration must be a map such as {factor: 1.02}");
        return;
    }
    read_known_keys(reader, map, "key of calibration", keys_calibration);
    double percent = 0;
    read_bounded(reader, member_of(map, "factor"), "factor", CALIBRATION_FACTOR_MIN,
                 CALIBRATION_FACTOR_MAX, &c.factor);
    read_bounded(reader, member_of(map, "per_request"), "per_request", -CALIBRATION_CONSTANT_MAX,
                 CALIBRATION_CONSTANT_MAX, &c.per_request);
    if (read_bounded(reader, member_of(map, "spread"), "spread", 0, 100, &percent))
        c.spread = percent / 100;
    vec_push(reader->arena, calibration, c);
}

void settings_read_calibration(const SettingsReader *reader, const Node *node,
                               CalibrationVec *calibration) {
    if (node_is_nothing(node)) return;
    if (node->kind != NODE_MAP) {
        read_strict(reader, node, "calibration must be a map of tokenizer families");
        return;
    }
    for (const Node *member = node->first; member; member = member->next)
        if (member->kind != NODE_NULL) read_family(reader, member, calibration);
}
