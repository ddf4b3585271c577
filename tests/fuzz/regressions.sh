#!/bin/sh
# The fuzz targets without a fuzzer: on every input that once broke something
# (tests/fuzz/regressions/TARGET/), and on the seeds where a target makes them from the corpus.
#   regressions.sh DIRECTORY-OF-THE-TARGETS
. tests/lib.sh
targets=$1

replay() { # TARGET WHAT FILE...
    target=$1
    what=$2
    shift 2
    if "$targets/fuzz_$target" "$@" >"$work/out" 2>&1; then
        pass "$target: $what"
        return
    fi
    for file; do # which one
        "$targets/fuzz_$target" "$file" >"$work/out" 2>&1 && continue
        fail "$target: $file"
        quote "$work/out" 12
    done
}

for source in tests/fuzz/fuzz_*.c; do
    target=${source#tests/fuzz/fuzz_}
    target=${target%.c}
    for file in tests/fuzz/regressions/"$target"/*; do
        if [ -e "$file" ]; then
            replay "$target" "regressions" "$root/tests/fuzz/regressions/$target"/*
            break
        fi
    done
    if [ -e "tests/fuzz/seed_$target.sh" ]; then
        mkdir "$work/$target"
        sh "tests/fuzz/seed_$target.sh" "$work/$target"
        replay "$target" "seeds from the corpus" "$work/$target"/*
    fi
done
finish
