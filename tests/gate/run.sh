#!/bin/sh
# The gate on prompt changes: a scratch repository, changes of known effect, and what `warmlint diff`
# says of each: layer, first byte, tokens and exit status.
. tests/lib.sh
have git && have python3 || { skip "git or python3 is not here"; exit 0; }
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null HOME="$work" LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1795219200
export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@example.org GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@example.org
repo=$work/repo
mkdir -p "$repo/prompts"
cd "$repo"
git init -q -b main .

# A versioned prompt with two marked blocks, two tools and a question.
write_prompt() {
    {
        cat <<'END'
name: support
version: 1.0.0
model: claude-sonnet-4-6
max_tokens: 500
workload: {calls_per_day: 1000}
tools:
  - {name: search, description: Searches the handbook., input_schema: {type: object, required: [q]}}
  - {name: book, description: Books a seat., input_schema: {type: object, required: [id]}}
system:
  - type: text
    cache_control: {type: ephemeral}
    text: |
      You are the booking assistant.
END
        static_text | sed 's/^/      /'
        cat <<'END'
  - type: text
    cache_control: {type: ephemeral}
    text: |
      The branch in Graz.
END
        static_text | sed 's/Rule/Clause/; s/^/      /'
        cat <<'END'
messages:
  - {role: user, content: "{{question}}"}
END
    } >prompts/support.yaml
}
write_prompt
git add -A
git commit -qm base

# What the JSON report says: field PATH, for the first prompt.
field() {
    python3 -c '
import json, sys
value = json.load(open(sys.argv[1]))["prompts"][0]
for key in sys.argv[2].split("."):
    value = value[int(key)] if isinstance(value, list) else value[key]
print(",".join(value) if isinstance(value, list) else value)' "$work/out" "$1"
}
# change WHAT STATUS VERDICT CHANGED BYTE COLD: the working tree is as it should be; compares with
# HEAD. BYTE is where the first difference lies in its block (- where none does), COLD the tokens.
changes=0
change() {
    changes=$((changes + 1))
    run "$WARMLINT" diff --format json
    same "$1: exit status" "$2" "$status"
    same "$1: verdict" "$3" "$(field verdict)"
    same "$1: layers" "$4" "$(field changed)"
    same "$1: first byte" "$5" "$(field newSide.byte 2>/dev/null || echo -)"
    same "$1: tokens that go cold" "$6" "$(field cold.tokens)"
}
# edit SED-SCRIPT: of the prompt.
edit() {
    sed "$1" prompts/support.yaml >"$work/p" && cp "$work/p" prompts/support.yaml
}
# The bytes of the first block before its N-th line of rules.
before_rule() {
    { echo 'You are the booking assistant.' && static_text | head -n "$(($1 - 1))"; } | wc -c
}
reset() {
    git checkout -q -f HEAD
    git clean -qfd
}
total=$("$WARMLINT" diff --format json prompts/support.yaml prompts/support.yaml |
    python3 -c 'import json,sys; print(json.load(sys.stdin)["prompts"][0]["oldCall"]["cached"]["tokens"])')
[ "$total" -gt 10000 ] || fail "the prompt is cached: $total tokens"

edit 's/in Graz\./in Linz./'
run "$WARMLINT" diff --format json
first=$(field warm.tokens) # of the first block with the tools
same "the two blocks make the sum" "$total" "$((first + $(field cold.tokens)))"
[ "$first" -gt 5000 ] && [ "$first" -lt "$((total - 5000))" ] && pass "two halves" || fail "$first of $total stay warm"
change "second block" 1 invalidated system 14 "$((total - first))"
same "second block: place" 'system[1]' "$(field newSide.place)"
reset

# The first byte of the system text is where the clock goes in; nothing of it is ever read again.
edit 's/You are the booking/It is {{current_time}}. You are the booking/'
change "moved clock" 1 cold system 0 "$total"
same "moved clock: line" 13 "$(field newSide.line)"
same "moved clock: nothing is read" 0 "$(field newCall.cached.tokens)"
run "$WARMLINT" diff
has "moved clock: the reason" "$work/out" 'because +\{\{current_time\}\} changes with every call'
has "moved clock: the rules" "$work/out" 'rules +WL601 unversioned-change, WL602 prefix-invalidated'
reset

edit 's/Rule 3: orders/Rule 3:  orders/'
change "white space" 1 invalidated system "$(($(before_rule 3) + 8))" "$total"
same "white space: named" "white space only" "$(field kinds.system)"
same "white space: the rule" WL109 "$(field findings.0.code)"
reset

edit 's/Rule 3: orders.*/& /'
change "a blank at a line's end" 1 invalidated system "$(($(before_rule 4) - 1))" "$total"
same "a blank at a line's end: named" "trailing blanks only" "$(field kinds.system)"
reset

awk '/ Rule 5: / { held = $0; next } { print } / Rule 6: / { print held }' prompts/support.yaml >"$work/p" && cp "$work/p" prompts/support.yaml
change "order of lines" 1 invalidated system "$(($(before_rule 5) + 5))" "$total"
same "order of lines: named" "the same lines in another order" "$(field kinds.system)"
reset

awk '{ print } / Clause 400: / { print "      One clause more." }' prompts/support.yaml >"$work/p" && cp "$work/p" prompts/support.yaml
change "added at the end" 1 invalidated system "$({ echo 'The branch in Graz.' && static_text | sed 's/Rule/Clause/'; } | wc -c)" "$((total - first))"
same "added at the end: named" "added at the end" "$(field kinds.system)"
reset

# A flow mapping and its keys in another order.
edit 's/{type: object, required: \[q\]}/{required: [q], type: object}/'
sent='{"name":"search","description":"Searches the handbook.","input_schema":{"'
change "order of keys" 1 invalidated tools "${#sent}" "$total"
same "order of keys: named" "order of keys only" "$(field kinds.tools)"
same "order of keys: the rule" WL108 "$(field findings.0.code)"
reset

awk '/name: search/ { held = $0; next } { print } /name: book/ { print held }' prompts/support.yaml >"$work/p" && cp "$work/p" prompts/support.yaml
sent='{"name":"'
change "order of tools" 1 invalidated tools "${#sent}" "$total"
same "order of tools: named" "order of tools only" "$(field kinds.tools)"
reset

edit 's/Searches the handbook/Searches a handbook/'
sent='{"name":"search","description":"Searches '
change "a tool's words" 1 invalidated tools "${#sent}" "$total"
same "a tool's words: fate" changed "$(field tools.0.fate)"
reset

awk '{ print } /name: book/ { print "  - {name: cancel, description: Cancels., input_schema: {type: object}}" }' prompts/support.yaml >"$work/p" && cp "$work/p" prompts/support.yaml
change "a tool more" 1 invalidated tools 0 "$total"
same "a tool more: its name" cancel "$(field tools.0.name)"
same "a tool more: fate" added "$(field tools.0.fate)"
same "a tool more: place" 'tools[2]' "$(field newSide.place)"
reset

edit '/name: book/d'
change "a tool less" 1 invalidated tools 0 "$total"
same "a tool less: fate" removed "$(field tools.0.fate)"
reset

edit 's/claude-sonnet-4-6/claude-sonnet-5/'
change "another model" 1 invalidated model - "$total"
reset

edit 's/version: 1.0.0/version: 1.0.1/'
change "version alone" 0 same version - 0
reset

edit 's/{{question}}/Answer in one line. {{question}}/'
change "behind the last breakpoint" 0 warm messages 0 0
same "behind the last breakpoint: warm" "$total" "$(field warm.tokens)"
reset

edit 's/max_tokens: 500/max_tokens: 600/'
run "$WARMLINT" diff
same "output cap: exit status" 0 "$status"
same "output cap: no part of the prefix" "no prompt changed" "$(cat "$work/out")"
changes=$((changes + 1))
reset

edit 's/max_tokens: 500/max_tokens: 500\nthinking: {type: enabled, budget_tokens: 2000}/'
change "thinking" 0 warm parameters - 0
same "thinking: named" thinking "$(field parameters.0.name)"
same "thinking: the rule" WL214 "$(field findings.0.code)"
reset

edit 's/max_tokens: 500/max_tokens: 500\nspeed: fast/'
change "speed" 1 invalidated parameters - "$total"
reset

awk '/cache_control/ && seen++ == 1 { next } { print }' prompts/support.yaml >"$work/p" && cp "$work/p" prompts/support.yaml
change "a breakpoint less" 1 cold breakpoints - "$((total - first))"
reset

edit 's/cache_control: {type: ephemeral}/cache_control: {type: ephemeral, ttl: 1h}/'
change "another time to live" 0 warm breakpoints - 0
same "another time to live: named" 3600 "$(field breakpoints.0.newTtl)"
reset

edit 's/role: user/role: assistant/'
change "another role" 0 warm messages 0 0
reset

edit 's/^name: support/# a comment\nname: support/'
run "$WARMLINT" diff
same "a comment: nothing" "0 no prompt changed" "$status $(cat "$work/out")"
changes=$((changes + 1))
reset

git mv prompts/support.yaml prompts/desk.yaml
sed 's/in Graz\./in Linz./' prompts/desk.yaml >"$work/p" && cp "$work/p" prompts/desk.yaml
change "renamed" 1 invalidated system 14 "$((total - first))"
same "renamed: from" prompts/support.yaml "$(field oldPath)"
same "renamed: to" prompts/desk.yaml "$(field newPath)"
reset

# Moved by hand: git sees a deleted file and one that it does not know.
mv prompts/support.yaml prompts/moved.yaml
sed 's/in Graz\./in Linz./' prompts/moved.yaml >"$work/p" && cp "$work/p" prompts/moved.yaml
static_text >prompts/unlike.md
change "moved without git" 1 invalidated system 14 "$((total - first))"
same "moved without git: from" prompts/support.yaml "$(field oldPath)"
same "moved without git: to" prompts/moved.yaml "$(field newPath)"
reset

git rm -q prompts/support.yaml
run "$WARMLINT" diff --format json
same "deleted: status" 0 "$status"
same "deleted: verdict" removed "$(field verdict)"
git reset -q --hard

cp prompts/support.yaml prompts/other.yaml
run "$WARMLINT" diff --format json
same "new and not yet known to git: status" 0 "$status"
same "new: verdict" added "$(field verdict)"
same "new: only it" "prompts/other.yaml" "$(field newPath)"
reset

[ "$changes" -ge 22 ] && pass "$changes changes" || fail "only $changes changes were tried"

# --- revisions ---
git checkout -q -b feature
sed 's/in Graz\./in Linz./' prompts/support.yaml >"$work/p" && cp "$work/p" prompts/support.yaml
git commit -qam feature
git checkout -q main
sed 's/You are the/You remain the/' prompts/support.yaml >"$work/p" && cp "$work/p" prompts/support.yaml
git commit -qam elsewhere
git checkout -q feature
run "$WARMLINT" diff --base main...feature --format json
same "from where they parted: place" 'system[1]' "$(field newSide.place)"
run "$WARMLINT" diff --base main..feature --format json
same "two tips: place" 'system[0]' "$(field newSide.place)"
run "$WARMLINT" diff --base nonsense
same "unknown revision: status" 2 "$status"
has "unknown revision: said" "$work/err" 'no revision .nonsense'
run "$WARMLINT" diff --base=--output=pwned
same "a revision like an option: status" 2 "$status"
[ ! -e pwned ] && pass "no file was made" || fail "a revision was taken for an option"
mkdir -p deep
cd deep
run "$WARMLINT" diff --base main --format json
same "from a directory below: path" ../prompts/support.yaml "$(field newPath)"
run "$WARMLINT" diff --base main .
same "narrowed to a path" "no prompt changed" "$(cat "$work/out")"
cd ..

# --- what fails ---
for what in invalidated:1 costlier:0 changed:1 never:0; do
    run "$WARMLINT" diff --base HEAD~1 --fail-on "${what%:*}"
    same "--fail-on ${what%:*}" "${what#*:}" "$status"
done

# --- names and contents that are no good ---
odd=$(printf 'prompts/-x\033[31m\n::error::pwn.md')
{ echo "You are a judge."; static_text; } >"$odd"
git add -A && git commit -qm odd
{ printf 'More. \033]0;pwn\007 </details> @everyone [x](y)\n'; static_text; } >"$odd"
for format in text markdown json; do
    run "$WARMLINT" diff --format $format
    same "odd name, $format: status" 1 "$status"
    if LC_ALL=C grep -q "$(printf '[\001-\010\013-\037\177]')" "$work/out"; then fail "odd name, $format: control bytes"; else pass "odd name, $format"; fi
    if grep -q '^::error' "$work/out"; then fail "odd name, $format: forged a command"; else pass "odd name, $format"; fi
done
run "$WARMLINT" diff --format markdown
if grep '@everyone' "$work/out" | grep -qv '^+ '; then fail "a mention outside the fence"; else pass "no mention"; fi
reset

# --- two renders of one template: exactly at the date ---
for day in 20 21; do
    { printf 'You are a judge.\n'; static_text; printf 'Today is 2026-11-%s.\n' $day; static_text; } >"$work/day$day.txt"
done
run "$WARMLINT" diff --model gpt-6-sol --format json "$work/day20.txt" "$work/day21.txt"
same "daily renders: status" 1 "$status"
same "daily renders: the day" "1." "$(field newSide.behind | sed -n 1p)"
same "daily renders: its byte" "$(cmp "$work/day20.txt" "$work/day21.txt" | sed 's/.*byte \([0-9]*\),.*/\1/')" "$(($(field newSide.byte) + 1))"
half=$(head -n 402 "$work/day20.txt" | "$WARMLINT" tokens --model gpt-6-sol --format json - | python3 -c '
import json, sys
print(json.load(sys.stdin)["total"]["tokens"])')
same "daily renders: what stays and what is lost" "$(field oldCall.cached.tokens)" "$(($(field warm.tokens) + $(field cold.tokens)))"
[ "$(field warm.tokens)" -le "$half" ] && [ "$(field warm.tokens)" -gt $((half - 12)) ] && pass "daily renders: half stays" ||
    fail "daily renders: $(field warm.tokens) stay warm, up to the date there are $half"

# --- the baseline ---
cd "$repo"
git checkout -q -f main
{ echo "It is {{current_time}}. You are a judge."; static_text; } >prompts/old.j2
run "$WARMLINT" prompts
same "without a baseline" 1 "$status"
run "$WARMLINT" --write-baseline --baseline base.txt prompts
same "writing the baseline" 0 "$status"
before=$(cat base.txt)
run "$WARMLINT" --baseline base.txt prompts
same "with it: status" 0 "$status"
same "with it: nothing reported" "" "$(cat "$work/out")"
has "with it: what is hidden is counted" "$work/err" 'of the baseline (is|are) not shown'
{ printf 'A line before.\n\n'; cat prompts/old.j2; } >"$work/p" && cp "$work/p" prompts/old.j2
run "$WARMLINT" --baseline base.txt prompts
same "moved lines: still known" 0 "$status"
sed 's/current_time/now/' prompts/old.j2 >"$work/p" && cp "$work/p" prompts/old.j2
run "$WARMLINT" --baseline base.txt prompts
same "another clock is new" 1 "$status"
has "what is gone is stale" "$work/err" 'prompts/old.j2 WL101'
same "nothing is written unasked" "$before" "$(cat base.txt)"
run "$WARMLINT" --baseline base.txt --prune-baseline prompts
if grep -q WL101 base.txt; then fail "pruning: the entry stays"; else pass "pruning"; fi
run "$WARMLINT" --baseline missing.txt prompts
same "a baseline that is not there" 2 "$status"
printf '<<<<<<< main\n' >>base.txt
run "$WARMLINT" --baseline base.txt prompts
same "a conflict in the baseline: status" 2 "$status"
has "a conflict in the baseline: said" "$work/err" 'base.txt:[0-9]+: a merge conflict'
odd=$(printf 'prompts/a "quoted"\nname.j2')
cp prompts/old.j2 "$odd"
run "$WARMLINT" --write-baseline --baseline odd.txt "$odd"
run "$WARMLINT" --baseline odd.txt "$odd"
same "an odd name in the baseline" 0 "$status"
same "no temporary file is left" "" "$(find . -name '*.txt.*')"
rm -f "$odd" base.txt odd.txt

# --- only what changed ---
git add -A && git commit -qm "an old clock"
run "$WARMLINT" --changed-since HEAD
same "nothing changed: status" 0 "$status"
same "nothing changed: output" "" "$(cat "$work/out")"
{ echo "It is {{current_time}}. You are a clerk."; static_text; } >prompts/new.j2
run "$WARMLINT" --changed-since HEAD
same "a new file: status" 1 "$status"
if grep -q old.j2 "$work/out"; then fail "an old file is linted"; else pass "only the new file"; fi
cat >prompts/many.yaml <<'END'
agents:
  a: {model: claude-sonnet-5, system_prompt: One.}
  b: {model: claude-sonnet-5, system_prompt: Two.}
END
git add -A && git commit -qm many
sed 's/Two/Three/' prompts/many.yaml >"$work/p" && cp "$work/p" prompts/many.yaml
run "$WARMLINT" prompts/many.yaml
both=$(grep -c many.yaml "$work/out")
run "$WARMLINT" --changed-since HEAD
same "one prompt of two" "$((both / 2))" "$(grep -c many.yaml:3 "$work/out")"
if grep -q many.yaml:2 "$work/out"; then fail "the prompt that did not change is reported"; else pass "the other is left out"; fi
reset

# --- against a revision, without a lock ---
git checkout -q -f main
sed 's/in Graz\./in Linz./' prompts/support.yaml >"$work/p" && cp "$work/p" prompts/support.yaml
run "$WARMLINT" --base HEAD --select 6xx --fail-on warning .
same "--base: status" 1 "$status"
has "--base: the version" "$work/out" 'prompts/support.yaml:3:8: warning: the prefix up to system\[1\] changed, the version is still 1.0.0 \[WL601'
if grep -q 'warmlint lock' "$work/out"; then fail "--base: speaks of a lock"; else pass "--base: no word of a lock"; fi
mv prompts/support.yaml prompts/elsewhere.yaml
run "$WARMLINT" --base HEAD --select 6xx --fail-on warning .
has "--base: a moved file" "$work/out" 'prompts/elsewhere.yaml:3:8: warning: .*WL601'
run "$WARMLINT" --base HEAD --lock x.lock .
same "--base and --lock" 2 "$status"
reset

# --- what is staged ---
sed 's/You remain the/It is {{current_time}}. You remain the/' prompts/support.yaml >"$work/p" && cp "$work/p" prompts/support.yaml
git add prompts/support.yaml
git show HEAD:prompts/support.yaml >prompts/support.yaml
run "$WARMLINT" prompts/support.yaml
same "the working copy is clean" 0 "$status"
run "$WARMLINT" --staged
same "what is staged is not" 1 "$status"
has "what is staged: the place" "$work/out" 'prompts/support.yaml:13:13: error: .*WL101'
run "$WARMLINT" diff --staged
same "diff of what is staged" 1 "$status"
run "$WARMLINT" diff
same "diff of the working copy" "0 no prompt changed" "$status $(cat "$work/out")"
git reset -q --hard
run "$WARMLINT" --staged
same "nothing staged" "0 " "$status $(cat "$work/out")"
mkdir "$work/fresh" && cp prompts/support.yaml "$work/fresh/" && cd "$work/fresh"
git init -q -b main . && git add -A
sed 's/max_tokens: 500/max_tokens: 0.5/' support.yaml >"$work/p" && cp "$work/p" support.yaml
run "$WARMLINT" --staged
same "before the first commit" 0 "$status"
cd "$repo"

# --- only changed prefixes ---
sed 's/{{question}}/Shortly: {{question}}/; s/max_tokens: 500/max_tokens: 900000/' prompts/support.yaml >"$work/p" && cp "$work/p" prompts/support.yaml
run "$WARMLINT" --changed-since HEAD
same "a change behind the prefix: linted" 1 "$status"
run "$WARMLINT" --changed-since HEAD --changed-prefixes
same "a change behind the prefix: not asked for" "0 " "$status $(cat "$work/out")"
sed 's/in Graz/in Linz/' prompts/support.yaml >"$work/p" && cp "$work/p" prompts/support.yaml
run "$WARMLINT" --changed-since HEAD --changed-prefixes
same "a change in the prefix" 1 "$status"
run "$WARMLINT" --changed-prefixes
same "--changed-prefixes alone" 2 "$status"
reset

# --- families ---
mkdir "$work/family" && cd "$work/family"
for name in billing support triage; do
    { static_text; echo "You do $name."; static_text | sed 's/Rule/Clause/'; echo '{{question}}'; } >$name.j2
done
{ static_text; echo "You do triage in a new way."; static_text | sed 's/Rule/Clause/'; echo '{{question}}'; } >triage2.j2
lint_family() { run "$WARMLINT" --isolated --model claude-sonnet-5 --select WL603 --format concise --fail-on info "$@"; }
lint_family billing.j2 support.j2 triage.j2
same "a family that was found: status" 1 "$status"
same "a family that was found: each but the first" "support.j2:401:8 triage.j2:401:8" \
    "$(grep 'note: parts from billing.j2:401 after' "$work/out" | cut -d ' ' -f 1 | sed 's/:$//' | tr '\n' ' ' | sed 's/ $//')"
cp "$work/out" "$work/expected"
lint_family triage.j2 support.j2 billing.j2
same "a family: the order of the files does not matter" "$(cat "$work/expected")" "$(cat "$work/out")"
lint_family --baseline base --write-baseline billing.j2 support.j2
lint_family --baseline base billing.j2 support.j2
same "a family in the baseline" "0 " "$status $(cat "$work/out")"
lint_family triage.j2 triage2.j2
same "two versions of one prompt are no family" "0 " "$status $(cat "$work/out")"
{ static_text; echo 'You do other things.'; static_text | sed 's/Rule/Point/'; } >other.j2
lint_family other.j2 billing.j2
same "nothing in common behind: silence" "0 " "$status $(cat "$work/out")"
cat >family.yaml <<'END'
files: [{match: "*.j2", family: desk}]
END
sed '1s/^/You sell./' billing.j2 >shop.j2
run "$WARMLINT" --config family.yaml --model claude-sonnet-5 --select WL603 --format concise --fail-on warning billing.j2 shop.j2
same "a declared family that parts at once: status" 1 "$status"
has "a declared family: where" "$work/out" '^shop.j2:1:1: warning: family .desk.: parts from billing.j2:1 after 0 tokens, and [0-9,]+ .* tokens behind that stand in both'
cd "$repo"

# --- requests of one file ---
tool() { printf '{"name":"%s","description":"%s","input_schema":{"type":"object"}}' "$1" "$(static_text | head -n "$2" | tr -d '\n')"; }
request() { printf '{"model":"claude-sonnet-5","max_tokens":300,"tools":[%s,%s],"messages":[{"role":"user","content":"%s"}]}\n' "$1" "$2" "$3"; }
{
    request "$(tool a 80)" "$(tool b 9)" one
    request "$(tool a 80)" "$(tool b 9)" two
    request "$(tool b 9)" "$(tool a 80)" three
    request "$(tool b 9)" "$(tool a 80)" four
    request "$(tool a 80)" "$(tool b 9)" five
} >"$work/calls.jsonl"
run "$WARMLINT" --isolated --select WL108 "$work/calls.jsonl"
same "requests of one file: each change of the order" "3 5" "$(sed 's/.*jsonl:\([0-9]*\):.*/\1/' "$work/out" | tr '\n' ' ' | sed 's/ $//')"
has "requests of one file: which" "$work/out" 'as in the request on line 2, in another order'

# --- the lock ---
cd "$repo"
git checkout -q -f main
run "$WARMLINT" lock
same "first lock: status" 0 "$status"
has "first lock: says where" "$work/out" 'prompts in warmlint.lock'
run "$WARMLINT" lock
same "again: nothing to say" "0 " "$status $(cat "$work/out")"
cp warmlint.lock "$work/first.lock"
sed 's/in Graz\./in Linz./' prompts/support.yaml >"$work/p" && cp "$work/p" prompts/support.yaml
run "$WARMLINT" --select 6xx --fail-on warning .
same "a change: status" 1 "$status"
has "a change: the version" "$work/out" 'prompts/support.yaml:3:8: warning: the prefix up to system\[1\] changed, the version is still 1.0.0 \[WL601'
has "a change: the tokens" "$work/out" 'WL602'
run "$WARMLINT" lock
same "a change: not up to date" 1 "$status"
has "a change: listed" "$work/out" '^changed +prompts/support.yaml'
cmp -s warmlint.lock "$work/first.lock" && pass "nothing is written unasked" || fail "lock wrote unasked"
sed 's/1.0.0/1.1.0/' prompts/support.yaml >"$work/p" && cp "$work/p" prompts/support.yaml
run "$WARMLINT" --select 6xx --fail-on warning .
same "a new version: status" 0 "$status"
has "a new version: still told" "$work/out" 'note: .*WL602'
run "$WARMLINT" lock --update
same "update: status" 0 "$status"
run "$WARMLINT" --select 6xx .
same "after the update: nothing" "" "$(cat "$work/out")"
rm prompts/old.j2
run "$WARMLINT" lock
has "a file that is gone" "$work/out" '^gone +prompts/old.j2'
cp prompts/support.yaml prompts/later.yaml
run "$WARMLINT" lock --update prompts/later.yaml
same "with a path: the others stay" 1 "$(grep -c support.yaml warmlint.lock)"
same "with a path: it is in" 1 "$(grep -c later.yaml warmlint.lock)"
{ echo '<<<<<<< main'; cat warmlint.lock; } >"$work/p" && cp "$work/p" warmlint.lock
run "$WARMLINT" prompts
same "a conflict: status" 2 "$status"
has "a conflict: said" "$work/err" 'warmlint.lock:1: a merge conflict'
run "$WARMLINT" lock --update
same "a conflict: an update makes it anew" 0 "$status"
run "$WARMLINT" --select 6xx .
same "after the conflict" 0 "$status"
# Two branches that touch different prompts merge.
git add -A && git commit -qm lock
git checkout -q -b left
sed 's/The branch/A branch/' prompts/support.yaml >"$work/p" && cp "$work/p" prompts/support.yaml
"$WARMLINT" lock --update >/dev/null && git commit -qam left
git checkout -q main
sed 's/The branch/Our branch/' prompts/later.yaml >"$work/p" && cp "$work/p" prompts/later.yaml
"$WARMLINT" lock --update >/dev/null && git commit -qam right
if git merge -q left -m both >/dev/null 2>&1; then pass "the locks of two branches merge"; else fail "the locks do not merge"; fi
run "$WARMLINT" lock
same "the merged lock is up to date" 0 "$status"
# An implicit cache reads on where text was added behind.
{ echo "You are a judge."; static_text; } >prompts/grows.txt
"$WARMLINT" lock --update --model gpt-5.1 >/dev/null
echo "One rule more." >>prompts/grows.txt
run "$WARMLINT" --select 6xx --model gpt-5.1 prompts/grows.txt
same "added at the end: warm" "" "$(cat "$work/out")"
sed 's/Rule 300:/Rule 300a:/' prompts/grows.txt >"$work/p" && cp "$work/p" prompts/grows.txt
run "$WARMLINT" --select 6xx --model gpt-5.1 prompts/grows.txt
has "changed inside: cold" "$work/out" 'WL602'

# --- history ---
git checkout -q -f main
git clean -qfd
git mv prompts/support.yaml prompts/desk.yaml
git commit -qm "Move it"
sed 's/Searches the handbook/Looks into the handbook/' prompts/desk.yaml >"$work/p" && cp "$work/p" prompts/desk.yaml
git commit -qam "$(printf 'A tool \033[31mred')"
sed 's/max_tokens: 500/max_tokens: 501/' prompts/desk.yaml >"$work/p" && cp "$work/p" prompts/desk.yaml
git commit -qam "No part of the prefix"
run "$WARMLINT" history prompts/desk.yaml
same "history: status" 0 "$status"
has "history: renames are followed" "$work/out" 'new +[0-9a-f]{8}  base$'
has "history: a cold start" "$work/out" '^  2[0-9-]+ ░{24} +[0-9,]+ cold +[0-9a-f]{8}  A tool'
has "history: the tool changed once" "$work/out" '^  search +[0-9]+  ■ 1$'
has "history: what changed nothing is counted" "$work/out" 'more did not\)'
if grep -q "$(printf '\033')" "$work/out"; then fail "history: a control byte"; else pass "history: no control byte"; fi
# What changes often stands first, and one breakpoint at the end holds everything.
for n in 1 2 3; do
    {
        printf 'name: news\nmodel: claude-sonnet-4-6\nmax_tokens: 500\nsystem:\n  - {type: text, text: "News %s."}\n' $n
        printf '  - {type: text, cache_control: {type: ephemeral}, text: "%s"}\n' "$(static_text | tr '\n' ' ')"
        printf 'messages:\n  - {role: user, content: "{{question}}"}\n'
    } >prompts/news.yaml
    git add prompts/news.yaml && git commit -qm "News $n"
done
run "$WARMLINT" history prompts/news.yaml
rules=$(sed -n 's/^  system\[1\] *\([0-9,]*\) .*/\1/p' "$work/out" | tr -d ,)
tr '\n' ' ' <"$work/out" | tr -s ' ' >"$work/line"
has "history: the better order" "$work/line" 'Ordered by rate of change \(system\[1\] and system\[0\]\) and with breakpoints behind system\[1\]'
same "history: what it would have kept" "$((2 * rules))" "$(sed 's/.* system\[0\], \([0-9,]*\) tokens more would.*/\1/' "$work/line" | tr -d ,)"
run "$WARMLINT" history nowhere.yaml
same "history of nothing" 2 "$status"

# --- a git that does not do as it should ---
cd "$repo"
git checkout -q -f main
git clean -qfd
sed 's/Looks into/Looks in/; s/max_tokens: 501/max_tokens: 502/' prompts/desk.yaml >"$work/p" && cp "$work/p" prompts/desk.yaml
real=$(command -v git)
mkdir "$work/bin" "$work/none"
cat >"$work/bin/git" <<END
#!/bin/sh
for word; do
    if [ "\$word" = "\$SPOILED" ]; then . "$work/how"; fi
done
exec "$real" "\$@"
END
chmod +x "$work/bin/git"
# spoiled SUBCOMMAND HOW SAID ARGUMENT…: with HOW in the place of that subcommand of git; what is said of it.
spoiled() {
    SPOILED=$1
    export SPOILED
    printf '%s\n' "$2" >"$work/how"
    what="git $1: $(printf %.60s "$2" | tr '\n' ' ')"
    said=$3
    shift 3
    run env PATH="$work/bin:$PATH" "$WARMLINT" "$@"
    same "$what: status" 2 "$status"
    has "$what: said" "$work/err" "$said"
}
answers() { printf 'read -r id; printf "%s"; exit 0' "$1"; }
run env PATH="$work/none" "$WARMLINT" diff
same "no git: status" 2 "$status"
has "no git: said" "$work/err" 'cannot run git'
spoiled rev-parse 'echo "fatal: sick" >&2; exit 128' 'git: sick$' diff
spoiled rev-parse 'echo "plainly sick" >&2; exit 1' 'git: plainly sick$' diff
spoiled rev-parse 'exit 1' 'git knows no revision .HEAD. here$' diff
spoiled rev-parse 'echo g123456789012345678901234567890123456789; exit 0' 'git knows no revision .HEAD. here$' diff
spoiled rev-parse 'echo 123456789; exit 0' 'git knows no revision .HEAD. here$' diff
spoiled rev-parse 'kill -9 $$' 'git knows no revision .main. here$' --changed-since main
spoiled --show-cdup 'exit 3' 'git failed' diff
spoiled --show-prefix 'echo "fatal: lost" >&2; exit 3' 'git: lost' diff
spoiled merge-base 'exit 1' 'no common ancestor here' diff --base main...left
spoiled merge-base 'echo none; exit 0' 'no common ancestor here' diff --base main...left
spoiled --raw 'echo "fatal: no diff" >&2; exit 128' 'git: no diff' diff
spoiled --raw 'echo "fatal: no diff" >&2; exit 128' 'git: no diff' --changed-since HEAD
spoiled --raw 'echo "fatal: no log" >&2; exit 128' 'git: no log' history prompts/desk.yaml
spoiled --show-cdup 'exit 3' 'git failed' history prompts/desk.yaml
spoiled ls-files 'exit 9' 'git failed' diff
spoiled cat-file 'exit 0' 'prompts/desk.yaml: git gave no content' diff
spoiled cat-file "$(answers '$id missing\n')" 'prompts/desk.yaml: git has no content of [0-9a-f]{40} \(a partial clone\?\)' diff
spoiled cat-file "$(answers '$id tree 5\n12345\n')" 'git has no content of' diff
spoiled cat-file "$(answers '$id blob \n')" 'git has no content of' diff
spoiled cat-file "$(answers '$id blob 5x\n12345\n')" 'git has no content of' diff
spoiled cat-file "$(answers '$id blob 99999999999999999999\n')" 'git has no content of' diff
spoiled cat-file "$(answers '$id blob 5')" 'git gave no content' diff
spoiled cat-file "$(answers '$id blob 5\n123')" 'git gave no content' diff
spoiled cat-file "$(answers '$id blob 5\n12345')" 'git gave no content' diff
spoiled cat-file "$(answers "$(head -c 300 /dev/zero | tr '\0' a)")" 'git gave no content' diff
sed 's/max_tokens: 502/max_tokens: 900000/' prompts/desk.yaml >"$work/p" && cp "$work/p" prompts/desk.yaml
spoiled cat-file 'exit 0' 'git gave no content' --changed-since HEAD --changed-prefixes --fail-on never
spoiled cat-file 'exit 0' 'git gave no content' --base HEAD --select 6xx .
spoiled cat-file 'exit 0' 'git gave no content' history prompts/desk.yaml

# --- revisions as git takes them ---
run "$WARMLINT" diff --base main.. --format json
same "from main to here: nothing" "0 0" "$status $(python3 -c 'import json,sys; print(len(json.load(open(sys.argv[1]))["prompts"]))' "$work/out")"
run "$WARMLINT" diff --base ..left
same "from here to another: status" 1 "$status"
run "$WARMLINT" diff --base left..nonsense
same "the other end unknown: status" 2 "$status"
has "the other end unknown: said" "$work/err" 'no revision .nonsense. here'
run "$WARMLINT" diff --base nonsense..
same "the first end unknown: status" 2 "$status"
run "$WARMLINT" diff --base ''
same "no revision: status" 2 "$status"
has "no revision: said" "$work/err" 'is no revision'
run "$WARMLINT" diff --staged --base main..left
same "staged against two: status" 2 "$status"
has "staged against two: said" "$work/err" '\-\-staged compares with one revision'
git checkout -q -f --orphan lonely
git commit -qm alone
run "$WARMLINT" diff --base main...lonely
same "no ancestor: status" 2 "$status"
has "no ancestor: said" "$work/err" 'no common ancestor'
run "$WARMLINT" --changed-since main
same "no ancestor: what differs is linted" 0 "$status"
git checkout -q -f main

# --- moved without git, several at once ---
page() { static_text | sed "s/Rule/$1/"; }
for name in Ann Bea Cid; do { echo "You are $name."; page $name; } >prompts/$name.md; done
printf 'You keep short notes.\n' >prompts/short.md
: >prompts/empty.md
git add -A && git commit -qm people
for name in Ann Bea Cid; do sed 's/You are/You were/' prompts/$name.md >prompts/new-$name.md && rm prompts/$name.md; done
page Dan >prompts/stranger.md
cp prompts/new-Bea.md prompts/copy-Bea.md
ln -s new-Ann.md prompts/zz.md
rm prompts/short.md prompts/empty.md
: >prompts/nothing.md
{ echo "You are Cid."; head -c 1100000 /dev/zero | tr '\0' 'c'; } >prompts/large.md
run "$WARMLINT" diff --model claude-sonnet-5 --format json
python3 -c '
import json, sys
for p in json.load(open(sys.argv[1]))["prompts"]:
    old, new = p.get("oldPath") or "-", p.get("newPath") or "-"
    print(old.replace("prompts/", ""), new.replace("prompts/", ""), p["verdict"])' "$work/out" | sort >"$work/moved"
same "each goes with the one that is most like it" "- large.md added
- new-Bea.md added
- stranger.md added
Ann.md new-Ann.md invalidated
Bea.md copy-Bea.md invalidated
Cid.md new-Cid.md invalidated
short.md - removed" "$(cat "$work/moved")"

cd "$root"
finish
