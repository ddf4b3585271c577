#!/bin/sh
# Lints the labelled files of corpus/ and compares every finding (line, code, level) with the label
# beside the file. Prints expected, found, precision and recall per rule, then every difference.
#
#     tests/corpus/run.sh [WARMLINT [CORPUS]]
#
# Exit status: 0 all as labelled, 1 a difference, 2 the comparison itself could not be made.
set -u
export LC_ALL=C

warmlint=${1:-build/warmlint}
corpus=${2:-corpus}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM

[ -x "$warmlint" ] || { echo "$0: $warmlint: build it first" >&2; exit 2; }
find "$corpus" -type f -name '*.expect' | sort >"$work/labels"
[ -s "$work/labels" ] || { echo "$0: no labels below $corpus" >&2; exit 2; }
sed 's/\.expect$//' "$work/labels" >"$work/files"

# A label without its file, or a corpus file without a label, is a mistake of ours.
find "$corpus" -type f ! -name '*.expect' ! -path "$corpus/README.md" | sort >"$work/present"
if ! cmp -s "$work/files" "$work/present"; then
    echo "$0: files and labels do not pair:" >&2
    comm -3 "$work/files" "$work/present" >&2
    exit 2
fi
# Names are handed over by word splitting.
if grep -q '[^A-Za-z0-9_./-]' "$work/files"; then
    echo "$0: file names may hold letters, digits and _ . / - only" >&2
    exit 2
fi

# shellcheck disable=SC2046
"$warmlint" check --format concise --isolated --today 2026-11-21 $(cat "$work/files") \
    >"$work/out" 2>"$work/err"
status=$?
if [ "$status" -gt 2 ]; then
    cat "$work/err" >&2
    echo "$0: $warmlint ended with status $status" >&2
    exit 2
fi

awk -v labels="$work/labels" -v out="$work/out" '
function trouble(text) { print text > "/dev/stderr"; broken = 1 }
function insert(list, n, item,   i) { # into a sorted list of n; returns the new n
    for (i = n; i > 0 && list[i] > item; i--) list[i + 1] = list[i]
    list[i + 1] = item
    return n + 1
}
function ratio(part, whole) { return whole ? sprintf("%.3f", part / whole) : "-" }
BEGIN {
    while ((getline label < labels) > 0) {
        file = substr(label, 1, length(label) - 7)
        files++
        line_number = findings = 0
        while ((getline line < label) > 0) {
            line_number++
            if (line_number == 1) {
                if (line !~ /^# verdict: ./) trouble(label ":1: no verdict")
                continue
            }
            if (line !~ /^[1-9][0-9]* WL[0-9][0-9][0-9] (error|warning|info)$/) {
                trouble(label ":" line_number ": not LINE CODE LEVEL: " line)
                continue
            }
            split(line, f, " ")
            key = file ":" f[1] " " f[2] " " f[3]
            want[key]++
            expected[f[2]]++
            codes[f[2]] = 1
            level[f[2], f[3]]++
            if (!((file, f[2]) in in_file)) { in_file[file, f[2]] = 1; in_files[f[2]]++ }
            findings++
        }
        close(label)
        if (line_number == 0) trouble(label ": empty")
        if (findings == 0) clean++
    }
    # path:line:column: level: message [CODE name]; the level info is printed as "note"
    while ((getline line < out) > 0) {
        if (!match(line, /:[0-9]+:[0-9]+: (error|warning|note): /)) continue
        file = substr(line, 1, RSTART - 1)
        split(substr(line, RSTART + 1, RLENGTH - 1), f, ":")
        lev = f[3]; gsub(/ /, "", lev)
        if (lev == "note") lev = "info"
        if (!match(line, /\[WL[0-9][0-9][0-9] [a-z0-9-]+\]$/)) { trouble("no code in: " line); continue }
        code = substr(line, RSTART + 1, 5)
        codes[code] = 1
        found[code]++
        key = file ":" f[1] " " code " " lev
        if (want[key] > 0) { want[key]--; right[code]++ }
        else extra[++extras] = line
    }
    if (broken) exit 2

    n = 0
    for (code in codes) n = insert(order, n, code)
    printf "%-6s %8s %5s %6s %6s %9s %9s %9s %6s\n", "rule", "expected", "error", "warn", "info", \
        "in files", "found", "precision", "recall"
    for (i = 1; i <= n; i++) {
        code = order[i]
        printf "%-6s %8d %5d %6d %6d %9d %9d %9s %6s\n", code, expected[code], level[code, "error"], \
            level[code, "warning"], level[code, "info"], in_files[code], found[code], \
            ratio(right[code], found[code]), ratio(right[code], expected[code])
        e += expected[code]; g += found[code]; r += right[code]
    }
    printf "%-6s %8d %5s %6s %6s %9s %9d %9s %6s\n", "all", e, "", "", "", "", g, ratio(r, g), ratio(r, e)
    printf "%d files, %d of them clean\n", files, clean

    missing = 0
    for (key in want)
        for (; want[key] > 0; want[key]--) missing = insert(absent, missing, key)
    if (missing + extras == 0) exit 0
    printf "\n%d expected but not found, %d found but not expected:\n", missing, extras
    for (i = 1; i <= missing; i++) print "  - " absent[i]
    for (i = 1; i <= extras; i++) print "  + " extra[i]
    exit 1
}'
