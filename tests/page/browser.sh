#!/bin/sh
# The pages in a real browser: headless Chromium builds the tree that the parser of page.js sees and
# runs nothing; axe-core finds nothing to complain of at several widths, light and dark; html-validate
# neither.
#   browser.sh NPM    the directory with axe-core and html-validate (node_modules)
. tests/lib.sh
npm=$1
if ! have chromium; then
    skip "browser: Chromium is not installed (apt-get install chromium)"
    finish
fi
cd "$root"
"$WARMLINT" map --html --today 2026-11-21 corpus/prompt-file/prompts/support-triage.prompt.yaml \
    corpus/anthropic/tenancy-clock-before-marker.yaml corpus/anthropic/order-desk-tools.json \
    corpus/openai/tram-radio-implicit.yaml corpus/openai/chat-old-cap-name.json >"$work/map.html"
sed 's/catalogue below/catalogue (of {{current_time}}) below/' corpus/prompt-file/prompts/support-triage.prompt.yaml >"$work/new.yaml"
"$WARMLINT" diff --format html --fail-on never corpus/prompt-file/prompts/support-triage.prompt.yaml "$work/new.yaml" >"$work/diff.html"

mkdir "$work/hostile"
node tests/conformance/hostile.js "$work/hostile" 4711
(cd "$work/hostile" && "$WARMLINT" map --html . >"$work/hostile.html" 2>/dev/null) || true
count() { # elements but those that a parser adds by itself
    grep -o '<[a-z][a-z0-9]*' "$1" | grep -vE '<(html|head|body)$' | sort | uniq -c
}
for page in map diff hostile; do
    run chromium --headless --no-sandbox --disable-gpu "--user-data-dir=$work/profile" --dump-dom "file://$work/$page.html"
    count "$work/$page.html" >"$work/written"
    count "$work/out" >"$work/seen"
    same "$page: Chromium sees the elements that were written" "$(cat "$work/written")" "$(cat "$work/seen")"
done

# As the extension for VS Code shows it: a policy of its own, colours by the theme, a click leads to the line.
node tests/page/webview.js "$work/map.html" >"$work/webview.html"
run chromium --headless --no-sandbox --disable-gpu "--user-data-dir=$work/profile" --dump-dom "file://$work/webview.html"
has "in VS Code: the page's script runs, no other does, and a place in a finding leads there" "$work/out" '<title>\{"line":6,"column":13,"dark":true\}</title>'

if [ -e "$npm/axe-core/axe.min.js" ]; then
    for page in map diff; do
        for look in '1400 light' '1400 dark' '900 light' '500 dark'; do
            # shellcheck disable=SC2086 # width and colours
            run node tests/page/axe.js "$npm/axe-core/axe.min.js" "$work/$page.html" $look "$work"
            same "$page, $look: axe has nothing to say" "" "$(cat "$work/out")"
        done
    done
    sed 's/--dim: light-dark(#625d54/--dim: light-dark(#aaa/' "$work/map.html" >"$work/pale.html"
    run node tests/page/axe.js "$npm/axe-core/axe.min.js" "$work/pale.html" 1400 light "$work"
    has "axe refuses pale text" "$work/out" '^color-contrast'
    printf '{"extends": ["html-validate:recommended"], "root": true}\n' >"$work/.htmlvalidate.json"
    for page in map diff; do
        run "$npm/.bin/html-validate" --config "$work/.htmlvalidate.json" "$work/$page.html"
        same "$page: html-validate has nothing to say" "0 " "$status $(head -n 20 "$work/out")"
    done
    sed 's,<h4>,<h4><p>,' "$work/map.html" >"$work/bad.html"
    run "$npm/.bin/html-validate" --config "$work/.htmlvalidate.json" "$work/bad.html"
    same "html-validate refuses a paragraph in a heading" 1 "$status"
else
    skip "axe, html-validate: not there (make browser takes them from npm)"
fi
finish
