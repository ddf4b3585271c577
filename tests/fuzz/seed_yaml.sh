#!/bin/sh
# The YAML files of the corpus that fit, and those with front matter.
#   seed_yaml.sh DIRECTORY
set -eu
find corpus -type f \( -name '*.yaml' -o -name '*.prompty' -o -name '*.prompt' -o -name SKILL.md \) -size -12 | while read -r file; do
    cp "$file" "$1/seed-$(echo "$file" | tr '/' '-')"
done
