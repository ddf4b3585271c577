#include "lint/config/selector.h"

/* "1xx": the digit of the family behind the letters of the code. Codes of a project's patterns have
 * no families. */
static bool family_matches(Str selector, Str code) {
    return selector.len == 3 && ascii_is_digit(selector.ptr[0]) &&
           str_eq_nocase(str_slice(selector, 1, 3), STR("xx")) && code.len > 2 &&
           str_starts(code, STR("WL")) && code.ptr[2] == selector.ptr[0];
}

bool selector_matches(Str selector, Str code, Str name) {
    if (selector.len == 0) return false;
    if (str_eq_nocase(selector, name) || str_eq_nocase(selector, STR("ALL"))) return true;
    if (family_matches(selector, code)) return true;
    return str_eq_nocase(selector, code) ||
           (selector.len > 2 && selector.len < code.len &&
            str_eq_nocase(selector, str_slice(code, 0, selector.len)));
}
