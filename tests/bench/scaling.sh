#!/bin/sh
# Work grows in step with the input: for every kind of tests/bench/generate.c the cost of 2n bytes is
# at most 2.2 times the cost of n bytes (2.1 where it is counted). The cost is what the program executes: instructions counted
# by valgrind where it is installed (exact, also on a busy machine), else processor time, the least of
# as many runs as it takes to believe it, at most $ROUNDS.
#   tests/bench/scaling.sh BUILD-DIRECTORY [KIND...]       $LIMIT, $BYTES, $METHOD=instructions|time
. tests/lib.sh
build=$(cd "$1" && pwd)
shift
rounds=${ROUNDS:-12}
if [ -n "${METHOD-}" ]; then
    method=$METHOD
elif have valgrind; then
    method=instructions
else
    method="time"
fi
case $method in
instructions)
    bytes=${BYTES:-40000}
    limit=${LIMIT:-2.1} # they are counted exactly
    unit='million instructions'
    ;;
time)
    bytes=${BYTES:-150000}
    limit=${LIMIT:-2.2}
    unit=milliseconds
    ;;
*)
    echo "scaling.sh: no method $method" >&2
    exit 2
    ;;
esac

# cost FILE: of linting it
cost() {
    if [ "$method" = instructions ]; then
        instructions "$WARMLINT" check --isolated --jobs 1 "$1"
    else
        "$build/tests/bench/measure" 1 "$WARMLINT" check --isolated --jobs 1 "$1" | awk '{ print $2 }'
    fi
}
# The lower one of two costs, the first of which may not be known yet.
lower() {
    echo "${1:-$2} $2" | awk '{ print $1 < $2 ? $1 : $2 }'
}

mkdir "$work/n" "$work/2n"
cd "$work"
echo You are an assistant. >n/system.md
start=''
for round in 1 2 3; do start=$(lower "$start" "$(cost n/system.md)"); done
echo "$unit beyond the $start that one line costs; n = $bytes bytes"
printf '%-24s %10s %10s %6s\n' kind n 2n 2n/n
# shellcheck disable=SC2046 # a list of words
[ $# -gt 0 ] || set -- $("$build/tests/bench/generate")
for kind; do
    case $kind in */*) mkdir -p "n/${kind%/*}" "2n/${kind%/*}" ;; esac
    "$build/tests/bench/generate" "$kind" "$bytes" >"n/$kind"
    "$build/tests/bench/generate" "$kind" $((2 * bytes)) >"2n/$kind"
    one=''
    two=''
    round=0
    linear=no
    while [ "$linear" = no ] && [ "$round" -lt "$rounds" ]; do
        round=$((round + 1))
        one=$(lower "$one" "$(cost "n/$kind")")
        two=$(lower "$two" "$(cost "2n/$kind")")
        if [ "$method" = instructions ]; then
            round=$rounds
        elif [ "$round" -lt 3 ]; then
            continue # one slow run of n bytes makes anything look linear
        fi
        linear=$(echo "$one $two $start $limit" | awk '{
            if ($2 < 2 * $3) { print "yes"; exit } # too little to measure, at any rate not quadratic
            ratio = ($2 - $3) / ($1 - $3)
            print (ratio <= $4 ? "yes" : (ratio > 3 ? "never" : "no"))
        }')
    done
    echo "$kind $one $two $start" |
        awk '{ printf "%-24s %10.2f %10.2f %6.2f\n", $1, $2 - $4, $3 - $4, ($3 - $4) / ($2 - $4) }'
    if [ "$linear" = yes ]; then
        pass "$kind"
    else
        fail "$kind: twice the bytes cost more than $limit times as much"
    fi
done
cd "$root"
finish
