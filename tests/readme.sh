#!/bin/sh
# The generated parts of README.md: the table of rules.
#   tests/readme.sh TABLE           fails when the README shows another table
#   tests/readme.sh --write TABLE   puts it in
set -eu
write=
if [ "$1" = --write ]; then write=1 && shift; fi
new=$(mktemp)
trap 'rm -f "$new"' EXIT
awk -v table="$1" '
    /^<!-- rules -->$/ { print; print ""; while ((getline line < table) > 0) print line; print ""; skip = 1; next }
    /^<!-- \/rules -->$/ { skip = 0 }
    !skip' README.md >"$new"
if [ -n "$write" ]; then
    cat "$new" >README.md
elif ! cmp -s "$new" README.md; then
    diff README.md "$new" || true
    echo "README.md: the table of rules is not the generated one (make readme)"
    exit 1
fi
