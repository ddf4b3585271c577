#!/bin/sh
# Conversations with the language server.
. tests/lib.sh
export WARMLINT

if ! have node; then
    skip "Node.js is not installed: no conversations with the server"
    finish
fi
run node tests/server/answers.js
if [ "$status" = 0 ]; then pass "answers"; else fail "answers"; fi
quote "$work/out"
quote "$work/err"
run node tests/server/sessions.js
if [ "$status" = 0 ]; then pass "conversations"; else fail "conversations"; fi
cat "$work/out"
quote "$work/err"
finish
