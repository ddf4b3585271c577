#include "rules/family1.h"

#include "rules/prefix.h"

Str family1_shown(Sink *sink, const Piece *piece) {
    enum { LONGEST = 60 };
    char *out = arena_alloc(sink->arena, LONGEST + 8);
    size_t n = 0;
    bool blank = false;
    for (size_t i = 0; i < piece->source.len; i++) {
        char c = piece->source.ptr[i];
        if (ascii_is_space(c)) {
            blank = true;
            continue;
        }
        if (n + 2 > LONGEST && ((unsigned char)c & 0xC0) != 0x80) {
            memcpy(out + n, "...", 3);
            return (Str){out, n + 3};
        }
        if (blank && n) out[n++] = ' ';
        blank = false;
        if (n < LONGEST + 4) out[n++] = c;
    }
    return (Str){out, n};
}

static bool is_time_value(const Piece *piece) {
    return piece->kind == PIECE_PLACEHOLDER &&
           (piece->verdict.cause == CAUSE_DATE || piece->verdict.cause == CAUSE_CLOCK);
}

/* {{year}}-{{month}}-{{day}}: the step after next goes on with the same value, with hardly a byte
 * between them. */
static bool is_joined(const Plan *plan, size_t step) {
    return step + 2 < plan->step_count && is_time_value(plan_piece(plan, step)) &&
           is_time_value(plan_piece(plan, step + 2)) &&
           plan_piece(plan, step + 1)->kind == PIECE_TEXT &&
           plan_piece(plan, step + 1)->source.len <= 3 &&
           !str_has_char(plan_piece(plan, step + 1)->source, '\n');
}

bool family1_is_part_of_clock(const Plan *plan, size_t step) {
    while (is_joined(plan, step)) {
        step += 2;
        if (plan->steps[step].volatility == VOL_CALL) return true;
    }
    return false;
}

bool family1_add_other(Sink *sink, Finding *f, const Plan *plan, size_t step) {
    enum { MOST = 32 };
    if (f->related.len >= MOST) return false;
    const Piece *piece = plan_piece(plan, step);
    bool guessed = piece->verdict.volatility == VOL_DEPLOY ||
                   (piece->verdict.volatility == VOL_UNKNOWN && !piece->given);
    Str too = sink_text(sink, "`" STR_FMT "` too%s", STR_ARG(family1_shown(sink, piece)),
                        guessed ? ", if it changes from call to call" : "");
    vec_push(sink->arena, &f->related, segment_related(plan_segment(plan, step), piece->span, too));
    return true;
}

bool family1_seen_before(const Plan *plan, size_t step) {
    /* Far look-back would be quadratic on hostile input; people repeat a value near by. */
    enum { LOOK_BACK = 200 };
    const Piece *piece = plan_piece(plan, step);
    if (piece_is_nameless(piece)) return false;
    if (step >= 2 && is_joined(plan, step - 2) &&
        plan->steps[step - 2].volatility == plan->steps[step].volatility)
        return true;
    for (size_t i = step; i-- > 0 && step - i <= LOOK_BACK;) {
        const Piece *earlier = plan_piece(plan, i);
        if (earlier->kind == PIECE_PLACEHOLDER && !earlier->example &&
            earlier->verdict.volatility == piece->verdict.volatility &&
            str_eq(earlier->name, piece->name))
            return true;
    }
    return false;
}

/* A shorter run of text is a label of the next value ("Question:"), not text worth caching; text of
 * a branch has to be longer, for it may not be there. */
enum { LABEL_TOKENS = 20, BRANCH_TOKENS = 40, LINE_TOKENS = 40 };

/* "The user answers this message:", one line in any language. */
static bool is_label_line(Str text) {
    text = str_trim(text);
    return (str_ends(text, STR(":")) || str_ends(text, STR("\xEF\xBC\x9A"))) &&
           !str_has_char(text, '\n');
}

TokCount family1_text_behind(const Plan *plan, size_t step) {
    /* Every value of a prompt may be asked about; what is farther away is another part of it. */
    enum { LOOK_AHEAD = 400 };
    TokCount sum = {0};
    size_t end = plan->step_count - step > LOOK_AHEAD ? step + LOOK_AHEAD : plan->step_count;
    for (size_t i = step + 1; i < end; i++) {
        const Piece *piece = plan_piece(plan, i);
        if (plan->steps[i].volatility > VOL_DEPLOY) continue;
        int64_t least = piece->kind != PIECE_TEXT ? 0
                        : piece->conditional      ? BRANCH_TOKENS
                                                  : LABEL_TOKENS;
        int64_t size = plan->steps[i].size.tokens;
        if (size < least || (least && size < LINE_TOKENS && is_label_line(piece->source))) continue;
        sum = tok_add(sum, plan->steps[i].size);
    }
    return sum;
}

bool family1_in_last_turn(const Plan *plan, size_t step) {
    return plan->last_turn && plan->steps[step].segment >= plan->last_turn &&
           plan_reusable_after(plan, step, true).lo < plan->minimum;
}

bool family1_well_placed(const Plan *plan, size_t step) {
    enum { TAIL_TOKENS = 10, TURN_TOKENS = 40 };
    size_t turn = plan->last_turn;
    if (plan->steps[step].segment < turn) return false;
    if (turn == 0 && plan_segment(plan, step)->role != ROLE_USER) return false;
    return family1_text_behind(plan, step).tokens < (turn ? TURN_TOKENS : TAIL_TOKENS);
}

/* {{ field(name) }}; not {{ names | join(", ") }} nor ((name)) */
static bool calls_macro(Str source) {
    return source.ptr[0] != '(' && str_find_char(source, '(', 0) < str_find_char(source, '|', 0);
}

/* Of a loop, too: what is written for each entry of a list. */
static bool is_unknown_entry(const Plan *plan, size_t step) {
    const Piece *piece = plan_piece(plan, step);
    return piece->kind == PIECE_PLACEHOLDER && !piece->example &&
           piece->verdict.volatility == VOL_UNKNOWN && !calls_macro(piece->source);
}

bool family1_unknown_value(const Plan *plan, size_t step) {
    return is_unknown_entry(plan, step) && !plan_piece(plan, step)->looped;
}

/* A name that sounds like a setting, or is one, where content is given: {requirements} below a
 * heading, "Tone: {tone}". */
static bool is_given_setting(const Plan *plan, size_t step, Certainty least) {
    const Piece *piece = plan_piece(plan, step);
    return piece->verdict.volatility == VOL_DEPLOY && piece->given &&
           piece->verdict.certainty >= least;
}

/* In the user's message, a name that elsewhere means a person, a place or a session: what is asked
 * about ("Is '{location}' a valid place?"). Not where it is well placed (WL103 speaks of others).
 */
static bool is_asked_about(const Plan *plan, size_t step) {
    const Piece *piece = plan_piece(plan, step);
    Volatility volatility = piece->verdict.volatility;
    return piece->kind == PIECE_PLACEHOLDER && !piece->example &&
           piece->verdict.certainty == CERTAIN_AMBIGUOUS && volatility >= VOL_TENANT &&
           volatility <= VOL_SESSION && family1_in_last_turn(plan, step);
}

bool family1_likely_input(const Plan *plan, size_t step) {
    const Piece *piece = plan_piece(plan, step);
    bool user = plan_segment(plan, step)->role == ROLE_USER;
    if (user && is_given_setting(plan, step, CERTAIN_AMBIGUOUS) && !piece->looped &&
        !piece->example)
        return true;
    if (user && is_asked_about(plan, step)) return true;
    return family1_unknown_value(plan, step) && (piece->given || user);
}

/* The text ends in "Answer:": what leads to it has its place behind the values. */
static bool leads_to_answer(const Segment *segment) {
    Str text = str_trim(segment->text);
    return text.len && text.ptr[text.len - 1] == ':';
}

TokCount family1_stuck_behind(const Plan *plan, size_t step) {
    enum { REMARK_TOKENS = 36, QUESTION_TOKENS = 44 };
    TokCount none = {0};
    if (family1_well_placed(plan, step)) return none;
    TokCount stuck = family1_text_behind(plan, step);
    bool leads = leads_to_answer(plan_segment(plan, step));
    return stuck.tokens < (leads ? QUESTION_TOKENS : REMARK_TOKENS) ? none : stuck;
}

bool family1_is_input(const Plan *plan, size_t step) {
    const Piece *piece = plan_piece(plan, step);
    Volatility volatility = plan->steps[step].volatility;
    if (piece->kind == PIECE_TEXT || piece->verdict.volatility == VOL_UNKNOWN) return false;
    return volatility == VOL_REQUEST || volatility == VOL_APPEND;
}

Family1Inputs family1_inputs(const Plan *plan) {
    Family1Inputs found = {NO_STEP, NO_STEP};
    for (size_t i = 0; i < plan->step_count && found.known == NO_STEP; i++) {
        bool known = family1_is_input(plan, i);
        if (!known && (found.likely != NO_STEP || !family1_likely_input(plan, i))) continue;
        if (family1_stuck_behind(plan, i).tokens == 0)
            break; /* nor will there be behind a later one */
        *(known ? &found.known : &found.likely) = i;
    }
    return found;
}

/* "Write {num_questions} questions": a setting, or asked for together with the rest. */
static bool is_number_asked_for(const Plan *plan, size_t step) {
    static const char *const starts[] = {"n_", "num_", "number_", "numberOf", NULL};
    const Piece *piece = plan_piece(plan, step);
    return piece->verdict.volatility == VOL_DEPLOY &&
           piece->verdict.certainty == CERTAIN_AMBIGUOUS && !piece->example &&
           str_starts_any_nocase(piece->name, starts);
}

static bool may_be_input(const Plan *plan, size_t step) {
    return is_unknown_entry(plan, step) || is_given_setting(plan, step, CERTAIN_NAME) ||
           is_number_asked_for(plan, step);
}

/* It moves with the rest of the user's message: the same for this user, or on this day. */
static bool is_of_the_user(const Plan *plan, size_t step) {
    Volatility volatility = plan->steps[step].volatility;
    return plan_segment(plan, step)->role == ROLE_USER && volatility >= VOL_TENANT &&
           volatility <= VOL_DAY;
}

void family1_add_others(Sink *sink, Finding *f, const Plan *plan, size_t first, size_t last) {
    enum { AROUND = 400 };
    const Piece *shown = plan_piece(plan, first);
    size_t from = first > AROUND ? first - AROUND : 0;
    size_t end = plan->step_count - first > AROUND ? first + AROUND : plan->step_count;
    for (size_t i = from; i < end; i++) {
        const Piece *piece = plan_piece(plan, i);
        size_t own = plan->steps[first].segment, segment = plan->steps[i].segment;
        bool behind = segment > own && segment <= last && plan_segment(plan, i)->role == ROLE_USER;
        if (segment != own && !behind) continue;
        if (piece->kind != PIECE_PLACEHOLDER || i == first) continue;
        if (!piece_is_nameless(piece) && str_eq(piece->source, shown->source)) continue;
        bool moves = family1_is_input(plan, i) || may_be_input(plan, i) || is_of_the_user(plan, i);
        if (!moves) continue;
        if (family1_seen_before(plan, i)) continue;
        if (i > first && family1_stuck_behind(plan, i).tokens == 0) break;
        if (!family1_add_other(sink, f, plan, i)) break;
    }
}

void family1_add_unknown(Sink *sink, Finding *f, const Plan *plan, size_t step) {
    Family1Inputs inputs = family1_inputs(plan);
    if (inputs.known != NO_STEP || inputs.likely != NO_STEP) return;
    for (size_t i = 0; i < step; i++) {
        Volatility volatility = plan->steps[i].volatility;
        bool value = plan_piece(plan, i)->kind == PIECE_PLACEHOLDER && volatility > VOL_UNKNOWN;
        if (value) return; /* said there */
    }
    family1_add_others(sink, f, plan, step, plan->steps[step].segment);
}

/* Whether a breakpoint stands behind the step, so that its cost is a write. */
static bool is_written(const Plan *plan, size_t step) {
    for (size_t i = 0; i < plan->breakpoint_count; i++)
        if (plan->breakpoints[i].segment >= plan->steps[step].segment) return true;
    return false;
}

void family1_cost(Sink *sink, const Plan *plan, size_t step, TokCount lost, Finding *f) {
    enum { LINE_END = 1 }; /* a full stop, or what ends the last line */
    const Segment *segment = plan_segment(plan, step);
    TokCount into = plan->steps[step].before;
    if (lost.tokens <= LINE_END) lost = (TokCount){0};
    f->tokens = (double)lost.tokens;
    f->label = into.tokens > 0 ? sink_text(sink, "%lld tokens into the %s", (long long)into.tokens,
                                           segment->section == SECTION_SYSTEM  ? "prompt"
                                           : segment->section == SECTION_TOOLS ? "tools"
                                                                               : "messages")
                               : STR("at the very start");
    if (lost.tokens == 0) {
        f->cost = STR("nothing static stands behind it; the conversation after it is never reused");
        return;
    }
    bool written = is_written(plan, step);
    f->usd_per_1000 = cost_lost_per_1000(plan, f->tokens, written);
    Str tokens = sink_tokens(sink, lost);
    const char *fate =
        written ? "are written on every call and never read" : "can never be read from the cache";
    Str usd = prefix_cost(sink, f->usd_per_1000);
    f->cost = sink_text(sink, "the " STR_FMT " tokens behind it %s%s" STR_FMT, STR_ARG(tokens),
                        fate, usd.len ? ": " : "", STR_ARG(usd));
}

Str family1_help(Sink *sink, const Piece *piece, bool last_in_prompt) {
    (void)sink;
    if (last_in_prompt)
        return STR("move it into the last user message, so that the conversation stays cached too");
    switch (piece->verdict.cause) {
    case CAUSE_CLOCK:
        return STR("move it into the last user message, or give the date without the time");
    case CAUSE_RANDOM:
        return STR(
            "draw it once, not on every call, or put it behind the text that stays the same");
    case CAUSE_ID:
        return STR("send ids as metadata of the request, not in the prompt; or put it at the end");
    case CAUSE_LIVE_STATE:
        return STR("move the live state behind the stable text, or let the model ask for it with a "
                   "tool");
    default: return STR("move it behind the stable text, best into the last user message");
    }
}
