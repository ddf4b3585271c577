# Makes the index of the table in volatility_names.c: where each phrase of its lists is, by a hash.
# Reads the lists (static const char *const NAME[] = { "phrase", ... };) and the SECTION lines, which
# number them. Phrases that are in several sections are found in the order of these. Wants LC_ALL=C,
# because the hash is of bytes; runs on mawk and gawk.

function fail(what) {
    printf "%s:%d: %s\n", FILENAME, FNR, what > "/dev/stderr"
    failed = 1
    exit 1
}

# As in volatility.c.
function place_of(phrase,    i, h) {
    for (i = 1; i <= length(phrase); i++) h = (h * 33 + byte[substr(phrase, i, 1)]) % 16777216
    return (h + int(h / PLACES)) % PLACES
}

function add(list, section,    i, place) {
    for (i = 0; i < count[list]; i++) {
        place = place_of(phrases[list, i])
        while (place in entry) place = (place + 1) % PLACES
        entry[place] = "{" section + 1 ", " i "}"
        if (++total > PLACES / 2) fail("the index is too full")
    }
}

BEGIN {
    PLACES = 4096
    for (i = 1; i < 256; i++) byte[sprintf("%c", i)] = i
}

/^static const char \*const [a-z_]+\[\] = \{/ {
    list = $5
    sub(/\[.*/, "", list)
    inside = 1
    next
}
/^\};/ { inside = 0 }
inside {
    parts = split($0, part, "\"")
    for (i = 2; i < parts; i += 2) phrases[list, count[list]++] = part[i]
    if (count[list] > 256) fail(list " has more than 256 phrases")
}
/^    SECTION\(/ {
    sub(/,/, "", $2)
    if (!($2 in count)) fail("no list is called " $2)
    add($2, sections++)
}

END {
    if (failed || sections == 0) exit 1
    print "/* Made by lint/template/name_index.awk from volatility_names.c. */"
    print "#include \"lint/template/volatility_names.h\"\n"
    print "const NamePlace name_index[NAME_PLACES] = {"
    for (i = 0; i < PLACES; i++)
        if (i in entry) printf "    [%d] = %s,\n", i, entry[i]
    print "};"
}
