# Makes the table of rules from the pages rules/*.md.
#   -v mode=table   C source for build/gen/rule_table.c
#   -v mode=index   Markdown table for the README
#   -v checks="..." names of the checks that exist (rules/NAME.c)
# A page opens with front matter (code, name, level, kinds, since, summary, sources, and fix where
# findings can be repaired: safe, or unsafe where that takes --unsafe-fixes); the rest is
# the text that `explain` shows, with the sources added at its end. Runs on mawk and gawk; wants
# LC_ALL=C, because page texts are written byte by byte.

function fail(place, what) {
    printf "%s: %s\n", place, what > "/dev/stderr"
    failed = 1
}

function value_of(line) {
    sub(/^[a-z-]+:[ ]*/, "", line)
    sub(/[ ]+$/, "", line)
    return line
}

function check_page(n,    key, i, keys, want) {
    if (closed[n] != 1) {
        fail(file[n], "front matter is missing or not closed with ---")
        return
    }
    want = split("code name level kinds since summary sources", keys, " ")
    for (i = 1; i <= want; i++)
        if (meta[n, keys[i]] == "") fail(file[n], "front matter lacks `" keys[i] "`")
    key = file[n]
    sub(/^.*\//, "", key)
    sub(/\.md$/, "", key)
    if (meta[n, "name"] != key) fail(file[n], "name `" meta[n, "name"] "` is not the file's name")
    if (meta[n, "code"] !~ /^WL[0-9][0-9][0-9]$/) fail(file[n], "code is not WL and three digits")
    if (meta[n, "level"] !~ /^(error|warning|info)$/) fail(file[n], "level is not error, warning or info")
    if (by_code[meta[n, "code"]]) fail(file[n], "code " meta[n, "code"] " is used by " by_code[meta[n, "code"]] " too")
    if (meta[n, "fix"] !~ /^(safe|unsafe)?$/) fail(file[n], "fix is not safe or unsafe")
    if (meta[n, "summary"] ~ /: | #/) fail(file[n], "the summary is not a plain YAML value")
    if (body[n] !~ /[^ \n]/) fail(file[n], "the page is empty")
    by_code[meta[n, "code"]] = file[n]
    if (!(key in check)) fail(file[n], "has no rules/" key ".c")
    page_of[key] = 1
}

function kinds_of(n,    text, count, i, part, out) {
    text = meta[n, "kinds"]
    gsub(/[][,]/, " ", text)
    count = split(text, part, " ")
    for (i = 1; i <= count; i++) {
        if (part[i] !~ /^(template|static|rendered)$/) fail(file[n], "unknown kind `" part[i] "`")
        out = out (i > 1 ? " | " : "") "KIND_" toupper(part[i])
    }
    return out
}

# Character by character: awks differ in what they take a backslash in a replacement for.
function quoted(text,    i, c, out) {
    for (i = 1; i <= length(text); i++) {
        c = substr(text, i, 1)
        out = out ((c == "\"" || c == "\\") ? "\\" : "") c
    }
    return "\"" out "\""
}

# One character constant per byte: a string literal may not be longer than 4,095 bytes in C11.
function put_bytes(text,    i, len, line, item) {
    len = length(text)
    line = "   "
    for (i = 1; i <= len; i++) {
        item = " " constant[substr(text, i, 1)] ","
        if (length(line) + length(item) > 98) {
            print line
            line = "   "
        }
        line = line item
    }
    print line " 0,"
}

function put_table(    i, n, id) {
    print "/* Generated from the pages in rules/ by rules.awk. */"
    print "#include \"rules/rule.h\"\n"
    for (i = 1; i <= pages; i++) {
        n = order[i]
        id = meta[n, "name"]
        gsub(/-/, "_", id)
        print "extern const RuleCheck rule_" id ";"
        print "static const char page_" id "[] = {"
        put_bytes(body[n] (sources[n] ? "\nSources:\n\n" sources[n] : ""))
        print "};"
    }
    print "\nconst Rule rule_table[] = {"
    for (i = 1; i <= pages; i++) {
        n = order[i]
        id = meta[n, "name"]
        gsub(/-/, "_", id)
        printf "    {%s, %s, LEVEL_%s, %s, %s, FIX_%s,\n     %s,\n     page_%s, &rule_%s},\n", quoted(meta[n, "code"]),
            quoted(meta[n, "name"]), toupper(meta[n, "level"]), kinds_of(n), quoted(meta[n, "since"]),
            meta[n, "fix"] ? toupper(meta[n, "fix"]) : "NONE", quoted(meta[n, "summary"]), id, id
    }
    print "};\n\nconst size_t rule_count = sizeof rule_table / sizeof *rule_table;"
}

function put_index(    i, n) {
    print "| code | name | level | fix | what it sees |"
    print "| --- | --- | --- | --- | --- |"
    for (i = 1; i <= pages; i++) {
        n = order[i]
        printf "| %s | [%s](rules/%s.md) | %s | %s | %s |\n", meta[n, "code"], meta[n, "name"], meta[n, "name"],
            meta[n, "level"], meta[n, "fix"], meta[n, "summary"]
    }
}

BEGIN {
    count = split(checks, names, " ")
    for (i = 1; i <= count; i++) check[names[i]] = 1
    for (i = 1; i < 256; i++) {
        c = sprintf("%c", i)
        constant[c] = (i >= 32 && i < 127) ? "'" c "'" : sprintf("'\\%03o'", i)
    }
    constant["\n"] = "'\\n'"
    constant["'"] = "'\\''"
    constant["\\"] = "'\\\\'"
    if (ARGC < 2) {
        fail("rules", "no pages")
        exit 1
    }
}

FNR == 1 {
    file[++pages] = FILENAME
    if ($0 == "---") next
    closed[pages] = -1
}
closed[pages] != 1 && closed[pages] != -1 {
    if ($0 == "---") closed[pages] = 1
    else if ($0 ~ /^[a-z-]+:/) {
        last = $0
        sub(/:.*/, "", last)
        meta[pages, last] = (last == "sources" && $0 !~ /\[\]$/) ? "" : value_of($0)
    } else if (last == "sources" && $0 ~ /^  - \{url: [^ ,]+, verified: [0-9-]+\}$/) {
        url = $0
        sub(/^  - \{url: /, "", url)
        date = url
        sub(/,.*/, "", url)
        sub(/.*verified: /, "", date)
        sub(/\}$/, "", date)
        meta[pages, "sources"] = "some"
        sources[pages] = sources[pages] "- " url " (seen " date ")\n"
    } else fail(file[pages] ":" FNR, "not a front matter line: " $0)
    next
}
{ body[pages] = body[pages] $0 "\n" }

END {
    if (failed) exit 1
    for (n = 1; n <= pages; n++) check_page(n)
    for (key in check) if (!(key in page_of)) fail("rules/" key ".c", "has no rules/" key ".md")
    if (failed) exit 1
    for (n = 1; n <= pages; n++) { # insertion sort by code
        for (i = n - 1; i >= 1 && meta[order[i], "code"] > meta[n, "code"]; i--) order[i + 1] = order[i]
        order[i + 1] = n
    }
    if (mode == "table") put_table()
    else put_index()
    if (failed) exit 1
}
