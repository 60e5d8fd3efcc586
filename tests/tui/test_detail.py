"""A record to read: its times, its fields, what it is tied to, and what is hidden."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from safejournal.domain.records import Contact, Content, Incident, Link
from safejournal.domain.versions import Record
from safejournal.services import attachments, journal
from safejournal.services.opening import Vault
from safejournal.tui.ask import Ask
from safejournal.tui.detail import Detail
from safejournal.tui.form import FormScreen
from safejournal.tui.rows import Rows
from tests.tui.shell_app import SEEN, WIDE, Life, WatchedApp, rows, until, until_shown

SECRETS = ("+996 555 010203", "купила хлеб", "болит зуб", "у фонтана")


class Reading(WatchedApp):
    """The real app with one record open."""

    def __init__(self, vault: Vault, record: Record) -> None:
        super().__init__(vault)
        self._record = record

    def on_mount(self) -> None:
        """Open it."""
        super().on_mount()
        self.push_screen(Detail(self.vault, self._record))


async def test_three_times_stand_apart(vault: Vault, life: Life) -> None:
    """When it happened, when it was learned and when it was written are never one line."""
    app = Reading(vault, life.incident)
    async with app.run_test(size=WIDE) as pilot:
        shown = await until_shown(pilot, "Written")
    times = {line[:26].strip(): line[26:] for line in shown.splitlines()}
    assert times["When it happened"].startswith("12 May 2026")
    assert times["When I learned of it"].startswith("13 May 2026, 18:30 (UTC+6)")
    assert times["Written"].startswith("14 May 2026, 10:00")


async def test_fields_stand_in_the_order_of_the_form(vault: Vault, life: Life) -> None:
    """A person reads a record in the order in which it was asked."""
    app = Reading(vault, life.incident)
    async with app.run_test(size=(80, 40)) as pilot:
        shown = await until_shown(pilot, "Written")
    labels = ("Text", "What sort of incident", "Place", "Country", "People involved", "How I know")
    assert SEEN[:20] in shown
    assert [shown.index(label) for label in labels] == sorted(map(shown.index, labels))


async def test_hidden_things_are_shown_only_when_asked_for(vault: Vault, life: Life) -> None:
    """Channels, agreed words and the answer are dots until m, and dots again after it."""
    app = Reading(vault, life.contact)
    async with app.run_test(size=(80, 40)) as pilot:
        shown = await until_shown(pilot, "••••", "Где встретились?")
        assert not any(secret in shown for secret in SECRETS)
        await pilot.press("m")
        await until_shown(pilot, *SECRETS)
        await pilot.press("m")
        shown = await until_shown(pilot, "••••")
        assert not any(secret in shown for secret in SECRETS)


async def test_the_number_of_a_paper_is_hidden(vault: Vault, life: Life) -> None:
    """A glance at a document does not give its number away."""
    app = Reading(vault, life.document)
    async with app.run_test(size=WIDE) as pilot:
        assert "75 1234567" not in await until_shown(pilot, "••••")
        await pilot.press("m")
        await until_shown(pilot, "75 1234567")


async def test_nothing_is_offered_to_be_shown_where_nothing_is_hidden(
    vault: Vault, life: Life
) -> None:
    """A note has no hidden fields, so the key is not offered."""
    app = Reading(vault, life.note)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Meeting")
        assert "m" not in app.screen.active_bindings


async def test_enter_follows_links_both_ways(vault: Vault, life: Life) -> None:
    """From an incident to its contact, and from the contact back to what points at it."""
    app = Reading(vault, life.incident)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "→  Ласточка", "рассказала ей", "→  Вызовы через родных")
        await pilot.press("enter", "enter")
        await until_shown(pilot, "› Ласточка", "←  Двое у подъезда")
        await pilot.press("tab", "enter")
        await until_shown(pilot, "› Двое у подъезда")
        await pilot.press("escape", "escape")
        await until_shown(pilot, "› Двое у подъезда")


async def test_going_down_leads_from_the_page_to_the_links(vault: Vault, life: Life) -> None:
    """Arrows alone are enough: past the end of the page they go on below it, and back."""
    app = Reading(vault, life.note)
    journal.revise(vault, life.note.id, _linked(life.note, life.contact), base=life.note.version)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "→  Ласточка")
        await pilot.press("down")
        assert isinstance(app.focused, Rows)
        await pilot.press("up")
        assert app.focused is not None
        assert app.focused.id == "page"


def _linked(record: Record, to: Record) -> Content:
    assert record.content is not None
    return replace(record.content, links=(Link(to=to.id, meaning="там была"),))


async def test_a_link_to_a_record_that_is_not_here_says_so(vault: Vault, life: Life) -> None:
    """A record whose other end is missing is read all the same."""
    gone = Record(
        id="0" * 32, kind=life.contact.kind, version="", parents=(), author="",
        written_at="", sealed="", content=Contact(name="?"),
    )  # fmt: skip
    journal.revise(vault, life.note.id, _linked(life.note, gone))
    app = Reading(vault, life.note)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "→  a record that is not here")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: bool(app.told))
        assert app.told == ["There is no record with this id."]


async def test_removing_asks_once_and_u_undoes_it(vault: Vault, life: Life) -> None:
    """Enter on the first answer keeps the record; the second takes it out; u brings it back."""
    app = Reading(vault, life.note)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Meeting")
        await pilot.press("r")
        await until_shown(pilot, "Take this record out of the journal?")
        await pilot.press("enter")
        await pilot.pause()
        assert journal.show(vault, life.note.id).content is not None
        await pilot.press("r", "down", "enter")
        await until(pilot, lambda: journal.show(vault, life.note.id).removed)
        await until_shown(pilot, "Written last")
        await pilot.press("u")
        await until(pilot, lambda: not journal.show(vault, life.note.id).removed)


async def test_e_opens_the_form_over_the_record(vault: Vault, life: Life) -> None:
    """What was sealed from the form stands on the page afterwards."""
    app = Reading(vault, life.note)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Meeting")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await pilot.press("end", *" дождь", "f10")
        await until_shown(pilot, "Meeting at the café дождь", "Written")
    assert len(journal.history(vault, life.note.id)) == 2


async def test_l_ties_the_record_to_another_one(vault: Vault, life: Life) -> None:
    """A record is picked and a few words are said; one new version holds the link."""
    app = Reading(vault, life.note)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Meeting")
        await pilot.press("l")
        await until(pilot, lambda: app.screen.query("Query").first().has_focus)
        await pilot.press(*"ласт")
        await until_shown(pilot, "Ласточка")
        await until(pilot, lambda: app.screen.query_one(Rows).option_count == 1)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.press(*"была там", "enter")
        await until_shown(pilot, "→  Ласточка  была там")
    content = journal.show(vault, life.note.id).content
    assert content is not None
    assert [(link.to, link.meaning) for link in content.links] == [(life.contact.id, "была там")]


async def test_escape_from_a_link_ties_nothing(vault: Vault, life: Life) -> None:
    """Whoever thinks better of it leaves the record as it was."""
    app = Reading(vault, life.note)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Meeting")
        await pilot.press("l", "escape")
        await until(pilot, lambda: isinstance(app.screen, Detail))
    assert len(journal.history(vault, life.note.id)) == 1


async def _save_out(app: Reading, pilot: Pilot[Any], target: str) -> None:
    await until_shown(pilot, "+  scan.jpg")
    await pilot.press("enter", "enter")
    await until_shown(pilot, "in the clear, for anybody to read")
    app.screen.query_one(Input).value = target
    await pilot.press("enter")


async def test_a_file_is_written_out_only_past_a_warning(
    vault: Vault, life: Life, tmp_path: Path
) -> None:
    """The person reads that it will lie in the clear; then it is whole, private, and said again."""
    source = tmp_path / "scan.jpg"
    source.write_bytes(data := os.urandom(700_000))
    attachments.attach(vault, life.note.id, source)
    app = Reading(vault, life.note)
    async with app.run_test(size=WIDE) as pilot:
        await _save_out(app, pilot, str(tmp_path / "out.jpg"))
        await until(pilot, lambda: (tmp_path / "out.jpg").exists() and bool(app.told))
    assert (tmp_path / "out.jpg").read_bytes() == data
    assert (tmp_path / "out.jpg").stat().st_mode & 0o777 == 0o600
    assert app.told[-1].startswith("Written, in the clear")


async def test_a_file_is_never_written_over_another(
    vault: Vault, life: Life, tmp_path: Path
) -> None:
    """What stands at the place stays, and one sentence says so."""
    (tmp_path / "scan.jpg").write_bytes(b"new")
    (tmp_path / "old").write_bytes(b"old")
    attachments.attach(vault, life.note.id, tmp_path / "scan.jpg")
    app = Reading(vault, life.note)
    async with app.run_test(size=WIDE) as pilot:
        await _save_out(app, pilot, str(tmp_path / "old"))
        await until(pilot, lambda: bool(app.told))
    assert "There is a file of that name already." in app.told[0]
    assert (tmp_path / "old").read_bytes() == b"old"


async def test_escape_stops_writing_out(
    vault: Vault, life: Life, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped half-way nothing is left at the place, and the record is as it was."""
    source = tmp_path / "scan.jpg"
    source.write_bytes(os.urandom(3_000_000))
    attachments.attach(vault, life.note.id, source)
    app = Reading(vault, life.note)
    save = attachments.save

    def slow(*what: object, progress: attachments.Progress, **how: object) -> object:
        def reported(done: int, whole: int) -> None:
            app.call_from_thread(app.screen.action_stop)  # type: ignore[attr-defined]
            progress(done, whole)

        return save(*what, progress=reported, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(attachments, "save", slow)
    async with app.run_test(size=WIDE) as pilot:
        await _save_out(app, pilot, str(tmp_path / "out.jpg"))
        await until(pilot, lambda: bool(app.told))
    assert app.told == ["Stopped. Nothing was changed."]
    assert sorted(os.listdir(tmp_path)) == ["scan.jpg", "vault"]  # noqa: PTH208 (it is async)


async def test_an_erased_record_says_so(vault: Vault, life: Life) -> None:
    """Of an erased record its name is gone; nothing that needs content is offered."""
    app = Reading(vault, life.note)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Meeting")
        journal.erase(vault, life.note.id)
        assert isinstance(app.screen, Detail)
        app.screen.reload()
        shown = await until_shown(pilot, "Note (erased)")
        assert "Meeting" not in shown.split("\n", 1)[1]
        assert "e" not in app.screen.active_bindings


async def test_hostile_text_is_made_visible(vault: Vault) -> None:
    """Escape codes, overrides and markup in a record stand there as signs."""
    text = "a\x1b[2Jb \u202eevil [/nope] [@click=app.quit]x[/]"
    record = journal.record(vault, Incident(title=text, text=text, place=text))
    app = Reading(vault, record)
    async with app.run_test(size=WIDE) as pilot:
        shown = await until_shown(pilot, "a␛[2Jb")
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "[/nope] [@click=app.quit]x[/]" in shown


async def test_a_file_is_taken_off_again(vault: Vault, life: Life, tmp_path: Path) -> None:
    """Marked in the list below the record, Del asks once; the earlier version still holds it."""
    file = tmp_path / "letter.jpg"
    file.write_bytes(b"picture")
    attachments.attach(vault, life.note.id, file)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        app.push_screen(Detail(vault, journal.show(vault, life.note.id)))
        await until_shown(pilot, "letter.jpg")
        await pilot.press("delete", "enter", "delete")
        await until_shown(pilot, "Take it off?", "Earlier versions still hold it.")
        await pilot.press("down", "enter")
        await until(pilot, lambda: "letter.jpg" not in rows(app))
    newest, before, *_rest = journal.history(vault, life.note.id)
    assert newest.content is not None
    assert before.content is not None
    assert (len(newest.content.attachments), len(before.content.attachments)) == (0, 1)
