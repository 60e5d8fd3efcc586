"""Travelling with little in the line mode: chosen, sealed to a contact, left, and come back to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from safejournal.plain import travelling
from safejournal.plain.desk import Desk, Left
from safejournal.services import travelling as services
from safejournal.services import travelling_leave, travelling_package
from safejournal.services.opening import Vault
from tests.plain.scripted import Scripted
from tests.services.travelling_steps import Traveller, make_traveller


class Aside:
    """Stands for the process that asks for secrets: it does the work with keys that are known."""

    def __init__(self, traveller: Traveller) -> None:
        self._traveller = traveller
        self.asked: list[str] = []
        self._answer = bytearray()

    def __call__(self, work: str, arguments: bytes) -> Aside:
        """Do it."""
        traveller, told = self._traveller, json.loads(arguments)
        self.asked.append(work.rpartition(":")[2])
        traveller.vault = traveller.made.open() if "leave" in work else traveller.small.open()
        with traveller.vault:
            if "leave" in work:
                done = travelling_leave.document(traveller.leave(told["code"]))
                key = traveller.small.dek
            else:
                from safejournal.services import travelling_return

                done = travelling_return.document(
                    traveller.come_back(traveller.vault, Path(told["file"]))
                )
                key = traveller.made.dek
        self._answer = bytearray([0]) + key + json.dumps(done).encode()
        return self

    def wait(self) -> bytearray:
        """Return the answer."""
        return bytearray(self._answer)

    def stop(self) -> None:
        """Nothing runs."""


@pytest.fixture
def traveller(tmp_path: Path) -> Traveller:
    """Return somebody who is about to travel."""
    return make_traveller(tmp_path)


def at(traveller: Traveller, vault: Vault, *answers: str) -> tuple[Desk, Scripted]:
    """Return a desk at which these answers are given."""
    talk = Scripted(answers)
    return Desk(talk, vault, Aside(traveller)), talk


def test_the_whole_way(traveller: Traveller) -> None:
    """Counted before anything, names on demand, the code asked for, and all said at the end."""
    file = str(traveller.package)
    desk, talk = at(
        traveller, traveller.vault,
        "1", "y", "", "canary", "1", "", "1", "",  # chooses; the canary stays, the contact goes
        "3",
        "4", "1", "y", file,
    )  # fmt: skip
    for _step in range(3):
        travelling.travel(desk)
    said = talk.shown.getvalue()
    assert services.wish(traveller.vault).records == {traveller.secret}
    assert "Stays on the device: 2 records, 2 files, 60" in said
    assert "  - secret-canary" in said
    assert "all of it came back as it was" in said
    assert "That the contact can open it, only they can show" in said
    assert "never compared" in said
    desk, talk = at(traveller, traveller.vault, "6", traveller.code())
    with pytest.raises(Left):
        travelling.travel(desk)
    said = talk.shown.getvalue()
    assert "Nothing here that the program knows of opens the whole journal." in said
    assert "What an examiner can still see:" in said
    desk.vault.close()
    opened = str(traveller.opened_by_friend())
    small = traveller.small.open()
    desk, talk = at(traveller, small, "7", opened, "")
    travelling.travel(desk)
    assert "Everything is together again" in talk.shown.getvalue()
    assert travelling_package.package(desk.vault) is None
    desk.vault.close()


def test_nothing_is_said_to_be_gone_before_it_is(traveller: Traveller) -> None:
    """Without a contact who has a key, or with another code, nothing happens."""
    from safejournal.errors import Refused

    desk, talk = at(traveller, traveller.vault, "6", "")
    with pytest.raises(Refused):
        travelling.travel(desk)
    with traveller.vault.writing() as connection:
        connection.execute("DELETE FROM correspondent")
    from safejournal.domain.records import Contact
    from safejournal.services import journal

    journal.revise(traveller.vault, traveller.contact, Contact(name="Bela Example"))
    desk, talk = at(traveller, traveller.vault, "4", "9")
    travelling.travel(desk)
    assert "No contact has a key yet" in talk.shown.getvalue()
    desk, talk = at(traveller, traveller.vault, "9")
    travelling.travel(desk)
    assert "old head" in talk.shown.getvalue()
    traveller.vault.close()
