#!/bin/sh
# The CI recipes, run step by step as the services run them: their own commands, with stand-ins for
# the package manager and the build.
. tests/lib.sh

mkdir -p "$work/bin" "$work/source" "$work/home" "$work/temp" "$work/project/prompts"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@example.org GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@example.org
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE 2>/dev/null || true
cp -r editors "$work/source/"
git -C "$work/source" init -q -b main
git -C "$work/source" add -A
git -C "$work/source" commit -q -m source

printf '#!/bin/sh\nexec "$@"\n' >"$work/bin/sudo"
printf '#!/bin/sh\necho "apt-get $*" >>"%s/packages"\n' "$work" >"$work/bin/apt-get"
cat >"$work/bin/make" <<SH
#!/bin/sh
[ "\$1" = -C ] && mkdir -p "\$2/build" && cp "$WARMLINT" "\$2/build/warmlint"
SH
chmod +x "$work"/bin/*

{
    echo 'You are the support assistant of a shop. It is {{current_time}}.'
    static_text
} >"$work/project/prompts/system.md"

# The commands of the n-th `run: |` block of a workflow.
github_step() {
    awk -v n="$1" '
        /^ +run: \|$/ { match($0, /^ +/); indent = RLENGTH; inside = ++count == n; next }
        inside && NF { match($0, /^ */); if (RLENGTH <= indent) inside = 0 }
        inside' "$root/editors/ci/github-actions.yml"
}
# The commands of one list of the GitLab job.
gitlab_commands() {
    awk -v key="  $1:" '
        $0 == key { inside = 1; next }
        inside && /^    - / { print substr($0, 7); next }
        { inside = 0 }' "$root/editors/ci/gitlab-ci.yml"
}
step() { # runs the commands in $work/job as a service does, in the project
    status=0
    (cd "$work/project" && env PATH="$work/bin:$PATH" HOME="$work/home" RUNNER_TEMP="$work/temp" \
        GITHUB_ENV="$work/env" WARMLINT_URL="file://$work/source" WARMLINT_REF=main \
        sh -e "$work/job") >"$work/out" 2>"$work/err" </dev/null || status=$?
}

same "the GitHub workflow has three steps of commands" "" "$(github_step 4)"
github_step 1 >"$work/job" && step
same "GitHub: fetch" 0 "$status"
same "GitHub: the cache key is the commit" "commit=$(git -C "$work/source" rev-parse HEAD)" "$(cat "$work/env")"
github_step 2 >"$work/job" && step
same "GitHub: build" 0 "$status"
github_step 3 >"$work/job" && step
same "GitHub: the matcher is announced" "$(git -C "$work/source" rev-parse HEAD:editors/ci/github-problem-matcher.json)" \
    "$(git hash-object "$(sed -n 's/^::add-matcher:://p' "$work/out")")"
has "GitHub: the finding is printed" "$work/out" '^\./?prompts/system\.md:1:48: |^prompts/system\.md:1:48: '
cp "$work/out" "$work/findings"
same "GitHub: the finding fails the check" 1 "$status"

if have node; then
    for matcher in editors/ci/github-problem-matcher.json editors/vscode/tasks.json; do
        node -e '
            const fs = require("fs");
            const [file, output] = process.argv.slice(1).map((f) => fs.readFileSync(f, "utf8"));
            const json = JSON.parse(file);
            const p = json.problemMatcher ? json.problemMatcher[0].pattern[0] : json.tasks[0].problemMatcher.pattern;
            for (const line of output.trim().split("\n").filter((l) => !l.startsWith("::"))) {
                const m = new RegExp(p.regexp).exec(line);
                console.log(m ? [m[p.file], m[p.line], m[p.column], m[p.severity], m[p.code]].join(" ") : "not matched: " + line);
            }' "$matcher" "$work/findings" >"$work/matched"
        has "$matcher reads it" "$work/matched" '^(\./)?prompts/system\.md 1 48 error WL101 volatile-placeholder$'
        same "$matcher: and every other line" 0 "$(grep -c 'not matched' "$work/matched")"
    done
else
    skip "the problem matcher: no node"
fi

sed "s,/tmp/warmlint,$work/temp/gitlab,g" <<EOT >"$work/job"
$(gitlab_commands before_script)
$(gitlab_commands script)
EOT
step
same "GitLab: the finding fails the job" 1 "$status"
has "GitLab: the finding is printed" "$work/out" 'prompts/system\.md:1:48: '
has "GitLab: the report is kept" "$work/project/warmlint.json" '"code":"WL101"'
rm "$work/project/warmlint.json"

# The packages that the recipes install are those that the build needs.
needed=$(awk '/= missing \]/ { exit } /^need / { print $2 }' setup | sort | tr '\n' ' ')
grep ' install ' "$work/packages" | while read -r line; do
    for word in $line; do
        case $word in apt-get | install | -* | ca-certificates | git) ;; *) echo "$word" ;; esac
    done | sort | tr '\n' ' '
    echo
done >"$work/installed"
same "the recipes install what setup says the build needs" "$needed
$needed" "$(cat "$work/installed")"

printf 'You are the support assistant of a shop. Answer briefly.\n' >"$work/project/prompts/system.md"
github_step 3 >"$work/job" && step
same "GitHub: a clean project passes" 0 "$status"
finish
