/* Looks rules up in the generated table: by code, name, family or problem. */
#include "lint/config/selector.h"
#include "rules/rule.h"

enum { NAME_MAX_BYTES = 64 };

/* The digits of a code tell most rules apart; "WL101". */
static const Rule *find_by_code(Str code) {
    enum { LETTERS = 2, CODE_BYTES = 5 };
    for (size_t i = 0; code.len == CODE_BYTES && i < rule_count; i++)
        if (memcmp(code.ptr + LETTERS, rule_table[i].code + LETTERS, CODE_BYTES - LETTERS) == 0)
            return str_eq_nocase(code, str_from_c(rule_table[i].code)) ? &rule_table[i] : NULL;
    return NULL;
}

const Rule *rule_find(Str code_or_name) {
    const Rule *found = find_by_code(code_or_name);
    for (size_t i = 0; !found && i < rule_count; i++)
        if (str_eq_nocase(code_or_name, str_from_c(rule_table[i].name))) found = &rule_table[i];
    return found;
}

const Rule *rule_of_problem(ProblemKind kind) {
    if (kind == PROBLEM_NONE) return NULL;
    for (size_t i = 0; i < rule_count; i++)
        if (rule_table[i].check->problem == kind) return &rule_table[i];
    return NULL;
}

bool rule_matches(const Rule *rule, Str selector) {
    return selector_matches(selector, str_from_c(rule->code), str_from_c(rule->name));
}

bool rule_selector_known(Str selector) {
    for (size_t i = 0; i < rule_count; i++)
        if (rule_matches(&rule_table[i], selector)) return true;
    return false;
}

const char *rule_nearest(Str selector) {
    char lower[NAME_MAX_BYTES], upper[NAME_MAX_BYTES];
    if (selector.len == 0 || selector.len > sizeof lower) return NULL;
    for (size_t i = 0; i < selector.len; i++) {
        lower[i] = ascii_lower(selector.ptr[i]);
        upper[i] = ascii_is_lower(lower[i]) ? (char)(lower[i] - 32) : lower[i];
    }
    size_t best = selector.len / 3 + 1; /* the first distance that is too far */
    const char *nearest = NULL;
    for (size_t i = 0; i < rule_count; i++) {
        Str code = str_from_c(rule_table[i].code), name = str_from_c(rule_table[i].name);
        size_t by_name = str_distance((Str){lower, selector.len}, name, best);
        if (by_name < best) {
            best = by_name;
            nearest = rule_table[i].name;
        }
        size_t by_code = str_distance((Str){upper, selector.len}, code, best);
        if (by_code < best) {
            best = by_code;
            nearest = rule_table[i].code;
        }
    }
    return nearest;
}
