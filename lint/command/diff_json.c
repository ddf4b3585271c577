/* `warmlint diff` for programs: one object. Counts of tokens are estimates with their band; texts
 * of windows are the bytes that are sent. */
#include "lint/command/diff_report.h"

static void begin(Buf *out) {
    buf_add_c(out, "{\"version\":1,\"prompts\":[");
}

static void count(Buf *out, const char *name, TokCount c) {
    buf_printf(out, ",\"%s\":{\"tokens\":%lld,\"lo\":%lld,\"hi\":%lld}", name, (long long)c.tokens,
               (long long)c.lo, (long long)c.hi);
}

static void usd(Buf *out, const char *name, double value, bool known) {
    if (known)
        buf_printf(out, ",\"%s\":%.6f", name, value);
    else
        buf_printf(out, ",\"%s\":null", name);
}

static void call(Buf *out, const char *name, const WarmCall *c) {
    buf_printf(out, ",\"%s\":{\"assumedBreakpoint\":%s", name, c->assumed ? "true" : "false");
    count(out, "total", c->total);
    count(out, "cached", c->cached);
    usd(out, "usdPer1000", c->usd_per_1000, c->usd_per_1000 > 0);
    buf_add_char(out, '}');
}

static void side(Buf *out, const char *name, Str path, const Source *source, const DiffSide *s) {
    enum { AROUND = 40 };
    buf_printf(out, ",\"%s\":{\"place\":", name);
    buf_add_json(out, s->place);
    buf_printf(out, ",\"byte\":%zu", s->at);
    buf_add_json_member(out, "path", path);
    if (source && source->lines) {
        Position at = source_position(source, s->span.start);
        buf_printf(out, ",\"line\":%u,\"column\":%u,\"offset\":%u", at.line, at.column,
                   s->span.start);
    }
    buf_add_c(out, ",\"before\":");
    buf_add_json(out, str_slice(s->text, s->at > AROUND ? s->at - AROUND : 0, s->at));
    buf_add_c(out, ",\"behind\":");
    buf_add_json(out, str_slice(s->text, s->at, s->at + AROUND));
    buf_add_char(out, '}');
}

static void changes(Buf *out, const PromptDiff *diff) {
    static const struct {
        unsigned bit;
        const char *name;
    } names[] = {{CHANGED_MODEL, "model"},           {CHANGED_TOOLS, "tools"},
                 {CHANGED_SYSTEM, "system"},         {CHANGED_MESSAGES, "messages"},
                 {CHANGED_PARAMETERS, "parameters"}, {CHANGED_BREAKPOINTS, "breakpoints"},
                 {CHANGED_VERSION, "version"}};
    const char *joint = "";
    buf_add_c(out, ",\"changed\":[");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!(diff->changed & names[i].bit)) continue;
        buf_printf(out, "%s\"%s\"", joint, names[i].name);
        joint = ",";
    }
    buf_add_c(out, "],\"kinds\":{");
    joint = "";
    for (int section = 0; section < SECTION_COUNT; section++) {
        if (diff->kinds[section] == CHANGE_NONE) continue;
        const char *words = change_kind_words(diff->kinds[section]);
        buf_printf(out, "%s\"%s\":\"%s\"", joint, section_name((Section)section),
                   *words ? words : "text");
        joint = ",";
    }
    buf_add_c(out, "},\"tools\":[");
    for (size_t i = 0; i < diff->tools.len; i++) {
        buf_add_c(out, i ? ",{\"name\":" : "{\"name\":");
        buf_add_json(out, diff->tools.items[i].name);
        buf_printf(out, ",\"fate\":\"%s\"}", tool_fate_word(diff->tools.items[i].fate));
    }
    buf_add_c(out, "],\"parameters\":[");
    for (size_t i = 0; i < diff->params.len; i++) {
        buf_printf(out, "%s{\"name\":\"%s\"", i ? "," : "", diff->params.items[i].name);
        buf_add_json_member(out, "old", diff->params.items[i].old_text);
        buf_add_json_member(out, "new", diff->params.items[i].new_text);
        buf_add_char(out, '}');
    }
    buf_add_c(out, "],\"breakpoints\":[");
    for (size_t i = 0; i < diff->marks.len; i++) {
        buf_add_c(out, i ? ",{\"place\":" : "{\"place\":");
        buf_add_json(out, diff->marks.items[i].place);
        buf_printf(out, ",\"oldTtl\":%u,\"newTtl\":%u}", diff->marks.items[i].old_ttl,
                   diff->marks.items[i].new_ttl);
    }
    buf_add_char(out, ']');
}

static void findings(Buf *out, const DiffFile *file) {
    buf_add_c(out, ",\"findings\":[");
    for (size_t i = 0; i < file->findings->len; i++) {
        const Finding *f = &file->findings->items[i];
        buf_add_c(out, i ? ",{\"code\":" : "{\"code\":");
        buf_add_json(out, f->code);
        buf_add_c(out, ",\"name\":");
        buf_add_json(out, f->name);
        buf_printf(out, ",\"severity\":\"%s\",\"message\":", level_name(f->level));
        buf_add_json(out, f->message);
        Position at = source_position(file->new_source, f->span.start);
        buf_printf(out, ",\"line\":%u,\"column\":%u,\"offset\":%u}", at.line, at.column,
                   f->span.start);
    }
    buf_add_char(out, ']');
}

static void prompt(Buf *out, const DiffStyle *style, const DiffFile *file, const PromptDiff *diff) {
    (void)style;
    const Prompt *p = (diff->after ? diff->after : diff->before)->prompt;
    bool first = out->ptr[out->len - 1] == '[';
    buf_printf(out, "%s\n{\"verdict\":\"%s\"", first ? "" : ",", verdict_name(diff->verdict));
    buf_add_json_member(out, "oldPath", file->old_path);
    buf_add_json_member(out, "newPath", file->new_path);
    buf_add_json_member(out, "prompt", p->path_in_file.len ? p->path_in_file : p->name);
    buf_add_json_member(out, "oldModel", diff->before ? diff->before->prompt->model_id : (Str){0});
    buf_add_json_member(out, "newModel", diff->after ? diff->after->prompt->model_id : (Str){0});
    buf_add_json_member(out, "oldVersion", diff->before ? diff->before->prompt->version : (Str){0});
    buf_add_json_member(out, "newVersion", diff->after ? diff->after->prompt->version : (Str){0});
    if (diff->before) call(out, "oldCall", &diff->old_call);
    if (diff->after) call(out, "newCall", &diff->new_call);
    if (diff->before && diff->after) {
        changes(out, diff);
        findings(out, file);
        count(out, "common", diff->common);
        count(out, "warm", diff->warm);
        count(out, "cold", diff->cold);
        count(out, "rewritten", diff->rewritten);
        usd(out, "usdOnce", diff->usd_once, diff->usd_once > 0);
        double more = diff->new_call.usd_per_1000 - diff->old_call.usd_per_1000;
        bool priced = diff->new_call.usd_per_1000 > 0 && diff->old_call.usd_per_1000 > 0;
        usd(out, "usdPer1000More", more, priced);
        usd(out, "usdPerMonthMore", diff_usd_per_month(diff),
            diff->old_call.usd_per_month > 0 && diff->new_call.usd_per_month > 0);
    }
    if (diff->differs) {
        side(out, "oldSide", file->old_path, file->old_source, &diff->old_side);
        side(out, "newSide", file->new_path, file->new_source, &diff->new_side);
    }
    buf_add_char(out, '}');
}

static void end(Buf *out, const DiffStyle *style, const DiffSummary *s) {
    (void)style;
    buf_printf(out, "\n],\n\"summary\":{\"prompts\":%zu,\"files\":%zu", s->prompts, s->files);
    for (int v = VERDICT_SAME; v <= VERDICT_COLD; v++)
        buf_printf(out, ",\"%s\":%zu", verdict_name((DiffVerdict)v), s->verdicts[v]);
    buf_printf(out, ",\"coldTokens\":%.0f", s->cold);
    usd(out, "usdOnce", s->usd_once, s->priced);
    usd(out, "usdPerMonthMore", s->usd_per_month, s->priced);
    buf_add_c(out, "}}\n");
}

const DiffReporter diff_reporter_json = {"json", begin, prompt, end};
