#!/bin/sh
# A test that cannot fail is no test: with any one rule ignored the examples of its page must fail.
# The other way round for what says that a file could not be linted: that cannot be switched off, or
# an exit status of 2 would come without a word.
#
#   tests/pages/every-rule.sh BINARY
set -u
here=$(cd "$(dirname "$0")" && pwd)
binary=$1
useless=0
for page in rules/*.md; do
    code=$(awk '/^code: /{print $2; exit}' "$page")
    case $code in
    WL001 | WL002 | WL003 | WL005)
        "$here/run.sh" --ignore "$code" "$binary" "$page" > /dev/null 2>&1 && continue
        echo "FAIL $page: $code can be switched off"
        ;;
    *)
        "$here/run.sh" --ignore "$code" "$binary" "$page" > /dev/null 2>&1 || continue
        echo "FAIL $page: its examples pass without $code"
        ;;
    esac
    useless=$((useless + 1))
done
[ $useless -eq 0 ] && echo "every-rule: each rule is needed by its page"
