"""A Python like the embeddable zip for Windows: a library in a zip, a `._pth`, no venv and no pip.

Python reads such a file on every system, so this one is confined just as that one is.
"""

from __future__ import annotations

import shutil
import sys
import sysconfig
import zipfile
from pathlib import Path

LEFT_OUT = ("ensurepip", "venv", "test", "site-packages", "dist-packages", "idlelib", "tkinter")


def lay_embeddable(place: Path) -> Path:
    """Lay one in the new folder `place` and return its interpreter."""
    place.mkdir(parents=True)
    library = Path(sysconfig.get_path("stdlib"))
    with zipfile.ZipFile(place / "library.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for file in library.rglob("*.py"):
            name = file.relative_to(library)
            if name.parts[0] not in LEFT_OUT:
                archive.write(file, name.as_posix())
    for module in (library / "lib-dynload").glob("*.so"):
        shutil.copy2(module, place)
    (place / "python._pth").write_text(
        "library.zip\n.\n\n# import site is for others\n#import site\n"
    )
    shutil.copy2(Path(sys.executable).resolve(), place / "python")
    return place / "python"
