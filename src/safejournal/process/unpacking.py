"""An environment made by hand, for `start.py`: from wheels, without pip and without a network.

This is how a kit is installed, and how it works on the embeddable Python for Windows, which has no
venv and no pip: such a Python imports only from where a file `._pth` beside it says, so a copy of
it with a file of our own is the environment. Every wheel is compared with its locked digest before
one byte of it is unpacked. The standard library only: nothing else is there yet.
"""

from __future__ import annotations

import compileall
import hashlib
import json
import platform
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from safejournal.domain.wheels import Machine, chosen, fits, locked

PACKAGES = "packages"
"""The folder of the packages inside a copied embeddable Python."""

PROGRAM = "safejournal"
CACHE = "__pycache__"

_SYSTEMS = {"linux": "linux", "darwin": "macos", "win32": "windows"}
_PROCESSORS = {"x86_64": "x86_64", "amd64": "x86_64", "aarch64": "arm64", "arm64": "arm64"}
_LIBRARIES = ("purelib", "platlib")
_READ_AT_ONCE = 1 << 20


def this_machine() -> Machine:
    """Return the machine that this runs on; a processor that nobody serves keeps its own name."""
    processor = platform.machine().lower()
    system = _SYSTEMS.get(sys.platform, sys.platform)
    return Machine(system, _PROCESSORS.get(processor, processor), _glibc())


def _glibc() -> int:
    """Return the second number of the C library's version; 0 where it is another library."""
    name, version = platform.libc_ver()
    return int(version.split(".")[1]) if name == "glibc" else 0


def confinement(interpreter: str) -> list[Path]:
    """Return the `._pth` files beside a Python. One is enough to make it the embeddable kind."""
    return sorted(Path(interpreter).parent.glob("*._pth"))


def make(place: str, requirements: str, wheelhouse: str, source: str, *, kit: str | None) -> None:
    """Make an environment in the empty folder `place`.

    It holds what the file `requirements` locks, out of `wheelhouse`. The program is found in the
    folder `source`, wherever that stays; of a `kit`, which may be taken away, it is copied and
    compared with what the file `kit` says. Raises OSError, and `wheels.Lacking` where none fits.
    """
    with open(requirements, encoding="utf-8") as file:
        locks = locked(file.read())
    here, python = this_machine(), sys.version_info[1]
    fitting = (path for path in _wheels(Path(wheelhouse)) if fits(path.name, here, python))
    found = {path.name: digest_of(path) for path in fitting}  # a stick is slow: no others are read
    wanted = chosen(locks, found, here, python)
    site = _interpreter(Path(place))
    for name in wanted:
        _unpack(Path(wheelhouse) / name, found[name], site)
    if kit is None:
        _show(source, site)
    else:
        _copy_program(Path(source) / PROGRAM, site / PROGRAM, Path(kit))
        home = site.parent if confinement(str(site)) else Path(place)
        shutil.copyfile(kit, home / Path(kit).name)  # where Python says `sys.prefix`
    compileall.compile_dir(site, quiet=2, workers=1)


def _copy_program(source: Path, target: Path, kit: Path) -> None:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(CACHE))
    if digest_of_all(target) != json.loads(kit.read_bytes())["digest"]:
        raise OSError("The program in this folder is not the one that its kit was made with.")


def digest_of_all(folder: Path) -> str:
    """Return one SHA-256 for all files below a folder, their names included."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and CACHE not in name.parts:
            whole.update(f"{name.as_posix()}\0{digest_of(path)}\n".encode())
    return whole.hexdigest()


def digests(wheelhouse: Path) -> Iterator[tuple[str, str]]:
    """Yield the wheels in a folder with their SHA-256, each of which is read for it."""
    return ((wheel.name, digest_of(wheel)) for wheel in _wheels(wheelhouse))


def _wheels(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.whl"))


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _interpreter(place: Path) -> Path:
    """Lay a Python of its own in `place`, and return the folder that it imports packages from."""
    if confinement(sys.executable):
        return _copy(place)
    import sysconfig
    import venv

    venv.EnvBuilder(with_pip=False, symlinks=sys.platform != "win32").create(place)
    base = {"base": str(place), "platbase": str(place)}
    return Path(sysconfig.get_path("purelib", "venv", base))


def _copy(place: Path) -> Path:
    """Copy the embeddable Python, and let the copy import our packages besides its own library."""
    home = place / "python"
    shutil.copytree(Path(sys.executable).parent, home)
    for file in confinement(str(home / "python")):
        own = [line for line in file.read_text("utf-8").splitlines() if _is_path(line)]
        file.write_text("\n".join([*own, PACKAGES, ""]), "utf-8")
    site = home / PACKAGES
    site.mkdir()
    return site


def _show(source: str, site: Path) -> None:
    """Let the environment's Python import the program from where it lies."""
    if files := confinement(str(site)):
        for file in files:
            file.write_text(file.read_text("utf-8") + source + "\n", "utf-8")
    else:
        (site / "safejournal.pth").write_text(source + "\n", "utf-8")


def _is_path(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith(("#", "import"))


def _unpack(wheel: Path, digest: str, site: Path) -> None:
    """Unpack a wheel that is still the one that was chosen. Raises OSError if it is not."""
    with wheel.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != digest:
            raise OSError(f"{wheel.name} changed while it was being read")
        with zipfile.ZipFile(file) as archive:
            for member in archive.infolist():
                _take_out(archive, member, site)


def _take_out(archive: zipfile.ZipFile, member: zipfile.ZipInfo, site: Path) -> None:
    """Write one file of a wheel where it belongs; scripts and the like are nothing for us."""
    first, _, rest = member.filename.partition("/")
    name = member.filename
    if first.endswith(".data"):
        scheme, _, name = rest.partition("/")
        if scheme not in _LIBRARIES:
            return
    target = site / name
    if member.is_dir() or not target.resolve().is_relative_to(site.resolve()):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as source, target.open("wb") as file:
        shutil.copyfileobj(source, file, _READ_AT_ONCE)
