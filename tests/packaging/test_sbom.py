"""docs/sbom.cdx.json is what the locks and the wheels say; the page for people agrees with it."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from safejournal.domain.wheels import MACHINES, PYTHONS, chosen, locked
from safejournal.process.unpacking import digests
from tests.packaging.conftest import ROOT
from tests.packaging.test_dependencies import LIST
from tools import make_sbom

TEXT = (ROOT / "docs" / "sbom.cdx.json").read_text()
SBOM = json.loads(TEXT)
PACKAGES: dict[str, Any] = {each["name"]: each for each in SBOM["components"]}
LOCKS = locked((ROOT / "requirements" / "run.txt").read_text())


def files_of(package: str) -> dict[str, str]:
    """Return the wheels of a package that the list names, with their digests."""
    parts = PACKAGES[package]["components"]
    return {each["name"]: each["hashes"][0]["content"] for each in parts if each["type"] == "file"}


def linked_in(package: str) -> dict[str, Any]:
    """Return what the list says is linked into a package."""
    parts = PACKAGES[package]["components"]
    return {each["bom-ref"]: each for each in parts if each["type"] != "file"}


def test_it_lists_the_locked_packages_with_wheels_for_every_machine() -> None:
    """Each package in its locked version; each wheel is a locked file; none is missing anywhere."""
    assert {name: each["version"] for name, each in PACKAGES.items()} == {
        name: lock.version for name, lock in LOCKS.items()
    }
    for name, lock in LOCKS.items():
        assert set(files_of(name).values()) <= lock.digests
    everything = {wheel: digest for name in LOCKS for wheel, digest in files_of(name).items()}
    for machine in MACHINES:
        for python in PYTHONS:
            assert len(chosen(LOCKS, everything, machine, python)) == len(LOCKS)


def test_the_wheels_hold_what_it_says(wheels: Path) -> None:
    """For the wheels of this machine: every digest, and every linked part read out of them anew."""
    for name, digest in digests(wheels):
        (package,) = [each for each in PACKAGES if name in files_of(each)]
        assert files_of(package)[name] == digest
        read = {part["bom-ref"]: part for part in make_sbom.linked(package, wheels / name)}
        assert read.items() <= linked_in(package).items()
        assert bool(read) == bool(linked_in(package))


def test_a_part_that_is_not_recognised_is_not_passed_over(tmp_path: Path) -> None:
    """A wheel in which the store's OpenSSL is not found, or twice, stops the making of the list."""
    wheel = tmp_path / "sqlcipher3-1-py3-none-any.whl"
    known = b"\0004.19.0\0 3.53.4 OpenSSL 3.6.0 1 Oct 2025 "
    for more, trouble in ((b"", None), (b"OpenSSL 3.6.1 2 Oct 2025", "OpenSSL")):
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr("_sqlite3.so", known + more)
        if trouble is None:
            assert len(list(make_sbom.linked("sqlcipher3", wheel))) == 3
        else:
            with pytest.raises(LookupError, match=trouble):
                list(make_sbom.linked("sqlcipher3", wheel))
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("_sqlite3.so", b"nothing")
    with pytest.raises(LookupError, match="SQLCipher"):
        list(make_sbom.linked("sqlcipher3", wheel))


def test_the_page_for_people_names_the_same_versions() -> None:
    """What docs/dependencies.md says is linked into the store and into cryptography."""
    for package, part in (
        ("sqlcipher3", "SQLCipher"),
        ("sqlcipher3", "SQLite"),
        ("sqlcipher3", "OpenSSL"),
        ("cryptography", "OpenSSL"),
    ):
        (version,) = [
            each["version"] for each in linked_in(package).values() if each["name"] == part
        ]
        assert re.search(rf"^\| {package} \| {part}.* {re.escape(version)} ✓", LIST, re.MULTILINE)
    crates = {each["name"]: each["version"] for each in linked_in("pyrage").values()}
    assert re.search(rf"Rust crate age {re.escape(crates['age'])} ✓", LIST)


def test_it_is_written_by_its_maker_alone_and_names_no_server() -> None:
    """It is written as the tool writes it: no moment, no chance, no address."""
    assert make_sbom.written(SBOM) == TEXT
    assert "http" not in TEXT
    assert "file:" not in TEXT
    assert not {"timestamp", "serialNumber"} & (SBOM.keys() | SBOM["metadata"].keys())
    references = re.findall(r'"bom-ref": "([^"]+)"', TEXT)
    assert len(references) == len(set(references))
    assert {each["ref"] for each in SBOM["dependencies"]} <= set(references)
