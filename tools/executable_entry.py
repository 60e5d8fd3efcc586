"""Where a self-contained executable begins: it is the program, and its own Python.

The program starts itself anew to ask for a passphrase, to lock and to read foreign files, as
`sys.executable -I -c CODE …`. In an executable of PyInstaller that is this file, which therefore
does what Python would do with these words.
"""

import sys

if sys.argv[1:3] == ["-I", "-c"]:
    code = sys.argv[3]
    sys.argv = ["-c", *sys.argv[4:]]
    exec(code, {"__name__": "__main__"})  # noqa: S102 - the program's own words to itself
else:
    from safejournal.__main__ import main

    sys.exit(main())
