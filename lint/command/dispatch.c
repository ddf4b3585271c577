#include <unistd.h>

#include "lint/command/command.h"
#include "lint/report/report.h"

/* clang-format off */
const Command *const commands[] = {
    &command_check,
    &command_map,
    &command_cost,
    &command_tokens,
    &command_calibrate,
    &command_diff,
    &command_lock,
    &command_history,
    &command_inspect,
    &command_models,
    &command_rules,
    &command_explain,
    &command_init,
    &command_lsp,
    &command_help,
    &command_version,
    NULL};
/* clang-format on */

const Command *command_find(Str name) {
    for (size_t i = 0; commands[i]; i++)
        if (str_is(name, commands[i]->name)) return commands[i];
    return NULL;
}

static const char *nearest_command(Str name) {
    for (size_t i = 0; commands[i]; i++)
        if (str_distance(name, str_from_c(commands[i]->name), 2) <= 2) return commands[i]->name;
    return NULL;
}

/* `warmlint chekc` is a slip, unless something of that name is there to be linted. */
static const char *mistyped_command(Arena *arena, Str word) {
    bool plain = word.len > 2;
    for (size_t i = 0; i < word.len; i++) plain = plain && ascii_is_lower(word.ptr[i]);
    if (!plain || access(str_to_c(arena, word), F_OK) == 0) return NULL;
    return nearest_command(word);
}

static int run_command(Run *run, const Str *args, size_t count) {
    if (!options_parse(run, args, count)) return STATUS_TROUBLE;
    if (option_given(run, "help")) {
        help_command(run->out, run->command, run_color(run), run_text_width(run));
        return STATUS_OK;
    }
    int status = run->command->run(run);
    /* The reports of check see to themselves: some are made of such commands. */
    if (run->command != &command_check) buf_defuse(run->out);
    buf_defuse(run->err);
    tok_exact_free(run->exact);
    return status;
}

int command_dispatch(Arena *arena, const Environment *environment, const Str *args, size_t count,
                     Buf *out, Buf *err) {
    Run run = {.command = &command_check,
               .arena = arena,
               .out = out,
               .err = err,
               .environment = environment};
    if (!count) {
        run.command = &command_help;
        run.values = arena_array(arena, 1, sizeof(StrVec));
        help_overview(err, false, run_text_width(&run));
        return STATUS_TROUBLE;
    }
    if (str_is(args[0], "--version") || str_is(args[0], "-V")) {
        run.command = &command_version;
        return run_command(&run, args + 1, count - 1);
    }
    if (str_is(args[0], "--help") || str_is(args[0], "-h")) {
        run.command = &command_help;
        return run_command(&run, args + 1, count - 1);
    }
    if (str_is(args[0], "--generate")) {
        run.command = &command_generate;
        return run_command(&run, args + 1, count - 1);
    }
    const Command *named = command_find(args[0]);
    if (named) {
        run.command = named;
        return run_command(&run, args + 1, count - 1);
    }
    const char *meant = mistyped_command(arena, args[0]);
    if (meant)
        return run_trouble(
            &run, "no file and no command is called `" STR_FMT "`; did you mean `warmlint %s`?",
            STR_ARG(args[0]), meant);
    return run_command(&run, args, count);
}
