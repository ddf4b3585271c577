#!/bin/sh
# The hooks as their users have them: the real pre-commit installs the working tree from a git
# repository of its own, builds it, and checks the commits of another one.
. tests/lib.sh

export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@example.org GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@example.org
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE 2>/dev/null || true

# Every ending that the program opens is in `files` of both hooks.
endings() {
    sed -n '/^static Syntax syntax_of_name/,/^}/p' lint/format/format.c | grep -o '"\.[a-z0-9]*"' | tr -d '"'
}
pattern=$(sed -n "s/.*files: .*'(?i)\(.*\)'$/\1/p" .pre-commit-hooks.yaml)
same "the endings of lint/format/format.c are found" yes "$([ "$(endings | wc -l)" -ge 20 ] && echo yes)"
for ending in $(endings); do
    printf '%s\n' "prompts/x$ending" | grep -Eq -e "$pattern" || fail "$ending is not in files: of .pre-commit-hooks.yaml"
done

if ! have pre-commit; then
    skip "the rest: pre-commit is not installed"
    finish
fi
run pre-commit validate-manifest .pre-commit-hooks.yaml
same "the manifest is valid" 0 "$status"

# The working tree as a repository with a commit, without what is ignored.
mkdir "$work/hook"
git ls-files -co --exclude-standard | while read -r file; do
    if [ -e "$file" ]; then printf '%s\n' "$file"; fi
done | tar cf - -T - | tar xf - -C "$work/hook"
git -C "$work/hook" init -q
git -C "$work/hook" add -A
git -C "$work/hook" commit -q -m 'the hook'

project=$work/project
mkdir -p "$project/prompts"
cd "$project"
git init -q
cat >.pre-commit-config.yaml <<YAML
repos:
  - repo: file://$work/hook
    rev: $(git -C "$work/hook" rev-parse HEAD)
    hooks:
      - id: warmlint
YAML
{
    echo 'You are the support assistant of a shop.'
    echo "Answer in the customer's language."
    static_text
} >prompts/support.md
cat >notes.md <<'MD'
# Notes of a project
Nothing to see here.
MD
git add -A
git commit -q -m 'clean'

export PRE_COMMIT_HOME="$work/cache"
export CFLAGS="${CFLAGS--O0}"
run_hook() { # NAME: output in $work/NAME, status in $status
    status=0
    pre-commit run --all-files --verbose >"$work/$1" 2>&1 </dev/null || status=$?
}

run_hook first
same "a clean repository passes" 0 "$status"
if [ "$status" != 0 ]; then quote "$work/first" 60; fi
built=$(find "$work/cache" -path '*/build/hook/warmlint' -type f)
same "the program was built in the hook's clone" 1 "$(printf '%s' "$built" | grep -c .)"
same "nothing else of the build is left" "log warmlint" "$(cd "$(dirname "$built")" && echo *)"

sed '2a\
Now it is {{current_time}}.' prompts/support.md >"$work/support"
cp "$work/support" prompts/support.md
git add -A
touch "$work/mark"
run_hook second
same "a finding fails the hook" 1 "$status"
has "the finding is shown with its place" "$work/second" '^prompts/support\.md:3:11: error: .*\[WL101 volatile-placeholder\]$'
has "the hook ends with the program's status" "$work/second" '^- exit code: 1$'
same "the second run uses the build" "" "$(find "$built" -newer "$work/mark")"
same "a file without a prompt is passed over silently" 0 "$(grep -c 'notes\.md' "$work/second")"

status=0
git commit -q -m 'a clock' >"$work/commit" 2>&1 || status=$?
same "without the git hook a commit goes through" 0 "$status"
pre-commit install >/dev/null
echo 'And one more line, to commit.' >>prompts/support.md
git add -A
status=0
git commit -q -m 'stopped' >"$work/commit" 2>&1 || status=$?
same "with the git hook it is stopped" 1 "$status"
has "and says why" "$work/commit" '^prompts/support\.md:3:11: '

# `args` are the user's and come after ours.
sed 's/- id: warmlint/&\n        args: [--fail-on, never]/' .pre-commit-config.yaml >"$work/config"
cp "$work/config" .pre-commit-config.yaml
git add -A
run_hook args
same "args: [--fail-on, never] lets it pass" 0 "$status"
has "but shows the finding" "$work/args" '^prompts/support\.md:3:11: '

# The system hook, with the program on PATH.
mkdir "$work/bin"
cp "$WARMLINT" "$work/bin/warmlint"
cat >.pre-commit-config.yaml <<YAML
repos:
  - repo: file://$work/hook
    rev: $(git -C "$work/hook" rev-parse HEAD)
    hooks:
      - id: warmlint-system
YAML
git add -A
PATH="$work/bin:$PATH"
export PATH
run_hook system
same "warmlint-system finds it too" 1 "$status"
has "at the same place" "$work/system" '^prompts/support\.md:3:11: '

# A machine without the libraries is told which packages to install.
mkdir "$work/poor"
cat >"$work/poor/pkg-config" <<'SH'
#!/bin/sh
[ "${1-}" = --version ] && echo 1.0 && exit 0
exit 1
SH
chmod +x "$work/poor/pkg-config"
status=0
PATH="$work/poor:$PATH" "$work/hook/editors/pre-commit/warmlint-hook" --version >"$work/missing" 2>&1 || status=$?
same "what is missing ends with status 2" 2 "$status"
has "and is named as Debian names it" "$work/missing" 'please install: libyaml-dev libpcre2-dev$'

cd "$root"
finish
