#!/bin/sh
# Files of the corpus that fit, with the two bytes in front that fuzz_check takes: name and options.
#   seed_check.sh DIRECTORY
set -eu
. tests/fuzz/seed_kinds.sh
n=0
find corpus -type f ! -name '*.expect' -size -12 | sort | while read -r file; do
    kind_of "$file" || continue
    n=$((n + 1))
    # Every option by itself, and all together.
    flags=$(printf '%o' $((n % 9 == 8 ? 255 : 1 << n % 9)))
    { printf "%b\\0$flags" "$kind" && cat "$file"; } >"$1/seed$n"
done
