/* `warmlint --generate man|bash|zsh|fish`: for the Makefile, so in no list of commands. */
#include "lint/command/generate.h"

static int run_generate(Run *run) {
    static const struct {
        const char *name;
        void (*make)(Buf *out);
    } kinds[] = {{"man", generate_manual},
                 {"bash", generate_bash},
                 {"zsh", generate_zsh},
                 {"fish", generate_fish}};
    for (size_t i = 0; run->operands.len == 1 && i < sizeof kinds / sizeof *kinds; i++) {
        if (!str_is(run->operands.items[0], kinds[i].name)) continue;
        kinds[i].make(run->out);
        return STATUS_OK;
    }
    return run_misuse(run, "--generate takes one of man, bash, zsh, fish");
}

static const Option options[] = {OPTION_HELP, {0}};

const Command command_generate = {.name = "--generate",
                                  .operands = "man|bash|zsh|fish",
                                  .summary = "write the manual page or the completions of a shell",
                                  .options = options,
                                  .run = run_generate};
