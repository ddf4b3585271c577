#!/bin/sh
# The texts of the corpus that fit.
#   seed_tokenizer.sh DIRECTORY
set -eu
find corpus -type f \( -name '*.md' -o -name '*.txt' \) -size -8 | while read -r file; do
    cp "$file" "$1/seed-$(echo "$file" | tr '/' '-')"
done
