#!/bin/sh
# What the program writes of itself for others: a manual page and completions for shells, which their
# readers accept.
. tests/lib.sh
# written/: the same in full but for the lists of rules, for review; with ACCEPT=1 written anew.
for kind in man bash zsh fish; do
    run "$WARMLINT" --generate $kind
    same "$kind: written" 0 "$status"
    mv "$work/out" "$work/$kind"
    record=$root/tests/generate/written/$kind
    sed 's/WL[0-9]* [a-z0-9-]*\( WL[0-9]* [a-z0-9-]*\)\{20,\}/RULES/' "$work/$kind" >"$work/short"
    if [ -n "${ACCEPT-}" ]; then cp "$work/short" "$record"; fi
    run diff -u "$record" "$work/short"
    same "$kind: as recorded (meant? make accept-generate)" "" "$(head -n 20 "$work/out")"
done
run "$WARMLINT" --generate tcsh
same "another kind is misuse" "2 0" "$status $(wc -c <"$work/out" | tr -d ' ')"

commands=$("$WARMLINT" --help | sed -n '/^commands/,/^$/s/^  \([a-z]*\) .*/\1/p')
same "the commands are listed" check "$(echo "$commands" | head -n 1)"
man=$work/man
for command in $commands; do
    has "the page has $command" "$man" "^\.Ss warmlint $command"
done
has "the page has its options" "$man" '^\.It Fl f , Fl .-format'
if have mandoc; then
    cp "$man" "$work/warmlint.1" # its section is the ending of the name
    run mandoc -T lint -W warning "$work/warmlint.1"
    same "mandoc has nothing to say" "" "$(head -n 5 "$work/out")"
else
    skip "the page: needs mandoc"
fi

# Every option of every command is known to every shell.
for shell in bash zsh fish; do
    file=$work/$shell
    missing=
    for command in $commands; do
        for option in $("$WARMLINT" "$command" --help | sed -n 's/^  ....--\([a-z-]*\).*/\1/p' | sort -u); do
            grep -q -e "-l $option\b" -e "--$option\b" "$file" || missing="$missing $command:$option"
        done
    done
    same "$shell: every option" "" "$missing"
    if have "$shell"; then
        run "$shell" -n "$file"
        same "$shell: its syntax" 0 "$status"
    else
        skip "$shell completions: no $shell"
    fi
done

cat >"$work/try.bash" <<'BASH'
. "$1"
compopt() { :; }
shift
COMP_WORDS=("$@")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_warmlint
echo "${COMPREPLY[*]}"
BASH
completes() { # WHAT EXPECTED WORD…
    what=$1
    expected=$2
    shift 2
    same "$what" "$expected" "$(cd "$work" && bash try.bash "$work/bash" "$@")"
}
if have bash; then
    completes "bash: a command" "models" warmlint mod
    completes "bash: an option without a command is check's" "--fail-on" warmlint --fail
    completes "bash: a value" "sarif" warmlint check --format s
    completes "bash: a value behind =" "never" warmlint check --fail-on = n
    completes "bash: a rule" "volatile-placeholder volatile-breakpoint" warmlint explain vol
    completes "bash: a file" "try.bash" warmlint map try
fi
if have fish; then
    mkdir "$work/home"
    offers() {
        HOME=$work/home fish -c "source '$work/fish'; complete -C '$1'" | cut -f 1 | tr '\n' ' '
    }
    same "fish: a command" "models " "$(offers 'warmlint mod')"
    same "fish: an option without a command is check's" "--fail-on " "$(offers 'warmlint --fail')"
    same "fish: a value" "never " "$(offers 'warmlint check --fail-on n')"
fi

finish
