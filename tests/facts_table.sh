#!/bin/sh
# The table generator must stop the build, with file and line, on anything wrong in models.csv.
# Each case spoils a small good table in one way. Run from the top of the tree.
set -u
awk=${AWK:-awk}
generator=lint/facts/facts_table.awk
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
failed=0

header=$(sed -n '/^provider,/p' lint/facts/models.csv)
# The good table: a model with an alias and a second, dated price, and its successor.
cat > "$dir/good.csv" <<TABLE
# data 2026-11-21
$header
anthropic,m-1,~m-one,pinned,1000,100,,3,15,3.75,6,0.3,,,,,,,,0.5,,1024,,2048,doc,4,breakpoints,300,3600,deprecated,,2026-12-31,,,m-2,sampling,10,20,tok,doc,2026-11-20,"a, b",,
anthropic,m-1,,,,,2026-12-01,4,16,5,8,0.4,,,,,,,,,,,,,,,,,,,,,,,,,,,,,2026-11-20,c,,
anthropic,m-2,,pinned,1000,100,,1,5,,,0.1,500,2,10,,,0.2,,,,,,,,,,,,active,,,,,,,,,,doc,2026-11-20,d,,
TABLE

run() { LC_ALL=C $awk -f "$generator" "$1" > "$dir/out.c" 2> "$dir/err"; }

if ! run "$dir/good.csv"; then
    echo "FAIL: the good table is refused:"; cat "$dir/err"; failed=1
fi

# spoil LINE SED-SCRIPT EXPECTED-MESSAGE
spoil() {
    sed "$1$2" "$dir/good.csv" > "$dir/bad.csv"
    if cmp -s "$dir/good.csv" "$dir/bad.csv"; then
        echo "FAIL: case '$3' changes nothing"; failed=1; return
    fi
    if run "$dir/bad.csv"; then
        echo "FAIL: accepted: $3"; failed=1
    elif ! grep -qF "$dir/bad.csv:$1: $3" "$dir/err"; then
        echo "FAIL: no '$1: $3' in:"; cat "$dir/err"; failed=1
    fi
}

spoil 5 's/,d,,$/,d,,,/' '45 fields, not 44'
spoil 5 's/m-2,,/m-2,m-one,/' 'anthropic/m-one is already on line 3'
spoil 5 's/m-2,,/m-2,m-1,/' 'anthropic/m-1 is already on line 3'
spoil 5 's/m-2,,/m-2,^m-2,/' 'anthropic/m-2 is already on line 5'
spoil 3 's/,1000,/,1k,/' 'context_window: not a whole number: 1k'
spoil 3 's/,3.75,/,3.7.5,/' 'write_short: not a price: 3.7.5'
spoil 3 's/,0.3,/,-0.3,/' 'read: not a price: -0.3'
spoil 3 's/,0.3,/,30,/' 'reading costs more than input'
spoil 3 's/,3.75,/,1.75,/' 'writing costs less than input'
spoil 3 's/,6,/,3.5,/' 'the long write costs less than the short one'
spoil 3 's/,"a, b",/,,/' 'no source'
spoil 3 's/,2026-11-20,/,,/' 'no verified date'
spoil 3 's/,2026-11-20,/,2026-11-22,/' 'verified after the date of the data'
spoil 3 's/2026-12-31/2026-02-30/' 'retires: no such day: 2026-02-30'
spoil 3 's/2026-12-31/soon/' 'retires: not a date: soon'
spoil 3 's/2026-12-31/2026-11-21/' 'its end has passed: state should be retired'
spoil 3 's/deprecated/retired/' 'retired needs a retires date up to the date of the data'
spoil 3 's/deprecated/active/' 'an end date, but the state is active'
spoil 3 's/deprecated/gone/' "state: unknown word 'gone'"
spoil 3 's/^anthropic/antropic/' "provider: unknown word 'antropic'"
spoil 3 's/,sampling,/,smpling,/' "refuses: unknown word 'smpling'"
spoil 3 's/,m-2,/,m-3,/' 'its successor is not in the table'
spoil 3 's/,2048,/,512,/' 'min_low, min_tokens, min_high are not in order'
spoil 3 's/,doc,4,/,,4,/' 'min_tokens and min_basis go together'
spoil 3 's/b"/b/' 'a quote is not closed on this line'
spoil 3 's/"a, b"/caf\xc3\xa9/' 'only printable ASCII, please'
spoil 3 's/,m-1,/,m 1,/' "not an id: 'm 1'"
spoil 4 's/,2026-12-01,/,,/' 'a second row for m-1 needs price_from'
spoil 4 's/m-1,,,/m-1,,pinned,/' 'id_form: only prices, verified and source belong on a dated price row'
spoil 5 's/,500,2,/,,2,/' 'long_in without long_over'
spoil 5 's/,5,,,/,,,,/' 'input and output price go together'
spoil 5 's/,1,5,,,0.1,500,2,10,,,0.2,,/,,,,,,,,,,,,1,/' 'a storage price without an input price'
spoil 2 's/,id,/,name,/' "column 2 should be id, is 'name'"

if [ "$failed" -eq 0 ]; then echo "facts_table: every spoiled table is refused"; fi
exit "$failed"
