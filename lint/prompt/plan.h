/* The cache plan: what the provider's prompt cache will do with a prompt. Computed once per prompt;
 * rules, map, cost and the editor read it and none recomputes it.
 *
 * Model of a warm call: the same prompt was sent a moment ago, and since then every piece whose
 * volatility is VOL_REQUEST or above has changed (VOL_APPEND has grown at its end). Bytes before
 * the first such piece can be read from the cache, if a cached prefix ends there:
 *   - providers that cache only at breakpoints (Anthropic, Bedrock): the longest marked prefix that
 *     lies before the first change and reaches the model's minimum is read; what lies between it
 *     and the last breakpoint is written; the rest is plain input;
 *   - implicit caching (OpenAI before GPT-5.6, Gemini ...): the stable prefix is read once it
 *     reaches the minimum; writing is free;
 *   - GPT-5.6 and later: as breakpoints, with an implicit one at the end of the last message.
 * A later call finds only the entries whose time to live has not run out (plan_flow). What all of
 * this costs is in cost.h.
 * Sources: facts.h names the provider pages and their dates. Tokens everywhere, times in seconds.
 */
#ifndef WARMLINT_PROMPT_PLAN_H
#define WARMLINT_PROMPT_PLAN_H

#include "lint/prompt/counter.h"

#define NO_STEP ((size_t)-1)

/* One piece in cache order. */
typedef struct {
    TokCount before;        /* all of the prompt before it */
    TokCount size;          /* itself: literal text, or the declared size of a value, else 0 */
    TokCount stable_before; /* the part of `before` that does not change between calls */
    uint32_t segment, piece;
    uint32_t next_input; /* first later step that is content of the request, or the step count */
    Volatility volatility : 8; /* as the plan uses it: an unknown value in the last user message is
                                  request content */
    bool unsized;              /* a value whose size nobody declared */
} PlanStep;

typedef enum { REACH_UNKNOWN, REACH_BELOW, REACH_UNSURE, REACH_YES } Reach;

typedef struct {
    size_t segment; /* it ends this segment */
    BreakpointOrigin origin;
    uint32_t ttl_seconds; /* resolved: never 0 where the provider has a default */
    TokCount prefix;      /* tokens up to and including the segment */
    bool unsized;         /* the prefix holds values of unknown size: prefix.hi is no bound */
    Reach reach;          /* of the minimum */
    size_t first_change;  /* step of the first per-call change inside the prefix, or NO_STEP */
} PlanBreakpoint;

/* Input tokens of one call by what is paid for them. Frame and tool preamble are not in them. */
typedef struct {
    TokCount read, written_short, written_long, uncached;
} PlanFlow;

typedef struct {
    const Prompt *prompt;
    Counter counter; /* of its texts */
    PlanStep *steps;
    size_t step_count;
    PlanBreakpoint *breakpoints; /* in cache order, implicit ones included */
    size_t breakpoint_count;
    size_t marked_end;     /* first step behind the last breakpoint; 0: none */
    size_t explicit_count; /* marks written in the file, the top-level one included */

    TokCount total, section[SECTION_COUNT];
    TokCount overhead; /* markup around the blocks, frames, tool preamble: not in the above */
    TokCount frame;    /* of the overhead, what is new in each call: around the last turn */
    bool unsized;      /* values of unknown size somewhere */

    bool caches_at_breakpoints_only;
    int64_t minimum;       /* tokens; 0 = not known */
    bool minimum_assumed;  /* no model: a typical minimum (MINIMUM_ASSUMED) was taken */
    bool minimum_doubtful; /* sources disagree (facts) */

    size_t last_turn; /* first segment behind the model's last answer (or behind the system text):
                         what is new in each call by its nature; the segment count if none is */
    size_t first_change; /* first step at VOL_REQUEST or above, or NO_STEP */
    TokCount stable;     /* tokens before it */
    size_t tail;         /* from this step on little stable text is left (plan_is_at_the_tail) */
    TokCount read, written_short, written_long, uncached; /* of a warm call, input tokens */
    uint32_t lifetime; /* seconds that an entry without a breakpoint is kept; 0: not known */
    Prices prices;     /* of the model today, as the settings change them; known = false: none */
} Plan;

enum { MINIMUM_ASSUMED = 1024 };

const Plan *plan_make(Arena *arena, const Prompt *prompt);

/* Tokens of a piece of the prompt's text. */
static inline TokCount plan_count(const Plan *plan, Str text) {
    return counter_count(&plan->counter, text);
}

/* Stable tokens behind step `step`: what a cache could have reused were the step not there. Counts
 * up to the next content of the request (which ends every prefix by its nature) or, with
 * `to_the_end`, to the end of the prompt; in either case no further than the last breakpoint where
 * only marked prefixes are cached and one stands behind the step. Constant time. */
TokCount plan_reusable_after(const Plan *plan, size_t step, bool to_the_end);

/* Whether so little stable text follows the step (a closing tag, "Answer:") that it is as good as
 * the last thing of the prompt. */
bool plan_is_at_the_tail(const Plan *plan, size_t step);

/* The step's piece and segment, for messages and places. */
static inline const Segment *plan_segment(const Plan *plan, size_t step) {
    return &plan->prompt->segments.items[plan->steps[step].segment];
}
static inline const Piece *plan_piece(const Plan *plan, size_t step) {
    return &plan_segment(plan, step)->pieces.items[plan->steps[step].piece];
}

/* The call whose flow is asked for. */
typedef struct {
    double gap;        /* seconds since the call before: entries that live shorter are gone */
    uint32_t ttl;      /* of all breakpoints; 0: as they are marked */
    size_t other_from; /* the first step that is another one than in the call before (of another
                          session, say), NO_STEP: none but what changes with every call */
} PlanCall;

/* Read up to A, the longest prefix that is cached, unchanged and alive; written for long from there
 * to B, the last long breakpoint; written for short from the further of both to C, the last one;
 * the rest is plain input (mixed times to live: Anthropic's prompt caching page, 2026-08-21). */
PlanFlow plan_flow(const Plan *plan, const PlanCall *call);
/* This time to live is written at the price of the long one. */
bool plan_is_long(const Plan *plan, uint32_t ttl_seconds);

#endif
