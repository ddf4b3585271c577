#!/bin/sh
# Prints what warmlint costs: for one small file, against other programs on the same bytes in this
# same run, as the input grows, and on two threads. Figures of a busy machine are worth little; the
# ratios are worth more, and each figure is the least of several runs.
#   tests/bench/bench.sh BUILD-DIRECTORY
. tests/lib.sh
build=$(cd "$1" && pwd)
tools=$build/tests/bench
cd "$work"

# cost RUNS COMMAND...: sets wall and cpu (milliseconds) and rss (KiB)
cost() {
    "$tools/measure" "$@" >cost
    read -r wall cpu rss status <cost
    if [ "$status" -gt 2 ]; then
        fail "$2 ended with status $status"
    fi
}
row() { # LABEL MEGABYTES
    echo "$wall $cpu $rss $2 ${first_cpu:-0}" | awk -v label="$1" '{
        printf "  %-34s %9.2f ms %9.2f ms cpu %8.1f MB/s %7.1f MB", label, $1, $2, $4 * 1000 / $2, $3 / 1024
        if ($5 > 0) printf "  %6.2f x", $2 / $5
        print ""
    }'
}

echo "one small file: the whole process"
cp "$root/tests/bench/support.yaml" .
first_cpu=0
cost 200 "$WARMLINT" check --isolated support.yaml
row "warmlint check support.yaml" 0.0005
cost 200 true
row "true (what any process costs)" 0

# compare KIND FILES BYTES: one file for each number, of one kind; the others in relation to warmlint
make_set() {
    mkdir -p "$1"
    i=0
    while [ $i -lt "$3" ]; do
        i=$((i + 1))
        "$tools/generate" "$2" $((20000 + i % 20 * 500)) >"$1/prompt-$i.${2##*.}"
    done
    megabytes=$(cat "$1"/* | wc -c | awk '{ print $1 / 1e6 }')
}
against() { # LABEL RUNS COMMAND...
    label=$1
    shift
    cost "$@"
    row "$label" "$megabytes"
}
echo
# As people keep them, and the worst: a finding every few lines.
for kind in handbook.yaml conversation.json guide.md prompts.yaml messages.json; do
    make_set "set-$kind" "$kind" 20
    echo "20 files like $kind, $megabytes MB, on one thread"
    first_cpu=0
    cost 5 "$WARMLINT" check --isolated --jobs 1 "set-$kind"
    first_cpu=$cpu
    row warmlint "$megabytes"
    case $kind in
    *.yaml)
        against "libyaml, bare events" 5 "$tools/bare_yaml" "set-$kind"/*
        if have yamllint; then against "yamllint" 1 yamllint -d relaxed "set-$kind"; else skip "yamllint: not installed"; fi
        ;;
    *.json) against "cJSON, bare tree" 5 "$tools/bare_json" "set-$kind"/* ;;
    *.md)
        node_linter=$build/node/node_modules/.bin/markdownlint-cli2
        if [ ! -x "$node_linter" ] && have npm; then
            npm install --silent --no-audit --no-fund --prefix "$build/node" markdownlint-cli2 >npm 2>&1 || true
        fi
        if [ -x "$node_linter" ]; then
            against "markdownlint-cli2 (Node)" 1 "$node_linter" "set-$kind/*.md"
        else
            skip "markdownlint-cli2: npm is not installed, or cannot reach its registry"
        fi
        ;;
    esac
done

echo
echo "two threads: 200 files like handbook.yaml"
make_set many handbook.yaml 200
first_cpu=0
cost 20 "$WARMLINT" check --isolated --jobs 1 many
one=$wall
row "--jobs 1" "$megabytes"
cost 20 "$WARMLINT" check --isolated --jobs 2 many
row "--jobs 2" "$megabytes"
echo "$one $wall" | awk '{ printf "  %.2f times as fast\n", $1 / $2 }'

echo
echo "twice the bytes"
cd "$root"
METHOD=time BYTES=${BYTES:-500000} LIMIT=${LIMIT:-1000} tests/bench/scaling.sh "$build" || failed=$((failed + 1)) # shown, not judged: make scaling counts instructions
[ "$failed" = 0 ] || exit 1
