#!/bin/sh
# The sources as they stand, built twice: in directories of other names and depths, in another
# order, with another clock, language and user mask.
. tests/lib.sh
WARMLINT=
git ls-files -z --cached --others --exclude-standard | tar --null -T - -cf "$work/source.tar" --ignore-failed-read 2>/dev/null
build() { # DIRECTORY JOBS
    mkdir -p "$1"
    tar -C "$1" -xmf "$work/source.tar"
    (cd "$1" && make -s -j"$2" all shared static >/dev/null)
}
build "$work/one" 2
(
    umask 077
    LC_ALL=C.UTF-8 TZ=Asia/Tokyo build "$work/another/and deeper" 1
)
for file in warmlint libwarmlint.a warmlint-static share/warmlint.1 share/warmlint.bash; do
    one=$(sha256sum <"$work/one/build/$file")
    same "$file" "$one" "$(sha256sum <"$work/another/and deeper/build/$file")"
    echo "${one%% *}  $file"
done
finish
