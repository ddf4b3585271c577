#!/bin/sh
# Static analysis with the settings of the repository: gcc -fanalyzer, clang-tidy (.clang-tidy) and
# cppcheck (tests/analyze/cppcheck.cfg). Whatever one of them says is a failure; a tool that is not
# installed is skipped.
#   tests/analyze/run.sh BUILD-DIRECTORY [gcc|tidy|cppcheck]
. tests/lib.sh
build=$1
only=${2-}
echo '#define WARMLINT_VERSION "0"' >"$work/version.h"
flags="-std=c11 -D_POSIX_C_SOURCE=200809L -I. -I$build/gen -include $work/version.h $(pkg-config --cflags yaml-0.1 libpcre2-8)"
ls lint/*.c lint/*/*.c rules/*.c tokenizer/*.c >"$work/files"
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

verdict() {
    if [ -s "$2" ]; then
        fail "$1"
        quote "$2" 60
    else
        pass "$1"
    fi
}

# What gcc says wrongly is listed in gcc.known, a pattern for each, with the reason.
if [ "${only:-gcc}" = gcc ]; then
    if gcc -fanalyzer -x c -S -o /dev/null /dev/null 2>/dev/null; then
        xargs -P "$jobs" -I '{}' sh -c "gcc $flags -O1 -fanalyzer -S -o /dev/null '{}' 2>&1" \
            <"$work/files" >"$work/gcc-all" || true
        grep -v '^#' tests/analyze/gcc.known >"$work/known"
        grep -E '(warning|error): ' "$work/gcc-all" | grep -Evf "$work/known" >"$work/gcc" || true
        verdict "gcc -fanalyzer" "$work/gcc"
    else
        skip "gcc -fanalyzer is not here"
    fi
fi
if [ "${only:-tidy}" = tidy ]; then
    if have clang-tidy; then
        # shellcheck disable=SC2086 # flags are words
        xargs -P "$jobs" -n 8 sh -c "clang-tidy --quiet \"\$@\" -- $flags 2>/dev/null" sh <"$work/files" >"$work/tidy" || true
        grep -E '(warning|error): ' "$work/tidy" >"$work/tidy-said" || true
        verdict clang-tidy "$work/tidy-said"
    else
        skip "clang-tidy is not installed"
    fi
fi
if [ "${only:-cppcheck}" = cppcheck ]; then
    if have cppcheck; then
        # internalAstError: version 2.10 cannot read `a ? (Str){0} : b`. invalidPointerCast: tables
        # of offsets. duplicateAssignExpression: several positions start at one place.
        cppcheck -q -j"$jobs" --std=c11 --enable=warning,performance,portability --inline-suppr \
            --library=tests/analyze/cppcheck.cfg --suppress=missingIncludeSystem \
            --suppress=internalAstError --suppress=invalidPointerCast \
            --suppress=duplicateAssignExpression -I. -I"$build/gen" -D__linux__ \
            --template='{file}:{line}: {severity}: {message} [{id}]' \
            lint rules tokenizer/*.c >"$work/cppcheck" 2>&1 || true
        verdict cppcheck "$work/cppcheck"
    else
        skip "cppcheck is not installed"
    fi
fi
finish
