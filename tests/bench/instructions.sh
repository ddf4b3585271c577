#!/bin/sh
# What fixed inputs cost in instructions, against what is recorded in instructions.tsv. One that costs
# over 10 % more fails: the commit that brings it gives the reason and rewrites the record. Counts of
# another compiler, processor or library cannot be compared.
#   tests/bench/instructions.sh BUILD-DIRECTORY      $CC, $CFLAGS: what it was built with; ACCEPT=1
. tests/lib.sh
build=$(cd "$1" && pwd)
generate=$build/tests/bench/generate
record=$root/tests/bench/instructions.tsv
tab=$(printf '\t')
if ! have valgrind; then
    skip "instructions: valgrind is not installed"
    exit 0
fi
# The C library copies by an instruction that valgrind counts once for every byte; not so here.
GLIBC_TUNABLES=glibc.cpu.x86_rep_movsb_threshold=1000000000:glibc.cpu.x86_rep_stosb_threshold=1000000000
export GLIBC_TUNABLES

compiler=$(${CC:-cc} --version | head -n 1)
libraries=$(uname -m && getconf GNU_LIBC_VERSION 2>/dev/null && pkg-config --modversion yaml-0.1 libpcre2-8)
conditions() {
    echo "compiler$tab$compiler ${CFLAGS-}"
    echo "system$tab$(echo "$libraries" | tr '\n' ' ')"
}

cd "$work"
make_inputs() {
    mkdir large small
    cp "$root/tests/bench/support.yaml" .
    for kind in handbook.yaml conversation.json guide.md; do "$generate" $kind 1000000 >"large/$kind"; done
    for kind in prompts.yaml messages.json; do "$generate" $kind 250000 >"large/$kind"; done
    "$generate" items.yaml 100000 >large/items.yaml # no prompt, but values to look at
    i=0
    while [ $i -lt 250 ]; do
        i=$((i + 1))
        for kind in handbook.yaml conversation.json guide.md prose.md; do
            "$generate" $kind $((2000 + i * 8)) >"small/$i-$kind"
        done
    done
}
count() { # LABEL PATH
    echo "$1$tab$(instructions "$WARMLINT" check --isolated --today 2026-01-01 --jobs 1 "$2")"
}
make_inputs
{
    count "one small prompt" support.yaml
    count "1,000 small files" small
    for kind in large/*; do count "1 file like ${kind#large/}" "$kind"; done
} >now

if [ -n "${ACCEPT-}" ]; then
    {
        echo "# Millions of instructions, written by make accept-instructions."
        echo "date$tab$(date -u +%Y-%m-%d)"
        conditions
        cat now
    } >"$record"
fi
conditions >here
if ! grep -Fxf here "$record" | cmp -s - here; then
    cat now
    skip "instructions: the record was made under other conditions and cannot be compared:"
    diff "$record" here | grep -E '^[<>] (compiler|system)' || true
    exit 0
fi
while IFS=$tab read -r label millions; do
    before=$(awk -F "$tab" -v label="$label" '$1 == label { print $2 }' "$record")
    ratio=$(echo "$millions ${before:-0}" | awk '{ printf "%.3f", $2 ? $1 / $2 : 9 }')
    printf '  %-28s %10.2f  recorded %10.2f  %s\n' "$label" "$millions" "${before:-0}" "$ratio"
    if [ "$(echo "$ratio" | awk '{ print ($1 > 1.1) }')" = 1 ]; then
        fail "$label: $ratio times the recorded count (make accept-instructions, and say why)"
    else
        pass "$label"
    fi
done <now
finish
