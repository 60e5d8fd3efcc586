"""Nothing that was typed is lost: drafts are kept in time, and come back as they were left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.pilot import Pilot

from safejournal.domain.answers import items_text
from safejournal.domain.forms import FORMS, Ask
from safejournal.domain.records import Contact, Incident, Note
from safejournal.domain.words import Kind
from safejournal.services import attachments, drafts, journal
from safejournal.services.drafts import Draft
from safejournal.services.opening import Vault
from safejournal.tui import form
from safejournal.tui.asking import ItemScreen
from safejournal.tui.choose import Choose
from safejournal.tui.form import FormScreen
from tests.tui.form_app import WIDE, OneScreen, app_of, go, new_journal, press, rows, until, write
from tests.tui.test_fields import ODD

pytestmark = pytest.mark.usefixtures("looked_at_once")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """Return an open, empty vault."""
    with new_journal(tmp_path / "v").open() as opened:
        yield opened


def kept(vault: Vault) -> list[dict[str, str]]:
    """Return what stands in the drafts of the vault."""
    return [draft.answers for draft in drafts.waiting(vault)]


def opened(pilot: Pilot[None]) -> FormScreen:
    """Return the form, wherever it stands in the stack."""
    return next(s for s in app_of(pilot).screen_stack if isinstance(s, FormScreen))


def note_form(vault: Vault, draft: Draft | None = None) -> OneScreen:
    """Return an app with the form of a note."""
    return OneScreen(vault, lambda: FormScreen(vault, Kind.NOTE, draft=draft))


async def test_one_timer_runs_from_the_first_key(vault: Vault) -> None:
    """Typing starts one timer of two seconds; typing on neither starts another nor delays it."""
    assert form.WRITE_EVERY == 2.0
    async with note_form(vault).run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert opened(pilot)._timer is None
        await write(pilot, "a")
        timer = opened(pilot)._timer
        assert timer is not None
        assert timer._interval == form.WRITE_EVERY
        await write(pilot, "bc")
        assert opened(pilot)._timer is timer
        assert kept(vault) == []
        opened(pilot)._write_draft()
        await until(pilot, lambda: kept(vault) == [{"title": "abc"}])


async def test_the_timer_writes_by_itself(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the time is over, what stands in the form is in the vault."""
    monkeypatch.setattr(form, "WRITE_EVERY", 0.01)
    async with note_form(vault).run_test(size=WIDE) as pilot:
        await pilot.pause()
        await write(pilot, "Привет")
        await until(pilot, lambda: kept(vault) == [{"title": "Привет"}])
        assert opened(pilot)._timer is None


async def test_nothing_changed_is_nothing_written(vault: Vault) -> None:
    """A timer that fires over an unchanged form writes nothing."""
    async with note_form(vault).run_test(size=WIDE) as pilot:
        await pilot.pause()
        await write(pilot, "a")
        await press(pilot, "backspace")
        opened(pilot)._write_draft()
        await pilot.pause()
        assert kept(vault) == []


async def test_keeping_writes_at_once(vault: Vault) -> None:
    """`keep_draft` has written when it returns, without waiting for a timer or a thread."""
    async with note_form(vault).run_test(size=WIDE) as pilot:
        await pilot.pause()
        await write(pilot, "now")
        opened(pilot).keep_draft()
        assert kept(vault) == [{"title": "now"}]


async def test_an_open_item_is_kept_too(vault: Vault) -> None:
    """What stands in an item that is still open, even in an item of an item, is in the draft."""
    app = OneScreen(vault, lambda: FormScreen(vault, Kind.TRIP))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        for path in ("plan.legs", "via"):
            await go(pilot, path)
            await press(pilot, "enter")
            await until(pilot, lambda: isinstance(app.screen, ItemScreen))
        await go(pilot, "airport")
        await write(pilot, "FRU")
        opened(pilot).keep_draft()
        via = items_text([{"airport": "FRU"}])
        assert kept(vault) == [{"plan.legs": items_text([{"via": via}])}]


async def test_locking_keeps_what_was_typed(tmp_path: Path) -> None:
    """Ctrl+L in the middle of a word: the word is in the vault when it is opened again."""
    made = new_journal(tmp_path / "v")
    vault = made.open()
    app = OneScreen(vault, lambda: FormScreen(vault, Kind.NOTE))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await write(pilot, "They came ba")
        await press(pilot, "ctrl+l")
    assert vault.closed
    with made.open() as again:
        assert kept(again) == [{"title": "They came ba"}]


async def test_leaving_keeps_a_draft_and_says_so(vault: Vault) -> None:
    """Esc leaves; the draft waits, and the person is told where."""
    app = note_form(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await write(pilot, "half a th")
        await press(pilot, "escape")
        await until(pilot, lambda: bool(app.dismissed))
        assert app.dismissed == [None]
        assert kept(vault) == [{"title": "half a th"}]
        assert any("draft" in said for said in app.told)


async def test_leaving_an_untouched_form_leaves_nothing(vault: Vault) -> None:
    """Who has typed nothing is told nothing, and no draft waits."""
    app = note_form(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await press(pilot, "escape")
        await until(pilot, lambda: bool(app.dismissed))
        assert kept(vault) == []
        assert app.told == []


@pytest.mark.parametrize("sure", [True, False])
async def test_throwing_away_asks_first(vault: Vault, sure: bool) -> None:
    """Ctrl+D asks; only a yes throws the draft away, and without trace."""
    app = note_form(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await write(pilot, "bad idea")
        opened(pilot).keep_draft()
        await press(pilot, "ctrl+d")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        await press(pilot, *(["down"] if sure else []), "enter")
        if sure:
            await until(pilot, lambda: app.dismissed == [None])
            assert kept(vault) == []
        else:
            await until(pilot, lambda: isinstance(app.screen, FormScreen))
            assert kept(vault) == [{"title": "bad idea"}]
            assert app.dismissed == []


async def test_a_full_disk_leaves_the_form_open(vault: Vault) -> None:
    """Nothing can be written: the form says so, stays, goes on taking text, and tries again."""
    app = note_form(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        with full_disk(vault):
            opened(pilot).sheet.control("title").put("x" * 20_000)
            opened(pilot)._write_draft()
            await until(pilot, lambda: "could not be kept" in rows(app))
            assert opened(pilot)._timer is not None
            await press(pilot, "escape")
            await pilot.pause()
            assert app.dismissed == []
            await press(pilot, "home")
            await write(pilot, "still ")
            await press(pilot, "f10")
            await until(pilot, lambda: "Not saved." in rows(app))
        assert kept(vault) == []
        opened(pilot)._write_draft()
        await until(pilot, lambda: kept(vault) == [{"title": "still " + "x" * 20_000}])
        await until(pilot, lambda: "could not be kept" not in rows(app))


def _fill(*files: Path) -> None:
    for file in files:
        file.write_bytes(b"x")


class full_disk:  # noqa: N801 (read as a phrase)
    """A database that may not grow: what SQLite says then is what it says of a full disk."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def __enter__(self) -> None:
        self._limit("PRAGMA page_count")

    def __exit__(self, *_error: object) -> None:
        self._limit("SELECT 1073741823")

    def _limit(self, query: str) -> None:
        with self._vault.reading() as connection:
            (pages,) = connection.execute(query).fetchone()  # type: ignore[misc]
            connection.set_authorizer(None)
            connection.execute(f"PRAGMA max_page_count = {pages}")


def odd_answers(kind: Kind) -> st.SearchStrategy[dict[str, str]]:
    """Return odd texts for some fields of a form."""
    paths = [field.path for field in FORMS[kind] if field.ask is not Ask.ITEMS]
    return st.dictionaries(st.sampled_from(paths), ODD.filter(bool), min_size=1)


@pytest.mark.parametrize("kind", Kind)
async def test_a_draft_comes_back_as_it_was_left(vault: Vault, kind: Kind) -> None:
    """Whatever stood in a form stands there again, to the last character, and is no change."""
    begun = drafts.begin(vault, kind)
    examples: list[dict[str, str]] = []

    @settings(max_examples=3)
    @given(odd_answers(kind))
    def collect(answers: dict[str, str]) -> None:
        examples.append(answers)

    collect()
    app = OneScreen(vault, lambda: FormScreen(vault, kind))
    async with app.run_test(size=WIDE) as pilot:
        for answers in examples:
            draft = drafts.keep(vault, replace(begun, kind=kind), answers)
            screen = FormScreen(vault, kind, draft=drafts.reopen(vault, draft.id))
            await app.push_screen(screen)
            await pilot.pause()
            assert screen.sheet.answers() == answers
            assert not screen.scratch.take(screen.sheet.answers())
            await press(pilot, "tab", "tab", "tab")
            screen.keep_draft()
            assert kept(vault) == [answers]
            app.pop_screen()


async def test_a_changed_record_is_shown_before_it_is_covered(vault: Vault) -> None:
    """Another version came meanwhile: the form says so, shows it, and only then puts one on top."""
    note = journal.record(vault, Note(title="Rain", text="a"))
    draft = drafts.begin(vault, Kind.NOTE, record=note.id, base=note.version)
    draft = drafts.keep(vault, draft, {"title": "Snow", "text": "a"})
    other = journal.revise(vault, note.id, Note(title="Hail", text="a"))
    app = note_form(vault, draft)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "has been changed since you began" in rows(app))
        await press(pilot, "f10")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        assert "Title: Hail" in rows(app)
        assert "Text:" not in rows(app)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        assert journal.show(vault, note.id) == other
        await press(pilot, "f10")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        await press(pilot, "down", "enter")
        await until(pilot, lambda: bool(app.dismissed))
    newest = journal.show(vault, note.id)
    assert newest.content == Note(title="Snow", text="a")
    assert newest.parents == (other.version,)
    assert kept(vault) == []


async def test_a_removed_record_comes_back_only_when_asked(vault: Vault) -> None:
    """The record was taken out meanwhile: saving asks before it puts it back."""
    note = journal.record(vault, Note(title="Rain"))
    draft = drafts.begin(vault, Kind.NOTE, record=note.id, base=note.version)
    draft = drafts.keep(vault, draft, {"title": "Snow"})
    journal.remove(vault, note.id)
    app = note_form(vault, draft)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await press(pilot, "f10")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        assert "It has been removed" in rows(app)
        await press(pilot, "down", "enter")
        await until(pilot, lambda: bool(app.dismissed))
    assert journal.show(vault, note.id).content == Note(title="Snow")


async def test_saving_an_unchanged_record_seals_nothing(vault: Vault) -> None:
    """Nothing was changed: no version is added, and the person is told."""
    contact = journal.record(vault, Contact(pseudonym="Birch"))
    incident = journal.record(vault, Incident(title="Call", tags=("a", "b")))
    for record in (contact, incident):
        app = OneScreen(vault, lambda record=record: FormScreen(vault, record.kind, record=record))  # type: ignore[misc]
        async with app.run_test(size=WIDE) as pilot:
            await pilot.pause()
            await press(pilot, "f10")
            await until(pilot, lambda app=app: bool(app.dismissed))  # type: ignore[misc]
            assert app.dismissed == [None]
            assert any("Nothing was changed" in said for said in app.told)
        assert len(journal.history(vault, record.id)) == 1


async def test_an_edit_is_a_new_version(vault: Vault) -> None:
    """A changed field makes a version on top of the one that the form began from."""
    note = journal.record(vault, Note(title="Rain", text="kept as it was\u2028to the end"))
    app = OneScreen(vault, lambda: FormScreen(vault, Kind.NOTE, record=note))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await press(pilot, "end")
        await write(pilot, "bow")
        await press(pilot, "f10")
        await until(pilot, lambda: bool(app.dismissed))
    newest = journal.show(vault, note.id)
    assert newest.content == Note(title="Rainbow", text="kept as it was\u2028to the end")
    assert newest.parents == (note.version,)


async def test_files_stay_with_a_record_that_is_changed(vault: Vault, tmp_path: Path) -> None:
    """What no form asks for is taken over, even when it was added while the form was open."""
    note = journal.record(vault, Note(title="Rain"))
    first, second = tmp_path / "first", tmp_path / "second"
    _fill(first, second)
    note = attachments.attach(vault, note.id, first)
    app = OneScreen(vault, lambda: FormScreen(vault, Kind.NOTE, record=note))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        attachments.attach(vault, note.id, second)
        await press(pilot, "end")
        await write(pilot, "s")
        await press(pilot, "f10")
        await until(pilot, lambda: bool(app.dismissed))
    content = journal.show(vault, note.id).content
    assert content is not None
    assert content.title == "Rains"
    assert [file.name for file in content.attachments] == ["first", "second"]


async def test_an_empty_form_is_not_sealed(vault: Vault) -> None:
    """Where nothing stands, nothing is sealed; the form stays and says why."""
    app = note_form(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await press(pilot, "f10")
        await until(pilot, lambda: "nothing in this record yet" in rows(app))
        assert app.dismissed == []
    assert journal.count(vault) == 0
