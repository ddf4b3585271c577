/* Whole files in one line each, what is read of them and what is said: tests/unit/checks.txt. A
 * line is `PATH TEXT`, with texts as in texts.h. Below it stand the format, each prompt with its
 * blocks, their tokens and how many can be read from the cache, then the findings with all their
 * words and how they would be mended. */
#include "lint/prompt/cost.h"
#include "tests/unit/lowered.h"
#include "tests/unit/table.h"
#include "tests/unit/texts.h"

static void add_place(Buf *out, const Source *source, Span span) {
    Position from = source_position(source, span.start), to = source_position(source, span.end);
    buf_printf(out, "%u:%u-%u:%u", from.line, from.column, to.line, to.column);
}

static void add_tokens(Buf *out, const char *name, TokCount count) {
    if (count.hi)
        buf_printf(out, ", %s %lld, %lld..%lld", name, (long long)count.tokens, (long long)count.lo,
                   (long long)count.hi);
}

static void add_words(Buf *out, const char *name, Str words) {
    if (words.len == 0) return;
    buf_printf(out, "%s", name);
    escape_text(out, words);
}

static TokCount size_of(const Plan *plan, size_t segment) {
    TokCount size = {0, 0, 0, TOK_FITTED};
    for (size_t i = 0; i < plan->step_count; i++)
        if (plan->steps[i].segment == segment) size = tok_add(size, plan->steps[i].size);
    return size;
}

/* Of a call as the traffic is said to be, and in other ways. */
static void add_costs(Buf *out, const Plan *plan) {
    static const struct {
        const char *name;
        CostCase which;
    } cases[] = {{"uncached", COST_UNCACHED},
                 {"first", COST_FIRST},
                 {"warm", COST_WARM},
                 {"in the best order", COST_FIXED},
                 {"in a batch", COST_BATCH}};
    CallCost now = cost_call(plan, COST_NOW, NULL);
    if (!now.known) return;
    buf_printf(out, "      $%.4g, %.4g..%.4g per 1,000 calls", now.usd.at * 1e3, now.usd.lo * 1e3,
               now.usd.hi * 1e3);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CallCost cost = cost_call(plan, cases[i].which, NULL);
        if (cost.known && cost.usd.at != now.usd.at)
            buf_printf(out, ", %s %.4g", cases[i].name, cost.usd.at * 1e3);
    }
    buf_add_c(out, "\n");
}

static void add_pieces(Buf *out, const Segment *segment) {
    for (size_t i = 0; i < segment->pieces.len; i++) {
        const Piece *piece = &segment->pieces.items[i];
        if (piece->kind == PIECE_TEXT) continue;
        buf_add_c(out, " ");
        escape_text(out, piece->source);
        buf_printf(out, " %s", volatility_name(piece->verdict.volatility));
    }
}

static void add_prompt(Buf *out, FileResult *r, size_t index) {
    static const char *const kinds[] = {"", "template", "static", "", "rendered"};
    static const char *const roles[] = {"-",    "tool",      "system",     "developer",
                                        "user", "assistant", "tool-result"};
    const Prompt *prompt = &r->prompts.items[index];
    const Plan *plan = r->plans[index];
    buf_printf(out, "    " STR_FMT " %s, %s on %s", STR_ARG(prompt->format), kinds[prompt->kind],
               facts_api_name(prompt->api), facts_provider_name(prompt->provider));
    add_words(out, ", model ", prompt->model_id);
    add_words(out, ", at ", prompt->path_in_file);
    add_words(out, ", name ", prompt->name);
    add_words(out, ", version ", prompt->version);
    if (prompt->max_output.state == PARAM_SET)
        buf_printf(out, ", " STR_FMT " %g", STR_ARG(prompt->max_output.key),
                   prompt->max_output.number);
    if (prompt->segments.len > 1) add_tokens(out, "total", plan->total);
    add_tokens(out, "overhead", plan->overhead);
    add_tokens(out, "read", plan->read);
    add_tokens(out, "written", tok_add(plan->written_short, plan->written_long));
    buf_add_c(out, "\n");
    add_costs(out, plan);
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        Str place = segment_place(&r->arena, prompt, segment);
        buf_printf(out, "      " STR_FMT " %s", STR_ARG(place), roles[segment->role]);
        if (segment->breakpoint.origin != BREAKPOINT_NONE)
            buf_printf(out, " mark %us", segment->breakpoint.ttl_seconds);
        if (segment->deferred) buf_add_c(out, " deferred");
        if (segment->type == BLOCK_MEDIA) {
            buf_add_c(out, " medium");
        } else {
            buf_add_c(out, " `");
            escape_text(out, str_slice(segment->text, 0, 40));
            buf_add_c(out, "`");
        }
        add_tokens(out, "tokens", size_of(plan, i));
        add_pieces(out, segment);
        buf_add_c(out, "\n");
    }
}

static void add_finding(Buf *out, const Source *source, const Finding *f) {
    buf_printf(out, "    " STR_FMT " %s ", STR_ARG(f->code), level_name(f->level));
    add_place(out, source, f->span);
    add_words(out, " ", f->place);
    add_words(out, ": ", f->message);
    add_words(out, ". Label: ", f->label);
    add_words(out, ". Cost: ", f->cost);
    add_words(out, ". Help: ", f->help);
    add_words(out, ". Note: ", f->note);
    buf_add_c(out, "\n");
    for (size_t i = 0; i < f->related.len; i++) {
        buf_add_c(out, "      see ");
        add_place(out, source, f->related.items[i].span);
        add_words(out, " ", f->related.items[i].message);
        buf_add_c(out, "\n");
    }
    if (f->fix.edits.len == 0) return;
    buf_printf(out, "      %s", f->fix.unsafe ? "unsafe" : "safe");
    add_words(out, " fix: ", f->fix.title);
    for (size_t i = 0; i < f->fix.edits.len; i++) {
        buf_add_c(out, "; ");
        add_place(out, source, f->fix.edits.items[i].span);
        buf_add_c(out, " `");
        escape_text(out, f->fix.edits.items[i].text);
        buf_add_c(out, "`");
    }
    buf_add_c(out, "\n");
}

static void add_file(Buf *out, Str line) {
    size_t blank = str_find_char(line, ' ', 0);
    assert_true(blank != STR_NOT_FOUND);
    Buf text = {0};
    Arena arena = {0};
    add_text(&text, str_slice(line, blank + 1, line.len));
    Str bytes = buf_str(&text);
    Input input = {.path = str_slice(line, 0, blank),
                   .by_hand = true,
                   .config = config_default(&arena),
                   .bytes = &bytes};
    Overrides overrides = {.today = DATE(2026, 11, 21), .fixes = true};
    FileResult *r = engine_lint(&input, &overrides);
    for (size_t i = 0; i < r->prompts.len; i++) add_prompt(out, r, i);
    for (size_t i = 0; i < r->findings.len; i++)
        add_finding(out, &r->source, &r->findings.items[i]);
    if (r->prompts.len == 0 && r->findings.len == 0) buf_add_c(out, "    nothing\n");
    file_result_free(r);
    arena_free(&arena);
    buf_free(&text);
}

static void each_file_is_read_as_the_table_says(void **state) {
    (void)state;
    check_table("tests/unit/checks.txt", add_file);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_file_is_read_as_the_table_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
