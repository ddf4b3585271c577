#!/bin/sh
# Small changes to the sources, one at a time: for each the suite must fail somewhere. Only the stages
# that reach the changed line run, quick ones first, up to the first failure.
#   tests/mutation/run.sh BUILD REACH [LIST]      BUILD: objects made with -fPIC; REACH: of reach.sh
# Without LIST a sample of what mutate.c makes is judged: $COUNT (500) in an order that follows from
# $SEED (1), by $JOBS (1) workers; 85 of 100 must be killed. Of LIST, lines of the same kind, all must
# be. BUILD/sample.results (or LIST.results) has a line for each; what is there is not judged again: take the
# survivors out to have them judged by new tests. BUILD, REACH and LIST may be of another folder: with
# $SOURCES (.), a folder with the lint/, rules/ and tokenizer/ that BUILD was made of, and COMPILE with
# -I of it, the tests here judge mutants of sources that stood still. RUN: what the files of a sample
# are called instead of BUILD/sample. PROCESSOR (6 s), MEMORY (6,000,000 KB): what a process may use; with
# objects made under a sanitizer MEMORY=unlimited.
#   invalid     does not compile: not counted
#   same        makes the same object code: not counted
#   killed      a stage failed, ended badly or took too much time or memory
#   survived    no test minds
set -eu
. tests/mutation/stages.sh
build=$1
reach=$2
list=${3-}
count=${COUNT:-500}
seed=${SEED:-1}
jobs=${JOBS:-1}
sources=${SOURCES:-.}
run=${list:-${RUN:-$build/sample}}
mutate=$(cd "$build" && pwd)/mutate
results=$run.results
: "${COMPILE:?the compiler with its flags}" "${LIBS:?libraries to link with}"
tab=$(printf '\t')
work=$(mktemp -d)    # outside of this repository, whose root would show in outputs
chmod 755 "$work"     # a test gives up its rights
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM
tmp=$work/baseline

# The programs of the suite in DIR, all of the code in a shared library beside them: to try a change
# one file is compiled and one library linked.
assemble() {
    mkdir -p "$1/tests/unit" "$1/tests/fix" "$1/tests/oracle" "$1/tests/fuzz" "$1/tests/faults"
    link_library "$run.objects" "$1"
    with="-L$1 -lwarmlint $LIBS"
    near=-Wl,-rpath,$(cd "$1" && pwd)
    # shellcheck disable=SC2086 # flags are words
    {
        $COMPILE -pie -x c -o "$1/warmlint" /dev/null "$near" $with
        # shellcheck disable=SC2013 # names
        for name in $(sed -n 's/^unit-//p' "$run.wanted"); do
            is_newer "$1/tests/unit/test_$name" "tests/unit/test_$name.c" && continue
            $COMPILE -I. -pie -o "$1/tests/unit/test_$name" "tests/unit/test_$name.c" "$near" $with -lcmocka -lcjson ||
                [ "$sources" != . ] # made for other sources
        done
        for source in $(wanted_fuzzers); do
            name=${source##*/}
            is_newer "$1/tests/fuzz/${name%.c}" "$source" && continue
            $COMPILE -I. -pie -o "$1/tests/fuzz/${name%.c}" "$source" tests/fuzz/replay.c "$near" $with -lcjson
        done
        $COMPILE -pie -o "$1/tests/fuzz/spoil" tests/fuzz/spoil.c
        $COMPILE -pie -o "$1/tests/faults/drive" tests/faults/drive.c
        $COMPILE -shared -o "$1/tests/faults/inject.so" tests/faults/inject.c -ldl
        for name in fix/properties oracle/json oracle/places; do
            is_newer "$1/tests/$name" "tests/$name.c" && continue
            $COMPILE -I. -pie -o "$1/tests/$name" "tests/$name.c" "$near" $with -lcjson
        done
    }
}
wanted_fuzzers() {
    if grep -Eq 'spoiled|regressions' "$run.wanted"; then ls tests/fuzz/fuzz_*.c; fi
}
is_newer() { # A B: A is there, and neither B nor a header has been changed since
    [ -e "$1" ] && [ -z "$(find "$2" tests/*/*.h lint/*/*.h rules/*.h tokenizer/*.h -newer "$1")" ]
}
# link_library OBJECTS DIR
link_library() {
    # shellcheck disable=SC2086 # flags are words
    $COMPILE -shared -o "$2/libwarmlint.so" "@$1" $LIBS
}
# passes STAGE DIR, files of its own in $tmp: within 6 s of one processor for each process and 6 GB.
passes() {
    rm -rf "${tmp:?}"
    mkdir "$tmp"
    seconds=$(awk -v name="$1" '$2 == name { print 60 + int($1 / 50) }' "$run.times") # 20 times as long, and a minute
    (
        # shellcheck disable=SC3045 # dash and bash have both
        ulimit -t "${PROCESSOR:-6}"
        # shellcheck disable=SC3045
        ulimit -v "${MEMORY:-6000000}"
        # shellcheck disable=SC2016 # for the inner shell
        MALLOC_ARENA_MAX=2 FAIL_FAST=1 TMPDIR=$tmp timeout -k 5 "${seconds:-900}" \
            sh -c '. tests/mutation/stages.sh; stage "$@"' sh "$1" "$2"
    ) >"$2/said" 2>&1 </dev/null
}

# Each stage that is needed as things are, once: all must pass; quick ones go first from now on.
baseline() {
    [ -z "$list" ] && [ -s "$run.times" ] && return
    : >"$run.times"
    # shellcheck disable=SC2013 # names
    for name in $(cat "$run.wanted"); do
        begin=$(date +%s%N)
        if ! passes "$name" "$1"; then
            echo "mutation: $name fails without any change:" >&2
            tail -n 20 "$1/said" >&2
            [ "$sources" = . ] || continue # made for other sources: says nothing of these
            rm -f "$run.times"
            exit 2
        fi
        echo "$((($(date +%s%N) - begin) / 1000000)) $name"
    done >"$run.times.new"
    mv "$run.times.new" "$run.times"
    sort -n "$run.times" | cut -d ' ' -f 2 >"$run.order"
}

# The mutants on standard input with the stages that reach each: of its line, or the nearest one
# before it that has a count; for data those of the whole file and those that read the tables of
# options; of a file without counts, all. Slow
# ones are left out where two others reach the line. A list may name the stages itself, in an eighth
# column, $STAGES for all.
with_stages() {
    awk -F '\t' -v OFS='\t' -v order="$run.order" -v reach="$reach" -v slow="$slow_stages" -v only="${STAGES-}" '
        BEGIN {
            while ((getline line <order) > 0)
                if (index(" " slow " ", " " line " ")) slowly[++m] = line
                else stage[++n] = line
            for (i = 1; i <= m; i++) stage[n + i] = slowly[i]
            for (i = 1; i <= n + m; i++) all = all " " stage[i]
            while ((getline line <reach) > 0) {
                split(line, f, " ")
                counted[f[1] " " f[2]] = known[f[1]] = 1
                at[f[1] " " f[2] " " f[3]] = at[f[1] " " f[3]] = 1
            }
        }
        {
            found = ""
            others = 0
            for (line = $3; line > 1 && !(($2 " " line) in counted); line--) ;
            for (i = 1; i <= n + m && (i <= n || others < 2); i++)
                if ((($6 == "data" ? $2 " " stage[i] : $2 " " line " " stage[i]) in at) ||
                    ($6 == "data" && stage[i] ~ /^(generate|cli-help)$/)) {
                    found = found " " stage[i]
                    others += i <= n
                }
            print $1, $2, $3, $4, $5, $6, only ? only : $8 ? $8 : (($2 in known) && (line > 1 || $6 == "data") ? found " -" : all), $7
        }'
}

# The sources to compile anew when line LINE of FILE has changed: of a header those that use the
# constant that stands there.
users_of() {
    case $1 in
    *.h)
        name=$(sed -n "$2s/^ *\([A-Z_0-9]*\).*/\1/p" "$sources/$1")
        find "$build" -name '*.d' ! -path '*/tests/*' -exec grep -l "[ /]$1" {} + |
            sed "s|^$build/||; s|d\$|c|" | (cd "$sources" && xargs grep -l "$name")
        ;;
    *) echo "$1" ;;
    esac
}

# judge DIR KEY FILE LINE AT LENGTH STAGES REPLACEMENT: sets verdict and killer
judge() {
    rm -rf "$1/src"
    mkdir -p "$1/src/${3%/*}"
    { head -c "$5" "$sources/$3" && printf '%s' "$8" && tail -c "+$(($5 + $6 + 1))" "$sources/$3"; } >"$1/src/$3"
    verdict=invalid
    killer=-
    cp "$run.objects" "$1/objects"
    new=
    for source in $(users_of "$3" "$4"); do
        object=$1/changed/${source%.c}.o
        mkdir -p "${object%/*}"
        original=$source
        if [ "$source" = "$3" ]; then source=$1/src/$3; else source=$sources/$source; fi
        # shellcheck disable=SC2086 # flags are words
        $COMPILE -iquote "$1/src" -iquote "$sources/${original%/*}" -c -o "$object" "$source" 2>/dev/null || return 0
        cmp -s "$object" "$build/${original%.c}.o" && continue
        new=1
        sed "s|^$build/${original%.c}\.o\$|$object|" "$1/objects" >"$1/objects.new"
        if cmp -s "$1/objects" "$1/objects.new"; then
            echo "mutation: nothing to put $object in place of" >&2
            exit 2
        fi
        mv "$1/objects.new" "$1/objects"
    done
    verdict=same
    [ -n "$new" ] || return 0
    verdict=killed
    killer='link'
    link_library "$1/objects" "$1" 2>/dev/null || return 0
    for killer in $7; do
        if [ "$killer" != - ] && ! passes "$killer" "$1"; then return 0; fi
    done
    verdict=survived
    killer=-
}
work_through() { # DIR: the mutants on standard input
    tmp=$work/${1##*/}
    while IFS=$tab read -r key file line at length what stages replacement; do
        if grep -q "^$key$tab" "$results"; then continue; fi
        [ "$(cut -f 2 "$results" | grep -Ec 'killed|survived')" -lt "$count" ] || break
        begin=$(date +%s)
        judge "$1" "$key" "$file" "$line" "$at" "$length" "$stages" "$replacement"
        old=$(head -c "$((at + length))" "$sources/$file" | tail -c "$length" | tr '\n\t' '  ')
        printf '%s\t%s\t%s\t%s\t%s\t%s:%s\t%s\t%s\n' "$key" "$verdict" "$killer" "$(($(date +%s) - begin))" \
            "$what" "$file" "$line" "$old" "$replacement" >>"$results"
    done
}

# Those of sources that are gone may still be there.
find "$build/lint" "$build/rules" "$build/tokenizer" -name '*.o' ! -path '*/tools/*' | while read -r object; do
    source=${object#"$build/"}
    if [ -e "$sources/${source%.o}.c" ]; then echo "$object"; fi
done >"$run.objects"
find "$build/build" -name '*.o' >>"$run.objects"
touch "$results"
if [ -n "$list" ]; then
    count=$(wc -l <"$list")
    cat "$list" >"$run.mutants"
else
    (cd "$sources" && "$mutate" "$seed" lint/*.c lint/*/*.c rules/*.c tokenizer/*.c) | sort >"$run.all"
    head -n "$((2 * count))" "$run.all" >"$run.mutants"
fi
[ -s "$run.order" ] || stages >"$run.order"
with_stages <"$run.mutants" | cut -f 7 | tr ' ' '\n' | grep -v '^-\{0,1\}$' | sort -u >"$run.wanted"
assemble "$run.worker1"
baseline "$run.worker1"
with_stages <"$run.mutants" >"$run.queue"
job=1
while [ "$job" -le "$jobs" ]; do
    [ "$job" = 1 ] || assemble "$run.worker$job"
    awk -v n="$jobs" -v job="$job" 'NR % n == job % n' "$run.queue" | work_through "$run.worker$job" &
    job=$((job + 1))
done
wait

# What came out.
awk -F '\t' -v seed="$seed" -v all="$list" '
    { number[$2]++; by[$3]++; seconds += $4 }
    $2 == "survived" { print $6 ": " $7 " -> " $8 }
    END {
        judged = number["killed"] + number["survived"]
        printf "mutation: seed %s, %d mutants, %d killed (%.1f %%), %d survived; besides %d that do not compile and %d of the same code; %.1f s each\n",
            seed, judged, number["killed"], judged ? 100 * number["killed"] / judged : 0, number["survived"],
            number["invalid"], number["same"], judged ? seconds / judged : 0
        exit !(judged && number["killed"] >= (all ? judged : 0.85 * judged))
    }' "$results"
