#!/bin/sh
# Small tokenizer files of both kinds, each with a text behind a NUL and the byte in front that
# fuzz_exact takes.
#   seed_exact.sh DIRECTORY
set -eu
# All 256 bytes and some joins, as lines of base64 and rank.
ranks=$(awk 'function digit(v) {
    return substr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", v + 1, 1)
}
BEGIN {
    for (i = 0; i < 256; i++) printf "%s%s== %d\n", digit(int(i / 4)), digit(i % 4 * 16), i
    print "YmM= 256\nYWI= 257\nYWJj 258\nIGE= 259\nYWJjZA== 260\n4oKs 261"
}')
n=0
for kind in '\000' '\011' '\022'; do
    { printf "%b%s\n\\000abcd abc 1234 It'\''s \\342\\202\\254 caf\\303\\251\\n" "$kind" "$ranks"; } >"$1/seed-ranks-$n"
    n=$((n + 1))
done
pieces='{"meta": {"family": "v4.7", "message_overhead": 11, "allcaps_min": null},
"tokens": {"word_pieces": {"⟨bow⟩the⟨eow⟩": 1, "⟨bow⟩ca": {"n": [1, {}]}, "t\\u0073⟨eow⟩": true},
"contractions": {"'\''s": 1}, "bytes_fallback": {"f09f": 1}, "punctuation": {}}}'
printf "\\004%s\\000The cats' caps 12345 \\360\\237\\230\\200" "$pieces" >"$1/seed-pieces-47"
printf "\\014%s\\000The cats' caps 12345 \\360\\237\\230\\200" "$pieces" |
    sed 's/"v4.7"/"v3"/' >"$1/seed-pieces-3"
