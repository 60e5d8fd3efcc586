#!/bin/sh
# Compares every file of this folder with SHA256SUMS, and that list with the trainer's signature.
# The key lies in the same folder: only its fingerprint, heard from the trainer, makes it theirs.
cd -- "$(dirname -- "$0")" || exit 1
if command -v sha256sum >/dev/null 2>&1; then
    sha256sum --check --quiet SHA256SUMS || exit 1
else
    shasum -a 256 --check --quiet SHA256SUMS || exit 1
fi
added=$(find . -type f ! -path ./SHA256SUMS ! -path ./SHA256SUMS.sig |
    awk 'NR == FNR { known["./" substr($0, 67)] = 1; next } !($0 in known)' SHA256SUMS -)
if [ -n "$added" ]; then
    echo "Not in the list, so nobody vouches for it:"
    echo "$added"
    exit 1
fi
if [ ! -f SHA256SUMS.sig ]; then
    echo "The files are whole. Nobody has signed them."
    exit 0
fi
namespace=$(sed 's/.*namespaces="\([^"]*\)".*/\1/' trainer.signers)
ssh-keygen -Y verify -f trainer.signers -I trainer -n "$namespace" -s SHA256SUMS.sig <SHA256SUMS
