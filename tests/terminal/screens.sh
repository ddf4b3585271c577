# What a terminal shows at many widths; run.sh runs it in one, in an empty folder, with $WARMLINT and
# $BOOK, a long text. Before each screen stands a line `@@ WIDTH COMMAND`.
set -eu
export LC_ALL=C.UTF-8 GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null SOURCE_DATE_EPOCH=1795219200
unset NO_COLOR FORCE_COLOR CLICOLOR CLICOLOR_FORCE INSIDE_EMACS

# Rows of all kinds; the same before two changes; lines long and short; a conversation that is folded.
cat >desk.yaml <<EOF
name: desk
version: 1.2.0
model: claude-sonnet-5
max_tokens: 800
tools:
- {name: find_order, description: "Finds an order by its number and says where it is on its way.", input_schema: {type: object}}
system:
- type: text
  text: |
$(sed 's/^/    /' "$BOOK")
  cache_control: {type: ephemeral}
- type: text
  text: "It is {{current_time}} for {{user_name}} of {{tenant}}."
  cache_control: {type: ephemeral, ttl: 1h}
messages:
- {role: user, content: "{{question}} in words that are written without an end"}
EOF
sed -e 's/by its number/by its date/' -e 's/claude-sonnet-5/claude-sonnet-4-6/' -e 's/of {{tenant}}/in {{place}}/' desk.yaml >old.yaml
{
    echo 'It is {{current_time}}, and {{user_name}} asks 日本語 é😀 about `a code`.'
    awk 'BEGIN { for (i = 0; i < 9; i++) printf "words of a line without an end %d, ", i; print "{{today}}" }'
    cat "$BOOK"
} >long.md
awk 'BEGIN {
    printf "{\"model\": \"claude-sonnet-5\", \"max_tokens\": 9, \"messages\": ["
    for (i = 0; i < 40; i++)
        printf "%s{\"role\": \"%s\", \"content\": [{\"type\": \"text\", \"text\": \"Turn %d of the talk, which goes on.\"%s}]}", i ? "," : "",
            i % 2 ? "assistant" : "user", i, i % 18 == 17 ? ", \"cache_control\": {\"type\": \"ephemeral\"}" : ""
    print "]}"
}' >talk.json
# 50 commits of seven blocks, of which one changes nearly always, one now and then, two together.
git init -q -b main .
LC_ALL=C awk -v book="$BOOK" '
    BEGIN {
        while ((getline line <book) > 0) { gsub(/["\\:{}]/, "", line); all = all " " line }
        for (c = 1; c <= 50; c++) {
            if (c > 1) state[c % 7 == 0 ? 0 : c % 11 == 0 ? 3 : c % 13 == 0 ? 6 : 5]++
            if (c == 41) state[2]++
            text = "model: claude-sonnet-5\nmax_tokens: " (c > 20 ? 90 : 80) "\nsystem:\n"
            for (n = 0; n < 7; n++)
                text = text "- {type: text, text: \"Block " n " in its state " state[n] + 0 "." (n % 3 ? "" : all) "\"" (n == 2 || n == 4 ? ", cache_control: {type: ephemeral}" : "") "}\n"
            text = text "messages:\n- {role: user, content: \"{{question}}\"}\n"
            if (c == 30) text = "note: nothing\n"
            subject = "Commit " c (c % 4 ? "" : " of a subject that goes on for as long as there is room, and then for some more, up to its end")
            printf "commit refs/heads/main\ncommitter t <t@example.org> %d +0000\ndata %d\n%s\n", 1793534400 + c * 86400, length(subject), subject
            printf "M 100644 inline moved.yaml\ndata %d\n%s\n", length(text), text
        }
    }' | git fast-import --quiet --force
git reset -q --hard

show() {
    for columns in 39 40 41 60 95 96 99 100 101 139 140 141 400 401; do
        echo "@@ $columns $*"
        COLUMNS=$columns "$WARMLINT" "$@" || echo "status $?"
    done
}
stty cols 57 rows 20
unset COLUMNS
echo "@@ stty explain WL301"
"$WARMLINT" explain WL301
echo "@@ none map desk.yaml"
COLUMNS='' "$WARMLINT" map desk.yaml
echo "@@ -3 tokens desk.yaml"
COLUMNS=-3 "$WARMLINT" tokens desk.yaml
show check --isolated desk.yaml long.md
show check --isolated --format concise desk.yaml
show check --isolated --statistics desk.yaml long.md
show check --isolated --diff old.yaml
show map desk.yaml
show map talk.json
show diff old.yaml desk.yaml
show history moved.yaml
show history -n 1 moved.yaml
for most in 46 47; do # changed 30 times, and 31
    echo "@@ 41 history -n $most"
    COLUMNS=41 "$WARMLINT" history -n "$most" moved.yaml
done
show cost desk.yaml
show tokens desk.yaml long.md
show inspect desk.yaml
show models claude-sonnet-5
show models anthropic
show rules
show explain WL101
show explain
show check --help
show --help
