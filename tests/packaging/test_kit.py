"""A kit for workshops: from a stick that takes no writing, without a network, on a bare machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import start
from safejournal import config
from safejournal.content import kit as content
from safejournal.domain.wheels import MACHINES, PYTHONS
from safejournal.errors import Refused
from safejournal.services import kit as kits
from safejournal.services.kit import Built, Wish
from safejournal.wording.kit import papers
from tests.packaging import room
from tests.packaging.conftest import HERE, MINOR, NO_NETWORK, ROOT, works
from tests.packaging.embeddable import lay_embeddable
from tests.vault.journals import make_journal
from tools import make_kit

READ_ONLY = ("unshare", "--map-root-user", "--net", "--mount", "sh", "-c",
             'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"')  # fmt: skip
"""Words that run a program where there is no network and the folder `$0` takes no writing."""


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory, wheels: Path) -> Built:
    """A kit for this system, signed by a trainer."""
    place = tmp_path_factory.mktemp("kit")
    wish = Wish(systems=(HERE.system,), wheels=wheels, day="2026-11-24")
    with make_journal(place / "trainer").open() as trainer:
        return kits.build(wish, place / "a stick, Флешка", papers, trainer)


def run(
    *words: str | Path, kit: Path | None = None, given: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a program; with a kit, where its folder takes no writing and there is no network."""
    before: tuple[str | Path, ...] = ()
    if kit is not None and works(*NO_NETWORK[:-1], "--mount"):
        before = (*READ_ONLY, kit)
    return subprocess.run(
        [*before, *words], input=given, capture_output=True, text=True, check=False, cwd="/"
    )


def listed(folder: Path) -> dict[str, int]:
    """Return every path below a folder with the moment at which it was last changed."""
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*")}


# --- what it is


def test_every_file_is_listed_and_the_list_is_signed(kit: Built) -> None:
    """`sha256sum` and `ssh-keygen` say so, by the script that lies in the kit."""
    done = run("sh", kit.place / "verify.sh")
    assert done.returncode == 0, done.stderr
    assert 'Good "safejournal-kit-v1" signature for trainer' in done.stdout
    assert done.stdout.split()[-1] == kit.contents.key
    assert (kit.place / "CONTENTS.txt").read_text().count(kit.contents.key) == 2
    sums = (kit.place / "SHA256SUMS").read_text().splitlines()
    there = {str(path.relative_to(kit.place)) for path in kit.place.rglob("*") if path.is_file()}
    assert {line.split("  ", 1)[1] for line in sums} == there - {"SHA256SUMS", "SHA256SUMS.sig"}
    assert kit.files == len(there)


@pytest.mark.parametrize(
    "altered", ["program/start.py", "CONTENTS.txt", "SHA256SUMS", "python/added.dll"]
)
def test_one_changed_byte_is_found(kit: Built, tmp_path: Path, altered: str) -> None:
    """In a file the list finds it, in the list the signature; a file that was added is named."""
    copy = tmp_path / "copy"
    shutil.copytree(kit.place, copy)
    (copy / altered).parent.mkdir(exist_ok=True)
    with (copy / altered).open("ab") as file:
        file.write(b"\n")
    assert run("sh", copy / "verify.sh").returncode != 0


def test_it_names_the_trainers_words_and_no_machine(kit: Built) -> None:
    """The contents hold the words to compare; nothing tells where it was put together."""
    contents = (kit.place / "CONTENTS.txt").read_text()
    assert " ".join(kit.contents.words["en"]) in " ".join(contents.split())
    assert " ".join(kit.contents.words["ru"]) in " ".join(contents.split())
    here = [os.fsencode(ROOT), os.fsencode(kit.place.parent)]
    for path in kit.place.rglob("*"):
        if path.is_file() and path.suffix != ".whl":
            assert not any(each in path.read_bytes() for each in here), path


def test_everything_to_print_is_there_in_both_languages(kit: Built) -> None:
    """The same papers in English and in Russian, each a PDF."""
    paper = {each: kit.place / "paper" / each for each in ("en", "ru")}
    names = {
        language: sorted(str(path.relative_to(folder)) for path in folder.rglob("*.*"))
        for language, folder in paper.items()
    }
    assert names["en"] == names["ru"]
    assert {"contents.pdf", "quick-card.pdf", "exercises/the-whole-story-cards.pdf"} <= {
        *names["en"]
    }
    assert {"handbook/01-first-hour.pdf", "checklists/airport-and-transit.pdf"} <= {*names["en"]}
    assert all((paper["ru"] / name).read_bytes().startswith(b"%PDF-") for name in names["ru"])


def test_nothing_is_left_of_a_kit_that_could_not_be_made(wheels: Path, tmp_path: Path) -> None:
    """Whatever happens while it is made, no half of it stands there; a folder is never replaced."""
    wish = Wish(systems=(HERE.system,), wheels=wheels, day="2026-11-24")

    def fails(*_: object) -> list[kits.Paper]:
        raise Refused("no paper")

    with pytest.raises(Refused, match="no paper"):
        kits.build(wish, tmp_path / "kit", fails)
    assert not list(tmp_path.iterdir())
    (tmp_path / "kit").mkdir()
    with pytest.raises(Refused, match="already"):
        kits.build(wish, tmp_path / "kit", papers)


def test_only_an_executable_for_a_known_machine_goes_in(wheels: Path, tmp_path: Path) -> None:
    """A folder of another name, or one without the program in it, is refused before any work."""
    for name in ("linux-x86_64", "macos-x86_64"):
        folder = tmp_path / name
        folder.mkdir()
        wish = Wish(
            systems=(HERE.system,), wheels=wheels, executables=(folder,), day="2026-11-24"
        )  # fmt: skip
        if name == "macos-x86_64":
            (folder / "safejournal").touch()
        with pytest.raises(Refused, match="named after a machine"):
            kits.build(wish, tmp_path / "kit", papers)
    (tmp_path / "linux-x86_64" / "safejournal").touch()
    assert kits._machine_of(tmp_path / "linux-x86_64") == "linux-x86_64"


# --- starting from it


def test_without_a_python_an_executable_is_started_or_it_is_said(tmp_path: Path) -> None:
    """Where no Python fits, the kit's executable for this machine; else it is said, twice."""
    tools, stick = tmp_path / "bin", tmp_path / "stick"
    tools.mkdir()
    stick.mkdir()
    for name in ("sh", "dirname", "uname", "tr", "sed"):
        (tools / name).symlink_to(str(shutil.which(name)))
    scripts = dict(content.scripts())
    (stick / "start.sh").write_bytes(scripts["start.sh"])

    def begin() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [tools / "sh", stick / "start.sh", "two words"],
            env={"PATH": str(tools)},
            capture_output=True,
            text=True,
            check=False,
        )

    done = begin()
    assert done.returncode == 1
    assert "There is no Python" in done.stderr
    assert "нет Python" in done.stderr
    own = stick / "executable" / str(HERE)
    own.mkdir(parents=True)
    (own / "safejournal").write_text('#!/bin/sh\necho "$#: $1"\n')
    (own / "safejournal").chmod(0o755)
    assert begin().stdout == "1: two words\n"


def test_windows_gets_its_own_line_ends() -> None:
    """`cmd` misreads a script whose lines end otherwise; the others must not end like that."""
    scripts = dict(content.scripts())
    assert scripts["start.cmd"].count(b"\r\n") == scripts["start.cmd"].count(b"\n") > 10
    assert b"\r" not in scripts["start.sh"] + scripts["Start.command"] + scripts["verify.sh"]


@pytest.mark.slow
def test_it_starts_from_a_stick_that_takes_no_writing_and_without_a_network(
    kit: Built, home: Path
) -> None:
    """The first start makes the environment in the named folder; afterwards the stick may go on.

    Nothing of the packages was on the machine, nothing is written beside the kit, and the program
    is found in the folder that `workshop reset` removes.
    """
    before = listed(kit.place)
    first = run("sh", kit.place / "start.sh", "--version", kit=kit.place)
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("safejournal ")
    assert listed(kit.place) == before
    assert config.workshop_folder() == str(home / ".local" / "share" / "safejournal-workshop")
    python = Path(config.workshop_folder()) / "environment" / "bin" / "python"
    asked = "import safejournal, sqlcipher3, textual; print(safejournal.__file__)"
    told = run(python, "-I", "-c", asked)
    assert told.stdout.startswith(config.workshop_folder()), told.stderr

    second = run("sh", kit.place / "start.sh", "doctor", "--json", kit=kit.place)
    assert second.stderr == ""
    matters = {each["matter"]: each for each in json.loads(second.stdout)["findings"]}
    again = run("sh", kit.place / "start.sh", "workshop", "reset", "--yes", kit=kit.place)
    assert again.returncode == 0, again.stderr
    assert not Path(config.workshop_folder()).exists()
    assert (matters["kit"]["state"], matters["kit"]["value"]) == ("careful", str(HERE))


@pytest.mark.slow
def test_a_program_that_was_tampered_with_is_not_taken(kit: Built, tmp_path: Path) -> None:
    """One more line in one module: one sentence, and no environment that would be used."""
    copy = tmp_path / "copy"
    shutil.copytree(kit.place, copy)
    with (copy / "program/src/safejournal/errors.py").open("a") as file:
        file.write("# more\n")
    done = run("sh", copy / "start.sh", "--version")
    assert done.returncode == 1
    assert "not the one that its kit was made with" in done.stderr.splitlines()[-1]
    again = run("sh", copy / "start.sh", "--version")
    assert again.returncode == 1


@pytest.mark.slow
def test_it_works_on_a_python_without_venv_and_pip(kit: Built, tmp_path: Path) -> None:
    """A Python confined like the embeddable one for Windows: a vault is made and opened by it.

    The prompt's child and whatever else starts anew must find the packages too.
    """
    python = lay_embeddable(tmp_path / "embeddable")
    assert run(python, "-c", "import venv").returncode != 0
    program, vault = kit.place / "program" / "start.py", tmp_path / "vault"

    def tell(*words: str) -> subprocess.CompletedProcess[str]:
        options = ("--vault", str(vault), "--passphrase-fd", "0", "--json")
        return run(
            python, program, *words, *options, kit=kit.place, given="six words of no sense\n"
        )

    made = tell("init", "--kdf-memory", "64")
    assert made.returncode == 0, made.stderr
    shown = tell("identity")
    assert len(json.loads(shown.stdout)["words"]) == 8, shown.stderr
    copy = Path(config.workshop_folder()) / "environment" / "python"
    assert (copy / "python._pth").read_text().splitlines() == ["library.zip", ".", "packages"]


def test_with_a_wheelhouse_a_python_without_ensurepip_needs_no_kit(
    wheelhouse: Path, tmp_path: Path
) -> None:
    """Debian's Python without python3-venv starts from a wheelhouse beside start.py too."""
    place = tmp_path / "project"
    place.mkdir()
    for name in ("requirements", "src"):
        (place / name).symlink_to(ROOT / name)
    shutil.copy2(ROOT / "start.py", place)
    (place / "wheelhouse").symlink_to(wheelhouse)
    prepared = "import sys, runpy; sys.modules['ensurepip'] = None; sys.argv[0:1] = []"
    code = f"{prepared}; runpy.run_path(sys.argv[0], run_name='__main__')"
    done = run(sys.executable, "-I", "-c", code, place / "start.py", "--version")
    assert done.stdout.startswith("safejournal "), done.stderr
    assert not (place / ".venv" / "bin" / "pip").exists()


@pytest.mark.slow
def test_a_workshop_is_played_from_the_kit_without_a_network(kit: Built, tmp_path: Path) -> None:
    """Two practice vaults, one of a traveller, from the first start to the recovery by two sheets.

    `python -m tests.packaging.room KIT` plays it with fifteen.
    """
    played = room.from_kit(kit.place, tmp_path)
    room.play(played, count=2, together=2, travellers=1)
    assert len(played.seconds["recover with two sheets"]) == 1


def test_each_chair_waits_for_one_and_is_waited_for() -> None:
    """In pairs; of an odd number, the last three in a ring; nobody waits for themselves."""
    for count in (2, 3, 4, 15):
        people = [room.Person(room.Room((), Path()), str(number)) for number in range(count)]
        waits = [(one.name, other.name) for one, other in room.neighbours(people)]
        everybody = sorted(each.name for each in people)
        assert sorted(one for one, _ in waits) == everybody
        assert sorted(other for _, other in waits) == everybody
        assert all(one != other for one, other in waits)


# --- agreed upon


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_the_named_folder_is_known_by_one_name(
    platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """start.py, which may import nothing of the program, and the program mean the same folder."""
    monkeypatch.setattr(sys, "platform", platform)
    assert start.WORKSHOP == config.WORKSHOP
    assert start.user_data() == config.program_data()
    assert Path(start.KIT).name == config.KIT


def test_what_no_wheel_is_there_for_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wheels: Path
) -> None:
    """An empty folder lacks all; what is there already is not asked for again."""
    monkeypatch.setattr(make_kit, "WHEELS", tmp_path)
    assert list(make_kit.lacking()) == [(m, p) for m in MACHINES for p in PYTHONS]
    monkeypatch.setattr(make_kit, "WHEELS", wheels)
    assert (HERE, MINOR) not in list(make_kit.lacking())
