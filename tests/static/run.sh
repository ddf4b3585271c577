#!/bin/sh
# The static program in an empty root directory, where there is nothing but itself and a prompt.
. tests/lib.sh
program=${BUILD:-build}/warmlint-static
[ -x "$program" ] || { echo "$0: make static first" >&2; exit 2; }

if have readelf; then
    same "it needs no library" "" "$(readelf -d "$program" | grep NEEDED || true)"
    same "and no loader" "" "$(readelf -l "$program" | grep INTERP || true)"
fi
mkdir -p "$work/root/prompts"
cp "$program" "$work/root/renamed"
{
    echo 'You are the support assistant of a shop. It is {{current_time}}.'
    static_text
} >"$work/root/prompts/system.md"
cat >"$work/root/.warmlint.yaml" <<'YAML'
patterns: [{code: X1, name: no-shop, pattern: '\bshop\b', message: a shop}]
YAML
cat >"$work/root/request.json" <<'JSON'
{"model": "claude-sonnet-5", "max_tokens": 9999999, "messages": [{"role": "user", "content": "é"}]}
JSON
if chroot "$work/root" /renamed --version >/dev/null 2>&1; then
    inside() { chroot "$work/root" /renamed "$@"; }
elif have unshare && unshare -r chroot "$work/root" /renamed --version >/dev/null 2>&1; then
    inside() { unshare -r chroot "$work/root" /renamed "$@"; }
else
    skip "the empty root: needs chroot, or unshare for users"
    inside() { (cd "$work/root" && env -i ./renamed "$@"); }
fi
run inside check --format concise --jobs 2 /prompts /request.json
same "it lints: status" 1 "$status"
has "text" "$work/out" '^/?prompts/system\.md:1:48: error: .*\[WL101'
has "JSON" "$work/out" 'request\.json:1:44: error: .*\[WL402'
has "YAML and patterns" "$work/out" 'prompts/system\.md:1:36: warning: a shop \[X1 no-shop\]'
same "nothing else is said" "" "$(cat "$work/err")"
run inside map /request.json
same "it draws" 0 "$status"
run inside diff --base HEAD
same "without git it says so: status" 2 "$status"
has "without git it says so" "$work/err" 'git'

"$WARMLINT" check --format json --today 2026-11-21 corpus >"$work/dynamic" 2>&1 || true
"$root/$program" check --format json --today 2026-11-21 corpus >"$work/static" 2>&1 || true
cmp -s "$work/dynamic" "$work/static" && pass "the corpus: byte for byte as the other one" ||
    fail "the corpus: other findings than the dynamic program"
finish
