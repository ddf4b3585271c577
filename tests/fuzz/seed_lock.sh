#!/bin/sh
# A lock and a baseline of each folder of the corpus, made by the program itself, with the byte in
# front that tells fuzz_lock which it is.
#   seed_lock.sh DIRECTORY          $WARMLINT
set -eu
program=${WARMLINT:-build/warmlint}
case $program in /*) ;; *) program=$PWD/$program ;; esac
cp -R corpus "$1/"
cd "$1"
for folder in corpus/*/; do
    name=$(basename "$folder")
    "$program" lock --update --isolated --lock lock "$folder" >log 2>&1 || true
    "$program" check --isolated --quiet --write-baseline --baseline baseline "$folder" >log 2>&1 || true
    if [ -e lock ]; then { printf '\000' && head -n 60 lock; } >"seed-lock-$name"; fi
    if [ -e baseline ]; then { printf '\001' && head -n 40 baseline; } >"seed-baseline-$name"; fi
    rm -f lock baseline log
done
rm -r corpus
