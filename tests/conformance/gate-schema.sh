#!/bin/sh
# The JSON of `diff` and the lock file against their schemas, with a real validator.
. tests/lib.sh
validate() {
    NODE_PATH=${NODE_PATH:-/usr/share/nodejs} node "$root/tests/conformance/validate.js" "$@"
}
if ! have node || ! validate --probe 2>/dev/null; then
    skip "gate-schema: needs node and ajv (apt-get install node-ajv)"
    finish
fi
valid() { # NAME SCHEMA FILE…
    what=$1
    schema=$root/editors/warmlint-$2.schema.json
    shift 2
    if validate "$schema" "$@" >"$work/verdict" 2>&1; then
        pass "$what"
    else
        fail "$what"
        quote "$work/verdict"
    fi
}
refuses() { # NAME SCHEMA GOOD SED-SCRIPT
    sed "$4" "$3" >"$work/bad.json"
    if cmp -s "$3" "$work/bad.json"; then
        fail "refuses $1: the edit changed nothing"
    elif validate "$root/editors/warmlint-$2.schema.json" "$work/bad.json" >/dev/null 2>&1; then
        fail "refuses $1: it does not"
    else
        pass "refuses $1"
    fi
}

# Every file of the corpus against itself, its neighbour, and with its lines in another order.
find corpus -type f ! -name '*.expect' ! -name README.md ! -path 'corpus/broken/*' | sort | awk "NR % 5 == 1" >"$work/files"
previous=$(tail -n 1 "$work/files")
compared=0
while read -r file; do
    sed '3!G;h;$!d' "$file" >"$work/turned.${file##*.}" 2>/dev/null || continue
    for old in "$previous" "$work/turned.${file##*.}"; do
        run "$WARMLINT" diff --isolated --today 2026-11-21 --format json "$old" "$file"
        [ "$status" -lt 2 ] || continue
        compared=$((compared + 1))
        cp "$work/out" "$work/report.$compared.json"
    done
    previous=$file
done <"$work/files"
valid "the corpus" diff "$work"/report.*.json
[ "$compared" -gt 60 ] && pass "many were compared" || fail "only $compared comparisons"

cat >"$work/old.yaml" <<'YAML'
name: a
version: 1.0.0
model: claude-sonnet-5
max_tokens: 300
speed: fast
workload: {calls_per_day: 900}
inputs: {handbook: {volatility: deploy, tokens: 6000}}
tools:
  - {name: one, description: First., input_schema: {type: object, required: [a]}}
  - {name: two, description: Second., input_schema: {type: object}}
  - {name: three, description: Third., input_schema: {type: object}}
system:
  - {type: text, text: "You answer. {{handbook}}", cache_control: {type: ephemeral}}
messages:
  - {role: user, content: "{{question}}"}
YAML
sed -e 's/fast/standard/; s/required: \[a\]/properties: {}/; s/two/four/; s/ephemeral/ephemeral, ttl: 1h/' \
    -e 's/You answer\./It is {{current_time}}. You  answer./' "$work/old.yaml" >"$work/new.yaml"
run "$WARMLINT" diff --isolated --today 2026-11-21 --format json "$work/old.yaml" "$work/new.yaml"
cp "$work/out" "$work/diff.json"
valid "all at once" diff "$work/diff.json"
for key in tools parameters breakpoints findings; do
    has "all at once: $key" "$work/diff.json" "\"$key\":\[\{"
done
refuses "an unknown verdict" diff "$work/diff.json" 's/"verdict":"[a-z]*"/"verdict":"chilly"/'
refuses "a missing key" diff "$work/diff.json" 's/"usdOnce":[^,]*,//'
refuses "a wrong sum" diff "$work/diff.json" 's/"warm":{"tokens":[0-9]*/"warm":{"tokens":12345/'

# The lock is YAML: read by another reader than ours.
if ! have python3 || ! python3 -c 'import yaml' 2>/dev/null; then
    skip "the lock: needs python3-yaml"
    finish
fi
mkdir "$work/locked"
cp -r corpus/anthropic corpus/openai corpus/prompt-file corpus/cost corpus/templates "$work/locked"
cd "$work/locked"
run "$WARMLINT" lock --isolated --today 2026-11-21 --lock "$work/locked/lock" .
cp lock "$work/lock"
python3 -c 'import json, sys, yaml; json.dump(yaml.safe_load(open(sys.argv[1])), sys.stdout)' "$work/lock" >"$work/lock.json"
same "the lock has the corpus" yes "$([ "$(grep -c '^  - path: ' "$work/lock")" -gt 100 ] && echo yes)"
valid "the lock" lock "$work/lock.json"
refuses "a short hash" lock "$work/lock.json" 's/"hash": "[0-9a-f]/"hash": "/'
refuses "an unknown key" lock "$work/lock.json" 's/"estimator"/"oracle": 1, "estimator"/'
finish
