/* `warmlint history`: what the commits did to a prompt's cache, drawn. */
#include "lint/base/limits.h"
#include "lint/command/diff_report.h"
#include "lint/command/history_order.h"
#include "lint/command/inputs.h"
#include "lint/config/place.h"
#include "lint/git/git.h"
#include "lint/report/figures.h"
#include "lint/report/text.h"

enum { BAR_WIDE = 24, BAR_NARROW = 12, STRIP_COLUMNS = 60, LABEL_COLUMNS = 28, WIDEST = 140 };

/* One commit that changed something that is sent. */
typedef struct {
    const GitRevision *revision;
    DiffVerdict verdict;
    int64_t cached, warm, cold;
    double hit;      /* where the first difference lies, 0 to 1 of the prompt; below 0: nowhere */
    uint64_t places; /* the places that changed, as bits */
} Event;
typedef VEC(Event) EventVec;

typedef struct {
    Run *run;
    Arena *arena;
    const Config *config;
    Overrides overrides;
    GitBlobs blobs;
    DiffStyle style;
    Str prompt;                /* --prompt, or empty: the first one of the newest version */
    Place places[BLOCKS_MOST]; /* of the newest version */
    size_t place_count;
    FileResult *newest; /* of which plan is the prompt */
    const Plan *plan;
    EventVec events;
    size_t quiet; /* commits that changed nothing that is sent */
} History;

/* --- reading --- */

static FileResult *read_version(History *h, Str path, Str blob) {
    Str error;
    Str *bytes = ARENA_NEW(h->arena, Str);
    if (!path.len || !blob.len) return NULL;
    if (!git_blobs_read(&h->blobs, h->arena, blob, LIMIT_FILE_BYTES, bytes, &error)) {
        run_trouble(h->run, STR_FMT ": " STR_FMT, STR_ARG(path), STR_ARG(error));
        return NULL;
    }
    Input input = {.path = path,
                   .config = h->config,
                   .bytes = bytes,
                   .by_hand = true,
                   .place = place_in_repository(h->arena, path)};
    return engine_read(&input, &h->overrides);
}

static Str name_of(const Plan *plan) {
    Str path = plan->prompt->path_in_file;
    return path.len ? path : plan->prompt->name;
}

static const Plan *plan_of(const History *h, const FileResult *result) {
    if (!result || result->failed) return NULL;
    for (size_t i = 0; i < result->prompts.len; i++)
        if (!h->prompt.len || str_eq(name_of(result->plans[i]), h->prompt)) return result->plans[i];
    return result->prompts.len == 1 ? result->plans[0] : NULL;
}

static void note_places(History *h, const Plan *newest) {
    BlockChangeVec blocks = {0};
    diff_blocks(h->arena, NULL, newest, &blocks);
    for (size_t i = 0; i < blocks.len && h->place_count < BLOCKS_MOST; i++)
        if (blocks.items[i].section != SECTION_MESSAGES)
            h->places[h->place_count] = (Place){.label = str_dup(h->arena, blocks.items[i].label),
                                                .section = blocks.items[i].section,
                                                .tokens = blocks.items[i].tokens,
                                                .order = h->place_count,
                                                .marked = blocks.items[i].marked},
            h->place_count++;
}

static uint64_t changed_places(History *h, const Plan *before, const Plan *after) {
    BlockChangeVec blocks = {0};
    uint64_t bits = 0;
    diff_blocks(h->arena, before, after, &blocks);
    for (size_t i = 0; i < blocks.len; i++)
        for (size_t p = 0; blocks.items[i].changed && p < h->place_count; p++)
            if (str_eq(h->places[p].label, blocks.items[i].label)) {
                bits |= (uint64_t)1 << p;
                h->places[p].changes++;
                break;
            }
    return bits;
}

static void add_event(History *h, const GitRevision *revision, const Plan *before,
                      const Plan *after) {
    PromptDiff d = diff_prompts(h->arena, before, after);
    if (before && after && d.verdict == VERDICT_SAME) {
        h->quiet++;
        return;
    }
    Event event = {.revision = revision, .verdict = d.verdict, .hit = -1};
    event.cached = d.old_call.cached.tokens;
    event.warm = d.warm.tokens;
    event.cold = d.cold.tokens > 0 ? d.cold.tokens : 0;
    if (before && after) {
        event.places = changed_places(h, before, after);
        if (d.differs && before->total.tokens > 0)
            event.hit = (double)d.common.tokens / (double)before->total.tokens;
    }
    vec_push(h->arena, &h->events, event);
}

static void read_revisions(History *h, const GitRevisionVec *revisions) {
    for (size_t i = 0; i < revisions->len; i++) {
        const GitChange *change = &revisions->items[i].change;
        FileResult *before = read_version(h, change->old_path, change->old_blob);
        FileResult *after = read_version(h, change->new_path, change->new_blob);
        const Plan *newest = plan_of(h, after);
        if (newest && !h->place_count) {
            if (!h->prompt.len) h->prompt = str_dup(h->arena, name_of(newest));
            note_places(h, newest);
        }
        const Plan *older = plan_of(h, before);
        if (older || newest) add_event(h, &revisions->items[i], older, newest);
        file_result_free(before);
        if (newest && !h->plan) {
            h->plan = newest;
            h->newest = after;
        } else {
            file_result_free(after);
        }
    }
}

/* --- drawing --- */

static size_t bar_columns(const History *h) {
    return h->style.width >= 96 ? BAR_WIDE : BAR_NARROW;
}

static void bar(Buf *out, bool color, const Event *event, size_t columns) {
    size_t warm = columns;
    if (event->cached > 0)
        warm = (size_t)((double)columns * (double)event->warm / (double)event->cached + 0.5);
    if (warm > columns) warm = columns;
    if (event->cold > 0 && warm == columns) warm--;
    if (event->cached <= 0) {
        buf_repeat(out, "·", columns);
        return;
    }
    paint_on(out, color, PAINT_GOOD);
    buf_repeat(out, "█", warm);
    paint_off(out, color, PAINT_GOOD);
    paint_on(out, color, PAINT_BAD);
    buf_repeat(out, "░", columns - warm);
    paint_off(out, color, PAINT_BAD);
}

static void row(History *h, const Event *event) {
    static const char *const words[] = {"the same", "new",  "removed", "not cached",
                                        "warm",     "cold", "cold"};
    enum { STATE_COLUMNS = 15, LEAST_SUBJECT = 12 };
    size_t columns = bar_columns(h),
           before_subject = 2 + 10 + 1 + columns + STATE_COLUMNS + 2 + 8 + 2;
    Buf *out = h->run->out;
    Buf state = {0};
    buf_add_c(out, "  ");
    buf_add_visible(out, event->revision->date, false);
    buf_add_char(out, ' ');
    bar(out, h->style.color, event, columns);
    if (event->cold) buf_add_count(&state, event->cold);
    buf_printf(&state, "%s%s", event->cold ? " " : "", words[event->verdict]);
    if (state.len < STATE_COLUMNS) buf_repeat(out, " ", STATE_COLUMNS - state.len);
    buf_add(out, buf_str(&state));
    buf_free(&state);
    buf_add_c(out, "  ");
    buf_add_visible(out, str_slice(event->revision->commit, 0, 8), false);
    buf_add_c(out, "  ");
    size_t width = h->style.width;
    text_fit(out, event->revision->subject,
             width > before_subject + LEAST_SUBJECT ? width - before_subject : LEAST_SUBJECT);
    buf_add_char(out, '\n');
}

/* How many changes began in each part of the prompt. */
static void strip(History *h) {
    static const char *const heights[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    size_t counts[STRIP_COLUMNS] = {0}, most = 0;
    for (size_t i = 0; i < h->events.len; i++) {
        double hit = h->events.items[i].hit;
        if (hit < 0) continue;
        size_t column = (size_t)(hit * STRIP_COLUMNS);
        if (column >= STRIP_COLUMNS) column = STRIP_COLUMNS - 1;
        if (++counts[column] > most) most = counts[column];
    }
    if (!most) return;
    Buf *out = h->run->out;
    buf_add_c(out, "\n  where changes begin, from the first token to the last\n  ▕");
    paint_on(out, h->style.color, PAINT_BAD);
    for (size_t i = 0; i < STRIP_COLUMNS; i++)
        buf_add_c(out, heights[counts[i] ? 1 + counts[i] * 7 / most : 0]);
    paint_off(out, h->style.color, PAINT_BAD);
    buf_add_c(out, "▏\n");
}

static void table(History *h) {
    Buf *out = h->run->out;
    buf_add_c(out, "\n  block                          tokens  changed\n");
    for (size_t i = 0; i < h->place_count; i++) {
        const Place *p = &h->places[i];
        buf_add_c(out, "  ");
        text_pad(out, p->label, LABEL_COLUMNS);
        figure_count_right(out, p->tokens, 9);
        buf_add_c(out, "  ");
        size_t boxes = p->changes > 30 ? 30 : p->changes;
        paint_on(out, h->style.color, PAINT_BAD);
        buf_repeat(out, "■", boxes);
        paint_off(out, h->style.color, PAINT_BAD);
        buf_printf(out, "%s%zu\n", boxes ? " " : "", p->changes);
    }
}

/* --- the better order --- */

/* "book, search and system[1]"; with `marked` only those with a breakpoint behind them. */
static void list_places(Buf *out, const Proposal *p, bool marked) {
    size_t total = 0, n = 0;
    for (size_t i = 0; i < p->count; i++) total += !marked || p->places[i].marked;
    for (size_t i = 0; i < p->count; i++) {
        if (marked && !p->places[i].marked) continue;
        if (n++) buf_add_c(out, n == total ? " and " : ", ");
        buf_add_visible(out, p->places[i].label, false);
    }
}

static void proposal(History *h) {
    if (!h->plan) return;
    uint64_t *changed = arena_array(h->arena, h->events.len, sizeof *changed);
    for (size_t i = 0; i < h->events.len; i++) changed[i] = h->events.items[i].places;
    Proposal p = history_order(h->plan, h->places, h->place_count, changed, h->events.len);
    if (p.kept_then <= p.kept_now) return;
    Buf words = {0};
    if (p.moved) {
        buf_add_c(&words, "Ordered by rate of change (");
        list_places(&words, &p, false);
        buf_add_char(&words, ')');
    }
    if (p.marks) {
        buf_add_c(&words, p.moved ? " and with breakpoints behind " : "With breakpoints behind ");
        list_places(&words, &p, true);
    }
    buf_add_c(&words, ", ");
    buf_add_count(&words, p.kept_then - p.kept_now);
    buf_add_c(&words, " tokens more would have stayed warm over these changes (by today's sizes).");
    Buf *out = h->run->out;
    buf_add_c(out, "\n  ");
    text_wrap(out, buf_str(&words), 2, 2, h->style.width);
    buf_add_char(out, '\n');
    buf_free(&words);
}

static void headline(History *h, Str path) {
    Buf *out = h->run->out;
    size_t cold = 0;
    int64_t lost = 0;
    for (size_t i = 0; i < h->events.len; i++) {
        cold += h->events.items[i].cold > 0;
        lost += h->events.items[i].cold;
    }
    paint_visible(out, h->style.color, PAINT_BOLD, path);
    if (h->prompt.len) {
        buf_add_c(out, "  ");
        buf_add_visible(out, h->prompt, false);
    }
    buf_add_c(out, "\n  ");
    text_plural(out, h->events.len, "commit", "commits");
    buf_add_c(out, " changed what is sent");
    if (h->quiet) buf_printf(out, " (%zu more did not)", h->quiet);
    buf_add_c(out, "; ");
    text_plural(out, cold, "cold start", "cold starts");
    buf_add_c(out, ", ");
    buf_add_count(out, lost);
    buf_add_c(out, " cached tokens lost\n\n");
}

/* --- the command --- */

static bool read_count(Run *run, size_t *most) {
    Str text = option_value(run, "commits");
    double n = 100;
    *most = 100;
    if (!text.len) return true;
    if (!str_to_number(text, &n) || n < 1 || n > 100000 || n != (double)(size_t)n) {
        run_misuse(run, "--commits takes a number from 1 to 100,000, not `" STR_FMT "`",
                   STR_ARG(text));
        return false;
    }
    *most = (size_t)n;
    return true;
}

/* The configuration as for the file given by hand. */
static bool find_config(History *h, Str path) {
    InputVec inputs = {0};
    Str error = {0};
    Run *run = h->run;
    if (!engine_collect(run->arena, &path, 1, h->config, option_given(run, "isolated"), &inputs,
                        &error)) {
        run_troubles(run, error);
        return false;
    }
    if (inputs.len == 1) h->config = inputs.items[0].config;
    return true;
}

static int run_history(Run *run) {
    Arena arena = {0};
    History h = {.run = run, .arena = &arena, .prompt = option_value(run, "prompt")};
    GitRevisionVec revisions = {0};
    Str error;
    size_t most;
    if (run->operands.len != 1) return run_misuse(run, "give one file");
    Str path = run->operands.items[0];
    h.style = (DiffStyle){.color = run_color(run), .width = run_text_width(run)};
    if (run->environment->out_is_terminal) /* rows, not prose: as wide as the screen */
        h.style.width = run_columns(run) < WIDEST ? run_columns(run) : WIDEST;
    if (!read_count(run, &most) || !inputs_overrides(run, &h.overrides) ||
        !inputs_config(run, &h.config) || !find_config(&h, path))
        return STATUS_TROUBLE;
    if (!git_history(run->arena, path, most, &revisions, &error) ||
        !git_blobs_open(&h.blobs, &error))
        return run_trouble(run, STR_FMT, STR_ARG(error));
    read_revisions(&h, &revisions);
    git_blobs_close(&h.blobs);
    if (!h.events.len) {
        file_result_free(h.newest);
        arena_free(&arena);
        return run_trouble(run, "git knows no commit that changed a prompt in " STR_FMT,
                           STR_ARG(path));
    }
    headline(&h, path);
    for (size_t i = 0; i < h.events.len; i++) row(&h, &h.events.items[i]);
    strip(&h);
    if (h.place_count) table(&h);
    proposal(&h);
    file_result_free(h.newest);
    arena_free(&arena);
    return STATUS_OK;
}

static const Option options[] = {
    {"commits", 'n', "N", NULL, "look at the last N commits that touched the file (default: 100)"},
    {"prompt", 0, "NAME", NULL, "which prompt of the file (default: the first)"},
    READING_OPTIONS,
    OPTION_TODAY,
    OPTION_TOKENIZER_FILE,
    OPTION_COLOR,
    OPTION_HELP,
    {0}};

const Command command_history = {
    .name = "history",
    .operands = "FILE",
    .summary = "draw what the commits did to a prompt's cache, and where it changes most",
    .details =
        "Newest first, renames followed: of what was cached, the part that stayed warm and the "
        "part that went cold. Below, where changes begin, how often each block changed, and the "
        "order of blocks that would have kept more warm.",
    .options = options,
    .run = run_history};
