#!/bin/sh
# The language server in real editors: a file with wide characters and emoji before the place is opened, the
# finding seen at its characters, repaired or ignored by an action, and seen gone. Neovim and Emacs with Eglot,
# whichever of them is installed.
. tests/lib.sh
root_dir="$work/my project"
mkdir -p "$root_dir/prompts" "$work/bin"
file="$root_dir/prompts/shop.yaml"
cp "$WARMLINT" "$work/bin/warmlint"
PATH=$work/bin:$PATH
export PATH
export HOME="$work" XDG_CONFIG_HOME="$work" XDG_DATA_HOME="$work" XDG_STATE_HOME="$work" XDG_CACHE_HOME="$work"

sample() {
    cat <<'YAML'
model: claude-sonnet-5
max_tokens: 900000
messages:
  - role: user
    content: "{{question}}"
system: |
  日本語のお客様 é😀: it is {{current_time}} here.
YAML
    static_text | sed 's/^/  /'
}
sample >"$file"
expected=$("$WARMLINT" check --format concise --today 2026-11-21 "$file" | sed -n 's/^.*:\([0-9]*:[0-9]*\): .*volatile-placeholder\]$/\1/p')
same "the sample has its finding" 7:21 "$expected"

if have nvim; then
    OUT="$work/nvim.out" ROOT=$root_dir
    export OUT ROOT
    touch "$OUT"
    # In bytes, from 0: 2 blanks, 7 * 3, a blank, 2, 4, `: it is `.
    timeout 60 nvim --headless -u NONE -c "luafile $root/tests/editors/lsp.lua" -c 'cquit' "$file" >"$work/nvim.err" 2>&1 </dev/null || quote "$work/nvim.err"
    has "Neovim: the finding at its characters" "$OUT" '^diagnostic 6 38 6 54 1 \{\{current_time\}\}$'
    has "Neovim: hover shows the rule" "$OUT" '^hover WL101 volatile-placeholder$'
    has "Neovim: ignored by an action, and gone" "$OUT" '^ignored with a comment$'
    has "Neovim: the finding moves with its text" "$OUT" '^moved$'
    has "Neovim: another one is there" "$OUT" '^before WL402$'
    has "Neovim: all safe repairs are made, and it is gone" "$OUT" '^left the most that the model can write$'
    has "Neovim: the server stops" "$OUT" '^stopped$'
else
    skip "Neovim is not installed"
fi

sample >"$file"
# Built in since Emacs 29, before that Debian's elpa-eglot.
packages="(progn (require 'package) (add-to-list 'package-directory-list \"/usr/share/emacs/site-lisp/elpa\") (package-initialize))"
if have emacs && emacs -Q --batch --eval "$packages" --eval "(require 'eglot)" >/dev/null 2>&1; then
    run timeout 100 emacs -Q --batch --eval "$packages" -l tests/editors/eglot.el "$file"
    if [ "$status" != 0 ]; then quote "$work/err"; fi
    has "Eglot: the finding at its characters" "$work/out" '^diagnostic 7:21-7:37 \{\{current_time\}\}$'
    has "Eglot: it moves with its text" "$work/out" '^moved$'
    has "Eglot: ignored by an action, and gone" "$work/out" '^ignored with a comment$'
    has "Eglot: repaired by an action, and gone" "$work/out" '^repaired [0-9]+$'
    has "Eglot: the server stops" "$work/out" '^stopped$'
else
    skip "Emacs with Eglot is not installed"
fi
finish
