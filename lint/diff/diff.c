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

/* A mark that is set by hand or injected. Two may stand at one place (a gateway's points that name
 * the same role): they are told apart by their order there. */
typedef struct {
    Str place;
    size_t nth;
    uint32_t ttl_seconds;
} Mark;

/* Providers take four; whoever writes thousands is not compared in square time. */
enum { MARKS_COMPARED = 64 };

static size_t read_marks(Arena *arena, const Plan *plan, Mark marks[MARKS_COMPARED]) {
    size_t len = 0;
    for (size_t i = 0; i < plan->breakpoint_count; i++) {
        const PlanBreakpoint *mark = &plan->breakpoints[i];
        if (mark->origin == BREAKPOINT_IMPLICIT) continue;
        Mark read = {mark_place(arena, plan, mark), 0, mark->ttl_seconds};
        for (size_t k = 0; k < len; k++) read.nth += str_eq(marks[k].place, read.place);
        marks[len++] = read;
    }
    return len;
}

static const Mark *find_mark(const Mark *marks, size_t len, const Mark *like) {
    for (size_t i = 0; i < len; i++)
        if (marks[i].nth == like->nth && str_eq(marks[i].place, like->place)) return &marks[i];
    return NULL;
}

static void compare_marks(Arena *arena, PromptDiff *diff) {
    const Plan *before = diff->before, *after = diff->after;
    if (before->breakpoint_count > MARKS_COMPARED || after->breakpoint_count > MARKS_COMPARED) {
        if (before->breakpoint_count != after->breakpoint_count)
            diff->changed |= CHANGED_BREAKPOINTS;
        return;
    }
    Mark a[MARKS_COMPARED], b[MARKS_COMPARED];
    size_t a_len = read_marks(arena, before, a), b_len = read_marks(arena, after, b);
    for (size_t i = 0; i < a_len; i++) {
        const Mark *other = find_mark(b, b_len, &a[i]);
        if (other && other->ttl_seconds == a[i].ttl_seconds) continue;
        vec_push(arena, &diff->marks,
                 (MarkChange){a[i].place, a[i].ttl_seconds, other ? other->ttl_seconds : 0});
    }
    for (size_t i = 0; i < b_len; i++)
        if (!find_mark(a, a_len, &b[i]))
            vec_push(arena, &diff->marks, (MarkChange){b[i].place, 0, b[i].ttl_seconds});
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
