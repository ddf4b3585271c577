/* `warmlint diff` for people: a headline, a bar of what was cached, the first differing byte, and
 * what it comes to. */
#include "lint/command/diff_report.h"
#include "lint/report/figures.h"
#include "lint/report/text.h"

enum { LABEL_COLUMNS = 11 };

static Paint verdict_paint(DiffVerdict verdict) {
    switch (verdict) {
    case VERDICT_COLD: return PAINT_ERROR;
    case VERDICT_INVALIDATED: return PAINT_WARNING;
    case VERDICT_WARM:
    case VERDICT_SAME: return PAINT_GOOD;
    default: return PAINT_INFO;
    }
}

static void line(Buf *out, const DiffStyle *style, const char *label, const Buf *words) {
    Buf visible = {0};
    buf_add_visible(&visible, buf_str(words), false);
    buf_add_c(out, "  ");
    paint(out, style->color, PAINT_DIM, label);
    size_t used = strlen(label);
    if (used < LABEL_COLUMNS) buf_repeat(out, " ", LABEL_COLUMNS - used);
    text_wrap(out, buf_str(&visible), 2 + LABEL_COLUMNS, 2 + LABEL_COLUMNS, style->width);
    buf_add_char(out, '\n');
    buf_free(&visible);
}

/* What was cached: what stays so, and what does not. */
static void bar(Buf *out, const DiffStyle *style, const PromptDiff *diff) {
    double cached = (double)diff->old_call.cached.tokens;
    if (cached <= 0) return;
    size_t width = style->width > 84 ? 80 : style->width - 4;
    size_t warm = (size_t)((double)width * (double)diff->warm.tokens / cached + 0.5);
    if (warm > width) warm = width;
    if (warm == width && diff->cold.tokens > 0) warm--;
    if (warm == 0 && diff->warm.tokens > 0) warm++;
    buf_add_c(out, "  ");
    paint_on(out, style->color, PAINT_GOOD);
    buf_repeat(out, "█", warm);
    paint_off(out, style->color, PAINT_GOOD);
    paint_on(out, style->color, PAINT_BAD);
    buf_repeat(out, "░", width - warm);
    paint_off(out, style->color, PAINT_BAD);
    buf_add_char(out, '\n');
}

static void flow(Buf *out, const DiffStyle *style, const PromptDiff *diff) {
    Buf words = {0};
    if (diff_flow_words(&words, diff)) line(out, style, "cache", &words);
    buf_free(&words);
}

static void side_line(Buf *out, const DiffStyle *style, const char *sign, Paint color, Str position,
                      size_t position_width, const Buf *window) {
    buf_add_c(out, "    ");
    paint_on(out, style->color, PAINT_GUTTER);
    buf_repeat(out, " ", position_width - position.len);
    buf_add(out, position);
    paint_off(out, style->color, PAINT_GUTTER);
    buf_add_char(out, ' ');
    paint_on(out, style->color, color);
    buf_add_c(out, sign);
    buf_add_char(out, ' ');
    buf_add(out, buf_str(window));
    paint_off(out, style->color, color);
    buf_add_char(out, '\n');
}

static void windows(Buf *out, const DiffStyle *style, const DiffFile *file,
                    const PromptDiff *diff) {
    Arena arena = {0};
    Buf before = {0}, after = {0};
    size_t mark, again;
    bool blanks = diff_is_blank(diff);
    diff_window(&before, &diff->old_side, blanks, &again);
    diff_window(&after, &diff->new_side, blanks, &mark);
    Str a = diff_position(&arena, file->old_source, &diff->old_side);
    Str b = diff_position(&arena, file->new_source, &diff->new_side);
    size_t width = a.len > b.len ? a.len : b.len;
    side_line(out, style, "-", PAINT_BAD, a, width, &before);
    side_line(out, style, "+", PAINT_GOOD, b, width, &after);
    buf_repeat(out, " ", 4 + width + 3 + text_width(str_slice(buf_str(&after), 0, mark)));
    paint(out, style->color, PAINT_BOLD, "^");
    buf_add_char(out, '\n');
    buf_free(&before);
    buf_free(&after);
    arena_free(&arena);
}

static void difference(Buf *out, const DiffStyle *style, const DiffFile *file,
                       const PromptDiff *diff) {
    if (!diff->differs) return;
    Buf words = {0};
    diff_place_words(&words, diff);
    line(out, style, "differs", &words);
    buf_free(&words);
    windows(out, style, file, diff);
}

static void bill(Buf *out, const DiffStyle *style, const PromptDiff *diff) {
    Buf words = {0};
    if (diff->old_call.cached.tokens > 0 || diff->new_call.cached.tokens > 0 ||
        diff->old_call.total.tokens != diff->new_call.total.tokens) {
        diff_call_words(&words, diff);
        line(out, style, "each call", &words);
    }
    words.len = 0;
    if (diff_reason_words(&words, diff)) line(out, style, "because", &words);
    words.len = 0;
    if (diff_once_words(&words, diff)) line(out, style, "once", &words);
    buf_free(&words);
}

static void alone(Buf *out, const DiffStyle *style, const PromptDiff *diff) {
    const WarmCall *call = diff->after ? &diff->new_call : &diff->old_call;
    Buf words = {0};
    figure_tokens(&words, call->total);
    buf_add_c(&words, " tokens, ");
    buf_add_count(&words, call->cached.tokens);
    buf_add_c(&words, diff->after ? " of them read from the cache by a warm call"
                                  : " of them were read from the cache by a warm call");
    line(out, style, "size", &words);
    buf_free(&words);
}

static void begin(Buf *out) {
    (void)out;
}

static void prompt(Buf *out, const DiffStyle *style, const DiffFile *file, const PromptDiff *diff) {
    Buf words = {0};
    diff_title(&words, file, diff);
    paint_visible(out, style->color, PAINT_BOLD, buf_str(&words));
    buf_add_c(out, "  ");
    paint(out, style->color, verdict_paint(diff->verdict), diff_verdict_words(diff->verdict));
    buf_add_char(out, '\n');
    words.len = 0;
    diff_change_words(&words, diff);
    if (words.len) line(out, style, "changed", &words);
    buf_free(&words);
    words = (Buf){0};
    if (diff_rule_words(&words, file)) line(out, style, "rules", &words);
    buf_free(&words);
    if (!diff->before || !diff->after) {
        alone(out, style, diff);
    } else if (diff->verdict != VERDICT_SAME) {
        flow(out, style, diff);
        bar(out, style, diff);
        difference(out, style, file, diff);
        bill(out, style, diff);
    }
    buf_add_char(out, '\n');
}

static void end(Buf *out, const DiffStyle *style, const DiffSummary *s) {
    Buf words = {0};
    diff_summary_words(&words, s);
    text_wrap(out, buf_str(&words), 0, 0, style->width);
    buf_add_char(out, '\n');
    buf_free(&words);
}

const DiffReporter diff_reporter_text = {"text", begin, prompt, end};
