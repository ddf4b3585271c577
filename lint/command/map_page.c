#include "lint/command/map_page.h"

#include <math.h>

#include "lint/command/cost_view.h"
#include "lint/facts/facts.h"
#include "lint/report/figures.h"
#include "lint/report/html.h"
#include "lint/report/map_rows.h"
#include "lint/report/text.h"

/* --- the head of a prompt --- */

static const char *kind_word(PromptKind kind) {
    return kind == KIND_TEMPLATE ? "template"
           : kind == KIND_STATIC ? "static text"
                                 : "rendered request";
}

static void fact(Buf *out, const char *what, Str value) {
    if (!value.len) return;
    buf_printf(out, "<div><dt>%s</dt><dd>", what);
    html_text(out, value);
    buf_add_c(out, "</dd></div>\n");
}

static void title(const PagePrompt *p) {
    const Prompt *prompt = p->plan->prompt;
    Buf *out = p->out;
    buf_printf(out, "<h2 id=\"p%zu-title\">", p->number);
    html_text(out, p->result->source.path);
    if (prompt->path_in_file.len) {
        buf_add_c(out, " <span class=\"inner\">");
        html_text(out, prompt->path_in_file);
        buf_add_c(out, "</span>");
    }
    buf_add_c(out, "</h2>\n<dl class=\"facts\">\n");
    fact(out, "Prompt", prompt->name);
    fact(out, "Version", prompt->version);
    fact(out, "Model", prompt->model_id.len ? prompt->model_id : STR("none named"));
    if (prompt->provider != PROVIDER_UNKNOWN)
        fact(out, "Provider", str_from_c(facts_provider_name(prompt->provider)));
    fact(out, "Read as", prompt->format);
    fact(out, "Kind", str_from_c(kind_word(prompt->kind)));
    buf_add_c(out, "</dl>\n");
}

static void figure(Buf *out, const char *class, const char *what, double tokens, double whole) {
    buf_printf(out, "<div class=\"%s\"><dt>%s</dt><dd>", class, what);
    buf_add_count(out, llround(tokens));
    if (whole > 0 && tokens > 0)
        buf_printf(out, " <small>%.0f&nbsp;%%</small>", 100 * tokens / whole);
    buf_add_c(out, "</dd></div>\n");
}

/* Whole prompt, read, written, in full, and the price of 1,000 warm calls. */
static void figures(const PagePrompt *p) {
    const Plan *plan = p->plan;
    Buf *out = p->out;
    CallCost call = cost_call(plan, COST_WARM, NULL), plain = cost_call(plan, COST_UNCACHED, NULL);
    double written = call.flow.written_short.at + call.flow.written_long.at;
    double whole = call.flow.read.at + written + call.flow.uncached.at;
    buf_add_c(out, "<dl class=\"figures\">\n<div><dt>Tokens</dt><dd>");
    html_tokens(out, plan->total);
    if (plan->unsized) buf_add_c(out, " <small>and values</small>");
    buf_add_c(out, "</dd></div>\n");
    figure(out, "read", "Read from the cache", call.flow.read.at, whole);
    figure(out, "written", "Written", written, whole);
    figure(out, "full", "Paid in full", call.flow.uncached.at, whole);
    if (call.known) {
        double usd = 1000 * call.input_usd.at, without = 1000 * plain.input_usd.at;
        buf_add_c(out, "<div><dt>1,000 warm calls</dt><dd>");
        figure_usd(out, usd);
        if (without > 0 && fabs(usd - without) >= 0.005 * without)
            buf_printf(out, " <small>%.0f&nbsp;%% %s than without cache</small>",
                       fabs(100 * (usd - without) / without), usd < without ? "less" : "more");
        buf_add_c(out, "</dd></div>\n");
    }
    buf_add_c(out, "</dl>\n");
}

/* --- what calls cost --- */

static void cost_row(Buf *out, const char *name, const CallCost *call) {
    buf_printf(out, "<tr><th scope=\"row\">%s</th><td>", name);
    buf_add_count(out, llround(call->flow.read.at));
    buf_add_c(out, "</td><td>");
    buf_add_count(out, llround(call->flow.written_short.at + call->flow.written_long.at));
    buf_add_c(out, "</td><td>");
    buf_add_count(out, llround(call->flow.uncached.at));
    if (call->known) {
        buf_add_c(out, "</td><td>");
        cost_usd_call(out, call->input_usd.at);
        buf_add_c(out, "</td><td>");
        figure_usd(out, 1000 * call->input_usd.at);
    }
    buf_add_c(out, "</td></tr>\n");
}

static void cost_table(const PagePrompt *p) {
    static const struct {
        CostCase which;
        const char *name;
    } rows[] = {{COST_WARM, "A warm call"},
                {COST_FIRST, "The first call"},
                {COST_UNCACHED, "Without cache"}};
    Buf *out = p->out;
    CallCost warm = cost_call(p->plan, COST_WARM, NULL);
    buf_add_c(out, "<div class=\"scroll\"><table class=\"cost\">\n<caption>Input of one call, in "
                   "tokens</caption>\n<thead><tr><td></td><th scope=\"col\">read</th>"
                   "<th scope=\"col\">written</th><th scope=\"col\">in full</th>");
    if (warm.known)
        buf_add_c(out, "<th scope=\"col\">per call</th><th scope=\"col\">1,000 calls</th>");
    buf_add_c(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CallCost call = cost_call(p->plan, rows[i].which, NULL);
        cost_row(out, rows[i].name, &call);
    }
    buf_add_c(out, "</tbody>\n</table></div>\n");
}

static void month(const PagePrompt *p) {
    double calls = cost_calls_per_month(p->plan, NULL);
    CallCost now = cost_call(p->plan, COST_NOW, NULL);
    if (calls <= 0 || !now.known) return;
    Buf *out = p->out;
    buf_add_c(out, "<p>With the declared traffic of ");
    buf_add_count(out, llround(fmin(calls, 1e17)));
    buf_add_c(out, " calls a month, input and declared output cost <strong>");
    figure_usd(out, calls * now.usd.at);
    buf_add_c(out, "</strong> a month.</p>\n");
}

static void bill(const PagePrompt *p) {
    Buf words = {0};
    map_bill_words(&words, p->plan);
    buf_add_c(p->out, "<p>");
    html_text_from(p->out, &words);
    buf_add_c(p->out, "</p>\n");
    buf_free(&words);
    month(p);
}

/* --- the text in cache order --- */

static void segment_head(const PagePrompt *p, const MapRow *row, size_t step) {
    const Plan *plan = p->plan;
    Buf *out = p->out, words = {0};
    CellKind kind = map_row_is_read(plan, row) ? CELL_READ
                    : row->change != NO_STEP   ? CELL_CHANGE
                                               : map_kind_at(plan, row->from);
    const char *class = page_kind_class(kind);
    buf_printf(out, "<section class=\"segment %s\" id=\"p%zu-s%zu\">\n<header>\n<h4>", class,
               p->number, row->first);
    html_text(out, map_row_place(p->page->arena, plan, row, false));
    buf_printf(out, "</h4>\n<p class=\"role\">%s</p>\n<p class=\"size\">", map_row_role(plan, row));
    html_tokens(out, row->size);
    buf_add_c(out, row->size.tokens == 1 && !row->unsized ? " token" : " tokens");
    if (row->unsized) buf_add_c(out, " and values");
    buf_add_c(out, " <span class=\"from\">from ");
    html_tokens(out, plan->steps[step].before);
    buf_printf(out, "</span></p>\n<p class=\"state %s\">", class);
    map_row_state(&words, plan, row);
    html_text_from(out, &words);
    buf_add_c(out, "</p>\n</header>\n");
    buf_free(&words);
}

static void breakpoints_behind(const PagePrompt *p, size_t segment, size_t *next) {
    Buf words = {0};
    for (; *next < p->plan->breakpoint_count && p->plan->breakpoints[*next].segment <= segment;
         ++*next) {
        const PlanBreakpoint *b = &p->plan->breakpoints[*next];
        bool good = map_breakpoint_serves(b);
        buf_printf(p->out,
                   "<p class=\"breakpoint %s\" id=\"p%zu-b%zu\"><b aria-hidden=\"true\">▲ %zu</b> ",
                   good ? "good" : "bad", p->number, *next + 1, *next + 1);
        map_breakpoint_words(&words, p->plan, b);
        html_text_from(p->out, &words);
        buf_add_c(p->out, "</p>\n");
    }
    buf_free(&words);
}

static void section_title(const PagePrompt *p, Section section) {
    static const char *const names[] = {"Tools", "System", "Messages"};
    buf_printf(p->out, "<h3>%s <span class=\"size\">", names[section]);
    html_tokens(p->out, p->plan->section[section]);
    buf_add_c(p->out, " tokens</span></h3>\n");
}

static void layers(const PagePrompt *p) {
    const Plan *plan = p->plan;
    MapRowVec rows = {0};
    size_t step = 0, next = 0;
    Section section = SECTION_COUNT;
    map_rows(p->page->arena, plan, false, &rows);
    for (size_t i = 0; i < rows.len; i++) {
        const Segment *segment = &plan->prompt->segments.items[rows.items[i].first];
        if (segment->section != section) section_title(p, section = segment->section);
        segment_head(p, &rows.items[i], step);
        page_text(p, rows.items[i].first, step);
        buf_add_c(p->out, "</section>\n");
        breakpoints_behind(p, rows.items[i].first, &next);
        while (step < plan->step_count && plan->steps[step].segment == rows.items[i].first) step++;
    }
}

/* --- the table of contents --- */

static void level_counts(Buf *out, const size_t counts[LEVEL_ERROR + 1]) {
    bool some = false;
    for (int level = LEVEL_ERROR; level >= LEVEL_INFO; level--) {
        if (!counts[level]) continue;
        buf_printf(out, "%s<span class=\"level %s\">%zu %s%s</span>", some ? " " : "",
                   level_name((Level)level), counts[level], level_name((Level)level),
                   counts[level] == 1 ? "" : "s");
        some = true;
    }
    if (!some) buf_add_c(out, "<span class=\"none\">none</span>");
}

static void contents_row(const PagePrompt *p, const size_t counts[LEVEL_ERROR + 1]) {
    const Prompt *prompt = p->plan->prompt;
    Buf *out = &p->page->contents;
    CallCost call = cost_call(p->plan, COST_WARM, NULL);
    bool drawn = p->number <= PAGE_PROMPTS;
    buf_add_c(out, "<tr><th scope=\"row\">");
    if (drawn) buf_printf(out, "<a href=\"#p%zu\">", p->number);
    html_text(out, p->result->source.path);
    if (drawn) buf_add_c(out, "</a>");
    if (prompt->path_in_file.len) {
        buf_add_c(out, " ");
        html_text(out, prompt->path_in_file);
    }
    buf_add_c(out, "</th><td class=\"model\">");
    html_text(out, prompt->model_id.len ? prompt->model_id : STR("–"));
    buf_add_c(out, "</td><td class=\"number\">");
    html_tokens(out, p->plan->total);
    buf_add_c(out, "</td><td class=\"picture\">");
    page_small_bar(out, p->plan);
    buf_add_c(out, "</td><td class=\"number\">");
    if (p->plan->total.tokens > 0)
        buf_printf(out, "%.0f&nbsp;%%",
                   100 * (double)p->plan->read.tokens / (double)p->plan->total.tokens);
    buf_add_c(out, "</td><td class=\"number\">");
    if (call.known)
        figure_usd(out, 1000 * call.input_usd.at);
    else
        buf_add_c(out, "–");
    buf_add_c(out, "</td><td>");
    level_counts(out, counts);
    buf_add_c(out, "</td></tr>\n");
}

/* --- the whole --- */

static void whole_prompt_notes(const PagePrompt *p) {
    size_t from = 0;
    while (from < p->notes.len && p->notes.items[from].placed) from++;
    if (from == p->notes.len) return;
    buf_add_c(p->out, "<section class=\"whole\">\n<h3>Findings about the whole prompt</h3>\n");
    page_notes(p, from, p->notes.len);
    buf_add_c(p->out, "</section>\n");
}

void map_page_prompt(MapPage *page, const FileResult *result, const Plan *plan,
                     const FindingVec *findings) {
    PagePrompt p = {.page = page, .out = &page->prompts, .result = result, .plan = plan};
    size_t counts[LEVEL_ERROR + 1] = {0};
    p.number = ++page->count;
    for (size_t i = 0; i < findings->len; i++) {
        counts[findings->items[i].level]++;
        page->findings[findings->items[i].level]++;
        if (p.number <= PAGE_PROMPTS)
            vec_push(page->arena, &p.notes, (PageNote){.finding = &findings->items[i]});
    }
    if (p.number <= PAGE_ROWS) contents_row(&p, counts);
    page->tokens = tok_add(page->tokens, plan->total);
    page->read = tok_add(page->read, plan->read);
    if (p.number > PAGE_PROMPTS) return;
    page_place_notes(&p);
    buf_printf(p.out, "<article id=\"p%zu\" class=\"prompt%s\" aria-labelledby=\"p%zu-title\">\n",
               p.number, p.notes.len && p.notes.items[0].placed ? " with-notes" : "", p.number);
    title(&p);
    figures(&p);
    page_bar(&p);
    buf_add_c(p.out, "<div class=\"plan\">\n<div>\n");
    page_marks(&p);
    bill(&p);
    buf_add_c(p.out, "</div>\n");
    cost_table(&p);
    buf_add_c(p.out, "</div>\n");
    whole_prompt_notes(&p);
    layers(&p);
    buf_add_c(p.out, "</article>\n");
}

static void legend(Buf *out) {
    static const char *const words[][2] = {
        {"read", "read from the cache by a warm call"},
        {"stable", "stable, but not read: no breakpoint, or below the minimum"},
        {"change", "changes with the call"},
        {"after", "stable, but behind a change: never read"}};
    html_legend(out, words, sizeof words / sizeof *words);
}

static void lead_words(Buf *out, const MapPage *page) {
    text_plural(out, page->count, "prompt", "prompts");
    buf_add_c(out, ", ");
    figure_tokens(out, page->tokens);
    buf_add_c(out, " tokens; a warm call of each reads ");
    buf_add_count(out, page->read.tokens);
    buf_add_c(out, " of them from the cache");
}

static void about_words(Buf *out, const MapPage *page) {
    char day[DATE_TEXT], facts[DATE_TEXT];
    date_format(page->today, day);
    date_format(facts_date(), facts);
    buf_printf(out,
               "Made by warmlint " WARMLINT_VERSION " with the prices of %s (its data are of %s). "
               "Sizes are estimates with their 90 %% band. A warm call is one that follows another "
               "of the same prompt within the cache's time to live.",
               day, facts);
}

static void left_out(Buf *out, const MapPage *page) {
    buf_add_c(out, "<p>Of ");
    buf_add_count(out, (long long)page->count);
    buf_add_c(out, " prompts the first ");
    buf_add_count(out, page->count < PAGE_ROWS ? (long long)page->count : PAGE_ROWS);
    buf_add_c(out, " are listed and the first ");
    buf_add_count(out, PAGE_PROMPTS);
    buf_add_c(out, " drawn; the figures above are those of all.</p>\n");
}

void map_page_end(Buf *out, MapPage *page) {
    Buf words = {0};
    lead_words(&words, page);
    html_page_begin(out, STR("Cache map"), buf_str(&words));
    legend(out);
    if (page->count > 1) {
        buf_add_c(out, "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Prompts</h2>\n"
                       "<div class=\"scroll\"><table class=\"contents\">\n<thead><tr>"
                       "<th scope=\"col\">prompt</th><th scope=\"col\" class=\"model\">model</th>"
                       "<th scope=\"col\" class=\"number\">tokens</th><th scope=\"col\" "
                       "class=\"picture\">in cache order</th>"
                       "<th scope=\"col\" class=\"number\">read</th>"
                       "<th scope=\"col\" class=\"number\">1,000 calls</th>"
                       "<th scope=\"col\">findings</th></tr></thead>\n<tbody>\n");
        buf_add(out, buf_str(&page->contents));
        buf_add_c(out, "</tbody>\n</table></div>\n");
        if (page->count > PAGE_PROMPTS) left_out(out, page);
        buf_add_c(out, "</nav>\n");
    }
    buf_add(out, buf_str(&page->prompts));
    words.len = 0;
    about_words(&words, page);
    html_page_end(out, buf_str(&words));
    buf_free(&words);
    buf_free(&page->contents);
    buf_free(&page->prompts);
}
