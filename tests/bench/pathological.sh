#!/bin/sh
# Input by somebody who means it: every kind of tests/bench/generate.c at $BYTES (10 MB), words that
# collide, a report with fixes, files beyond the limits, and expressions that search a text again
# from each of its letters. For each: processor time for 10 MB, memory as a multiple of the file
# beyond 10 MB, and what was said. None may take longer than $SECONDS_MOST for 10 MB, take more memory
# than 10 MB and $TIMES the file (25 MB where that is more), or give up without a finding.
#   tests/bench/pathological.sh BUILD-DIRECTORY [KIND...]
. tests/lib.sh
build=$(cd "$1" && pwd)
shift
bytes=${BYTES:-10000000}
most=${SECONDS_MOST:-1}
times=${TIMES:-6}
cd "$work"

# measure_one WHAT FILE OPTION...: a row of the table, and a verdict
measure_one() {
    what=$1
    file=$2
    shift 2
    size=$(wc -c <"$file")
    row=$("$build/tests/bench/measure" 1 timeout 60 "$WARMLINT" check --jobs 1 "$@" "$file")
    # One slow run may be the machine's doing.
    if echo "$row" | awk -v most="$most" '{ exit $2 < most * 1e3 }'; then
        row=$("$build/tests/bench/measure" 5 timeout 60 "$WARMLINT" check --jobs 1 "$@" "$file")
    fi
    # shellcheck disable=SC2086 # words
    set -- $row
    status=$4
    if [ "$status" = 2 ]; then # it could not be linted: then it says why
        "$WARMLINT" check --isolated --jobs 1 --format concise "$file" >said 2>&1 || true
        if ! grep -q 'error: .*\[WL00[1-9] ' said; then
            fail "$what: status 2 and no finding that says why"
            quote said 3
        fi
    fi
    verdict=$(WHAT=$what awk -v size="$size" -v cpu="$2" -v rss="$3" -v status="$status" \
        -v longest="$most" -v times="$times" 'BEGIN {
            seconds = cpu / 1e3 * 1e7 / (size > 1e7 ? size : 1e7)
            memory = (rss * 1024 - 1e7) / size
            most = 1e7 + times * size
            what = ENVIRON["WHAT"]
            printf "%-26s %6.1f MB %7.2f s %7.1f MB %6.1f x  %s\n", what, size / 1e6, seconds, rss / 1024, memory,
                status == 2 ? "refused, with a finding" : status < 2 ? "linted" : "status " status >"/dev/stderr"
            print (status > 2 ? "status " status : seconds > longest ? "slow" : \
                rss * 1024 > (most > 2.5e7 ? most : 2.5e7) ? "too much memory" : "fine")
        }')
    if [ "$verdict" = fine ]; then pass "$what"; else fail "$what: $verdict"; fi
}

exec 2>&1
printf '%-26s %9s %9s %10s %8s\n' kind size '10 MB in' memory 'times file'
# shellcheck disable=SC2046 # a list of words
[ $# -gt 0 ] || set -- $("$build/tests/bench/generate") collisions fixes limits patterns
for kind; do
    case $kind in
    limits)
        for name in one-line.md long-word.md keys.json keys.yaml; do
            "$build/tests/bench/generate" "$name" 100000000 >"$name"
            measure_one "100 MB of $name" "$name" --isolated
            rm "$name"
        done
        ;;
    collisions)
        for name in sequences.md shingles.md; do
            "$build/tests/bench/collide" "$name" "$bytes" >"$name"
            measure_one "colliding $name" "$name" --isolated
            rm "$name"
        done
        ;;
    fixes) # copies are tried: more memory, and more than one look
        "$build/tests/bench/generate" conversation.json "$bytes" >conversation.json
        measure_one "fixes in conversation.json" conversation.json --isolated --format json
        if "$WARMLINT" check --isolated --format json conversation.json | grep -q '"edits"'; then
            pass "fixes in conversation.json: shown"
        else
            fail "fixes in conversation.json: none is shown"
        fi
        rm conversation.json
        ;;
    patterns)
        for pattern in '(a+)+b' '^(a|aa)+$' '(.*)*x' '\w+\s+\w+' '\w++\s' '(?>a+)b' '(?=(a+))\1b'; do
            printf "patterns:\n  - {code: X101, name: bait, pattern: '%s', message: m}\n" "$pattern" >.warmlint.yaml
            for name in bait.md bait-lines.md; do
                "$build/tests/bench/generate" "$name" "$bytes" >"$name"
                measure_one "$pattern in $name" "$name" --config .warmlint.yaml
                rm "$name"
            done
        done
        rm .warmlint.yaml
        ;;
    *)
        case $kind in */*) mkdir -p "${kind%/*}" ;; esac
        "$build/tests/bench/generate" "$kind" "$bytes" >"$kind"
        measure_one "$kind" "$kind" --isolated
        rm "$kind"
        ;;
    esac
done
cd "$root"
finish
