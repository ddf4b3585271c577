#!/bin/sh
# Conversations to start from: each small file of the corpus is opened, changed and asked about.
#   tests/fuzz/seed_server.sh DIRECTORY
set -eu
n=0
find corpus -type f -size -4 | sort | while read -r file; do
    n=$((n + 1))
    case $file in
    *.md) kind='\001\001' ;;
    *.json) kind='\004\002' ;;
    *) kind='\000\000' ;;
    esac
    {
        printf '\010\003%b\001' "$kind"
        head -c 1900 "$file" | tr -d '\000'
        printf '\000\000'
        for i in 000 001 002 003 004 005 006 007 010; do # each request, at a place of its own
            printf '\010%b%b%b\001\003\005\003\005\003\011\004' "\\$i" "\\$i" "$kind"
        done
        printf '\005%b\002\001\001\002\001\002\003{{current_time}}\000\000' "$kind"
        printf '\007%b\002\004' "$kind"
    } >"$1/seed$n"
done
