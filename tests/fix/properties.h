/* What must hold of every fix, whatever the file: shared by the test over the corpus and by the
 * fuzzer. Nothing of the engine's own proof is used: edits are applied and texts compared anew. */
#ifndef WARMLINT_TESTS_FIX_PROPERTIES_H
#define WARMLINT_TESTS_FIX_PROPERTIES_H

#include <stdio.h>
#include <stdlib.h>

#include "lint/base/utf8.h"
#include "lint/engine/engine.h"
#include "lint/facts/date.h"
#include "rules/rule.h"

typedef struct {
    size_t findings, safe, unsafe, files;
} Tally;

typedef struct {
    Str path, bytes;
    Overrides overrides;
    Tally *tally;
    char why[1024]; /* empty: all holds */
} Trial;

static inline bool broken(Trial *t, const char *what, const Finding *f) {
    if (t->why[0]) return false;
    snprintf(t->why, sizeof t->why, "%s%s" STR_FMT " (" STR_FMT ")", what, f ? ": " : "",
             STR_ARG(f ? f->code : (Str){0}), STR_ARG(f ? f->fix.title : (Str){0}));
    return false;
}

static inline FileResult *lint_bytes(const Trial *t, const Str *bytes, bool fixes) {
    Input input = {.path = t->path, .by_hand = true, .bytes = bytes};
    Overrides overrides = t->overrides;
    overrides.fixes = fixes;
    return engine_lint(&input, &overrides);
}

static inline FileResult *fix_bytes(const Trial *t, const Str *bytes, Apply apply) {
    Input input = {.path = t->path, .by_hand = true, .bytes = bytes};
    Overrides overrides = t->overrides;
    overrides.apply = apply;
    return engine_fix(&input, &overrides);
}

/* Byte for byte: what no edit names is taken over. */
static inline Str apply_edits(Arena *arena, Str bytes, const EditVec *edits) {
    char *out = arena_alloc(arena, 1);
    size_t len = 0, at = 0;
    for (size_t i = 0; i <= edits->len; i++) {
        size_t until = i < edits->len ? edits->items[i].span.start : bytes.len;
        Str more = i < edits->len ? edits->items[i].text : (Str){0};
        out = arena_grow(arena, out, len + 1, len + 1 + (until - at) + more.len);
        memcpy(out + len, bytes.ptr + at, until - at);
        len += until - at;
        if (more.len) memcpy(out + len, more.ptr, more.len);
        len += more.len;
        at = i < edits->len ? edits->items[i].span.end : at;
    }
    return (Str){out, len};
}

static inline bool at_boundary(Str bytes, size_t at) {
    return at >= bytes.len || ((unsigned char)bytes.ptr[at] & 0xC0) != 0x80;
}

static inline bool edits_sound(Trial *t, Str bytes, const Finding *f) {
    const EditVec *edits = &f->fix.edits;
    if (!f->fix.title.len) return broken(t, "no title", f);
    for (size_t i = 0; i < edits->len; i++) {
        const Edit *e = &edits->items[i];
        if (e->span.start > e->span.end || e->span.end > bytes.len)
            return broken(t, "edit outside of the file", f);
        if (i && e->span.start < edits->items[i - 1].span.end) return broken(t, "edits overlap", f);
        if (i && e->span.start == edits->items[i - 1].span.start)
            return broken(t, "edits at one place", f);
        if (!at_boundary(bytes, e->span.start) || !at_boundary(bytes, e->span.end))
            return broken(t, "edit inside a character", f);
        if (str_eq(str_slice(bytes, e->span.start, e->span.end), e->text))
            return broken(t, "edit that changes nothing", f);
    }
    return true;
}

static inline size_t count_findings(const FindingVec *findings, Str code, Level least) {
    size_t n = 0;
    for (size_t i = 0; i < findings->len; i++)
        n += (!code.len || str_eq(findings->items[i].code, code)) &&
             findings->items[i].level >= least;
    return n;
}

/* The decoded texts of all segments, one after the other, without a byte order mark and carriage
 * returns; markers and parameters are none. */
static inline Str texts_read(Arena *arena, const FileResult *result) {
    char *out = arena_alloc(arena, 1);
    size_t len = 0;
    for (size_t p = 0; p < result->prompts.len; p++) {
        const Prompt *prompt = &result->prompts.items[p];
        for (size_t s = 0; s < prompt->segments.len; s++) {
            const Segment *segment = &prompt->segments.items[s];
            Str text = segment->map.len ? segment->text : segment->name;
            if (!text.len) continue;
            out = arena_grow(arena, out, len + 1, len + 3 + text.len);
            out[len++] = '|';
            if (str_starts(text, STR("\xEF\xBB\xBF"))) text = str_slice(text, 3, text.len);
            for (size_t i = 0; i < text.len; i++)
                if (text.ptr[i] != '\r') out[len++] = text.ptr[i];
        }
    }
    return (Str){out, len};
}

static inline bool reads_alike(const FileResult *a, const FileResult *b) {
    Arena arena = {0};
    bool same = str_eq(texts_read(&arena, a), texts_read(&arena, b));
    arena_free(&arena);
    return same;
}

/* What can be cached is seen once nothing spoils it. */
static inline bool is_uncovered(const Finding *f) {
    const Rule *rule = rule_find(f->code);
    return rule && rule->check->uncovered;
}

/* Made alone, the fix takes its finding away, or makes an info of it, and brings no warning or
 * error. */
static inline bool fix_holds(Trial *t, const FileResult *before, const Finding *f) {
    Arena arena = {0};
    Str text = apply_edits(&arena, before->source.bytes, &f->fix.edits);
    FileResult *after = lint_bytes(t, &text, false);
    const FindingVec *old = &before->findings, *new = &after->findings;
    bool ok = true;
    if (after->failed && !before->failed)
        ok = broken(t, "unreadable afterwards", f);
    else if (count_findings(new, f->code, f->level) >= count_findings(old, f->code, f->level))
        ok = broken(t, "still found afterwards", f);
    else if (!f->fix.unsafe && !reads_alike(before, after))
        ok = broken(t, "a safe fix changes the text", f);
    for (size_t i = 0; ok && i < new->len; i++)
        for (Level level = LEVEL_WARNING; level <= LEVEL_ERROR; level++)
            if (!is_uncovered(&new->items[i]) && count_findings(new, new->items[i].code, level) >
                                                     count_findings(old, new->items[i].code, level))
                ok = broken(t, "a new finding", &new->items[i]);
    file_result_free(after);
    arena_free(&arena);
    return ok;
}

static inline bool has_bare_line_feed(Str s) {
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] == '\n' && (i == 0 || s.ptr[i - 1] != '\r')) return true;
    return false;
}

static inline bool only_crlf(Str s) {
    return str_has(s, STR("\r\n")) && !has_bare_line_feed(s);
}

/* All fixes together: nothing is left to do, nor when it is done again. */
static inline bool rounds_hold(Trial *t, const FileResult *before, Apply apply) {
    FileResult *after = fix_bytes(t, &t->bytes, apply);
    bool ok = true;
    if (after->fix_stopped) ok = broken(t, "no fixed point", NULL);
    for (size_t i = 0; ok && i < after->findings.len; i++) {
        const Fix *fix = &after->findings.items[i].fix;
        if (fix->edits.len && (apply == APPLY_ALL || !fix->unsafe))
            ok = broken(t, "left to be fixed", &after->findings.items[i]);
    }
    if (ok && after->failed && !before->failed) ok = broken(t, "unreadable in the end", NULL);
    if (ok && apply == APPLY_SAFE && !reads_alike(before, after))
        ok = broken(t, "safe fixes together change the text", NULL);
    if (ok && count_findings(&after->findings, (Str){0}, LEVEL_WARNING) >
                  count_findings(&before->findings, (Str){0}, LEVEL_WARNING))
        ok = broken(t, "more warnings and errors in the end", NULL);
    if (ok && only_crlf(t->bytes) && has_bare_line_feed(after->source.bytes))
        ok = broken(t, "line ends are mixed in the end", NULL);
    if (ok && after->fixed && !str_eq(after->original, t->bytes))
        ok = broken(t, "the original is another one", NULL);
    if (ok && !after->fixed && !str_eq(after->source.bytes, t->bytes))
        ok = broken(t, "changed without a fix", NULL);
    file_result_free(after);
    return ok;
}

static inline bool fixes_hold(Trial *t) {
    t->why[0] = '\0';
    FileResult *before = lint_bytes(t, &t->bytes, true);
    t->tally->findings += before->findings.len;
    bool any = false;
    for (size_t i = 0; i < before->findings.len && !t->why[0]; i++) {
        const Finding *f = &before->findings.items[i];
        if (!f->fix.edits.len) continue;
        any = true;
        if (f->fix.unsafe)
            t->tally->unsafe++;
        else
            t->tally->safe++;
        if (edits_sound(t, t->bytes, f)) fix_holds(t, before, f);
    }
    t->tally->files += any;
    if (any && !t->why[0] && rounds_hold(t, before, APPLY_SAFE)) rounds_hold(t, before, APPLY_ALL);
    file_result_free(before);
    return !t->why[0];
}

#endif
