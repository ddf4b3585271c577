/* Completions for bash, zsh and fish. Each offers the commands, the options of the command on the
 * line, and values: choices, rules, else files. */
#include "lint/command/generate.h"
#include "rules/rule.h"

static bool takes_rules(const char *word) {
    return word && str_starts(str_from_c(word), STR("RULE"));
}

/* Values of an option with blanks between them; empty where any will do. */
static void add_values(Buf *out, const Option *o) {
    if (takes_rules(o->value)) {
        for (size_t i = 0; i < rule_count; i++)
            buf_printf(out, "%s%s %s", i ? " " : "", rule_table[i].code, rule_table[i].name);
        return;
    }
    for (const char *c = o->choices ? o->choices : ""; *c; c++)
        buf_add_char(out, *c == '|' ? ' ' : *c);
}

static bool has_values(const Option *o) {
    return o->choices || takes_rules(o->value);
}

/* --- bash ----------------------------------------------------------------------------------------
 */

static void add_bash_command(Buf *out, const Command *command) {
    buf_printf(out, "    %s)\n        case $previous in\n", command->name);
    for (const Option *o = command->options; o->name; o++) {
        if (!o->value) continue;
        buf_printf(out, "        --%s", o->name);
        if (o->letter) buf_printf(out, " | -%c", o->letter);
        buf_add_c(out, ") values='");
        add_values(out, o);
        buf_add_c(out, has_values(o) ? "' ;;\n" : "' files=1 ;;\n");
    }
    buf_add_c(out, "        *) options='");
    for (const Option *o = command->options; o->name; o++) buf_printf(out, "--%s ", o->name);
    buf_add_c(out, "' ;;\n        esac\n        ;;\n");
}

void generate_bash(Buf *out) {
    buf_add_c(out,
              "# bash completion for warmlint\n"
              "_warmlint() {\n"
              "    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
              "    local command=check options='' values='' files=''\n    local names='");
    for (size_t i = 0; commands[i]; i++) buf_printf(out, "%s%s", i ? " " : "", commands[i]->name);
    buf_add_c(out, "'\n"
                   "    if ((COMP_CWORD > 1)); then\n"
                   "        case \" $names \" in *\" ${COMP_WORDS[1]} \"*) "
                   "command=${COMP_WORDS[1]} ;; esac\n"
                   "    fi\n"
                   "    COMPREPLY=()\n"
                   "    if [[ $previous == = ]]; then previous=${COMP_WORDS[COMP_CWORD - 2]}; fi\n"
                   "    if [[ $word == = ]]; then word=; fi\n"
                   "    case $command in\n");
    for (size_t i = 0; commands[i]; i++) add_bash_command(out, commands[i]);
    buf_add_c(out, "    esac\n"
                   "    if [[ $values ]]; then\n"
                   "        mapfile -t COMPREPLY < <(compgen -W \"$values\" -- \"$word\")\n"
                   "    elif [[ $word == -* && ! $files ]]; then\n"
                   "        mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$word\")\n"
                   "    else\n"
                   "        compopt -o filenames\n"
                   "        mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
                   "        if ((COMP_CWORD == 1)); then\n"
                   "            mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < "
                   "<(compgen -W \"$names\" -- \"$word\")\n"
                   "        elif [[ $command == explain ]]; then\n"
                   "            mapfile -t COMPREPLY < <(compgen -W '");
    add_values(out, &(Option){.value = "RULE"});
    buf_add_c(out, "' -- \"$word\")\n"
                   "        elif [[ $command == help ]]; then\n"
                   "            mapfile -t COMPREPLY < <(compgen -W \"$names\" -- \"$word\")\n"
                   "        fi\n"
                   "    fi\n"
                   "}\n"
                   "complete -F _warmlint warmlint\n");
}

/* --- zsh -----------------------------------------------------------------------------------------
 */

/* Text inside [...] of a specification. */
static void add_zsh_text(Buf *out, const char *text) {
    for (; *text; text++) {
        if (*text == '\'') {
            buf_add_c(out, "'\\''");
            continue;
        }
        if (strchr("[]:\\", *text)) buf_add_char(out, '\\');
        buf_add_char(out, *text);
    }
}

static void add_zsh_option(Buf *out, const Option *o) {
    buf_add_c(out, "        ");
    if (o->letter)
        buf_printf(out, "{-%c%s,--%s%s}'", o->letter, o->value ? "+" : "", o->name,
                   o->value ? "=" : "");
    else
        buf_printf(out, "'--%s%s", o->name, o->value ? "=" : "");
    buf_add_char(out, '[');
    add_zsh_text(out, o->help);
    buf_add_char(out, ']');
    if (o->value) {
        buf_add_char(out, ':');
        add_zsh_text(out, o->value);
        buf_add_char(out, ':');
        if (has_values(o)) {
            buf_add_char(out, '(');
            add_values(out, o);
            buf_add_char(out, ')');
        } else {
            buf_add_c(out, "_files");
        }
    }
    buf_add_c(out, "' \\\n");
}

static void add_zsh_command(Buf *out, const Command *command) {
    buf_printf(out, "    %s)\n      _arguments -s \\\n", command->name);
    for (const Option *o = command->options; o->name; o++) add_zsh_option(out, o);
    buf_add_c(out, "        '*:");
    add_zsh_text(out, command->operands[0] ? command->operands : " ");
    buf_add_char(out, ':');
    if (takes_rules(command->operands)) {
        buf_add_char(out, '(');
        add_values(out, &(Option){.value = "RULE"});
        buf_add_char(out, ')');
    } else {
        buf_add_c(out, "_files");
    }
    buf_add_c(out, "'\n      ;;\n");
}

void generate_zsh(Buf *out) {
    buf_add_c(out, "#compdef warmlint\n_warmlint() {\n  local -a names\n  names=(\n");
    for (size_t i = 0; commands[i]; i++) {
        buf_printf(out, "    '%s:", commands[i]->name);
        add_zsh_text(out, commands[i]->summary);
        buf_add_c(out, "'\n");
    }
    buf_add_c(out, "  )\n"
                   "  local command=check\n"
                   "  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then\n"
                   "    _describe -t commands command names\n"
                   "    _files\n"
                   "    return\n"
                   "  fi\n"
                   "  if (( ${names[(I)$words[2]:*]} )); then\n"
                   "    command=$words[2]\n"
                   "    shift words\n"
                   "    (( CURRENT-- ))\n"
                   "  fi\n"
                   "  case $command in\n");
    for (size_t i = 0; commands[i]; i++) add_zsh_command(out, commands[i]);
    buf_add_c(out, "  esac\n}\n_warmlint \"$@\"\n");
}

/* --- fish ----------------------------------------------------------------------------------------
 */

static void add_fish_text(Buf *out, const char *text) {
    buf_add_char(out, '\'');
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\') buf_add_char(out, '\\');
        buf_add_char(out, *text);
    }
    buf_add_char(out, '\'');
}

static void add_fish_option(Buf *out, const Command *command, const Option *o) {
    buf_printf(out, "complete -c warmlint -n '__warmlint_uses %s' -l %s", command->name, o->name);
    if (o->letter) buf_printf(out, " -s %c", o->letter);
    if (o->value) buf_add_c(out, has_values(o) ? " -x -a '" : " -r");
    if (o->value && has_values(o)) {
        add_values(out, o);
        buf_add_char(out, '\'');
    }
    buf_add_c(out, " -d ");
    add_fish_text(out, o->help);
    buf_add_char(out, '\n');
}

void generate_fish(Buf *out) {
    buf_add_c(out, "# fish completion for warmlint\n"
                   "function __warmlint_uses\n"
                   "    set -l words (commandline -opc)\n"
                   "    set -l command check\n"
                   "    if set -q words[2]; and contains -- $words[2]");
    for (size_t i = 0; commands[i]; i++) buf_printf(out, " %s", commands[i]->name);
    buf_add_c(out, "\n        set command $words[2]\n    end\n    test $command = $argv[1]\nend\n");
    for (size_t i = 0; commands[i]; i++) {
        buf_printf(out, "complete -c warmlint -n '__fish_use_subcommand' -a %s -d ",
                   commands[i]->name);
        add_fish_text(out, commands[i]->summary);
        buf_add_char(out, '\n');
    }
    for (size_t i = 0; commands[i]; i++)
        for (const Option *o = commands[i]->options; o->name; o++)
            add_fish_option(out, commands[i], o);
    buf_add_c(out, "complete -c warmlint -n '__warmlint_uses explain' -f -a '");
    add_values(out, &(Option){.value = "RULE"});
    buf_add_c(out, "'\n");
}
