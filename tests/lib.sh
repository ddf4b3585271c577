# Sourced by the test scripts, which run from the root of the repository.
#   $WARMLINT   the program under test, absolute
#   $work       a directory of one's own, removed at the end
#   pass, fail, skip   say how one case went; `finish` ends the script with the verdict
# shellcheck shell=sh
set -eu
root=$PWD
WARMLINT=${WARMLINT:-build/warmlint}
case $WARMLINT in /*) ;; *) WARMLINT=$root/$WARMLINT ;; esac
work=$(mktemp -d "${TMPDIR:-/tmp}/warmlint-test.XXXXXX")
work=$(cd "$work" && pwd -P)
trap 'chmod -R u+rwX "$work" 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM
passed=0
failed=0
# What is run here is run for these tests, whoever runs them: neither CI nor an agent shapes output.
unset GITHUB_ACTIONS GITHUB_STEP_SUMMARY AI_AGENT CLAUDECODE CLAUDE_CODE GEMINI_CLI CODEX_SANDBOX \
    CODEX_THREAD_ID COPILOT_CLI OPENCODE CURSOR_AGENT JUNIE_DATA

pass() {
    passed=$((passed + 1))
    if [ -n "${VERBOSE-}" ]; then echo "ok      $*"; fi
}
fail() {
    failed=$((failed + 1))
    echo "FAILED  $*"
    if [ -n "${FAIL_FAST-}" ]; then exit 1; fi
}
skip() {
    echo "skipped $*"
}
have() {
    command -v "$1" >/dev/null 2>&1
}
# Shows a file as part of a failure.
quote() {
    sed 's/^/        | /' "$1" | head -n "${2:-20}"
}
# same WHAT EXPECTED ACTUAL
same() {
    if [ "$2" = "$3" ]; then
        pass "$1"
    else
        fail "$1"
        printf '%s\n' "$2" | sed 's/^/        expected | /'
        printf '%s\n' "$3" | sed 's/^/        actual   | /'
    fi
}
# What a command did: its output in $work/out and $work/err, its status in $status.
run() {
    status=0
    "$@" >"$work/out" 2>"$work/err" </dev/null || status=$?
}
# has WHAT FILE EXTENDED-REGEX
has() {
    if grep -Eq -e "$3" "$2"; then
        pass "$1"
    else
        fail "$1: nothing matches $3"
        quote "$2"
    fi
}
# Millions of instructions that a command executes, counted by valgrind: exact also on a busy machine.
instructions() {
    valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null "$@" 2>&1 >/dev/null |
        awk '/I +refs:/ { gsub(/,/, "", $NF); print $NF / 1e6; exit }'
}
# Static text of a prompt that is longer than what any provider caches at least.
static_text() {
    awk 'BEGIN {
        for (i = 1; i <= 400; i++)
            printf "Rule %d: orders of the kind numbered %d are answered from page %d of the handbook.\n", i, i * 7, i % 90
    }'
}
finish() {
    echo "$passed passed, $failed failed"
    if [ "$failed" -gt 0 ]; then exit 1; fi
    exit 0
}
