#!/bin/sh
# Every command that reads prompts gives up its rights before: seen from outside while it waits for
# somebody to read what it writes (Linux with seccomp).
. tests/lib.sh
case $(uname -sm) in
Linux\ x86_64 | Linux\ aarch64) ;;
*) LIMIT=1 ;;
esac
if [ -n "${LIMIT-}" ] || ! grep -q '^Seccomp:' /proc/self/status 2>/dev/null; then # instrumented, or another system
    skip "confined: not built for it, or the system cannot tell"
    finish
fi
mkfifo "$work/pipe"

# confined ARGUMENT…: prints more than a pipe holds.
confined() {
    "$WARMLINT" "$@" --isolated >"$work/pipe" 2>/dev/null &
    pid=$!
    exec 3<"$work/pipe"
    mode=0
    tries=0
    while [ "$mode" != 2 ] && [ $tries -lt 100 ] && kill -0 $pid 2>/dev/null; do
        mode=$(sed -n 's/^Seccomp:[[:blank:]]*//p' /proc/$pid/status 2>/dev/null || echo gone)
        tries=$((tries + 1))
        [ "$mode" = 2 ] || sleep 0.05
    done
    cat <&3 >"$work/out"
    exec 3<&-
    wait $pid || true
    if [ "$(wc -c <"$work/out")" -lt 70000 ]; then fail "$1: it did not have to wait"; else same "$1" 2 "$mode"; fi
}
confined check --format json corpus
confined inspect corpus
confined map corpus
confined cost corpus
confined tokens corpus

# The server, which waits for its client.
mkfifo "$work/in"
"$WARMLINT" lsp <"$work/in" >/dev/null 2>&1 &
pid=$!
exec 4>"$work/in"
tries=0
while [ $tries -lt 100 ] && ! grep -q '^Seccomp:[[:blank:]]*2' /proc/$pid/status; do
    tries=$((tries + 1))
    sleep 0.05
done
same "lsp" 2 "$(sed -n 's/^Seccomp:[[:blank:]]*//p' /proc/$pid/status)"
exec 4>&-
wait $pid || true
finish
