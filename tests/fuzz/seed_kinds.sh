# Sourced by seed scripts: kind_of FILE puts into $kind, as an octal escape of printf, the place of a name of the
# same kind in tests/fuzz/names.h; false where there is none.
# shellcheck shell=sh
kind_of() {
    case $1 in
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
    *.toml) kind='\034' ;;
    *.properties) kind='\035' ;;
    *.vm) kind='\036' ;;
    *.blade.php) kind='\037' ;;
    *.httprr) kind='\040' ;;
    *.bru) kind='\041' ;;
    *) return 1 ;;
    esac
}
