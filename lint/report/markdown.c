/* A comment for a pull request, or the summary of a CI step: one table of findings, errors of all
 * files first, then what the rules say. Nothing of the input is markup, a mention or a link. */
#include "lint/report/compose.h"
#include "lint/report/text.h"

static void begin(Buf *out, const ReportOptions *options) {
    (void)out, (void)options;
}

/* A code span where its bytes allow one, else an element with character references. */
static void add_code(Buf *out, Str s) {
    bool plain = s.len && s.ptr[0] != ' ' && s.ptr[s.len - 1] != ' ';
    for (size_t i = 0; i < s.len; i++)
        if (strchr("|\\`#", s.ptr[i])) plain = false;
    if (plain) {
        buf_add_char(out, '`');
        buf_add(out, s);
        buf_add_char(out, '`');
        return;
    }
    buf_add_c(out, "<code>");
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if ((c > ' ' && c < '0') || (c > '9' && c < 'A') || (c > 'Z' && c < 'a') ||
            (c > 'z' && c < 127))
            buf_printf(out, "&#%d;", c);
        else
            buf_add_char(out, c);
    }
    buf_add_c(out, "</code>");
}

/* Text of a finding: what stands between two backticks is code. */
static void add_text(Buf *out, Str text) {
    Buf line = {0};
    compose_line(&line, text);
    Str s = buf_str(&line);
    while (s.len) {
        size_t open = str_find_char(s, '`', 0);
        size_t close = open == STR_NOT_FOUND ? open : str_find_char(s, '`', open + 1);
        if (close == STR_NOT_FOUND) {
            compose_markdown(out, s);
            break;
        }
        compose_markdown(out, str_slice(s, 0, open));
        add_code(out, str_slice(s, open + 1, close));
        s = str_slice(s, close + 1, s.len);
    }
    buf_free(&line);
}

static void show(Buf *out, Str path, Position at, const Finding *f) {
    static const char *const marks[] = {"ℹ️ info", "⚠️ warning", "❌ error"};
    Buf where = {0};
    buf_add_visible(&where, path, false);
    buf_printf(&where, ":%u:%u", at.line, at.column);
    buf_printf(out, "| %s | ", marks[f->level]);
    add_code(out, buf_str(&where));
    buf_printf(out, " | " STR_FMT " " STR_FMT " | ", STR_ARG(f->code), STR_ARG(f->name));
    add_text(out, f->message);
    if (f->cost.len) {
        buf_add_c(out, "<br>*Cost:* ");
        add_text(out, f->cost);
    }
    if (f->help.len) {
        buf_add_c(out, "<br>*Help:* ");
        add_text(out, f->help);
    }
    if (f->note.len) {
        buf_add_c(out, "<br>*Note:* ");
        add_text(out, f->note);
    }
    buf_add_c(out, " |\n");
    buf_free(&where);
}

static void file(Buf *out, const ReportOptions *options, const Source *source,
                 const FindingVec *findings) {
    (void)out;
    Buf path = {0};
    compose_path(&path, options, source->path, true);
    Place place = place_begin(source);
    for (size_t i = 0; i < findings->len; i++) {
        const Finding *f = &findings->items[i];
        show(&options->state->parts[f->level], buf_str(&path), compose_start(&place, f->span), f);
    }
    buf_free(&path);
}

static void counts(Buf *out, const Summary *s) {
    const size_t n[] = {s->errors, s->warnings, s->infos};
    static const char *const one[] = {"error", "warning", "info"};
    static const char *const many[] = {"errors", "warnings", "infos"};
    bool some = false;
    for (size_t i = 0; i < 3; i++) {
        if (!n[i]) continue;
        buf_add_c(out, some ? ", " : "");
        text_plural(out, n[i], one[i], many[i]);
        some = true;
    }
    if (!some) buf_add_c(out, "nothing found");
    buf_add_c(out, " in ");
    text_plural(out, s->files, "file", "files");
    if (s->suppressed) buf_printf(out, " (%zu suppressed)", s->suppressed);
}

static void end(Buf *out, const ReportOptions *options, const Summary *summary) {
    buf_add_c(out, "### warmlint: ");
    counts(out, summary);
    buf_add_char(out, '\n');
    if (summary->errors + summary->warnings + summary->infos)
        buf_add_c(out, "\n| level | where | rule | finding |\n| --- | --- | --- | --- |\n");
    for (int level = LEVEL_ERROR; level >= LEVEL_INFO; level--)
        buf_add(out, buf_str(&options->state->parts[level]));
    if (summary->tokens >= 1) {
        buf_add_c(out, "\nAbout ");
        text_plural(out, (size_t)(summary->tokens + 0.5), "token", "tokens");
        buf_add_c(out, " in ");
        text_plural(out, summary->prompts, "prompt", "prompts");
        buf_add_c(out, ", of which a warm call reads ");
        buf_add_count(out, (long long)(summary->cached_tokens + 0.5));
        buf_add_c(out, " from the cache.\n");
    }
}

const Reporter reporter_markdown = {"markdown", false, begin, file, end, false, NULL};
