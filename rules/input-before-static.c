#include "rules/family1.h"
#include "rules/prefix.h"
#include "rules/repair.h"

/* Static text behind the input: from here on a remark, from there on a warning. A closing tag or
 * "Answer:" behind the question is how prompts end. */
enum { REMARK_TOKENS = 28, WARNING_TOKENS = 40 };

static bool is_input(const PlanStep *step) {
    return step->volatility == VOL_REQUEST || step->volatility == VOL_APPEND;
}

/* A shorter run of text is a label of the next value ("Question:"), not text worth caching; text of
 * a branch has to be longer, for it may not be there. */
enum { LABEL_TOKENS = 20, BRANCH_TOKENS = 40 };

static TokCount text_behind(const Plan *plan, size_t step) {
    TokCount sum = {0};
    for (size_t i = step + 1; i < plan->step_count; i++) {
        const Piece *piece = plan_piece(plan, i);
        if (plan->steps[i].volatility > VOL_DEPLOY) continue;
        int64_t least = piece->kind != PIECE_TEXT ? 0
                        : piece->conditional      ? BRANCH_TOKENS
                                                  : LABEL_TOKENS;
        if (plan->steps[i].size.tokens >= least) sum = tok_add(sum, plan->steps[i].size);
    }
    return sum;
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    if (prompt->kind == KIND_RENDERED) return;
    for (size_t i = 0; i < plan->step_count; i++) {
        const Piece *piece = plan_piece(plan, i);
        if (!is_input(&plan->steps[i]) || piece->kind == PIECE_TEXT) continue;
        if (piece->verdict.volatility == VOL_UNKNOWN) continue;
        if (family1_well_placed(plan, i)) return;
        TokCount stuck = text_behind(plan, i);
        if (stuck.tokens < REMARK_TOKENS) return;
        bool weak = piece->verdict.certainty == CERTAIN_AMBIGUOUS || stuck.tokens < WARNING_TOKENS;
        Finding *f = sink_report_piece(
            sink, weak ? LEVEL_INFO : LEVEL_WARNING, plan_segment(plan, i), piece,
            "`" STR_FMT "` is content of the request, ahead of " STR_FMT " tokens of static text",
            STR_ARG(family1_shown(sink, piece)), STR_ARG(sink_tokens(sink, stuck)));
        f->tokens = (double)stuck.tokens;
        f->usd_per_1000 = cost_lost_per_1000(plan, f->tokens, false);
        Str usd = prefix_cost(sink, f->usd_per_1000);
        f->cost = sink_text(sink, "those tokens can never be read from the cache%s" STR_FMT,
                            usd.len ? ": " : "", STR_ARG(usd));
        f->help = STR("move the static text in front of it, and what changes to the end");
        repair_move_back(sink, f, plan, i);
        return; /* one reorder mends them all */
    }
}

const RuleCheck rule_input_before_static = {.check = check};
