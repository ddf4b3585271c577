/* What a dotted path is worth: names that the template itself gave a value, the primitives of n8n,
 * roots that are configuration, and the table of names for everything else. */
#include "lint/template/expression.h"

enum { BINDINGS_LOOKED_AT = 256 };

static const VolatilityVerdict nothing = {VOL_CONSTANT, CAUSE_NONE, CERTAIN_SYNTAX};

static const Binding *find_binding(const Scope *scope, Str name) {
    if (!scope->bindings) return NULL;
    size_t len = scope->bindings->len;
    size_t stop = len > BINDINGS_LOOKED_AT ? len - BINDINGS_LOOKED_AT : 0;
    for (size_t i = len; i > stop; i--) {
        const Binding *binding = &scope->bindings->items[i - 1];
        if (str_eq(binding->name, name)) return binding;
    }
    return NULL;
}

static const Binding *enclosing_collection(const Scope *scope) {
    if (!scope->bindings || scope->bindings->len == 0) return NULL;
    const Binding *last = &scope->bindings->items[scope->bindings->len - 1];
    return last->implicit ? last : NULL;
}

static Str path_root(Str path) {
    size_t i = 0;
    for (; i < path.len && path.ptr[i] != '.' && path.ptr[i] != '['; i++)
        if (path.ptr[i] == '-' && i + 1 < path.len && path.ptr[i + 1] == '>') break;
    return str_slice(path, 0, i);
}

static Str after_root(Str path) {
    size_t root = path_root(path).len, arrow = root < path.len && path.ptr[root] == '-';
    return str_slice(path, root < path.len ? root + 1 + arrow : root, path.len);
}

/* `$now`, `$json.chatInput`, `$('Node').item.json.x` (read without its call) and the like. */
static bool dollar_path(Str path, const Scope *scope, VolatilityVerdict *out) {
    Str root = path_root(path), rest = after_root(path);
    if (str_is(root, "$now")) {
        *out = (VolatilityVerdict){VOL_CALL, CAUSE_CLOCK, CERTAIN_SYNTAX};
    } else if (str_is(root, "$today")) {
        *out = (VolatilityVerdict){VOL_DAY, CAUSE_DATE, CERTAIN_SYNTAX};
    } else if (str_is(root, "$execution") || str_is(root, "$runIndex")) {
        *out = (VolatilityVerdict){VOL_CALL, CAUSE_ID, CERTAIN_SYNTAX};
    } else if (str_is(root, "$env") || str_is(root, "$vars") || str_is(root, "$workflow")) {
        *out = (VolatilityVerdict){VOL_DEPLOY, CAUSE_CONFIG, CERTAIN_SYNTAX};
    } else if (scope->engine == ENGINE_N8N &&
               (str_is(root, "$json") || str_is(root, "$input") || str_is(root, "$node") ||
                str_is(root, "$item") || str_is(root, "$"))) {
        *out = volatility_of_name(rest, scope->declared);
        if (out->certainty == CERTAIN_NOT)
            *out = (VolatilityVerdict){VOL_REQUEST, CAUSE_INPUT, CERTAIN_AMBIGUOUS};
    } else {
        return false;
    }
    return true;
}

static bool is_config_root(Str root) {
    return str_eq_nocase(root, STR("env")) || str_is(root, "process") || str_is(root, "config") ||
           str_is(root, "cfg") || str_is(root, "settings") || str_is(root, "constants") ||
           str_is(root, "prompts") || str_is(root, "ENV");
}

/* `now.hour`, `item.date`: a path below something that has a value of its own. */
static VolatilityVerdict below(VolatilityVerdict holder, Str rest) {
    for (size_t i = 0; i <= rest.len;) {
        size_t dot = str_find_char(rest, '.', i);
        Str step = str_slice(rest, i, dot);
        if (step.len) holder = primitive_method(holder, step, (Str){0});
        if (dot == STR_NOT_FOUND) break;
        i = dot + 1;
    }
    return holder;
}

/* `event.created_at`, `view.reasoning`: a list whose entries have such a field is of what happened,
 * not of settings, however it is called. */
static VolatilityVerdict entry_verdict(VolatilityVerdict list, Str field) {
    static const char *const words[] = {
        "balance",     "comment",    "created_at",   "createdAt",   "deadline",    "distance",
        "due_date",    "dueDate",    "excerpt",      "feedback",    "finished_at", "message",
        "observation", "opinion",    "published_at", "publishedAt", "quote",       "reasoning",
        "relevance",   "reply",      "score",        "sender",      "sent_at",     "similarity",
        "snippet",     "speaker",    "started_at",   "startedAt",   "status",      "timestamp",
        "transcript",  "updated_at", "updatedAt",    "vote",        NULL};
    bool known = list.certainty != CERTAIN_NOT || list.volatility != VOL_UNKNOWN;
    if (known || !str_is_any(field, words)) return list;
    return (VolatilityVerdict){VOL_REQUEST, CAUSE_INPUT, CERTAIN_AMBIGUOUS};
}

/* `now.Format`, `.CurrentTime.UTC`: what a moment does with itself is no name of a value. */
static bool moment_path(Str path, const Scope *scope, VolatilityVerdict *out) {
    static const char *const methods[] = {"format", "utc", "local", "string", NULL};
    size_t dot = path.len;
    while (dot && path.ptr[dot - 1] != '.') dot--;
    if (!dot || !str_is_any_nocase(str_slice(path, dot, path.len), methods)) return false;
    *out = volatility_of_name(str_slice(path, 0, dot - 1), scope->declared);
    return out->cause == CAUSE_CLOCK || out->cause == CAUSE_DATE;
}

bool expression_is_bound(Str path, const Scope *scope) {
    return find_binding(scope, path_root(path)) != NULL;
}

bool expression_is_field(Str path, const Scope *scope) {
    const Binding *bound = find_binding(scope, path_root(path));
    return bound && !bound->implicit && after_root(path).len > 0;
}

ExpressionValue expression_path(Str path, const Scope *scope) {
    ExpressionValue value = {{VOL_UNKNOWN, CAUSE_NONE, CERTAIN_NOT}, path};
    while (str_starts(path, STR("../")) || str_starts(path, STR("./")))
        path = str_slice(path, path.ptr[1] == '.' ? 3 : 2, path.len);
    Str root = path_root(path), rest = after_root(path);
    const Binding *bound = find_binding(scope, root);
    if (bound && !bound->implicit) {
        value.verdict = below(bound->verdict, rest); /* whatever its name resembles */
        if (bound->entry) value.verdict = entry_verdict(value.verdict, rest);
        return value;
    }
    bool plugin =
        str_starts(path, STR("plugin:")) || str_is(root, "time") || str_is(root, "TimePlugin");
    if (plugin && primitive_call(path, (Str){0}, &value.verdict)) return value;
    if (dollar_path(path, scope, &value.verdict)) {
        value.verdict = below(value.verdict, rest);
        return value;
    }
    while (path.len && (path.ptr[0] == '$' || path.ptr[0] == '@' || path.ptr[0] == '.'))
        path = str_slice(path, 1, path.len);
    if (is_config_root(root) && rest.len) {
        value.verdict = (VolatilityVerdict){VOL_DEPLOY, CAUSE_CONFIG, CERTAIN_NAME};
        return value;
    }
    if (str_is(root, "loop") || str_is(root, "forloop") || str_is(path, "index") ||
        str_is(path, "key") || str_is(path, "first") || str_is(path, "last")) {
        value.verdict = nothing;
        return value;
    }
    if (str_is(path, "date.now") || str_is(path, "date.utc_now")) { /* Scriban's: with the time */
        value.verdict = (VolatilityVerdict){VOL_CALL, CAUSE_CLOCK, CERTAIN_SYNTAX};
        return value;
    }
    if (moment_path(path, scope, &value.verdict)) return value;
    const Binding *items = enclosing_collection(scope);
    value.verdict = volatility_of_name(path, scope->declared);
    if (value.verdict.certainty == CERTAIN_NOT && rest.len) {
        VolatilityVerdict holder = volatility_of_name(path_root(path), scope->declared);
        if (holder.cause == CAUSE_CLOCK || holder.cause == CAUSE_DATE)
            value.verdict = below(holder, rest);
        else if (holder.certainty != CERTAIN_NOT)
            value.verdict = holder;
    }
    /* `this.summary`: the field of an item says little when nobody knows the list. */
    bool item = items && (str_is(root, "this") || str_is(root, "item"));
    if (item && items->verdict.certainty == CERTAIN_NOT &&
        value.verdict.certainty == CERTAIN_AMBIGUOUS)
        value.verdict = nothing;
    /* `range .Repos`, `.FullName`: who stands in a list is not the one who asks. */
    bool entry = items && items->entry && !str_starts(root, STR("$"));
    if (entry && items->verdict.certainty == CERTAIN_NOT && value.verdict.cause == CAUSE_IDENTITY)
        value.verdict = items->verdict;
    bool own = value.verdict.certainty <= CERTAIN_NAME && value.verdict.cause == CAUSE_CLOCK;
    if (items && items->verdict.certainty != CERTAIN_NOT && !own) value.verdict = items->verdict;
    return value;
}
