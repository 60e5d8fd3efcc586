"""Two journals and the command line on each: Anna travels, Bela waits for word from her."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from safejournal import codec
from safejournal.domain.records import Content, kind_of
from safejournal.vault.derivation import Realm
from tests.cli.calling import Called, Cli
from tests.services.exchanging import BELA, trip_with
from tests.vault.journals import make_journal


@dataclass
class Pair:
    """Both command lines, and what each calls the other."""

    anna: Cli
    bela: Cli
    bela_at_anna: str
    anna_at_bela: str
    place: Path

    def file(self, name: str) -> str:
        """Return a place for a file."""
        return str(self.place / name)

    def acquaint(self) -> None:
        """Let both take in the other's key and compare the words."""
        for cli, contact, other in (
            (self.anna, self.bela_at_anna, self.bela),
            (self.bela, self.anna_at_bela, self.anna),
        ):
            key = done(other("identity", "--json")).json["contact_string"]
            done(cli("contact", "key", contact, "-", "--json", stdin=key))
            done(cli("contact", "trust", contact, "--how", "voice", "--yes", "--json"))

    def trip(self) -> str:
        """Let Anna write down a trip with a check-in for Bela."""
        return add(self.anna, trip_with(self.bela_at_anna))

    def sent(self, *options: str, name: str = "b.age") -> str:
        """Let Anna export something to Bela, and return the file."""
        file = self.file(name)
        done(self.anna("export", "--to", self.bela_at_anna, *options, "-o", file, "--json"))
        return file

    def taken(self, file: str, *options: str) -> Any:
        """Let Bela receive a file, and return what it turned out to be."""
        return done(self.bela("receive", file, *options, "--json")).json


def done(called: Called) -> Called:
    """Return a call that must have done what it was to do."""
    assert called.code == 0, called.err
    return called


def add(cli: Cli, content: Content) -> str:
    """Write a record down with the program and return its id."""
    document = json.dumps(codec.content_to_builtins(content))
    called = done(cli("add", kind_of(content).value, "-", "--json", stdin=document))
    found: str = called.json["id"]
    return found


def make_pair(place: Path, realm: Realm = Realm.REAL) -> Pair:
    """Make both journals, whose owners have exchanged nothing yet."""
    from safejournal.domain.records import Contact

    anna, bela = (Cli(make_journal(place / name, realm=realm)) for name in ("anna", "bela"))
    done(anna("identity", "--called", "-", "--json", stdin="Birch"))
    return Pair(anna, bela, add(anna, BELA), add(bela, Contact(name="Anna")), place)


@pytest.fixture
def strangers(tmp_path: Path) -> Pair:
    """Return two who have exchanged nothing yet."""
    return make_pair(tmp_path)


@pytest.fixture
def pair(strangers: Pair) -> Pair:
    """Return two who have compared their words."""
    strangers.acquaint()
    return strangers
