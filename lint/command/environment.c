#include "lint/command/command.h"
#include "lint/report/report.h"

static bool is_set(const char *value) {
    return value && value[0];
}

static bool forces(const char *value) {
    return is_set(value) && !str_is(str_from_c(value), "0");
}

static Str color_option(const Run *run) {
    for (const Option *o = run->command->options; o->name; o++)
        if (str_is(STR("color"), o->name)) return option_value(run, "color");
    return (Str){0};
}

bool run_color(const Run *run) {
    Str when = color_option(run);
    if (str_is(when, "always")) return true;
    if (str_is(when, "never")) return false;
    const Environment *e = run->environment;
    if (is_set(e->no_color)) return false;
    if (forces(e->force_color) || forces(e->clicolor_force)) return true;
    if (e->clicolor && str_is(str_from_c(e->clicolor), "0")) return false;
    if (e->term && str_is(str_from_c(e->term), "dumb")) return false;
    return e->out_is_terminal;
}

size_t run_columns(const Run *run) {
    size_t columns = run->environment->columns;
    return columns < 40 ? 40 : columns > 400 ? 400 : columns;
}

size_t run_text_width(const Run *run) {
    if (!run->environment->out_is_terminal) return REPORT_WIDTH;
    size_t columns = run_columns(run);
    return columns < REPORT_WIDTH ? columns : REPORT_WIDTH;
}
