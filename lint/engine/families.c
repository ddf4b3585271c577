#include "lint/engine/families.h"

#include <stdlib.h>

#include "lint/base/limits.h"
#include "rules/rule.h"

#define NONE ((FamilyMember){(size_t)-1, 0})

static bool is_none(FamilyMember member) {
    return member.input == (size_t)-1;
}

Families families_begin(const InputVec *inputs, const Overrides *overrides) {
    return (Families){.inputs = inputs, .overrides = overrides, .partner_input = (size_t)-1};
}

void families_end(Families *families) {
    free(families->slots);
    file_result_free(families->partner);
    *families = (Families){0};
}

/* --- the table --- */

static FamilySlot *slot_of(const Families *families, uint64_t key) {
    size_t i = (size_t)(key * 0x9E3779B97F4A7C15u >> 20) & (families->room - 1);
    while (families->slots[i].key && families->slots[i].key != key)
        i = (i + 1) & (families->room - 1);
    return &families->slots[i];
}

static void grow(Families *families) {
    Families larger = *families;
    larger.room = families->room ? families->room * 2 : 1024;
    larger.slots = calloc(larger.room, sizeof *larger.slots);
    if (!larger.slots) out_of_memory();
    for (size_t i = 0; i < families->room; i++)
        if (families->slots[i].key) *slot_of(&larger, families->slots[i].key) = families->slots[i];
    free(families->slots);
    *families = larger;
}

static FamilyMember look_up(const Families *families, uint64_t key) {
    if (!families->room) return NONE;
    const FamilySlot *slot = slot_of(families, key);
    return slot->key ? slot->member : NONE;
}

static void keep(Families *families, uint64_t key, FamilyMember member) {
    if (families->used == LIMIT_FAMILY_HASHES) {
        families->full = true;
        return;
    }
    if (families->used * 2 >= families->room) grow(families);
    FamilySlot *slot = slot_of(families, key);
    if (slot->key) return;
    *slot = (FamilySlot){key, member};
    families->used++;
}

/* --- who belongs together --- */

/* Families keep to themselves, and apart from what was only found. 0 is no key. */
static uint64_t key_in(Str family, uint64_t hash) {
    uint64_t key = family.len ? hash ^ (str_hash(family) * 0x9E3779B97F4A7C15u) : hash;
    return key ? key : 1;
}

/* The earlier prompt that has the longest prefix in common, and how many rungs of it; of a declared
 * family else the first one. */
static FamilyMember find_partner(const Families *families, Str family, const RungVec *rungs,
                                 size_t *common) {
    FamilyMember member = NONE;
    for (*common = rungs->len; *common > 0; --*common) {
        member = look_up(families, key_in(family, rungs->items[*common - 1]));
        if (!is_none(member)) return member;
    }
    return family.len ? look_up(families, key_in(family, 0)) : NONE;
}

/* What was only found to begin alike is of interest where as much may stand behind the place where
 * they part: a token is a byte at least. */
static bool is_worth_reading(const Plan *plan, size_t rungs, size_t common) {
    if (!common || plan->minimum <= 0) return false;
    size_t shared = family_rung_bytes(common - 1);
    size_t least = (size_t)plan->minimum;
    return shared >= least && rungs > common && family_rung_bytes(rungs - 1) - shared >= least;
}

static const FileResult *read_partner(Families *families, FamilyMember member) {
    if (member.input != families->partner_input) {
        file_result_free(families->partner);
        families->partner =
            engine_read(&families->inputs->items[member.input], families->overrides);
        families->partner_input = member.input;
    }
    return families->partner;
}

/* --- comparing --- */

static void run_rules(Families *families, FileResult *result, size_t index, FamilyMember member,
                      FindingVec *found) {
    const FileResult *other = read_partner(families, member);
    const Prompt *prompt = &result->prompts.items[index];
    if (other->failed || member.prompt >= other->prompts.len) return; /* no longer what it was */
    const Plan *plan = result->plans[index];
    PromptDiff diff = diff_prompts(&result->arena, other->plans[member.prompt], plan);
    uint32_t at = diff.differs ? diff.old_side.span.start : diff.before->prompt->anchor.start;
    FamilyPair pair = {.diff = &diff,
                       .path = str_dup(&result->arena, other->source.path),
                       .own_path = result->source.path,
                       .line = source_position(&other->source, at).line};
    for (size_t i = 0; i < rule_count; i++) {
        const Rule *rule = &rule_table[i];
        if (!rule->check->check_family || !(rule->kinds & prompt->kind)) continue;
        Sink sink = {&result->arena, rule, prompt, found};
        rule->check->check_family(&pair, prompt, plan, &sink);
    }
}

static void one_prompt(Families *families, size_t input, FileResult *result, size_t index,
                       FindingVec *found) {
    const Prompt *prompt = &result->prompts.items[index];
    if (!family_candidate(result->plans[index])) return;
    Str family = prompt->settings->family;
    FamilyMember self = {input, index};
    const RungVec *rungs = &result->rungs[index];
    size_t common;
    FamilyMember partner = find_partner(families, family, rungs, &common);
    if (!is_none(partner) &&
        (family.len || is_worth_reading(result->plans[index], rungs->len, common)))
        run_rules(families, result, index, partner, found);
    for (size_t i = common; i < rungs->len; i++)
        keep(families, key_in(family, rungs->items[i]), self);
    if (family.len && is_none(partner)) keep(families, key_in(family, 0), self);
}

void families_file(Families *families, size_t input, FileResult *result) {
    FindingVec found = {0};
    if (!result->rungs || families->inputs->len + result->prompts.len < 3) return;
    for (size_t i = 0; i < result->prompts.len; i++) one_prompt(families, input, result, i, &found);
    if (found.len) engine_add(result, &found);
}
