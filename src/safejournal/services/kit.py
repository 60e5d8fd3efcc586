"""A kit for workshops: a folder for a stick, from which a room of people starts without a network.

Nothing is fetched here. The wheels and the Pythons are what the trainer has; each is compared with
a locked or published digest before it is taken in.
"""

from __future__ import annotations

import json
import secrets
import shutil
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import safejournal
from safejournal import config
from safejournal.content import kit as content
from safejournal.domain.kits import FORMAT, Contents
from safejournal.domain.values import dataclass
from safejournal.domain.wheels import MACHINES
from safejournal.errors import Refused
from safejournal.process.unpacking import CACHE, digest_of, digest_of_all
from safejournal.services import kit_packs, kit_pythons, kit_wheels
from safejournal.services.written_file import refuse_inside, refuse_standing

if TYPE_CHECKING:
    from safejournal.services.opening import Vault

SUMS, SIGNATURE, SIGNERS = "SHA256SUMS", "SHA256SUMS.sig", "trainer.signers"
LOCK = "requirements/run.txt"

LANGUAGES = ("en", "ru")
"""Those in which a kit is printed."""

Paper = tuple[str, bytes]
"""A file to be printed, by its name in the kit."""

Papers = Callable[[Contents, int], Iterable[Paper]]
"""Makes them, told what the kit holds and how many bytes it takes without them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be in the kit."""

    systems: tuple[str, ...]
    wheels: Path
    pythons: Path | None = None
    packs: tuple[Path, ...] = ()
    executables: tuple[Path, ...] = ()
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A kit that stands."""

    place: Path
    contents: Contents
    files: int
    bytes: int


def root() -> Path:
    """Return the folder with `start.py` that this program runs from. Raises Refused without one."""
    found = Path(safejournal.__file__).parents[2]
    if not (found / "start.py").is_file() or not (found / LOCK).is_file():
        raise Refused(
            "A kit is made by the program in its own folder, with start.py beside it.",
            hint="Copy a kit as it is, or make one with: python3 start.py kit",
        )
    return found


def build(wish: Wish, target: Path, papers: Papers, signer: Vault | None = None) -> Built:
    """Make the kit in the new folder `target`: whole, or not at all.

    With a signer, the list of digests bears the signature of its keys. Raises Refused where
    something stands there, or where packages for a system that was asked for are missing;
    InputRejected where a file is not the one that was published, or no pack.
    """
    source = root()
    refuse_standing(target, force=False)
    if signer is not None:
        refuse_inside(signer.place, target)
    stock = kit_wheels.stock(wish.wheels, source / LOCK, wish.systems)
    given = kit_pythons.check(wish.pythons, wish.systems) if wish.pythons else []
    packs = [kit_packs.check(each) for each in wish.packs]
    executables = {_machine_of(each): each for each in wish.executables}
    contents = Contents(
        program=safejournal.__version__,
        digest=digest_of_all(source / "src" / "safejournal"),
        day=wish.day,
        served=kit_pythons.with_pythons(stock.served, given, executables),
        packs=tuple(each.name for each in packs),
        key=_fingerprint(signer),
        words=_words(signer),
        practice=signer is not None and signer.practice,
    )
    with _whole(target) as place:
        _lay_program(place, source, stock)
        kit_pythons.lay(place / "python", given)
        kit_packs.lay(place / "packs", packs)
        kit_packs.lay_scenarios(place / "packs" / "exercises")
        for name, folder in executables.items():
            shutil.copytree(folder, place / "executable" / name)
        _write(place / "program" / config.KIT, _document(contents))
        for name, made in papers(contents, _measure(place)[1]):
            _write(place / name, made)
        if signer is None:
            _list_digests(place)
        else:
            _sign(place, signer)
        files, size = _measure(place)
    return Built(place=target, contents=contents, files=files, bytes=size)


def _machine_of(executable: Path) -> str:
    """Return the kind of machine that an executable is for. Raises Refused for none of ours."""
    name = executable.resolve().name
    known = [str(each) for each in MACHINES]
    runs = (executable / "safejournal", executable / "safejournal.exe")
    if name not in known or not any(each.is_file() for each in runs):
        raise Refused(
            "That is no executable as it is made for kits, in a folder named after a machine.",
            hint=", ".join(known),
        )
    return name


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """Yield a folder that becomes `target` when it is finished, and is gone if it never is."""
    beside = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        beside.mkdir()
        yield beside
        beside.rename(target)
    except OSError:
        raise Refused("The kit could not be written whole; nothing was left.") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _lay_program(place: Path, source: Path, stock: kit_wheels.Stock) -> None:
    program = place / "program"
    aside = shutil.ignore_patterns(CACHE)
    shutil.copytree(source / "src" / "safejournal", program / "src" / "safejournal", ignore=aside)
    pages = [*sorted((source / "docs").glob("*.md")), source / "docs" / "sbom.cdx.json"]
    for path in (source / "start.py", source / "LICENSE", source / LOCK, *pages):
        _write(program / path.relative_to(source), path.read_bytes())
    (program / "wheelhouse").mkdir()
    for wheel in stock.wheels:
        shutil.copyfile(wheel, program / "wheelhouse" / wheel.name)
    for name, script in content.scripts():
        _write(place / name, script)
        (place / name).chmod(0o755)


def _document(contents: Contents) -> bytes:
    return json.dumps({"format": FORMAT} | asdict(contents), indent=1).encode() + b"\n"


def _write(path: Path, written: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written)


def _words(signer: Vault | None) -> dict[str, tuple[str, ...]]:
    if signer is None:
        return {}
    from safejournal.services import identity

    public = identity.own_keys(signer).public
    return {each: identity.compared_words(public, each) for each in LANGUAGES}


def _fingerprint(signer: Vault | None) -> str:
    """Return the signer's key as `ssh-keygen` tells it."""
    if signer is None:
        return ""
    from safejournal.exchange.keys import ssh_public_key
    from safejournal.services import identity

    blob = ssh_public_key(identity.own_keys(signer).public.signing or b"")
    return "SHA256:" + b64encode(sha256(blob).digest()).decode().rstrip("=")


def _list_digests(place: Path) -> bytes:
    """Write the list of every file's digest, as `sha256sum --check` reads it, and return it."""
    lines = (f"{digest_of(path)}  {path.relative_to(place).as_posix()}\n" for path in _files(place))
    listed = "".join(lines).encode()
    _write(place / SUMS, listed)
    return listed


def _sign(place: Path, signer: Vault) -> None:
    """List the digests, the signer's key among them, and sign the list."""
    from safejournal.exchange import signature
    from safejournal.services import identity

    keys = identity.own_keys(signer)
    namespace = signature.KIT_NAMESPACES[keys.practice]
    line = f'trainer namespaces="{namespace}" {keys.public.ssh_key}\n'
    _write(place / SIGNERS, line.encode())
    made = signature.sign(_list_digests(place), keys, signature.KIT_NAMESPACES)
    _write(place / SIGNATURE, made)


def _files(place: Path) -> list[Path]:
    return sorted(path for path in place.rglob("*") if path.is_file())


def _measure(place: Path) -> tuple[int, int]:
    sizes = [path.stat().st_size for path in _files(place)]
    return len(sizes), sum(sizes)
