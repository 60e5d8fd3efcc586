#!/bin/sh
# From a bundle to its instructions with nothing but age and tar, and ssh-keygen for a signature:
#   sh without_the_program.sh BUNDLE KEY.txt [SIGNERS]
# Everything is unpacked into the present folder, which should be an empty one. Nothing else is
# called: what is shown, the shell itself shows.
set -eu

bundle=$1
key=$2
signers=${3-}

show() {
    while IFS= read -r line || [ -n "$line" ]; do
        printf '%s\n' "$line"
    done <"$1"
}

age --decrypt --identity "$key" --output bundle.tar "$bundle"
tar --extract --no-same-owner --file bundle.tar
if [ -n "$signers" ]; then
    ssh-keygen -Y verify -f "$signers" -I sender -n safejournal-bundle-v1 \
        -s manifest.json.sig <manifest.json
fi
show instructions.txt
for entry in entries/*.txt; do
    [ -e "$entry" ] || continue
    printf '\n'
    show "$entry"
done
