#!/bin/sh
# What is printed of the labelled files, to the byte: the findings as text (findings.txt), everything
# else - excerpts, fixes, plans, bills, counts, readings - as checksums by command and folder
# (digests.txt). A difference is meant or it is a mistake: look at it with the program before and after.
#   tests/corpus/record.sh WARMLINT            compare
#   tests/corpus/record.sh --accept WARMLINT   write the record anew
# shellcheck disable=SC2086 # commands are words
set -eu
export LC_ALL=C
accept=
if [ "$1" = --accept ]; then
    accept=1
    shift
fi
warmlint=$1
record=tests/corpus
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM

# COMMAND FOLDER: output and status.
print() {
    "$warmlint" $1 --isolated --color never --today 2026-11-21 "$2" 2>&1 || echo "status $?"
}
print 'check --format concise --strict' corpus >"$work/findings.txt"
while read -r command; do
    for folder in corpus/*/; do
        echo "$(print "$command" "${folder%/}" | cksum) ${folder%/} $command"
    done
done >"$work/digests.txt" <<'END'
check --format full
check --format json --strict
check --unsafe-fixes --diff
inspect --format json
map
map --html
tokens
cost
cost --format json --compare gpt-6-sol,claude-opus-5,gemini-3.8-pro
END
if [ -n "$accept" ]; then
    cp "$work/findings.txt" "$work/digests.txt" "$record/"
    exit 0
fi
status=0
diff -u "$record/findings.txt" "$work/findings.txt" >"$work/diff" || status=1
diff "$record/digests.txt" "$work/digests.txt" | sed -n 's/^> [0-9]* [0-9]* \([^ ]*\) \(.*\)/other output: warmlint \2 \1/p' \
    >>"$work/diff"
[ ! -s "$work/diff" ] || status=1
head -n 40 "$work/diff"
[ "$status" -eq 0 ] || echo "meant? then: make accept-corpus"
exit "$status"
