/* Tables of the cost command for people: on a terminal, and as Markdown for a pull request. */
#include <math.h>
#include <stdio.h>

#include "lint/command/cost_view.h"
#include "lint/report/compose.h"
#include "lint/report/figures.h"
#include "lint/report/text.h"

/* --- shared --------------------------------------------------------------------------------------
 */

void cost_usd_call(Buf *out, double usd) {
    int decimals = 4;
    if (usd >= 1000) {
        figure_usd(out, usd);
        return;
    }
    for (double size = usd; size > 0 && size < 0.00995 && decimals < 12; size *= 10)
        if (size < 0.001) decimals++;
    buf_printf(out, "$%.*f", decimals, usd);
    /* The fifth decimal and those behind it only where they say something. */
    for (; decimals > 4 && out->ptr[out->len - 1] == '0'; decimals--) out->len--;
}

/* Of tokens and calls, whatever somebody declared. */
static int64_t whole(double count) {
    return (int64_t)llround(fmin(fmax(count, 0), 1e17));
}

int cost_band(Amount usd) {
    double half = fmax(usd.hi - usd.at, usd.at - usd.lo);
    if (usd.at <= 0 || half <= 1e-9 * usd.at) return 0;
    return (int)fmin(999, ceil(100 * half / usd.at - 1e-9));
}

static Str take_text(Arena *arena, Buf *words) {
    Str text = str_dup(arena, buf_str(words));
    buf_free(words);
    return text;
}

static void remark_output(Arena *arena, const CostView *view, const CostRow *now, StrVec *out) {
    const Prompt *prompt = view->plan ? view->plan->prompt : NULL;
    Buf words = {0};
    if (now->cost.output >= 0) return;
    buf_add_c(&words, "Output is left out: nobody declared its length (workload: output_tokens, "
                      "or --output-tokens)");
    double cap = prompt && prompt->max_output.state == PARAM_SET ? prompt->max_output.number : NAN;
    if (cap > 0 && cap < 1e9 && now->cost.prices.out >= 0) {
        buf_add_c(&words, "; an answer of ");
        buf_add_count(&words, llround(cap));
        buf_add_c(&words, " tokens, the cap, costs ");
        cost_usd_call(&words, cap * now->cost.prices.out / 1e6 * now->cost.factor);
    }
    buf_add_char(&words, '.');
    vec_push(arena, out, take_text(arena, &words));
}

static void remark_values(Arena *arena, const CostView *view, StrVec *out) {
    enum { SHOWN = 4 };
    if (!view->plan || !view->plan->unsized) return;
    Buf words = {0};
    size_t n = 0;
    for (size_t i = 0; i < view->plan->step_count; i++) {
        const Piece *piece = plan_piece(view->plan, i);
        if (!view->plan->steps[i].unsized || !piece->name.len) continue;
        if (n < SHOWN) {
            buf_add_c(&words, n ? ", " : "");
            buf_add(&words, piece->name);
        }
        n++;
    }
    vec_push(arena, out,
             n ? str_printf(arena,
                            "Values of unknown size count nothing: " STR_FMT
                            "%s (inputs: NAME: {tokens: N}).",
                            STR_ARG(buf_str(&words)), n > SHOWN ? " …" : "")
               : STR("Images, files and values of unknown size count nothing."));
    buf_free(&words);
}

static void remark_budget(Arena *arena, const CostView *view, const CostRow *now, StrVec *out) {
    const Budget *budget = view->plan ? &view->plan->prompt->budget : NULL;
    if (!budget || view->calls_per_month <= 0) return;
    double month = view->calls_per_month * now->cost.usd.at;
    const double limits[] = {budget->daily, budget->monthly};
    for (int i = 0; i < 2; i++) {
        if (limits[i] <= 0) continue;
        double spent = i ? month : month / TRAFFIC_DAYS_PER_MONTH;
        Buf words = {0};
        buf_printf(&words, "That is %.0f %% of the %s budget of ", 100 * spent / limits[i],
                   i ? "monthly" : "daily");
        figure_usd(&words, limits[i]);
        buf_add_char(&words, '.');
        vec_push(arena, out, take_text(arena, &words));
    }
}

static void remark_storage(Arena *arena, const CostView *view, const CostRow *now, StrVec *out) {
    double calls = cost_calls_until_storage_pays(&view->prices);
    double tokens = now->cost.flow.read.at;
    if (calls < 0 || tokens <= 0) return;
    Buf words = {0};
    buf_add_c(&words, "Kept as a stored cache its prefix costs ");
    cost_usd_call(&words, tokens * view->prices.storage / 1e6);
    buf_printf(&words,
               " an hour: worth it from %.3g calls an hour on that implicit caching would miss.",
               calls);
    vec_push(arena, out, take_text(arena, &words));
}

static const CostRow *find_row(const CostView *view, const char *key) {
    for (size_t i = 0; i < view->rows.len; i++)
        if (str_is(str_from_c(key), view->rows.items[i].key)) return &view->rows.items[i];
    return NULL;
}

static void remark_batch(Arena *arena, const CostView *view, const CostRow *now, StrVec *out) {
    const CostRow *batch = find_row(view, "batch");
    if (!batch || now->cost.flow.read.at <= 0 || !view->plan) return;
    bool caches = batch->cost.flow.read.at > 0;
    vec_push(arena, out,
             caches ? STR("In a batch cache hits are best effort: the vendor names 30 to 98 %.")
                    : STR("In a batch this platform does not cache: all input is paid in full."));
}

void cost_remarks(Arena *arena, const CostView *view, StrVec *out) {
    if (!view->rows.len) return;
    const CostRow *now = &view->rows.items[0];
    remark_output(arena, view, now, out);
    remark_values(arena, view, out);
    remark_budget(arena, view, now, out);
    remark_storage(arena, view, now, out);
    remark_batch(arena, view, now, out);
}

/* --- words ---------------------------------------------------------------------------------------
 */

static void add_price(Buf *out, double price, const char *what) {
    if (price < 0) return;
    if (out->len && out->ptr[out->len - 1] != ' ') buf_add_c(out, ", ");
    buf_add_char(out, '$');
    figure_price(out, price, 0);
    buf_printf(out, " %s", what);
}

/* "$2 in, $10 out, $0.2 read, $2.5 write, $4 write long per million tokens". */
static void price_words(Buf *out, const CostRow *now) {
    const PriceSet *set = &now->cost.prices;
    add_price(out, set->in, "in");
    add_price(out, set->out, "out");
    add_price(out, set->read, "read");
    if (set->write_short > set->in || set->write_long > set->in) {
        add_price(out, set->write_short, "write");
        add_price(out, set->write_long, "write long");
    }
    buf_add_c(out, " per million tokens");
    if (now->cost.factor < 0.999 || now->cost.factor > 1.001)
        buf_printf(out, ", x %.3g for this request", now->cost.factor);
}

static void traffic_words(Buf *out, const CostView *view, const CostRow *now) {
    if (view->calls_per_month > 0) {
        buf_add_count(out, whole(view->calls_per_month));
        buf_add_c(out, " calls a month");
        if (view->plan && view->plan->prompt->workload.calls_per_day > 0)
            buf_add_c(out, " (30 days)");
        buf_add_c(out, ", ");
    }
    if (view->expected)
        buf_printf(out, "%.0f %% of what could be read found warm", 100 * now->cost.warm);
    else
        buf_add_c(out, now->cost.flow.read.at > 0 ? "each call finds the cache warm"
                                                  : "no call reads from the cache");
    if (now->cost.output >= 0) {
        buf_add_c(out, ", ");
        buf_add_count(out, whole(now->cost.output));
        buf_add_c(out, " tokens of output each");
    }
}

static Str title_of(Arena *arena, const CostView *view) {
    Buf words = {0};
    buf_add(&words, view->path);
    if (view->where.len) buf_printf(&words, "  " STR_FMT, STR_ARG(view->where));
    if (view->name.len) buf_printf(&words, "  " STR_FMT, STR_ARG(view->name));
    if (view->version.len) buf_printf(&words, " " STR_FMT, STR_ARG(view->version));
    return take_text(arena, &words);
}

static double written(const CostFlow *flow) {
    return flow->written_short.at + flow->written_long.at;
}

/* --- text ----------------------------------------------------------------------------------------
 */

enum { LABEL = 16, TOKENS = 9, MANY_TOKENS = 12, CALL = 11, THOUSAND = 13, MONTH = 11, WIDTH = 80 };

/* To the right end of its column; a blank stands between any two. */
static void right(Buf *out, Buf *figure, size_t width) {
    buf_repeat(out, " ", figure->len < width ? width - figure->len : 1);
    buf_add(out, buf_str(figure));
    buf_free(figure);
}

static void right_usd(Buf *out, double usd, size_t width) {
    Buf figure = {0};
    figure_usd(&figure, usd);
    right(out, &figure, width);
}

static void right_count(Buf *out, double tokens, size_t width) {
    Buf figure = {0};
    buf_add_count(&figure, whole(tokens));
    right(out, &figure, width);
}

static void text_row(Buf *out, const CostRow *row, double calls, size_t label, size_t tokens) {
    const CostFlow *flow = &row->cost.flow;
    Buf figure = {0};
    buf_add_c(out, "  ");
    text_pad(out, row->label, label);
    right_count(out, flow->read.at, tokens);
    right_count(out, written(flow), tokens);
    right_count(out, flow->uncached.at, tokens);
    cost_usd_call(&figure, row->cost.usd.at);
    right(out, &figure, CALL);
    right_usd(out, 1000 * row->cost.usd.at, THOUSAND);
    if (calls > 0) right_usd(out, calls * row->cost.usd.at, MONTH);
    int band = cost_band(row->cost.usd);
    if (band) buf_printf(out, "  ±%d %%", band);
    buf_add_char(out, '\n');
}

static void wrapped(Buf *out, Str text) {
    buf_add_c(out, "  ");
    text_wrap(out, text, 2, 2, WIDTH);
    buf_add_char(out, '\n');
}

static void text_table(Buf *out, const CostView *view, bool color) {
    size_t label = LABEL, tokens = TOKENS;
    for (size_t i = 0; i < view->rows.len; i++) {
        const CostFlow *flow = &view->rows.items[i].cost.flow;
        size_t w = text_width(view->rows.items[i].label);
        if (w > label) label = w;
        if (fmax(fmax(flow->read.at, written(flow)), flow->uncached.at) >= 999999.5)
            tokens = MANY_TOKENS;
    }
    buf_add_char(out, '\n');
    paint_on(out, color, PAINT_DIM);
    buf_printf(out, "  %*s%*s%*s%*s%*s%*s", (int)label, "", (int)tokens, "read", (int)tokens,
               "written", (int)tokens, "in full", CALL, "per call", THOUSAND, "1,000 calls");
    if (view->calls_per_month > 0) buf_printf(out, "%*s", MONTH, "a month");
    paint_off(out, color, PAINT_DIM);
    buf_add_char(out, '\n');
    for (size_t i = 0; i < view->rows.len; i++)
        text_row(out, &view->rows.items[i], view->calls_per_month, label, tokens);
}

static void text_begin(Buf *out, Date today) {
    (void)out, (void)today;
}

static void text_prompt(Buf *out, Arena *arena, const CostView *view, bool color, size_t index) {
    Buf words = {0};
    StrVec remarks = {0};
    if (index && !view->in_list) buf_add_char(out, '\n');
    paint_visible(out, color, PAINT_BOLD, title_of(arena, view));
    if (!view->rows.len) {
        buf_add_c(out, view->model.len ? ": no price is known for " : ": no model is named");
        buf_add_visible(out, view->model, false);
        buf_add_char(out, '\n');
        return;
    }
    buf_add_char(out, '\n');
    const CostRow *now = &view->rows.items[0];
    if (view->model.len) buf_printf(&words, STR_FMT ": ", STR_ARG(view->model));
    price_words(&words, now);
    wrapped(out, take_text(arena, &words));
    words = (Buf){0};
    traffic_words(&words, view, now);
    wrapped(out, take_text(arena, &words));
    text_table(out, view, color);
    cost_remarks(arena, view, &remarks);
    if (remarks.len) buf_add_char(out, '\n');
    for (size_t i = 0; i < remarks.len; i++) wrapped(out, remarks.items[i]);
}

static void total_remark(Buf *out, const CostTotal *total, const char *indent) {
    if (total->priced < total->prompts)
        buf_printf(out, "%sNot in it, for want of a price: %zu of %zu prompts.\n", indent,
                   total->prompts - total->priced, total->prompts);
    if (total->with_calls && total->with_calls < total->priced)
        buf_printf(out, "%sThe month is that of the %zu that declare their calls.\n", indent,
                   total->with_calls);
    if (!total->with_output)
        buf_printf(out, "%sOutput is in none of the figures.\n", indent);
    else if (total->with_output < total->priced)
        buf_printf(out, "%sOutput is in the figures of %zu only.\n", indent, total->with_output);
}

static void text_total(Buf *out, const CostTotal *total, bool color) {
    if (total->prompts < 2 || !total->rows.len) return;
    size_t label = LABEL;
    for (size_t i = 0; i < total->rows.len; i++) {
        size_t w = text_width(total->rows.items[i].label);
        if (w > label) label = w;
    }
    buf_add_char(out, '\n');
    paint(out, color, PAINT_BOLD, "total");
    buf_printf(out, " of %zu prompts\n\n", total->priced);
    paint_on(out, color, PAINT_DIM);
    buf_printf(out, "  %*s%*s", (int)label, "", 3 * TOKENS + CALL + THOUSAND,
               "1,000 calls of each");
    if (total->with_calls) buf_printf(out, "%*s", MONTH, "a month");
    paint_off(out, color, PAINT_DIM);
    buf_add_char(out, '\n');
    for (size_t i = 0; i < total->rows.len; i++) {
        const TotalRow *row = &total->rows.items[i];
        buf_add_c(out, "  ");
        text_pad(out, row->label, label);
        right_usd(out, row->per_1000, 3 * TOKENS + CALL + THOUSAND);
        if (total->with_calls) right_usd(out, row->per_month, MONTH);
        buf_add_char(out, '\n');
    }
    if (total->priced < total->prompts || total->with_calls < total->priced ||
        total->with_output < total->priced)
        buf_add_char(out, '\n');
    total_remark(out, total, "  ");
}

/* Once for all of them. */
static void text_end(Buf *out, const CostTotal *total, bool color) {
    text_total(out, total, color);
    if (total->priced == total->prompts) return;
    buf_add_c(out, "\nA price comes with --model ID (`warmlint models` lists them), with\n"
                   "--price in=…,out=…, or with model: and prices: in .warmlint.yaml.\n");
}

const CostPrinter cost_text = {text_begin, text_prompt, text_end};

/* --- Markdown ------------------------------------------------------------------------------------
 */

static void markdown_text(Buf *out, Str text) {
    Buf visible = {0};
    buf_add_visible(&visible, text, false);
    compose_markdown(out, buf_str(&visible));
    buf_free(&visible);
}

static void markdown_prompt(Buf *out, Arena *arena, const CostView *view, bool color,
                            size_t index) {
    (void)color;
    Buf words = {0};
    StrVec remarks = {0};
    if (index) buf_add_char(out, '\n');
    buf_add_c(out, "### ");
    markdown_text(out, title_of(arena, view));
    buf_add_c(out, "\n\n");
    if (!view->rows.len) {
        buf_add_c(out, "No price is known.\n");
        return;
    }
    const CostRow *now = &view->rows.items[0];
    bool month = view->calls_per_month > 0;
    markdown_text(out, view->model);
    buf_add_c(out, view->model.len ? ": " : "");
    price_words(&words, now);
    buf_add_c(&words, "; ");
    traffic_words(&words, view, now);
    markdown_text(out, take_text(arena, &words));
    buf_printf(out, ".\n\n| | read | written | in full | per call | 1,000 calls |%s\n",
               month ? " a month |" : "");
    buf_printf(out, "| --- | ---: | ---: | ---: | ---: | ---: |%s\n", month ? " ---: |" : "");
    for (size_t i = 0; i < view->rows.len; i++) {
        const CostRow *row = &view->rows.items[i];
        buf_add_c(out, "| ");
        markdown_text(out, row->label);
        buf_add_c(out, " | ");
        buf_add_count(out, whole(row->cost.flow.read.at));
        buf_add_c(out, " | ");
        buf_add_count(out, whole(written(&row->cost.flow)));
        buf_add_c(out, " | ");
        buf_add_count(out, whole(row->cost.flow.uncached.at));
        buf_add_c(out, " | ");
        cost_usd_call(out, row->cost.usd.at);
        buf_add_c(out, " | ");
        figure_usd(out, 1000 * row->cost.usd.at);
        int band = cost_band(row->cost.usd);
        if (band) buf_printf(out, " ±%d %%", band);
        buf_add_c(out, " |");
        if (month) {
            buf_add_char(out, ' ');
            figure_usd(out, view->calls_per_month * row->cost.usd.at);
            buf_add_c(out, " |");
        }
        buf_add_char(out, '\n');
    }
    cost_remarks(arena, view, &remarks);
    if (remarks.len) buf_add_char(out, '\n');
    for (size_t i = 0; i < remarks.len; i++) {
        buf_add_c(out, "- ");
        markdown_text(out, remarks.items[i]);
        buf_add_char(out, '\n');
    }
}

static void markdown_end(Buf *out, const CostTotal *total, bool color) {
    (void)color;
    if (total->prompts < 2 || !total->rows.len) return;
    buf_printf(out, "\n### Total of %zu prompts\n\n| | 1,000 calls of each |%s\n", total->priced,
               total->with_calls ? " a month |" : "");
    buf_printf(out, "| --- | ---: |%s\n", total->with_calls ? " ---: |" : "");
    for (size_t i = 0; i < total->rows.len; i++) {
        buf_add_c(out, "| ");
        markdown_text(out, total->rows.items[i].label);
        buf_add_c(out, " | ");
        figure_usd(out, total->rows.items[i].per_1000);
        buf_add_c(out, " |");
        if (total->with_calls) {
            buf_add_char(out, ' ');
            figure_usd(out, total->rows.items[i].per_month);
            buf_add_c(out, " |");
        }
        buf_add_char(out, '\n');
    }
    if (total->priced < total->prompts || total->with_calls < total->priced ||
        total->with_output < total->priced)
        buf_add_char(out, '\n');
    total_remark(out, total, "- ");
}

const CostPrinter cost_markdown = {text_begin, markdown_prompt, markdown_end};
