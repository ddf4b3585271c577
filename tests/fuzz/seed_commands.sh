#!/bin/sh
# Files of the corpus, each under another command line of fuzz_commands, with a second file, a
# configuration and something for the command to read.
#   seed_commands.sh DIRECTORY
set -eu
. tests/fuzz/seed_kinds.sh
count=30 # command lines
n=0
find corpus -type f ! -name '*.expect' -size -6 | sort | while read -r file; do
    kind_of "$file" || continue
    n=$((n + 1))
    {
        printf "\\$(printf %o $((n % count)))%b\\$(printf %o $((n % 8)))" "$kind"
        cat "$file" && printf '\000'
        sed 's/the/The/;$d' "$file" && printf '\000'
        if [ $((n % 5)) = 0 ]; then
            printf 'model: claude-sonnet-5\nstrict: true\nvolatility: {a: session}\n'
            printf 'patterns: [{code: X1, name: vowels, pattern: "[aeiou]+y", message: m}]\n'
        fi
        printf '\000'
        case $((n % count)) in
        2 | 25 | 26) printf 'lock: 1\nprompts:\n  - {path: a.json, total: 9, prefixes: []}\n' ;;
        3 | 9) printf '3fa9c1d2e4b50718 WL101 "prompts/a.yaml"\n' ;;
        27 | 28) printf '{"request": %s, "usage": {"input_tokens": 300}}\n' "$(tr -d '\n' <"$file")" ;;
        esac
    } >"$1/seed$n"
done
