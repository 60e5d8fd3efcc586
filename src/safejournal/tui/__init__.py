"""The terminal app: one file per screen, on a base that gives nothing away.

Textual reads its switches (to log keystrokes, to take pictures) from the environment when it is
imported, so they are gone before anything of it can be.
"""

import os

for _name in [name for name in os.environ if name.startswith("TEXTUAL")]:
    del os.environ[_name]
