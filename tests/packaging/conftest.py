"""A wheelhouse, and a copy of what people receive with a program that tells what reached it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from safejournal.domain.wheels import MACHINES
from safejournal.process import unpacking
from tools import make_kit

ROOT = Path(__file__).parents[2]

ECHO = '''\
"""Stands in for the program: tells what reached it, and ends with a code of its own."""
import json, os, sys
def main() -> int:
    read = sys.stdin.read() if "-" in sys.argv else ""
    seen = {"words": [os.fsencode(w).hex() for w in sys.argv[1:]], "read": read, "cwd": os.getcwd()}
    print(json.dumps(seen))
    return 7
if __name__ == "__main__":
    sys.exit(main())
'''

HERE = next(each for each in MACHINES if str(each) == str(unpacking.this_machine()))
"""The kind of machine that the tests run on."""

MINOR = sys.version_info[1]

NO_NETWORK = ("unshare", "--map-root-user", "--net")


@dataclass(frozen=True)
class Folder:
    """What a person has: start.py, the requirements and the source, in a place of its own."""

    place: Path

    @property
    def environment(self) -> Path:
        """Where start.py makes the environment if nothing says otherwise."""
        return self.place / ".venv"

    def start(
        self, *words: str | bytes, before: tuple[str, ...] = (), **settings: str
    ) -> subprocess.CompletedProcess[str]:
        """Run start.py, behind the program `before` if one is named, with these settings on top."""
        return subprocess.run(
            [*before, sys.executable, "-I", str(self.place / "start.py"), *words],
            env=os.environ | settings,
            cwd=self.place.parent,
            input="what was piped in",
            capture_output=True,
            text=True,
            check=False,
        )

    def start_where(
        self, preparation: str, *words: str, **settings: str
    ) -> subprocess.CompletedProcess[str]:
        """Run start.py in a Python that was first prepared, to stand for another machine's."""
        run = f"runpy.run_path({str(self.place / 'start.py')!r}, run_name='__main__')"
        code = f"{preparation}\nimport runpy; {run}"
        return subprocess.run(
            [sys.executable, "-I", "-c", code, *words],
            env=os.environ | settings,
            cwd=self.place.parent,
            capture_output=True,
            text=True,
            check=False,
        )


def copy_of(place: Path) -> Folder:
    """Lay a fresh copy at `place`, in which the program only tells what reached it."""
    place.mkdir(parents=True)
    shutil.copy2(ROOT / "start.py", place)
    shutil.copytree(ROOT / "requirements", place / "requirements")
    package = place / "src" / "safejournal"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(ECHO)
    return Folder(place)


def works(*words: str) -> bool:
    """Tell whether a program is here and may do what it is asked."""
    return shutil.which(words[0]) is not None and (
        subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0
    )


@pytest.fixture(scope="session")
def no_network() -> tuple[str, ...]:
    """Words that run a program where there is no network at all; none where this cannot be had."""
    return NO_NETWORK if works(*NO_NETWORK) else ()


@pytest.fixture(scope="session")
def wheelhouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All wheels that the requirements name, fetched once for all workers of a run."""
    import fcntl

    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    place, finished = shared / "wheelhouse", shared / "wheelhouse-is-whole"
    with (shared / "wheelhouse-turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not finished.exists():
            fetch(place)
            finished.touch()
    return place


def fetch(place: Path) -> None:
    """Download the wheels, or skip the test where no package server answers."""
    words = ["download", "--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
    words += ["--retries", "1", "--requirement", str(ROOT / "requirements" / "test.txt")]
    done = subprocess.run(
        [sys.executable, "-I", "-m", "pip", *words, "--dest", str(place)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        pytest.skip("no wheelhouse: pip could not fetch the wheels: " + done.stderr[-300:])


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheels of the program for machines of this kind, as `start.py kit` fetches them."""
    place = tmp_path_factory.mktemp("wheels")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(make_kit, "WHEELS", place)
        if make_kit.fetch(HERE, MINOR) != 0:
            pytest.skip("no wheels: pip could not fetch them")
    return place


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A fresh copy in which nothing was ever started."""
    return copy_of(tmp_path / "a folder, Чат")


@pytest.fixture
def stocked(folder: Folder, wheelhouse: Path) -> Folder:
    """A fresh copy with a wheelhouse beside start.py."""
    (folder.place / "wheelhouse").symlink_to(wheelhouse)
    return folder


@pytest.fixture(scope="session")
def started(
    tmp_path_factory: pytest.TempPathFactory, wheelhouse: Path, no_network: tuple[str, ...]
) -> tuple[Folder, subprocess.CompletedProcess[str]]:
    """A copy started once from a wheelhouse, without a network, and what that first start said."""
    folder = copy_of(tmp_path_factory.mktemp("started") / "safejournal")
    (folder.place / "wheelhouse").symlink_to(wheelhouse)
    return folder, folder.start("first", "-", before=no_network)
