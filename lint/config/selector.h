/* How a rule is named wherever one is selected, ignored or suppressed: its code, its name, a family
 * or ALL. Config sits below the rules, so what exists is told through KnownNames. */
#ifndef WARMLINT_CONFIG_SELECTOR_H
#define WARMLINT_CONFIG_SELECTOR_H

#include "lint/base/str.h"

/* What a configuration may name, as the floors above know it. A NULL function accepts all. */
typedef struct {
    bool (*rule_known)(Str selector);
    const char *(*rule_nearest)(Str selector); /* NULL when nothing is near */
    bool (*format_known)(Str name);
    const char *(*format_name_at)(size_t index); /* NULL at the end */
} KnownNames;

/* The selector means the rule with this code and name, any case: the code itself, the name, the
 * first characters of the code ("WL1", "WL10"), a family by its digit ("1xx") or "ALL". */
bool selector_matches(Str selector, Str code, Str name);

#endif
