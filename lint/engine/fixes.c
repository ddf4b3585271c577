#include "lint/engine/fixes.h"

#include <stdlib.h>

#include "lint/base/order.h"
#include "lint/fix/fix.h"
#include "rules/rule.h"

/* Indices of findings whose edits keep apart. */
typedef VEC(size_t) Batch;

/* What a segment says. */
typedef struct {
    Str text, name;
    bool written; /* as a text, not as JSON */
} Said;
typedef VEC(Said) SaidVec;

/* What copies are compared with: of a result, or by itself once it was set apart. */
typedef struct {
    Arena arena;
    Str bytes;
    bool failed;
    FindingVec findings; /* of each code, level and fix */
    size_t prompts;
    SaidVec *said; /* one for each prompt */
} Before;

typedef struct {
    Before before;
    const Input *input;
    Overrides overrides; /* without fixes */
    int trials;
} Trial;

/* --- texts ---------------------------------------------------------------------------------------
 */

typedef struct {
    Edit edit;
    size_t owner;
} OwnedEdit;

static int compare_edits(const void *left, const void *right) {
    const OwnedEdit *a = left, *b = right;
    if (a->edit.span.start != b->edit.span.start)
        return order_of(a->edit.span.start, b->edit.span.start);
    return order_of(a->owner, b->owner);
}

/* All edits of the findings in `from`, by place. */
static OwnedEdit *edits_of(Arena *arena, const FindingVec *findings, const Batch *from,
                           size_t *count) {
    *count = 0;
    for (size_t i = 0; i < from->len; i++) *count += findings->items[from->items[i]].fix.edits.len;
    OwnedEdit *edits = arena_array(arena, *count, sizeof *edits);
    size_t n = 0;
    for (size_t i = 0; i < from->len; i++) {
        const EditVec *own = &findings->items[from->items[i]].fix.edits;
        for (size_t e = 0; e < own->len; e++)
            edits[n++] = (OwnedEdit){own->items[e], from->items[i]};
    }
    qsort(edits, n, sizeof *edits, compare_edits);
    return edits;
}

/* The fixes of `from` that keep apart, the first by place before later ones; the rest stays. Also
 * edits that only touch are kept apart. */
static Batch take_batch(Arena *arena, const FindingVec *findings, Batch *from) {
    size_t count;
    OwnedEdit *edits = edits_of(arena, findings, from, &count);
    bool *late = arena_array(arena, findings->len, sizeof *late);
    const OwnedEdit *last = NULL;
    for (size_t i = 0; i < count; i++) {
        const OwnedEdit *e = &edits[i];
        if (late[e->owner]) continue;
        if (last && last->owner != e->owner && e->edit.span.start <= last->edit.span.end)
            late[e->owner] = true;
        else
            last = e;
    }
    Batch batch = {0}, rest = {0};
    for (size_t i = 0; i < from->len; i++)
        vec_push(arena, late[from->items[i]] ? &rest : &batch, from->items[i]);
    *from = rest;
    return batch;
}

static Str text_with(Arena *arena, Str bytes, const FindingVec *findings, const Batch *batch) {
    size_t count;
    OwnedEdit *edits = edits_of(arena, findings, batch, &count);
    EditVec plain = {0};
    for (size_t i = 0; i < count; i++) vec_push(arena, &plain, edits[i].edit);
    return fix_apply(arena, bytes, &plain);
}

/* --- comparisons ---------------------------------------------------------------------------------
 */

/* What is no reason against a fix: only that the prompt is not what the lock or the revision before
 * holds, which is what a fix is for; and what it `uncovers`.
 */
static bool is_no_reason(const Finding *f, bool uncovers) {
    const Rule *rule = rule_find(f->code);
    const RuleCheck *check = rule ? rule->check : NULL;
    if (!check) return false;
    return (check->check_pair && !check->check && !check->between_requests) ||
           (uncovers && check->uncovered);
}

/* A fix that takes away what hid how much could be cached, and does not only trade infos. */
static bool may_uncover(const FindingVec *old, const Batch *batch) {
    bool may = false;
    for (size_t i = 0; i < batch->len; i++) {
        const Finding *f = &old->items[batch->items[i]];
        const Rule *rule = rule_find(f->code);
        if (rule && rule->check->uncovered) return false;
        may |= f->level >= LEVEL_WARNING;
    }
    return may;
}

static size_t count_code(const FindingVec *findings, Str code, Level least) {
    size_t n = 0;
    for (size_t i = 0; i < findings->len; i++)
        n += findings->items[i].level >= least && str_eq(findings->items[i].code, code);
    return n;
}

static size_t count_batch(const FindingVec *findings, const Batch *batch, Str code, Level level) {
    size_t n = 0;
    for (size_t i = 0; i < batch->len; i++) {
        const Finding *f = &findings->items[batch->items[i]];
        n += f->level == level && str_eq(f->code, code);
    }
    return n;
}

/* The fixed findings are gone or weaker (a clock that moved to the end of a system text), and no
 * warning or error has come in their place. */
static bool code_is_better(const FindingVec *old, const FindingVec *new, const Batch *batch,
                           Str code) {
    for (Level level = LEVEL_INFO; level <= LEVEL_ERROR; level++) {
        size_t gone = count_batch(old, batch, code, level);
        if (level == LEVEL_INFO && !gone) continue; /* others may become visible */
        if (count_code(new, code, level) + gone > count_code(old, code, level)) return false;
    }
    return true;
}

/* Fewer errors, or as many and fewer warnings, or as many of both and fewer infos: so no two fixes
 * can undo each other forever. */
static bool is_less(const FindingVec *old, const FindingVec *new, bool uncovers) {
    size_t before[LEVEL_ERROR + 1] = {0}, after[LEVEL_ERROR + 1] = {0};
    for (size_t i = 0; i < old->len; i++)
        before[old->items[i].level] += !is_no_reason(&old->items[i], uncovers);
    for (size_t i = 0; i < new->len; i++)
        after[new->items[i].level] += !is_no_reason(&new->items[i], uncovers);
    for (int level = LEVEL_ERROR; level >= LEVEL_INFO; level--)
        if (before[level] != after[level]) return after[level] < before[level];
    return false;
}

/* Codes repeat, so each is counted once, at its first finding. */
static bool is_better(const Before *before, const FileResult *after, const Batch *batch) {
    const FindingVec *old = &before->findings, *new = &after->findings;
    if (after->failed && !before->failed) return false;
    bool uncovers = may_uncover(old, batch);
    if (after->prompts.len < before->prompts || !is_less(old, new, uncovers)) return false;
    for (size_t i = 0; i < new->len; i++) {
        bool seen = is_no_reason(&new->items[i], uncovers);
        for (size_t j = 0; j < i && !seen; j++)
            seen = str_eq(new->items[j].code, new->items[i].code);
        if (!seen && !code_is_better(old, new, batch, new->items[i].code)) return false;
    }
    return true;
}

/* Equal but for what shows nothing: a byte order mark at the start, CR before LF. */
static bool same_words(Str a, Str b) {
    const Str mark = STR("\xEF\xBB\xBF");
    if (str_starts(a, mark)) a = str_slice(a, mark.len, a.len);
    if (str_starts(b, mark)) b = str_slice(b, mark.len, b.len);
    size_t i = 0, j = 0;
    for (;;) {
        if (i + 1 < a.len && a.ptr[i] == '\r' && a.ptr[i + 1] == '\n') i++;
        if (j + 1 < b.len && b.ptr[j] == '\r' && b.ptr[j + 1] == '\n') j++;
        if (i == a.len || j == b.len) return i == a.len && j == b.len;
        if (a.ptr[i++] != b.ptr[j++]) return false;
    }
}

/* Markers in a definition that is sent as JSON are no text of it. Sections are not compared:
 * without its marks a body may be taken for another API's. */
static bool reads_same(const SaidVec *old, const Prompt *new) {
    size_t n = 0;
    for (size_t i = 0; i < new->segments.len; i++) {
        const Segment *b = &new->segments.items[i];
        if (!b->text.len) continue;
        if (n == old->len) return false;
        const Said *a = &old->items[n++];
        if (a->written && b->map.len && !same_words(a->text, b->text)) return false;
        if (!str_eq(a->name, b->name)) return false;
    }
    return n == old->len;
}

static bool all_read_same(const Before *before, const FileResult *after) {
    if (before->prompts != after->prompts.len) return false;
    for (size_t i = 0; i < before->prompts; i++)
        if (!reads_same(&before->said[i], &after->prompts.items[i])) return false;
    return true;
}

/* --- what was before -----------------------------------------------------------------------------
 */

static Before before_of(const FileResult *result) {
    Before b = {
        .bytes = result->source.bytes, .failed = result->failed, .prompts = result->prompts.len};
    for (size_t i = 0; i < result->findings.len; i++) {
        const Finding *f = &result->findings.items[i];
        vec_push(&b.arena, &b.findings,
                 (Finding){.code = f->code, .level = f->level, .fix = f->fix});
    }
    b.said = arena_array(&b.arena, b.prompts, sizeof *b.said);
    for (size_t i = 0; i < b.prompts; i++) {
        const SegmentVec *segments = &result->prompts.items[i].segments;
        for (size_t k = 0; k < segments->len; k++) {
            const Segment *s = &segments->items[k];
            if (s->text.len)
                vec_push(&b.arena, &b.said[i], (Said){s->text, s->name, s->map.len > 0});
        }
    }
    return b;
}

static void copy_fix(Arena *arena, Fix *fix) {
    EditVec edits = fix->edits;
    fix->title = str_dup(arena, fix->title);
    fix->edits = (EditVec){0};
    for (size_t i = 0; i < edits.len; i++)
        vec_push(arena, &fix->edits,
                 (Edit){edits.items[i].span, str_dup(arena, edits.items[i].text)});
}

static void set_fixes_apart(Before *b) {
    for (size_t i = 0; i < b->findings.len; i++) copy_fix(&b->arena, &b->findings.items[i].fix);
}

/* A text of its own, or the same part of the other bytes. */
static Str copy_of(Arena *arena, Str s, Str old, Str bytes) {
    bool inside = s.ptr >= old.ptr && s.ptr < old.ptr + old.len;
    return inside ? (Str){bytes.ptr + (s.ptr - old.ptr), s.len} : str_dup(arena, s);
}

/* So that the result can be freed. */
static void set_apart(Before *b, bool own_bytes) {
    Str old = b->bytes;
    if (!own_bytes) b->bytes = str_dup(&b->arena, old);
    set_fixes_apart(b);
    for (size_t i = 0; i < b->prompts; i++)
        for (size_t k = 0; k < b->said[i].len; k++) {
            Said *said = &b->said[i].items[k];
            said->text = copy_of(&b->arena, said->text, old, b->bytes);
            said->name = copy_of(&b->arena, said->name, old, b->bytes);
        }
}

/* --- trials --------------------------------------------------------------------------------------
 */

typedef enum { TRIAL_BAD, TRIAL_GOOD, TRIAL_CHANGES_TEXT } Outcome;

static Outcome try_batch(Trial *trial, const Batch *batch) {
    const Before *before = &trial->before;
    Arena arena = {0};
    Str text = text_with(&arena, before->bytes, &before->findings, batch);
    Input copy = *trial->input;
    copy.bytes = &text;
    FileResult *after = engine_lint(&copy, &trial->overrides);
    Outcome outcome = !is_better(before, after, batch) ? TRIAL_BAD
                      : all_read_same(before, after)   ? TRIAL_GOOD
                                                       : TRIAL_CHANGES_TEXT;
    file_result_free(after);
    arena_free(&arena);
    return outcome;
}

static void refuse(Trial *trial, const Batch *batch) {
    FindingVec *findings = &trial->before.findings;
    for (size_t i = 0; i < batch->len; i++) findings->items[batch->items[i]].fix = (Fix){0};
}

static void prove(Trial *trial, Batch batch, bool unsafe);

/* What works together may need the company: an editor makes one fix alone. */
static void prove_each(Trial *trial, Batch batch, bool unsafe) {
    if (batch.len == 1 || trial->trials < (int)batch.len) return;
    for (size_t i = 0; i < batch.len; i++) prove(trial, (Batch){batch.items + i, 1, 1}, unsafe);
}

/* Halves what does not work until the culprits are alone. */
static void prove(Trial *trial, Batch batch, bool unsafe) {
    if (batch.len == 0) return;
    if (trial->trials-- <= 0) {
        refuse(trial, &batch);
        return;
    }
    Outcome outcome = try_batch(trial, &batch);
    if (outcome == TRIAL_GOOD || (outcome == TRIAL_CHANGES_TEXT && unsafe)) {
        prove_each(trial, batch, unsafe);
    } else if (batch.len == 1 && outcome == TRIAL_CHANGES_TEXT) {
        trial->before.findings.items[batch.items[0]].fix.unsafe = true;
    } else if (batch.len == 1) {
        refuse(trial, &batch);
    } else {
        size_t half = batch.len / 2;
        prove(trial, (Batch){batch.items, half, half}, unsafe); /* log n deep */
        prove(trial, (Batch){batch.items + half, batch.len - half, batch.len - half}, unsafe);
    }
}

static void prove_all(Trial *trial, bool unsafe) {
    Arena *arena = &trial->before.arena;
    const FindingVec *findings = &trial->before.findings;
    Batch waiting = {0};
    for (size_t i = 0; i < findings->len; i++)
        if (findings->items[i].fix.edits.len && findings->items[i].fix.unsafe == unsafe)
            vec_push(arena, &waiting, i);
    while (waiting.len) {
        if (trial->trials <= 0) {
            refuse(trial, &waiting);
            return;
        }
        prove(trial, take_batch(arena, findings, &waiting), unsafe);
    }
}

static int trials_for(size_t bytes) {
    size_t most = FIX_TRIAL_BYTES / (bytes + 1);
    return most > FIX_TRIALS ? FIX_TRIALS : most < 2 ? 2 : (int)most;
}

/* Two results and a copy of the text. */
static bool is_too_much(const FileResult *result) {
    return arena_is_full(&result->arena, result->arena.size + result->source.bytes.len);
}

/* The fixes that there may be, untried. */
static bool find_untried(FileResult *result) {
    FixFile *file = NULL;
    for (size_t i = 0; i < result->findings.len; i++) {
        Finding *f = &result->findings.items[i];
        if (!f->repair.steps.len) continue;
        if (!file) file = fix_open(&result->arena, &result->source, &result->documents);
        f->fix = (Fix){.title = f->repair.title, .unsafe = f->repair.unsafe};
        if (!fix_realise(file, &f->repair, &f->fix.edits)) f->fix = (Fix){0};
    }
    return file != NULL;
}

void fixes_find(FileResult *result, const Input *input, const Overrides *overrides,
                bool may_renew) {
    if (!find_untried(result)) return;
    Trial trial = {.before = before_of(result), .input = input, .overrides = *overrides};
    trial.trials = trials_for(result->source.bytes.len);
    trial.overrides.fixes = false;
    trial.overrides.families = false;
    trial.overrides.apply = APPLY_NONE;
    Before *before = &trial.before;
    bool renew = may_renew && is_too_much(result);
    if (renew) {
        set_apart(before, input->bytes != NULL);
        arena_free(&result->arena);
    }
    prove_all(&trial, true); /* first, so that what turns out unsafe is not tried twice */
    prove_all(&trial, false);
    if (renew) engine_lint_again(result, before->bytes, input, overrides);
    for (size_t i = 0; i < result->findings.len && i < before->findings.len; i++) {
        Fix *fix = &result->findings.items[i].fix;
        *fix = before->findings.items[i].fix;
        if (renew) copy_fix(&result->arena, fix);
    }
    arena_free(&before->arena);
}

/* --- rounds --------------------------------------------------------------------------------------
 */

/* The fixes of one round: safe ones first, so that exactly what was tried is made. */
static Batch choose(FileResult *result, Apply apply) {
    for (int unsafe = 0; unsafe <= (apply == APPLY_ALL ? 1 : 0); unsafe++) {
        Batch chosen = {0};
        for (size_t i = 0; i < result->findings.len; i++) {
            const Fix *fix = &result->findings.items[i].fix;
            if (fix->edits.len && fix->unsafe == (bool)unsafe) vec_push(&result->arena, &chosen, i);
        }
        if (chosen.len) return take_batch(&result->arena, &result->findings, &chosen);
    }
    return (Batch){0};
}

/* What a round starts from. */
typedef struct {
    const Input *input;
    const Overrides *overrides;
    Arena texts;
    const Str *bytes;
    FileResult *result;
} Round;

static FileResult *lint_bytes(const Round *round, const Str *bytes) {
    Input copy = *round->input;
    copy.bytes = bytes;
    return engine_lint(&copy, round->overrides);
}

/* Goes on to the file with the batch applied, if that is better. Where two results are too much the
 * one of before is freed, and made again where it is to stay. */
static bool go_on(Round *round, const Batch *batch) {
    Str *text = ARENA_NEW(&round->texts, Str);
    Before old = before_of(round->result);
    Batch fixed = {0};
    for (size_t i = 0; i < batch->len; i++) vec_push(&old.arena, &fixed, batch->items[i]);
    *text = text_with(&round->texts, *round->bytes, &old.findings, &fixed);
    FileResult *before = round->result;
    if (is_too_much(before)) {
        set_fixes_apart(&old);
        file_result_free(before);
        before = NULL;
    }
    FileResult *after = lint_bytes(round, text);
    bool better = is_better(&old, after, &fixed);
    arena_free(&old.arena);
    file_result_free(better ? before : after);
    if (better) round->bytes = text;
    round->result = better ? after : before ? before : lint_bytes(round, round->bytes);
    return better;
}

FileResult *engine_fix(const Input *input, const Overrides *overrides) {
    Overrides own = *overrides;
    own.fixes = true;
    Round round = {.input = input, .overrides = &own, .bytes = input->bytes};
    Str original;
    if (input->bytes) {
        original = *input->bytes;
    } else { /* read once, and kept while results come and go */
        ProblemVec problems = {0};
        bool read = input->problem.kind == PROBLEM_NONE &&
                    source_load_bytes(&round.texts, input->path, &original, &problems);
        if (!read) {
            arena_free(&round.texts);
            return engine_lint(input, &own); /* which says why */
        }
        round.bytes = &original;
    }
    round.result = lint_bytes(&round, round.bytes);
    size_t fixed = 0;
    int rounds = 0;
    Batch batch;
    while ((batch = choose(round.result, overrides->apply)).len && rounds++ < FIX_ROUNDS) {
        bool better = go_on(&round, &batch);
        if (!better && batch.len > 1) { /* together they are not what each is alone */
            batch = choose(round.result, overrides->apply);
            batch.len = 1;
            better = go_on(&round, &batch);
        }
        if (!better) break;
        fixed += batch.len;
    }
    FileResult *result = round.result;
    result->fixed = fixed;
    result->original = original;
    result->texts = round.texts;
    result->fix_stopped = batch.len > 0;
    return result;
}
