#include "rules/family1.h"
#include "rules/prefix.h"
#include "rules/repair.h"

/* Less shared text than this behind the value is not worth a remark; a message of the user often
 * ends in a sentence or two of orders. */
enum { SHARED_TOKENS = 24, MESSAGE_TOKENS = 48 };

static const char *scope_of(Volatility volatility) {
    return volatility == VOL_TENANT ? "tenant" : volatility == VOL_USER ? "user" : "session";
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    Volatility narrowest = VOL_UNKNOWN; /* scope that earlier values confine the prefix to */
    size_t last = NO_STEP;              /* the finding about it */
    for (size_t i = 0; i < plan->step_count && !sink->full; i++) {
        const Piece *piece = plan_piece(plan, i);
        Volatility v = plan->steps[i].volatility;
        if (piece->kind != PIECE_PLACEHOLDER || v < VOL_TENANT || v > VOL_SESSION) continue;
        if (family1_seen_before(plan, i) || family1_well_placed(plan, i)) continue;
        if (family1_in_last_turn(plan, i)) continue; /* where it belongs */
        int least = plan_segment(plan, i)->role == ROLE_USER ? MESSAGE_TOKENS : SHARED_TOKENS;
        if (plan_reusable_after(plan, i, true).tokens < least) continue;
        if (family1_text_behind(plan, i).tokens < least) continue; /* labels are none */
        if (v <= narrowest) {                                      /* costs nothing more */
            if (last != NO_STEP) family1_add_other(sink, &sink->findings->items[last], plan, i);
            continue;
        }
        TokCount shared = plan_reusable_after(plan, i, false);
        /* Nothing before it can be shared either, and what follows could have been. */
        bool all_lost = plan->steps[i].stable_before.hi < plan->minimum &&
                        shared.lo >= plan->minimum &&
                        piece->verdict.certainty != CERTAIN_AMBIGUOUS && !piece->conditional;
        Finding *f =
            sink_report_piece(sink, all_lost ? LEVEL_WARNING : LEVEL_INFO, plan_segment(plan, i),
                              piece, "`" STR_FMT "` differs per %s, ahead of text that all share",
                              STR_ARG(family1_shown(sink, piece)), scope_of(v));
        f->tokens = (double)shared.tokens;
        f->cost = sink_text(sink,
                            "the " STR_FMT " tokens behind it are cached once per %s instead "
                            "of once for all" STR_FMT,
                            STR_ARG(sink_tokens(sink, shared)), scope_of(v),
                            STR_ARG(prefix_cost_anew(sink, plan, shared, "each time")));
        f->help = STR("put the text that is the same for everybody first, this value after it");
        repair_move_back(sink, f, plan, i);
        if (last == NO_STEP) family1_add_unknown(sink, f, plan, i);
        narrowest = v;
        last = sink->findings->len - 1;
    }
    (void)prompt;
}

const RuleCheck rule_scoped_placeholder = {.check = check};
