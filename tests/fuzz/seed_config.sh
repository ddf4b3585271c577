#!/bin/sh
# Configurations, globs and files with suppressions, with the byte in front that tells fuzz_config
# which of them it is.
#   seed_config.sh DIRECTORY
set -eu
n=0
# The examples of the reference: everything that a configuration can say.
awk -v to="$1/seed-reference" '
    /^```yaml/ { on = 1; n++; printf "\006" >(to n); next }
    /^```/ { on = 0 }
    on { print >(to n) }' lint/config/README.md
find corpus tests/cli -name '.warmlint.yaml' | while read -r file; do
    n=$((n + 1))
    { printf '\006' && cat "$file"; } >"$1/seed$n"
done
for glob in 'a/**/b.md' '!*.{md,txt}' '/[a-c]*/x?' '\*[!a]**'; do
    n=$((n + 1))
    printf '\001%s\na/x/y/b.md' "$glob" >"$1/seed-glob$n"
done
grep -rl 'warmlint: ignore' corpus | grep -v '\.expect$' | while read -r file; do
    n=$((n + 1))
    case $file in
    *.yaml) kind='\002' ;;
    *.jsonc) kind='\004' ;;
    */CLAUDE.md | */AGENTS.md) kind='\005' ;;
    *) kind='\003' ;;
    esac
    { printf '%b' "$kind" && cat "$file"; } >"$1/seed-comment$n"
done
