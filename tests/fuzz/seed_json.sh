#!/bin/sh
# The JSON files of the corpus that fit.
#   seed_json.sh DIRECTORY
set -eu
find corpus -type f -name '*.json' -size -12 | while read -r file; do
    cp "$file" "$1/seed-$(echo "$file" | tr '/' '-')"
done
