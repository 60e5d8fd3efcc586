"""The past of a record: every version, and what each one changed, told without colour."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from safejournal.domain.records import AgreedWords, Contact, Incident, Involved, Note
from safejournal.domain.versions import Record
from safejournal.services import attachments, journal
from safejournal.services.opening import Vault
from safejournal.tui.changes import changes
from safejournal.tui.history import History
from tests.tui.shell_app import WIDE, Life, WatchedApp, until_shown
from tests.vault.journals import Journal


class Past(WatchedApp):
    """The real app with the history of one record open."""

    def __init__(self, vault: Vault, record: Record) -> None:
        super().__init__(vault)
        self._record = record

    def on_mount(self) -> None:
        """Open it."""
        super().on_mount()
        self.push_screen(History(self.vault, self._record))


def told(before: Record | None, after: Record, *, unmask: bool = False) -> list[tuple[str, str]]:
    """Return what the page of changes says: label and text."""
    return [(each.label, each.text.plain) for each in changes(before, after, unmask=unmask)]


def _next(vault: Vault, record: Record, **changed: object) -> Record:
    assert record.content is not None
    return journal.revise(vault, record.id, replace(record.content, **changed))  # type: ignore[arg-type]


async def test_versions_stand_newest_first_with_their_times(
    vault: Vault, life: Life, closed: Journal
) -> None:
    """Each version has its number and when it was written; the marked one says what it changed."""
    closed.clock.forward(days=1)
    _next(vault, life.incident, place="Бишкек, ул. Токтогула")
    app = Past(vault, life.incident)
    async with app.run_test(size=WIDE) as pilot:
        shown = await until_shown(pilot, "3  15 May 2026, 10:00", "1  14 May 2026, 10:00  first")
        assert "- Бишкек" in shown
        assert "+ Бишкек, ул. Токтогула" in shown
        await pilot.press("down")
        shown = await until_shown(pilot, "- likely", "+ sure")
        assert "Токтогула" not in shown
        await pilot.press("down")
        await until_shown(pilot, "The first version.", "+ Двое у подъезда")


def test_only_what_changed_is_told(vault: Vault, life: Life) -> None:
    """A field that stayed is not on the page; one that changed is there with both its texts."""
    after = _next(vault, life.incident, place="Ош", reported_to="адвокату")
    assert told(life.incident, after) == [
        ("Place", "- Бишкек\n+ Ош"),
        ("Reported to", "+ адвокату"),
    ]


def test_inside_a_text_the_words_are_marked(vault: Vault) -> None:
    """Of a long text only the lines that changed are told, with the words underlined."""
    text = "Первая строка.\nВторая строка, тихая.\nТретья строка."
    before = journal.record(vault, Note(text=text))
    after = _next(vault, before, text=text.replace("тихая", "громкая"))
    (said,) = changes(before, after, unmask=False)
    assert said.text.plain == "- Вторая строка, тихая.\n+ Вторая строка, громкая."
    marked = [
        said.text.plain[span.start : span.end]
        for span in said.text.spans
        if "underline" in str(span.style)
    ]
    assert marked == ["тихая", "громкая"]


def test_an_entry_put_in_front_changes_only_itself(vault: Vault) -> None:
    """Somebody added before others does not make the others look changed."""
    people = tuple(Involved(role=role) for role in ("сосед", "дворник"))
    before = journal.record(vault, Incident(title="a", people=people))
    after = _next(vault, before, people=(Involved(role="почтальон"), *people))
    assert told(before, after) == [("Part they had", "+ почтальон")]


def test_hidden_fields_change_without_their_text(vault: Vault, life: Life) -> None:
    """An agreed word that was changed is told as changed; its text only when asked for."""
    after = _next(vault, life.contact, words=AgreedWords(all_well="сварила суп"))
    hidden = told(life.contact, after)
    assert hidden == [
        ("Agreed word: all well", "changed, and hidden"),
        ("Agreed word: under duress", "- ••••"),
    ]
    assert told(life.contact, after, unmask=True) == [
        ("Agreed word: all well", "- купила хлеб\n+ сварила суп"),
        ("Agreed word: under duress", "- болит зуб"),
    ]


def test_files_are_told_by_name(vault: Vault, life: Life, tmp_path: Path) -> None:
    """A file that was taken in, and one that was taken off."""
    (tmp_path / "фото.jpg").write_bytes(b"x")
    after = attachments.attach(vault, life.note.id, tmp_path / "фото.jpg")
    assert told(life.note, after) == [("Attachments", "+ фото.jpg")]
    assert told(after, life.note) == [("Attachments", "- фото.jpg")]


def test_removing_and_erasing_are_told(vault: Vault, life: Life) -> None:
    """A version that took the record out, one that brought it back, and an erased one say so."""
    removed = journal.remove(vault, life.note.id)
    back = journal.bring_back(vault, life.note.id)
    assert "took the record out" in told(life.note, removed)[0][1]
    assert told(removed, back)[0][1] == "Brought back."
    journal.erase(vault, life.note.id)
    erased = journal.history(vault, life.note.id)[0]
    assert "erased" in told(removed, erased)[0][1]


def test_the_same_twice_is_no_change(vault: Vault, life: Life) -> None:
    """A version that changed nothing says that."""
    assert told(life.note, life.note) == [("", "Nothing was changed.")]


async def test_unmasking_is_offered_only_where_something_is_hidden(
    vault: Vault, life: Life
) -> None:
    """A contact's history has hidden words, a note's has none."""
    for record, offered in ((life.contact, True), (life.note, False)):
        app = Past(vault, record)
        async with app.run_test(size=WIDE) as pilot:
            await until_shown(pilot, "The first version.")
            assert ("m" in app.screen.active_bindings) is offered


async def test_masked_words_of_the_past_are_hidden_too(vault: Vault, life: Life) -> None:
    """The first version of a contact shows dots until m."""
    assert isinstance(life.contact.content, Contact)
    app = Past(vault, life.contact)
    async with app.run_test(size=(80, 40)) as pilot:
        shown = await until_shown(pilot, "The first version.", "••••")
        assert "купила хлеб" not in shown
        assert "010203" not in shown
        await pilot.press("m")
        await until_shown(pilot, "купила хлеб", "+996 555 010203")
