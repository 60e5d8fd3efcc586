#!/bin/sh
# Starts the journal from this folder with the first Python that fits (3.11 to 3.14). The first start
# lays an environment among your program data; `start.sh workshop reset` removes it.
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1
frameworks=/Library/Frameworks/Python.framework/Versions
fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))'
for python in python3.14 python3.13 python3.12 python3.11 python3 \
    "$frameworks/3.14/bin/python3.14" "$frameworks/3.13/bin/python3.13" \
    "$frameworks/3.12/bin/python3.12" "$frameworks/3.11/bin/python3.11"; do
    if command -v "$python" >/dev/null 2>&1 && "$python" -I -c "$fits" 2>/dev/null; then
        exec "$python" -I "$here/program/start.py" "$@"
    fi
done
own="$here/executable/$(uname -s | tr A-Z a-z | sed 's/darwin/macos/')-$(uname -m | sed 's/aarch64/arm64/')"
if [ -x "$own/safejournal" ]; then
    exec "$own/safejournal" "$@"
fi
echo "There is no Python 3.11 to 3.14 on this computer. CONTENTS.txt says what this kit holds." >&2
echo "На этом компьютере нет Python 3.11–3.14. Что есть на носителе, сказано в CONTENTS.txt." >&2
exit 1
