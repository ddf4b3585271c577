#!/bin/sh
# What a newcomer does, on a machine that has nothing: a minimal Debian in a directory of its own, a
# clone of the last commit, and the README's two commands. Needs root, debootstrap and a Debian
# mirror; apt is set up as on this machine. Takes minutes. Not part of `make check`.
#   SUITE     the release, default bookworm
#   TMPDIR    where it is built (about 1.5 GB); the packages of the base are kept there for the next time
set -eu
suite=${SUITE:-bookworm}
place=${TMPDIR:-/tmp}
if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null; then
    echo "skipped: needs root and debootstrap"
    exit 0
fi
base=$place/warmlint-bare-$suite.tar
room=$(mktemp -d "$place/warmlint-bare.XXXXXX")
trap 'umount "$room/proc" "$room/dev/pts" 2>/dev/null || true; rm -rf "$room"' EXIT
trap 'exit 130' HUP INT TERM
mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
    awk '/^(deb |URIs:)/ { for (i = 2; i <= NF; i++) if ($i ~ /^https?:/) { print $i; exit } }')

echo "== a bare $suite"
if [ -e "$base" ]; then
    tar xf "$base" -C "$room"
else
    debootstrap --variant=minbase "$suite" "$room" "$mirror" >"$room.log" 2>&1 || {
        tail -n 20 "$room.log"
        exit 1
    }
    rm -f "$room.log"
    tar cf "$base.part" -C "$room" .
    mv "$base.part" "$base"
fi

chmod 755 "$room"

# apt, names and certificates as on this machine.
rm -rf "$room/etc/apt"
cp -a /etc/apt "$room/etc/apt"
cp -L /etc/resolv.conf /etc/hosts "$room/etc/"
for file in /usr/share/keyrings /usr/local/share/ca-certificates /etc/ssl/certs; do
    if [ -e "$file" ]; then
        mkdir -p "$room$file"
        cp -aL "$file/." "$room$file/" 2>/dev/null || true
    fi
done
mount -t proc proc "$room/proc"
mount -t devpts devpts "$room/dev/pts"

git clone --quiet --no-hardlinks . "$room/root/warmlint"
echo "== commit $(git -C "$room/root/warmlint" log -1 --format=%h)"
inside() {
    chroot "$room" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
        sh -c "cd /root/warmlint && $1"
}
echo "== ./setup"
inside ./setup
echo "== make check"
inside 'make check'
echo "== both commands of the README work on a bare $suite"
