/* `warmlint diff` for a comment on a pull request: a section for each prompt, then the sum. Nothing
 * of the input can open a link, an element or a mention. */
#include "lint/command/diff_report.h"
#include "lint/report/compose.h"
#include "lint/report/figures.h"

static void escaped(Buf *out, Str s) {
    Buf visible = {0};
    buf_add_visible(&visible, s, false);
    compose_markdown(out, buf_str(&visible));
    buf_free(&visible);
}

static void begin(Buf *out) {
    buf_add_c(out, "## Prompt cache\n\n");
}

static void item(Buf *out, const char *label, const Buf *words) {
    buf_printf(out, "- **%s**: ", label);
    escaped(out, buf_str(words));
    buf_add_char(out, '\n');
}

/* Longer than any run of backticks inside. */
static void fence(Buf *out, const Buf *a, const Buf *b) {
    size_t longest = 2, run = 0;
    for (int k = 0; k < 2; k++) {
        Str s = buf_str(k ? b : a);
        run = 0;
        for (size_t i = 0; i < s.len; i++) {
            run = s.ptr[i] == '`' ? run + 1 : 0;
            if (run > longest) longest = run;
        }
    }
    buf_repeat(out, "`", longest + 1);
}

static void windows(Buf *out, const PromptDiff *diff) {
    Buf before = {0}, after = {0};
    size_t mark;
    bool blanks = diff_is_blank(diff);
    diff_window(&before, &diff->old_side, blanks, &mark);
    diff_window(&after, &diff->new_side, blanks, &mark);
    buf_add_c(out, "\n");
    fence(out, &before, &after);
    buf_add_c(out, "diff\n- ");
    buf_add(out, buf_str(&before));
    buf_add_c(out, "\n+ ");
    buf_add(out, buf_str(&after));
    buf_add_char(out, '\n');
    fence(out, &before, &after);
    buf_add_char(out, '\n');
    buf_free(&before);
    buf_free(&after);
}

static void details(Buf *out, const DiffFile *file, const PromptDiff *diff) {
    Arena arena = {0};
    Buf words = {0};
    if (diff->old_call.cached.tokens > 0) {
        figure_tokens(&words, diff->warm);
        buf_add_c(&words, " tokens stay warm, ");
        figure_tokens(&words, diff->cold);
        buf_add_c(&words, " go cold");
        item(out, "cache", &words);
    }
    words.len = 0;
    diff_call_words(&words, diff);
    item(out, "each call", &words);
    words.len = 0;
    if (diff_reason_words(&words, diff)) item(out, "because", &words);
    words.len = 0;
    if (diff_once_words(&words, diff)) item(out, "once", &words);
    if (diff->differs) {
        const DiffSide *side = diff->new_side.text.len ? &diff->new_side : &diff->old_side;
        bool is_new = side == &diff->new_side;
        Str at = diff_position(&arena, is_new ? file->new_source : file->old_source, side);
        words.len = 0;
        buf_printf(&words, "byte %zu of ", side->at);
        buf_add(&words, side->place);
        if (at.len) {
            buf_add_c(&words, is_new ? ", line " : ", old line ");
            buf_add(&words, at);
        }
        item(out, "first difference", &words);
        windows(out, diff);
    }
    buf_free(&words);
    arena_free(&arena);
}

static void prompt(Buf *out, const DiffStyle *style, const DiffFile *file, const PromptDiff *diff) {
    static const char *const signs[] = {"⚪", "🆕", "🗑️", "⚪", "🟢", "🟠", "🔴"};
    (void)style;
    Buf words = {0};
    buf_printf(out, "### %s ", signs[diff->verdict]);
    diff_title(&words, file, diff);
    escaped(out, buf_str(&words));
    buf_printf(out, ": %s\n\n", diff_verdict_words(diff->verdict));
    words.len = 0;
    diff_change_words(&words, diff);
    if (words.len) item(out, "changed", &words);
    words.len = 0;
    if (diff_rule_words(&words, file)) item(out, "rules", &words);
    buf_free(&words);
    if (diff->before && diff->after && diff->verdict != VERDICT_SAME) details(out, file, diff);
    buf_add_char(out, '\n');
}

static void end(Buf *out, const DiffStyle *style, const DiffSummary *s) {
    (void)style;
    if (!s->prompts) {
        buf_add_c(out, "No prompt changed.\n");
        return;
    }
    buf_add_c(out,
              "| prompts | cold on every call | cold once | warm | cached tokens lost | once | "
              "a month |\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n| ");
    buf_printf(out, "%zu | %zu | %zu | %zu | ", s->prompts, s->verdicts[VERDICT_COLD],
               s->verdicts[VERDICT_INVALIDATED], s->verdicts[VERDICT_WARM]);
    buf_add_count(out, (long long)s->cold);
    buf_add_c(out, " | ");
    if (s->usd_once > 0)
        figure_usd(out, s->usd_once);
    else
        buf_add_char(out, '-');
    buf_add_c(out, " | ");
    if (s->usd_per_month > 0 || s->usd_per_month < 0)
        diff_signed_usd(out, s->usd_per_month);
    else
        buf_add_char(out, '-');
    buf_add_c(out, " |\n");
}

const DiffReporter diff_reporter_markdown = {"markdown", begin, prompt, end};
