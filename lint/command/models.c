/* The table of models, or one model in detail. */
#include "lint/command/inputs.h"
#include "lint/report/figures.h"
#include "lint/report/text.h"

static void date_words(Buf *out, Date date) {
    char text[DATE_TEXT];
    date_format(date, text);
    buf_add_c(out, date ? text : "-");
}

/* --- the table --- */

typedef struct {
    Run *run;
    bool color, all;
    Date today;
    Provider provider; /* PROVIDER_UNKNOWN: all */
    Str part;          /* of the id; empty: all */
    size_t shown, hidden;
} Table;

static ModelStatus status_of(const Model *model, Date today) {
    ModelMatch match = facts_resolve(model->provider, facts_text(model->id));
    match.model = model;
    match.platform = model->provider;
    match.platform_row = true;
    return facts_status(&match, today);
}

static bool wanted(const Table *t, const Model *model) {
    if (t->provider != PROVIDER_UNKNOWN && model->provider != t->provider) return false;
    if (!t->part.len || str_find_nocase(facts_text(model->id), t->part, 0) != STR_NOT_FOUND)
        return true;
    for (size_t i = 0; i < model->alias_count; i++)
        if (str_find_nocase(facts_alias(model, i, NULL), t->part, 0) != STR_NOT_FOUND) return true;
    return false;
}

static void table_head(Table *t) {
    paint(t->run->out, t->color, PAINT_BOLD,
          "model                                  provider        in     out write 5m write 1h"
          "    read minimum  context  state");
    buf_add_char(t->run->out, '\n');
}

static Paint state_paint(ModelState state) {
    switch (state) {
    case STATE_RETIRED: return PAINT_BAD;
    case STATE_DEPRECATED: return PAINT_MAYBE;
    default: return PAINT_NONE;
    }
}

static void table_row(Table *t, const Model *model, const ModelStatus *status) {
    Buf *out = t->run->out;
    Prices prices = facts_prices(model, t->today);
    PriceSet none = {PRICE_UNKNOWN, PRICE_UNKNOWN, PRICE_UNKNOWN, PRICE_UNKNOWN, PRICE_UNKNOWN};
    PriceSet set = prices.known ? prices.base : none;
    if (!t->shown++) table_head(t);
    text_pad(out, facts_text(model->id), 38);
    buf_printf(out, " %-11s", facts_provider_name(model->provider));
    figure_price(out, set.in, 7);
    figure_price(out, set.out, 8);
    figure_price(out, set.write_short, 9);
    figure_price(out, set.write_long, 9);
    figure_price(out, set.read, 8);
    if (model->min_tokens > 0)
        figure_count_right(out, model->min_tokens, 8);
    else
        buf_printf(out, "%8s", "-");
    if (model->context_window > 0)
        figure_count_right(out, model->context_window, 10);
    else
        buf_printf(out, "%10s", "-");
    buf_add_c(out, "  ");
    paint(out, t->color, state_paint(status->state), facts_state_name(status->state));
    if (status->retires) {
        buf_add_char(out, ' ');
        date_words(out, status->retires);
    }
    buf_add_char(out, '\n');
}

static void table(Table *t) {
    Buf *out = t->run->out;
    for (size_t i = 0; facts_model_at(i); i++) {
        const Model *model = facts_model_at(i);
        if (!wanted(t, model)) continue;
        ModelStatus status = status_of(model, t->today);
        if (status.state == STATE_RETIRED && !t->all)
            t->hidden++;
        else
            table_row(t, model, &status);
    }
    if (t->shown) {
        buf_add_c(out, "\nUSD per million tokens on ");
        date_words(out, t->today);
        buf_add_c(out, "; minimum: shortest prefix that is cached. Data of ");
        date_words(out, facts_date());
        buf_add_c(out, ".\n");
    }
    if (t->hidden) {
        text_plural(out, t->hidden, "retired model", "retired models");
        buf_add_c(out, " not shown: --all\n");
    }
}

/* --- one model --- */

static void field(Run *run, const char *name) {
    buf_add_c(run->out, "  ");
    paint(run->out, run_color(run), PAINT_DIM, name);
    buf_repeat(run->out, " ", strlen(name) < 16 ? 16 - strlen(name) : 1);
}

static void text_field(Run *run, const char *name, Str text) {
    if (!text.len) return;
    field(run, name);
    text_wrap(run->out, text, 18, 18, run_text_width(run));
    buf_add_char(run->out, '\n');
}

static void count_field(Run *run, const char *name, int64_t n) {
    if (n <= 0) return;
    field(run, name);
    buf_add_count(run->out, n);
    buf_add_c(run->out, " tokens\n");
}

static void aliases(Run *run, const Model *model) {
    Buf list = {0};
    for (size_t i = 0; i < model->alias_count; i++) {
        IdForm form;
        Str alias = facts_alias(model, i, &form);
        buf_add_c(&list, i ? ", " : "");
        buf_add(&list, alias);
        if (form == ID_FLOATING) buf_add_c(&list, " (moves)");
    }
    text_field(run, "also", buf_str(&list));
    buf_free(&list);
}

static void price_set(Run *run, const char *name, const PriceSet *set) {
    static const char *const words[] = {"in", "out", "write 5m", "write 1h", "read"};
    const double prices[] = {set->in, set->out, set->write_short, set->write_long, set->read};
    bool some = false;
    field(run, name);
    for (size_t i = 0; i < 5; i++) {
        if (prices[i] < 0) continue;
        buf_printf(run->out, "%s%s $", some ? ", " : "", words[i]);
        figure_price(run->out, prices[i], 0);
        some = true;
    }
    buf_add_c(run->out, some ? "\n" : "not known\n");
}

static void price_fields(Run *run, const Model *model, Date day) {
    Prices prices = facts_prices(model, day);
    if (!prices.known) return;
    char name[32] = "price";
    if (prices.from) {
        memcpy(name, "from ", 5);
        date_format(prices.from, name + 5);
    }
    price_set(run, name, &prices.base);
    if (prices.long_over > 0) {
        Buf over = {0};
        buf_add_c(&over, "> ");
        buf_add_count(&over, prices.long_over);
        buf_add_char(&over, '\0');
        price_set(run, over.ptr, &prices.above);
        buf_free(&over);
    }
    if (prices.batch > 0) {
        field(run, "batch");
        buf_printf(run->out, "x %g\n", prices.batch);
    }
}

static Date day_after(Date date) {
    return date_from_unix(((int64_t)date_days_between(DATE(1970, 1, 1), date) + 1) * 86400);
}

/* Every dated price: the one in force on each first day, oldest first. */
static void all_prices(Run *run, const Model *model) {
    Prices prices = facts_prices(model, DATE(1, 1, 1));
    if (!prices.known && model->price_count <= 1) {
        text_field(run, "price", STR("not known"));
        return;
    }
    Date day = DATE(1, 1, 1);
    for (uint16_t i = 0; i < model->price_count; i++) {
        prices = facts_prices(model, day);
        price_fields(run, model, day);
        if (!prices.until) break;
        day = day_after(prices.until);
    }
}

static void minimum_field(Run *run, const Model *model) {
    static const char *const bases[] = {"", "documented", "measured", "inferred"};
    if (model->min_tokens <= 0) return;
    field(run, "minimum");
    buf_add_count(run->out, model->min_tokens);
    buf_add_c(run->out, " tokens");
    if (model->min_basis) buf_printf(run->out, ", %s", bases[model->min_basis]);
    if (model->min_low != model->min_high) {
        buf_add_c(run->out, "; sources say ");
        buf_add_count(run->out, model->min_low);
        buf_add_c(run->out, " to ");
        buf_add_count(run->out, model->min_high);
    }
    buf_add_char(run->out, '\n');
}

static void cache_field(Run *run, const Model *model) {
    field(run, "cache");
    buf_add_c(run->out, facts_cache_mode_name(model->cache_mode));
    if (model->max_breakpoints > 0)
        buf_printf(run->out, ", up to %d breakpoints", (int)model->max_breakpoints);
    if (model->ttl_short_s > 0) {
        buf_add_c(run->out, ", kept ");
        figure_seconds(run->out, (uint32_t)model->ttl_short_s);
        if (model->ttl_long_s > model->ttl_short_s) {
            buf_add_c(run->out, " or ");
            figure_seconds(run->out, (uint32_t)model->ttl_long_s);
        }
    }
    buf_add_char(run->out, '\n');
}

static void life_field(Run *run, const ModelMatch *match, Date today) {
    ModelStatus status = facts_status(match, today);
    Buf *out = run->out;
    field(run, "state");
    buf_add_c(out, facts_state_name(status.state));
    if (status.retires) {
        buf_add_c(out, status.days_left > 0 ? ", ends " : ", ended ");
        date_words(out, status.retires);
    } else if (status.earliest_end) {
        buf_add_c(out, ", not before ");
        date_words(out, status.earliest_end);
    }
    if (status.successor.len) {
        buf_add_c(out, status.rerouted ? "; requests go to " : "; use ");
        buf_add_visible(out, status.successor, false);
    }
    buf_add_char(out, '\n');
}

static void detail(Run *run, const ModelMatch *match, Date today) {
    const Model *model = match->model;
    paint_visible(run->out, run_color(run), PAINT_BOLD, facts_text(model->id));
    buf_printf(run->out, "  %s\n", facts_provider_name(model->provider));
    aliases(run, model);
    life_field(run, match, today);
    all_prices(run, model);
    cache_field(run, model);
    minimum_field(run, model);
    count_field(run, "context", model->context_window);
    count_field(run, "max output", model->max_output);
    text_field(run, "tokenizer", facts_text(model->tokenizer));
    if (model->tool_prompt_auto > 0) count_field(run, "tool preamble", model->tool_prompt_auto);
    text_field(run, "doubt", facts_text(model->doubt));
    text_field(run, "note", facts_text(model->note));
    field(run, "known from");
    buf_add_c(run->out, facts_confidence_name(model->confidence));
    if (model->verified) {
        buf_add_c(run->out, ", verified ");
        date_words(run->out, model->verified);
    }
    buf_add_char(run->out, '\n');
    text_field(run, "source", facts_text(model->source));
    buf_add_c(run->out, "\nUSD per million tokens. Data of ");
    date_words(run->out, facts_date());
    buf_add_c(run->out, ".\n");
}

/* --- the command --- */

static int one_model(Run *run, Table *t, Str id) {
    ModelMatch match = facts_resolve(t->provider, id);
    if (match.model) {
        detail(run, &match, t->today);
        return STATUS_OK;
    }
    t->part = id;
    table(t);
    if (t->shown || t->hidden) return STATUS_OK;
    NearModel near = facts_nearest_model(id);
    if (near.model)
        return run_trouble(run, "no model `" STR_FMT "`; did you mean `" STR_FMT "`?", STR_ARG(id),
                           STR_ARG(near.name));
    return run_trouble(run, "no model `" STR_FMT "` in the table", STR_ARG(id));
}

static int run_models(Run *run) {
    Table t = {.run = run, .color = run_color(run), .all = option_given(run, "all")};
    Str provider = option_value(run, "provider");
    t.provider = facts_provider_parse(provider);
    if (provider.len && t.provider == PROVIDER_UNKNOWN)
        return run_misuse(run, "unknown provider `" STR_FMT "`", STR_ARG(provider));
    if (!inputs_today(run, &t.today)) return STATUS_TROUBLE;
    if (run->operands.len > 1) return run_misuse(run, "one model at a time");
    if (run->operands.len == 1) return one_model(run, &t, run->operands.items[0]);
    table(&t);
    return STATUS_OK;
}

static const Option options[] = {{"all", 'a', NULL, NULL, "retired models too"},
                                 {"provider", 'p', "NAME", NULL, "only the rows of this provider"},
                                 OPTION_TODAY,
                                 OPTION_COLOR,
                                 OPTION_HELP,
                                 {0}};

const Command command_models = {
    .name = "models",
    .operands = "[ID]",
    .summary = "list what is known of models: prices, cache minimums, limits, lifecycles",
    .details = "With an id or alias: everything about it, with sources. With a part of an id: the "
               "rows that hold it.",
    .options = options,
    .run = run_models};
