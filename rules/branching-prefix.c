#include "rules/prefix.h"

/* Forms of a prompt from which on they are worth a remark although nobody knows what the conditions
 * depend on: 2 to the power of so many conditions. Ordinary templates have fewer of them ahead of
 * text that is worth caching. */
enum { MANY_CONDITIONS = 6, NAMES_SHOWN = 3, FORMS_SHOWN = 10 };

/* The first word of a tag behind its delimiters: "if", "#if", "for", "range" ... */
static Str tag_word(const Piece *piece) {
    Str s = piece->source;
    size_t i = 0;
    while (i < s.len && (s.ptr[i] == '{' || s.ptr[i] == '%' || s.ptr[i] == '-' || s.ptr[i] == '~' ||
                         s.ptr[i] == '+' || ascii_is_space(s.ptr[i])))
        i++;
    size_t start = i;
    if (i < s.len && s.ptr[i] == '#') i++;
    while (i < s.len && (ascii_is_alnum(s.ptr[i]) || s.ptr[i] == '_')) i++;
    return str_slice(s, start, i);
}

static bool is_word(Str word, const char *const *list) {
    for (; *list; list++)
        if (str_is(word, *list)) return true;
    return false;
}

static bool opens_condition(const Piece *piece) {
    static const char *const words[] = {"if",     "#if",   "unless", "#unless", "elif",
                                        "elseif", "elsif", "when",   NULL};
    return piece->kind == PIECE_TAG && piece->conditional && is_word(tag_word(piece), words);
}

/* A loop over what the language keeps without an order, and that nobody sorts. */
static bool is_unordered_loop(const Piece *piece) {
    static const char *const loops[] = {"for", "#each", "range", NULL};
    static const char *const unordered[] = {".items()", ".keys()", ".values()", "set(", NULL};
    if (piece->kind != PIECE_TAG || !is_word(tag_word(piece), loops)) return false;
    if (str_has(piece->source, STR("sort"))) return false;
    for (size_t i = 0; unordered[i]; i++)
        if (str_has(piece->source, str_from_c(unordered[i]))) return true;
    return false;
}

/* What a condition depends on changes from caller to caller, as far as its names tell. */
static bool is_known_to_vary(const Piece *piece) {
    return piece->verdict.volatility >= VOL_TENANT && piece->verdict.certainty <= CERTAIN_NAME;
}

/* {% if user_name %}Hello {{ user_name }}{% endif %}: the value itself is what other rules see. */
static bool writes_its_value(const Plan *plan, size_t step) {
    enum { LOOK_AHEAD = 16 };
    const Piece *opening = plan_piece(plan, step);
    for (size_t i = step + 1; i < plan->step_count && i - step <= LOOK_AHEAD; i++) {
        const Piece *piece = plan_piece(plan, i);
        if (piece->depth <= opening->depth) return false;
        if (piece->kind == PIECE_PLACEHOLDER && plan->steps[i].volatility >= VOL_TENANT)
            return true;
    }
    return false;
}

typedef struct {
    size_t first; /* step of the first condition; NO_STEP: none */
    size_t count; /* conditions that count */
    size_t known; /* of them: known to vary */
    Str names[NAMES_SHOWN];
    size_t name_count;
} Branches;

static void add_name(Branches *branches, Str name) {
    for (size_t i = 0; i < branches->name_count; i++)
        if (str_eq(branches->names[i], name)) return;
    if (name.len && branches->name_count < NAMES_SHOWN)
        branches->names[branches->name_count++] = name;
}

/* Conditions before the first change that have `worth` tokens of stable text behind them. */
static Branches find_branches(const Plan *plan, int64_t worth) {
    Branches branches = {.first = NO_STEP};
    for (size_t i = 0; i < plan->step_count; i++) {
        const Piece *piece = plan_piece(plan, i);
        if (plan->steps[i].volatility >= VOL_REQUEST) break;
        if (!opens_condition(piece) || piece->looped) continue;
        if (piece->verdict.volatility == VOL_CONSTANT || piece->verdict.volatility == VOL_DEPLOY)
            continue;
        if (is_known_to_vary(piece) && writes_its_value(plan, i)) continue;
        if (plan_reusable_after(plan, i, false).lo < worth) break;
        if (branches.first == NO_STEP) branches.first = i;
        branches.count++;
        branches.known += is_known_to_vary(piece);
        if (is_known_to_vary(piece) || branches.known == 0) add_name(&branches, piece->name);
    }
    return branches;
}

static Str list_names(Sink *sink, const Branches *branches) {
    Str list = {0};
    for (size_t i = 0; i < branches->name_count; i++)
        list = list.len ? sink_text(sink, STR_FMT ", `" STR_FMT "`", STR_ARG(list),
                                    STR_ARG(branches->names[i]))
                        : sink_text(sink, "`" STR_FMT "`", STR_ARG(branches->names[i]));
    return list;
}

static void report_branches(Sink *sink, const Plan *plan, const Branches *branches) {
    size_t count = branches->known ? branches->known : branches->count;
    if (!branches->known && branches->count < MANY_CONDITIONS) return;
    const Piece *piece = plan_piece(plan, branches->first);
    TokCount shared = plan_reusable_after(plan, branches->first, false);
    Str forms =
        count > FORMS_SHOWN ? STR("more than a thousand") : sink_text(sink, "up to %d", 1 << count);
    Finding *f = sink_report_piece(
        sink, LEVEL_INFO, plan_segment(plan, branches->first), piece,
        "the prompt takes " STR_FMT " forms from here on: %zu condition%s on " STR_FMT "%s",
        STR_ARG(forms), count, count == 1 ? "" : "s", STR_ARG(list_names(sink, branches)),
        count > branches->name_count ? " ..." : "");
    f->tokens = (double)shared.tokens;
    f->cost = sink_text(sink, "each form caches the " STR_FMT " tokens behind it anew" STR_FMT,
                        STR_ARG(sink_tokens(sink, shared)),
                        STR_ARG(prefix_cost_anew(sink, plan, shared, "each time")));
    f->help = STR("put the text of all forms first and the conditions behind it");
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    int64_t worth = prefix_minimum(prompt).high > 0 ? prefix_minimum(prompt).high : plan->minimum;
    Branches branches = find_branches(plan, worth);
    if (branches.first != NO_STEP) report_branches(sink, plan, &branches);
    for (size_t i = 0; i < plan->step_count && !sink->full; i++) {
        const Piece *piece = plan_piece(plan, i);
        if (!is_unordered_loop(piece) || plan->steps[i].volatility >= VOL_REQUEST) continue;
        TokCount shared = plan_reusable_after(plan, i, false);
        if (shared.lo < worth) return;
        Finding *f = sink_report_piece(sink, LEVEL_INFO, plan_segment(plan, i), piece,
                                       "this loop writes its items in the order of a map, which "
                                       "need not be the same twice");
        f->tokens = (double)shared.tokens;
        f->cost = sink_text(
            sink, "in another order the " STR_FMT " tokens behind it are cached anew" STR_FMT,
            STR_ARG(sink_tokens(sink, shared)),
            STR_ARG(prefix_cost_anew(sink, plan, shared, "each time")));
        f->help =
            STR("sort it in the loop (`| dictsort` in Jinja), or build it from a sorted list");
        return;
    }
}

const RuleCheck rule_branching_prefix = {.check = check};
