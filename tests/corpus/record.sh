#!/bin/sh
# What is said of the labelled files, in full: every finding with its place, level, words, cost and help, to
# the byte (findings.txt). The labels say which findings are right; this shows what a change of the
# program does to their texts.
#   tests/corpus/record.sh WARMLINT            compare
#   tests/corpus/record.sh --accept WARMLINT   write findings.txt anew, for review
set -eu
export LC_ALL=C
record=tests/corpus/findings.txt
print() {
    "$1" check --format agent --strict --isolated --color never --today 2026-11-21 corpus 2>&1 || echo "status $?"
}
if [ "$1" = --accept ]; then
    print "$2" >"$record"
    exit 0
fi
said=$(mktemp)
trap 'rm -f "$said"' EXIT
print "$1" >"$said"
cmp -s "$record" "$said" && exit 0
diff -u "$record" "$said" | head -n 40
echo "meant? then: make accept-corpus"
exit 1
