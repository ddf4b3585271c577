#include "lint/engine/families.h"

#include <stdlib.h>

#include "lint/base/limits.h"
#include "lint/base/order.h"
#include "rules/rule.h"

/* The prompt-th of an input. */
typedef struct FamilyMember {
    size_t input, prompt;
    Str path;
    Str family; /* empty: none is declared */
    RungVec rungs;
    size_t minimum; /* tokens that the model caches at least */
} Member;

Families families_begin(const InputVec *inputs, const Overrides *overrides) {
    return (Families){.inputs = inputs, .overrides = overrides};
}

static void keep(Families *families, Member member) {
    uint64_t *rungs = arena_array(&families->arena, member.rungs.len, sizeof *rungs);
    if (member.rungs.len) memcpy(rungs, member.rungs.items, member.rungs.len * sizeof *rungs);
    member.rungs.items = rungs;
    member.family = str_dup(&families->arena, member.family);
    vec_push(&families->arena, &families->members, member);
    families->hashes += member.rungs.len + 1;
}

void families_add(Families *families, size_t input, const FileResult *result) {
    for (size_t i = 0; result->rungs && i < result->prompts.len; i++) {
        const Plan *plan = result->plans[i];
        if (!family_candidate(plan)) continue;
        if (families->hashes + RUNGS_MOST > LIMIT_FAMILY_HASHES) {
            families->full = true;
            return;
        }
        keep(families,
             (Member){input, i, families->inputs->items[input].path, plan->prompt->settings->family,
                      result->rungs[i], plan->minimum > 0 ? (size_t)plan->minimum : 0});
    }
}

/* --- who begins like whom --- */

/* Prefixes seen so far, and the first member that has each. */
typedef struct {
    struct {
        uint64_t key; /* 0: free */
        const Member *member;
    } * slots;
    size_t room; /* a power of two, more than all keys */
} Table;

/* Families keep to themselves, and apart from what was only found. */
static uint64_t key_in(Str family, uint64_t hash) {
    uint64_t key = family.len ? hash ^ (str_hash(family) * 0x9E3779B97F4A7C15u) : hash;
    return key ? key : 1;
}

static size_t slot_of(const Table *table, uint64_t key) {
    size_t i = (size_t)(key * 0x9E3779B97F4A7C15u >> 20) & (table->room - 1);
    while (table->slots[i].key && table->slots[i].key != key) i = (i + 1) & (table->room - 1);
    return i;
}

static const Member *look_up(const Table *table, uint64_t key) {
    return table->slots[slot_of(table, key)].member;
}

static void put(Table *table, uint64_t key, const Member *member) {
    size_t i = slot_of(table, key);
    if (table->slots[i].key) return;
    table->slots[i].key = key;
    table->slots[i].member = member;
}

/* The member before it that has the longest prefix in common, and how many rungs of it; of a
 * declared family else the first one. */
static const Member *find_partner(const Table *table, const Member *m, size_t *common) {
    for (*common = m->rungs.len; *common > 0; --*common) {
        const Member *partner = look_up(table, key_in(m->family, m->rungs.items[*common - 1]));
        if (partner) return partner;
    }
    return m->family.len ? look_up(table, key_in(m->family, 0)) : NULL;
}

static void add_prefixes(Table *table, const Member *m, size_t known) {
    for (size_t i = known; i < m->rungs.len; i++)
        put(table, key_in(m->family, m->rungs.items[i]), m);
    if (m->family.len) put(table, key_in(m->family, 0), m);
}

/* What was only found to begin alike is of interest where as much may stand behind the place where
 * they part: a token is a byte at least. */
static bool is_worth_reading(const Member *m, size_t common) {
    if (m->family.len) return true;
    if (!common || !m->minimum || m->rungs.len <= common) return false;
    size_t shared = family_rung_bytes(common - 1);
    return shared >= m->minimum && family_rung_bytes(m->rungs.len - 1) - shared >= m->minimum;
}

/* --- comparing --- */

typedef struct {
    Families *families;
    void (*done)(void *context, size_t input, FileResult *result);
    void *context;
    FileResult *own, *other; /* the two files read last */
    size_t own_input, other_input;
    FindingVec found; /* in `own` */
} Comparison;

static FileResult *read_again(const Comparison *c, FileResult *last, size_t *last_input,
                              size_t input) {
    if (last && *last_input == input) return last;
    file_result_free(last);
    *last_input = input;
    return engine_read(&c->families->inputs->items[input], c->families->overrides);
}

/* Hands over what was found in the file at hand. */
static void flush(Comparison *c) {
    if (c->found.len) {
        c->own->findings = (FindingVec){0};
        engine_add(c->own, &c->found);
        if (c->own->findings.len || c->own->suppressed) c->done(c->context, c->own_input, c->own);
        file_result_free(c->own);
        c->own = NULL;
    }
    c->found = (FindingVec){0};
}

/* The partner is often the one that had one itself a moment ago. */
static void swap(Comparison *c) {
    FileResult *file = c->own;
    size_t input = c->own_input;
    c->own = c->other;
    c->own_input = c->other_input;
    c->other = file;
    c->other_input = input;
}

static void run_rules(Comparison *c, const FamilyPair *pair, const Prompt *prompt,
                      const Plan *plan) {
    for (size_t i = 0; i < rule_count; i++) {
        const Rule *rule = &rule_table[i];
        if (!rule->check->check_family || !(rule->kinds & prompt->kind)) continue;
        Sink sink = {
            .arena = &c->own->arena, .rule = rule, .prompt = prompt, .findings = &c->found};
        rule->check->check_family(pair, prompt, plan, &sink);
    }
}

static void compare(Comparison *c, const Member *m, const Member *partner) {
    if (c->own && c->own_input != m->input) flush(c);
    if (c->own && c->own_input == partner->input) swap(c);
    c->own = read_again(c, c->own, &c->own_input, m->input);
    c->other = read_again(c, c->other, &c->other_input, partner->input);
    /* Files may have changed in the meantime. */
    if (m->prompt >= c->own->prompts.len || partner->prompt >= c->other->prompts.len) return;
    const Plan *plan = c->own->plans[m->prompt];
    PromptDiff diff = diff_prompts(&c->own->arena, c->other->plans[partner->prompt], plan);
    uint32_t at = diff.differs ? diff.old_side.span.start : diff.before->prompt->anchor.start;
    FamilyPair pair = {.diff = &diff,
                       .path = c->other->source.path,
                       .own_path = c->own->source.path,
                       .line = source_position(&c->other->source, at).line};
    run_rules(c, &pair, plan->prompt, plan);
}

static int compare_places(const void *left, const void *right) {
    const Member *a = left, *b = right;
    int order = str_cmp(a->path, b->path);
    if (order) return order;
    return order_of(a->prompt, b->prompt);
}

static void compare_all(Families *families, Comparison *c) {
    Table table = {.room = 64};
    while (table.room < families->hashes * 2) table.room *= 2;
    table.slots = calloc(table.room, sizeof *table.slots);
    if (!table.slots) out_of_memory();
    qsort(families->members.items, families->members.len, sizeof *families->members.items,
          compare_places);
    for (size_t i = 0; i < families->members.len; i++) {
        const Member *m = &families->members.items[i];
        size_t common;
        const Member *partner = find_partner(&table, m, &common);
        if (partner && is_worth_reading(m, common)) compare(c, m, partner);
        add_prefixes(&table, m, common);
    }
    flush(c);
    free(table.slots);
}

void families_end(Families *families, void (*done)(void *context, size_t input, FileResult *result),
                  void *context) {
    Comparison c = {.families = families, .done = done, .context = context};
    if (families->members.len > 1) compare_all(families, &c);
    file_result_free(c.own);
    file_result_free(c.other);
    arena_free(&families->arena);
    *families = (Families){0};
}
