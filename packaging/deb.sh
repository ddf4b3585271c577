#!/bin/sh
# Packs what `make install` installs as a Debian package, the same bytes for the same commit.
#   packaging/deb.sh BUILD VERSION      needs dpkg-dev; run by `make deb`
set -eu
build=$1
version=$2
architecture=$(dpkg --print-architecture)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH
date=$(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")
maintainer=${DEBFULLNAME:-The warmlint developers}
maintainer="$maintainer <${DEBEMAIL:-warmlint@packages.invalid}>"
work=$build/deb
stage=$work/stage
rm -rf "$work"
mkdir -p "$work/debian" "$stage/DEBIAN"
umask 022

make -s BUILD="$build" install DESTDIR="$stage" PREFIX=/usr >/dev/null
strip --strip-unneeded --remove-section=.comment --remove-section=.note "$stage/usr/bin/warmlint"
share=$stage/usr/share
doc=$share/doc/warmlint

# Where Debian wants them.
mkdir -p "$share/zsh/vendor-completions" "$share/vim/vimfiles"
mv "$share/zsh/site-functions/_warmlint" "$share/zsh/vendor-completions/"
rmdir "$share/zsh/site-functions"
rm "$doc/LICENSE"
gzip -9n "$share/man/man1/warmlint.1"
{
    echo 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/'
    echo 'Upstream-Name: warmlint'
    echo
    echo 'Files: *'
    sed -n 's/^Copyright (c) /Copyright: /p' LICENSE
    echo 'License: Expat'
    sed '1,/^Copyright/d' LICENSE | sed '/./,$!d' | sed 's/^$/./; s/^/ /'
} >"$doc/copyright"
printf 'warmlint (%s) unstable; urgency=medium\n\n  * Version %s.\n\n -- %s  %s\n' \
    "$version" "$version" "$maintainer" "$date" | gzip -9n >"$doc/changelog.gz"

printf 'Source: warmlint\n\nPackage: warmlint\nArchitecture: any\n' >"$work/debian/control"
depends=$(cd "$work" && dpkg-shlibdeps -O stage/usr/bin/warmlint 2>/dev/null | sed -n 's/^shlibs:Depends=//p')
cat >"$stage/DEBIAN/control" <<CONTROL
Package: warmlint
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(du -sk --apparent-size "$stage/usr" | cut -f 1)
Depends: $depends
Section: devel
Priority: optional
Description: linter that keeps the prompt caches of LLM providers warm
 warmlint reads the prompt files and request payloads of a repository and
 says, before the change ships, what will keep the provider's prompt cache
 cold, what that costs, and what the API will refuse.
CONTROL
(cd "$stage" && find usr -type f | LC_ALL=C sort | xargs md5sum >DEBIAN/md5sums)
find "$stage" -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz --build "$stage" "$build/warmlint_${version}_$architecture.deb" >/dev/null
echo "$build/warmlint_${version}_$architecture.deb"
