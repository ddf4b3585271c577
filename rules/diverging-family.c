#include "lint/diff/family.h"
#include "rules/prefix.h"

/* Tokens in both that are worth a word where the project declared that they be shared. */
enum { LEAST_SHARED = 100 };

/* The same but for digits: `triage.v1.md` and `triage.v2.md` are not in use together. */
static bool differ_in_digits_only(Str a, Str b) {
    size_t i = 0, k = 0;
    for (;;) {
        while (i < a.len && ascii_is_digit(a.ptr[i])) i++;
        while (k < b.len && ascii_is_digit(b.ptr[k])) k++;
        if (i == a.len || k == b.len) return i == a.len && k == b.len;
        if (a.ptr[i++] != b.ptr[k++]) return false;
    }
}

static bool are_versions_of_one(const FamilyPair *pair) {
    const Prompt *a = pair->diff->before->prompt, *b = pair->diff->after->prompt;
    if (a->name.len && str_eq(a->name, b->name)) return true;
    return !str_eq(pair->path, pair->own_path) && differ_in_digits_only(pair->path, pair->own_path);
}

/* "parts from prompts/a.yaml:12 after 1,240 (±2 %) tokens" */
static Str parting(Sink *sink, const FamilyPair *pair) {
    Str family = sink->prompt->settings->family;
    if (family.len) family = sink_text(sink, "family `" STR_FMT "`: ", STR_ARG(family));
    return sink_text(sink, STR_FMT "parts from " STR_FMT ":%u after " STR_FMT " tokens",
                     STR_ARG(family), STR_ARG(pair->path), (unsigned)pair->line,
                     STR_ARG(sink_tokens(sink, pair->diff->common)));
}

static Finding *report(Sink *sink, const FamilyPair *pair, Level level, Str message) {
    const DiffSide *side = &pair->diff->new_side;
    Finding *f = sink_report(sink, level, side->span, STR_FMT, STR_ARG(message));
    f->place = side->place;
    return f;
}

/* Nothing can be shared, whatever the texts say. */
static void report_apart(Sink *sink, const FamilyPair *pair) {
    const PromptDiff *d = pair->diff;
    Str what = STR("the model");
    if (!(d->changed & CHANGED_MODEL)) what = sink_text(sink, "`%s`", d->params.items[0].name);
    Finding *f =
        sink_report(sink, LEVEL_WARNING, sink->prompt->anchor,
                    "family `" STR_FMT "`: " STR_FMT " is another one than in " STR_FMT
                    ", so that no cache serves both",
                    STR_ARG(sink->prompt->settings->family), STR_ARG(what), STR_ARG(pair->path));
    f->help = STR("take one for all files of the family, or take this file out of it in "
                  ".warmlint.yaml");
}

static void report_shared(Sink *sink, const FamilyPair *pair, Level level, TokCount shared) {
    Finding *f =
        report(sink, pair, level,
               sink_text(sink, STR_FMT ", and " STR_FMT " tokens behind that stand in both",
                         STR_ARG(parting(sink, pair)), STR_ARG(sink_tokens(sink, shared))));
    f->tokens = (double)shared.tokens;
    double usd = diff_usd_once(pair->diff->after, f->tokens);
    f->cost = usd > 0
                  ? sink_text(sink,
                              "they are cached for each file on its own; shared, they are "
                              "written once for both: " STR_FMT " less at a cold start on " STR_FMT,
                              STR_ARG(sink_usd(sink, usd)), STR_ARG(sink->prompt->model_id))
                  : STR("they are cached for each file on its own; shared, they are written "
                        "once for both");
    f->help =
        sink_text(sink, "put what both have first and what differs behind it%s",
                  prefix_needs_marks(sink->prompt) ? ", with a breakpoint where they part" : "");
}

static void report_short(Sink *sink, const FamilyPair *pair, int64_t minimum) {
    TokCount least = {minimum, minimum, minimum, TOK_FITTED};
    Finding *f = report(sink, pair, LEVEL_WARNING,
                        sink_text(sink, STR_FMT ", and below " STR_FMT " nothing is cached",
                                  STR_ARG(parting(sink, pair)), STR_ARG(sink_tokens(sink, least))));
    f->help =
        STR("begin the files of the family alike, or take this one out of it in .warmlint.yaml");
}

static void check_family(const FamilyPair *pair, const Prompt *prompt, const Plan *plan,
                         Sink *sink) {
    const PromptDiff *d = pair->diff;
    bool declared = prompt->settings->family.len > 0;
    if (!declared && are_versions_of_one(pair)) return;
    if (plan->minimum <= 0 || plan->stable.hi < plan->minimum) return; /* too short for a cache */
    if (d->changed & (CHANGED_MODEL | CHANGED_PARAMETERS)) {
        if (declared) report_apart(sink, pair);
        return;
    }
    if (!d->differs) return;
    TokCount shared = family_shared_behind(sink->arena, d);
    bool some = d->common.lo >= plan->minimum, much = shared.lo >= plan->minimum;
    if (!declared && !(some && much)) return;
    if (shared.tokens >= LEAST_SHARED)
        report_shared(sink, pair, declared && (much || !some) ? LEVEL_WARNING : LEVEL_INFO, shared);
    else if (d->common.hi < plan->minimum)
        report_short(sink, pair, plan->minimum);
}

const RuleCheck rule_diverging_family = {.check_family = check_family};
