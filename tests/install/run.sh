#!/bin/sh
# make install into a directory of its own: the program runs from there, the manual page and the
# completions are what the program writes, and make uninstall leaves nothing behind.
. tests/lib.sh
stage=$work/stage
build=${BUILD:-build}

run make BUILD="$build" install DESTDIR="$stage" PREFIX=/opt/warm
same "make install" 0 "$status"
[ "$status" = 0 ] || quote "$work/err"
share=$stage/opt/warm/share
run "$stage/opt/warm/bin/warmlint" --version
has "the program runs" "$work/out" '^warmlint [0-9]+\.[0-9]+\.[0-9]+ '

# How it is hardened, as checksec would say it.
if have readelf; then
    installed=$stage/opt/warm/bin/warmlint
    readelf -hldW "$installed" >"$work/elf"
    has "position independent" "$work/elf" 'Flags: .*PIE'
    has "its relocations are read-only" "$work/elf" 'GNU_RELRO'
    has "and bound when it starts" "$work/elf" 'BIND_NOW'
    has "its stack does not execute" "$work/elf" 'GNU_STACK .* RW '
    same "nothing is writable and executable" "" "$(grep -E '^ +LOAD .* RWE ' "$work/elf" || true)"
    readelf --dyn-syms -W "$installed" >"$work/symbols"
    has "stack canaries" "$work/symbols" '__stack_chk_fail'
    case ${CFLAGS--O2} in
    *-fsanitize* | *-O0*) skip "checked copies: not in such a build" ;;
    *) has "checked copies" "$work/symbols" '__[a-z]+_chk@' ;;
    esac
else
    skip "how it is hardened: needs readelf"
fi

installed() { # WHAT FILE: as the program writes it
    same "$1" "" "$("$WARMLINT" --generate "$1" | diff - "$2" | head -n 3)"
}
installed man "$share/man/man1/warmlint.1"
installed bash "$share/bash-completion/completions/warmlint"
installed zsh "$share/zsh/site-functions/_warmlint"
installed fish "$share/fish/vendor_completions.d/warmlint.fish"

run make BUILD="$build" uninstall DESTDIR="$stage" PREFIX=/opt/warm
same "make uninstall" 0 "$status"
same "nothing is left" "" "$(find "$stage" -type f)"

if git rev-parse -q --verify HEAD >/dev/null 2>&1; then
    run make BUILD="$work/dist" dist
    same "make dist" 0 "$status"
    version=$("$WARMLINT" --version | cut -d ' ' -f 2)
    tar tzf "$work/dist/warmlint-$version.tar.gz" >"$work/list"
    has "the archive has a directory of its own" "$work/list" "^warmlint-$version/Makefile\$"
    same "and nothing outside" 0 "$(grep -vc "^warmlint-$version/" "$work/list")"
fi
if have dpkg-shlibdeps && have dpkg-deb; then
    run env DEBEMAIL=warmlint@example.org make BUILD="$build" deb
    same "make deb" 0 "$status"
    package=$(grep "[.]deb\$" "$work/out")
    run dpkg-deb --contents "$package"
    has "the package has the program" "$work/out" ' \./usr/bin/warmlint$'
    run dpkg-deb --field "$package" Depends
    has "the package needs its libraries" "$work/out" 'libyaml-0-2.*'
    if have lintian; then
        run lintian --fail-on error,warning --suppress-tags initial-upload-closes-no-bugs,bogus-mail-host "$package"
        same "lintian has nothing to say" "" "$(head -n 10 "$work/out")"
    else
        skip "the package: needs lintian"
    fi
else
    skip "make deb: needs dpkg-dev"
fi
finish
