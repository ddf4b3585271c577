#include "lint/prompt/plan.h"

#include <math.h>

#include "lint/config/prices.h"
#include "lint/prompt/wire.h"

static const TokCount nothing = {.method = TOK_FITTED};

/* Half-widths of counts add, so the parts of a sum can be taken off again bound by bound. */
static TokCount subtract(TokCount a, TokCount b) {
    return (TokCount){a.tokens - b.tokens, a.lo - b.lo, a.hi - b.hi, a.method};
}

static bool is_system(Role role) {
    return role == ROLE_SYSTEM || role == ROLE_DEVELOPER;
}

static bool caches_only_at_breakpoints(const Prompt *prompt) {
    CacheMode mode = prompt->model ? facts_match_rules(&prompt->match)->mode
                                   : facts_provider_rules(prompt->provider, CACHE_UNKNOWN)->mode;
    return mode == CACHE_BREAKPOINTS || mode == CACHE_BREAKPOINTS_BEST_EFFORT ||
           mode == CACHE_BREAKPOINTS_NOT_IN_TOOLS;
}

/* First segment of the last turn: everything after the last answer of the model. */
static size_t last_turn(const Prompt *prompt) {
    size_t i = prompt->segments.len;
    while (i > 0 && prompt->segments.items[i - 1].section == SECTION_MESSAGES &&
           prompt->segments.items[i - 1].role != ROLE_ASSISTANT &&
           !is_system(prompt->segments.items[i - 1].role))
        i--;
    return i;
}

static bool any_marker_from(const Prompt *prompt, size_t segment) {
    if (prompt->automatic.origin != BREAKPOINT_NONE) return true;
    for (; segment < prompt->segments.len; segment++)
        if (prompt->segments.items[segment].breakpoint.origin != BREAKPOINT_NONE) return true;
    return false;
}

/* What the plan takes a piece for. In the last turn a value nobody knows is content of the request,
 * and so is all of the last turn of a recorded request, unless it is marked to be cached as the
 * beginning of a growing conversation. */
static Volatility step_volatility(const Prompt *prompt, const Piece *piece, bool in_last_turn,
                                  bool turn_is_request) {
    if (turn_is_request) return VOL_REQUEST;
    if (piece->example) return VOL_CONSTANT;
    switch (piece->kind) {
    case PIECE_TEXT:
    case PIECE_COMMENT: return VOL_CONSTANT;
    case PIECE_TAG: /* a loop writes its body once per item: it changes with its collection */
        return piece->looped && piece->verdict.volatility >= VOL_APPEND ? piece->verdict.volatility
                                                                        : VOL_CONSTANT;
    default:
        if (piece->verdict.volatility == VOL_UNKNOWN && in_last_turn &&
            (prompt->knows & KNOWS_MESSAGES))
            return VOL_REQUEST;
        return piece->verdict.volatility;
    }
}

static TokCount piece_size(Arena *arena, const Counter *counter, const Segment *segment,
                           const Piece *piece, double *carry, bool *unsized) {
    *unsized = false;
    if (piece->kind == PIECE_TEXT && segment->node) {
        WireSize size = wire_size(arena, counter, segment);
        *unsized = size.unsized;
        return segment->type == BLOCK_MEDIA ? size.text
                                            : counter_correct(counter, size.text, carry);
    }
    if (segment->type == BLOCK_MEDIA || segment->type == BLOCK_OPAQUE) *unsized = true;
    if (piece->kind == PIECE_TEXT)
        return counter_correct(
            counter,
            counter_estimate(counter, str_slice(segment->text, piece->span.start, piece->span.end)),
            carry);
    if (piece->kind == PIECE_COMMENT || piece->kind == PIECE_TAG) return nothing;
    if (piece->tokens > 0) {
        int64_t n = (int64_t)piece->tokens;
        return (TokCount){n, n - n / 4, n + n / 4, TOK_FALLBACK};
    }
    *unsized = true;
    return nothing;
}

static void make_steps(Arena *arena, Plan *plan) {
    const Prompt *prompt = plan->prompt;
    size_t count = 0;
    for (size_t i = 0; i < prompt->segments.len; i++) count += prompt->segments.items[i].pieces.len;
    plan->steps = arena_array(arena, count + 1, sizeof *plan->steps);

    size_t turn = plan->last_turn = last_turn(prompt);
    bool turn_is_request = prompt->kind == KIND_RENDERED && (prompt->knows & KNOWS_MESSAGES) &&
                           !any_marker_from(prompt, turn);
    TokCount before = nothing, stable = nothing;
    double carry = 0;
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        if (segment->deferred) continue;
        for (size_t p = 0; p < segment->pieces.len; p++) {
            const Piece *piece = &segment->pieces.items[p];
            PlanStep *step = &plan->steps[plan->step_count++];
            *step = (PlanStep){.segment = (uint32_t)i,
                               .piece = (uint32_t)p,
                               .before = before,
                               .stable_before = stable};
            step->volatility =
                step_volatility(prompt, piece, i >= turn, i >= turn && turn_is_request);
            step->size = piece_size(arena, &plan->counter, segment, piece, &carry, &step->unsized);
            before = tok_add(before, step->size);
            if (step->volatility < VOL_DAY) stable = tok_add(stable, step->size);
            plan->section[segment->section] = tok_add(plan->section[segment->section], step->size);
            plan->unsized |= step->unsized;
        }
    }
    plan->steps[plan->step_count] = (PlanStep){.before = before, .stable_before = stable};
    plan->total = before;

    plan->first_change = NO_STEP;
    uint32_t next_input = (uint32_t)plan->step_count;
    for (size_t i = plan->step_count; i-- > 0;) {
        PlanStep *step = &plan->steps[i];
        step->next_input = next_input;
        if (step->volatility == VOL_REQUEST || step->volatility == VOL_APPEND)
            next_input = (uint32_t)i;
        if (step->volatility >= VOL_REQUEST) plan->first_change = i;
    }
    plan->stable = plan->first_change == NO_STEP ? before : plan->steps[plan->first_change].before;
}

/* Bytes that are part of a word, what is left being punctuation and layout; counted up to `most`.
 */
static size_t count_letters(Str text, size_t most) {
    size_t letters = 0;
    for (size_t i = 0; i < text.len && letters < most; i++)
        letters += ascii_is_alnum(text.ptr[i]) || byte_is_high(text.ptr[i]);
    return letters;
}

static void find_tail(Plan *plan) {
    enum { TAIL_LETTERS = 24 };
    size_t letters = 0;
    for (plan->tail = plan->step_count; plan->tail; plan->tail--) {
        const PlanStep *step = &plan->steps[plan->tail - 1];
        const Segment *segment = &plan->prompt->segments.items[step->segment];
        const Piece *piece = &segment->pieces.items[step->piece];
        if (piece->kind != PIECE_TEXT || step->volatility >= VOL_DAY) continue;
        Str text = str_slice(segment->text, piece->span.start, piece->span.end);
        letters += count_letters(text, TAIL_LETTERS - letters);
        if (letters == TAIL_LETTERS) return;
    }
}

static void find_minimum(Plan *plan) {
    const Model *model = plan->prompt->model;
    if (model && model->min_tokens > 0) {
        plan->minimum = model->min_tokens;
        plan->minimum_doubtful =
            model->min_low != model->min_high || model->min_basis == MIN_INFERRED;
    } else {
        plan->minimum = MINIMUM_ASSUMED;
        plan->minimum_assumed = true;
    }
}

static Reach reach_of(const Plan *plan, TokCount prefix, bool unsized) {
    const Model *model = plan->prompt->model;
    if (!model || model->min_tokens <= 0) return REACH_UNKNOWN;
    if (prefix.lo >= model->min_high) return REACH_YES;
    if (prefix.hi < model->min_low && !unsized) return REACH_BELOW;
    return REACH_UNSURE;
}

static uint32_t default_ttl(const Plan *plan) {
    const Model *model = plan->prompt->model;
    return model && model->ttl_short_s > 0 ? (uint32_t)model->ttl_short_s : 300;
}

/* The last block that can carry a marker: automatic caching walks back to it. */
static size_t last_cacheable(const Prompt *prompt) {
    for (size_t i = prompt->segments.len; i-- > 0;) {
        const Segment *segment = &prompt->segments.items[i];
        bool empty = segment->type == BLOCK_TEXT && str_trim(segment->text).len == 0;
        if (segment->type != BLOCK_THINKING && !segment->deferred && !empty) return i;
    }
    return NO_STEP;
}

static void add_breakpoint(Plan *plan, size_t segment, BreakpointOrigin origin, uint32_t ttl,
                           size_t *step, bool *unsized) {
    while (*step < plan->step_count && plan->steps[*step].segment <= segment)
        *unsized |= plan->steps[(*step)++].unsized;
    plan->marked_end = *step;
    PlanBreakpoint *b = &plan->breakpoints[plan->breakpoint_count++];
    *b = (PlanBreakpoint){.segment = segment,
                          .origin = origin,
                          .ttl_seconds = ttl ? ttl : default_ttl(plan),
                          .prefix = plan->steps[*step].before,
                          .unsized = *unsized,
                          .first_change = NO_STEP};
    if (plan->first_change != NO_STEP && plan->first_change < *step)
        b->first_change = plan->first_change;
    b->reach = reach_of(plan, b->prefix, b->unsized);
}

static void find_breakpoints(Arena *arena, Plan *plan) {
    const Prompt *prompt = plan->prompt;
    size_t marks = 0;
    for (size_t i = 0; i < prompt->segments.len; i++)
        marks += prompt->segments.items[i].breakpoint.origin != BREAKPOINT_NONE;
    plan->breakpoints = arena_array(arena, marks + 2, sizeof *plan->breakpoints);
    bool automatic = prompt->automatic.origin != BREAKPOINT_NONE;
    bool implicit =
        prompt->model && facts_match_rules(&prompt->match)->mode == CACHE_AUTOMATIC_BREAKPOINTS &&
        (prompt->knows & KNOWS_MESSAGES) && !str_is(prompt->cache_mode.text, "explicit");
    size_t last = automatic || implicit ? last_cacheable(prompt) : NO_STEP;
    size_t step = 0;
    bool unsized = false;
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Breakpoint *mark = &prompt->segments.items[i].breakpoint;
        if (mark->origin != BREAKPOINT_NONE) {
            add_breakpoint(plan, i, mark->origin, mark->ttl_seconds, &step, &unsized);
            plan->explicit_count++;
        } else if (i == last) {
            add_breakpoint(plan, i, automatic ? BREAKPOINT_AUTOMATIC : BREAKPOINT_IMPLICIT,
                           automatic ? prompt->automatic.ttl_seconds : 0, &step, &unsized);
        }
    }
    plan->explicit_count += automatic;
}

/* Seconds that automatic caches keep a prefix. OpenAI before GPT-5.6 keeps it 24 hours where the
 * model can (guide of 2026-10); the hour of Gemini is that of a stored resource, not of implicit
 * hits. */
static uint32_t automatic_lifetime(const Model *model) {
    if (!model || model->cache_mode == CACHE_AUTOMATIC_RESOURCE) return 0;
    int32_t ttl = model->provider == PROVIDER_OPENAI && model->ttl_long_s > 0 ? model->ttl_long_s
                                                                              : model->ttl_short_s;
    return ttl > 0 ? (uint32_t)ttl : 0;
}

bool plan_is_long(const Plan *plan, uint32_t ttl) {
    return ttl > 300 && ttl != default_ttl(plan);
}

static TokCount further(TokCount a, TokCount b) {
    return a.tokens >= b.tokens ? a : b;
}

static PlanFlow marked_flow(const Plan *plan, const PlanCall *call) {
    int64_t same =
        call->other_from == NO_STEP ? INT64_MAX : plan->steps[call->other_from].before.tokens;
    TokCount a = nothing, b = nothing, c = nothing;
    for (size_t i = 0; i < plan->breakpoint_count; i++) {
        const PlanBreakpoint *mark = &plan->breakpoints[i];
        uint32_t ttl = call->ttl ? call->ttl : mark->ttl_seconds;
        if (mark->reach == REACH_BELOW) continue;
        if (mark->first_change == NO_STEP && mark->prefix.tokens <= same && ttl >= call->gap)
            a = mark->prefix;
        if (plan_is_long(plan, ttl)) b = mark->prefix;
        c = mark->prefix;
    }
    b = further(a, b);
    c = further(b, c);
    return (PlanFlow){a, subtract(c, b), subtract(b, a), subtract(plan->total, c)};
}

static PlanFlow automatic_flow(const Plan *plan, const PlanCall *call) {
    TokCount same = plan->stable;
    bool alive = plan->lifetime == 0 || call->gap <= plan->lifetime;
    if (call->other_from != NO_STEP && plan->steps[call->other_from].before.tokens < same.tokens)
        same = plan->steps[call->other_from].before;
    PlanFlow flow = {nothing, nothing, nothing, plan->total};
    if (alive && same.tokens >= plan->minimum) {
        flow.read = same;
        flow.uncached = subtract(plan->total, same);
    }
    return flow;
}

PlanFlow plan_flow(const Plan *plan, const PlanCall *call) {
    return plan->breakpoint_count > 0 || plan->caches_at_breakpoints_only
               ? marked_flow(plan, call)
               : automatic_flow(plan, call);
}

static void find_flows(Plan *plan) {
    PlanFlow warm = plan_flow(plan, &(PlanCall){.other_from = NO_STEP});
    plan->read = warm.read;
    plan->written_short = warm.written_short;
    plan->written_long = warm.written_long;
    plan->uncached = warm.uncached;
}

static void find_overhead(Arena *arena, Plan *plan) {
    if (plan->prompt->api == API_UNKNOWN) return;
    const Counter *counter = &plan->counter;
    TokCount frame = wire_frame(counter), hidden = wire_hidden(arena, counter);
    if (counter->calibration) {
        int64_t n = llround(counter->calibration->per_request);
        frame = tok_add(frame, (TokCount){n, n, n, frame.method});
        if (!counter->exact) frame.method = hidden.method = TOK_CALIBRATED;
    }
    plan->overhead = tok_add(tok_add(frame, hidden), wire_beside(counter, 0));
    plan->frame = tok_add(frame, wire_beside(counter, plan->last_turn));
    plan->overhead.method = plan->frame.method = frame.method;
}

const Plan *plan_make(Arena *arena, const Prompt *prompt) {
    Plan *plan = ARENA_NEW(arena, Plan);
    plan->prompt = prompt;
    plan->counter = counter_of(prompt);
    plan->caches_at_breakpoints_only = caches_only_at_breakpoints(prompt);
    plan->prices = prices_resolve(prompt->settings, &prompt->match, prompt->model_id);
    plan->lifetime = automatic_lifetime(prompt->model);
    make_steps(arena, plan);
    find_tail(plan);
    find_minimum(plan);
    find_breakpoints(arena, plan);
    find_flows(plan);
    find_overhead(arena, plan);
    return plan;
}

TokCount plan_reusable_after(const Plan *plan, size_t step, bool to_the_end) {
    size_t end = to_the_end ? plan->step_count : plan->steps[step].next_input;
    if (plan->caches_at_breakpoints_only && plan->marked_end > step && plan->marked_end < end)
        end = plan->marked_end;
    return subtract(plan->steps[end].stable_before, plan->steps[step + 1].stable_before);
}

bool plan_is_at_the_tail(const Plan *plan, size_t step) {
    return step + 1 >= plan->tail;
}
