/* Puts the blocks of two versions beside one another. */
#include "lint/diff/blocks.h"
#include "lint/diff/diff.h"

/* A longest common subsequence of more than so many pairs is not looked for: blocks between what is
 * alike at both ends then stand beside one another in their order. */
enum { PAIRS_COMPARED = 1 << 20 };

typedef struct {
    Arena *arena;
    const Plan *before, *after;
    BlockVec a, b;
    size_t old_step, new_step;
    BlockPairVec *pairs;
} Alignment;

static bool same_block(const Block *a, const Block *b) {
    return blocks_framed_alike(a, b) && str_eq(a->sent, b->sent);
}

static SentBlock sent_block(const Plan *plan, const Block *block, size_t *step) {
    while (*step < plan->step_count && plan->steps[*step].segment < block->index) ++*step;
    TokCount from = plan->steps[*step].before;
    while (*step < plan->step_count && plan->steps[*step].segment == block->index) ++*step;
    return (SentBlock){.there = true,
                       .segment = block->index,
                       .text = block->sent,
                       .before = from.tokens,
                       .tokens = plan->steps[*step].before.tokens - from.tokens};
}

static void add_pair(Alignment *al, const Block *a, const Block *b) {
    BlockPair pair = {.same = a && b && same_block(a, b)};
    if (a) pair.before = sent_block(al->before, a, &al->old_step);
    if (b) pair.after = sent_block(al->after, b, &al->new_step);
    vec_push(al->arena, al->pairs, pair);
}

/* Not far from there. */
static bool has_tool(const BlockVec *blocks, size_t from, size_t to, Str name) {
    enum { LOOKED_AT = 64 };
    for (size_t i = from; i < to && i - from < LOOKED_AT; i++)
        if (str_eq(blocks->items[i].segment->name, name)) return true;
    return false;
}

/* Two that may stand beside one another though they differ: tools of one name, texts of one role.
 */
static bool comparable(const Block *a, const Block *b) {
    return blocks_framed_alike(a, b) && str_eq(a->segment->name, b->segment->name);
}

/* Between what is alike. */
static void pair_rest(Alignment *al, size_t i, size_t i_end, size_t j, size_t j_end) {
    while (i < i_end && j < j_end) {
        const Block *a = &al->a.items[i], *b = &al->b.items[j];
        if (comparable(a, b)) {
            add_pair(al, a, b);
            i++, j++;
        } else if (a->segment->section > b->segment->section ||
                   (a->segment->name.len && has_tool(&al->b, j, j_end, a->segment->name))) {
            add_pair(al, NULL, b);
            j++;
        } else {
            add_pair(al, a, NULL);
            i++;
        }
    }
    for (; i < i_end; i++) add_pair(al, &al->a.items[i], NULL);
    for (; j < j_end; j++) add_pair(al, NULL, &al->b.items[j]);
}

static const uint64_t *block_hashes(Arena *arena, const BlockVec *blocks) {
    uint64_t *hashes = arena_array(arena, blocks->len, sizeof *hashes);
    for (size_t i = 0; i < blocks->len; i++) {
        const Segment *s = blocks->items[i].segment;
        uint64_t frame = (uint64_t)s->section << 16 | (uint64_t)s->role << 8 | (uint64_t)s->type;
        hashes[i] = str_hash(blocks->items[i].sent) + frame;
    }
    return hashes;
}

void diff_align(Arena *arena, const Plan *before, const Plan *after, BlockPairVec *pairs) {
    Alignment al = {.arena = arena, .before = before, .after = after, .pairs = pairs};
    if (before) blocks_read(arena, before->prompt, &al.a);
    if (after) blocks_read(arena, after->prompt, &al.b);
    IndexPairVec alike = {0};
    diff_alike(arena, block_hashes(arena, &al.a), al.a.len, block_hashes(arena, &al.b), al.b.len,
               &alike);
    size_t i = 0, j = 0;
    for (size_t k = 0; k < alike.len; k++) {
        pair_rest(&al, i, alike.items[k].before, j, alike.items[k].after);
        add_pair(&al, &al.a.items[alike.items[k].before], &al.b.items[alike.items[k].after]);
        i = alike.items[k].before + 1;
        j = alike.items[k].after + 1;
    }
    pair_rest(&al, i, al.a.len, j, al.b.len);
}

/* --- lines and blocks alike --- */

/* The middle of two rows by dynamic programming: best[i][j] is what [i..) and [j..) have in common.
 */
static void align_middle(Arena *arena, const uint64_t *a, size_t n, const uint64_t *b, size_t m,
                         size_t from, IndexPairVec *alike) {
    Arena scratch = {0};
    uint32_t *best = arena_array(&scratch, (n + 1) * (m + 1), sizeof *best);
    for (size_t i = n; i-- > 0;)
        for (size_t j = m; j-- > 0;) {
            uint32_t down = best[(i + 1) * (m + 1) + j], right = best[i * (m + 1) + j + 1];
            best[i * (m + 1) + j] = a[from + i] == b[from + j] ? best[(i + 1) * (m + 1) + j + 1] + 1
                                    : down > right             ? down
                                                               : right;
        }
    for (size_t i = 0, j = 0; i < n && j < m;) {
        if (a[from + i] == b[from + j]) {
            vec_push(arena, alike, (IndexPair){from + i, from + j});
            i++, j++;
        } else if (best[(i + 1) * (m + 1) + j] >= best[i * (m + 1) + j + 1]) {
            i++;
        } else {
            j++;
        }
    }
    arena_free(&scratch);
}

void diff_alike(Arena *arena, const uint64_t *a, size_t n, const uint64_t *b, size_t m,
                IndexPairVec *alike) {
    size_t head = 0, tail = 0;
    while (head < n && head < m && a[head] == b[head]) head++;
    while (tail < n - head && tail < m - head && a[n - 1 - tail] == b[m - 1 - tail]) tail++;
    for (size_t i = 0; i < head; i++) vec_push(arena, alike, (IndexPair){i, i});
    size_t rest_a = n - head - tail, rest_b = m - head - tail;
    if (rest_a && rest_b && rest_a <= PAIRS_COMPARED / rest_b)
        align_middle(arena, a, rest_a, b, rest_b, head, alike);
    for (size_t i = tail; i > 0; i--) vec_push(arena, alike, (IndexPair){n - i, m - i});
}
