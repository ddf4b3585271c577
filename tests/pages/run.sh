#!/bin/sh
# Runs the examples of the rule pages: a bad one must raise exactly the page's rule, with exactly the
# output that the page shows; a good one must raise nothing. Where the front matter promises a fix,
# --fix must repair at least one bad example (a note may be left of it), all that it can at once, and
# make none worse. Each page has two of both, and a source that says when it was read.
#
# said/NAME.txt has what the page does not show of its examples: costs, help, notes, ends, figures,
# what is pointed at, and the lines that fixes take out and put in.
#
#   tests/pages/run.sh [--accept] [--ignore RULE] BINARY [PAGE...]
#
# --accept rewrites the output blocks and said/NAME.txt (to be reviewed with `git diff`); --ignore
# hands the option on.
set -u
LC_ALL=C
export LC_ALL
here=$(cd "$(dirname "$0")" && pwd)
accept=
ignore=
while [ $# -gt 0 ]; do
    case $1 in
    --accept) accept=1 ;;
    --ignore) ignore="--ignore $2" && shift ;;
    *) break ;;
    esac
    shift
done
[ $# -ge 1 ] || { echo "usage: run.sh [--accept] [--ignore RULE] BINARY [PAGE...]" >&2; exit 2; }
binary=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
[ $# -gt 0 ] || set -- rules/*.md

# The day to which the outputs belong; lifecycles and prices depend on it.
today=2026-11-21
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
failed=0
examples=0

fail() {
    failed=$((failed + 1))
    echo "FAIL $1: $2"
    if [ -n "${FAIL_FAST-}" ]; then exit 1; fi
}

# make_file PREPARE CONTENT PATH
make_file() {
    mkdir -p "$(dirname "$3")"
    case $1 in
    -) cp "$2" "$3" ;;
    fifo) mkfifo "$3" ;;
    device) ln -s /dev/null "$3" ;;
    latin1) iconv -f UTF-8 -t LATIN1 "$2" > "$3" ;;
    bom) { printf '\357\273\277' && cat "$2"; } > "$3" ;;
    utf16) { printf '\377\376' && iconv -f UTF-8 -t UTF-16LE "$2"; } > "$3" ;;
    *) echo "unknown prepare=$1" >&2 && exit 2 ;;
    esac
}

# say_all FLAGS...: of $file, with $config, $lock and $beside
say_all() {
    echo "$number $verdict $file"
    # shellcheck disable=SC2086
    (
        cd "$dir/$number.d" || exit 2
        set -- check --strict --color never $config --today $today $lock "$@"
        "$binary" "$@" --format agent $beside "$file"
        "$binary" "$@" --format jsonl $beside "$file" | sed -f "$here/../corpus/figures.sed"
        "$binary" "$@" --unsafe-fixes --diff --quiet $beside "$file" 2>/dev/null | grep '^[-+]'
    ) 2>&1 | cut -c 1-400 | sed 's/^/    /'
}

# run_example PAGE TAG NUMBER VERDICT FILE PREPARE FLAGS...
run_example() {
    page=$1 tag=$2 number=$3 verdict=$4 file=$5 prepare=$6
    shift 6
    got=$dir/$number.got
    mkdir "$dir/$number.d"
    lock=
    if [ -f "$dir/$number.old" ]; then # the version before, recorded
        lock="--lock warmlint.lock"
        (cd "$dir/$number.d" && make_file - "$dir/$number.old" "$(cat "$dir/$number.oldname")" &&
            "$binary" lock --isolated --today $today --lock warmlint.lock >/dev/null) || exit 2
    fi
    config=--isolated beside= k=0
    if [ -f "$dir/$number.with" ]; then # files beside it
        while read -r other; do
            k=$((k + 1))
            (cd "$dir/$number.d" && make_file - "$dir/$number.with.$k" "$other") || exit 2
            if [ "$other" = .warmlint.yaml ]; then config="--config $other"; else beside="$beside $other"; fi
        done <"$dir/$number.with"
    fi
    (cd "$dir/$number.d" && make_file "$prepare" "$dir/$number.in" "$file") || exit 2
    # shellcheck disable=SC2086
    (cd "$dir/$number.d" && "$binary" check --format concise $config --today $today $ignore $lock "$@" \
        $beside "$file" > "$got" 2> "$dir/$number.err")
    status=$?
    examples=$((examples + 1))
    where="$page, example $number ($verdict, $file)"
    [ -n "$ignore" ] || say_all "$@" >>"$dir/said"
    [ $status -le 2 ] || fail "$where" "exit status $status: $(head -3 "$dir/$number.err")"
    if [ "$verdict" = good ]; then
        [ ! -s "$got" ] || fail "$where" "expected nothing, got
$(cat "$got")"
        return
    fi
    [ -s "$got" ] || fail "$where" "raised nothing"
    ! grep -qvF "[$tag]" "$got" || fail "$where" "raised another rule
$(grep -vF "[$tag]" "$got")"
    [ -n "$accept" ] || cmp -s "$got" "$dir/$number.out" || fail "$where" "output differs
$(diff "$dir/$number.out" "$got")"
}

# lint_left FLAGS...: what is found in $file now
lint_left() {
    # shellcheck disable=SC2086
    (cd "$dir/$number.d" && "$binary" check --format concise --isolated --today $today $lock $flags "$@" "$file" 2>/dev/null)
}

# repair_example PAGE TAG NUMBER FILE FIX FLAGS...: behind run_example
repair_example() {
    page=$1 tag=$2 number=$3 file=$4
    how=--fix
    [ "$5" = safe ] || how="--fix --unsafe-fixes"
    shift 6
    flags=$*
    lock=
    [ ! -f "$dir/$number.old" ] || lock="--lock warmlint.lock"
    # shellcheck disable=SC2086
    lint_left $how >/dev/null
    lint_left >"$dir/$number.left"
    before=$(grep -cE ': (error|warning): ' "$got")
    after=$(grep -cE ': (error|warning): ' "$dir/$number.left")
    if [ ! -s "$dir/$number.left" ] || [ "$after" -lt "$before" ]; then repaired=$((repaired + 1)); fi
    [ "$after" -le "$before" ] || fail "$page, example $number" "worse after fixing
$(cat "$dir/$number.left")"
    lint_left $how --diff | grep -q . && fail "$page, example $number" "not all was fixed at once"
    return 0
}

for page in "$@"; do
    dir=$work/$(basename "$page" .md)
    mkdir "$dir"
    awk -v dir="$dir" -f "$here/extract.awk" "$page" > "$dir/list" || { failed=$((failed + 1)); continue; }
    tag=$(awk '/^code: /{c=$2} /^name: /{print c, $2; exit}' "$page")
    for verdict in bad good; do
        [ "$(grep -c " $verdict " "$dir/list")" -ge 2 ] || fail "$page" "fewer than two $verdict examples"
    done
    dates=$(sed -n '/^sources:/,/^---$/s/.*verified: \([0-9-]*\)}$/\1/p' "$page")
    [ -n "$dates" ] || fail "$page" "no source"
    for date in $dates; do
        case $date in
        20[0-9][0-9]-[01][0-9]-[0-3][0-9]) ;;
        *) fail "$page" "a source without a date: $date" ;;
        esac
        [ "$(printf '%s\n' "$date" "$(date -u +%F)" | sort | head -1)" = "$date" ] ||
            fail "$page" "a source is dated in the future: $date"
    done
    fix=$(awk '/^fix: /{print $2; exit} /^---/ && NR > 1 {exit}' "$page")
    repaired=0
    while read -r number verdict file rest; do
        # shellcheck disable=SC2086
        run_example "$page" "$tag" "$number" "$verdict" "$file" $rest
        [ -z "$fix" ] || [ -n "$accept$ignore" ] || [ "$verdict" = good ] ||
            repair_example "$page" "$tag" "$number" "$file" "$fix" $rest
    done < "$dir/list"
    [ -z "$fix" ] || [ -n "$accept$ignore" ] || [ $repaired -gt 0 ] ||
        fail "$page" "no bad example is repaired by a fix that is $fix"
    said=$here/said/$(basename "$page" .md).txt
    [ -n "$accept$ignore" ] || cmp -s "$dir/said" "$said" || fail "$page" "said otherwise than in $said
$(diff "$said" "$dir/said" | head -n 40)"
    if [ -n "$accept" ]; then
        cmp -s "$dir/said" "$said" || { cp "$dir/said" "$said" && echo "rewrote $said"; }
        awk -v dir="$dir" -v accept=1 -f "$here/extract.awk" "$page" > "$dir/page" || exit 2
        cmp -s "$dir/page" "$page" || { cp "$dir/page" "$page" && echo "rewrote $page"; }
    fi
done
echo "pages: $examples examples, $failed failures"
[ $failed -eq 0 ]
