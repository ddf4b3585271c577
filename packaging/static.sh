#!/bin/sh
# The program in one file that needs nothing else of the system: static.sh BUILD
#   CJSON_SOURCE=DIR   take cJSON.c and cJSON.h from here
# Debian has libyaml and PCRE2 as archives but not cJSON; its source is fetched from Debian too, with
# apt's own check of signatures, and built as Debian patches it.
set -eu
build=$1/static
mkdir -p "$build/cjson"

# The package sources that apt has, as sources of source packages, in a place of their own.
fetch() {
    apt=$(cd "$build" && pwd)/apt
    mkdir -p "$apt/lists/partial" "$apt/parts"
    for list in /etc/apt/sources.list.d/*.sources; do
        [ ! -e "$list" ] || sed 's/^Types:.*/Types: deb-src/' "$list" >"$apt/parts/${list##*/}"
    done
    for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ ! -e "$list" ] || sed -n 's/^deb /deb-src /p' "$list" >"$apt/parts/$(basename "$list")"
    done
    set -- -qq -o "Dir::State::Lists=$apt/lists" -o Dir::Etc::SourceList=/dev/null \
        -o "Dir::Etc::SourceParts=$apt/parts" -o APT::Sandbox::User=root
    apt-get "$@" update
    (cd "$build" && apt-get "$@" source --download-only cjson)
    rm -rf "$build/cjson"
    (cd "$build" && dpkg-source -x cjson_*.dsc cjson >/dev/null)
}

source=${CJSON_SOURCE-}
if [ -z "$source" ]; then
    source=$build/cjson
    if [ ! -e "$source/cJSON.c" ]; then
        if ! command -v apt-get >/dev/null || ! command -v dpkg-source >/dev/null; then
            echo "static: needs apt-get and dpkg-source (dpkg-dev), or CJSON_SOURCE=DIR with cJSON.c" >&2
            exit 2
        fi
        fetch
    fi
fi
mkdir -p "$build/include/cjson" "$build/lib"
cp "$source/cJSON.h" "$build/include/cjson/"
${CC:-cc} -O2 -fPIE -c -o "$build/lib/cJSON.o" "$source/cJSON.c"
rm -f "$build/lib/libcjson.a"
ar rcs "$build/lib/libcjson.a" "$build/lib/cJSON.o"
${MAKE:-make} BUILD="$build/objects" CFLAGS="${CFLAGS:--O2} -I$build/include" \
    LDFLAGS='-static-pie -Wl,-z,relro,-z,now' \
    V="${V-}" LIBS="-L$build/lib -lcjson $(pkg-config --static --libs yaml-0.1 libpcre2-8) -lm" "$build/objects/warmlint"
cp "$build/objects/warmlint" "$1/warmlint-static"
strip "$1/warmlint-static"
