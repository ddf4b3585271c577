#!/bin/sh
# The JSON report against its schema, with a real validator (Debian: node-ajv), on the corpus and on
# inputs that try to break out of a string.
. tests/lib.sh
schema=$root/editors/warmlint-report.schema.json
validate() {
    NODE_PATH=${NODE_PATH:-/usr/share/nodejs} node "$root/tests/conformance/report-schema.js" "$@"
}
if ! have node || ! validate --probe 2>/dev/null; then
    skip "report-schema: needs node and ajv (apt-get install node-ajv)"
    finish
fi

# report NAME ARGUMENT…: runs check on it and validates; the exit status may be 0, 1 or 2.
report() {
    name=$1
    shift
    run "$WARMLINT" check --format json --today 2026-11-21 "$@"
    cp "$work/out" "$work/report.json"
    if validate "$schema" "$work/report.json" "$PWD" >"$work/verdict" 2>&1; then
        pass "$name"
    else
        fail "$name"
        quote "$work/verdict"
    fi
}

cd "$work"
esc=$(printf '\033')
nl='
'
hostile="${esc}]0;owned$(printf '\a')\"}],\"x\":[{\"\\"
mkdir -p "prompts/a$nl${esc}[31mb" 'prompts/"quoted", \back'
body="You are brief. ${esc}[2J \" \\ é 漢字 😀 Now: {{current_time}} $hostile"
printf '%s\n' "$body" >"prompts/a$nl${esc}[31mb/system.md"
printf '%s\n' "$body" >'prompts/"quoted", \back/system.md'
printf '%s\r%s\r\n%s' "$body" "$body" "$body" >prompts/ends.md
printf '{"model": "x\\u0000\\u001b\\ud83d\\ude00", "messages": [{"role": "user", "content": "%s"}]}' \
    'Now: {{current_time}}' >prompts/id.json
printf 'caf\351 {{current_time}}\n' >prompts/latin1.md
printf 'a: [1\n%s' "$hostile" >prompts/broken.yaml
printf '' >prompts/empty.md
cp prompts/ends.md "prompts/$(printf 'caf\351').md"

report "hostile bytes in texts and names" prompts
report "one missing file" "nowhere$nl$esc.md"
mkdir bare
report "nothing at all" bare
report "standard input" --stdin-filename "x$nl.md" -
report "the corpus" "$root/corpus"
report "everything selected, strict" --strict --select ALL "$root/corpus" prompts

# A report that is wrong must be refused, or the checks above say nothing.
"$WARMLINT" check --format json prompts/ends.md >"$work/good.json" || true
refuses() {
    sed "$2" "$work/good.json" >"$work/bad.json"
    if cmp -s "$work/good.json" "$work/bad.json"; then
        fail "refuses $1: the edit changed nothing"
    elif validate "$schema" "$work/bad.json" "$PWD" >/dev/null 2>&1; then
        fail "refuses $1: it does not"
    else
        pass "refuses $1"
    fi
}
refuses "an unknown severity" 's/"severity":"[a-z]*"/"severity":"fatal"/'
refuses "a column 0" 's/"column":[0-9]*/"column":0/'
refuses "an unknown member" 's/"fix":null/"fixx":null/'
refuses "a column that belongs to another offset" 's/"utf16":[0-9]*/"utf16":77/'
refuses "a summary that does not add up" 's/"errors":[0-9]*/"errors":77/'
finish
