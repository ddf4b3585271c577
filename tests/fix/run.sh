#!/bin/sh
# How fixed files are written (mode, owner, links, what is refused), patches that git and patch apply,
# standard input, and syntax traps byte by byte.
#   tests/fix/run.sh
. tests/lib.sh

today=2026-11-21
fix() { "$WARMLINT" check --isolated --today $today "$@"; }
bad='{"model": "gpt-6-sol", "max_tokens": 800, "messages": [{"role": "user", "content": "x"}]}'
good='{"model": "gpt-6-sol", "max_completion_tokens": 800, "messages": [{"role": "user", "content": "x"}]}'
fresh() { rm -rf "$work/d" && mkdir "$work/d" && cd "$work/d" || exit 2; }
holds() { [ "$(cat "$1")" = "$2" ]; }
check() {
    what=$1
    shift
    if "$@" >"$work/said" 2>&1; then pass "$what"; else
        fail "$what"
        quote "$work/said"
    fi
}
check_not() {
    what=$1
    shift
    if "$@" >"$work/said" 2>&1; then fail "$what: was done"; else pass "$what"; fi
}

# --- files ---

fresh
printf '%s\n' "$bad" >a.json
chmod 640 a.json
inode=$(ls -i a.json)
check "a file is fixed" fix --fix -q a.json
check "to the right text" holds a.json "$good"
check "its mode is kept" test "$(stat -c %a a.json)" = 640
check "it was replaced, not written over" test "$(ls -i a.json)" != "$inode"
check "nothing is left beside it" test "$(ls)" = a.json
inode=$(ls -i a.json)
check "a second time there is nothing to do" fix --fix -q a.json
check "and nothing is written" test "$(ls -i a.json)" = "$inode"

fresh
printf '%s\n' "$bad" >real.json
ln -s real.json link.json
check "through a link" fix --fix -q link.json
check "the file behind it is fixed" holds real.json "$good"
check "the link stays a link" test -L link.json

fresh
printf '%s\n' "$bad" >one.json
ln one.json two.json
check_not "of a file with two names" fix --fix -q one.json
check "none is changed" holds two.json "$bad"

# --- beside a lock file: that a fixed prompt is not the recorded one is no reason against it ---

fresh
{
    printf 'name: desk\nversion: 1.0.0\nmodel: claude-opus-5\nmax_tokens: 100\nsystem: |\n  It is {{current_time}}.\n'
    seq -f '  Rule %g of the desk: be brief, and name the paragraph.' 200
    printf 'messages: [{role: user, content: "{{question}}"}]\n'
} >locked.prompt.yaml
"$WARMLINT" lock --isolated --lock one.lock locked.prompt.yaml >"$work/said" 2>&1
check "a prompt beside its lock is fixed" fix --lock one.lock --unsafe-fixes --fix -q locked.prompt.yaml
check "its clock is moved" grep -q '^messages:.*It is {{current_time}}' locked.prompt.yaml
check "the block that is stable now is marked" grep -q 'type: ephemeral' locked.prompt.yaml

fresh
printf '%s\n' "$bad" >locked.json
chmod 444 locked.json
if [ "$(id -u)" != 0 ]; then
    check_not "a file that may not be written" fix --fix -q locked.json
    check "is not" holds locked.json "$bad"
fi
if [ "$(id -u)" = 0 ]; then
    chown 12345:54321 locked.json
    check "a file of somebody else" fix --fix -q locked.json
    check "stays theirs" test "$(stat -c %u:%g:%a locked.json)" = 12345:54321:444
fi

fresh
mkdir ro && printf '%s\n' "$bad" >ro/a.json && chmod 555 ro
if [ "$(id -u)" != 0 ]; then
    check_not "in a directory that may not be written" fix --fix -q ro/a.json
    check "the file stays" holds ro/a.json "$bad"
fi
chmod 755 ro

# --- patches ---

to_patch() {
    fresh
    mkdir -p 'prompts dir'
    printf '%s\n' "$bad" >'prompts dir/a b.json'
    printf '%s' "$bad" >no-newline.json
    printf '%s\r\n' '{' '  "model": "gpt-6-sol",' '  "max_tokens": 800,' \
        '  "messages": [{"role": "user", "content": "x"}]' '}' >crlf.json
    cp "$root"/corpus/anthropic/*.* "$root"/corpus/openai/*.* .
}
to_patch
status=0
fix --diff --unsafe-fixes . >"$work/patch" 2>/dev/null || status=$?
check "--diff tells by its status" test $status = 1
check "--diff writes nothing" holds no-newline.json "$bad"
cp -r . ../patched
fix --fix --unsafe-fixes -q . >/dev/null 2>&1 || true
check "patch takes it" patch -d ../patched -s -p1 -i "$work/patch"
check "and makes what --fix makes" diff -r . ../patched
check "nothing more to do: status 0" fix --diff --unsafe-fixes .
rm -rf ../patched
to_patch
git init -q .
check "git apply takes it" git apply "$work/patch"
check "with a blank in the name" holds 'prompts dir/a b.json' "$good"

# --- standard input ---

fresh
check "standard input comes out fixed" test "$(printf '%s' "$bad" | fix --fix - 2>/dev/null)" = "$good"
check "what cannot be read comes out as it is" test "$(printf '{"model": ' | fix --fix --stdin-filename a.json - 2>/dev/null)" = '{"model": '
printf 'exclude: ["*.json"]\n' >.warmlint.yaml
check "what is excluded comes out as it is" test "$(printf '%s' "$bad" | "$WARMLINT" check --fix --stdin-filename a.json - 2>/dev/null)" = "$bad"

# --- misuse ---

check_not "--unsafe-fixes alone" fix --unsafe-fixes .
check_not "--write-baseline with --fix" fix --fix --baseline b --write-baseline .

# --- syntax, byte by byte: NAME, FLAGS, then the text before and after ---

trap_case() {
    name=$1 file=$2 flags=$3
    fresh
    printf "%b" "$4" >"$file" # the texts hold escapes
    printf "%b" "$5" >"$work/expected"
    # shellcheck disable=SC2086
    fix --fix $flags -q "$file" >/dev/null 2>&1 || true
    check "$name" cmp "$file" "$work/expected"
}

trap_case "the last member goes with the comma before it" a.json "--unsafe-fixes --select WL409" \
    '{\n  "model": "claude-opus-5",\n  "max_tokens": 99,\n  "messages": [{"role": "user", "content": "x"}],\n  "temperature": 0.2\n}\n' \
    '{\n  "model": "claude-opus-5",\n  "max_tokens": 99,\n  "messages": [{"role": "user", "content": "x"}]\n}\n'
trap_case "a trailing comma stays, comments of others too" a.jsonc "--unsafe-fixes --select WL409" \
    '{\n  // the model\n  "model": "claude-opus-5",\n  "max_tokens": 99, // enough\n  /* who */ "messages": [{"role": "user", "content": "x"}],\n  "temperature": 0.2, // low\n}\n' \
    '{\n  // the model\n  "model": "claude-opus-5",\n  "max_tokens": 99, // enough\n  /* who */ "messages": [{"role": "user", "content": "x"}],\n}\n'
trap_case "on one line without blanks" a.json "--unsafe-fixes --select WL409" \
    '{"model":"claude-opus-5","temperature":0.2,"max_tokens":99,"messages":[{"role":"user","content":"x"}]}' \
    '{"model":"claude-opus-5","max_tokens":99,"messages":[{"role":"user","content":"x"}]}'
trap_case "a YAML comment at its line goes, one above stays" a.yaml "--unsafe-fixes --select WL409" \
    'model: claude-opus-5\nmax_tokens: 99\n# low, for once\ntemperature: 0.2   # low\nmessages: [{role: user, content: x}]\n' \
    'model: claude-opus-5\nmax_tokens: 99\n# low, for once\nmessages: [{role: user, content: x}]\n'
trap_case "CRLF is kept" a.yaml "--unsafe-fixes --select WL401" \
    'model: claude-opus-5\r\nmessages: [{role: user, content: x}]\r\n' \
    'model: claude-opus-5\r\nmax_tokens: 4096\r\nmessages: [{role: user, content: x}]\r\n'
trap_case "behind a byte order mark, without a last line end" a.yaml "--unsafe-fixes --select WL401" \
    '\0357\0273\0277messages: [{role: user, content: x}]\nmodel: claude-opus-5' \
    '\0357\0273\0277messages: [{role: user, content: x}]\nmodel: claude-opus-5\nmax_tokens: 4096'
trap_case "behind a block scalar that ends the file" a.yaml "--unsafe-fixes --select WL401" \
    'messages:\n  - role: user\n    content: x\nsystem: |+\n  one\n\nmodel: claude-opus-5 # why\n' \
    'messages:\n  - role: user\n    content: x\nsystem: |+\n  one\n\nmodel: claude-opus-5 # why\nmax_tokens: 4096\n'
trap_case "a node that an alias shares is left alone" a.yaml "--unsafe-fixes --select WL409" \
    'base: &base\n  model: claude-opus-5\n  max_tokens: 99\n  temperature: 0.2\none:\n  <<: *base\n  messages: [{role: user, content: x}]\n' \
    'base: &base\n  model: claude-opus-5\n  max_tokens: 99\n  temperature: 0.2\none:\n  <<: *base\n  messages: [{role: user, content: x}]\n'
trap_case "a document inside a string is left alone" a.json "--unsafe-fixes" \
    '{"modelId": "anthropic.claude-opus-5", "body": "{\\"temperature\\": 0.2, \\"messages\\": [{\\"role\\": \\"user\\", \\"content\\": \\"x\\"}]}"}\n' \
    '{"modelId": "anthropic.claude-opus-5", "body": "{\\"temperature\\": 0.2, \\"messages\\": [{\\"role\\": \\"user\\", \\"content\\": \\"x\\"}]}"}\n'
trap_case "one line of JSON Lines" a.jsonl "--select WL403" \
    '{"model":"gpt-6-sol","max_tokens":8,"messages":[{"role":"user","content":"a"}]}\n{"model":"gpt-4o","max_tokens":8,"messages":[{"role":"user","content":"b"}]}\n' \
    '{"model":"gpt-6-sol","max_completion_tokens":8,"messages":[{"role":"user","content":"a"}]}\n{"model":"gpt-4o","max_tokens":8,"messages":[{"role":"user","content":"b"}]}\n'
trap_case "front matter, and not the text behind it" a.prompt "--unsafe-fixes --select WL401" \
    '---\nmodel: gpt-6-luna\ntemperature: 0\n---\nGreet {{ name }}.\n' \
    '---\nmodel: gpt-6-luna\ntemperature: 0\nmax_completion_tokens: 4096\n---\nGreet {{ name }}.\n'
trap_case "a block scalar with an indentation indicator becomes a block" a.yaml "--select WL210 --unsafe-fixes" \
    'model: gpt-6-sol\nmax_completion_tokens: 9\nprompt_cache_options:\n  mode: explicit\nmessages:\n  - role: developer\n    content: |2-\n        Two blanks more.\n\n      {{standard}}\n  - role: user\n    content: "{{q}}"\ninputs:\n  standard: {volatility: deploy, tokens: 9000}\n' \
    'model: gpt-6-sol\nmax_completion_tokens: 9\nprompt_cache_options:\n  mode: explicit\nmessages:\n  - role: developer\n    content:\n      - type: text\n        text: |2-\n            Two blanks more.\n\n          {{standard}}\n        prompt_cache_breakpoint: {mode: explicit}\n  - role: user\n    content: "{{q}}"\ninputs:\n  standard: {volatility: deploy, tokens: 9000}\n'
trap_case "a clock moves from a block scalar into a quoted string" a.yaml "--select WL101 --unsafe-fixes" \
    'model: claude-opus-5\nmax_tokens: 9\nsystem: |\n  Clerk of the "day".\n\n  ## Now\n  It is {{ now() }}, "sharp".\n\n  Answer in one line, and name the form that is needed, the counter, and what it costs.\nmessages:\n  - {role: user, content: \0047{{q}}\0047} # asked\n' \
    'model: claude-opus-5\nmax_tokens: 9\nsystem: |\n  Clerk of the "day".\n\n  Answer in one line, and name the form that is needed, the counter, and what it costs.\nmessages:\n  - {role: user, content: "## Now\\nIt is {{ now() }}, \\"sharp\\".\\n\\n{{q}}"} # asked\n'

fixed='You answer in one line, and name the form that is needed, the counter, and what it costs.'
trap_case "a whole block moves behind the last of its list" a.yaml "--select WL101 --unsafe-fixes" \
    'model: claude-opus-5\nmax_tokens: 9\nsystem:\n  - type: text\n    text: "{{ now() }}"\n  # fixed\n  - type: text\n    text: '"$fixed"'\nmessages:\n  - {role: user, content: "{{q}}"}\n' \
    'model: claude-opus-5\nmax_tokens: 9\nsystem:\n  # fixed\n  - type: text\n    text: '"$fixed"'\n  - type: text\n    text: "{{ now() }}"\nmessages:\n  - {role: user, content: "{{q}}"}\n'
trap_case "to the end of a file without a last line end" a.yaml "--select WL101 --unsafe-fixes" \
    'model: claude-opus-5\nmax_tokens: 9\nmessages: [{role: user, content: "{{q}}"}]\nsystem:\n  - type: text\n    text: "{{ now() }}"\n  - type: text\n    text: '"$fixed" \
    'model: claude-opus-5\nmax_tokens: 9\nmessages: [{role: user, content: "{{q}}"}]\nsystem:\n  - type: text\n    text: '"$fixed"'\n  - type: text\n    text: "{{ now() }}"'
trap_case "in JSON, a line for each" a.json "--select WL101 --unsafe-fixes" \
    '{"model": "claude-opus-5", "max_tokens": 9, "system": [\n  {"type": "text", "text": "{{ now() }}"},\n  {"type": "text", "text": "'"$fixed"'"}\n], "messages": [{"role": "user", "content": "{{q}}"}]}\n' \
    '{"model": "claude-opus-5", "max_tokens": 9, "system": [\n  {"type": "text", "text": "'"$fixed"'"},\n  {"type": "text", "text": "{{ now() }}"}\n], "messages": [{"role": "user", "content": "{{q}}"}]}\n'
trap_case "in JSON without blanks, with three of them" a.json "--select WL101 --unsafe-fixes" \
    '{"model":"claude-opus-5","max_tokens":9,"system":[{"type":"text","text":"Clerk."},{"type":"text","text":"{{ now() }}"},{"type":"text","text":"'"$fixed"'"}],"messages":[{"role":"user","content":"{{q}}"}]}' \
    '{"model":"claude-opus-5","max_tokens":9,"system":[{"type":"text","text":"Clerk."},{"type":"text","text":"'"$fixed"'"},{"type":"text","text":"{{ now() }}"}],"messages":[{"role":"user","content":"{{q}}"}]}'
trap_case "a list of parts on lines of their own" a.yaml "--select WL101 --unsafe-fixes" \
    'model: claude-opus-5\nmax_tokens: 9\nmessages:\n  - role: user\n    content:\n      - {type: text, text: "{{ now() }}"}\n      - {type: text, text: "'"$fixed"'"}\n' \
    'model: claude-opus-5\nmax_tokens: 9\nmessages:\n  - role: user\n    content:\n      - {type: text, text: "'"$fixed"'"}\n      - {type: text, text: "{{ now() }}"}\n'
trap_case "a marked block stays" a.yaml "--select WL101 --unsafe-fixes" \
    'model: claude-opus-5\nmax_tokens: 9\nsystem:\n  - {type: text, text: "{{ now() }}", cache_control: {type: ephemeral}}\n  - {type: text, text: "'"$fixed"'"}\nmessages: [{role: user, content: "{{q}}"}]\n' \
    'model: claude-opus-5\nmax_tokens: 9\nsystem:\n  - {type: text, text: "{{ now() }}", cache_control: {type: ephemeral}}\n  - {type: text, text: "'"$fixed"'"}\nmessages: [{role: user, content: "{{q}}"}]\n'

finish
