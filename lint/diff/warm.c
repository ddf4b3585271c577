#include "lint/diff/warm.h"

#include "lint/prompt/cost.h"

static const TokCount nothing = {0, 0, 0, TOK_FITTED};

TokCount warm_tokens_at(const Plan *plan, size_t segment, size_t text_offset) {
    size_t i = 0;
    while (i < plan->step_count && plan->steps[i].segment < segment) i++;
    for (; i < plan->step_count && plan->steps[i].segment == segment; i++) {
        const Piece *piece = plan_piece(plan, i);
        if (text_offset >= piece->span.end) continue;
        if (piece->kind != PIECE_TEXT || text_offset <= piece->span.start) break;
        Str text = str_slice(plan_segment(plan, i)->text, piece->span.start, text_offset);
        TokCount part = plan_count(plan, text);
        /* A call is sized as the model gets it, which may be less than a part of its JSON. */
        if (part.tokens > plan->steps[i].size.tokens) part = plan->steps[i].size;
        return tok_add(plan->steps[i].before, part);
    }
    return plan->steps[i].before; /* the row behind the last step holds the total */
}

/* The program that sends the file sets the breakpoint, if there is one. */
static bool mark_is_assumed(const Plan *plan) {
    return plan->caches_at_breakpoints_only && plan->breakpoint_count == 0 &&
           !(plan->prompt->knows & KNOWS_MARKERS) && plan->stable.tokens >= plan->minimum;
}

WarmCall warm_call(const Plan *plan) {
    WarmCall call = {.total = plan->total, .cached = plan->read};
    double calls = cost_calls_per_month(plan, NULL);
    CallCost warm = cost_call(plan, COST_WARM, NULL), now = cost_call(plan, COST_NOW, NULL);
    if (warm.known) call.usd_per_1000 = warm.input_usd.at * 1000;
    if (now.known && calls > 0) call.usd_per_month = now.input_usd.at * calls;
    if (!mark_is_assumed(plan)) return call;
    call.assumed = true;
    call.cached = plan->stable;
    if (!warm.known || warm.prices.read < 0) return call;
    double rest = (double)(plan->total.tokens - plan->stable.tokens);
    call.usd_per_1000 = ((double)plan->stable.tokens * warm.prices.read + rest * warm.prices.in) *
                        warm.factor / 1e3;
    if (calls > 0) call.usd_per_month = call.usd_per_1000 / 1000 * calls;
    return call;
}

/* Providers take four breakpoints; of more than these the last count. */
enum { MARKS_COMPARED = 64 };

/* How many blocks a breakpoint's prefix has: deferred tools are none. */
typedef struct {
    size_t first; /* breakpoint of the plan that numbers[0] belongs to */
    size_t numbers[MARKS_COMPARED];
} MarkNumbers;

static MarkNumbers number_marks(const Plan *plan) {
    MarkNumbers n = {0};
    size_t block = 0, mark = 0;
    if (plan->breakpoint_count > MARKS_COMPARED) n.first = plan->breakpoint_count - MARKS_COMPARED;
    for (size_t i = 0; i < plan->prompt->segments.len; i++) {
        block += !plan->prompt->segments.items[i].deferred;
        for (; mark < plan->breakpoint_count && plan->breakpoints[mark].segment == i; mark++)
            if (mark >= n.first) n.numbers[mark - n.first] = block;
    }
    return n;
}

/* A breakpoint of the new version looks back far enough to find an entry that ends with the block
 * of that number. */
static bool is_found_again(const Plan *after, const MarkNumbers *marks, size_t block) {
    const Prompt *prompt = after->prompt;
    const ProviderRules *rules = prompt->model
                                     ? facts_match_rules(&prompt->match)
                                     : facts_provider_rules(prompt->provider, CACHE_UNKNOWN);
    for (size_t i = marks->first; i < after->breakpoint_count; i++) {
        size_t number = marks->numbers[i - marks->first];
        if (number >= block && (rules->lookback <= 0 || number - block < (size_t)rules->lookback))
            return true;
    }
    return false;
}

static TokCount kept_at_marks(const Plan *before, const Plan *after, Limit limit) {
    MarkNumbers old_marks = number_marks(before), new_marks = number_marks(after);
    for (size_t i = before->breakpoint_count; i-- > old_marks.first;) {
        const PlanBreakpoint *b = &before->breakpoints[i];
        if (b->reach == REACH_BELOW || b->first_change != NO_STEP) continue;
        if (!limit.all && b->segment >= limit.segment) continue;
        if (is_found_again(after, &new_marks, old_marks.numbers[i - old_marks.first]))
            return b->prefix;
    }
    return nothing;
}

TokCount warm_kept(const PromptDiff *diff, Limit limit) {
    const Plan *before = diff->before, *after = diff->after;
    TokCount cached = diff->old_call.cached;
    if (before->breakpoint_count > 0) return kept_at_marks(before, after, limit);
    bool untouched = limit.all || limit.tokens.tokens >= cached.tokens;
    if (before->caches_at_breakpoints_only)
        return diff->old_call.assumed && untouched ? cached : nothing;
    if (after->prompt->model && after->caches_at_breakpoints_only && !diff->new_call.assumed)
        return nothing;
    if (untouched) return cached;
    return limit.tokens.tokens >= before->minimum ? limit.tokens : nothing;
}
