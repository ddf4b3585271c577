#include "rules/prefix.h"
#include "rules/repair.h"

/* Deprecated values of the beta header in the vendor's SDK (1.9.0, 2026-11-16). */
static const struct {
    const char *name, *now;
} betas[] = {
    {"prompt-caching-2024-07-31", "caching needs no beta header"},
    {"extended-cache-ttl-2025-04-11", "`ttl: 1h` needs no beta header"},
    {"cache-diagnosis-2026-04-07", "cache diagnostics need no beta header"},
    {"token-counting-2024-11-01", "counting tokens needs no beta header"},
    {"token-efficient-tools-2025-02-19", "all current models use tools that way"},
    {"pdfs-2024-09-25", "documents need no beta header"},
};

/* One value of a header "a, b, c", or the item of a list that is only it. */
static void add_repair(const Param *param, const char *name, Sink *sink, Finding *f) {
    Str rest = param->text, kept = {0};
    while (rest.len) {
        size_t comma = str_find_char(rest, ',', 0);
        Str value = str_trim(str_slice(rest, 0, comma));
        rest = comma == STR_NOT_FOUND ? (Str){0} : str_slice(rest, comma + 1, rest.len);
        if (str_is(value, name) || !value.len) continue;
        kept = sink_text(sink, STR_FMT "%s" STR_FMT, STR_ARG(kept), kept.len ? "," : "",
                         STR_ARG(value));
    }
    repair_safe(f, sink_text(sink, "Remove %s", name).ptr);
    if (kept.len)
        repair_set(sink, f, param->span, repair_string(sink, kept));
    else
        repair_remove(sink, f, param->span);
}

static void check_betas(const Param *param, Sink *sink) {
    for (size_t i = 0; i < sizeof betas / sizeof *betas; i++) {
        if (!str_has(param->text, str_from_c(betas[i].name))) continue;
        Finding *f = sink_report(sink, LEVEL_INFO, param->span, "`%s` is obsolete: %s",
                                 betas[i].name, betas[i].now);
        f->help =
            STR("take it out; beta values that stay switch nothing on and hide those that do");
        add_repair(param, betas[i].name, sink, f);
    }
}

static void check_retention(const Prompt *prompt, const Param *param, Sink *sink) {
    bool newest = prefix_rules(prompt)->mode == CACHE_AUTOMATIC_BREAKPOINTS;
    if (param->state == PARAM_NULL || !newest) return;
    Finding *f = sink_report(sink, prompt->model ? LEVEL_WARNING : LEVEL_INFO, param->key_span,
                             "`prompt_cache_retention` is deprecated%s",
                             prompt->model ? "; this model has `prompt_cache_options.ttl`" : "");
    f->help =
        STR("write `prompt_cache_options: {ttl: 30m}` (or 12h), the least time an entry lives; "
            "retention was the longest");
    repair_unsafe(f, "Remove prompt_cache_retention");
    repair_remove(sink, f, param->key_span);
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    (void)plan;
    for (size_t i = 0; i < prompt->params.len; i++) {
        const BodyParam *named = &prompt->params.items[i];
        if (str_is(named->path, "betas") ||
            str_eq_nocase(named->path, STR("headers.anthropic-beta")) ||
            str_is(named->path, "anthropic_beta"))
            check_betas(&named->value, sink);
        else if (str_is(named->path, "prompt_cache_retention"))
            check_retention(prompt, &named->value, sink);
    }
}

const RuleCheck rule_obsolete_cache_setting = {.check = check};
