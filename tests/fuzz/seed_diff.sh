#!/bin/sh
# Files of the corpus and the same with a line taken out, moved or changed, divided by a NUL, with
# the byte in front that tells fuzz_diff their kind.
#   seed_diff.sh DIRECTORY
set -eu
n=0
find corpus -type f ! -name '*.expect' -size -4 | sort | while read -r file; do
    case $file in
    *.yaml | *.yml) kind='\000' ;;
    *.json) kind='\001' ;;
    *.md | *.txt) kind='\002' ;;
    *.prompt) kind='\003' ;;
    *) continue ;;
    esac
    n=$((n + 1))
    {
        printf '%b' "$kind" && cat "$file" && printf '\000'
        case $((n % 3)) in
        0) sed '$d' "$file" ;;
        1) sed '3{h;d;};5G' "$file" ;;
        *) sed 's/the/The/' "$file" ;;
        esac
    } >"$1/seed$n"
done
