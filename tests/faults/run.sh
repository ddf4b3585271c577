#!/bin/sh
# The system fails while warmlint works: each allocation once, reads, writes, opening, renaming.
#   tests/faults/run.sh alloc|io BUILD-DIRECTORY [STEP]
# STEP: only every so many calls (the short form); drive.c says what a run must hold to.
. tests/lib.sh
what=$1
tools=$root/$2/tests/faults
step=${3:-1}
if [ ! -e "$tools/inject.so" ]; then
    skip "faults are injected into glibc alone"
    finish
fi
mkdir -p "$work/private" "$work/in/prompts"
FAULTS=$work/private
export FAULTS
cd "$work/in"

# --- what there is to read ---
cat >prompts/desk.yaml <<'END'
name: desk
version: 1.0.0
model: claude-sonnet-5
max_tokens: 300
inputs: {tone: constant, kb: {volatility: deploy, tokens: 900}}
workload: {calls_per_day: 900, gap_seconds: {p50: 20, p95: 200}, output_tokens: 90}
system: &s
  - {type: text, text: "Now {{current_time}}. You are the desk.", cache_control: {type: ephemeral}}
tools: [{name: find, input_schema: {type: object, properties: {id: {type: string}}}}]
messages: [{role: user, content: "{{question}} {% if x %}{{kb}}{% endif %}"}]
other: *s
END
sed 's/{{current_time}}/{{tone}}/' prompts/desk.yaml >prompts/older.yaml
cat >prompts/chat.json <<'END'
{"model":"gpt-5","messages":[{"role":"system","content":"You are brief \u00e9."},{"role":"user","content":[{"type":"text","text":"hi"},{"type":"image_url","image_url":{"url":"data:image/gif;base64,R0lGODlhQAFAAQ=="}}]}],"tools":[{"type":"function","function":{"name":"f","description":"Does","parameters":{"type":"object","properties":{"a":{"type":"string"}}}}}]}
END
cat >prompts/SKILL.md <<'END'
---
name: skill
description: Answers letters.
---
Answer the letter. Date: {{date}}
END
for i in 1 2 3; do cat prompts/chat.json; done >prompts/batch.jsonl
cat >calls.yaml <<'END'
interactions:
- request:
    uri: https://api.openai.com/v1/chat/completions
    body: '{"model": "gpt-4o", "messages": [{"role": "user", "content": "hello"}]}'
  response: {body: {string: '{"usage": {"prompt_tokens": 8}}'}}
END
cat >.warmlint.yaml <<'END'
model: claude-opus-5 # the default
exclude: [legacy]
volatility: {"kb_*": deploy}
patterns: [{code: X101, name: no-tbd, pattern: '\b(TBD|desk)\b', message: unfinished}]
files: [{match: prompts, ignore: [WL301]}]
END
awk 'BEGIN { for (i = 1; i <= 9; i++) { s = ""; for (k = 0; k < 50 * i; k++) s = s "answer the letter "; printf "{\"request\":{\"model\":\"claude-opus-5\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]},\"usage\":{\"input_tokens\":%d}}\n", s, 190 * i + 90 } }' >usage.jsonl
awk 'BEGIN {
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (i = 0; i < 256; i++)
        printf "%s%s== %d\n", substr(digits, int(i / 4) + 1, 1), substr(digits, i % 4 * 16 + 1, 1), i
}' >o200k.tiktoken
echo 'Be brief. {{clock}}' >stdin

# --- the runs ---
# drive KINDS OUTPUT ARGUMENTS…: every kind of fault in turn; OUTPUT `-`: none.
drive() {
    kinds=$1
    shift
    for kind in $kinds; do
        if "$tools/drive" -s "$step" "$kind" "$tools/inject.so" "$1" "$WARMLINT" $2 >"$work/said"; then
            runs=$((runs + $(awk 'END { print $2 }' "$work/said")))
            pass "$kind: $2"
        else
            fail "$kind: $2"
            quote "$work/said"
        fi
    done
}
runs=0
if [ "$what" = alloc ]; then
    common='alloc alloc-from'
    writing=$common
else
    common='read-eio read-eintr read-short open-emfile fstat-eio write-eio write-enospc write-eintr write-short close-eio all-short all-eintr'
    writing="$common rename-eio"
fi
drive "$common" - "check -j1 prompts"
drive "$common" - "check -j2 prompts --format sarif"
drive "$common" - "check -j1 prompts/desk.yaml --format full --color always"
drive "$common" - "check -j1 -"
drive "$writing" report.json "check -j1 prompts --output json:report.json"
drive "$writing" base.txt "check -j1 prompts --baseline base.txt --write-baseline"
drive "$writing" warmlint.lock "lock -j1 prompts"
drive "$common" - "map -j1 prompts/desk.yaml"
drive "$common" - "cost -j1 prompts --compare gpt-5"
drive "$common" - "tokens -j1 prompts --format json"
drive "$common" - "tokens -j1 --tokenizer-file o200k.tiktoken prompts/chat.json"
drive "$common" - "diff prompts/older.yaml prompts/desk.yaml"
drive "$common" - "inspect prompts/desk.yaml"
drive "$common" - "check -j1 --config prompts/desk.yaml prompts"
drive "$common" - "calibrate --dry-run --diff usage.jsonl calls.yaml"
drive "$writing" .warmlint.yaml "calibrate usage.jsonl"
drive "$writing" prompts/desk.yaml "check -j1 prompts/desk.yaml --fix --unsafe-fixes"
drive "$common" - "explain WL101"
drive "$common" - "models claude-sonnet-5"
echo "$runs runs with a fault"
finish
