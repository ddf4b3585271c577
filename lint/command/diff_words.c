/* The words that the printers of `warmlint diff` share. */
#include <math.h>

#include "lint/base/utf8.h"
#include "lint/command/diff_report.h"
#include "lint/report/figures.h"
#include "lint/report/map_words.h"
#include "lint/report/text.h"

const char *diff_verdict_words(DiffVerdict verdict) {
    static const char *const words[] = {
        "the same for the cache",      "new",        "removed",
        "changed, but was not cached", "stays warm", "goes cold once",
        "goes cold on every call"};
    return words[verdict];
}

static void separate(Buf *out, size_t from) {
    if (out->len > from) buf_add_c(out, ", ");
}

static void arrow(Buf *out, Str before, Str after, const char *none) {
    buf_add(out, before.len ? before : str_from_c(none));
    buf_add_c(out, " → ");
    buf_add(out, after.len ? after : str_from_c(none));
}

/* "1 added (search), 2 moved" */
static void tool_words(Buf *out, const ToolChangeVec *tools) {
    enum { NAMED = 3 };
    bool first = true;
    for (int fate = TOOL_ADDED; fate <= TOOL_CHANGED; fate++) {
        size_t count = 0;
        Buf names = {0};
        for (size_t i = 0; i < tools->len; i++) {
            if ((int)tools->items[i].fate != fate) continue;
            if (count < NAMED) {
                if (count) buf_add_c(&names, ", ");
                buf_add(&names, tools->items[i].name);
            }
            count++;
        }
        if (count) {
            buf_printf(out, "%s%zu %s: ", first ? "" : "; ", count, tool_fate_word((ToolFate)fate));
            buf_add(out, buf_str(&names));
            if (count > NAMED) buf_add_c(out, " …");
            first = false;
        }
        buf_free(&names);
    }
}

static void layer_words(Buf *out, const PromptDiff *diff, Section section, size_t from) {
    static const char *const names[] = {"tools changed", "system changed", "messages changed"};
    ChangeKind kind = diff->kinds[section];
    if (kind == CHANGE_NONE) return;
    separate(out, from);
    buf_add_c(out, names[section]);
    bool tools = section == SECTION_TOOLS && diff->tools.len;
    if (!*change_kind_words(kind) && !tools) return;
    buf_add_c(out, " (");
    buf_add_c(out, change_kind_words(kind));
    if (tools && *change_kind_words(kind)) buf_add_c(out, "; ");
    if (tools) tool_words(out, &diff->tools);
    buf_add_char(out, ')');
}

static void param_words(Buf *out, const PromptDiff *diff, size_t from) {
    enum { LONGEST = 40 };
    if (!diff->params.len) return;
    separate(out, from);
    buf_add_c(out, "parameters changed (");
    for (size_t i = 0; i < diff->params.len; i++) {
        const ParamChange *p = &diff->params.items[i];
        if (i) buf_add_c(out, "; ");
        buf_printf(out, "%s", p->name);
        if (p->old_text.len > LONGEST || p->new_text.len > LONGEST) continue;
        buf_add_char(out, ' ');
        arrow(out, p->old_text, p->new_text, "not set");
    }
    buf_add_char(out, ')');
}

static void mark_words(Buf *out, const PromptDiff *diff, size_t from) {
    if (!(diff->changed & CHANGED_BREAKPOINTS)) return;
    separate(out, from);
    buf_add_c(out, "breakpoints moved");
    for (size_t i = 0; i < diff->marks.len; i++) {
        const MarkChange *m = &diff->marks.items[i];
        buf_add_c(out, i ? "; " : " (");
        buf_add(out, m->place);
        buf_add_char(out, ' ');
        if (m->old_ttl && m->new_ttl) {
            figure_seconds(out, m->old_ttl);
            buf_add_c(out, " → ");
            figure_seconds(out, m->new_ttl);
        } else {
            buf_add_c(out, m->old_ttl ? "removed" : "added");
        }
    }
    if (diff->marks.len) buf_add_char(out, ')');
}

void diff_change_words(Buf *out, const PromptDiff *diff) {
    size_t from = out->len;
    if (!diff->before || !diff->after) return;
    if (diff->changed & CHANGED_MODEL) {
        buf_add_c(out, "model changed (");
        arrow(out, diff->before->prompt->model_id, diff->after->prompt->model_id, "none named");
        buf_add_char(out, ')');
    }
    for (int section = 0; section < SECTION_COUNT; section++)
        layer_words(out, diff, (Section)section, from);
    param_words(out, diff, from);
    mark_words(out, diff, from);
    if (diff->changed & CHANGED_VERSION) {
        separate(out, from);
        buf_add_c(out, "version ");
        arrow(out, diff->before->prompt->version, diff->after->prompt->version, "none");
    }
}

void diff_title(Buf *out, const DiffFile *file, const PromptDiff *diff) {
    const Prompt *prompt = (diff->after ? diff->after : diff->before)->prompt;
    bool renamed =
        file->old_path.len && file->new_path.len && !str_eq(file->old_path, file->new_path);
    if (renamed) {
        buf_add(out, file->old_path);
        buf_add_c(out, " → ");
    }
    buf_add(out, file->new_path.len ? file->new_path : file->old_path);
    if (!file->many) return;
    Str name = prompt->path_in_file.len ? prompt->path_in_file : prompt->name;
    if (!name.len) return;
    buf_add_c(out, "  ");
    buf_add(out, name);
}

bool diff_rule_words(Buf *out, const DiffFile *file) {
    for (size_t i = 0; i < file->findings->len; i++) {
        const Finding *f = &file->findings->items[i];
        if (i && str_eq(f->code, file->findings->items[i - 1].code)) continue;
        buf_add_c(out, i ? ", " : "");
        buf_add(out, f->code);
        buf_add_char(out, ' ');
        buf_add(out, f->name);
    }
    return file->findings->len > 0;
}

void diff_signed_usd(Buf *out, double usd) {
    buf_add_char(out, usd < 0 ? '-' : '+');
    figure_usd(out, fabs(usd));
}

void diff_call_words(Buf *out, const PromptDiff *diff) {
    const WarmCall *a = &diff->old_call, *b = &diff->new_call;
    buf_add_c(out, "reads ");
    buf_add_count(out, a->cached.tokens);
    buf_add_c(out, " of ");
    buf_add_count(out, a->total.tokens);
    buf_add_c(out, " tokens → ");
    buf_add_count(out, b->cached.tokens);
    buf_add_c(out, " of ");
    buf_add_count(out, b->total.tokens);
    if (a->usd_per_1000 <= 0 || b->usd_per_1000 <= 0) return;
    buf_add_c(out, "; ");
    figure_usd(out, a->usd_per_1000);
    buf_add_c(out, " → ");
    figure_usd(out, b->usd_per_1000);
    buf_add_c(out, " per 1,000 calls");
    double month = diff_usd_per_month(diff);
    if (fabs(month) < 0.005) return;
    buf_add_c(out, ", ");
    diff_signed_usd(out, month);
    buf_add_c(out, " a month at ");
    buf_add_count(out, llround(diff->after->prompt->workload.calls_per_day));
    buf_add_c(out, " calls a day");
}

bool diff_reason_words(Buf *out, const PromptDiff *diff) {
    const Plan *before = diff->before, *after = diff->after;
    if (diff->verdict != VERDICT_COLD || after->first_change == NO_STEP) return false;
    if (before->stable.tokens <= after->stable.tokens) return false;
    map_change_words(out, after, after->first_change);
    return true;
}

bool diff_once_words(Buf *out, const PromptDiff *diff) {
    if (diff->rewritten.tokens <= 0) return false;
    buf_add_count(out, diff->rewritten.tokens);
    buf_add_c(out, diff->rewritten.tokens == 1 ? " token is" : " tokens are");
    bool marks = diff->after->breakpoint_count > 0 || diff->after->caches_at_breakpoints_only;
    buf_add_c(out, marks ? " written again" : " paid in full again");
    if (diff->usd_once <= 0) return true;
    buf_add_c(out, ": ");
    figure_usd(out, diff->usd_once);
    buf_add_c(out, " for each cached copy");
    return true;
}

bool diff_flow_words(Buf *words, const PromptDiff *diff) {
    if (diff->old_call.cached.tokens <= 0) return false;
    if (diff->warm.tokens > 0) {
        figure_tokens(words, diff->warm);
        buf_add_c(words, diff->warm.tokens == 1 ? " token stays warm" : " tokens stay warm");
    }
    if (diff->cold.tokens > 0) {
        if (words->len) buf_add_c(words, ", ");
        figure_tokens(words, diff->cold);
        buf_add_c(words, diff->warm.tokens > 0   ? " go cold"
                         : diff->cold.tokens > 1 ? " tokens go cold, all that was cached"
                                                 : " token goes cold, all that was cached");
    }
    if (diff->old_call.assumed)
        buf_add_c(words, " (if the program that sends it marks the end of what is stable)");
    return true;
}

void diff_place_words(Buf *words, const PromptDiff *diff) {
    const DiffSide *side = diff->new_side.text.len ? &diff->new_side : &diff->old_side;
    buf_add_c(words, "first at byte ");
    buf_add_count(words, (long long)side->at);
    buf_add_c(words, " of ");
    buf_add(words, side->place);
    buf_add_c(words, ", ");
    figure_tokens(words, diff->common);
    buf_add_c(words, diff->common.tokens == 1 ? " token" : " tokens");
    buf_add_c(words, " into the prompt");
}

void diff_summary_words(Buf *words, const DiffSummary *s) {
    static const DiffVerdict order[] = {VERDICT_COLD,       VERDICT_INVALIDATED, VERDICT_WARM,
                                        VERDICT_NOT_CACHED, VERDICT_ADDED,       VERDICT_REMOVED,
                                        VERDICT_SAME};
    static const char *const one[] = {"is the same",
                                      "is new",
                                      "is removed",
                                      "was not cached",
                                      "stays warm",
                                      "goes cold once",
                                      "goes cold on every call"};
    static const char *const many[] = {"are the same",         "are new",   "are removed",
                                       "were not cached",      "stay warm", "go cold once",
                                       "go cold on every call"};
    if (!s->prompts) {
        buf_add_c(words, s->failed ? "nothing could be compared" : "no prompt changed");
        return;
    }
    text_plural(words, s->prompts, "prompt", "prompts");
    const char *joint = ": ";
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        size_t n = s->verdicts[order[i]];
        if (!n) continue;
        buf_add_c(words, joint);
        buf_add_count(words, (long long)n);
        buf_printf(words, " %s", n == 1 ? one[order[i]] : many[order[i]]);
        joint = ", ";
    }
    if (s->cold > 0) {
        buf_add_c(words, "; ");
        buf_add_count(words, (long long)s->cold);
        buf_add_c(words, " cached tokens lost");
    }
    if (s->usd_once > 0) {
        buf_add_c(words, ", ");
        figure_usd(words, s->usd_once);
        buf_add_c(words, " once");
    }
    if (s->usd_per_month > 0.005 || s->usd_per_month < -0.005) {
        buf_add_c(words, ", ");
        diff_signed_usd(words, s->usd_per_month);
        buf_add_c(words, " a month");
    }
}

Str diff_position(Arena *arena, const Source *source, const DiffSide *side) {
    if (!source || !source->lines) return (Str){0};
    Position at = source_position(source, side->span.start);
    return str_printf(arena, "%u:%u", at.line, at.column);
}

/* --- windows --- */

enum { WINDOW_BEFORE = 28, WINDOW_BEHIND = 36 };

bool diff_is_blank(const PromptDiff *diff) {
    for (int section = 0; section < SECTION_COUNT; section++)
        if (diff->kinds[section] != CHANGE_NONE) {
            ChangeKind kind = diff->kinds[section];
            return kind >= CHANGE_LINE_ENDS && kind <= CHANGE_WHITE_SPACE;
        }
    return false;
}

static void add_character(Buf *out, Str c, bool blanks) {
    if (c.ptr[0] == '\n')
        buf_add_c(out, "⏎");
    else if (c.ptr[0] == '\r')
        buf_add_c(out, "␍");
    else if (c.ptr[0] == '\t')
        buf_add_c(out, "⇥");
    else if (c.ptr[0] == ' ' && blanks)
        buf_add_c(out, "·");
    else
        buf_add_visible(out, c, false);
}

void diff_window(Buf *out, const DiffSide *side, bool blanks, size_t *mark) {
    Str text = side->text;
    size_t from = side->at > WINDOW_BEFORE ? utf8_start(text, side->at - WINDOW_BEFORE) : 0;
    size_t to = side->at + WINDOW_BEHIND < text.len ? side->at + WINDOW_BEHIND : text.len, size;
    if (from) buf_add_c(out, "…");
    *mark = out->len;
    for (size_t i = from; i < to; i += size) {
        if (i == side->at) *mark = out->len;
        utf8_decode(text, i, &size);
        add_character(out, str_slice(text, i, i + size), blanks);
    }
    if (side->at >= text.len) {
        *mark = out->len;
        buf_add_c(out, "∎");
    } else if (to < text.len) {
        buf_add_c(out, "…");
    }
}
