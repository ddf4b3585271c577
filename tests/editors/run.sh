#!/bin/sh
# The editor files, in the real editors: Vim, Neovim, Emacs, Kakoune, whichever of them is installed; those of the others are
# read by a parser of their syntax.
. tests/lib.sh

# A blank in the path, and wide and combining characters before the place.
mkdir -p "$work/my project/prompts"
file="$work/my project/prompts/support.md"
cat >"$file" <<'MD'
You are the support assistant of a shop.
日本語のお客様 é😀: it is {{current_time}} here.
Answer briefly, and close every answer with the address of the shop: 1 Main Street, open nine to five.
The customer asks, and here is what was found for it: {{question}}
Whatever was asked, remember to stay polite, to cite the page you used, and to ask back when in doubt.
MD
"$WARMLINT" check --format concise "$file" >"$work/expected" || true
same "the sample has its finding" 1 "$(grep -c ':2:19: .*volatile-placeholder\]$' "$work/expected")"
count=$(wc -l <"$work/expected" | tr -d ' ')
level=$(sed -n 's/^.*:2:19: \([a-z]*\): .*$/\1/p' "$work/expected")
letter=$(printf '%s' "$level" | cut -c 1)
mkdir "$work/bin"
cp "$WARMLINT" "$work/bin/warmlint"
PATH=$work/bin:$PATH
export PATH
export HOME="$work" XDG_CONFIG_HOME="$work" XDG_DATA_HOME="$work" XDG_STATE_HOME="$work" XDG_CACHE_HOME="$work"

# What editors/README.md shows is what comes out.
printf 'You are a shop assistant.\nIt is {{current_time}}.\n' >"$work/buffer"
readme() { # FORMAT: the command that it gives for a format, on that buffer
    sed -n "s,^warmlint\( check --format $1 .*\) < buffer\$,\1,p" editors/README.md
}
# shellcheck disable=SC2046 # the words of the command
"$WARMLINT" $(readme concise) <"$work/buffer" >"$work/concise" || true
same "editors/README.md: the line" "$(grep '^prompts/support.md:2' editors/README.md)" "$(cat "$work/concise")"
# shellcheck disable=SC2046
"$WARMLINT" $(readme json) <"$work/buffer" >"$work/json" || true
if have node; then
    awk '/^```json$/ { inside = 1; next } /^```$/ { inside = 0 } inside' editors/README.md >"$work/shown"
    run node -e '
        const fs = require("fs");
        const [shown, real] = process.argv.slice(1).map((f) => JSON.parse(fs.readFileSync(f, "utf8")));
        for (const key of Object.keys(shown.diagnostics[0]))
            if (JSON.stringify(shown.diagnostics[0][key]) !== JSON.stringify(real.diagnostics[0][key]))
                console.log(key, JSON.stringify(real.diagnostics[0][key]));' "$work/shown" "$work/json"
    same "editors/README.md: the object" "" "$(cat "$work/out" "$work/err")"
fi

# What :make left in the quickfix list, one entry a line in the file $OUT.
# shellcheck disable=SC2016 # Vim expands $OUT
show_list='for e in getqflist() | if e.valid | call writefile([join([fnamemodify(bufname(e.bufnr), ":t"), e.lnum, e.col, e.type, e.text], "|")], $OUT, "a") | endif | endfor'

vim_family() {
    name=$1
    shift
    # The byte of {{ in line 2: 7 * 3 bytes, a blank, 2, 4, and `: it is ` before it.
    byte=$((21 + 1 + 2 + 4 + 8 + 1))
    OUT="$work/$name.compiler"
    export OUT
    rm -f "$OUT"
    "$@" -c "set runtimepath^=$root/editors/vim" -c 'compiler warmlint' -c 'silent make!' -c "$show_list" -c 'qall!' "$file" \
        >/dev/null 2>&1 </dev/null || true
    touch "$OUT"
    has "$name: :make fills the quickfix list, the column in bytes" "$OUT" "^support\.md\|2\|$byte\|$letter\|.*WL101"
    same "$name: every finding is an entry" "$count" "$(wc -l <"$OUT" | tr -d ' ')"

    OUT="$work/$name.location"
    rm -f "$OUT"
    "$@" -c "set runtimepath^=$root/editors/vim" -c 'compiler warmlint' -c 'silent lmake!' \
        -c "$(printf '%s' "$show_list" | sed 's/getqflist()/getloclist(0)/')" -c 'qall!' "$file" >/dev/null 2>&1 </dev/null || true
    touch "$OUT"
    has "$name: :lmake fills the location list" "$OUT" "^support\.md\|2\|$byte\|$letter\|"

    OUT="$work/$name.plain"
    rm -f "$OUT"
    "$@" -c 'set makeprg=warmlint\ check\ --format\ concise\ %:S' -c 'silent make!' -c "$show_list" -c 'qall!' "$file" \
        >/dev/null 2>&1 </dev/null || true
    touch "$OUT"
    has "$name: without any file of ours the place is found" "$OUT" "^support\.md\|2\|19\|"
}

# A file that can be repaired, with wide characters before the place.
request="$work/my project/request.yaml"
write_request() {
    cat >"$request" <<'YAML'
model: gpt-5.5
messages:
  - {role: system, content: "日本語のお客様 é😀: be brief."}
  - {role: user, content: "{{question}}"}
日本: 😀 # a key that nobody knows
max_tokens: 90
YAML
}
write_request

if have vim; then
    vim_family vim vim -Nu NONE -es
else
    skip "Vim is not installed"
fi
if have nvim; then
    vim_family nvim nvim -u NONE -es
    cat >"$work/lint.lua" <<LUA
local linter = dofile('$root/editors/neovim/nvim-lint.lua')
local arguments = { linter.cmd }
for _, a in ipairs(linter.args) do
  table.insert(arguments, type(a) == 'function' and a() or a)
end
local lines = vim.api.nvim_buf_get_lines(0, 0, -1, true)
table.insert(lines, 1, 'A line that was not saved.')
local output = vim.fn.system(arguments, table.concat(lines, '\n') .. '\n')
local file = io.open('$work/nvim.lint', 'w')
for _, d in ipairs(linter.parser(output, 0)) do
  file:write(table.concat({ d.lnum, d.col, d.end_lnum, d.end_col, d.severity, d.code }, ' ') .. '\n')
end
file:close()
LUA
    touch "$work/nvim.lint"
    nvim -u NONE -es -c "luafile $work/lint.lua" -c 'qall!' "$file" >/dev/null 2>&1 </dev/null || true
    has "nvim-lint: the range in bytes, of the buffer and not the file" "$work/nvim.lint" '^2 36 2 52 [123] WL101$'
    same "nvim-lint: every finding" "$count" "$(wc -l <"$work/nvim.lint" | tr -d ' ')"

    # The configuration for 0.11, as a table; the one for older ones, with the server.
    cat >"$work/attach.lua" <<LUA
vim.opt.runtimepath:append('$root/editors/neovim')
local config = dofile('$root/editors/neovim/lsp/warmlint.lua')
local out = io.open('$work/nvim.lsp', 'w')
out:write('config ' .. table.concat(config.cmd, ' ') .. '\n')
require('warmlint').setup({ cmd = { 'warmlint', 'lsp', '--today', '2026-11-21' } })
vim.cmd('filetype on | edit $work/my\\\\ project/prompts/support.md | set filetype=markdown')
vim.wait(10000, function() return #vim.diagnostic.get(0) > 0 end, 20)
for _, d in ipairs(vim.diagnostic.get(0)) do
  out:write(table.concat({ d.lnum, d.col, d.end_lnum, d.end_col, d.source, tostring(d.code) }, ' ') .. '\n')
end
out:close()
vim.cmd('qall!')
LUA
    touch "$work/nvim.lsp"
    timeout 60 nvim --headless -u NONE -c "luafile $work/attach.lua" >/dev/null 2>"$work/nvim.err" </dev/null || quote "$work/nvim.err"
    has "Neovim: the configuration starts the server" "$work/nvim.lsp" '^config warmlint lsp$'
    has "Neovim: require('warmlint').setup attaches it" "$work/nvim.lsp" '^1 36 1 52 warmlint '
else
    skip "Neovim is not installed"
fi
if have vim && [ -e /usr/share/vim-ale/plugin/ale.vim ]; then
    cat >"$work/ale.vim" <<VIM
set nocompatible hidden
filetype on
set runtimepath^=/usr/share/vim-ale
let g:ale_linters_explicit = 1
let g:ale_linters = {'markdown': ['warmlint']}
runtime plugin/ale.vim
source $root/editors/vim/ale.vim
VIM
    # Batch mode has no event loop: wait in one command.
    cat >"$work/wait.vim" <<'VIM'
set filetype=markdown
call append(0, 'A line that was not saved.')
ALELint
let s:tries = 0
while empty(ale#engine#GetLoclist(bufnr('%'))) && s:tries < 100
  sleep 50m
  let s:tries += 1
endwhile
for s:e in ale#engine#GetLoclist(bufnr('%'))
  call writefile([join([s:e.lnum, s:e.col, get(s:e, 'end_lnum', 0), get(s:e, 'end_col', 0), s:e.type, s:e.code], ' ')], $OUT, 'a')
endfor
qall!
VIM
    OUT="$work/ale"
    touch "$OUT"
    vim -Nu "$work/ale.vim" -es -c "source $work/wait.vim" "$file" >/dev/null 2>&1 </dev/null || true
    has "ALE: the range in bytes, of the buffer and not the file" "$OUT" '^3 37 3 52 [EWI] WL101 volatile-placeholder$'
    same "ALE: every finding" "$count" "$(wc -l <"$OUT" | tr -d ' ')"

    cat >"$work/fix.vim" <<'VIM'
set filetype=yaml
let g:ale_fixers = {'yaml': ['warmlint']}
let g:ale_linters = {'yaml': ['warmlint']}
function! Wait(done) abort
  let tries = 0
  while !eval(a:done) && tries < 100
    sleep 50m
    let tries += 1
  endwhile
endfunction
function! Found() abort
  return filter(copy(ale#engine#GetLoclist(bufnr('%'))), {_, e -> e.code =~# 'WL403'})
endfunction
ALELint
call Wait('!empty(Found())')
call writefile(map(Found(), {_, e -> 'before ' . e.lnum . ' ' . e.col . ' ' . e.end_col}), $OUT, 'a')
ALEFix
call Wait('search("max_completion_tokens", "nw") > 0')
ALELint
call Wait('empty(Found())')
call writefile(['after ' . len(Found())] + getline(1, '$'), $OUT, 'a')
qall!
VIM
    OUT="$work/ale.fix"
    touch "$OUT"
    vim -Nu "$work/ale.vim" -es -c "source $work/fix.vim" "$request" >/dev/null 2>&1 </dev/null || true
    has "ALE: the finding that can be repaired" "$OUT" '^before 6 1 10$'
    has "ALE: after :ALEFix it is gone" "$OUT" '^after 0$'
    same "ALE: nothing else is touched" "$(sed 's/^max_tokens/max_completion_tokens/' "$request")" "$(sed 1,2d "$OUT")"
else
    skip "ALE for Vim is not installed"
fi

if have emacs; then
    cp editors/emacs/warmlint.el "$work/warmlint.el"
    run emacs -Q --batch --eval '(setq byte-compile-error-on-warn t)' -f batch-byte-compile "$work/warmlint.el"
    same "emacs: warmlint.el compiles without a warning" 0 "$status"
    if [ "$status" != 0 ]; then quote "$work/err"; fi
    run emacs -Q --batch -l "$work/warmlint.elc" -l tests/editors/flymake.el "$file"
    if [ "$status" != 0 ]; then quote "$work/err"; fi
    awk -v dir="$work/emacs" 'BEGIN { n = 1 } /^--$/ { n++; next } { print > (dir "." n) }' "$work/out"
    touch "$work/emacs.1" "$work/emacs.2" "$work/emacs.3" "$work/emacs.4"
    number=$(case $level in error) echo 2 ;; warning) echo 1 ;; *) echo 0 ;; esac)
    keyword=$level
    has "emacs: M-x compile finds line, file and type" "$work/emacs.1" "^compile 2:[0-9]+ type $number support\.md$"
    has "emacs: M-x warmlint finds the character" "$work/emacs.2" "^compile 2:19 type $number support\.md$"
    same "emacs: every finding is a place to go to" "$count" "$(wc -l <"$work/emacs.2" | tr -d ' ')"
    has "emacs: Flymake, of the buffer and not the file" "$work/emacs.3" "^flymake 3:19 :$keyword .*current_time.*WL101"
    same "emacs: Flymake gets every finding" "$count" "$(wc -l <"$work/emacs.3" | tr -d ' ')"
    has "emacs: flymake-mode shows it" "$work/emacs.4" "^mode 3:19 :$keyword$"

    packages="(progn (require 'package) (add-to-list 'package-directory-list \"/usr/share/emacs/site-lisp/elpa\") (package-initialize))"
    if emacs -Q --batch --eval "$packages" --eval "(require 'flycheck)" >/dev/null 2>&1; then
        write_request
        run timeout 100 emacs -Q --batch --eval "$packages" -l "$work/warmlint.elc" -l tests/editors/flycheck.el "$request"
        if [ "$status" != 0 ]; then quote "$work/err"; fi
        awk -v dir="$work/flycheck" 'BEGIN { n = 1 } /^--$/ { n++; next } { print > (dir "." n) }' "$work/out"
        touch "$work/flycheck.1" "$work/flycheck.2"
        has "Flycheck: the range, of the buffer and not the file" "$work/flycheck.1" '^flycheck 7:1 error WL403 .*\[max_tokens\]$'
        same "Flycheck: after M-x warmlint-fix it is gone" 0 "$(grep -c WL403 "$work/flycheck.2")"
        has "Flycheck: and the text repaired" "$work/flycheck.2" '^max_completion_tokens: 90$'
        run timeout 100 emacs -Q --batch --eval "$packages" -l "$work/warmlint.elc" -l tests/editors/flycheck.el "$file"
        has "Flycheck: characters, not bytes" "$work/out" '^flycheck 3:19 .* \[\{\{current_time\}\}\]$'
    else
        skip "Flycheck is not installed"
    fi
else
    skip "Emacs is not installed"
fi

if have kak && [ -e /usr/share/kak/rc/tools/lint.kak ]; then
    # One that ends by itself: the dummy client waits for keys.
    (cd "$work/my project" && XDG_RUNTIME_DIR=$work timeout 20 kak -n -s warmlint -ui dummy -e "
        try %{
            source /usr/share/kak/rc/tools/lint.kak
            source '$root/editors/kakoune/warmlint.kak'
            edit prompts/support.md
            set-option buffer filetype markdown
            lint
        } catch %{ echo -to-file '$work/kak.out' -- %val{error} }" </dev/null >/dev/null 2>&1) &
    kakoune=$!
    touch "$work/kak.out"
    tries=0
    while [ $tries -lt 50 ] && ! grep -q WL101 "$work/kak.out"; do
        sleep 0.2
        tries=$((tries + 1))
        printf '%s\n' "evaluate-commands -buffer prompts/support.md %{ echo -to-file '$work/kak.out' -- %opt{lint_messages} }" |
            XDG_RUNTIME_DIR=$work kak -p warmlint >/dev/null 2>&1 || true
    done
    printf 'quit!\n' | XDG_RUNTIME_DIR=$work kak -p warmlint >/dev/null 2>&1 || true
    printf 'kill! 0\n' | XDG_RUNTIME_DIR=$work kak -p warmlint >/dev/null 2>&1 || true
    wait "$kakoune" || true
    has "Kakoune: :lint finds the byte" "$work/kak.out" '2\|.*current_time.*WL101[^|]*\(col 37\)'
else
    skip "Kakoune is not installed"
fi

# What no editor here reads.
if have node; then
    for settings in editors/kate/settings.json editors/zed/settings.json editors/zed/tasks.json editors/vscode/tasks.json \
        editors/sublime/warmlint.sublime-build editors/sublime/LSP.sublime-settings; do
        run node -e '
            const text = require("fs").readFileSync(process.argv[1], "utf8").replace(/^\s*\/\/.*$/gm, "");
            if (!JSON.stringify(JSON.parse(text)).includes("warmlint")) throw new Error("nothing about warmlint");' "$settings"
        same "$settings is JSON" 0 "$status"
    done
fi
if have python3 && python3 -c 'import tomllib' 2>/dev/null; then
    for settings in editors/helix/languages.toml editors/kakoune/kak-lsp.toml; do
        run python3 -c '
import sys, tomllib
server = tomllib.load(open(sys.argv[1], "rb"))
server = (server.get("language-server") or server["language_server"])["warmlint"]
assert [server["command"], *server["args"]] == ["warmlint", "lsp"], server' "$settings"
        same "$settings is TOML and starts the server" 0 "$status"
    done
else
    skip "TOML: needs Python 3.11"
fi
finish
