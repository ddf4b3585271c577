#!/bin/sh
# The seeds of the fuzz targets, each spoiled a little in several ways (spoil.c), through the targets:
# whatever becomes of a file by accident, what they assert holds.
#   spoiled.sh DIRECTORY-OF-THE-TARGETS [COPIES]
. tests/lib.sh
targets=$1
copies=${2:-4}

for seeds in tests/fuzz/seed_*.sh; do
    target=${seeds#tests/fuzz/seed_}
    target=${target%.sh}
    if [ ! -e "tests/fuzz/fuzz_$target.c" ]; then continue; fi
    mkdir "$work/$target" "$work/$target.spoiled"
    sh "$seeds" "$work/$target"
    find "$work/$target" -type f -exec "$targets/spoil" "$copies" "$work/$target.spoiled" {} +
    if find "$work/$target.spoiled" -type f -exec "$targets/fuzz_$target" {} + >"$work/out" 2>&1; then
        pass "$target: $(find "$work/$target.spoiled" -type f | wc -l) spoiled files"
    else
        find "$work/$target.spoiled" -type f | while read -r file; do # which one
            "$targets/fuzz_$target" "$file" >"$work/out" 2>&1 && continue
            echo "        $target, as it goes into the target:"
            od -An -c "$file" | head -n 40
            quote "$work/out" 12
            break
        done
        fail "$target: a spoiled file"
    fi
done
finish
