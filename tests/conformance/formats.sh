#!/bin/sh
# Every report format on the corpus and on generated hostile names and contents: all formats tell of
# the same findings, their schemas and readers accept them, and nothing of the input breaks out.
#   formats.sh        with what Debian has (node-ajv, libxml2-utils)
#   formats.sh NPM    also with the libraries of the services in the directory NPM (node_modules)
. tests/lib.sh
npm=${1-}
rounds=${ROUNDS:-6}
formats='full concise agent markdown jsonl sarif github gitlab rdjson rdjsonl checkstyle junit azure teamcity'
check() {
    NODE_PATH=${NODE_PATH:-/usr/share/nodejs} node "$root/tests/conformance/formats.js" "$@"
}
if ! have node || ! check --probe 2>/dev/null; then
    skip "formats: needs node and ajv (apt-get install node-ajv)"
    finish
fi
have xmllint || skip "checkstyle, junit: needs xmllint (apt-get install libxml2-utils)"

# reports NAME ARGUMENT…: one run that writes all formats, and the checks on them.
reports() {
    name=$1
    shift
    rm -rf "$work/reports"
    mkdir "$work/reports"
    for format in $formats; do set -- --output "$format:$work/reports/$format" "$@"; done
    run "$WARMLINT" check --format concise --today 2026-11-21 "$@"
    if [ "$status" -gt 2 ]; then
        fail "$name: exit status $status"
        quote "$work/err"
        return
    fi
    if check "$work/reports" ${npm:+"$npm"} >"$work/verdict" 2>&1; then
        pass "$name: $(cat "$work/verdict")"
    else
        fail "$name"
        quote "$work/verdict"
    fi
    if have xmllint; then
        run xmllint --noout "$work/reports/checkstyle" "$work/reports/junit"
        same "$name: well-formed XML" 0 "$status"
        [ "$status" = 0 ] || quote "$work/err"
    fi
    if [ -n "$npm" ]; then multitool "$name"; fi
}
# Microsoft's validator ends with 0 whatever it finds, so its lines are read. What it says of
# informationUri is true: there is no page about warmlint to point at.
multitool() {
    cp "$work/reports/sarif" "$work/report.sarif"
    run env DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 \
        "$npm/@microsoft/sarif-multitool-linux/Sarif.Multitool" validate "$work/report.sarif" --rule-kind 'Sarif;Ghas'
    has "$1: multitool read it" "$work/out" 'Analysis completed successfully'
    grep -E ': (error|warning) ' "$work/out" | grep -v ' SARIF2005: ' >"$work/complaints" || true
    same "$1: multitool has nothing to say" "" "$(head -n 5 "$work/complaints")"
}

cd "$root"
reports "the corpus" --strict --select ALL corpus
mkdir "$work/bare"
cd "$work/bare"
reports "nothing at all" .
reports "a file that is not there" nowhere.md
# A file that is read in parts: lines count in the whole of it.
awk 'BEGIN {
    for (i = 0; i < 400; i++) {
        printf "{\"model\": \"claude-sonnet-5\", \"max_tokens\": 9, \"system\": \"It is {{current_time}}. "
        for (k = 0; k < 40; k++) printf "Rule %d: answer question %d from the book, page %d. ", k, i, i * k
        printf "\", \"messages\": [{\"role\": \"user\", \"content\": \"é %d\"}]}\n", i
    }
}' >"$work/bare/large.jsonl"
reports "a large file of lines" large.jsonl
# One line of a megabyte: what is quoted of it stays small and is cut between characters.
awk 'BEGIN {
    printf "{\"model\": \"claude-sonnet-5\", \"max_tokens\": 9, \"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"system\": \""
    for (i = 0; i < 200; i++) {
        printf "It is {{current_time}} or {{ now() }}. "
        for (k = 0; k < 60; k++) printf "é 漢字 😀 rule %d of the book, page %d; ", k, i * k
    }
    printf "\"}\n"
}' >"$work/bare/line.json"
reports "a line of a megabyte" line.json
same "a line of a megabyte: quoted in part" "" "$(find "$work/reports" -name sarif -size +3000k)"
i=0
while [ $i -lt "$rounds" ]; do
    i=$((i + 1))
    rm -rf "$work/hostile"
    mkdir "$work/hostile"
    node "$root/tests/conformance/hostile.js" "$work/hostile" "$((i * 7919))"
    cd "$work/hostile"
    reports "hostile $i" --strict --select ALL .
done

# A run that cannot begin: SARIF says why, the others are not made.
mkdir "$work/misconfigured"
cd "$work/misconfigured"
printf '"fial-on\\n::error::": [x](y)\n' >.warmlint.yaml
for format in $formats; do set -- "$@" --output "$format:$work/misconfigured/$format"; done
run "$WARMLINT" check --format sarif "$@" .
same "a bad configuration: status" 2 "$status"
same "a bad configuration: one report" sarif "$(ls)"
cmp -s "$work/out" sarif && pass "a bad configuration: standard output" || fail "a bad configuration: standard output differs"
if check --sarif sarif ${npm:+"$npm"} >"$work/verdict" 2>&1; then
    pass "a bad configuration: the schema"
else
    fail "a bad configuration: the schema"
    quote "$work/verdict"
fi
if [ -n "$npm" ]; then
    mkdir -p "$work/reports" && cp sarif "$work/reports/sarif"
    multitool "a bad configuration"
fi
shift $#

# A report that is wrong must be refused, or the checks above say nothing.
cd "$work/hostile"
for format in $formats; do set -- "$@" --output "$format:$work/reports/$format"; done
run "$WARMLINT" check --format concise --strict --select ALL "$@" .
refuses() { # WHAT FORMAT SED-SCRIPT
    cp "$work/reports/$2" "$work/good"
    sed "$3" "$work/good" >"$work/reports/$2"
    if cmp -s "$work/good" "$work/reports/$2"; then
        fail "refuses $1: the edit changed nothing"
    elif check "$work/reports" >/dev/null 2>&1; then
        fail "refuses $1: it does not"
    else
        pass "refuses $1"
    fi
    cp "$work/good" "$work/reports/$2"
}
if [ -n "$npm" ]; then shift $#; fi
refuses "a level SARIF does not know" sarif 's/"level":"error"/"level":"fatal"/'
refuses "a path that begins with ./" sarif 's/"uri":"/"uri":".\//'
refuses "a fingerprint twice" gitlab 's/"fingerprint":"[0-9a-f]*"/"fingerprint":"0123456789abcdef"/'
refuses "a column too far" rdjson 's/"column":[0-9]*/"column":7777/'
refuses "a per-cent sign that is not escaped" github 's/%25/%/'
refuses "a finding too many" concise '1s/.*/&\
&/'
refuses "a control character" agent "1s/:/$(printf '\033'):/"
refuses "a log command" full '1s/^/##[error]/'
refuses "an entity too few" checkstyle 's/&apos;/\&nbsp;/'
refuses "a cell too many" markdown 's/ | WL/ | x | WL/'
refuses "a quotation mark that ends a value" teamcity "s/|'/'/"
refuses "a line end in a message" azure '1s/%0A/\
/'
finish
