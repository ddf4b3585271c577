/* "Did you mean": the nearest id by edit distance. Only asked for ids in no table, so it may look
 * at every name; the work is bounded by the table and NEAR_MAX_ID. */
#include "lint/facts/facts_table.h"
#include "lint/facts/spelling.h"

enum { NEAR_MAX_ID = 64, NEAR_MAX_DISTANCE = 3 };

static int min_of(int a, int b) {
    return a < b ? a : b;
}

/* Edits between two ids without regard to case (optimal string alignment); more than `limit` is
 * reported as limit + 1. Work is bounded by NEAR_MAX_ID squared. */
static int edits(Str a, Str b, int limit) {
    int rows[3][NEAR_MAX_ID + 1];
    int *before = rows[0], *above = rows[1], *here = rows[2];
    int gap = (int)a.len - (int)b.len;
    if (gap > limit || -gap > limit) return limit + 1;
    for (size_t j = 0; j <= b.len; j++) above[j] = (int)j;
    for (size_t i = 1; i <= a.len; i++) {
        int least = here[0] = (int)i;
        char x = ascii_lower(a.ptr[i - 1]);
        for (size_t j = 1; j <= b.len; j++) {
            char y = ascii_lower(b.ptr[j - 1]);
            int best = min_of(above[j - 1] + (x != y), min_of(above[j], here[j - 1]) + 1);
            if (i > 1 && j > 1 && x == ascii_lower(b.ptr[j - 2]) && y == ascii_lower(a.ptr[i - 2]))
                best = min_of(best, before[j - 2] + 1);
            here[j] = best;
            least = min_of(least, best);
        }
        if (least > limit) return limit + 1;
        int *spare = before;
        before = above;
        above = here;
        here = spare;
    }
    return above[b.len];
}

/* A bit for each byte that the id holds, in any case of letters. */
static uint64_t bytes_in(Str id) {
    uint64_t bits = 0;
    for (size_t i = 0; i < id.len; i++) bits |= (uint64_t)1 << ((id.ptr[i] | 0x20) & 63);
    return bits;
}

/* An edit brings one byte that was not there, and takes one away, at most. */
static bool may_be_near(uint64_t a, uint64_t b, int limit) {
    uint64_t more = a & ~b, less = b & ~a;
    for (int i = 0; i < limit; i++) more &= more - 1, less &= less - 1;
    return !more && !less;
}

static bool is_over(const Model *model) {
    return model->state == STATE_RETIRED || model->state == STATE_DEPRECATED;
}

NearModel facts_nearest_model(Str id) {
    NearModel near = {.model = NULL, .name = {"", 0}, .distance = 0};
    Provider platform = PROVIDER_UNKNOWN;
    Str core = str_trim(id);
    if (core.len > SPELLING_MAX_ID) return near;
    core = spelling_core(&platform, core);
    if (core.len < 3 || core.len > NEAR_MAX_ID) return near;
    /* A third of a short id would make anything near anything. */
    int limit = core.len < 6 ? 1 : core.len < 12 ? 2 : NEAR_MAX_DISTANCE;
    uint64_t bytes = bytes_in(core);
    for (size_t i = 0; i < facts_names_len; i++) {
        Str name = facts_text(facts_names[i].text);
        if (name.len > NEAR_MAX_ID || !may_be_near(bytes, bytes_in(name), limit)) continue;
        const Model *model = &facts_models[facts_names[i].model];
        int distance = edits(core, name, limit);
        if (distance > limit) continue;
        bool better = !near.model || distance < near.distance ||
                      (distance == near.distance && is_over(near.model) && !is_over(model));
        if (better) near = (NearModel){model, name, distance};
    }
    return near;
}
