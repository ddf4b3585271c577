#!/bin/sh
# The extension for VS Code as `make vscode` packs it: the package is whole, and its code does with the real server
# what it should, in a mock of the editor.
#   run.sh STAGE VSIX VERSION
. tests/lib.sh
stage=$1 vsix=$2 version=$3
run unzip -tq "$vsix"
same "the package is a whole zip file" 0 "$status"
same "what is in it" "[Content_Types].xml
extension.vsixmanifest
extension/LICENSE.txt
extension/ThirdPartyNotices.txt
extension/changelog.md
extension/dist/extension.js
extension/icon.png
extension/package.json
extension/readme.md
extension/warmlint-config.schema.json" "$(unzip -Z1 "$vsix" | LC_ALL=C sort)"
same "its version is warmlint's" "$version" "$(sed -n 's/^  "version": "\(.*\)",$/\1/p' editors/vscode/package.json)"
same "the lock names no host" "" "$(grep -n '"resolved"' editors/vscode/package-lock.json)"
mkdir "$work/workspace"
node tests/editors/vscode/run.js "$stage" "$WARMLINT" "$work/workspace" >"$work/verdict" 2>&1 || true
while IFS= read -r line; do
    case $line in
    'ok '*) pass "${line#ok }" ;;
    'FAILED '*)
        fail "${line#FAILED }"
        grep -F -A 12 -e "$line" "$work/verdict" | sed '1d;s/^/        | /'
        ;;
    esac
done <"$work/verdict"
has "the tests ran to their end" "$work/verdict" '^(ok|FAILED) the manifest and the code'
finish
