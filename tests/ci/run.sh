#!/bin/sh
# The CI recipes, run step by step as the services run them: their own commands, with stand-ins for
# the package manager and the build.
. tests/lib.sh

mkdir -p "$work/bin" "$work/source" "$work/home" "$work/temp" "$work/project/prompts"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@example.org GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@example.org
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE 2>/dev/null || true
cp -r editors setup action.yml "$work/source/"
git -C "$work/source" init -q -b main
git -C "$work/source" add -A
git -C "$work/source" commit -q -m source

printf '#!/bin/sh\nexec "$@"\n' >"$work/bin/sudo"
printf '#!/bin/sh\necho "apt-get $*" >>"%s/packages"\n' "$work" >"$work/bin/apt-get"
cat >"$work/bin/make" <<SH
#!/bin/sh
case \$1 in -C) mkdir -p "\$2/build" && cp "$WARMLINT" "\$2/build/warmlint" ;; esac
SH
chmod +x "$work"/bin/*

{
    echo 'You are the support assistant of a shop. It is {{current_time}}.'
    static_text
} >"$work/project/prompts/system.md"

# block FILE KEY N: the commands of the n-th `KEY: |` block of a YAML file.
block() {
    awk -v n="$3" -v key="$2" '
        $0 ~ "^ +(- )?" key ": [|]$" { match($0, /^ +/); indent = RLENGTH; inside = ++count == n; next }
        inside && NF { match($0, /^ */); if (RLENGTH <= indent) inside = 0 }
        inside' "$root/$1"
}
github_step() {
    block editors/ci/github-actions.yml run "$1"
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
        GITHUB_ENV="$work/env" GITHUB_OUTPUT="$work/outputs" GITHUB_STEP_SUMMARY="$work/summary.md" \
        AGENT_TEMPDIRECTORY="$work/temp/azure" WORKSPACE_TMP="$work/temp/jenkins" \
        GITHUB_ACTION_PATH="$work/source" WARMLINT_URL="file://$work/source" WARMLINT_REF=main \
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
has "GitLab: the merge request's report" "$work/project/gl-code-quality-report.json" '"check_name":"WL101".*"path":"prompts/system.md"'
has "GitLab: the tests' report" "$work/project/warmlint.xml" '<testcase name="warmlint.WL101" classname="prompts/system.md"'
rm "$work/project/gl-code-quality-report.json" "$work/project/warmlint.xml"

mkdir -p "$work/temp/azure" "$work/temp/jenkins"
block editors/ci/azure-pipelines.yml bash 1 >"$work/job" && step
same "Azure: build" 0 "$status"
block editors/ci/azure-pipelines.yml bash 2 >"$work/job" && step
same "Azure: the finding fails the job" 1 "$status"
has "Azure: the finding is an issue" "$work/out" '^##vso\[task\.logissue type=error;sourcepath=prompts/system\.md;linenumber=1;columnnumber=48;code=WL101;\]'
has "Azure: the tests' report" "$work/temp/azure/warmlint.xml" '<testsuites name="warmlint" tests="1" failures="1"'

# Jenkins' own language is not run here; its shell commands are.
jenkins_step() {
    awk -v n="$1" "/sh '''/ { inside = ++count == n; next } /'''/ { inside = 0 } inside" "$root/editors/ci/Jenkinsfile"
}
jenkins_step 1 >"$work/job" && step
same "Jenkins: build" 0 "$status"
jenkins_step 2 >"$work/job" && step
same "Jenkins: findings are left to the quality gate" 0 "$status"
has "Jenkins: the report" "$work/project/warmlint.xml" '<error line="1" column="48" severity="error" .* source="warmlint.WL101"/>'
rm "$work/project/warmlint.xml"

rm -rf "$work/temp/warmlint"
cat >"$work/bin/reviewdog" <<SH
#!/bin/sh
echo "\$*" >"$work/reviewdog-arguments"
cat >"$work/reviewdog-input"
SH
chmod +x "$work/bin/reviewdog"
block editors/ci/reviewdog.yml run 1 >"$work/job" && step
same "reviewdog: build" 0 "$status"
block editors/ci/reviewdog.yml run 2 >"$work/job" && step
same "reviewdog: lint" 0 "$status"
has "reviewdog: it is told the format" "$work/reviewdog-arguments" '-f=rdjson '
has "reviewdog: it gets the finding" "$work/reviewdog-input" '"path":"prompts/system.md","range":\{"start":\{"line":1,"column":48\}'

# The action, as the runner does it: its steps with the inputs in the environment.
inputs() {
    WARMLINT_PATHS=$1 WARMLINT_FAIL_ON=$2 WARMLINT_ARGS=$3 WARMLINT_SARIF=$4
    export WARMLINT_PATHS WARMLINT_FAIL_ON WARMLINT_ARGS WARMLINT_SARIF
}
block action.yml run 1 >"$work/job" && step
same "action: build" 0 "$status"
has "action: it says where the program is" "$work/outputs" "^warmlint=$work/source/build/warmlint\$"
block action.yml run 2 >"$work/lint"
cp "$work/lint" "$work/job"
inputs . error "" ""
step
same "action: the finding fails the step" 1 "$status"
has "action: the finding is annotated" "$work/out" '^::error title=WL101 volatile-placeholder,file=prompts/system\.md,line=1,endLine=1,col=48,'
has "action: the summary" "$work/summary.md" '^\| .* error \| .prompts/system\.md:1:48. \|'
inputs "prompts --nothing-of-that-name" never "" ""
step
same "action: a path is no option" 2 "$status"
inputs prompts never "--strict" report.sarif
step
same "action: the level" 0 "$status"
has "action: the SARIF file" "$work/project/report.sarif" '"uri":"prompts/system\.md"'
rm "$work/project/report.sarif"
unset WARMLINT_PATHS WARMLINT_FAIL_ON WARMLINT_ARGS WARMLINT_SARIF
for input in paths fail-on args sarif; do
    variable=WARMLINT_$(echo "$input" | tr 'a-z-' 'A-Z_')
    has "action: $input is handed over" action.yml "$variable: .* inputs\.$input "
done
same "action: no input stands in a script" 0 "$(grep -c '{{' "$work/lint")"

# The packages that the recipes install are those that the build needs.
needed=$(awk '/= missing \]/ { exit } /^need / { print $2 }' setup | sort | tr '\n' ' ')
grep ' install ' "$work/packages" | while read -r line; do
    for word in $line; do
        case $word in apt-get | install | -* | ca-certificates | git) ;; *) echo "$word" ;; esac
    done | sort | tr '\n' ' '
    echo
done >"$work/installed"
same "all recipes install packages" 4 "$(wc -l <"$work/installed")"
same "and those are what setup says the build needs" "$needed" "$(sort -u "$work/installed")"

printf 'You are the support assistant of a shop. Answer briefly.\n' >"$work/project/prompts/system.md"
github_step 3 >"$work/job" && step
same "GitHub: a clean project passes" 0 "$status"
finish
