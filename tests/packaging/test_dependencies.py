"""docs/dependencies.md tells the truth: what it marks as compared is compared here."""

from __future__ import annotations

import importlib.metadata
import json
import re
import sys
from pathlib import Path

import argon2.low_level
import pytest
from cryptography.hazmat.backends.openssl.backend import backend
from sqlcipher3 import dbapi2

from tests.packaging.conftest import ROOT
from tests.packaging.test_requirements import pins

LIST = (ROOT / "docs" / "dependencies.md").read_text()


def row(package: str, part: str) -> str:
    """Return the line about a part that is linked into a wheel."""
    (found,) = re.findall(rf"^\| {re.escape(package)} \| {re.escape(part)}.*$", LIST, re.MULTILINE)
    assert "✓" in found
    return str(found)


def test_every_package_at_run_time_is_listed() -> None:
    """Each package that a start installs stands there with its version, and no other does."""
    at_run_time = LIST.partition("## Linked")[0]
    listed = dict(re.findall(r"([a-z0-9-]+) (\d[\d.]*)(?=[ ,])", at_run_time))
    assert listed == pins("run")


@pytest.mark.skipif(sys.platform != "linux", reason="the list was read off the Linux wheels")
def test_what_is_linked_into_the_store_is_listed() -> None:
    """SQLCipher, SQLite and the store's OpenSSL are those of the list."""
    connection = dbapi2.connect(":memory:")
    connection.execute("PRAGMA key = 'x'")
    cipher = connection.execute("PRAGMA cipher_version").fetchone()[0].split()[0]
    provider = connection.execute("PRAGMA cipher_provider_version").fetchone()[0]
    connection.close()
    assert f" {cipher} ✓" in row("sqlcipher3", "SQLCipher")
    assert f" {dbapi2.sqlite_version} ✓" in row("sqlcipher3", "SQLite")
    assert f" {provider.split()[1]} ✓" in row("sqlcipher3", "OpenSSL")


@pytest.mark.skipif(sys.platform != "linux", reason="the list was read off the Linux wheels")
def test_what_is_linked_into_the_other_wheels_is_listed() -> None:
    """The OpenSSL of cryptography, the age of pyrage and Argon2's version are those of the list."""
    openssl = backend.openssl_version_text().split()[1]
    assert f" {openssl} ✓" in row("cryptography", "OpenSSL")
    assert f"age {crates('pyrage')['age']} ✓" in row("pyrage", "Rust crate age")
    assert f"({argon2.low_level.ARGON2_VERSION} ✓)" in row("argon2-cffi-bindings", "Argon2")


def crates(package: str) -> dict[str, str]:
    """Return what a wheel's own list says is compiled into it."""
    files = importlib.metadata.files(package) or []
    (own,) = [file for file in files if Path(str(file)).name == f"{package}.cyclonedx.json"]
    components = json.loads(own.read_text())["components"]
    return {part["name"]: part["version"] for part in components}
