#!/bin/sh
# Equal input gives equal bytes: whatever the number of threads, run after run; and the order and
# number of times that paths are given changes the order of the output, not what is found.
. tests/lib.sh

# The corpus, and enough other files that threads overtake each other: large ones first.
mkdir "$work/many"
i=0
while [ $i -lt 60 ]; do
    {
        echo "You are assistant $i. It is {{current_time}}, and the user is {{user_name}}."
        static_text | head -n $(((60 - i) * (i % 7 + 1)))
    } >"$work/many/prompt-$i.md"
    i=$((i + 1))
done

lint() {
    "$WARMLINT" check --today 2026-11-01 "$@" >"$work/out" 2>"$work/err" || true
}
for format in full concise json; do
    lint --format $format --jobs 1 corpus "$work/many"
    cp "$work/out" "$work/expected"
    cp "$work/err" "$work/expected.err"
    same "$format: there is something to compare" yes "$([ "$(wc -l <"$work/expected")" -gt 60 ] && echo yes)"
    for jobs in 1 2 2 3 8 8 64; do
        lint --format $format --jobs $jobs corpus "$work/many"
        if cmp -s "$work/out" "$work/expected" && cmp -s "$work/err" "$work/expected.err"; then
            pass "$format with $jobs jobs"
        else
            fail "$format with $jobs jobs differs from 1 job"
            diff "$work/expected" "$work/out" | head -n 10
        fi
    done
done

find corpus "$work/many" -type f ! -name '.*' | sort >"$work/paths"
sorted() { # of the paths on standard input, in that order
    tr '\n' '\0' | xargs -0 -x -s 1000000 "$WARMLINT" check --skip-unrecognised --format concise >"$work/out" 2>/dev/null || true
    sort "$work/out"
}
sorted <"$work/paths" >"$work/expected"
same "by hand: there is something to compare" yes "$([ "$(wc -l <"$work/expected")" -gt 60 ] && echo yes)"
sort -r "$work/paths" | sorted >"$work/reversed"
same "paths in reverse order" "$(cat "$work/expected")" "$(cat "$work/reversed")"
awk '{ print ($0 ~ /[13579]\.|[aeiou]\./), $0 }' "$work/paths" | sort -s -k1,1 | cut -d ' ' -f 2- | sorted >"$work/shuffled"
same "paths in another order" "$(cat "$work/expected")" "$(cat "$work/shuffled")"
cat "$work/paths" "$work/paths" | sorted >"$work/twice"
same "paths given twice" "$(cat "$work/expected")" "$(cat "$work/twice")"
finish
