#!/bin/sh
# The JSON of the cost command against its schema, with every bill computed a second time.
. tests/lib.sh
schema=$root/editors/warmlint-cost.schema.json
validate() {
    NODE_PATH=${NODE_PATH:-/usr/share/nodejs} node "$root/tests/conformance/cost-schema.js" "$@"
}
if ! have node || ! validate --probe 2>/dev/null; then
    skip "cost-schema: needs node and ajv (apt-get install node-ajv)"
    finish
fi

# costs NAME ROWS ARGUMENT…: at least so many rows.
costs() {
    name=$1
    rows=$2
    shift 2
    run "$WARMLINT" cost --format json --today 2026-11-21 "$@"
    cp "$work/out" "$work/report.json"
    if validate "$schema" "$work/report.json" "$rows" >"$work/verdict" 2>&1; then
        pass "$name"
    else
        fail "$name"
        quote "$work/verdict"
    fi
}

costs "the corpus" 300 "$root/corpus"
costs "on other models" 600 --compare claude-haiku-5-5,gpt-5.5,gpt-6-sol,gemini-2.5-pro "$root/corpus"
costs "given numbers" 100 --price in=3,out=15 --output-tokens 400 --calls-per-month 9000 "$root/corpus"
costs "numbers alone" 4 --input-tokens 300000 --cached-tokens 250000 -m gemini-2.5-pro
mkdir "$work/empty"
costs "nothing at all" 0 "$work/empty"

# A bill that is wrong must be refused, or the checks above say nothing.
"$WARMLINT" cost --format json --input-tokens 5000 --output-tokens 100 -m claude-opus-5 >"$work/good.json"
refuses() {
    sed "$2" "$work/good.json" >"$work/bad.json"
    if cmp -s "$work/good.json" "$work/bad.json"; then
        fail "refuses $1: the edit changed nothing"
    elif validate "$schema" "$work/bad.json" >/dev/null 2>&1; then
        fail "refuses $1: it does not"
    else
        pass "refuses $1"
    fi
}
refuses "another price" 's/"in":5,/"in":6,/'
refuses "another factor" 's/"factor":1}/"factor":2}/'
refuses "a missing key" 's/"warmShare":null,//'
refuses "an unknown case" 's/"case":"now"/"case":"nowadays"/'
finish
