#include "lint/config/mistakes.h"

#include "lint/base/buf.h"

/* The next one by its place, and by when it was found; NULL at the end. */
static const Problem *next_problem(const ProblemVec *problems, const Problem *last) {
    const Problem *next = NULL;
    for (size_t i = 0; i < problems->len; i++) {
        const Problem *problem = &problems->items[i];
        uint32_t start = problem->span.start;
        bool told =
            last && (start < last->span.start || (start == last->span.start && problem <= last));
        if (!told && (!next || start < next->span.start)) next = problem;
    }
    return next;
}

Str mistakes_told(Arena *arena, const Source *source, const ProblemVec *problems) {
    enum { MOST = 20 };
    Buf lines = {0};
    size_t told = 0;
    const Problem *next = NULL;
    for (; told < MOST && (next = next_problem(problems, next)); told++) {
        if (told) buf_add_c(&lines, "\n");
        buf_add_visible(&lines, source->path, false);
        if (next->kind != PROBLEM_UNREADABLE && source->line_starts) {
            Position at = source_position(source, next->span.start);
            buf_printf(&lines, ":%u:%u", (unsigned)at.line, (unsigned)at.column);
        }
        buf_add_c(&lines, ": ");
        buf_add_visible(&lines, next->message, false);
        if (next->help.len) buf_add_c(&lines, "; ");
        buf_add_visible(&lines, next->help, false);
    }
    if (told < problems->len) {
        buf_add_c(&lines, "\n");
        buf_add_visible(&lines, source->path, false);
        buf_printf(&lines, ": and %zu more", problems->len - told);
    }
    Str all = str_dup(arena, buf_str(&lines));
    buf_free(&lines);
    return all;
}
