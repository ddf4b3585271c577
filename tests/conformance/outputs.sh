#!/bin/sh
# Hostile names and contents in the output of every command: nothing of the input reaches the
# terminal, a log or a comment as anything but text.
#   outputs.sh [NPM]      NPM: a node_modules with commonmark, which then reads the Markdown
. tests/lib.sh
npm=${1-}
have node && have git || { skip "outputs: needs node and git"; finish; }
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@example.org GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@example.org
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE 2>/dev/null || true

n=0
# take KIND ARGUMENT…: keeps both streams of a command.
take() {
    kind=$1
    shift
    n=$((n + 1))
    run "$WARMLINT" "$@"
    [ "$status" -le 2 ] || fail "$*: status $status"
    [ ! -s "$work/out" ] || cp "$work/out" "$work/outputs/$1.$kind.$n"
    [ ! -s "$work/err" ] || cp "$work/err" "$work/outputs/$1-err.text.$n"
}
each() { # COMMAND OPTION…: on every file
    find . -type f ! -path './.git/*' -print0 | xargs -0 -n 1 -r "$WARMLINT" "$@" >"$work/out" 2>"$work/err" || true
    n=$((n + 1))
    [ ! -s "$work/out" ] || cp "$work/out" "$work/outputs/each-$1.text.$n"
    [ ! -s "$work/err" ] || cp "$work/err" "$work/outputs/each-$1-err.text.$n"
}
round=0
while [ "$round" -lt "${ROUNDS:-3}" ]; do
    round=$((round + 1))
    rm -rf "$work/hostile" "$work/outputs"
    mkdir "$work/hostile" "$work/outputs"
    node "$root/tests/conformance/hostile.js" "$work/hostile" "$((round * 104729))"
    cd "$work/hostile"
    git init -q -b main .
    git add -A && git commit -qm "$(printf 'one\n::error::x')"
    "$WARMLINT" lock >/dev/null 2>&1 || true
    "$WARMLINT" check --baseline base --write-baseline . >/dev/null 2>&1 || true
    # Other contents under the same names, some names gone, some files moved.
    find . -type f ! -path './.git/*' ! -name warmlint.lock ! -name base -print0 |
        xargs -0 -n 1 sh -c 'sed "s/{{/{{ x }} {{/; s/prompt/[y](z) @all/" "$0" >.new && cat .new >"$0"'
    rm -f .new
    find . -type f -name '*a*.md' -exec sh -c 'mv -- "$0" "./moved$0" 2>/dev/null || mv -- "$0" "$0.md"' {} \;
    for format in text json markdown; do
        take $format diff --format $format
        take $format cost --format $format .
    done
    take text tokens .
    take json tokens --format json .
    take text map .
    take text lock
    take text check --format full --baseline base .
    take text check --statistics --strict .
    take text check --base HEAD --format concise .
    take text check --staged .
    take text check --changed-since HEAD --changed-prefixes .
    take markdown check --format markdown --strict --select ALL .
    take text init --print
    each inspect
    each map
    each history
    git add -A && git commit -qm "$(printf 'two \033[31m ##vso[task.complete]')"
    each history
    take text diff --base HEAD~1
    printf '"\033[31m\n::error::": 1\n' >.warmlint.yaml
    take text check .
    rm .warmlint.yaml
    printf '<<<<<<< \033[31m\n::error::x\n' >base
    take text check --baseline base .
    if node "$root/tests/conformance/outputs.js" "$work/outputs" ${npm:+"$npm"} >"$work/verdict" 2>&1; then
        pass "round $round: $(cat "$work/verdict")"
    else
        fail "round $round"
        quote "$work/verdict"
    fi
done
# The checks themselves can fail.
refuses() { # WHAT NAME TEXT
    mkdir -p "$work/wrong" && rm -f "$work/wrong"/*
    printf "$3" >"$work/wrong/$2"
    if node "$root/tests/conformance/outputs.js" "$work/wrong" ${npm:+"$npm"} >/dev/null 2>&1; then
        fail "refuses $1: it does not"
    else
        pass "refuses $1"
    fi
}
refuses "a control character" a.text.1 'x \033[31m\n'
refuses "a log command" a.text.1 'x\n  ::error::y\n'
refuses "no JSON" a.json.1 '{"a": \n'
refuses "a mention" a.markdown.1 'by @all\n'
refuses "an open fence" a.markdown.1 '```\nx\n'
if [ -n "$npm" ]; then
    refuses "a link" a.markdown.1 'a [b](c)\n'
    refuses "an element" a.markdown.1 'a <b>\n'
fi
finish
