#!/bin/sh
# Lints the labelled files of corpus/ and compares every finding (line, code, level) with the label
# beside the file. Prints expected, found, precision and recall per rule and per format, the files
# that raise each rule and those that come near to it per family of formats (corpus/families.txt),
# then every difference and every cell of that table that has fewer than three of either.
#
#     tests/corpus/run.sh [WARMLINT [CORPUS]]
#
# Exit status: 0 all as labelled, 1 a difference or a short cell, 2 the comparison itself could not
# be made.
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
find "$corpus" -type f ! -name '*.expect' ! -path "$corpus/README.md" \
    ! -path "$corpus/families.txt" | sort >"$work/present"
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

# Which formats each file was read as: "PATH  PROMPT", then "  format    NAME: what".
# shellcheck disable=SC2046
"$warmlint" inspect --isolated --today 2026-11-21 $(cat "$work/files") >"$work/read" 2>/dev/null
"$warmlint" rules >"$work/rules" || exit 2

awk -v labels="$work/labels" -v out="$work/out" -v read="$work/read" -v rules="$work/rules" \
    -v families="$corpus/families.txt" '
function trouble(text) { print text > "/dev/stderr"; broken = 1 }
function insert(list, n, item,   i) { # into a sorted list of n; returns the new n
    for (i = n; i > 0 && list[i] > item; i--) list[i + 1] = list[i]
    list[i + 1] = item
    return n + 1
}
function ratio(part, whole) { return whole ? sprintf("%.3f", part / whole) : "-" }
function format_of(file) { return (file in formats) ? formats[file] : "none" }
# A file stands for the family of its first prompt; "none" is a file without one.
function family_of(file,   format) {
    format = format_of(file)
    return format == "none" ? "none" : (format in families_of) ? families_of[format] : "prompt-files"
}
function read_families(   line, f, n, i) {
    while ((getline line < families) > 0) {
        n = split(line, f, " ")
        if (f[1] == "family") for (i = 3; i <= n; i++) families_of[f[i]] = f[2]
        else if (f[1] == "rule") {
            placed[f[2]] = 1
            for (i = 3; i <= n; i++) required[f[2], f[i]] = 1
        } else if (f[1] == "elsewhere" && n > 2) placed[f[2]] = elsewhere[f[2]] = 1
        else if (n && f[1] !~ /^#/) trouble(families ": cannot be read: " line)
    }
    while ((getline line < rules) > 0)
        if (line ~ /^WL/) { all_rules[substr(line, 1, 5)] = 1
            if (!(substr(line, 1, 5) in placed)) trouble(families ": no place for " substr(line, 1, 5)) }
}
function read_formats(   line, file) {
    while ((getline line < read) > 0) {
        if (line !~ /^ / && line != "") { file = line; sub(/  .*/, "", file) }
        else if (line ~ /^  format +[a-z]/ && !(file in formats)) {
            sub(/^  format +/, "", line)
            sub(/[: ].*/, "", line)
            formats[file] = line
        }
    }
}
BEGIN {
    read_families()
    read_formats()
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
            if (line ~ /^near WL[0-9][0-9][0-9]$/) {
                near[file, substr(line, 6)] = 1
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
            format_expected[format_of(file)]++
            codes[f[2]] = 1
            level[f[2], f[3]]++
            if (!((file, f[2]) in in_file)) { in_file[file, f[2]] = 1; in_files[f[2]]++ }
            findings++
        }
        close(label)
        format_files[format_of(file)]++
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
        format_found[format_of(file)]++
        raised[file, code] = 1
        key = file ":" f[1] " " code " " lev
        if (want[key] > 0) { want[key]--; right[code]++; format_right[format_of(file)]++ }
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

    printf "\n%-20s %6s %8s %6s %9s %6s\n", "format", "files", "expected", "found", "precision", "recall"
    n = 0
    for (format in format_files) n = insert(format_order, n, format)
    for (i = 1; i <= n; i++) {
        format = format_order[i]
        printf "%-20s %6d %8d %6d %9s %6s\n", format, format_files[format], \
            format_expected[format], format_found[format], \
            ratio(format_right[format], format_found[format]), \
            ratio(format_right[format], format_expected[format])
    }

    # How many files of each family raise a rule, and how many come near to it.
    columns = split("requests prompt-files texts documents any", column, " ")
    for (pair in in_file) { split(pair, f, SUBSEP); hits[f[2], family_of(f[1])]++; hits[f[2], "any"]++ }
    for (pair in near) {
        split(pair, f, SUBSEP)
        nears[f[2], family_of(f[1])]++
        nears[f[2], "any"]++
        if (!(f[2] in all_rules)) trouble(f[1] ".expect: near to an unknown rule " f[2])
        if (pair in raised) short = short "  " f[1] " is said to come near to " f[2] " and raises it\n"
    }
    printf "\n%-6s", "rule"
    for (j = 1; j <= columns; j++) printf " %13s", column[j]
    print "   files that raise it / come near to it"
    n = 0
    for (code in all_rules) n = insert(rule_order, n, code)
    for (i = 1; i <= n; i++) {
        code = rule_order[i]
        if (code in elsewhere) continue
        printf "%-6s", code
        for (j = 1; j <= columns; j++) {
            cell = code SUBSEP column[j]
            needed = cell in required
            everywhere = (code SUBSEP "any") in required
            shown = column[j] == "any" ? everywhere : needed || hits[cell] > 0 || nears[cell] > 0
            printf " %13s", shown ? (hits[cell] + 0) "/" (nears[cell] + 0) : ""
            if (needed && (hits[cell] < 3 || nears[cell] < 3))
                short = short "  " code " in " column[j] ": " (hits[cell] + 0) " files raise it, " \
                    (nears[cell] + 0) " come near to it\n"
            if (column[j] != "any" && hits[cell] > 0 && !needed && !everywhere)
                short = short "  " code " is raised in " column[j] ", where families.txt has it not\n"
        }
        print ""
    }
    if (broken) exit 2
    if (short != "") printf "\nThree of each are asked for:\n%s", short

    missing = 0
    for (key in want)
        for (; want[key] > 0; want[key]--) missing = insert(absent, missing, key)
    if (missing + extras == 0) exit short != ""
    printf "\n%d expected but not found, %d found but not expected:\n", missing, extras
    for (i = 1; i <= missing; i++) print "  - " absent[i]
    for (i = 1; i <= extras; i++) print "  + " extra[i]
    exit 1
}'
