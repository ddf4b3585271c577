#!/bin/sh
# `check` and `diff` against a revision, in a repository of 5,000 prompt files and 200 commits, beside
# what git itself takes for the same question. Fails when warmlint adds more than a second
# of processor time, which other work on the machine does not change.
#   gate.sh TOOLS [FILES]      TOOLS: the directory of `measure`
. tests/lib.sh
tools=$(cd "$1" && pwd)
files=${2:-5000}
have git || { skip "gate: needs git"; finish; }
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 LC_ALL=C
export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@example.org GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@example.org
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE 2>/dev/null || true
mkdir "$work/repo" && cd "$work/repo"
git init -q -b main .
awk -v files="$files" 'BEGIN {
    for (i = 0; i < files; i++) {
        directory = "prompts/" i % 50
        if (i < 50) system("mkdir -p " directory)
        path = directory "/p" i ".yaml"
        printf "name: p%d\nversion: 1.0.0\nmodel: claude-sonnet-5\nmax_tokens: 300\nsystem:\n  - type: text\n", i > path
        printf "    cache_control: {type: ephemeral}\n    text: |\n      You are assistant %d.\n", i > path
        for (k = 1; k <= 25; k++)
            printf "      Rule %d: orders of the kind numbered %d are answered from page %d of the handbook.\n", k, i, k * i % 90 > path
        printf "messages:\n  - {role: user, content: \"{{question}}\"}\n" > path
        close(path)
    }
}'
git add -A && git commit -qm base
commit=1
while [ $commit -lt 200 ]; do
    for k in 1 2 3; do
        i=$(((commit * 37 + k * 991) % files))
        sed "9s/\$/ Change $commit./" "prompts/$((i % 50))/p$i.yaml" >"$work/new" && cp "$work/new" "prompts/$((i % 50))/p$i.yaml"
    done
    git commit -qam "change $commit"
    commit=$((commit + 1))
done
git tag first "$(git rev-list --max-parents=0 HEAD)"

cat >"$work/git-alone" <<'SH'
#!/bin/sh
# What git takes to name the changes and to hand out the old contents.
git diff --raw -z -M "$1" >/dev/null
git ls-files -z --others --exclude-standard >/dev/null
git diff --raw --no-abbrev "$1" | awk '{ print $3 }' | git cat-file --batch >/dev/null
SH
chmod +x "$work/git-alone"
# Processor time of a command and the processes it starts, in milliseconds: the least of three.
cost() {
    "$tools/measure" 3 "$@" | awk '{ printf "%d\n", $2 + 0.5 }'
}
printf '%-44s %8s %8s\n' "milliseconds of processor time" all "git alone"
measure() { # WHAT REVISION COMMAND…
    what=$1
    revision=$2
    shift 2
    ours=$(cost "$@")
    git=$(cost "$work/git-alone" "$revision")
    printf '%-44s %8d %8d\n' "$what" "$ours" "$git"
    if [ $((ours - git)) -lt 1000 ]; then pass "$what"; else fail "$what: $((ours - git)) ms more than git"; fi
}
measure "check --base, 200 commits ago" first "$WARMLINT" check --base first .
measure "check --base --changed-since, 200 commits ago" first "$WARMLINT" check --base first --changed-since first .
measure "diff --base, 200 commits ago" first "$WARMLINT" diff --base first
find prompts -type f -exec sed -i '9s/$/ All of them./' {} +
measure "check --base, every file changed" HEAD "$WARMLINT" check --base HEAD .
measure "diff --base, every file changed" HEAD "$WARMLINT" diff --base HEAD
finish
