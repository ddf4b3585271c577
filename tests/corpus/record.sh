#!/bin/sh
# What is said and mended of the labelled files, in full: every finding with its place, level, words,
# cost and help (findings.txt), its end, its figures, what it points at and how it would be mended
# (figures.txt), every line that a fix takes out or puts in, its first 200 bytes (fixes.txt). The labels say which findings are right; this shows what a change of the program does
# to the texts. prompts.txt (tests/unit/test_checks.c): what is read of them.
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
figures() {
    sed -f "$record/figures.sed" | cut -c 1-400
}
warmlint=$1
print --format agent --strict >"$work/findings.txt" 2>&1
print --format jsonl --strict 2>&1 | figures >"$work/figures.txt"
print --unsafe-fixes --diff --quiet 2>/dev/null | grep '^[-+s]' | cut -c 1-200 >"$work/fixes.txt"
# prompts.txt is held by tests/unit/test_checks.c, which cannot see what is missing there.
find corpus -type f ! -name '*.expect' ! -path corpus/README.md ! -path corpus/families.txt ! -path 'corpus/rules/*' \
    -size -40k | sort >"$work/files"
if [ -n "$accept" ]; then
    { head -n 1 "$record/prompts.txt" && cat "$work/files"; } >"$work/prompts.txt" # its answers follow
    cp "$work/prompts.txt" "$work/findings.txt" "$work/figures.txt" "$work/fixes.txt" "$record/"
    exit 0
fi
status=0
for file in findings.txt figures.txt fixes.txt; do
    cmp -s "$record/$file" "$work/$file" && continue
    diff -u "$record/$file" "$work/$file" | head -n 40
    status=1
done
[ "$status" -eq 0 ] || echo "meant? then: make accept-corpus"
grep '^corpus/' "$record/prompts.txt" | diff - "$work/files" >"$work/missing" || {
    echo "$record/prompts.txt lacks (>) or has too many (<) files; make accept-corpus"
    cat "$work/missing"
    status=1
}
exit "$status"
