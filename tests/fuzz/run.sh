#!/bin/sh
# Runs fuzz targets that are built, one after the other; what they find is left in DIRECTORY.
#   run.sh DIRECTORY SECONDS SEEDS TARGET...     SECONDS for each; SEEDS: how many files of the corpus
#                                                it starts from at most, the smallest first
#   run.sh DIRECTORY short SEEDS TARGET...       the runs of short.txt instead, the same ones each
#                                                time (`commands`, with threads and a directory of
#                                                its own, nearly): nobody is blamed by chance
set -eu
# Absolute: a target may go to a directory of its own.
directory=$(cd "$1" && pwd)
here=$PWD/tests/fuzz
seconds=$2
most=$3
shift 3
status=0

# Addresses are compared, too, and what is compared guides libFuzzer.
fixed=
if [ "$seconds" = short ] && setarch -R true 2>/dev/null; then fixed="setarch -R"; fi

for target; do
    corpus=$directory/corpus_$target
    effort=-max_total_time=$seconds
    if [ "$seconds" = short ]; then
        corpus=$directory/short_$target
        rm -rf "$corpus"
        effort="-seed=1 -reload=0 -purge_allocator_interval=-1 -runs=$(sed -n "s/^$target //p" "$here/short.txt")"
    fi
    mkdir -p "$corpus" "$directory/found/$target"
    if [ -e "tests/fuzz/seed_$target.sh" ]; then
        seeds=$(mktemp -d "$directory/seeds.XXXXXX")
        sh "tests/fuzz/seed_$target.sh" "$seeds"
        find "$seeds" -type f -printf '%s %p\n' | sort -n | head -n "$most" | while read -r _ file; do
            cp "$file" "$corpus/"
        done
        rm -r "$seeds"
    fi
    # shellcheck disable=SC2086 # several options
    set -- $effort -max_len=4096 -timeout=60 -rss_limit_mb=2048 \
        "-artifact_prefix=$directory/found/$target/" "$corpus"
    if [ -d "$here/regressions/$target" ]; then set -- "$@" "$here/regressions/$target"; fi
    dictionary=$here/$target.dict
    [ -e "$dictionary" ] || dictionary=$here/prompts.dict
    set -- "-dict=$dictionary" "$@"
    if $fixed "$directory/fuzz_$target" "$@" >"$directory/$target.log" 2>&1; then
        echo "fuzz $target: $(grep '^Done' "$directory/$target.log")"
    else
        echo "FAILED  fuzz $target"
        tail -n 40 "$directory/$target.log"
        status=1
    fi
done
exit $status
