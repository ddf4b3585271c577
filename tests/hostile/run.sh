#!/bin/sh
# Input that nobody wishes for. Whatever is linted: a clear message, with a place where there is one,
# exit status 2, the files beside it linted all the same, nothing of the input driving the terminal,
# and all of it within seconds.
. tests/lib.sh
export LC_ALL=C

limit=${LIMIT:-20} # seconds for one run, on a machine that is busy
cd "$work"
chmod 755 "$work"
{
    echo 'You are the support assistant of a shop. It is {{current_time}}.'
    static_text | head -n 30
} >good.md

# Control bytes but line ends (C0, DEL, C1 as UTF-8) and what turns the direction of text round.
quiet() { # WHAT: nothing of that is in the file `both`
    if tr -d '\n' <both | awk '/[\001-\037\177]|\302[\200-\237]|\342\200[\252-\256]|\342\201[\246-\251]/ { exit 1 }'; then
        pass "$1: output"
    else
        fail "$1: control bytes in the output"
        od -c both | head -n 10
    fi
}
lint() {
    status=0
    timeout "$limit" "$WARMLINT" check --isolated "$@" >out 2>err </dev/null || status=$?
}

# refused WHAT REGEX PATH...: status 2, the message in every format, and good.md linted beside it
refused() {
    what=$1
    regex=$2
    shift 2
    lint --format concise "$@" good.md
    same "$what: status" 2 "$status"
    cat out err >both
    has "$what: message" both "$regex"
    has "$what: the other file" both '^good\.md:1:48: .*\[WL101 '
    quiet "$what"
    lint --format full "$@" good.md
    same "$what: status of full" 2 "$status"
    cat out err >both
    has "$what: the other file in full" both 'good\.md:1:48'
    quiet "$what, full"
    lint --format json "$@" good.md
    same "$what: status of json" 2 "$status"
    cat out >>reports
    cp out both
    quiet "$what, json"
}
# survived WHAT STATUS PATH...: ends in time, with that status (or one of several: "0 1")
survived() {
    what=$1
    wanted=$2
    shift 2
    lint --format concise "$@"
    case " $wanted " in *" $status "*) pass "$what" ;; *)
        fail "$what: status $status, not $wanted"
        quote out 5
        quote err 5
        ;;
    esac
    cat out err >both
    quiet "$what"
}
# configured WHAT STATUS: the same for the directory `tree` with its configuration
configured() {
    status=0
    timeout "$limit" "$WARMLINT" check --format concise tree/prompts >out 2>err </dev/null || status=$?
    case " $2 " in *" $status "*) pass "$1" ;; *) fail "$1: status $status, not $2" ;; esac
    cat out err >both
    quiet "$1"
}
# repeat N TEXT
repeat() {
    awk -v n="$1" -v text="$2" 'BEGIN { while (n-- > 0) printf "%s", text }'
}

echo "bytes that are no text"
printf 'You are an assistant.\nCaf\351 is open at {{current_time}}.\n' >latin1.md
refused "invalid UTF-8" '^latin1\.md:2:4: error: .*\[WL002 not-utf8\]$' latin1.md
printf 'You are an assistant.\nLong \355\240\200 surrogate\n' >surrogate.md
refused "a surrogate in UTF-8" '^surrogate\.md:2:6: error: .*\[WL002 ' surrogate.md
printf 'You are\000an assistant.\n' >nul.md
refused "a NUL byte" '^nul\.md:1:8: error: .*\[WL002 ' nul.md
printf '\377\376Y\000o\000u\000 \000a\000r\000e\000\n\000' >utf16le.md
refused "UTF-16, little endian" '^utf16le\.md:1:1: error: .*UTF-16.*\[WL002 ' utf16le.md
printf '\376\377\000Y\000o\000u\000\n' >utf16be.yaml
refused "UTF-16, big endian" '^utf16be\.yaml:1:1: error: .*UTF-16.*\[WL002 ' utf16be.yaml
printf 'system_prompt: "caf\351"\n' >latin1.yaml
refused "invalid UTF-8 in YAML" '^latin1\.yaml:1:20: error: .*\[WL002 ' latin1.yaml
printf '{"model": "claude-sonnet-5", "system": "caf\351"}' >latin1.json
refused "invalid UTF-8 in JSON" '^latin1\.json:1:44: error: .*\[WL002 ' latin1.json
head -c 300000 /dev/urandom >random.md
printf 'PNG\377' >>random.md
refused "random bytes" '^random\.md:[0-9]+:[0-9]+: error: .*\[WL002 ' random.md

echo "documents that do not parse"
printf '{"model": "claude-sonnet-5",\n "messages": [}\n' >broken.json
refused "broken JSON" '^broken\.json:2:15: error: .*\[WL003 syntax-error\]$' broken.json
printf '{"model": "claude-sonnet-5", "system": "You are' >cut.json
refused "JSON that ends too early" '^cut\.json:1:[0-9]+: error: .*\[WL003 ' cut.json
printf 'system_prompt: |\n  You are\nmodel: [a\nmax_tokens: 3\n' >broken.yaml
refused "broken YAML" '^broken\.yaml:[0-9]+:[0-9]+: error: .*\[WL003 ' broken.yaml
printf 'system_prompt: *nothing\n' >alias.yaml
refused "an alias of nothing" '^alias\.yaml:1:16: error: .*\[WL003 ' alias.yaml
printf 'system_prompt: "a\033[31m\033]0;title\007b"\n\tx: 1\n' >escape.yaml
refused "escape sequences in YAML" '^escape\.yaml:[0-9]+:[0-9]+: error: ' escape.yaml

echo "depth and size"
for open in '[' '{"a":' '[{"a":'; do
    repeat 100000 "$open" >deep.json
    refused "100,000 times $open in JSON" '^deep\.json:1:[0-9]+: error: .*\[WL005 limit-exceeded\]$' deep.json
    cp deep.json deep.yaml
    refused "100,000 times $open in YAML" '^deep\.yaml:1:[0-9]+: error: .*\[WL005 limit-exceeded\]$' deep.yaml
done
repeat 100000 '{a: ' >deep.yaml
refused "100,000 nested flow maps" '^deep\.yaml:1:[0-9]+: error: .*\[WL005 ' deep.yaml
repeat 100000 '- ' >deep.yaml
refused "100,000 nested block lists" '^deep\.yaml:1:[0-9]+: error: .*\[WL005 ' deep.yaml
repeat 100000 '? ' >deep.yaml
refused "100,000 nested keys" '^deep\.yaml:1:[0-9]+: error: .*\[WL005 ' deep.yaml
awk 'BEGIN { for (i = 0; i < 1500; i++) printf "%*sa:\n", i, "" }' >deep.yaml
refused "1,500 nested block maps" '^deep\.yaml:[0-9]+:[0-9]+: error: .*\[WL005 ' deep.yaml
{
    repeat 100000 '['
    repeat 100000 ']'
} >deep.json
refused "100,000 nested brackets that are closed" '^deep\.json:1:[0-9]+: error: .*\[WL005 ' deep.json
{
    printf -- '---\nx: '
    repeat 100000 '['
    printf '\n---\nYou are an assistant.\n'
} >deep.md
survived "100,000 brackets in front matter" "0 1 2" deep.md
{
    echo 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]'
    for i in 1 2 3 4 5 6 7 8 9; do
        p=$((i - 1))
        echo "a$i: &a$i [*a$p, *a$p, *a$p, *a$p, *a$p, *a$p, *a$p, *a$p, *a$p, *a$p]"
    done
    echo 'system_prompt: You are an assistant.'
    echo 'all: *a9'
} >laughs.yaml
survived "ten to the ten aliases" "0 1 2" laughs.yaml
awk 'BEGIN {
    printf "x: &b \047[1"
    for (i = 0; i < 100000; i++) printf ",1"
    print "]\047"
    print "interactions:"
    for (i = 0; i < 3000; i++) print "- request: {body: *b}"
}' >recorded.yaml
refused "one recorded body 3,000 times" '^recorded\.yaml:1:[0-9]+: error: .*\[WL005 ' recorded.yaml
printf 'a: &a\n  b: *a\nsystem_prompt: &s [*s]\n' >ring.yaml
survived "aliases in a ring" "0 1 2" ring.yaml
cat >ring.json <<'JSON'
{"nodes": [
  {"name": "A", "type": "@n8n/n8n-nodes-langchain.agentTool", "parameters": {"text": "={{ $json.topic }}"}},
  {"name": "B", "type": "@n8n/n8n-nodes-langchain.agentTool", "parameters": {"text": "={{ $json.topic }}"}}],
 "connections": {"A": {"ai_tool": [[{"node": "B"}]]}, "B": {"ai_tool": [[{"node": "A"}]]}}}
JSON
survived "agents that are tools of each other" "0 1" ring.json
dd if=/dev/zero of=sparse.md bs=1 count=0 seek=209715200 2>err
for name in sparse.md sparse.yaml sparse.json; do
    [ -e "$name" ] || ln sparse.md "$name"
    refused "$name of 200 MB" "^${name%.*}\\.${name#*.}:1:1: error: .*\\[WL005 limit-exceeded\\]\$" "$name"
done
rm sparse.*

{
    repeat 200001 '{{a}} '
    repeat 2500000 'say it so '
} >many.md
refused "200,001 placeholders" '^many\.md:1:1: error: more than 200000 placeholders .*\[WL005 ' many.md
{
    printf '[0'
    repeat 20001 ',{"model":"gpt-6-sol","max_completion_tokens":9,"messages":[{"role":"user","content":"'"$(repeat 1000 x)"'"}]}'
    printf ']'
} >many.json
refused "20,001 requests in one document" '^many\.json:1:[0-9]+: error: more than 20000 prompts.*\[WL005 ' many.json
request='{"model":"gpt-6-sol","max_completion_tokens":9,"messages":[{"role":"user","content":"'
{
    printf '%s' "$request"
    repeat 900000 xxxxxxxxxx
    printf '"}]}\n%sx"}]}\n' "$request"
} >long.jsonl
refused "a line of 9 MB in JSON Lines" '^long\.jsonl:1:1: error: a line longer than .*\[WL005 ' long.jsonl
rm many.md many.json long.jsonl
dense='so dense that linting takes more than [0-9]* MB of memory, the limit for a file of this size \[WL005'
{
    printf '{"system_prompt": "You are.", "x": [0'
    repeat 1000000 ',[]'
    printf ']}'
} >dense.json
refused "1,000,000 lists" "^dense\.json:1:[0-9]+: error: values $dense" dense.json
{
    echo 'system_prompt: You are.'
    echo 'x:'
    repeat 1000000 "- a
"
} >dense.yaml
refused "1,000,000 items" "^dense\.yaml:[0-9]+:3: error: values $dense" dense.yaml
{
    echo '---'
    awk 'BEGIN { while (n++ < 400000) print "k" n ": v" }'
    echo '---'
    echo 'You are an assistant.'
} >dense.md
refused "400,000 keys in front matter" "^dense\.md:[0-9]+:[0-9]+: error: values $dense" dense.md
repeat 150000 'Say {{a}} ' >dense.md
refused "150,000 placeholders in 1.5 MB" "^dense\.md:1:1: error: placeholders $dense" dense.md
{
    printf '{"model":"gpt-6-sol","messages":[{}'
    repeat 100000 ',{"role":"user","content":"x"}'
    printf ']}'
} >dense.json
refused "100,000 messages" "^dense\.json:1:[0-9]+: error: (blocks|values) $dense" dense.json
{
    printf '{"model":"gpt-6-sol","messages":[{"role":"user","content":["x"'
    repeat 60000 ',"x"'
    printf ']}]}'
} >dense.json
refused "60,000 parts of a message" "^dense\.json:1:[0-9]+: error: blocks $dense" dense.json
{
    printf '{"model":"gpt-6-sol","messages":[{"role":"user","content":"'
    repeat 2000000 'a\\n'
    printf '"}]}'
} >dense.json
refused "2,000,000 escapes in a string" "^dense\.json:1:59: error: escapes $dense" dense.json
{
    echo 'You are an assistant.'
    awk 'BEGIN { for (i = 0; i < 30000; i++) print "{{zot" i "}}" }'
} >dense.md
refused "30,000 findings" "^dense\.md:[0-9]+:1: error: findings $dense" --strict dense.md
repeat 5000000 'a
' >dense.md
refused "5,000,000 lines of a letter" "^dense\.md:1:1: error: words $dense" dense.md
rm dense.*
echo "templates"
# shellcheck disable=SC2016 # meant as they stand
for open in '{{' '{%' '{#' '{{#if x}}' '{% if x %}' '{% raw %}' '<<' '[[' '${' '{' '!`' '{{"' '```\n' '<!--' '{{!--' '---\n'; do
    {
        echo 'You are an assistant.'
        repeat 100000 "$(printf '%b' "$open.")" | tr '.' '\n'
    } >open.md
    survived "100,000 times $open" "0 1 2" open.md
done
repeat 1000000 'x' >line.md
repeat 100000 '{{now}} ' >>line.md
survived "one long line" "0 1 2" line.md
printf 'You are {{ a\033]0;title\007b | \302\233 \342\200\256 now }} and {{current_time\033[2J}}\n' >control.md
survived "control bytes in placeholders" "0 1 2" control.md
lint --format full control.md
cat out err >both
quiet "control bytes in excerpts"
for command in map tokens; do
    status=0
    timeout "$limit" "$WARMLINT" "$command" --isolated control.md good.md >out 2>err || status=$?
    cat out err >both
    quiet "control bytes in $command"
    same "$command of control bytes" 0 "$status"
done

echo "files that are no files"
mkfifo fifo.md
refused "a FIFO" '^fifo\.md:1:1: error: .*\[WL001 unreadable-file\]$' fifo.md
ln -s loop-b.md loop-a.md
ln -s loop-a.md loop-b.md
refused "a loop of symbolic links" '^loop-a\.md:1:1: error: .*\[WL001 ' loop-a.md
ln -s nowhere.md dangling.md
refused "a symbolic link to nothing" '^dangling\.md:1:1: error: .*\[WL001 ' dangling.md
refused "/dev/null" '^/dev/null:1:1: error: .*\[WL001 ' /dev/null
refused "/dev/zero" '^/dev/zero:1:1: error: .*\[WL001 ' /dev/zero
newline=$(printf 'a\nb\033[31mc\302\233d.md')
cp latin1.md "$newline"
refused "a path with a line end, ESC and CSI" '^a\\u\{?0?a\}?b\\u\{1b\}\[31mc\\u\{9b\}d\.md:2:4: error: .*\[WL002 ' "$newline"
printf 'You are \351\n' >"$(printf 'caf\351.md')"
refused "a path that is not UTF-8" '^caf\\x\{e9\}\.md:1:9: error: .*\[WL002 ' "$(printf 'caf\351.md')"

echo "directories"
mkdir -p tree/prompts/deep
cp good.md tree/prompts/
cp good.md tree/prompts/deep/other.md
ln -s .. tree/prompts/deep/up
ln -s ../.. tree/prompts/deep/upper
ln -s self tree/prompts/self
mkfifo tree/prompts/fifo.md
cp "$newline" tree/prompts/
lint --format concise tree
cat out err >both
same "a tree with loops: each file once" 2 "$(grep -c 'WL101' both)"
quiet "a tree"
rm tree/prompts/fifo.md "tree/prompts/$newline"
mkfifo tree/.gitignore tree/prompts/.warmlint.yaml tree/.git
configured "FIFOs for .gitignore, .git and .warmlint.yaml" "0 1 2"
rm -r tree/.gitignore tree/prompts/.warmlint.yaml tree/.git
mkdir tree/.gitignore tree/.warmlint.yaml
configured "directories for .gitignore and .warmlint.yaml" "0 1 2"
rmdir tree/.gitignore tree/.warmlint.yaml
repeat 100000 '[' >tree/.warmlint.yaml
configured "100,000 brackets for .warmlint.yaml are an error" 2
head -c 2000000 /dev/zero >tree/.warmlint.yaml
configured "2 MB of zeros for .warmlint.yaml are an error" 2
printf 'model: "caf\351"\n' >tree/.warmlint.yaml
configured "invalid UTF-8 in .warmlint.yaml is an error" 2
printf '"\\e]0;title\\a": 1\n' >tree/.warmlint.yaml
configured "control bytes in .warmlint.yaml" 2
rm tree/.warmlint.yaml
ln -s .warmlint.yaml tree/.warmlint.yaml
configured "a symbolic link to itself for .warmlint.yaml" "0 1 2"
rm tree/.warmlint.yaml
deep=tree/prompts
i=0
while [ $i -lt 200 ]; do
    deep=$deep/d
    i=$((i + 1))
done
mkdir -p "$deep"
cp good.md "$deep/"
lint --format concise tree
case $status in 0 | 1 | 2) pass "200 directories deep" ;; *) fail "200 directories deep: status $status" ;; esac
has "200 directories deep: the others" out '^tree/prompts/good\.md:1:48: '

echo "rights"
cp good.md secret.md
chmod 000 secret.md
mkdir -p closed/prompts
cp good.md closed/prompts/
chmod 000 closed/prompts
chmod a+r good.md
if [ "$(id -u)" != 0 ]; then
    refused "a file without rights" '^secret\.md:1:1: error: .*\[WL001 ' secret.md
    refused "a directory without rights" '^closed/prompts.*: ' closed
elif have setpriv; then
    cp "$WARMLINT" warmlint
    chmod 755 warmlint
    chmod 777 .
    for path in secret.md closed closed/prompts; do
        status=0
        timeout "$limit" setpriv --reuid=65534 --regid=65534 --clear-groups \
            ./warmlint check --isolated --format concise $path good.md >out 2>err || status=$?
        cat out err >both
        same "$path without rights: status" 2 "$status"
        has "$path without rights: message" both '^(secret\.md:1:1: error: .*\[WL001 |(warmlint: )?closed/prompts.*[Pp]ermission denied)'
        has "$path without rights: the other file" both '^good\.md:1:48: .*WL101'
    done
else
    skip "files without rights: root reads everything, and there is no setpriv"
fi
chmod 755 closed/prompts

if [ -x warmlint ]; then
    mkdir -p tree/prompts
    echo 'model: claude-sonnet-5' >tree/.warmlint.yaml
    chmod 000 tree/.warmlint.yaml
    status=0
    timeout "$limit" setpriv --reuid=65534 --regid=65534 --clear-groups \
        ./warmlint check --format concise tree >out 2>err || status=$?
    same "a configuration without rights is an error" 2 "$status"
    has "a configuration without rights: message" err '\.warmlint\.yaml: .*[Pp]ermission denied'
    rm -f tree/.warmlint.yaml
fi

echo "standard input and output"
status=0
timeout "$limit" "$WARMLINT" check - </dev/zero >out 2>err || status=$?
same "endless input" 2 "$status"
status=0
timeout "$limit" "$WARMLINT" check --stdin-filename x.md - <latin1.md >out 2>err || status=$?
same "input that is no text" 2 "$status"
status=0
timeout "$limit" "$WARMLINT" check - <&- >out 2>err || status=$?
same "closed input" 2 "$status"
status=0
timeout "$limit" "$WARMLINT" check - <. >out 2>err || status=$?
same "a directory as input" 2 "$status"
if [ -e /dev/full ]; then
    status=0
    timeout "$limit" "$WARMLINT" check good.md >/dev/full 2>err || status=$?
    same "a full disk" 2 "$status"
    has "a full disk: message" err '[Nn]o space'
fi
status=0
timeout "$limit" "$WARMLINT" check good.md >&- 2>err || status=$?
same "closed output" 2 "$status"

# Rights that a run gives up before it reads files (lint/base/confine.h); what it cannot do then is
# tried in tests/unit/test_confine.c. It waits for a reader of its report while we look at it.
measured=no
if grep -q -e __asan_init -e __gcov_init "$WARMLINT"; then measured=yes; fi
if grep -q '^Seccomp:' /proc/self/status 2>/dev/null && [ "$measured" = no ]; then
    echo "rights"
    mkfifo report
    "$WARMLINT" check --output json:report good.md >out 2>err &
    pid=$!
    tries=0
    while [ $tries -lt 100 ] && ! grep -q '^Seccomp:.*2' "/proc/$pid/status" 2>/dev/null; do
        tries=$((tries + 1))
        sleep 0.02
    done
    same "system calls are filtered while files are read" 2 "$(sed -n 's/^Seccomp:[[:space:]]*//p' "/proc/$pid/status")"
    cat report >reported
    status=0
    wait "$pid" || status=$?
    same "and the report is written all the same" '{"version":1' "$(head -c 12 reported)"
fi

if have node; then
    # One object for each run, each beginning with its version.
    run node -e '
        const objects = require("fs").readFileSync("reports", "utf8").split(/^(?=\{"version":)/m);
        for (const o of objects) JSON.parse(o);
        console.log(objects.length > 20 ? "read" : objects.length);'
    same "every JSON report is JSON" read "$(cat out)"
fi
cd "$root"
finish
