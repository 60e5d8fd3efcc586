"""What others sent: looked at, taken in, compared, decided on; never one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from safejournal.domain import records as r
from safejournal.services import (
    attachments,
    correspondents,
    identity,
    inbox,
    journal,
    receiving,
    sharing,
)
from safejournal.services.sharing import Choice, Tier
from safejournal.tui.sharing.bundle import BundleScreen
from safejournal.tui.sharing.entry import EntryScreen
from safejournal.tui.sharing.opened import OpenedScreen
from tests.services.exchanging import Two, kept
from tests.tui.payloads import PAYLOADS
from tests.tui.sharing.ways import go_to, name_file, to_line, write_to
from tests.tui.shell_app import NARROW, WIDE, WatchedApp, rows, until, until_shown


def evidence(pair: Two, *records: str, **more: Any) -> Path:
    """Let Anna write evidence for Bela."""
    file = pair.file(sharing.neutral_name())
    choice = Choice(contacts=(pair.bela_at_anna,), tier=Tier.EVIDENCE, records=records, **more)
    sharing.export(pair.anna, choice, file)
    return file


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_file_is_looked_at_and_nothing_is_kept(pair: Two, size: tuple[int, int]) -> None:
    """Sender and instructions come first; its records can be read; the inbox stays empty."""
    file = evidence(pair, kept(pair.anna, r.Note(title="What I saw", text="a grey car")))
    app = WatchedApp(pair.bela)
    async with app.run_test(size=size) as pilot:
        await go_to(pilot, "Open a file")
        await name_file(pilot, file)
        await until_shown(pilot, "Only looked at", "Evidence", "From: Anna")
        await until_shown(pilot, "What I saw")
        await pilot.press("tab", "enter")
        await until(pilot, lambda: "a grey car" in str(_told(app)))
    assert inbox.bundles(pair.bela) == []


def _told(app: WatchedApp) -> str:
    """Return all that the page on top says, also below the window."""
    visual = app.screen.query_one("#told").visual  # type: ignore[attr-defined]
    return "\n".join(line.plain for line in visual.lines(76))


async def test_from_looking_one_goes_on_to_taking_in(pair: Two) -> None:
    """R takes the very file in, and shows it as it stands in the inbox."""
    file = evidence(pair, kept(pair.anna, r.Note(title="What I saw")))
    app = WatchedApp(pair.bela)
    async with app.run_test(size=WIDE) as pilot:
        await go_to(pilot, "Open a file")
        await name_file(pilot, file)
        await until(pilot, lambda: isinstance(app.screen, OpenedScreen))
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, BundleScreen))
        await until_shown(pilot, "What I saw  new, not decided")
    assert len(inbox.bundles(pair.bela)) == 1


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_taken_in_accepted_and_found_apart_from_ones_own(
    pair: Two, size: tuple[int, int]
) -> None:
    """In the inbox it waits; accepted whole it stands under its author, and in no own list."""
    file = evidence(pair, kept(pair.anna, r.Note(title="What I saw")))
    app = WatchedApp(pair.bela)
    async with app.run_test(size=size) as pilot:
        await go_to(pilot, "Inbox")
        await until_shown(pilot, "Nothing has come.")
        await pilot.press("a")
        await name_file(pilot, file)
        await until(pilot, lambda: isinstance(app.screen, BundleScreen))
        await pilot.press("escape")
        await until_shown(pilot, "Evidence – Anna", "to be decided")
        await pilot.press("escape")
        await until_shown(pilot, "1 bundle waits")
        await pilot.press("1")
        await until_shown(pilot, "Evidence – Anna")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BundleScreen))
        await pilot.press("a")
        await until(pilot, lambda: "1 record accepted, as theirs." in app.told)
        await pilot.press("escape", "escape", "3")
        await until_shown(pilot, "From: Anna", "What I saw")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, EntryScreen))
        told = " ".join(_told(app).split())
        assert "not yours to change" in told
        assert "Written by its sender" in told
        await pilot.press("e")
        await pilot.pause()
        assert isinstance(app.screen, EntryScreen)
    assert journal.count(pair.bela) == 1  # the contact


async def test_records_are_accepted_or_discarded_one_by_one(pair: Two) -> None:
    """One is kept, the other deleted after a question whose first answer keeps it."""
    notes = [kept(pair.anna, r.Note(title=title)) for title in ("Keep me", "Drop me")]
    receiving.receive(pair.bela, evidence(pair, *notes))
    app = WatchedApp(pair.bela)
    async with app.run_test(size=WIDE) as pilot:
        await go_to(pilot, "Inbox")
        await until_shown(pilot, "Evidence – Anna")
        await pilot.press("enter")
        await until_shown(pilot, "Keep me", "Drop me")
        await pilot.press("tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, EntryScreen))
        await pilot.press("a")
        await until(pilot, lambda: "Accepted, as theirs." in app.told)
        await pilot.press("escape")
        await until_shown(pilot, "Keep me  new, accepted")
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, EntryScreen))
        await pilot.press("delete")
        await until_shown(pilot, "Discard this record?")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, EntryScreen))
        await pilot.press("delete")
        await until_shown(pilot, "Discard this record?")
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, BundleScreen))
        await until(pilot, lambda: "Drop me" not in rows(app))
    (found,) = inbox.bundles(pair.bela)
    assert [entry.accepted is not None for entry in found.entries] == [True]


async def test_a_whole_bundle_is_discarded_and_its_replay_is_known(pair: Two) -> None:
    """Deleted after a question; taken in again, it is marked as replayed."""
    file = evidence(pair, kept(pair.anna, r.Note(title="x")))
    receiving.receive(pair.bela, file)
    app = WatchedApp(pair.bela)
    async with app.run_test(size=WIDE) as pilot:
        await go_to(pilot, "Inbox")
        await until_shown(pilot, "Evidence – Anna")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BundleScreen))
        await pilot.press("delete")
        await until_shown(pilot, "Discard this whole bundle?")
        await pilot.press("down", "enter")
        await until_shown(pilot, "Nothing has come.")
        await pilot.press("a")
        await name_file(pilot, file)
        await until_shown(pilot, "This very bundle has come before")
        await pilot.press("escape")
        await until_shown(pilot, "[replayed]")


async def test_every_mark_stands_in_the_list_and_above_what_came(pair: Two) -> None:
    """A changed key, a stranger's, one never compared, something passed on: told wherever seen."""
    note = kept(pair.anna, r.Note(title="x"))
    files = {"first": evidence(pair, note)}
    correspondents.add_key(
        pair.bela, pair.anna_at_bela, identity.own_keys(pair.anna).public.age_recipient,
        confirmed=True,
    )  # fmt: skip
    for file in files.values():
        receiving.receive(pair.bela, file)
    (found,) = inbox.bundles(pair.bela)
    assert found.marks
    app = WatchedApp(pair.bela)
    async with app.run_test(size=WIDE) as pilot:
        await go_to(pilot, "Inbox")
        from safejournal.wording.received import mark, mark_short

        for each in found.marks:
            await until_shown(pilot, mark_short(each))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BundleScreen))
        told = " ".join(_told(app).split())
        assert all(mark(each) in told for each in found.marks)
        await pilot.press("tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, EntryScreen))
        told = " ".join(_told(app).split())
        assert all(mark(each) in told for each in found.marks)


async def test_a_newer_one_and_a_conflict_stand_beside_what_is_here(pair: Two) -> None:
    """What came before of the same record is shown below, with the bundle that it came in."""
    note = kept(pair.anna, r.Note(title="First words"))
    receiving.receive(pair.bela, evidence(pair, note))
    journal.revise(pair.anna, note, r.Note(title="Second words"))
    receiving.receive(pair.bela, evidence(pair, note))
    app = WatchedApp(pair.bela)
    async with app.run_test(size=WIDE) as pilot:
        await go_to(pilot, "Inbox")
        await until_shown(pilot, "Evidence – Anna")
        await pilot.press("enter")
        await until_shown(pilot, "Second words  newer, not decided")
        await pilot.press("tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, EntryScreen))
        told = _told(app)
        assert "Newer: it replaces what is here" in told
        assert told.index("Second words") < told.index("What is here of it, out of bundle 1:")
        assert told.index("out of bundle 1:") < told.index("First words")


async def test_a_receipt_goes_back_and_the_sender_sees_it(pair: Two) -> None:
    """Written by Bela after accepting; taken in by Anna, her list says looked at."""
    receipt = pair.file("receipt.age")
    receiving.receive(pair.bela, evidence(pair, kept(pair.anna, r.Note(title="x"))))
    app = WatchedApp(pair.bela)
    async with app.run_test(size=WIDE) as pilot:
        await go_to(pilot, "Inbox")
        await until_shown(pilot, "Evidence – Anna")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BundleScreen))
        await pilot.press("a", "r")
        await write_to(pilot, receipt)
        await until(pilot, lambda: any("Send it back" in told for told in app.told))
    app = WatchedApp(pair.anna)
    async with app.run_test(size=WIDE) as pilot:
        await go_to(pilot, "Inbox")
        await pilot.press("a")
        await name_file(pilot, receipt)
        await until(pilot, lambda: "A receipt: Reed has looked at what you sent." in app.told)
        await pilot.press("a")
        await name_file(pilot, receipt)
        await until(pilot, lambda: any("taken in before" in told for told in app.told))
        await pilot.press("escape", "5")
        await until_shown(pilot, "Reed: accepted; their receipt came on")


async def test_a_received_file_is_written_out_after_a_warning(pair: Two) -> None:
    """The same bytes, in the clear, where the person said; nobody has looked into them."""
    note = kept(pair.anna, r.Note(title="x"))
    (pair.place / "letter.txt").write_bytes(b"dear friend")
    attachments.attach(pair.anna, note, pair.place / "letter.txt")
    content = journal.show(pair.anna, note).content
    assert content is not None
    chosen = frozenset({content.attachments[0].id})
    receiving.receive(pair.bela, evidence(pair, note, originals=chosen))
    out = pair.file("out.txt")
    app = WatchedApp(pair.bela)
    async with app.run_test(size=WIDE) as pilot:
        await go_to(pilot, "Inbox")
        await until_shown(pilot, "Evidence – Anna")
        await pilot.press("enter")
        await until_shown(pilot, "write it out")
        await pilot.press("tab", "end", "enter")
        await until_shown(pilot, "Nobody here has looked into it")
        await write_to(pilot, out)
        await until(pilot, lambda: any("in the clear" in told for told in app.told))
    assert out.read_bytes() == b"dear friend"


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_hostile_words_reach_the_screen_only_as_signs(
    pair: Two, size: tuple[int, int]
) -> None:
    """Names, titles and texts of a stranger: on every screen, no control sign and no markup."""
    identity.set_called(pair.anna, "[red]\x1b[31mBirch\u202e")
    texts = "\n".join(PAYLOADS.values()).replace("\0", "")
    note = kept(pair.anna, r.Note(title=" ".join(texts.split("\n"))[:200], text=texts))
    receiving.receive(pair.bela, evidence(pair, note))
    journal.remove(pair.bela, pair.anna_at_bela)
    app = WatchedApp(pair.bela)
    async with app.run_test(size=size) as pilot:
        seen = ""
        await go_to(pilot, "Inbox")
        await until_shown(pilot, "Evidence –")
        seen += rows(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BundleScreen))
        seen += rows(app) + _told(app)
        await pilot.press("tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, EntryScreen))
        seen += rows(app) + _told(app)
        await pilot.press("a", "escape", "escape", "escape", "3")
        await until_shown(pilot, "Received")
        seen += rows(app)
    assert not set(seen) & set(_FORBIDDEN)


_FORBIDDEN = "\x1b\x07\x00\x08\x7f\x9b\u202e\u2066\u2069\U000e0041"


async def test_what_is_no_bundle_is_refused_in_a_sentence(pair: Two) -> None:
    """Nonsense, somebody else's file, a folder: the app says so and stays."""
    nonsense = pair.file("x.age")
    nonsense.write_bytes(b"age-encryption.org/v1\n-> X25519 " + b"A" * 40 + b"\n")
    app = WatchedApp(pair.bela)
    async with app.run_test(size=WIDE) as pilot:
        await go_to(pilot, "Inbox")
        for path in (nonsense, pair.file("absent.age")):
            before = len(app.told)
            await pilot.press("a")
            await name_file(pilot, path)
            await until(pilot, lambda before=before: len(app.told) > before)  # type: ignore[misc]
    assert inbox.bundles(pair.bela) == []


async def test_a_file_by_words_asks_for_them(pair: Two) -> None:
    """Six words, told by voice, open it; wrong ones are refused."""
    kept(pair.anna, r.Note(title="By words"))
    file = pair.file("w.age")
    choice = Choice(tier=Tier.EVIDENCE, everything=True)
    made = sharing.export_by_passphrase(pair.anna, choice, file)
    app = WatchedApp(pair.bela)
    async with app.run_test(size=WIDE) as pilot:
        await go_to(pilot, "Open a file")
        await name_file(pilot, file)
        await until_shown(pilot, "It opens with words.")
        await pilot.press(*made.passphrase)
        assert made.passphrase.split()[1] not in rows(app)
        await pilot.press("ctrl+r")
        await until_shown(pilot, made.passphrase.split()[-1])
        await pilot.press("enter")
        await until(pilot, lambda: "memory" in rows(app) or "Only looked at" in rows(app))
        if "Read it all the same" in rows(app):
            await pilot.press("down", "enter")
        await until_shown(pilot, "Only looked at", "Nothing in it shows who made it")


async def test_today_says_that_something_waits(pair: Two) -> None:
    """A bundle that nobody has decided on stands on the first screen, and Enter opens the inbox."""
    receiving.receive(pair.bela, evidence(pair, kept(pair.anna, r.Note(title="x"))))
    app = WatchedApp(pair.bela)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "1 bundle waits for your decision.")
        await to_line(pilot, "1 bundle waits")
        await pilot.press("enter")
        await until_shown(pilot, "Evidence – Anna")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Inbox", "Nothing has come."),
        ("Open a file", "Which file did they send you?"),
        ("Received", "Nothing of others was accepted yet."),
        ("Send", "Send › To whom?"),
        ("Sent", "Nothing was given to anybody yet."),
        ("My keys", "Contact string"),
    ],
)
async def test_each_way_in_is_in_the_palette(pair: Two, typed: str, shown: str) -> None:
    """Typed by its name on any screen, and opened with Enter."""
    app = WatchedApp(pair.anna)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Written last")
        await pilot.press("f4")
        await until_shown(pilot, "What to do")
        await pilot.press(*("space" if each == " " else each for each in typed))
        await until(pilot, lambda: rows(app).splitlines()[3].find(typed) > 0)
        await pilot.press("enter")
        await until_shown(pilot, shown)
