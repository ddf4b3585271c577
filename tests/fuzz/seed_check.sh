#!/bin/sh
# Files of the corpus that fit, with the two bytes in front that fuzz_check takes: the first tells
# the name (its list `paths`), the second the options.
#   seed_check.sh DIRECTORY
set -eu
n=0
find corpus -type f ! -name '*.expect' -size -12 | sort | while read -r file; do
    case $file in
    *.prompt.yaml) kind='\010' ;;
    */promptfooconfig.yaml) kind='\012' ;;
    *cassette*.yaml) kind='\013' ;;
    *litellm*.yaml) kind='\025' ;;
    *.yaml | *.yml) kind='\000' ;;
    *.har) kind='\014' ;;
    *.jsonl | *.ndjson) kind='\005' ;;
    *.jsonc) kind='\016' ;;
    *.json) kind='\001' ;;
    */skprompt.txt) kind='\017' ;;
    */CLAUDE.md | */AGENTS.md | */SKILL.md) kind='\011' ;;
    *.md) kind='\002' ;;
    *.txt | *.tmpl) kind='\003' ;;
    *.j2 | *.jinja*) kind='\004' ;;
    *.prompty) kind='\007' ;;
    *.prompt) kind='\006' ;;
    *.http | *.rest) kind='\015' ;;
    *.hbs | *.mustache) kind='\020' ;;
    *.liquid) kind='\021' ;;
    *.baml) kind='\022' ;;
    *.poml) kind='\023' ;;
    *.promptl) kind='\024' ;;
    *.xml) kind='\027' ;;
    *) continue ;;
    esac
    n=$((n + 1))
    # Every option by itself, and all together.
    flags=$(printf '%o' $((n % 9 == 8 ? 255 : 1 << n % 9)))
    { printf "%b\\0$flags" "$kind" && cat "$file"; } >"$1/seed$n"
done
