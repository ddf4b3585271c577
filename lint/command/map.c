/* The cache plan drawn in the terminal. */
#include "lint/command/map_bar.h"

#include "lint/command/inputs.h"
#include "lint/command/map_page.h"
#include "lint/command/outputs.h"
#include "lint/report/figures.h"
#include "lint/report/map_rows.h"

enum {
    ROWS_WHOLE = 24, /* longer tables fold runs of like segments */
    PLACE_COLUMNS = 34,
    COUNT_COLUMNS = 9
};

typedef struct {
    Run *run;
    BarStyle style;
    MapPage page; /* of --html */
    bool html;
    size_t shown, failed;
} Map;

/* --- title --- */

static void title(Map *map, const FileResult *result, const Plan *plan) {
    static const char *const kinds[] = {"", "template", "static text", "", "rendered request"};
    const Prompt *prompt = plan->prompt;
    Buf *out = map->run->out;
    bool color = map->style.color;
    paint_visible(out, color, PAINT_BOLD, result->source.path);
    if (prompt->path_in_file.len) {
        buf_add_c(out, "  ");
        paint_visible(out, color, PAINT_BOLD, prompt->path_in_file);
    }
    if (prompt->name.len) {
        buf_add_c(out, "  ");
        buf_add_visible(out, prompt->name, false);
    }
    if (prompt->version.len) {
        buf_add_char(out, ' ');
        buf_add_visible(out, prompt->version, false);
    }
    buf_add_c(out, "\n  ");
    size_t line = out->len - 2;
    if (prompt->model_id.len)
        buf_add_visible(out, prompt->model_id, false);
    else
        buf_add_c(out, "no model named");
    if (prompt->provider != PROVIDER_UNKNOWN)
        buf_printf(out, " · %s", facts_provider_name(prompt->provider));
    buf_printf(out, " · %s · ", kinds[prompt->kind <= KIND_RENDERED ? prompt->kind : 0]);
    Buf size = {0};
    figure_tokens(&size, plan->total);
    buf_add_c(&size, plan->unsized ? " tokens + values" : " tokens");
    if (plan->overhead.tokens > 0) {
        buf_add_c(&size, " + ");
        buf_add_count(&size, plan->overhead.tokens);
        buf_add_c(&size, " frame");
    }
    text_wrap(out, buf_str(&size), out->len - line, 2, map->style.width + 2);
    buf_free(&size);
    buf_add_c(out, "\n\n");
}

/* --- table --- */

/* Columns of the table that depend on its contents. */
typedef struct {
    size_t place, role;
} Widths;

static void show_row(Map *map, const Plan *plan, const MapRow *row, const Widths *widths) {
    Buf *out = map->run->out;
    buf_add_c(out, "  ");
    text_pad(out, map_row_place(map->run->arena, plan, row, map->style.ascii), widths->place);
    buf_printf(out, "  %-*s", (int)widths->role, map_row_role(plan, row));
    figure_count_right(out, row->size.tokens, COUNT_COLUMNS);
    figure_band_right(out, row->size, 7);
    buf_add_c(out, row->unsized ? " +  " : "    ");
    Buf state = {0};
    map_row_state(&state, plan, row);
    size_t left = 2 + widths->place + 2 + widths->role + COUNT_COLUMNS + 7 + 4,
           columns = map->style.width + 4;
    text_wrap(out, buf_str(&state), left, left, columns > left + 24 ? columns : left + 24);
    buf_free(&state);
    buf_add_char(out, '\n');
}

static size_t widest(size_t a, size_t b) {
    return a > b ? a : b;
}

static Widths measure(Map *map, const Plan *plan, const MapRowVec *rows) {
    Widths widths = {5, 4}; /* the words of the head */
    for (size_t i = 0; i < rows->len; i++) {
        const MapRow *row = &rows->items[i];
        Str place = map_row_place(map->run->arena, plan, row, map->style.ascii);
        widths.place = widest(widths.place, text_width(place));
        widths.role = widest(widths.role, strlen(map_row_role(plan, row)));
    }
    if (widths.place > PLACE_COLUMNS) widths.place = PLACE_COLUMNS;
    return widths;
}

static void table(Map *map, const Plan *plan) {
    MapRowVec rows = {0};
    map_rows(map->run->arena, plan, plan->prompt->segments.len > ROWS_WHOLE, &rows);
    Widths widths = measure(map, plan, &rows);
    Buf *out = map->run->out;
    paint_on(out, map->style.color, PAINT_DIM);
    buf_printf(out, "  %-*s  %-*s%*s%*s    in a warm call", (int)widths.place, "place",
               (int)widths.role, "role", COUNT_COLUMNS, "tokens", 7, "");
    paint_off(out, map->style.color, PAINT_DIM);
    buf_add_char(out, '\n');
    for (size_t i = 0; i < rows.len; i++) show_row(map, plan, &rows.items[i], &widths);
}

/* --- the bill --- */

static void bill(Map *map, const Plan *plan) {
    Buf words = {0};
    map_bill_words(&words, plan);
    Buf *out = map->run->out;
    buf_add_c(out, "\n  ");
    text_wrap(out, buf_str(&words), 2, 2, map->style.width + 2);
    buf_add_char(out, '\n');
    buf_free(&words);
}

/* --- what check would say --- */

typedef struct {
    Str code, name;
    size_t count;
} FoundRule;
typedef VEC(FoundRule) FoundRuleVec;

static void count_rule(Arena *arena, FoundRuleVec *rules, const Finding *f) {
    for (size_t i = 0; i < rules->len; i++)
        if (str_eq(rules->items[i].code, f->code)) {
            rules->items[i].count++;
            return;
        }
    vec_push(arena, rules, (FoundRule){f->code, f->name, 1});
}

/* In a file of several prompts those inside this one. */
static FindingVec findings_in(Map *map, const FileResult *result, const Prompt *prompt) {
    if (result->prompts.len == 1) return result->findings;
    FindingVec inside = {0};
    for (size_t i = 0; i < result->findings.len; i++)
        if (span_holds(prompt->span, result->findings.items[i].span))
            vec_push(map->run->arena, &inside, result->findings.items[i]);
    return inside;
}

static void findings_line(Map *map, const FindingVec *findings) {
    FoundRuleVec rules = {0};
    for (size_t i = 0; i < findings->len; i++)
        count_rule(map->run->arena, &rules, &findings->items[i]);
    Buf words = {0};
    for (size_t i = 0; i < rules.len; i++) {
        const FoundRule *rule = &rules.items[i];
        buf_add_c(&words, i ? ", " : "check finds ");
        buf_add(&words, rule->code);
        buf_add_char(&words, ' ');
        buf_add(&words, rule->name);
        if (rule->count > 1) buf_printf(&words, " (%zu)", rule->count);
    }
    if (words.len) {
        buf_add_c(map->run->out, "  ");
        paint_on(map->run->out, map->style.color, PAINT_MAYBE);
        text_wrap(map->run->out, buf_str(&words), 2, 2, map->style.width + 2);
        paint_off(map->run->out, map->style.color, PAINT_MAYBE);
        buf_add_char(map->run->out, '\n');
    }
    buf_free(&words);
}

/* --- the command --- */

/* Our own signs, one column each, for terminals that have ASCII only. */
static void to_ascii(Buf *out, size_t from) {
    static const char *const signs[][2] = {{"±", "~"}, {"·", "-"}, {"…", "."}};
    size_t to = from;
    for (size_t i = from; i < out->len;) {
        size_t k = 0;
        Str rest = {out->ptr + i, out->len - i};
        while (k < 3 && !str_starts(rest, str_from_c(signs[k][0]))) k++;
        out->ptr[to++] = k < 3 ? signs[k][1][0] : out->ptr[i];
        i += k < 3 ? strlen(signs[k][0]) : 1;
    }
    out->len = to;
}

static void draw(Map *map, const FileResult *result, const Plan *plan, const FindingVec *findings) {
    Buf *out = map->run->out;
    if (map->shown) buf_add_char(out, '\n');
    title(map, result, plan);
    map_bar(out, plan, &map->style);
    buf_add_char(out, '\n');
    table(map, plan);
    bill(map, plan);
    findings_line(map, findings);
}

static void file_done(void *context, FileResult *result) {
    Map *map = context;
    inputs_progress(map->run, result);
    if (result->failed) map->failed++;
    inputs_show_failure(map->run, result);
    inputs_note_unrecognised(map->run, result);
    for (size_t i = 0; i < result->prompts.len; i++) {
        FindingVec findings = findings_in(map, result, &result->prompts.items[i]);
        if (map->html)
            map_page_prompt(&map->page, result, result->plans[i], &findings);
        else
            draw(map, result, result->plans[i], &findings);
        map->shown++;
    }
}

static int run_map(Run *run) {
    Map map = {.run = run, .html = option_given(run, "html")};
    InputVec inputs = {0};
    Overrides overrides;
    int jobs;
    if (!inputs_overrides(run, &overrides) || !inputs_jobs(run, &jobs) ||
        !inputs_collect(run, &inputs))
        return STATUS_TROUBLE;
    map.style = (BarStyle){.color = run_color(run),
                           .ascii = option_given(run, "ascii"),
                           .width = run_columns(run) - 4};
    map.page = (MapPage){.arena = run->arena, .today = overrides.today};
    run_confine(run, NULL, false);
    engine_run(&inputs, &overrides, jobs, file_done, &map);
    if (map.html) {
        map_page_end(run->out, &map.page);
    } else if (map.shown) {
        buf_add_char(run->out, '\n');
        map_legend(run->out, &map.style);
        if (map.style.ascii) to_ascii(run->out, 0);
    } else if (!run->err->len) { /* a directory without prompts: nothing else was said */
        buf_add_c(run->err, "warmlint: note: no prompt found\n");
    }
    return map.failed ? STATUS_TROUBLE : STATUS_OK;
}

static const Option options[] = {
    {"ascii", 'a', NULL, NULL, "draw with ASCII characters only"},
    {"html", 0, NULL, NULL,
     "write one page for a browser instead: the prompt itself in cache "
     "order, with findings beside the text"},
    INPUT_OPTIONS,
    OPTION_COLOR,
    OPTION_HELP,
    {0}};

const Command command_map = {
    .name = "map",
    .operands = "PATH…",
    .summary = "draw the cache plan of each prompt: what is stable, what changes, what a call pays",
    .details =
        "A warm call is one that follows another of the same prompt within the cache's time to "
        "live. Sizes are estimates with their 90 % band.",
    .options = options,
    .run = run_map};
