#!/bin/sh
# What only a terminal gets to see: the progress of long files, colours, and lines as wide as it is. The
# terminal is util-linux' `script`.
#   ACCEPT=1 tests/terminal/run.sh   writes tests/terminal/screens.txt anew, for review
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

# How long and how many the lines of each screen of screens.sh are, and some screens whole: `^` is an escape.
if have git; then
    mkdir screens pieces
    (cd screens && BOOK=$root/tests/cli/handbook.txt WARMLINT=$WARMLINT script -qec "sh '$root/tests/terminal/screens.sh'" ../typescript </dev/null >/dev/null 2>&1)
    sed -e '/^Script /d' -e 's/\r//g' typescript | awk -v esc="$(printf '\033')" '
        /^@@ / { close(to); to = sprintf("pieces/%03d", ++n); print substr($0, 4) >"names"; next }
        { gsub(esc, "^"); print >to }'
    for piece in pieces/*; do sed 's/\^\[[0-9;]*m//g' "$piece" | wc -lL; done | paste -d ' ' - names | awk '{
        width = $3
        lines = $1 " of " $2
        $1 = $2 = $3 = ""
        if ($0 != command) printf("%s%s:", NR == 1 ? "" : "\n", substr($0, 4))
        command = $0
        printf " %s %s;", width, lines
    } END { print "" }' >shown
    n=0
    while read -r width command; do
        n=$((n + 1))
        case $width in stty | none | -3 | 41 | 96 | 140) ;; *) continue ;; esac
        case $width:$command in 140:map* | 96:history\ moved* | 41:history\ -n* | 41:[!hr]* | 140:rules | [sn-]*) ;; *) continue ;; esac
        printf '\n@@ %s\n' "$width $command"
        cat "pieces/$(printf %03d $n)"
    done <names >>shown
    sed -i 's/ [0-9a-f]\{8\} / COMMIT /' shown
    if [ -n "${ACCEPT-}" ]; then cp shown "$root/tests/terminal/screens.txt"; fi
    if cmp -s shown "$root/tests/terminal/screens.txt"; then
        pass "screens"
    else
        fail "screens are not those of tests/terminal/screens.txt (as they are meant? ACCEPT=1 $0)"
        diff "$root/tests/terminal/screens.txt" shown >differ || true
        quote differ
    fi
else
    skip "screens: git is not installed"
fi
finish
