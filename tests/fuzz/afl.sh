#!/bin/sh
# Runs fuzz targets that are built with afl-clang-fast, one after the other.
#   afl.sh DIRECTORY SECONDS TARGET...
set -eu
directory=$1
seconds=$2
shift 2
status=0
export AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_UI=1 AFL_NO_AFFINITY=1
for target; do
    seeds=$(mktemp -d "$directory/seeds.XXXXXX")
    out=$directory/out_$target
    printf '\000\000{}\n' >"$seeds/least"
    if [ -e "tests/fuzz/seed_$target.sh" ]; then sh "tests/fuzz/seed_$target.sh" "$seeds"; fi
    find "$seeds" -type f -size +8 -exec rm {} +
    set -- -i "$seeds" -o "$out" -V "$seconds" -m none -t 5000
    dictionary=tests/fuzz/$target.dict
    [ -e "$dictionary" ] || dictionary=tests/fuzz/prompts.dict
    set -- "$@" -x "$dictionary"
    rm -rf "$out"
    afl-fuzz "$@" -- "$directory/fuzz_$target" >"$directory/$target.log" 2>&1 || status=1
    rm -r "$seeds"
    stats=$out/default/fuzzer_stats
    awk -F ' *: *' -v target="$target" '{ v[$1] = $2 }
        END { printf "afl %s: %s runs, %s crashes, %s hangs\n", target, v["execs_done"], v["saved_crashes"], v["saved_hangs"] }' "$stats"
    if ! grep -q '^saved_crashes *: 0' "$stats"; then status=1; fi
done
exit $status
