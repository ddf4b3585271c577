#!/bin/sh
# The pages (map --html, diff --format html): structure, escaping and links, by a real HTML parser
# (Debian: node-parse5), on the corpus and on hostile names and contents.
. tests/lib.sh
parse() {
    NODE_PATH=${NODE_PATH:-/usr/share/nodejs} node "$root/tests/page/page.js" "$@"
}
if ! have node || ! parse --probe 2>/dev/null; then
    skip "page: needs node and parse5 (apt-get install node-parse5)"
    finish
fi

# page NAME ARGUMENT…: a run that writes a page to $work/page.html, and the checks on it.
page() {
    name=$1
    shift
    run "$WARMLINT" "$@"
    mv "$work/out" "$work/page.html"
    if [ "$status" -gt 2 ]; then
        fail "$name: exit status $status"
        quote "$work/err"
    elif parse "$work/page.html" "$work/findings" >"$work/verdict" 2>&1; then
        pass "$name: $(cat "$work/verdict")"
    else
        fail "$name"
        quote "$work/verdict"
    fi
}
findings() {
    "$WARMLINT" check --format jsonl --ignore 6xx --today 2026-11-21 "$@" >"$work/findings" 2>/dev/null || true
}

cd "$root"
findings --ignore diverging-family corpus # which compares files
page "map of the corpus" map --html --today 2026-11-21 corpus
rm "$work/findings"
page "diff of two files" diff --format html corpus/anthropic/tenancy-clock-before-marker.yaml \
    corpus/prompt-file/prompts/support-triage.prompt.yaml
page "diff of a file with itself" diff --format html corpus/anthropic/order-desk-tools.json corpus/anthropic/order-desk-tools.json

# What the page shows is what is sent, folded lines included.
mkdir -p "$work/prompts"
awk 'BEGIN { for (i = 1; i <= 120; i++) print "Rule " i ": <b>é 漢 😀</b> & \"x\" {{user_name}} " (i == 60 ? "\342\200\256{{current_time}}" : "") }' >"$work/prompts/long.md"
run "$WARMLINT" map --html "$work/prompts/long.md"
SHOW_TEXT=1 parse "$work/out" >"$work/shown" || true
if cmp -s "$work/shown" "$work/prompts/long.md"; then
    pass "the text of the page is the text of the file"
else
    fail "the text of the page is the text of the file"
    diff "$work/prompts/long.md" "$work/shown" >"$work/verdict" || true
    quote "$work/verdict"
fi

i=0
while [ $i -lt "${ROUNDS:-3}" ]; do
    i=$((i + 1))
    rm -rf "$work/hostile"
    mkdir "$work/hostile"
    node "$root/tests/conformance/hostile.js" "$work/hostile" "$((i * 7919))"
    cd "$work/hostile"
    findings .
    page "hostile $i: map" map --html --today 2026-11-21 .
    rm "$work/findings"
    set -- ./*
    while [ $# -gt 6 ]; do
        page "hostile $i: diff" diff --format html "$1" "$2"
        shift 6
    done
done

# A page that is wrong must be refused, or the checks above say nothing.
cd "$root"
"$WARMLINT" map --html corpus/anthropic/tenancy-clock-before-marker.yaml >"$work/good.html"
refuses() {
    sed "$2" "$work/good.html" >"$work/bad.html"
    if cmp -s "$work/good.html" "$work/bad.html"; then
        fail "refuses $1: the edit changed nothing"
    elif parse "$work/bad.html" >/dev/null 2>&1; then
        fail "refuses $1: it does not"
    else
        pass "refuses $1"
    fi
}
refuses "an element of the input" 's/landlord/<img src=x>/'
refuses "an attribute of the input" 's/<h1>/<h1 onclick="x">/'
refuses "an end tag too few" 's,</article>,,'
refuses "a link to nowhere" 's/id="p1-m1"/id="p1-m7"/'
refuses "an address" 's/href="#p1-b1"/href="x:y"/'
refuses "a writing direction" "s/landlord/$(printf '\342\200\256')/"
finish
