#!/bin/sh
# Files of the corpus that fit, with the byte in front that tells fuzz_fix their kind.
#   seed_fix.sh DIRECTORY
set -eu
find corpus -type f ! -name '*.expect' -size -4k | while read -r file; do
    case $file in
    *.yaml | *.yml) kind=0 ;;
    *.json) kind=1 ;;
    *.jsonc) kind=2 ;;
    *.md | *.txt) kind=3 ;;
    *.prompt) kind=4 ;;
    *.jsonl) kind=5 ;;
    *.j2 | *.jinja) kind=6 ;;
    *.prompty) kind=7 ;;
    *) continue ;;
    esac
    { printf "\\00$kind" && cat "$file"; } >"$1/seed-$(echo "$file" | tr '/' '-')"
done
