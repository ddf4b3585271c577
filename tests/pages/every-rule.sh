#!/bin/sh
# A test that cannot fail is no test: with any one rule ignored the examples of its page must fail.
#
#   tests/pages/every-rule.sh BINARY
set -u
here=$(cd "$(dirname "$0")" && pwd)
binary=$1
useless=0
for page in rules/*.md; do
    code=$(awk '/^code: /{print $2; exit}' "$page")
    if "$here/run.sh" --ignore "$code" "$binary" "$page" > /dev/null 2>&1; then
        echo "FAIL $page: its examples pass without $code"
        useless=$((useless + 1))
    fi
done
[ $useless -eq 0 ] && echo "every-rule: each rule is needed by its page"
