# warmlint for Kakoune. From your kakrc: source /path/to/warmlint/editors/kakoune/warmlint.kak

# With Kakoune's own lint.kak: :lint, :lint-next-message. warmlint counts characters and Kakoune bytes.
declare-option -docstring 'command that lints a prompt file for :lint' str warmlint_cmd %{
    run() {
        warmlint check --format concise --color never --skip-unrecognised --stdin-filename "$kak_buffile" - < "$1" |
            LC_ALL=C awk -v file="$1" '
                BEGIN { while ((getline line < file) > 0) text[++n] = line }
                match($0, /:[0-9]+:[0-9]+: (error|warning|note): /) {
                    split(substr($0, RSTART + 1), place, ":")
                    left = place[2]
                    for (byte = 1; byte <= length(text[place[1]]); byte++)
                        if (substr(text[place[1]], byte, 1) !~ /[\200-\277]/ && --left == 0) break
                    rest = substr($0, RSTART + length(place[1]) + length(place[2]) + 2)
                    print file ":" place[1] ":" byte rest
                }'
    } && run}
hook -group warmlint global WinSetOption filetype=(?:yaml|json|markdown|plain) %{
    set-option window lintcmd %opt{warmlint_cmd}
}

# With kakoune-lsp 18 or later; without it the option does not exist and nothing happens.
hook -group warmlint global BufSetOption filetype=(?:yaml|json|markdown) %{
    try %{ set-option -add buffer lsp_servers %{
        [warmlint]
        root_globs = [".warmlint.yaml", "warmlint.lock", ".git"]
        command = "warmlint"
        args = ["lsp"]
    } }
}
