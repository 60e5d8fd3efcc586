"""What goes into a kit: the Pythons of a trainer, the packages for each system, what is printed."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from safejournal.content.kit import pythons, texts
from safejournal.domain.kits import Contents, Served
from safejournal.errors import InputRejected, NotFound, Refused
from safejournal.services import folio, kit_pythons, kit_wheels
from safejournal.wording import kit as wording
from safejournal.wording.markdown import blocks

EMBEDDABLE, INSTALLER = "python-3.13.99-embed-amd64.zip", "python-3.13.99-macos11.pkg"
WINDOWS = Served(system="windows", processor="x86_64", pythons=("3.13",))
MAC = Served(system="macos", processor="arm64", pythons=("3.13",))


def fetched(folder: Path, **files: bytes) -> Path:
    """Lay packages of Python in a folder, with a list of digests of the trainer's own."""
    folder.mkdir(exist_ok=True)
    lines = []
    for name, content in files.items():
        (folder / name).write_bytes(content)
        lines.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
    (folder / "SHA256SUMS").write_text("".join(lines))
    return folder


def zipped(*names: str) -> bytes:
    """Return a zip of files that hold their own names."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    return into.getvalue()


# --- Pythons


def test_each_published_digest_has_a_source_and_a_day() -> None:
    """The table names python.org's own file names, whole digests, and where each was read."""
    for each in pythons():
        assert re.fullmatch(
            rf"python-{re.escape(each.version)}-(embed-)?\w+\.(zip|exe|pkg)", each.name
        )
        assert re.fullmatch(r"[0-9a-f]{64}", each.sha256)
        assert re.search(r"read \d{4}-\d\d-\d\d$", each.source)
    assert {each.system for each in pythons()} == {"windows", "macos"}


def test_a_package_of_python_that_is_not_the_published_one_is_refused(tmp_path: Path) -> None:
    """The name of a known package with other bytes in it; and a name that nobody vouched for."""
    (tmp_path / pythons()[0].name).write_bytes(b"not this")
    with pytest.raises(InputRejected, match="not the file that was published"):
        kit_pythons.check(tmp_path, ["windows"])
    (tmp_path / pythons()[0].name).rename(tmp_path / EMBEDDABLE)
    with pytest.raises(InputRejected, match="not in the list"):
        kit_pythons.check(tmp_path, ["windows"])
    with pytest.raises(NotFound):
        kit_pythons.check(tmp_path / "nothing", ["windows"])
    newer = fetched(tmp_path / "newer", **{"python-3.99.1-embed-amd64.zip": zipped("python.exe")})
    with pytest.raises(InputRejected, match="not made for"):
        kit_pythons.check(newer, ["windows"])


def test_a_trainers_own_list_vouches_for_newer_packages(tmp_path: Path) -> None:
    """What the table lacks is taken in with a digest from SHA256SUMS; systems are chosen."""
    folder = fetched(tmp_path, **{EMBEDDABLE: zipped("python.exe"), INSTALLER: b"xar!"})
    given = kit_pythons.check(folder, ["windows", "macos"])
    assert [(each.path.name, each.embeddable) for each in given] == [
        (EMBEDDABLE, True),
        (INSTALLER, False),
    ]
    assert [each.path.name for each in kit_pythons.check(folder, ["macos"])] == [INSTALLER]

    windows, mac = kit_pythons.with_pythons([WINDOWS, MAC], given, {"macos-arm64": None})
    assert (windows.python, windows.installer, windows.stands_alone) == ("3.13.99", "", True)
    assert (mac.installer, mac.executable) == (f"python/{INSTALLER}", True)

    kit_pythons.lay(tmp_path / "kit", given)
    assert (tmp_path / "kit" / "windows-x86_64" / "python.exe").read_bytes() == b"python.exe"
    assert (tmp_path / "kit" / INSTALLER).read_bytes() == b"xar!"


@pytest.mark.parametrize("name", ["../outside", "/outside", "a/../../outside"])
def test_a_zip_of_python_writes_nowhere_else(tmp_path: Path, name: str) -> None:
    """A vouched-for zip is still only unpacked into its own folder."""
    folder = fetched(tmp_path / "given", **{EMBEDDABLE: zipped(name)})
    with pytest.raises(InputRejected, match="lie elsewhere"):
        kit_pythons.lay(tmp_path / "kit", kit_pythons.check(folder, ["windows"]))
    assert not list(tmp_path.rglob("outside"))


# --- packages


def test_a_system_without_packages_is_refused_and_named(tmp_path: Path) -> None:
    """What lacks is said by name; a processor for which there is nothing is left out."""
    lock = tmp_path / "run.txt"
    lock.write_text(f"p==1 \\\n    --hash=sha256:{hashlib.sha256(b'wheel').hexdigest()}\n")
    (tmp_path / "p-1-cp312-cp312-manylinux_2_28_x86_64.whl").write_bytes(b"wheel")
    stock = kit_wheels.stock(tmp_path, lock, ("linux",))
    assert [(str(s.processor), s.pythons) for s in stock.served] == [("x86_64", ("3.12",))]
    assert [each.name for each in stock.wheels] == ["p-1-cp312-cp312-manylinux_2_28_x86_64.whl"]
    with pytest.raises(Refused, match="no packages for windows: p==1"):
        kit_wheels.stock(tmp_path, lock, ("linux", "windows"))


# --- paper


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_quick_card_is_one_page(language: str) -> None:
    """It fits on one page, by our own count and in the PDF."""
    made = folio.as_pdf(wording.quick_card(language))
    assert len(PdfReader(io.BytesIO(made)).pages) == 1


def test_both_languages_say_the_same_sentences() -> None:
    """Each sentence of a kit stands in English and in Russian, with the same places to fill in."""
    english, russian = texts("en"), texts("ru")
    assert english.keys() == russian.keys()
    for name, sentence in english.items():
        places = re.compile(r"\{\w+\}")
        assert sorted(places.findall(sentence)) == sorted(places.findall(russian[name])), name


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_contents_say_what_is_not_there(language: str) -> None:
    """A machine without a Python, a system that was left out, Macs with Intel, no signature."""
    linux = Served(system="linux", processor="x86_64", pythons=("3.11", "3.12"))
    contents = Contents(program="1", digest="0", day="2026-11-24", served=(linux, MAC))
    said, sheet = texts(language), wording.contents_sheet(contents, 1 << 20, language)
    text = folio.as_text(sheet, wrap=False)
    assert text.count(said["python_none"]) == 2
    assert said["not_served"].format(system="Windows") in text
    assert said["intel"] in text
    assert said["unsigned"] in text
    assert said["python_in"].format(python="3.13") not in text


def test_chapters_become_paper() -> None:
    """Headings, steps, lists and paragraphs of several lines, without the marks for emphasis."""
    made = list(blocks("## Begin\n\n1. Press `F2`, *then*\n- a **b** c_d_e\n\none\ntwo\n\nthree"))
    assert [(each.look.value, each.label, each.text) for each in made] == [
        ("heading", "", "Begin"),
        ("step", "1", "Press F2, then"),
        ("thing", "", "a b c_d_e"),
        ("text", "", "one two"),
        ("text", "", "three"),
    ]
