#!/bin/sh
# The floors of the house (README, Architecture): a file includes only from lower floors or its own
# folder, and the tokenizer includes nothing of the linter.
set -eu
cd "$(dirname "$0")/.."
for file in lint/*/*.[ch] rules/*.[ch] tokenizer/*.[ch]; do
    sed -n 's/^#include "\([a-z]*\/[a-z_]*\).*/\1/p' "$file" | sed "s|^|$file |"
done | awk '
    BEGIN {
        split("lint/base lint/source,lint/template,lint/facts,lint/finding,lint/git,tokenizer " \
              "lint/config lint/prompt lint/diff,lint/format rules,lint/report,lint/fix lint/engine lint/server lint/command", row, " ")
        for (i in row) { n = split(row[i], room, ","); for (j = 1; j <= n; j++) floor_of[room[j]] = i }
    }
    function room_of(path) {
        if (path ~ /^(rules|tokenizer)/) { sub(/\/.*/, "", path); return path }
        split(path, part, "/")
        return part[1] "/" part[2]
    }
    {
        from = room_of($1); to = room_of($2)
        if (from == to) next
        arrows++
        if (!(to in floor_of) || !(from in floor_of) || floor_of[to] + 0 >= floor_of[from] + 0 || from == "tokenizer") {
            print "FAILED  " $1 " includes from " to
            bad++
        }
    }
    END {
        if (arrows < 50) { print "FAILED  only " arrows + 0 " includes were seen"; bad++ }
        print "floors: " arrows " includes, " bad + 0 " from a higher floor"
        exit bad > 0
    }'
