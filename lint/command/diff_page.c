/* `warmlint diff --format html`: both versions side by side as one page, with what of them stays
 * warm and what goes cold. What is compared is drawn: the texts that are sent, in cache order. */
#include "lint/base/utf8.h"
#include "lint/command/diff_report.h"
#include "lint/facts/facts.h"
#include "lint/report/figures.h"
#include "lint/report/html.h"

enum {
    PAGE_BYTES = 8 << 20, /* of text that a page draws; it says where it stops */
    AROUND = 3,           /* lines that stay around a change */
    FOLDED = 6            /* so many like lines are folded */
};

/* --- the head of a prompt --- */

static const char *verdict_class(DiffVerdict verdict) {
    static const char *const classes[] = {"good", "new", "new", "new", "good", "cold-once", "cold"};
    return classes[verdict];
}

static const char *verdict_sign(DiffVerdict verdict) {
    static const char *const signs[] = {"=", "+", "−", "○", "●", "▼", "▼▼"};
    return signs[verdict];
}

static void fact(Buf *out, const char *what, Buf *words) {
    if (!words->len) return;
    buf_printf(out, "<div><dt>%s</dt><dd>", what);
    html_text_from(out, words);
    buf_add_c(out, "</dd></div>\n");
}

static void facts(Buf *out, const PromptDiff *diff) {
    Buf words = {0};
    buf_add_c(out, "<dl class=\"changes\">\n");
    diff_change_words(&words, diff);
    fact(out, "Changed", &words);
    if (diff->before && diff->after && diff->verdict != VERDICT_SAME) {
        diff_flow_words(&words, diff);
        fact(out, "Cache", &words);
        if (diff->differs) diff_place_words(&words, diff);
        fact(out, "Differs", &words);
        diff_call_words(&words, diff);
        fact(out, "Each call", &words);
        diff_reason_words(&words, diff);
        fact(out, "Because", &words);
        diff_once_words(&words, diff);
        fact(out, "Once", &words);
    }
    buf_add_c(out, "</dl>\n");
    buf_free(&words);
}

static void bar_part(Buf *out, const char *class, int64_t from, int64_t to, double whole) {
    if (to <= from) return;
    buf_printf(out, "<rect class=\"cell %s\" x=\"%.2f%%\" width=\"%.2f%%\" height=\"18\"/>\n",
               class, 100 * (double)from / whole, 100 * (double)(to - from) / whole);
}

/* Both versions at one scale. */
static void bars(Buf *out, const PromptDiff *diff) {
    const WarmCall *a = &diff->old_call, *b = &diff->new_call;
    int64_t longest = a->total.tokens > b->total.tokens ? a->total.tokens : b->total.tokens;
    if (longest <= 0) return;
    double whole = (double)longest;
    buf_add_c(out, "<dl class=\"two-bars\">\n<div><dt>Before</dt><dd><svg width=\"100%\" "
                   "height=\"18\" aria-hidden=\"true\">\n");
    bar_part(out, "read", 0, diff->warm.tokens, whole);
    bar_part(out, "after", diff->warm.tokens, a->cached.tokens, whole);
    bar_part(out, "stable", a->cached.tokens, a->total.tokens, whole);
    buf_add_c(out, "</svg> ");
    buf_add_count(out, diff->warm.tokens);
    buf_add_c(out, " stay warm, ");
    buf_add_count(out, diff->cold.tokens);
    buf_add_c(out, " go cold, of ");
    html_tokens(out, a->total);
    buf_add_c(out, " tokens</dd></div>\n<div><dt>After</dt><dd><svg width=\"100%\" height=\"18\" "
                   "aria-hidden=\"true\">\n");
    bar_part(out, "read", 0, b->cached.tokens, whole);
    bar_part(out, "stable", b->cached.tokens, b->total.tokens, whole);
    buf_add_c(out, "</svg> a warm call reads ");
    buf_add_count(out, b->cached.tokens);
    buf_add_c(out, " of ");
    html_tokens(out, b->total);
    buf_add_c(out, " tokens</dd></div>\n</dl>\n");
}

/* --- lines --- */

typedef struct {
    Str text;
    size_t start; /* in the block */
    int64_t before;
} Line;
typedef VEC(Line) LineVec;

typedef struct {
    const Line *before, *after;
    bool same;
} Row;
typedef VEC(Row) RowVec;

typedef struct {
    Arena *arena;
    Buf *out;
    DiffPage *page;
    const PromptDiff *diff;
    size_t number;
    const BlockPair *pair; /* at work */
    bool first_drawn;      /* the first difference: one of both sides may not have it */
} Drawing;

/* With their running tokens; values count nothing here, whatever their declared size. */
static void cut_lines(Drawing *d, const Plan *plan, const SentBlock *block, LineVec *lines) {
    int64_t sum = block->before;
    for (size_t start = 0; block->there && start < block->text.len;) {
        size_t end = html_line_end(block->text, start), next = end;
        if (next < block->text.len && block->text.ptr[next] == '\n') next++;
        Str text = str_slice(block->text, start, end);
        vec_push(d->arena, lines, (Line){.text = text, .start = start, .before = sum});
        sum += plan_count(plan, str_slice(block->text, start, next)).tokens;
        start = next;
    }
}

static const uint64_t *line_hashes(Arena *arena, const LineVec *lines) {
    uint64_t *hashes = arena_array(arena, lines->len, sizeof *hashes);
    for (size_t i = 0; i < lines->len; i++) hashes[i] = str_hash(lines->items[i].text);
    return hashes;
}

/* Lines between what is alike stand beside one another as far as they go. */
static void pair_rest(Arena *arena, const LineVec *a, size_t i, size_t i_end, const LineVec *b,
                      size_t j, size_t j_end, RowVec *rows) {
    while (i < i_end || j < j_end) {
        Row row = {.before = i < i_end ? &a->items[i] : NULL,
                   .after = j < j_end ? &b->items[j] : NULL};
        vec_push(arena, rows, row);
        i++, j++;
    }
}

static void pair_lines(Drawing *d, const LineVec *a, const LineVec *b, RowVec *rows) {
    IndexPairVec alike = {0};
    size_t i = 0, j = 0;
    diff_alike(d->arena, line_hashes(d->arena, a), a->len, line_hashes(d->arena, b), b->len,
               &alike);
    for (size_t k = 0; k < alike.len; k++) {
        const Line *before = &a->items[alike.items[k].before];
        const Line *after = &b->items[alike.items[k].after];
        pair_rest(d->arena, a, i, alike.items[k].before, b, j, alike.items[k].after, rows);
        vec_push(d->arena, rows, (Row){before, after, str_eq(before->text, after->text)});
        i = alike.items[k].before + 1;
        j = alike.items[k].after + 1;
    }
    pair_rest(d->arena, a, i, a->len, b, j, b->len, rows);
}

/* --- drawing them --- */

/* What both end with behind `head`, to whole characters. */
static size_t common_tail(Str a, Str b, size_t head) {
    size_t n = 0;
    while (n < a.len - head && n < b.len - head && a.ptr[a.len - 1 - n] == b.ptr[b.len - 1 - n])
        n++;
    while (n > 0 && (a.ptr[a.len - n] & 0xC0) == 0x80) n--;
    return n;
}

/* Blanks that make the difference have to be seen. */
static void changed_text(Buf *out, Str s) {
    for (size_t i = 0, size; i < s.len; i += size) {
        utf8_decode(s, i, &size);
        if (s.ptr[i] == ' ')
            buf_add_c(out, "·");
        else if (s.ptr[i] == '\t')
            buf_add_c(out, "⇥");
        else
            html_text(out, str_slice(s, i, i + size));
    }
}

static void middle_text(Buf *out, Str s, bool blanks) {
    if (blanks)
        changed_text(out, s);
    else
        html_text(out, s);
}

static bool is_first(const Drawing *d, const SentBlock *block, const DiffSide *side,
                     const Line *line) {
    return d->diff->differs && block->there && block->segment == side->segment &&
           side->at >= line->start && side->at <= line->start + line->text.len;
}

static const char *fate(const Drawing *d, bool old, int64_t before) {
    const PromptDiff *diff = d->diff;
    if (before < diff->warm.tokens) return "read";
    if (old) return before < diff->old_call.cached.tokens ? "after" : "stable";
    return before < diff->new_call.cached.tokens ? "again" : "stable";
}

static void draw_side(Drawing *d, const Line *line, const Line *other, bool old, bool same) {
    Buf *out = d->out;
    const SentBlock *block = old ? &d->pair->before : &d->pair->after;
    const DiffSide *side = old ? &d->diff->old_side : &d->diff->new_side;
    if (!line) {
        buf_printf(out, "<div class=\"l none %s\"></div>\n", old ? "old" : "new");
        return;
    }
    buf_printf(out, "<div class=\"l %s %s%s\" data-t=\"", fate(d, old, line->before),
               old ? "old" : "new", same ? "" : " changed");
    buf_add_count(out, line->before);
    buf_add_c(out, "\">");
    Str text = line->text;
    size_t head = same ? text.len : other ? utf8_common_start(text, other->text) : 0;
    size_t tail = same || !other ? 0 : common_tail(text, other->text, head);
    const char *tag = old ? "del" : "ins";
    Str middle = str_slice(text, head, text.len - tail);
    html_text(out, str_slice(text, 0, head));
    if (is_first(d, block, side, line)) {
        buf_add_c(out, "<b class=\"first\"");
        if (!d->first_drawn) buf_printf(out, " id=\"d%zu-first\"", d->number);
        buf_add_c(out, ">first difference</b>");
        d->first_drawn = true;
    }
    if (middle.len) {
        buf_printf(out, "<%s>", tag);
        middle_text(out, middle, other && !str_trim(middle).len);
        buf_printf(out, "</%s>", tag);
    }
    html_text(out, str_slice(text, text.len - tail, text.len));
    buf_add_c(out, "</div>\n");
}

static void draw_row(Drawing *d, const Row *row) {
    buf_printf(d->out, "<div class=\"row%s\">\n", row->same ? " same" : "");
    draw_side(d, row->before, row->after, true, row->same);
    draw_side(d, row->after, row->before, false, row->same);
    buf_add_c(d->out, "</div>\n");
}

/* How many rows from `from` on are alike and far from a change. */
static size_t folded_from(const RowVec *rows, size_t from) {
    size_t end = from;
    while (end < rows->len && rows->items[end].same) end++;
    size_t keep_before = from ? AROUND : 0, keep_after = end < rows->len ? AROUND : 0;
    if (end - from < keep_before + keep_after + FOLDED) return 0;
    return end - from - keep_before - keep_after;
}

static void draw_rows(Drawing *d, const RowVec *rows) {
    for (size_t i = 0; i < rows->len;) {
        bool opens = rows->items[i].same && (i == 0 || !rows->items[i - 1].same);
        size_t fold = opens ? folded_from(rows, i) : 0;
        if (!fold) {
            draw_row(d, &rows->items[i++]);
            continue;
        }
        for (size_t k = 0; k < (i ? AROUND : 0u); k++) draw_row(d, &rows->items[i + k]);
        i += i ? AROUND : 0;
        buf_printf(d->out, "<details><summary>%zu lines, the same</summary>\n", fold);
        for (size_t k = 0; k < fold; k++) draw_row(d, &rows->items[i++]);
        buf_add_c(d->out, "</details>\n");
    }
}

/* --- blocks --- */

static void block_title(Drawing *d, const Plan *plan, const SentBlock *block) {
    buf_add_c(d->out, "<h4>");
    if (block->there) {
        const Segment *segment = &plan->prompt->segments.items[block->segment];
        html_text(d->out, segment_place(d->arena, plan->prompt, segment));
        if (segment->name.len) {
            buf_add_c(d->out, " ");
            html_text(d->out, segment->name);
        }
    } else {
        buf_add_c(d->out, "–");
    }
    buf_add_c(d->out, "</h4>\n");
}

static const char *pair_words(const BlockPair *pair) {
    if (pair->same) return "the same";
    if (!pair->before.there) return "added";
    return pair->after.there ? "changed" : "removed";
}

static void draw_block(Drawing *d, const BlockPair *pair) {
    LineVec a = {0}, b = {0};
    RowVec rows = {0};
    d->pair = pair;
    size_t bytes = pair->before.text.len + pair->after.text.len;
    buf_printf(d->out, "<section class=\"pair%s\">\n<header>\n", pair->same ? " same" : "");
    block_title(d, d->diff->before, &pair->before);
    block_title(d, d->diff->after, &pair->after);
    buf_printf(d->out, "<p class=\"size\">%s, ", pair_words(pair));
    buf_add_count(d->out, pair->before.there ? pair->before.tokens : 0);
    buf_add_c(d->out, " → ");
    buf_add_count(d->out, pair->after.there ? pair->after.tokens : 0);
    buf_add_c(d->out, " tokens</p>\n</header>\n");
    if (bytes > PAGE_BYTES - d->page->shown_bytes) {
        buf_add_c(d->out, "<p class=\"cut\">");
        buf_add_count(d->out, (long long)bytes);
        buf_add_c(d->out, " bytes, not on the page: it has become too long.</p>\n</section>\n");
        return;
    }
    d->page->shown_bytes += bytes;
    cut_lines(d, d->diff->before, &pair->before, &a);
    cut_lines(d, d->diff->after, &pair->after, &b);
    pair_lines(d, &a, &b, &rows);
    buf_add_c(d->out, "<div class=\"text\">\n");
    draw_rows(d, &rows);
    buf_add_c(d->out, "</div>\n</section>\n");
}

static void draw_blocks(Drawing *d) {
    BlockPairVec pairs = {0};
    diff_align(d->arena, d->diff->before, d->diff->after, &pairs);
    for (size_t i = 0; i < pairs.len; i++) draw_block(d, &pairs.items[i]);
}

/* --- the reporter --- */

static void begin(Buf *out) {
    (void)out; /* nothing before the table of contents is known */
}

static void verdict(Buf *out, const PromptDiff *diff) {
    buf_printf(out, "<span class=\"verdict %s\"><b aria-hidden=\"true\">%s</b> %s</span>",
               verdict_class(diff->verdict), verdict_sign(diff->verdict),
               diff_verdict_words(diff->verdict));
}

static void prompt(Buf *unused, const DiffStyle *style, const DiffFile *file,
                   const PromptDiff *diff) {
    (void)unused;
    Arena arena = {0};
    DiffPage *page = style->page;
    Buf *out = &page->prompts, words = {0}, blocks = {0};
    Drawing d = {
        .arena = &arena, .out = &blocks, .page = page, .diff = diff, .number = ++page->count};
    diff_title(&words, file, diff);
    buf_printf(&page->contents, "<li><a href=\"#d%zu\">", d.number);
    html_text(&page->contents, buf_str(&words));
    buf_add_c(&page->contents, "</a> ");
    verdict(&page->contents, diff);
    buf_add_c(&page->contents, "</li>\n");
    buf_printf(out,
               "<article class=\"prompt\" id=\"d%zu\" aria-labelledby=\"d%zu-title\">\n<h2 "
               "id=\"d%zu-title\">",
               d.number, d.number, d.number);
    html_text_from(out, &words);
    buf_add_c(out, "</h2>\n<p>");
    verdict(out, diff);
    buf_add_c(out, "</p>\n");
    facts(out, diff);
    if (diff->before && diff->after) bars(out, diff);
    draw_blocks(&d);
    if (d.first_drawn)
        buf_printf(out, "<p><a href=\"#d%zu-first\">Go to the first differing byte</a></p>\n",
                   d.number);
    buf_add_c(out, "<h3 class=\"versions\"><span>Before</span> <span>After</span></h3>\n");
    buf_add(out, buf_str(&blocks));
    buf_add_c(out, "</article>\n");
    buf_free(&blocks);
    buf_free(&words);
    arena_free(&arena);
}

static void legend(Buf *out) {
    static const char *const words[][2] = {{"read", "was cached and stays warm"},
                                           {"after", "was cached and goes cold"},
                                           {"again", "read again once it was written anew"},
                                           {"stable", "not read from the cache"}};
    html_legend(out, words, sizeof words / sizeof *words);
}

static void end(Buf *out, const DiffStyle *style, const DiffSummary *summary) {
    DiffPage *page = style->page;
    Buf words = {0};
    char date[DATE_TEXT];
    diff_summary_words(&words, summary);
    html_page_begin(out, STR("Cache diff"), buf_str(&words));
    legend(out);
    if (page->count > 1) {
        buf_add_c(out,
                  "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Prompts</h2>\n<ul>\n");
        buf_add(out, buf_str(&page->contents));
        buf_add_c(out, "</ul>\n</nav>\n");
    }
    buf_add(out, buf_str(&page->prompts));
    date_format(facts_date(), date);
    words.len = 0;
    buf_printf(&words,
               "Made by warmlint " WARMLINT_VERSION " (data of %s). Sizes are estimates with their "
               "90 %% band. What is not sent is not compared: comments, markers, blanks inside a "
               "placeholder's braces.",
               date);
    html_page_end(out, buf_str(&words));
    buf_free(&words);
    buf_free(&page->contents);
    buf_free(&page->prompts);
}

const DiffReporter diff_reporter_html = {"html", begin, prompt, end};
