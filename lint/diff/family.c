#include "lint/diff/family.h"

#include <stdlib.h>

#include "lint/base/order.h"
#include "lint/diff/stream.h"

/* --- the ladder --- */

static const size_t *rung_lengths(size_t lengths[RUNGS_MOST]) {
    size_t length = RUNG_FIRST;
    for (size_t i = 0; i < RUNGS_MOST; i++) {
        lengths[i] = length;
        length += length / 8;
    }
    return lengths;
}

size_t family_rung_bytes(size_t rung) {
    size_t lengths[RUNGS_MOST];
    return rung_lengths(lengths)[rung < RUNGS_MOST ? rung : RUNGS_MOST - 1];
}

bool family_candidate(const Plan *plan) {
    const Prompt *prompt = plan->prompt;
    if (prompt->settings->family.len) return true;
    return prompt->kind == KIND_TEMPLATE && plan->minimum > 0 &&
           plan->stable.hi >= 2 * plan->minimum;
}

/* The sent bytes of a block that no call changes; all of them without a change in it. */
static Str stable_part(const Plan *plan, const Block *block) {
    size_t change = plan->first_change;
    if (change == NO_STEP || plan->steps[change].segment > block->index) return block->sent;
    if (plan->steps[change].segment < block->index) return (Str){0};
    return str_slice(block->sent, 0, block_sent_before(block, plan->steps[change].piece));
}

void family_rungs(Arena *arena, const Plan *plan, RungVec *hashes) {
    const Prompt *prompt = plan->prompt;
    size_t lengths[RUNGS_MOST];
    uint64_t *found = arena_array(arena, RUNGS_MOST, sizeof *found);
    BlockVec blocks = {0};
    PrefixParamVec params = {0};
    Stream s = stream_begin_quick(rung_lengths(lengths), RUNGS_MOST, found);
    blocks_read(arena, prompt, &blocks);
    prefix_params(arena, prompt, &params);
    s.hash ^= str_hash(prompt->model_id) + (uint64_t)prompt->provider;
    bool whole = true;
    size_t i = 0;
    for (int section = 0; section < SECTION_COUNT && whole; section++) {
        stream_feed_params(&s, &params, (Section)section);
        for (; i < blocks.len && (int)blocks.items[i].segment->section == section && whole; i++) {
            Str part = stable_part(plan, &blocks.items[i]);
            stream_feed_frame(&s, blocks.items[i].segment);
            stream_feed(&s, part);
            whole = part.len == blocks.items[i].sent.len;
        }
    }
    stream_end(&s);
    hashes->items = found;
    hashes->len = s.next;
}

/* --- what both have behind the difference --- */

/* One line of a text, a tool, or a value with its declared size. */
typedef struct {
    uint64_t hash;
    Str text;
    const PlanStep *value; /* NULL: counted by its text */
} Part;
typedef VEC(Part) PartVec;

static int compare_parts(const void *left, const void *right) {
    const Part *a = left, *b = right;
    return order_of(a->hash, b->hash);
}

static void add_lines(Arena *arena, Str rest, PartVec *parts) {
    enum { SHORT = 12 }; /* closing tags and bullets stand everywhere */
    Str line;
    while (str_next_line(&rest, &line)) {
        Str text = str_trim(line), whole = {line.ptr, (size_t)(rest.ptr - line.ptr)};
        if (text.len >= SHORT) vec_push(arena, parts, (Part){str_hash(text), whole, NULL});
    }
}

/* Those of one segment behind an offset of its text; *step is its first step, then the next one's.
 */
static void add_pieces(Arena *arena, const Plan *plan, size_t *step, size_t from, PartVec *parts) {
    size_t end = plan->first_change == NO_STEP ? plan->step_count : plan->first_change;
    size_t segment = plan->steps[*step].segment;
    for (; *step < end && plan->steps[*step].segment == segment; ++*step) {
        size_t i = *step;
        const Piece *piece = plan_piece(plan, i);
        Str text = plan_segment(plan, i)->text;
        if (piece->span.end <= from || piece->kind == PIECE_COMMENT) continue;
        if (piece->kind == PIECE_TEXT) {
            size_t start = piece->span.start > from ? piece->span.start : from;
            add_lines(arena, str_slice(text, start, piece->span.end), parts);
        } else if (piece->span.start >= from) {
            Str value = str_slice(text, piece->span.start, piece->span.end);
            vec_push(arena, parts, (Part){str_hash(value), value, &plan->steps[i]});
        }
    }
}

/* The stable parts behind the first difference. */
static void parts_behind(Arena *arena, const Plan *plan, const DiffSide *side, PartVec *parts) {
    BlockVec blocks = {0};
    size_t step = 0;
    blocks_read(arena, plan->prompt, &blocks);
    for (size_t i = 0; i < blocks.len; i++) {
        const Block *block = &blocks.items[i];
        if (block->index < side->segment) continue;
        while (step < plan->step_count && plan->steps[step].segment < block->index) step++;
        Str stable = stable_part(plan, block);
        bool parted = block->index == side->segment;
        if (block->segment->section != SECTION_TOOLS)
            add_pieces(arena, plan, &step, parted ? block_text_offset(block, side->at) : 0, parts);
        else if (stable.len)
            vec_push(arena, parts, (Part){str_hash(stable), stable, NULL});
        if (stable.len < block->sent.len) break;
    }
}

/* Each part of the old version is taken once. */
static bool take(PartVec *parts, bool *taken, uint64_t hash) {
    size_t low = 0, high = parts->len;
    while (low < high) {
        size_t middle = middle_of(low, high);
        if (parts->items[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    if (low >= parts->len || parts->items[low].hash != hash || taken[low]) return false;
    taken[low] = true;
    return true;
}

TokCount family_shared_behind(Arena *arena, const PromptDiff *diff) {
    PartVec older = {0}, newer = {0};
    TokCount sum = {0, 0, 0, TOK_FITTED};
    parts_behind(arena, diff->before, &diff->old_side, &older);
    parts_behind(arena, diff->after, &diff->new_side, &newer);
    if (older.len) qsort(older.items, older.len, sizeof *older.items, compare_parts);
    bool *taken = arena_array(arena, older.len, sizeof *taken);
    Str run = {0}; /* neighbours are counted as one text */
    for (size_t i = 0; i < newer.len; i++) {
        const Part *part = &newer.items[i];
        if (!take(&older, taken, part->hash)) continue;
        if (part->value) {
            sum = tok_add(sum, part->value->size);
        } else if (run.len && run.ptr + run.len == part->text.ptr) {
            run.len += part->text.len;
        } else {
            sum = tok_add(sum, plan_count(diff->after, run));
            run = part->text;
        }
    }
    return tok_add(sum, plan_count(diff->after, run));
}
