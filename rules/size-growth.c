#include "rules/pair.h"

enum { ALLOWED_PERCENT = 10, LEAST_TOKENS = 100 };

static void check_pair(const PromptRecord *older, const Prompt *prompt, const Plan *plan,
                       Sink *sink) {
    int64_t grown = plan->total.tokens - older->total;
    if (older->total <= 0 || grown < LEAST_TOKENS) return;
    double percent = 100.0 * (double)grown / (double)older->total;
    if (percent <= ALLOWED_PERCENT) return;
    TokCount before = {older->total, older->total, older->total, TOK_FITTED};
    Finding *f =
        sink_report(sink, LEVEL_WARNING, prompt->anchor,
                    "the prompt grew by %.0f %%: " STR_FMT " tokens, before " STR_FMT, percent,
                    STR_ARG(sink_tokens(sink, plan->total)), STR_ARG(sink_tokens(sink, before)));
    f->help = sink_text(sink, "`warmlint diff --base REV` shows what came in%s", pair_agree(older));
}

const RuleCheck rule_size_growth = {.check_pair = check_pair};
