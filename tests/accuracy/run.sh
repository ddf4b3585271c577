#!/bin/sh
# How far the fitted counts are from the right ones, family by family, against the bars that the tokenizer has to keep.
#     run.sh [COUNTS.tsv FOLDER]
# COUNTS.tsv has a header: `file` (a name in FOLDER) or `id` (FOLDER/NNNN.txt), `group`, and a column of counts for each family;
# "-" is not known. Without arguments: the texts of this folder, see README.md here. English and code, and the sum, are judged in any set;
# the mean of all and how many are inside their band only in one of 300 texts or more: a token more or less in a line of Greek is 2 %.
. tests/lib.sh
counts=${1:-tests/accuracy/counts.tsv}
folder=${2:-tests/accuracy/texts}

# family, greatest mean error and greatest mean error of English and code, %
bars='claude-4.7 0.85 0.5
claude-v3 1.1 0.7
o200k 1.8 1.2
cl100k 1.5 1.1
gemma3 1.5 1.2
llama3 1.7 1.2'

head -n 1 "$counts" | tr '\t' '\n' >"$work/columns"
# list FAMILY: file, group and count of each text that has one
list() {
    awk -F '\t' -v family="$1" -v folder="$folder" '
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        at[family] && $at[family] != "-" && $at[family] > 0 {
            file = "file" in at ? $at["file"] : sprintf("%04d.txt", $at["id"])
            print folder "/" file "\t" $at["group"] "\t" $at[family] }' "$counts"
}

printf '%-12s %5s %7s %7s %7s %12s %8s %7s\n' family texts 'mean %' 'median' '95th %' 'English+code' 'sum %' 'inside'
echo "$bars" >"$work/bars"
while read -r family mean few; do
    list "$family" >"$work/list"
    [ -s "$work/list" ] || continue
    cut -f 1 "$work/list" | tr '\n' '\0' | xargs -0 "$WARMLINT" tokens --family "$family" --format json -- >"$work/json"
    # The objects of files come one a line.
    sed -n 's/.*"path":"\([^"]*\)".*"tokens":\([0-9]*\),"lo":\([0-9]*\),"hi":\([0-9]*\).*/\1\t\2\t\3\t\4/p' "$work/json" |
        awk -F '\t' -v family="$family" -v list="$work/list" -v mean_bar="$mean" -v few_bar="$few" '
            BEGIN { while ((getline line <list) > 0) { split(line, a, "\t"); group[a[1]] = a[2]; want[a[1]] = a[3] } }
            $1 in want {
                off = $2 - want[$1]; error = 100 * (off < 0 ? -off : off) / want[$1]
                errors[++n] = error; all += error; sum += off; total += want[$1]
                inside += $3 <= want[$1] && want[$1] <= $4
                if (group[$1] == "english" || group[$1] == "code") { few += error; fews++ }
            }
            END {
                for (i = 2; i <= n; i++) { x = errors[i]; for (j = i - 1; j > 0 && errors[j] > x; j--) errors[j + 1] = errors[j]; errors[j + 1] = x }
                bias = 100 * sum / total
                printf "%-12s %5d %7.2f %7.2f %7.2f %12.2f %+8.2f %5.0f %%\n", family, n, all / n,
                    errors[int((n + 1) / 2)], errors[int(n * 0.95 + 0.5)], fews ? few / fews : 0, bias, 100 * inside / n
                if (few > few_bar * fews || bias > 1 || bias < -1 || (n >= 300 && (all / n > mean_bar || inside < 0.88 * n)))
                    print "worse than the bars: mean " mean_bar ", English and code " few_bar ", sum within 1, inside from 88 on"
            }' >"$work/row"
    head -n 1 "$work/row"
    if [ "$(wc -l <"$work/row")" = 1 ]; then pass "$family"; else fail "$family: $(tail -n 1 "$work/row")"; fi
done <"$work/bars"
finish
