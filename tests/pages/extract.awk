# Takes the examples out of a rule page.
#   -v dir=DIR   writes DIR/N.in (the example) and DIR/N.out (the output block behind a bad one), and
#                one line per example to standard output: N verdict file prepare flags
#   -v accept=1  prints the page with each output block replaced by DIR/N.got instead
# An example is a fenced block whose info string is a language, `bad` or `good`, and words:
#   file=PATH      name of the file (a default for the language otherwise)
#   prepare=WHAT   how the file is made: fifo, device, latin1, utf16, bom (run.sh)
#   --OPTION       handed to warmlint
# A block with `old` and file=PATH before an example is the version before it: recorded with
# `warmlint lock`, and the example is compared with it (DIR/N.old and DIR/N.oldname).
# A block with `with` and file=PATH before an example is a file beside it: .warmlint.yaml, or one that
# is linted before it (DIR/N.with lists the paths, DIR/N.with.K are the files).
# A bad example is followed by a block with the info string `text output`.

function default_name(language) {
    if (language == "json") return "request.json"
    if (language == "yaml") return "prompts/support.yaml"
    if (language == "jinja") return "prompts/system.j2"
    if (language == "handlebars") return "prompts/system.hbs"
    if (language == "markdown") return "prompts/system.md"
    return "prompts/system.txt"
}

function open_example(words, count,    i, path, prepare, flags) {
    n++
    verdict = words[2]
    path = default_name(words[1])
    prepare = "-"
    flags = ""
    for (i = 3; i <= count; i++) {
        if (words[i] ~ /^file=/) path = substr(words[i], 6)
        else if (words[i] ~ /^prepare=/) prepare = substr(words[i], 9)
        else if (words[i] ~ /^--/) flags = flags " " words[i]
        else complain("unknown word `" words[i] "`")
    }
    if (!accept) {
        print n, verdict, path, prepare flags
        printf "" > (dir "/" n ".in")
        if (verdict == "bad") printf "" > (dir "/" n ".out")
    }
    target = dir "/" n ".in"
    waiting = verdict == "bad"
}

# The version before the next example.
function open_old(words, count,    path) {
    path = default_name(words[1])
    if (words[3] ~ /^file=/) path = substr(words[3], 6)
    target = dir "/" (n + 1) ".old"
    if (accept) target = ""
    else {
        printf "" > target
        print path > (dir "/" (n + 1) ".oldname")
        close(dir "/" (n + 1) ".oldname")
    }
}

# A file beside the next example.
function open_with(words, count,    list) {
    list = dir "/" (n + 1) ".with"
    if (words[3] !~ /^file=/) complain("`with` needs file=PATH")
    if (with_of != n + 1) beside = 0
    with_of = n + 1
    target = list "." ++beside
    if (accept) target = ""
    else {
        printf "" > target
        print substr(words[3], 6) >> list
        close(list)
    }
}

function complain(what) {
    printf "%s:%d: %s\n", FILENAME, FNR, what > "/dev/stderr"
    failed = 1
}

function copy_result(    line, path) {
    path = dir "/" n ".got"
    while ((getline line < path) > 0) print line
    close(path)
}

fence != "" && $0 == fence { # end of a block
    if (target) close(target)
    fence = target = ""
    replaced = 0
    if (accept) print
    next
}
fence == "" && /^(```|~~~)/ { # start of one
    match($0, /^[`~]+/)
    fence = substr($0, 1, RLENGTH)
    info = substr($0, RLENGTH + 1)
    count = split(info, words, " ")
    if (words[2] == "bad" || words[2] == "good") {
        if (waiting) complain("the bad example before has no output block")
        open_example(words, count)
    } else if (words[2] == "old") {
        open_old(words, count)
    } else if (words[2] == "with") {
        open_with(words, count)
    } else if (info == "text output") {
        if (!waiting) complain("an output block without a bad example")
        waiting = 0
        target = accept ? "" : dir "/" n ".out"
        replaced = accept
    }
    if (accept) {
        print
        if (replaced) copy_result()
    }
    next
}
fence != "" && target && !accept { print > target }
accept && !replaced { print }

END {
    if (fence != "") complain("a block is not closed")
    if (waiting) complain("the last bad example has no output block")
    if (failed) exit 1
}
