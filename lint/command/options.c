#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "lint/command/command.h"

static void complain(Run *run, const char *format, va_list args) {
    char text[2048];
    vsnprintf(text, sizeof text, format, args);
    buf_add_c(run->err, "warmlint: ");
    buf_add_visible(run->err, str_from_c(text), false);
    buf_add_char(run->err, '\n');
}

int run_trouble(Run *run, const char *format, ...) {
    va_list args;
    va_start(args, format);
    complain(run, format, args);
    va_end(args);
    return STATUS_TROUBLE;
}

int run_troubles(Run *run, Str lines) {
    for (Str line; str_next_line(&lines, &line);) run_trouble(run, STR_FMT, STR_ARG(line));
    return STATUS_TROUBLE;
}

int run_misuse(Run *run, const char *format, ...) {
    va_list args;
    va_start(args, format);
    complain(run, format, args);
    va_end(args);
    buf_printf(run->err, "Try `warmlint %s --help`.\n", run->command->name);
    return STATUS_TROUBLE;
}

static size_t row_count(const Option *options) {
    size_t n = 0;
    while (options[n].name) n++;
    return n;
}

static const Option *row_by_name(const Option *options, Str name) {
    for (; options->name; options++)
        if (str_is(name, options->name)) return options;
    return NULL;
}

static const Option *row_by_letter(const Option *options, char letter) {
    for (; options->name; options++)
        if (options->letter && options->letter == letter) return options;
    return NULL;
}

/* The only option that starts so, as long as nothing else does. */
static const char *nearest_option(const Option *options, Str name) {
    const char *best = NULL;
    size_t limit = name.len < 4 ? 1 : 3, best_distance = limit + 1;
    for (; options->name; options++) {
        Str candidate = str_from_c(options->name);
        size_t d = str_distance(name, candidate, limit);
        if (name.len >= 2 && str_starts(candidate, name)) d = 0;
        if (d < best_distance) best = options->name, best_distance = d;
    }
    return best;
}

static bool refuse_unknown(Run *run, Str arg) {
    Str name = str_slice(arg, 2, arg.len);
    name = str_slice(name, 0, str_find_char(name, '=', 0));
    const char *near = nearest_option(run->command->options, name);
    if (near)
        run_misuse(run, "unknown option `--" STR_FMT "`; did you mean `--%s`?", STR_ARG(name),
                   near);
    else
        run_misuse(run, "unknown option `--" STR_FMT "`", STR_ARG(name));
    return false;
}

static bool is_choice(const char *choices, Str value) {
    Str rest = str_from_c(choices);
    while (rest.len) {
        size_t bar = str_find_char(rest, '|', 0);
        if (bar == STR_NOT_FOUND) bar = rest.len;
        if (str_eq(str_slice(rest, 0, bar), value)) return true;
        rest = str_slice(rest, bar + 1, rest.len);
    }
    return false;
}

static const char *nearest_choice(Arena *arena, const char *choices, Str value) {
    Str rest = str_from_c(choices), best = {0};
    size_t best_distance = 3;
    while (rest.len) {
        size_t bar = str_find_char(rest, '|', 0);
        if (bar == STR_NOT_FOUND) bar = rest.len;
        size_t d = str_distance(value, str_slice(rest, 0, bar), 2);
        if (d < best_distance) best = str_slice(rest, 0, bar), best_distance = d;
        rest = str_slice(rest, bar + 1, rest.len);
    }
    return best.len ? str_to_c(arena, best) : NULL;
}

static bool take(Run *run, const Option *row, Str value) {
    if (row->choices && !is_choice(row->choices, value)) {
        const char *near = nearest_choice(run->arena, row->choices, value);
        run_misuse(run, "--%s takes one of %s, not `" STR_FMT "`%s%s%s", row->name, row->choices,
                   STR_ARG(value), near ? "; did you mean `" : "", near ? near : "",
                   near ? "`?" : "");
        return false;
    }
    vec_push(run->arena, &run->values[row - run->command->options], value);
    return true;
}

/* `--name`, `--name=value`, `--name value`; *used counts the arguments eaten. */
static bool parse_long(Run *run, const Str *args, size_t count, size_t *used) {
    Str arg = args[0];
    size_t equals = str_find_char(arg, '=', 2);
    Str name = str_slice(arg, 2, equals);
    const Option *row = row_by_name(run->command->options, name);
    *used = 1;
    if (!row) return refuse_unknown(run, arg);
    if (!row->value) {
        if (equals == STR_NOT_FOUND) return take(run, row, name);
        run_misuse(run, "--%s takes no value", row->name);
        return false;
    }
    if (equals != STR_NOT_FOUND) return take(run, row, str_slice(arg, equals + 1, arg.len));
    if (count < 2) {
        run_misuse(run, "--%s needs a value: --%s %s", row->name, row->name, row->value);
        return false;
    }
    *used = 2;
    return take(run, row, args[1]);
}

/* `-q`, `-qh`, `-mID`, `-m ID`. */
static bool parse_short(Run *run, const Str *args, size_t count, size_t *used) {
    *used = 1;
    for (size_t i = 1; i < args[0].len; i++) {
        const Option *row = row_by_letter(run->command->options, args[0].ptr[i]);
        if (!row) {
            run_misuse(run, "unknown option `-%c`", args[0].ptr[i]);
            return false;
        }
        if (!row->value) {
            if (!take(run, row, str_from_c(row->name))) return false;
            continue;
        }
        Str rest = str_slice(args[0], i + 1, args[0].len);
        if (rest.len) return take(run, row, rest);
        if (count < 2) {
            run_misuse(run, "-%c needs a value: -%c %s", row->letter, row->letter, row->value);
            return false;
        }
        *used = 2;
        return take(run, row, args[1]);
    }
    return true;
}

bool options_parse(Run *run, const Str *args, size_t count) {
    run->values = arena_array(run->arena, row_count(run->command->options), sizeof(StrVec));
    bool only_operands = false;
    for (size_t i = 0, used = 1; i < count; i += used) {
        used = 1;
        Str arg = args[i];
        if (only_operands || arg.len < 2 || arg.ptr[0] != '-') {
            vec_push(run->arena, &run->operands, arg);
        } else if (str_is(arg, "--")) {
            only_operands = true;
        } else if (arg.ptr[1] == '-') {
            if (!parse_long(run, args + i, count - i, &used)) return false;
        } else {
            if (!parse_short(run, args + i, count - i, &used)) return false;
        }
    }
    if (!run->operands.len || run->command->operands[0]) return true;
    run_misuse(run, "`%s` takes options only, not `" STR_FMT "`", run->command->name,
               STR_ARG(run->operands.items[0]));
    return false;
}

const StrVec *option_values(const Run *run, const char *name) {
    const Option *row = row_by_name(run->command->options, str_from_c(name));
    assert(row && "option is not in the command's table");
    return &run->values[row - run->command->options];
}

bool option_given(const Run *run, const char *name) {
    return option_values(run, name)->len > 0;
}

Str option_value(const Run *run, const char *name) {
    const StrVec *values = option_values(run, name);
    return values->len ? values->items[values->len - 1] : (Str){0};
}
