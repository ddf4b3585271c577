# guards.txt as mutants (mutate.c): what differs between the two texts, where it stands.
function load(file,   line) {
    if (file == loaded) return
    text = ""
    while ((getline line <file) > 0) text = text line "\n"
    close(file)
    loaded = file
}
function fail(why) {
    print "guards.txt:" NR ": " why >"/dev/stderr"
    failed = 1
}
BEGIN { FS = "\t" }
/^#/ { next }
{
    old = $2
    new = $3
    gsub(/\\n/, "\n", old)
    gsub(/\\n/, "\n", new)
    load($1)
    at = index(text, old)
    if (!at || index(substr(text, at + 1), old)) { fail("stands " (at ? "twice" : "not") " in " $1); next }
    while (old != "" && substr(old, 1, 1) == substr(new, 1, 1)) { at++; old = substr(old, 2); new = substr(new, 2) }
    while (old != "" && new != "" && substr(old, length(old)) == substr(new, length(new))) {
        old = substr(old, 1, length(old) - 1)
        new = substr(new, 1, length(new) - 1)
    }
    if (new ~ /[\n\t]/) fail("more than one line")
    before = substr(text, 1, at - 1)
    print $4, $1, gsub(/\n/, "", before) + 1, at - 1, length(old), "guard", new, $5
}
END { exit failed }
