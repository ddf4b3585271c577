#!/bin/sh
# Runs the suite, stage by stage, with programs that count what they execute. With OUT also notes which
# stage reaches which line: those whose counts it made grow.
#   tests/mutation/reach.sh BUILD [OUT]      OUT: FILE LINE STAGE; "-" for STAGE: can be reached, is not
# $STAGES: only these.
set -eu
. tests/mutation/stages.sh
build=$1
out=${2-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM

# FILE LINE COUNT of all sources so far; several functions of one line have one count each.
counts() {
    find "$build/lint" "$build/rules" "$build/tokenizer" -name '*.gcda' >"$work/data"
    [ -s "$work/data" ] || return 0
    xargs gcov -t -r -s "$PWD" <"$work/data" 2>/dev/null | awk -F : '
        $2 + 0 == 0 { if ($3 == "Source") file = $4; next }
        { sub(/^ +/, "", $1); sub(/\*$/, "", $1) }
        $1 ~ /^[0-9]+$/ { print file, $2 + 0, $1; next }
        $1 == "#####" { print file, $2 + 0, 0 }' |
        awk '{ at[$1 " " $2] += $3 } END { for (line in at) printf "%s %.0f\n", line, at[line] }'
}
find "$build" -name '*.gcda' -exec rm {} +
chmod -R a+rwX "$build" # a test runs the program as another user
: >"$work/before"
[ -z "$out" ] || : >"$out.new"
status=0
for name in ${STAGES:-$(stages)}; do
    if ! stage "$name" "$build" >"$work/said" 2>&1; then
        echo "FAILED  $name, in the counting build"
        tail -n 20 "$work/said"
        status=1
    fi
    [ -n "$out" ] || continue
    counts >"$work/after"
    awk -v name="$name" -v before="$work/before" '
        BEGIN { while ((getline line <before) > 0) { split(line, f, " "); had[f[1] " " f[2]] = f[3] } }
        $3 + 0 > had[$1 " " $2] + 0 { print $1, $2, name }' "$work/after" >>"$out.new"
    mv "$work/after" "$work/before"
done
[ -n "$out" ] || exit $status
awk '$3 == 0 { print $1, $2, "-" }' "$work/before" >>"$out.new"
mv "$out.new" "$out"
exit $status
