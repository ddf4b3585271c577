# The suite in pieces, quick ones first; sourced by the scripts of this folder, which run from the
# root of the repository.
#   stages           their names, one a line
#   stage NAME DIR   runs one with the programs below DIR; status 0: all of it passed
# shellcheck shell=sh
unit_names() {
    for test in tests/unit/test_*.c; do
        test=${test##*/test_}
        echo "${test%.c}"
    done
}
# Command lines whose names begin alike.
cli_groups() {
    for case in tests/cli/cases/*.case; do
        case=${case##*/}
        echo "${case%%[-.]*}"
    done | sort -u
}
stages() {
    unit_names | sed 's/^/unit-/'
    echo corpus record
    cli_groups | sed 's/^/cli-/'
    echo fixes pages fix-files server terminal confined generate report-schema cost-schema gate-schema \
        outputs page faults hostile oracle determinism accuracy spoiled regressions gate formats | tr ' ' '\n'
}
# shellcheck disable=SC2034 # for run.sh
slow_stages='faults spoiled regressions determinism hostile report-schema cost-schema gate-schema outputs page gate formats'
each_document() {
    find corpus -type f ! -name '*.expect' "$@"
}
stage() {
    WARMLINT=$2/warmlint
    export WARMLINT
    case $1 in
    unit-*) "$2/tests/unit/test_${1#unit-}" ;;
    corpus) tests/corpus/run.sh "$WARMLINT" ;;
    record) tests/corpus/record.sh "$WARMLINT" ;;
    cli-*)
        # shellcheck disable=SC2046 # names are words
        tests/cli/run.sh $(find tests/cli/cases \( -name "${1#cli-}.case" -o -name "${1#cli-}-*.case" \) |
            sed 's|.*/||; s|\.case$||')
        ;;
    fixes) each_document -exec "$2/tests/fix/properties" {} + ;;
    pages) tests/pages/run.sh "$WARMLINT" ;;
    oracle)
        "$2/tests/oracle/json" --generate 1000 && each_document -name '*.json' -exec "$2/tests/oracle/json" {} + &&
            each_document ! -name '*.jsonl' ! -name '*.ndjson' -exec "$2/tests/oracle/places" {} +
        ;;
    spoiled | regressions) sh "tests/fuzz/$1.sh" "$2/tests/fuzz" ;;
    faults) sh tests/faults/run.sh io "$2" 7 && sh tests/faults/run.sh alloc "$2" 23 ;;
    hostile) LIMIT=${LIMIT:-20} sh tests/hostile/run.sh ;;
    fix-files) sh tests/fix/run.sh ;;
    *-schema | formats | outputs) sh "tests/conformance/$1.sh" ;;
    *) sh "tests/$1/run.sh" ;;
    esac
}
