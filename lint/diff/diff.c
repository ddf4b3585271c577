#include "lint/diff/diff.h"

#include "lint/base/utf8.h"
#include "lint/diff/blocks.h"
#include "lint/diff/layers.h"
#include "lint/diff/params.h"
#include "lint/diff/warm.h"
#include "lint/prompt/cost.h"

static TokCount subtract(TokCount a, TokCount b) {
    return (TokCount){a.tokens - b.tokens, a.lo - b.lo, a.hi - b.hi, a.method};
}

/* --- the first difference --- */

static DiffSide side_at(Arena *arena, const Plan *plan, const BlockVec *blocks, size_t block,
                        size_t at) {
    const Prompt *prompt = plan->prompt;
    if (block >= blocks->len)
        return (DiffSide){.segment = prompt->segments.len,
                          .place = STR("the end"),
                          .span = span_of(prompt->span.end, prompt->span.end)};
    const Block *b = &blocks->items[block];
    size_t text = block_text_offset(b, at);
    size_t end = text < b->segment->text.len ? text + 1 : text;
    return (DiffSide){.text = b->sent,
                      .at = at,
                      .segment = b->index,
                      .place = segment_place(arena, prompt, b->segment),
                      .span = segment_file_span(b->segment, span_of(text, end))};
}

static void find_difference(Arena *arena, PromptDiff *diff, const BlockVec *a, const BlockVec *b,
                            Limit *limit) {
    size_t i = 0, at = 0;
    while (i < a->len && i < b->len && blocks_framed_alike(&a->items[i], &b->items[i]) &&
           str_eq(a->items[i].sent, b->items[i].sent))
        i++;
    diff->differs = i < a->len || i < b->len;
    limit->all = !diff->differs;
    if (i < a->len && i < b->len && blocks_framed_alike(&a->items[i], &b->items[i]))
        at = utf8_common_start(a->items[i].sent, b->items[i].sent);
    diff->old_side = side_at(arena, diff->before, a, i, at);
    diff->new_side = side_at(arena, diff->after, b, i, at);
    limit->segment = diff->old_side.segment;
    size_t text = i < a->len ? block_text_offset(&a->items[i], at) : 0;
    limit->tokens = warm_tokens_at(diff->before, limit->segment, text);
    diff->common = limit->tokens;
}

/* --- model, parameters, marks --- */

static void limit_at(const Plan *plan, Section from, Limit *limit) {
    const SegmentVec *segments = &plan->prompt->segments;
    size_t first = 0;
    while (first < segments->len && segments->items[first].section < from) first++;
    if (!limit->all && limit->segment <= first) return;
    *limit = (Limit){.segment = first, .tokens = warm_tokens_at(plan, first, 0)};
}

static const PrefixParam *find_param(const PrefixParamVec *params, const char *name) {
    for (size_t i = 0; i < params->len; i++)
        if (strcmp(params->items[i].name, name) == 0) return &params->items[i];
    return NULL;
}

static void compare_params(Arena *arena, PromptDiff *diff, Limit *limit) {
    PrefixParamVec old_params = {0}, new_params = {0};
    prefix_params(arena, diff->before->prompt, &old_params);
    prefix_params(arena, diff->after->prompt, &new_params);
    const PrefixParamVec *a = &old_params, *b = &new_params;
    for (size_t i = 0; i < a->len; i++) {
        const PrefixParam *other = find_param(b, a->items[i].name);
        if (other && str_eq(a->items[i].text, other->text)) continue;
        vec_push(arena, &diff->params,
                 (ParamChange){a->items[i].name, a->items[i].text, other ? other->text : (Str){0}});
        limit_at(diff->before, a->items[i].from, limit);
    }
    for (size_t i = 0; i < b->len; i++) {
        if (find_param(a, b->items[i].name)) continue;
        vec_push(arena, &diff->params, (ParamChange){b->items[i].name, (Str){0}, b->items[i].text});
        limit_at(diff->before, b->items[i].from, limit);
    }
    if (diff->params.len) diff->changed |= CHANGED_PARAMETERS;
}

static Str mark_place(Arena *arena, const Plan *plan, const PlanBreakpoint *b) {
    if (b->origin == BREAKPOINT_AUTOMATIC) return STR("cache_control");
    return segment_place(arena, plan->prompt, &plan->prompt->segments.items[b->segment]);
}

static const PlanBreakpoint *find_mark(Arena *arena, const Plan *plan, Str place) {
    for (size_t i = 0; i < plan->breakpoint_count; i++)
        if (plan->breakpoints[i].origin != BREAKPOINT_IMPLICIT &&
            str_eq(mark_place(arena, plan, &plan->breakpoints[i]), place))
            return &plan->breakpoints[i];
    return NULL;
}

/* Providers take four; whoever writes thousands is not compared in square time. */
enum { MARKS_COMPARED = 64 };

static void compare_marks(Arena *arena, PromptDiff *diff) {
    const Plan *a = diff->before, *b = diff->after;
    if (a->breakpoint_count > MARKS_COMPARED || b->breakpoint_count > MARKS_COMPARED) {
        if (a->breakpoint_count != b->breakpoint_count) diff->changed |= CHANGED_BREAKPOINTS;
        return;
    }
    for (size_t i = 0; i < a->breakpoint_count; i++) {
        const PlanBreakpoint *mark = &a->breakpoints[i];
        if (mark->origin == BREAKPOINT_IMPLICIT) continue;
        Str place = mark_place(arena, a, mark);
        const PlanBreakpoint *other = find_mark(arena, b, place);
        if (other && other->ttl_seconds == mark->ttl_seconds) continue;
        vec_push(arena, &diff->marks,
                 (MarkChange){place, mark->ttl_seconds, other ? other->ttl_seconds : 0});
    }
    for (size_t i = 0; i < b->breakpoint_count; i++) {
        const PlanBreakpoint *mark = &b->breakpoints[i];
        if (mark->origin == BREAKPOINT_IMPLICIT) continue;
        Str place = mark_place(arena, b, mark);
        if (!find_mark(arena, a, place))
            vec_push(arena, &diff->marks, (MarkChange){place, 0, mark->ttl_seconds});
    }
    if (diff->marks.len) diff->changed |= CHANGED_BREAKPOINTS;
}

/* --- the verdict --- */

static DiffVerdict verdict_of(const PromptDiff *diff) {
    const WarmCall *a = &diff->old_call, *b = &diff->new_call;
    if (!(diff->changed & ~(unsigned)CHANGED_VERSION)) return VERDICT_SAME;
    if (a->cached.tokens <= 0) return VERDICT_NOT_CACHED;
    if (b->cached.tokens < a->cached.tokens &&
        b->total.tokens - b->cached.tokens > a->total.tokens - a->cached.tokens)
        return VERDICT_COLD;
    return diff->cold.tokens > 0 ? VERDICT_INVALIDATED : VERDICT_WARM;
}

static void weigh(PromptDiff *diff, Limit limit) {
    diff->warm = warm_kept(diff, limit);
    diff->cold = subtract(diff->old_call.cached, diff->warm);
    diff->verdict = verdict_of(diff);
    if (diff->cold.tokens <= 0 || diff->new_call.cached.tokens <= diff->warm.tokens) return;
    diff->rewritten = subtract(diff->new_call.cached, diff->warm);
    diff->usd_once = diff_usd_once(diff->after, (double)diff->rewritten.tokens);
}

static void compare_layers(Arena *arena, PromptDiff *diff, const BlockVec *a, const BlockVec *b) {
    diff->kinds[SECTION_TOOLS] = layer_tools(arena, a, b, &diff->tools);
    diff->kinds[SECTION_SYSTEM] = layer_kind(arena, a, b, SECTION_SYSTEM);
    diff->kinds[SECTION_MESSAGES] = layer_kind(arena, a, b, SECTION_MESSAGES);
    for (int section = 0; section < SECTION_COUNT; section++)
        if (diff->kinds[section] != CHANGE_NONE)
            diff->changed |= (unsigned)CHANGED_TOOLS << section;
}

PromptDiff diff_prompts(Arena *arena, const Plan *before, const Plan *after) {
    PromptDiff diff = {.before = before, .after = after};
    if (before) diff.old_call = warm_call(before);
    if (after) diff.new_call = warm_call(after);
    if (!before || !after) {
        diff.verdict = before ? VERDICT_REMOVED : VERDICT_ADDED;
        return diff;
    }
    BlockVec a = {0}, b = {0};
    Limit limit;
    blocks_read(arena, before->prompt, &a);
    blocks_read(arena, after->prompt, &b);
    find_difference(arena, &diff, &a, &b, &limit);
    if (diff.differs) compare_layers(arena, &diff, &a, &b);
    if (!str_eq(before->prompt->model_id, after->prompt->model_id)) {
        diff.changed |= CHANGED_MODEL;
        limit_at(before, SECTION_TOOLS, &limit);
    }
    compare_params(arena, &diff, &limit);
    compare_marks(arena, &diff);
    if (!str_eq(before->prompt->version, after->prompt->version)) diff.changed |= CHANGED_VERSION;
    weigh(&diff, limit);
    return diff;
}

double diff_usd_per_month(const PromptDiff *diff) {
    if (diff->old_call.usd_per_month <= 0 || diff->new_call.usd_per_month <= 0) return 0;
    return diff->new_call.usd_per_month - diff->old_call.usd_per_month;
}

double diff_usd_once(const Plan *plan, double tokens) {
    CallCost cost = cost_call(plan, COST_WARM, NULL);
    const PriceSet *set = &cost.prices;
    if (!cost.known || set->in < 0 || set->read < 0) return 0;
    double paid = set->in;
    if (plan->breakpoint_count > 0 || plan->caches_at_breakpoints_only) {
        const PlanBreakpoint *last =
            plan->breakpoint_count ? &plan->breakpoints[plan->breakpoint_count - 1] : NULL;
        double write =
            last && plan_is_long(plan, last->ttl_seconds) ? set->write_long : set->write_short;
        if (write >= 0) paid = write;
    }
    return tokens * (paid - set->read) * cost.factor / 1e6;
}

const char *verdict_name(DiffVerdict verdict) {
    static const char *const names[] = {"same", "added",       "removed", "not-cached",
                                        "warm", "invalidated", "cold"};
    return names[verdict];
}
