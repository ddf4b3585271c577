#!/bin/sh
# What only a terminal gets to see: the progress of long files. The terminal is util-linux' `script`.
. tests/lib.sh

if ! have script; then
    skip "progress on a terminal: \`script\` is not installed"
    finish
fi

cd "$work"
awk 'BEGIN {
    for (i = 0; i < 6000; i++)
        printf "{\"custom_id\":\"r-%d\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"model\":\"gpt-5.4-mini\"," \
               "\"max_completion_tokens\":50,\"messages\":[{\"role\":\"system\",\"content\":\"You name the tides.\"}," \
               "{\"role\":\"user\",\"content\":\"Question %d\"}]}}\n", i, i
}' >batch.jsonl
echo 'You are a clerk.' >system.txt

# on_terminal COMMAND: what the terminal showed goes to `shown`, a line for each time it was written anew.
on_terminal() {
    status=0
    script -qec "$1" typescript </dev/null >/dev/null 2>&1 || status=$?
    tr '\r' '\n' <typescript | sed -e '/^Script /d' -e 's/.\[[0-9;]*[A-Za-z]//g' >shown
}

on_terminal "'$WARMLINT' check --isolated batch.jsonl >report"
same "the run goes well" 0 "$status"
has "progress names the file and its share" shown '^batch\.jsonl: [0-9]+ %'
same "it goes from beginning to end" "rising" \
    "$(sed -n 's/^batch\.jsonl: \([0-9]*\) %.*/\1/p' shown | awk '
        NR > 1 && $1 + 0 <= last { print "from " last " to " $1; bad = 1; exit }
        { last = $1 + 0 }
        END { if (!bad) print (NR >= 3 && last >= 80 ? "rising" : NR " steps up to " last) }')"
same "and is wiped away at the end" "" "$(tail -n 1 shown | tr -d ' \n')"
same "none of it gets into the report" "" "$(grep -c '%$' report | sed 's/^0$//')"

on_terminal "'$WARMLINT' check --isolated system.txt >report"
same "short files show none" "" "$(cat shown)"

run "$WARMLINT" check --isolated batch.jsonl
same "no terminal, no progress" "" "$(cat err 2>/dev/null || cat "$work/err")"
finish
