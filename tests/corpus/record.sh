#!/bin/sh
# What is said and mended of the labelled files, in full: every finding with its place, level, words,
# cost and help (findings.txt), every line that a fix takes out or puts in, its first 200 bytes
# (fixes.txt). The labels say which findings are right; this shows what a change of the program does
# to the texts.
#   tests/corpus/record.sh WARMLINT            compare
#   tests/corpus/record.sh --accept WARMLINT   write both anew, for review
set -eu
export LC_ALL=C
record=tests/corpus
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM
accept=
if [ "$1" = --accept ]; then
    accept=1
    shift
fi
print() {
    "$warmlint" check "$@" --isolated --color never --today 2026-11-21 corpus || echo "status $?"
}
warmlint=$1
print --format agent --strict >"$work/findings.txt" 2>&1
print --unsafe-fixes --diff --quiet 2>/dev/null | grep '^[-+s]' | cut -c 1-200 >"$work/fixes.txt"
if [ -n "$accept" ]; then
    cp "$work/findings.txt" "$work/fixes.txt" "$record/"
    exit 0
fi
status=0
for file in findings.txt fixes.txt; do
    cmp -s "$record/$file" "$work/$file" && continue
    diff -u "$record/$file" "$work/$file" | head -n 40
    status=1
done
[ "$status" -eq 0 ] || echo "meant? then: make accept-corpus"
exit "$status"
