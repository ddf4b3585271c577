/* Whole files in one line each, what is read of them and what is said. A line is `PATH TEXT`, with
 * texts as in texts.h; ~ before a path: it was not given by hand, but found in a folder.
 *   checks.txt     below it the format, each prompt with its blocks, their tokens and what a call
 *                  costs, then the findings with all their words and how they would be mended
 *   findings.txt   below it the findings without help and labels. `API MODEL MEMBERS` for a request
 *                  with these members, a cap and a message besides
 * tests/corpus/prompts.txt has the prompts of the labelled files, by their paths. */
#include "lint/prompt/cost.h"
#include "tests/unit/lowered.h"
#include "tests/unit/table.h"
#include "tests/unit/texts.h"

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

static bool is_unsized(const Plan *plan, size_t segment) {
    bool unsized = false;
    for (size_t i = 0; i < plan->step_count; i++)
        unsized |= plan->steps[i].segment == segment && plan->steps[i].unsized;
    return unsized;
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
    add_words(out, ", in ", prompt->holder);
    if (prompt->has_header) buf_add_c(out, ", header");
    if (prompt->is_batch) buf_add_c(out, ", batch");
    if (prompt->answered) buf_add_c(out, ", answered");
    buf_printf(out, ", knows %u\n", prompt->knows);
    for (size_t i = 0; i < prompt->params.len; i++) {
        buf_add_c(out, i ? ", " : "      ");
        escape_text(out, prompt->params.items[i].path);
        add_words(out, " ", str_slice(prompt->params.items[i].value.text, 0, 30));
    }
    if (prompt->params.len) buf_add_c(out, "\n");
    add_costs(out, plan);
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        Str place = segment_place(&r->arena, prompt, segment);
        buf_printf(out, "      " STR_FMT " %s", STR_ARG(place), roles[segment->role]);
        if (segment->breakpoint.origin != BREAKPOINT_NONE)
            buf_printf(out, " mark %us", segment->breakpoint.ttl_seconds);
        if (segment->deferred) buf_add_c(out, " deferred");
        if (segment->on_use) buf_add_c(out, " on use");
        if (segment->append_only) buf_add_c(out, " growing");
        if (segment->plain_string) buf_add_c(out, " plain");
        add_words(out, " ", segment->name);
        if (segment->type == BLOCK_MEDIA) {
            buf_add_c(out, " medium");
        } else {
            buf_add_c(out, " `");
            escape_text(out, str_slice(segment->text, 0, 40));
            buf_add_c(out, "`");
        }
        add_tokens(out, "tokens", size_of(plan, i));
        if (is_unsized(plan, i)) buf_add_c(out, " at least");
        add_pieces(out, segment);
        buf_add_c(out, "\n");
    }
}

static void add_fix(Buf *out, const Source *source, const Fix *fix) {
    if (fix->edits.len == 0) return;
    buf_printf(out, "      %s", fix->unsafe ? "unsafe" : "safe");
    add_words(out, " fix: ", fix->title);
    for (size_t i = 0; i < fix->edits.len; i++) {
        buf_add_c(out, "; ");
        add_place(out, source, fix->edits.items[i].span);
        buf_add_c(out, " `");
        escape_text(out, fix->edits.items[i].text);
        buf_add_c(out, "`");
    }
    buf_add_c(out, "\n");
}

static void add_finding(Buf *out, const Source *source, const Finding *f, bool in_full) {
    buf_printf(out, "    " STR_FMT " %s ", STR_ARG(f->code), level_name(f->level));
    add_place(out, source, f->span);
    add_words(out, " ", f->place);
    add_words(out, ": ", f->message);
    if (in_full) add_words(out, ". Label: ", f->label);
    add_words(out, ". Cost: ", f->cost);
    if (in_full) add_words(out, ". Help: ", f->help);
    if (in_full) add_words(out, ". Note: ", f->note);
    buf_add_c(out, "\n");
    for (size_t i = 0; i < f->related.len; i++) {
        buf_add_c(out, "      see ");
        add_place(out, source, f->related.items[i].span);
        add_words(out, " ", f->related.items[i].message);
        buf_add_c(out, "\n");
    }
    add_fix(out, source, &f->fix);
}

/* What of it. */
typedef enum { PROMPTS = 1, FINDINGS = 2 } What;

static void add_answer(Buf *out, Str path, Str bytes, unsigned what) {
    FileResult *r = lint_where(path, bytes);
    bool prompts = what & PROMPTS, findings = what & FINDINGS;
    for (size_t i = 0; prompts && i < r->prompts.len; i++) add_prompt(out, r, i);
    for (size_t i = 0; findings && i < r->findings.len; i++)
        add_finding(out, &r->source, &r->findings.items[i], prompts);
    if ((!prompts || r->prompts.len == 0) && (!findings || r->findings.len == 0))
        buf_add_c(out, "    nothing\n");
    file_result_free(r);
}

static void add_file(Buf *out, Str line) {
    Buf text = {0};
    Str path = cut_word(&line);
    add_text(&text, line);
    add_answer(out, path, buf_str(&text), PROMPTS | FINDINGS);
    buf_free(&text);
}

/* The members, and of model, cap and message what is not among them. */
static void add_request(Buf *text, Str api, Str model, Str members) {
    static const struct {
        const char *api, *model, *cap_key, *cap, *messages_key, *messages;
    } forms[] = {{"messages", "model", "\"max_tokens\"", "100", "\"messages\"",
                  "[{\"role\": \"user\", \"content\": \"Go on.\"}]"},
                 {"chat", "model", "\"max_completion_tokens\"", "100", "\"messages\"",
                  "[{\"role\": \"user\", \"content\": \"Go on.\"}]"},
                 {"responses", "model", "\"max_output_tokens\"", "100", "\"input\"", "\"Go on.\""},
                 {"gemini", "model", "\"generationConfig\"", "{\"maxOutputTokens\": 100}",
                  "\"contents\"", "[{\"role\": \"user\", \"parts\": [{\"text\": \"Go on.\"}]}]"},
                 {"converse", "modelId", "\"inferenceConfig\"", "{\"maxTokens\": 100}",
                  "\"messages\"", "[{\"role\": \"user\", \"content\": [{\"text\": \"Go on.\"}]}]"}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (!str_is(api, forms[i].api)) continue;
        buf_printf(text, "{\"%s\": \"" STR_FMT "\"", forms[i].model, STR_ARG(model));
        if (members.len) buf_add_c(text, ", ");
        add_escaped_text(text, members);
        if (!str_has(members, str_from_c(forms[i].cap_key)))
            buf_printf(text, ", %s: %s", forms[i].cap_key, forms[i].cap);
        if (!str_has(members, str_from_c(forms[i].messages_key)))
            buf_printf(text, ", %s: %s", forms[i].messages_key, forms[i].messages);
        buf_add_c(text, "}");
    }
}

static void add_findings(Buf *out, Str line) {
    Buf text = {0};
    Str first = cut_word(&line);
    if (str_find_char(first, '.', 0) == STR_NOT_FOUND) {
        Str model = cut_word(&line);
        add_request(&text, first, model, line);
        first = STR("a.json");
    } else {
        add_text(&text, line);
    }
    add_answer(out, first, buf_str(&text), FINDINGS);
    buf_free(&text);
}

static void add_corpus_file(Buf *out, Str path) {
    Buf name = {0};
    buf_add(&name, path);
    buf_add_char(&name, '\0');
    Buf bytes = table_read(name.ptr);
    add_answer(out, path, buf_str(&bytes), PROMPTS);
    buf_free(&bytes);
    buf_free(&name);
}

static void each_file_is_read_as_the_table_says(void **state) {
    (void)state;
    check_table("tests/unit/checks.txt", add_file);
}

static void each_file_is_told_what_the_table_says(void **state) {
    (void)state;
    check_table("tests/unit/findings.txt", add_findings);
}

static void each_labelled_file_is_read_as_the_record_says(void **state) {
    (void)state;
    check_table("tests/corpus/prompts.txt", add_corpus_file);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_file_is_read_as_the_table_says),
        cmocka_unit_test(each_file_is_told_what_the_table_says),
        cmocka_unit_test(each_labelled_file_is_read_as_the_record_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
