#!/bin/sh
# Templates of the corpus that fit, each with the byte of options and engine that fuzz_template
# takes in front.
#   seed_template.sh DIRECTORY
set -eu
n=0
find corpus -type f ! -name '*.expect' ! -name '*.json*' -size -8 | sort | while read -r file; do
    grep -q '[{$<[][{%$<[]' "$file" || continue
    n=$((n + 1))
    { printf "\\$(printf %o $((n % 256)))" && cat "$file"; } >"$1/seed$n"
done
