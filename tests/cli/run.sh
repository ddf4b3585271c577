#!/bin/sh
# Runs the cases of tests/cli/cases: a command line, input files, and what must come out.
#   tests/cli/run.sh [NAME…]            compare
#   ACCEPT=1 tests/cli/run.sh [NAME…]   write what comes out into the cases, for review
#
# A case is a text file. Its head has lines `key: value`:
#   shell:   the command line, run by sh in a fresh directory with $WARMLINT set, and $CORPUS: the
#            folder of the labelled files   (required)
#   env:     NAME=VALUE… added to an otherwise empty environment
#   status:  expected exit status
# and then sections, each opened by `== NAME`: `== stdin`, `== stdout`, `== stderr` (both may be
# missing: empty), and for every other NAME a file of that path. In such a file a line that is only
# `@handbook@` stands for the lines of tests/cli/handbook.txt, indented as it is.
. tests/lib.sh
cases=$root/tests/cli/cases
today=1795219200 # 2026-11-21

# Cuts a case into $work/case: head, stdin, stdout, stderr, and the files below files/.
cut_case() {
    rm -rf "$work/case"
    mkdir -p "$work/case/files"
    : >"$work/case/stdin"
    : >"$work/case/stdout"
    : >"$work/case/stderr"
    awk -v dir="$work/case" -v book="$root/tests/cli/handbook.txt" '
        BEGIN {
            to = dir "/head"
            while ((getline line < book) > 0) lines[++n] = line
        }
        /^ *@handbook@$/ {
            indent = $0
            sub(/@.*/, "", indent)
            for (i = 1; i <= n; i++) print indent lines[i] > to
            next
        }
        /^== / {
            close(to)
            name = substr($0, 4)
            to = dir "/" (name ~ /^std(in|out|err)$/ ? name : "files/" name)
            folder = to
            sub(/\/[^\/]*$/, "", folder)
            system("mkdir -p \"" folder "\"")
            printf "" > to
            next
        }
        { print > to }' "$1"
}
head_of() {
    sed -n "s/^$1: *//p" "$work/case/head"
}

run_case() {
    shell=$(head_of shell)
    extra=$(head_of env)
    status=0
    # shellcheck disable=SC2086 # several variables are meant to be several words
    (cd "$work/case/files" &&
        env -i PATH="$PATH" HOME=/nonexistent COLUMNS=80 LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=$today \
            WARMLINT="$WARMLINT" CORPUS="$root/corpus" $extra sh -c "$shell") \
        <"$work/case/stdin" >"$work/case/out" 2>"$work/case/err" || status=$?
}

compare() {
    if [ "$status" != "$(head_of status)" ]; then
        fail "$1: exit status $status instead of $(head_of status)"
        quote "$work/case/err"
        return
    fi
    for stream in out err; do
        if ! diff -u "$work/case/std$stream" "$work/case/$stream" >"$work/diff"; then
            fail "$1: std$stream differs"
            quote "$work/diff" 60
            return
        fi
    done
    pass "$1"
}

accept() {
    {
        sed "s/^status:.*/status: $status/" "$work/case/head"
        awk '/^== / { skip = $2 ~ /^std(out|err)$/ } /^== / && !skip { body = 1 } body && !skip' "$1"
        for stream in out err; do
            if [ -s "$work/case/$stream" ]; then
                echo "== std$stream"
                cat "$work/case/$stream"
            fi
        done
    } >"$work/new"
    if cmp -s "$work/new" "$1"; then
        pass "$2"
    else
        echo "written $2"
        cat "$work/new" >"$1"
    fi
}

if [ $# -eq 0 ]; then
    set -- "$cases"/*.case
else
    for name; do
        shift
        set -- "$@" "$cases/$name.case"
    done
fi
for file; do
    name=$(basename "$file" .case)
    cut_case "$file"
    run_case
    if [ -n "${ACCEPT-}" ]; then accept "$file" "$name"; else compare "$name"; fi
done
finish
