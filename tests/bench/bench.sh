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
# Relative to what warmlint took for each megabyte, where that is known.
row() { # LABEL MEGABYTES
    echo "$wall $cpu $rss $2 ${first:-0}" | awk -v label="$1" '{
        printf "  %-34s %9.2f ms %9.2f ms cpu %8.1f MB/s %7.1f MB", label, $1, $2, $4 * 1000 / $2, $3 / 1024
        if ($5 > 0) printf "  %6.2f x", $2 / $4 / $5
        print ""
    }'
}

echo "one small file: the whole process"
cp "$root/tests/bench/support.yaml" .
cost 200 "$WARMLINT" check --isolated support.yaml
row "warmlint check support.yaml" 0.0005
cost 200 true
row "true (what any process costs)" 0

# make_set DIRECTORY KIND FILES BYTES: of about so many bytes each; sets megabytes
make_set() {
    mkdir -p "$1"
    i=0
    while [ $i -lt "$3" ]; do
        i=$((i + 1))
        "$tools/generate" "$2" $(($4 + i % 20 * $4 / 40)) >"$1/prompt-$i.${2##*.}"
    done
    count_megabytes "$1"
}
count_megabytes() { # DIRECTORY
    megabytes=$(find "$1" -type f -exec cat {} + | wc -c | awk '{ print $1 / 1e6 }')
}
against() { # LABEL RUNS COMMAND...
    label=$1
    shift
    cost "$@"
    row "$label" "$megabytes"
}
# The first twenty files of the set, for programs that take their time.
take_few() {
    mkdir few
    i=0
    while [ $i -lt 20 ]; do
        i=$((i + 1))
        mv "set/prompt-$i.${kind##*.}" few
    done
    count_megabytes few
}
echo
# As people keep them, and the worst: a finding every few lines.
for kind in handbook.yaml conversation.json guide.md prompts.yaml messages.json; do
    rm -rf set few
    make_set set "$kind" 120 20000
    echo "120 files like $kind, $megabytes MB, on one thread; others for each MB in relation to it"
    first=0
    cost 5 "$WARMLINT" check --isolated --jobs 1 set
    first=$(echo "$cpu $megabytes" | awk '{ print $1 / $2 }')
    row warmlint "$megabytes"
    case $kind in
    *.yaml)
        against "libyaml, bare events" 5 "$tools/bare_yaml" set/*
        take_few
        if have yamllint; then against "yamllint" 1 yamllint -d relaxed few; else skip "yamllint: not installed"; fi
        ;;
    *.json) against "cJSON, bare tree" 5 "$tools/bare_json" set/* ;;
    *.md)
        node_linter=$build/node/node_modules/.bin/markdownlint-cli2
        if [ ! -x "$node_linter" ] && have npm; then
            npm install --silent --no-audit --no-fund --prefix "$build/node" markdownlint-cli2 >npm 2>&1 || true
        fi
        take_few
        if [ -x "$node_linter" ]; then
            against "markdownlint-cli2 (Node)" 1 "$node_linter" "few/*.md"
        else
            skip "markdownlint-cli2: npm is not installed, or cannot reach its registry"
        fi
        ;;
    esac
done

# The sets above are made of few words. These documents have words of their own, as texts that many
# people wrote do: the pages and sources of this repository, each as one prompt.
sources() {
    (cd "$root" && find README.md rules lint tokenizer editors packaging -type f -size -100k -size +1k \
        \( -name '*.md' -o -name '*.[ch]' -o -name '*.sh' \) | LC_ALL=C sort)
}
mkdir words-yaml words-json
(cd "$root" && sources | LC_ALL=C xargs awk -v to="$work/words-yaml" -f tests/bench/wrap.awk)
mv words-yaml/*.json words-json
for kind in yaml json; do
    count_megabytes words-$kind
    echo "$(find words-$kind -type f | wc -l) files of the repository as prompts in $(echo $kind | tr a-z A-Z), $megabytes MB, on one thread"
    first=0
    cost 5 "$WARMLINT" check --isolated --jobs 1 words-$kind
    first=$(echo "$cpu $megabytes" | awk '{ print $1 / $2 }')
    row warmlint "$megabytes"
    case $kind in
    yaml) against "libyaml, bare events" 5 "$tools/bare_yaml" words-yaml/* ;;
    json) against "cJSON, bare tree" 5 "$tools/bare_json" words-json/* ;;
    esac
done

echo
echo "two threads: 400 files like handbook.yaml"
first=0
make_set many/1 handbook.yaml 200 20000
cp -R many/1 many/2
count_megabytes many
cost 20 "$WARMLINT" check --isolated --jobs 1 many
one=$wall
row "--jobs 1" "$megabytes"
cost 20 "$WARMLINT" check --isolated --jobs 2 many
row "--jobs 2" "$megabytes"
two=$wall
cost 20 sh -c "'$WARMLINT' check --isolated --jobs 1 many/1 & '$WARMLINT' check --isolated --jobs 1 many/2; wait"
row "two processes, half of them each" "$megabytes"
echo "$one $two $wall" | awk '{ printf "  %.2f times as fast; the machine lets two processes be %.2f times as fast\n", $1 / $2, $1 / $3 }'

echo
echo "10,000 small files"
for kind in handbook.yaml conversation.json guide.md prose.md; do make_set "small/1/$kind" $kind 100 2500; done
for i in 2 3 4 5; do cp -R small/1 small/$i; done
for i in 1 2 3 4 5; do cp -R small "tree-$i"; done
count_megabytes tree-1
megabytes=$(echo "$megabytes" | awk '{ print $1 * 5 }')
for jobs in 1 2; do
    cost 3 "$WARMLINT" check --isolated --jobs $jobs tree-1 tree-2 tree-3 tree-4 tree-5
    row "--jobs $jobs" "$megabytes"
done

echo
echo "twice the bytes"
cd "$root"
METHOD=time BYTES=${BYTES:-500000} LIMIT=${LIMIT:-1000} tests/bench/scaling.sh "$build" || failed=$((failed + 1)) # shown, not judged: make scaling counts instructions
[ "$failed" = 0 ] || exit 1
