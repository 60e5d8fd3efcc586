"""A record is found by its name, by a word in it, or by looking; and only of the kind asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from safejournal.domain.records import Contact, Note, Threat
from safejournal.domain.words import Kind
from safejournal.services import journal
from safejournal.services.opening import Vault
from safejournal.tui.picker import RecordPicker
from tests.tui.form_app import NARROW, WIDE, OneScreen, new_journal, press, rows, until, write


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """Return a vault with records of several kinds."""
    with new_journal(tmp_path / "v").open() as opened:
        journal.record(opened, Note(title="Ёлка", text="a word deep inside"))
        journal.record(opened, Threat(title="Grey car"))
        journal.record(opened, Contact(pseudonym="Birch", name="Бермет"))
        yield opened


def picker(vault: Vault, kind: Kind | None) -> OneScreen:
    """Return an app that asks for a record."""
    return OneScreen(vault, lambda: RecordPicker(vault, kind))


@pytest.mark.parametrize(
    ("typed", "title"), [("елк", "Ёлка"), ("deep", "Ёлка"), ("GREY", "Grey car"), ("бер", "")]
)
async def test_a_record_is_found_by_a_word(vault: Vault, typed: str, title: str) -> None:
    """The beginning of a word of its name or text, whatever case or marks, finds it."""
    app = picker(vault, None)
    async with app.run_test(size=WIDE) as pilot:
        screen = app.screen
        assert isinstance(screen, RecordPicker)
        await until(pilot, lambda: screen.rows.option_count == 3)
        await write(pilot, typed)
        await until(pilot, lambda: screen.rows.option_count == 1)
        await press(pilot, "enter")
        await until(pilot, lambda: bool(app.dismissed))
    (chosen,) = app.dismissed
    assert getattr(chosen, "content").title == title  # noqa: B009 (its type is what is tested)


async def test_only_the_kind_asked_for_is_offered(vault: Vault) -> None:
    """Whoever is asked for a contact sees no other records, before and after typing."""
    app = picker(vault, Kind.CONTACT)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "Birch" in rows(app))
        assert "Grey car" not in rows(app)
        await write(pilot, "grey")
        await until(pilot, lambda: "Nothing found." in rows(app))
        await press(pilot, "enter")
        assert app.dismissed == []
        await press(pilot, "escape")
        await until(pilot, lambda: app.dismissed == [None])


async def test_arrows_choose_while_the_line_keeps_the_focus(vault: Vault) -> None:
    """In the smallest window too: down, Enter takes the second record."""
    app = picker(vault, None)
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "Grey car" in rows(app))
        screen = app.screen
        assert isinstance(screen, RecordPicker)
        await press(pilot, "down")
        second = screen.rows.chosen
        await press(pilot, "up", "down", "enter")
        await until(pilot, lambda: app.dismissed == [second])


async def test_nothing_in_an_empty_journal(tmp_path: Path) -> None:
    """Where there is nothing to choose from, that is said."""
    with new_journal(tmp_path / "empty").open() as vault:
        app = picker(vault, None)
        async with app.run_test(size=WIDE) as pilot:
            await until(pilot, lambda: "There is none yet." in rows(app))
