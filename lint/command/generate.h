/* What is made from the option tables at build time: the manual page and completions for shells. */
#ifndef WARMLINT_COMMAND_GENERATE_H
#define WARMLINT_COMMAND_GENERATE_H

#include "lint/command/command.h"

void generate_manual(Buf *out);
void generate_bash(Buf *out);
void generate_zsh(Buf *out);
void generate_fish(Buf *out);

#endif
