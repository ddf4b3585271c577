#!/bin/sh
# Requests beside their counts, recordings, and configurations, with the byte in front that
# fuzz_usage takes.
#   seed_usage.sh DIRECTORY
set -eu
n=0
for file in $(find corpus/anthropic corpus/openai -name '*.json' -size -4 | sort); do
    n=$((n + 1))
    request=$(tr -d '\n' <"$file")
    {
        printf '\000'
        for tokens in 310 620 1240; do
            printf '{"request": %s, "usage": {"input_tokens": %d}}\n' "$request" $tokens
            printf '{"request": %s, "response": {"usage": {"prompt_tokens": %d}}}\n' "$request" $tokens
        done
        printf '{"file": "a.yaml", "prompt": "a", "model": "gpt-5", "usage": {"input_tokens": 7}}\n'
    } >"$1/seed-lines-$n"
    body=$(printf '%s' "$request" | sed 's/[\\"]/\\&/g')
    printf '\001{"interactions": [{"request": {"uri": "https://api.anthropic.com/v1/messages", "body": "%s"}, "response": {"body": {"string": "{\\"usage\\": {\\"input_tokens\\": 12}}"}}}]}' \
        "$body" >"$1/seed-cassette-$n"
    printf '\001{"log": {"entries": [{"request": {"url": "https://api.openai.com/v1/responses", "postData": {"text": "%s"}}, "response": {"content": {"text": "{\\"usage\\": {\\"input_tokens\\": 12}}"}}}]}}' \
        "$body" >"$1/seed-archive-$n"
done
for file in $(find corpus -name '*.yaml' -path '*cassette*' -size -12); do
    n=$((n + 1))
    { printf '\002' && cat "$file"; } >"$1/seed-yaml-$n"
done
for kind in '\003' '\007'; do
    printf '%bmodel: gpt-5 # ours\ncalibration:\n  claude-5: {factor: 1.2}\n  o200k:\n    factor: 1.1\n\nstrict: true\n' "$kind" >"$1/seed-config$kind"
    printf '%b# none yet\nfiles:\n  - match: [a]\n    model: gpt-5\n' "$kind" >"$1/seed-config-without$kind"
done
