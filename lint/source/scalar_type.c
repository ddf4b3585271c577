#include "lint/source/scalar_type.h"

#include <math.h>
#include <stdlib.h>

bool json_number_scan(Str s, size_t *end) {
    const char *p = s.ptr;
    size_t i = 0, n = s.len;
    if (i < n && p[i] == '-') i++;
    *end = i;
    if (i == n || !ascii_is_digit(p[i])) return false;
    if (p[i] == '0') {
        i++;
        *end = i;
        if (i < n && ascii_is_digit(p[i])) return false;
    }
    while (i < n && ascii_is_digit(p[i])) i++;
    if (i < n && p[i] == '.') {
        *end = ++i;
        if (i == n || !ascii_is_digit(p[i])) return false;
        while (i < n && ascii_is_digit(p[i])) i++;
    }
    if (i < n && (p[i] == 'e' || p[i] == 'E')) {
        i++;
        if (i < n && (p[i] == '+' || p[i] == '-')) i++;
        *end = i;
        if (i == n || !ascii_is_digit(p[i])) return false;
        while (i < n && ascii_is_digit(p[i])) i++;
    }
    *end = i;
    return true;
}

static bool word_is(Str s, const char *lower, const char *title, const char *upper) {
    return str_is(s, lower) || str_is(s, title) || str_is(s, upper);
}

static bool all_in(Str s, size_t from, const char *set) {
    if (from >= s.len) return false;
    for (size_t i = from; i < s.len; i++)
        if (!memchr(set, s.ptr[i], strlen(set))) return false;
    return true;
}

static double based(Str digits, unsigned base) {
    double value = 0;
    for (size_t i = 0; i < digits.len; i++) {
        char c = ascii_lower(digits.ptr[i]);
        value = value * base + (ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    return value;
}

/* [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )? */
static bool is_core_number(Str s) {
    size_t i = s.len && (s.ptr[0] == '-' || s.ptr[0] == '+'), digits = i;
    while (i < s.len && ascii_is_digit(s.ptr[i])) i++;
    digits = i - digits;
    if (i < s.len && s.ptr[i] == '.') {
        size_t point = i++;
        while (i < s.len && ascii_is_digit(s.ptr[i])) i++;
        digits += i - point - 1;
    }
    if (digits == 0) return false;
    if (i < s.len && (s.ptr[i] == 'e' || s.ptr[i] == 'E')) {
        i++;
        if (i < s.len && (s.ptr[i] == '-' || s.ptr[i] == '+')) i++;
        if (i == s.len || !ascii_is_digit(s.ptr[i])) return false;
        while (i < s.len && ascii_is_digit(s.ptr[i])) i++;
    }
    return i == s.len;
}

double number_value(Str s) {
    double value = 0;
    size_t i = s.len && (s.ptr[0] == '-' || s.ptr[0] == '+');
    if (s.len - i <= 15) { /* the common case: exact in a double */
        size_t at = i;
        for (; at < s.len && ascii_is_digit(s.ptr[at]); at++)
            value = value * 10 + (s.ptr[at] - '0');
        if (at == s.len) return s.ptr[0] == '-' ? -value : value;
    }
    if (str_to_number(s, &value)) return value;
    char *copy = malloc(s.len + 1); /* longer than any number a person writes */
    if (!copy) out_of_memory();
    memcpy(copy, s.ptr, s.len);
    copy[s.len] = '\0';
    value = strtod(copy, NULL);
    free(copy);
    return value;
}

NodeKind scalar_type(Str s, double *number) {
    *number = 0;
    if (s.len == 0) return NODE_NULL;
    char c = s.ptr[0];
    if (c == '~' || c == 'n' || c == 'N')
        return str_is(s, "~") || word_is(s, "null", "Null", "NULL") ? NODE_NULL : NODE_STRING;
    if (c == 't' || c == 'T' || c == 'f' || c == 'F') {
        *number = word_is(s, "true", "True", "TRUE");
        return *number != 0 || word_is(s, "false", "False", "FALSE") ? NODE_BOOL : NODE_STRING;
    }
    if (!ascii_is_digit(c) && c != '-' && c != '+' && c != '.') return NODE_STRING;
    if (str_starts(s, STR("0x")) && all_in(s, 2, "0123456789abcdefABCDEF"))
        *number = based(str_slice(s, 2, s.len), 16);
    else if (str_starts(s, STR("0o")) && all_in(s, 2, "01234567"))
        *number = based(str_slice(s, 2, s.len), 8);
    else if (is_core_number(s))
        *number = number_value(s);
    else {
        Str magnitude = str_slice(s, c == '-' || c == '+', s.len);
        if (word_is(magnitude, ".inf", ".Inf", ".INF"))
            *number = c == '-' ? -INFINITY : INFINITY;
        else if (word_is(s, ".nan", ".NaN", ".NAN"))
            *number = NAN;
        else
            return NODE_STRING;
    }
    return NODE_NUMBER;
}
