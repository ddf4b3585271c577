/* Blade, Laravel's: {!! x !!} and {{-- --}} beside {{ x }}, and directives such as
 * @foreach ($xs as $x). */
#include "lint/template/scan.h"

enum { TAG_BYTES = 4096 };

static const ExpressionValue no_value = {{VOL_CONSTANT, CAUSE_NONE, CERTAIN_SYNTAX}, {NULL, 0}};

/* {{-- --}} and {!! !!}. */
bool scan_blade(Scanner *s) {
    bool comment = str_starts(str_slice(s->text, s->at, s->text.len), STR("{{--"));
    size_t from = s->at + 3;
    size_t close = comment ? scanner_next(s, STR("--}}"), from + 1, &s->next_dash_double)
                           : scanner_next(s, STR("!!}"), from, &s->next_brace);
    if (close == STR_NOT_FOUND || (!comment && close - from > TAG_BYTES)) return false;
    if (comment)
        scanner_cut(s, PIECE_COMMENT, close + 4, no_value);
    else
        scanner_cut(s, PIECE_PLACEHOLDER, close + 3,
                    placeholder_value(s, str_trim(str_slice(s->text, from, close))));
    return true;
}

/* `$xs as $x`, `$xs as $key => $x`. */
static void open_loop(Scanner *s, Str word, Str inside, size_t end) {
    size_t as = str_find(inside, STR(" as "), 0);
    Scope scope = scanner_scope(s);
    ExpressionValue list = expression_value(str_slice(inside, 0, as), &scope);
    scanner_cut(s, PIECE_TAG, end, list);
    s->pieces->items[s->pieces->len - 1].conditional = true;
    block_open(s, (Block){.name = word, .conditional = true, .loop = true, .scoped = true});
    for (size_t at = as; (at = str_find_char(inside, '$', at)) != STR_NOT_FOUND; at++) {
        size_t end_of_name = at + 1;
        while (ident_byte(byte_at(inside, end_of_name))) end_of_name++;
        block_bind_entry(s, str_slice(inside, at, end_of_name), list.verdict);
    }
}

static void open_test(Scanner *s, Str word, Str inside, size_t end) {
    Scope scope = scanner_scope(s);
    scanner_cut(s, PIECE_TAG, end, expression_value(inside, &scope));
    s->pieces->items[s->pieces->len - 1].conditional = true;
    block_open(s, (Block){.name = word, .conditional = true});
}

/* @php ... @endphp and @verbatim ... @endverbatim: code and literal text, up to the end. */
static bool opaque(Scanner *s, Str word, size_t end) {
    bool code = str_is(word, "php");
    if ((!code && !str_is(word, "verbatim")) || s->no_raw_end) return false;
    Str closer = code ? STR("@endphp") : STR("@endverbatim");
    size_t close = str_find(s->text, closer, end);
    s->no_raw_end = close == STR_NOT_FOUND;
    if (s->no_raw_end) return false;
    scanner_cut(s, PIECE_TAG, code ? close + closer.len : end, no_value);
    if (!code) s->at = close + closer.len; /* what stands between is literal */
    return true;
}

static bool is_block_end(Str word) {
    static const char *const others[] = {"endif",     "endforeach", "endforelse", "endfor",
                                         "endwhile",  "endunless",  "endisset",   "endempty",
                                         "endswitch", "endauth",    "endguest",   NULL};
    return str_is_any(word, others);
}

/* At @: a directive of those that prompts use; an address or a mention is none. */
bool scan_blade_directive(Scanner *s) {
    static const char *const tests[] = {"if", "unless", "isset", "switch", NULL};
    static const char *const loops[] = {"foreach", "forelse", "for", "while", NULL};
    static const char *const files[] = {"include", "includeIf", "includeWhen", "extends", NULL};
    static const char *const branches[] = {"else",  "elseif",   "case",  "default",
                                           "break", "continue", "empty", NULL};
    if (s->at && (ident_byte(s->text.ptr[s->at - 1]) || s->text.ptr[s->at - 1] == '@'))
        return false;
    if (scanner_byte(s, s->at + 1) == '{') { /* @{{ name }} is written as it stands */
        while (scanner_byte(s, s->at + 1) == '{') s->at++;
        return false;
    }
    size_t end = s->at + 1;
    while (ident_byte(scanner_byte(s, end))) end++;
    Str word = str_slice(s->text, s->at + 1, end);
    size_t bracket = end;
    while (scanner_byte(s, bracket) == ' ') bracket++;
    size_t behind =
        scanner_byte(s, bracket) == '(' ? scanner_behind_bracket(s, bracket, '@') : bracket;
    Str inside = behind > bracket ? str_slice(s->text, bracket + 1, behind - 1) : (Str){0};
    if (inside.len) end = behind;
    if (inside.len && str_is_any(word, loops))
        open_loop(s, word, inside, end);
    else if (inside.len && str_is_any(word, tests))
        open_test(s, word, inside, end);
    else if (inside.len && str_is_any(word, files))
        scanner_cut(s, PIECE_INCLUDE, end, (ExpressionValue){no_value.verdict, inside});
    else if (inside.len && str_is(word, "json"))
        scanner_cut(s, PIECE_PLACEHOLDER, end, placeholder_value(s, inside));
    else if (str_is_any(word, branches) || (inside.len && str_is(word, "php")))
        scanner_cut(s, PIECE_TAG, end, no_value);
    else if (is_block_end(word)) {
        scanner_cut(s, PIECE_TAG, end, no_value);
        block_close(s, (Str){0});
    } else {
        return opaque(s, word, end);
    }
    return true;
}
