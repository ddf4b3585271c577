/* The cost command for programs, described by editors/warmlint-cost.schema.json. Figures that are
 * not known are null; the order of keys is fixed. */
#include <math.h>

#include "lint/command/cost_view.h"

static void number(Buf *out, const char *key, double value) {
    buf_printf(out, ",\"%s\":", key);
    if (!isfinite(value) || value < 0) {
        buf_add_c(out, "null");
        return;
    }
    buf_printf(out, "%.10f", value);
    while (out->ptr[out->len - 1] == '0') out->len--;
    if (out->ptr[out->len - 1] == '.') out->len--;
}

static void amount(Buf *out, const char *key, Amount value, double times) {
    buf_printf(out, ",\"%s\":", key);
    if (times < 0) {
        buf_add_c(out, "null");
        return;
    }
    buf_add_c(out, "{\"unit\":\"USD\"");
    number(out, "estimate", value.at * times);
    number(out, "lo", value.lo * times);
    number(out, "hi", value.hi * times);
    buf_add_char(out, '}');
}

static void row(Buf *out, const CostRow *r, double calls) {
    const CallCost *cost = &r->cost;
    buf_printf(out, "{\"case\":\"%s\"", r->key);
    buf_add_json_member(out, "model", r->model);
    buf_add_c(out, ",\"tokens\":{\"per\":\"call\"");
    number(out, "read", round(cost->flow.read.at));
    number(out, "writtenShort", round(cost->flow.written_short.at));
    number(out, "writtenLong", round(cost->flow.written_long.at));
    number(out, "uncached", round(cost->flow.uncached.at));
    number(out, "output", cost->output < 0 ? COST_UNKNOWN : round(cost->output));
    buf_add_c(out, "},\"prices\":{\"per\":1000000");
    number(out, "in", cost->prices.in);
    number(out, "out", cost->prices.out);
    number(out, "read", cost->prices.read);
    number(out, "writeShort", cost->prices.write_short);
    number(out, "writeLong", cost->prices.write_long);
    number(out, "factor", cost->factor);
    buf_add_char(out, '}');
    number(out, "warmShare", cost->warm);
    amount(out, "usdPerCall", cost->usd, 1);
    amount(out, "usdPer1000", cost->usd, 1000);
    amount(out, "usdPerMonth", cost->usd, calls);
    number(out, "outputUsdPerCall", cost->output_usd);
    buf_add_char(out, '}');
}

static void begin(Buf *out, Date today) {
    char date[DATE_TEXT], facts[DATE_TEXT];
    date_format(today, date);
    date_format(facts_date(), facts);
    buf_printf(out,
               "{\"version\":1,\"factsDate\":\"%s\",\"today\":\"%s\",\"daysPerMonth\":%d,"
               "\"prompts\":[",
               facts, date, TRAFFIC_DAYS_PER_MONTH);
}

static void prompt(Buf *out, Arena *arena, const CostView *view, bool color, size_t index) {
    (void)color;
    StrVec remarks = {0};
    const PriceSet *base = &view->prices.base;
    buf_add_c(out, index ? ",\n{\"path\":" : "\n{\"path\":");
    buf_add_json(out, view->path);
    buf_add_json_member(out, "where", view->where);
    buf_add_json_member(out, "name", view->name);
    buf_add_json_member(out, "promptVersion", view->version);
    buf_add_json_member(out, "model", view->model);
    number(out, "callsPerMonth", view->calls_per_month);
    buf_printf(out, ",\"unsized\":%s", view->plan && view->plan->unsized ? "true" : "false");
    number(out, "warmShareToPayShort", cost_hits_to_pay(base->in, base->write_short, base->read));
    number(out, "warmShareToPayLong", cost_hits_to_pay(base->in, base->write_long, base->read));
    number(out, "missesLeftForLongToPay", cost_misses_left_for_long(base));
    number(out, "callsPerHourToPayStorage", cost_calls_until_storage_pays(&view->prices));
    buf_add_c(out, ",\"rows\":[");
    for (size_t i = 0; i < view->rows.len; i++) {
        if (i) buf_add_char(out, ',');
        row(out, &view->rows.items[i], view->calls_per_month);
    }
    buf_add_c(out, "],\"remarks\":[");
    cost_remarks(arena, view, &remarks);
    for (size_t i = 0; i < remarks.len; i++) {
        if (i) buf_add_char(out, ',');
        buf_add_json(out, remarks.items[i]);
    }
    buf_add_c(out, "]}");
}

static void end(Buf *out, const CostTotal *total, bool color) {
    (void)color;
    buf_printf(out,
               "\n],\n\"total\":{\"prompts\":%zu,\"priced\":%zu,\"withCalls\":%zu,"
               "\"withOutput\":%zu,\"rows\":[",
               total->prompts, total->priced, total->with_calls, total->with_output);
    for (size_t i = 0; i < total->rows.len; i++) {
        const TotalRow *r = &total->rows.items[i];
        buf_printf(out, "%s{\"case\":\"%s\"", i ? "," : "", r->key);
        buf_add_json_member(out, "label", r->label);
        number(out, "usdPer1000OfEach", r->per_1000);
        number(out, "usdPerMonth", total->with_calls ? r->per_month : COST_UNKNOWN);
        buf_add_char(out, '}');
    }
    buf_add_c(out, "]}}\n");
}

const CostPrinter cost_json = {begin, prompt, end};
