"""Travelling with little: proven before anything goes, small and new on the way, whole at home."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from safejournal.domain.records import Contact, Note
from safejournal.domain.words import Kind
from safejournal.errors import (
    CannotUnlock,
    ConfirmationNeeded,
    HeadDamaged,
    InputRejected,
    NotFound,
    Refused,
    SafeJournalError,
)
from safejournal.exchange import jail
from safejournal.services import (
    attachments,
    backups,
    correspondents,
    drafts,
    identity,
    journal,
    opening,
    slots,
    travelling,
    travelling_drill,
    travelling_leave,
    travelling_package,
    travelling_sheet,
    travelling_trial,
    ways_back,
)
from safejournal.services.opening import try_secret
from safejournal.services.travelling import Wish
from safejournal.services.ways_back import Sort
from safejournal.services.ways_in import list_ways_in
from safejournal.vault import (
    chain,
    copies,
    folder,
    generation,
    head,
    merging,
    merging_rest,
    replacing,
    schema,
)
from safejournal.vault import vault as vaults
from safejournal.vault.derivation import Realm
from safejournal.vault.verification import silently, verify
from tests.services.travelling_steps import (
    ON_THE_WAY,
    PASSPHRASE,
    RECOVERY,
    Traveller,
    Way,
    make_traveller,
)
from tests.vault.journals import make_journal


@pytest.fixture
def traveller(tmp_path: Path) -> Iterator[Traveller]:
    """Return somebody who is about to travel."""
    made = make_traveller(tmp_path)
    yield made
    made.vault.close()


def opens(place: Path, secret: str) -> bool:
    """Tell whether a slot opens with this."""
    try:
        try_secret(place, bytearray(secret.encode()), None)
    except (CannotUnlock, SafeJournalError):
        return False
    return True


def names(place: Path) -> set[str]:
    """Return the names of all files below a folder."""
    return {str(each.relative_to(place)) for each in place.rglob("*")}


# Choosing.


def test_what_stays_and_what_goes_is_counted_with_files_and_sizes(traveller: Traveller) -> None:
    """By mark, by kind, by tag, one by one; what is taken out goes in any case."""
    vault = traveller.vault
    tagged = journal.record(vault, Note(title="tagged", tags=("road",))).id
    seen = travelling.preview(vault)
    assert {each.id for each in seen.names} == {traveller.contact, traveller.kept}
    assert (seen.stays.records, seen.stays.files, seen.goes.records) == (2, 1, 2)
    assert seen.stays.size > 300_000 < seen.goes.size
    assert dict(seen.stays.kinds) == {Kind.NOTE: 1, Kind.CONTACT: 1}
    assert (seen.versions, seen.loosened) == (7, 1)
    for wish, ids in (
        (Wish(marked=False), set()),
        (Wish(marked=False, tags=frozenset({"road"})), {tagged}),
        (Wish(marked=False, kinds=frozenset({Kind.CONTACT})), {traveller.contact}),
        (Wish(records=frozenset({traveller.secret})), {traveller.secret, *_marked(traveller)}),
        (Wish(without=frozenset({traveller.kept})), {traveller.contact}),
    ):
        assert {each.id for each in travelling.staying(vault, wish)} == ids
    chosen = Wish(tags=frozenset({"road"}), identity=True)
    travelling.choose(vault, chosen)
    assert travelling.wish(vault) == chosen


def _marked(traveller: Traveller) -> set[str]:
    return {traveller.contact, traveller.kept}


# Sealing and proving.


def test_sealing_takes_nothing_away_and_proves_that_it_restores(traveller: Traveller) -> None:
    """The contact opens it with age alone, and what they see is the code; nothing else changed."""
    before = names(traveller.made.place)
    sealed = traveller.seal()
    assert sealed.restored
    assert sealed.compared is False
    assert names(traveller.made.place) == before
    inner = traveller.opened_by_friend()
    assert opens(inner, PASSPHRASE)
    assert opens(inner, RECOVERY)
    assert not [each for each in names(traveller.stick.parent) if each.endswith(".opened")]
    with pytest.raises(Refused, match="file of that name"):
        travelling_package.seal_to_contact(traveller.vault, traveller.contact, traveller.package)


def test_nobody_leaves_before_the_contact_has_told_the_code(traveller: Traveller) -> None:
    """No package, another code, something written since: refused, and everything is here."""
    raw = head.read(traveller.made.place)
    with pytest.raises(Refused, match="No package"):
        travelling_leave.check(traveller.vault)
    traveller.seal()
    for wrong in ("", "0123 4567 89ab"):
        with pytest.raises(InputRejected):
            traveller.leave(wrong)
    code = traveller.code()
    journal.record(traveller.vault, Note(title="written since"))
    with pytest.raises(Refused, match="changed since"):
        traveller.leave(code)
    traveller.seal()
    drafts.keep(traveller.vault, drafts.begin(traveller.vault, Kind.NOTE), {"text": "typed"})
    with pytest.raises(Refused, match="changed since"):
        traveller.leave()
    traveller.seal()
    slots.add(traveller.vault, bytearray(b"a further passphrase"), None)
    with pytest.raises(Refused, match="changed since"):
        traveller.leave()
    assert head.read(traveller.made.place)[:64] == raw[:64]
    assert (traveller.stick / "a").exists()


def test_a_package_that_does_not_restore_is_not_proven(
    traveller: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that keeps something else than was written: said at once, and nobody leaves."""
    real = travelling_trial.unseal

    def spoilt(file: Path, secret: str, target: Path) -> str:
        raw = bytearray(file.read_bytes())
        raw[len(raw) // 2] ^= 1
        file.write_bytes(raw)
        return real(file, secret, target)

    monkeypatch.setattr(travelling_package, "unseal", spoilt)
    with pytest.raises(SafeJournalError):
        traveller.seal()
    monkeypatch.undo()
    with pytest.raises(Refused, match="not proven"):
        travelling_leave.check(traveller.vault, "x")


def test_a_sheet_is_proven_by_what_is_typed_and_kept_nowhere(traveller: Traveller) -> None:
    """Twenty-two words of either list, or the line for age; another sheet's words open nothing."""
    vault = traveller.vault
    sheet = travelling_sheet.new_sheet()
    sealed = travelling_package.seal_to_sheet(vault, sheet, traveller.package)
    assert not sealed.restored
    with pytest.raises(Refused, match="not proven"):
        travelling_leave.check(vault)
    other = travelling_sheet.new_sheet()
    with pytest.raises(InputRejected):
        travelling_package.prove(vault, other.age_secret)
    for language in ("en", "ru"):
        words = travelling_sheet.sheet_words(sheet, language)
        assert len(words) == 22
        typed = travelling_sheet.read_sheet(" ".join(words))
        assert typed.age_secret == sheet.age_secret
        swapped = " ".join((words[1], words[0], *words[2:]))
        with pytest.raises(InputRejected):
            travelling_sheet.read_sheet(swapped)
    typed = travelling_sheet.read_sheet(sheet.age_secret.lower())
    page = traveller.stick / "page.txt"
    page.write_text("the sheet")
    assert travelling_package.prove(vault, typed.age_secret, page=str(page)).restored
    with vault.reading() as connection:
        told = str(connection.execute("SELECT value FROM meta").fetchall())
    assert sheet.age_secret not in told
    assert sheet.age.hex() not in told
    with pytest.raises(Refused, match="still lies here as a file"):
        traveller.leave("")
    page.unlink()
    assert traveller.leave("").in_reach == ()


def test_a_key_on_this_device_holds_no_package(traveller: Traveller) -> None:
    """Neither does a contact without a key."""
    bare = journal.record(traveller.vault, Contact(name="No Key")).id
    with pytest.raises(Refused, match="no key"):
        travelling_package.seal_to_contact(traveller.vault, bare, traveller.package)
    with traveller.vault.writing() as connection:
        connection.execute(
            "UPDATE correspondent SET recipient = ?",
            (identity.own_keys(traveller.vault).public.recipient,),
        )
    with pytest.raises(Refused, match="this device"):
        traveller.seal()
    assert not traveller.package.exists()


def test_a_foreign_package_is_opened_in_the_jail_or_refused(
    traveller: Traveller, tmp_path: Path
) -> None:
    """Cut, altered, garbage, nobody's, by passphrase: one sentence, and no file is left."""
    traveller.seal()
    raw, target = traveller.package.read_bytes(), tmp_path / "target"
    secret = traveller.friend.age_secret
    other = travelling_sheet.new_sheet().age_secret
    scrypt = b"age-encryption.org/v1\n-> scrypt bBqoXBYsZmzW5MxN2OKUTg 23\n" + b"A" * 43
    for content, key in (
        (raw[:-1], secret),
        (raw[:5000] + bytes([raw[5000] ^ 1]) + raw[5001:], secret),
        (b"garbage", secret),
        (b"", secret),
        (raw, other),
        (scrypt + b"\n--- " + b"A" * 43 + b"\n" + bytes(100), secret),
    ):
        file = tmp_path / "foreign"
        file.write_bytes(content)
        with pytest.raises(InputRejected):
            travelling_trial.unseal(file, key, target)
        assert not target.exists()
    with pytest.raises(NotFound):
        travelling_trial.unseal(tmp_path / "nowhere", secret, target)


# Leaving.


def test_afterwards_no_way_that_was_there_opens(traveller: Traveller) -> None:
    """Each way that was counted is tried, and each that was not: heads, keys, copies, remnants."""
    place = traveller.made.place
    slots.add(traveller.vault, bytearray(b"a further passphrase"), None)
    backups.back_up(traveller.vault, traveller.stick / "b")
    secrets = (PASSPHRASE, RECOVERY, "a further passphrase")
    old = {path.name: path.read_bytes() for path in place.iterdir()}
    older = place.parent / "older.age"
    travelling_package.seal_to_contact(traveller.vault, traveller.contact, older)
    traveller.seal()
    counted = ways_back.ways_back(traveller.vault)
    assert {way.sort for way in counted} == {Sort.SLOT, Sort.BACKUP, Sort.PACKAGE}
    done = traveller.leave()
    assert done.in_reach == ()
    assert [way.what for way in done.out_of_reach] == [str(older)]
    assert set(done.removed) == {str(traveller.stick / name) for name in "ab"}
    assert not list(traveller.stick.iterdir())
    assert names(place.parent) & {"journal.new", "journal.old", "journal.tried"} == set()
    for secret in secrets:
        assert not opens(place, secret)
        assert not opens(traveller.package, secret)
    assert opens(place, ON_THE_WAY)
    with pytest.raises(HeadDamaged):
        traveller.made.open()
    now = (place / "head").read_bytes()
    (place / "head").write_bytes(old["head"])
    with pytest.raises(SafeJournalError):
        traveller.made.open()
    (place / "head").write_bytes(now)
    below = b"".join(each.read_bytes() for each in place.parent.rglob("*") if each.is_file())
    assert old["head"][128:1152] not in below
    assert old["store.00000001"][4096:8192] not in below


def test_what_lies_elsewhere_is_named_and_opens_as_before(traveller: Traveller) -> None:
    """A backup on a stick that is not in: said, and true."""
    (traveller.stick / "a").rename(traveller.stick / "moved")
    traveller.seal()
    done = traveller.leave()
    assert [(way.sort, way.what) for way in done.out_of_reach] == [
        (Sort.BACKUP, str(traveller.stick / "a"))
    ]
    assert opens(traveller.stick / "moved", PASSPHRASE)


def test_a_backup_in_reach_that_cannot_be_removed_keeps_the_journal_here(
    traveller: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is left with a way back that the small journal no longer knows of."""
    traveller.seal()

    def fails(_path: Path) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(replacing, "overwrite", fails)
    with pytest.raises(Refused):
        traveller.leave()
    monkeypatch.undo()
    assert opens(traveller.made.place, PASSPHRASE)
    assert (traveller.stick / "a").exists()


def test_the_small_journal_looks_like_any_new_one(traveller: Traveller, tmp_path: Path) -> None:
    """New id, generation 1, a chain of its own, no parents, no earlier day, nothing sent."""
    vault, clock = traveller.vault, traveller.made.clock
    was = {name: vault.fact(name) for name in ("vault_id", "chain_id", "author")}
    clock.forward(days=40)
    traveller.seal()
    done = traveller.leave()
    assert done.stays == 2
    ordinary = make_journal(tmp_path / "ordinary")
    with ordinary.open() as fresh, fresh.reading() as connection:
        facts = {row[0] for row in connection.execute("SELECT key FROM meta")}
    with traveller.small.open() as small:
        verify(small, silently)
        assert {name: small.fact(name) for name in was}.keys() == was.keys()
        assert all(small.fact(name) != was[name] for name in was)
        assert small.head.generation == head.FIRST_GENERATION
        assert [way.slot for way in list_ways_in(small)] == [0]
        kept = journal.show(small, traveller.kept)
        assert kept.parents == ()
        assert [link.to for link in kept.content.links] == [traveller.contact]  # type: ignore[union-attr]
        assert len(journal.history(small, traveller.kept)) == 1
        with pytest.raises(NotFound):
            journal.show(small, traveller.secret)
        key = correspondents.key_of(small, traveller.contact)
        assert key is not None
        assert key.public.recipient == traveller.friend.public.recipient
        assert (backups.remembered(small), travelling.told(small)) == ([], {})
        with small.reading() as connection:
            assert {row[0] for row in connection.execute("SELECT key FROM meta")} <= facts | {
                "settings"
            }
            written = connection.execute("SELECT min(written_at) FROM version").fetchone()
            assert written[0] >= int(clock.now.timestamp())  # type: ignore[index]
            assert {link.day for link in chain.events(connection)} == {chain.day_of(clock.now)}
            dump = "\n".join(
                str(connection.execute(f'SELECT * FROM "{name}"').fetchall())
                for name in merging_rest.tables()
                if name != "chunk"
            )
        for gone in ("secret-canary", traveller.secret, was["vault_id"].hex(), str(was["author"])):
            assert gone not in dump
        target = tmp_path / "saved"
        (attached,) = kept.content.attachments  # type: ignore[union-attr]
        attachments.save(small, kept.id, attached.id, target)
    assert target.read_bytes() == (tmp_path / "file").read_bytes()
    assert names(traveller.made.place) - {"store.00000001-journal"} == {
        "head", "lock", "store.00000001",
    }  # fmt: skip


def test_the_identity_goes_along_only_if_it_was_said(traveller: Traveller) -> None:
    """Then contacts know whom bundles come from, on the way and afterwards."""
    was = identity.show(traveller.vault).contact_string
    travelling.choose(traveller.vault, Wish(identity=True))
    traveller.seal()
    traveller.leave()
    with traveller.small.open() as small:
        assert identity.show(small).contact_string == was


def test_a_practice_journal_stays_one(tmp_path: Path) -> None:
    """On the way too, and afterwards."""
    traveller = make_traveller(tmp_path, realm=Realm.PRACTICE)
    traveller.seal()
    traveller.leave()
    with traveller.small.open() as small:
        assert small.practice
        traveller.come_back(small)
    with traveller.made.open() as back:
        assert back.practice


def test_the_passphrase_of_the_whole_journal_is_not_taken_for_the_small_one(
    traveller: Traveller,
) -> None:
    """An old head that a disk kept would open with it."""
    traveller.seal()
    for old in (PASSPHRASE, RECOVERY):
        with pytest.raises(Refused, match="of its own"):
            travelling_leave.way_in(traveller.vault, bytearray(old.encode()))
    coming, dek = travelling_leave.way_in(traveller.vault, bytearray(b"another"))
    travelling_leave.leave(traveller.vault, coming, dek, traveller.code())
    assert opens(traveller.made.place, "another")


def test_what_is_not_the_journal_s_is_never_touched(traveller: Traveller) -> None:
    """A file of one's own in its folder, a journal of one's own beside it: refused."""
    place = traveller.made.place
    beside = folder.beside(place)
    make_journal(beside)
    (beside / "mine").write_text("x")
    before = names(beside)
    traveller.seal()
    with pytest.raises(Refused, match="stands beside"):
        traveller.leave()
    assert names(beside) == before
    shutil.rmtree(beside)
    (place / "mine.txt").write_text("x")
    with pytest.raises(Refused, match="Other files"):
        traveller.leave()
    assert (place / "mine.txt").exists()
    assert opens(place, PASSPHRASE)
    with suppress(FileNotFoundError):
        assert not (place / folder.GOING).exists()


def test_a_disk_that_fails_changes_nothing(
    traveller: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Full while the small journal is written, or the whole one: all is as before, also backups."""
    place = traveller.made.place

    def fails(*_: object, **__: object) -> None:
        raise Refused("The disk is full; nothing was changed.")

    traveller.seal()
    before = names(place)
    with monkeypatch.context() as patched:
        patched.setattr(vaults, "build", fails)
        with pytest.raises(Refused, match="full"):
            traveller.leave()
    assert names(place) == before
    assert (traveller.stick / "a").exists()
    assert opens(place, PASSPHRASE)
    traveller.leave()
    with traveller.small.open() as small:
        before = names(place)
        with monkeypatch.context() as patched:
            patched.setattr(copies, "restore_in", fails)
            with pytest.raises(Refused, match="full"):
                traveller.come_back(small)
        assert names(place) == before
        verify(small, silently)
    assert names(place.parent) & {"journal.new", "journal.old"} == set()


# Coming back.


def live(traveller: Traveller) -> dict[str, str]:
    """Leave, and write on the way: a change, a new record with a file, an erasure, a draft."""
    traveller.seal()
    traveller.leave()
    traveller.made.clock.forward(days=9)
    with traveller.small.open() as small:
        attached = attachments.attach(small, traveller.kept, traveller.stick.parent / "file")
        assert attached.content is not None
        journal.revise(small, traveller.kept, replace(attached.content, title="changed"))
        new = journal.record(small, Note(title="on the way")).id
        attachments.attach(small, new, traveller.stick.parent / "file")
        journal.revise(small, new, journal.show(small, new).content)  # type: ignore[arg-type]
        gone = journal.record(small, Note(title="erased on the way")).id
        journal.erase(small, gone)
        draft = drafts.begin(small, Kind.NOTE)
        drafts.keep(small, draft, {"text": "typed on the way"})
    return {"new": new, "gone": gone}


def test_everything_is_together_again(traveller: Traveller, tmp_path: Path) -> None:
    """Versions, files, drafts, keys of contacts; links that were cut are back; old ways open."""
    before = {r.version for r in journal.history(traveller.vault, traveller.kept)}
    secret = journal.show(traveller.vault, traveller.secret)
    written = live(traveller)
    with traveller.small.open() as small:
        done = traveller.come_back(small)
    assert (done.merged.kept, done.merged.unknown, done.merged.conflicts) == (2, 0, 0)
    assert done.merged.files == 2
    place = traveller.made.place
    assert opens(place, PASSPHRASE)
    assert opens(place, RECOVERY)
    assert not opens(place, ON_THE_WAY)
    with traveller.made.open() as back:
        verify(back, silently)
        assert journal.show(back, traveller.secret) == secret
        history = journal.history(back, traveller.kept)
        assert before <= {each.version for each in history}
        newest = history[0]
        assert newest.content is not None
        assert newest.content.title == "changed"
        assert {link.to for link in newest.content.links} == {traveller.secret, traveller.contact}
        assert len(newest.content.attachments) == 2
        assert len({each.author for each in history}) == 2
        for attached in newest.content.attachments:
            target = tmp_path / attached.id
            attachments.save(back, traveller.kept, attached.id, target)
            assert target.read_bytes() == (tmp_path / "file").read_bytes()
        assert len(journal.history(back, written["new"])) == 3
        assert journal.show(back, written["gone"]).erased
        assert [each.answers["text"] for each in drafts.waiting(back)] == ["typed on the way"]
        assert travelling.told(back).get("package") is None
        kept = ways_back.ways_back(back)
        assert [way.what for way in kept if way.sort is Sort.PACKAGE] == [str(traveller.package)]
        key = correspondents.key_of(back, traveller.contact)
        assert key is not None
        assert not key.changed
    assert names(place.parent) & {"journal.new", "journal.old", "journal.opened"} == set()


def test_what_was_sent_received_and_installed_on_the_way_comes_along(
    traveller: Traveller,
) -> None:
    """Each with what hangs on it, under the digests that versions have at home; once only."""
    live(traveller)
    with traveller.small.open() as small:
        newest = bytes.fromhex(journal.show(small, traveller.kept).version)
        record = bytes.fromhex(traveller.kept)
        with small.writing() as connection:
            for statement, values in _rows(record, newest):
                connection.execute(statement, values)
        traveller.come_back(small)
    with traveller.made.open() as back, back.reading() as connection:
        verify(back, silently)
        sent = connection.execute(
            "SELECT r.record, r.version FROM sent s JOIN sent_record r ON r.sent = s.number"
            " JOIN sent_to t ON t.sent = s.number WHERE t.contact IS NULL"
        ).fetchall()
        versions = {each.version for each in journal.history(back, traveller.kept)}
        assert [(row[0], row[1].hex() in versions) for row in sent] == [(record, True)]
        assert connection.execute(
            "SELECT count(*) FROM received r JOIN excerpt e ON e.received = r.number"
            " JOIN received_file f ON f.received = r.number"
            " JOIN received_chunk c ON c.file = f.number"
        ).fetchone() == (1,)
        for table in ("seen", "silence", "silence_step", "pack"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,), table


def _rows(record: bytes, version: bytes) -> list[tuple[str, tuple[object, ...]]]:
    """Return one row of each sort, as an act on the way would have written it."""
    bundle, manifest = bytes(16), bytes(32)
    return [
        ("INSERT INTO sent VALUES (7, ?, 5, 'p', 1, ?, 'bundle', NULL)", (bundle, manifest)),
        ("INSERT INTO sent_to VALUES (7, NULL, ?, NULL, NULL)", (manifest,)),
        ("INSERT INTO sent_record VALUES (7, ?, ?, 1, '[]')", (record, version)),
        ("INSERT INTO seen VALUES (?, ?, 5)", (bundle, manifest)),
        (
            "INSERT INTO received VALUES (9, ?, 1, NULL, NULL, NULL, '[]', ?, ?, '')",
            (bundle, manifest, manifest),
        ),
        ("INSERT INTO excerpt VALUES (3, 9, ?, ?, x'7b7d', 's', NULL)", (record, bundle)),
        ("INSERT INTO received_file VALUES (4, 9, 'f', 1)", ()),
        ("INSERT INTO received_chunk VALUES (4, 0, x'00')", ()),
        ("INSERT INTO silence VALUES (2, ?, ?, 1, NULL, '')", (manifest, bundle)),
        ("INSERT INTO silence_step VALUES (2, 's', 1, 'o', '', 0)", ()),
        ("INSERT INTO pack VALUES (1, 'p', x'00', 1)", ()),
    ]


def test_an_erasure_on_the_way_wins(traveller: Traveller) -> None:
    """All versions at home lose their content too, and their files."""
    traveller.seal()
    traveller.leave()
    with traveller.small.open() as small:
        journal.erase(small, traveller.kept)
        traveller.come_back(small)
    with traveller.made.open() as back:
        verify(back, silently)
        assert all(each.erased for each in journal.history(back, traveller.kept))
        with back.reading() as connection:
            owned = connection.execute("SELECT count(*) FROM attachment").fetchone()
        assert owned == (1,)


def stayed_and_changed(traveller: Traveller, change: str) -> Path:
    """Return a copy of what was in the package that was written on at home meanwhile."""
    from safejournal.services import restoring

    inner, home = traveller.opened_by_friend(), traveller.stick.parent / "home"
    restoring.restore(inner, home, bytearray([0]) + traveller.made.dek)
    traveller.made.place, small = home, traveller.made.place
    with traveller.made.open() as vault:
        if change == "erased":
            journal.erase(vault, traveller.kept)
        else:
            journal.revise(vault, traveller.kept, Note(title="changed at home"))
        backups.back_up(vault, traveller.stick / "of-home")
    traveller.made.place = small
    return traveller.stick / "of-home"


def test_what_was_changed_on_both_sides_stands_side_by_side(traveller: Traveller) -> None:
    """Two heads, shown as a conflict; nothing is chosen for the person."""
    live(traveller)
    file = stayed_and_changed(traveller, "changed")
    with traveller.small.open() as small:
        done = traveller.come_back(small, file)
    assert done.merged.conflicts == 1
    with traveller.made.open() as back:
        verify(back, silently)
        assert len(journal.show(back, traveller.kept).conflicts) == 1


def test_an_erasure_at_home_wins_too(traveller: Traveller) -> None:
    """What was written on the way about that record comes back as erased."""
    live(traveller)
    file = stayed_and_changed(traveller, "erased")
    with traveller.small.open() as small:
        traveller.come_back(small, file)
    with traveller.made.open() as back:
        verify(back, silently)
        assert all(each.erased for each in journal.history(back, traveller.kept))


def elsewhere(traveller: Traveller) -> Path:
    """Back up, and take the backup to where nobody finds it."""
    backups.back_up(traveller.vault, traveller.stick / "older")
    return (traveller.stick / "older").rename(traveller.stick.parent / "elsewhere.backup")


def test_the_wrong_package_is_refused_and_nothing_is_lost(
    traveller: Traveller, tmp_path: Path
) -> None:
    """Another journal's, an older one, a damaged one, a second return: named, and all is here."""
    older = elsewhere(traveller)
    live(traveller)
    raw = head.read(traveller.made.place)
    (tmp_path / "elsewhere").mkdir()
    other = make_traveller(tmp_path / "elsewhere")
    backups.back_up(other.vault, tmp_path / "other")
    other.vault.close()
    own = traveller.made.dek
    with traveller.small.open() as small:
        traveller.made.dek = other.made.dek
        with pytest.raises(Refused, match="another journal"):
            traveller.come_back(small, tmp_path / "other")
        traveller.made.dek = own
        with pytest.raises(ConfirmationNeeded, match="not the package"):
            traveller.come_back(small, older)
        damaged = traveller.opened_by_friend()
        spoilt = bytearray(damaged.read_bytes())
        spoilt[len(spoilt) // 2] ^= 1
        damaged.write_bytes(spoilt)
        with pytest.raises(SafeJournalError):
            traveller.come_back(small, damaged)
        backups.back_up(small, tmp_path / "small")
        traveller.made.dek = traveller.small.dek
        with pytest.raises(Refused, match="journal that is open"):
            traveller.come_back(small, tmp_path / "small")
        traveller.made.dek = own
        assert head.read(traveller.made.place) == raw
        verify(small, silently)
        done = traveller.come_back(small)
    assert done.left == (str(tmp_path / "small"),)
    with traveller.made.open() as back, pytest.raises(Refused):
        traveller.come_back(back)


def test_an_older_package_is_taken_only_knowingly(traveller: Traveller, tmp_path: Path) -> None:
    """What differs stands side by side; nothing of either is lost."""
    older = elsewhere(traveller)
    journal.revise(traveller.vault, traveller.kept, Note(title="later", travel_safe=True))
    live(traveller)
    with traveller.small.open() as small:
        done = traveller.come_back(small, older, older=True)
    assert (done.merged.unknown, done.merged.conflicts) == (1, 1)
    with traveller.made.open() as back:
        verify(back, silently)
        titles = {each.content.title for each in journal.history(back, traveller.kept)
                  if each.content}  # fmt: skip
        assert titles >= {"harmless", "later", "changed"}


def test_every_table_is_merged_or_known_not_to_be() -> None:
    """A table that is added one day must say what becomes of it on a return."""
    made = {
        statement.split()[2]
        for statement in schema.statements(schema.TABLES)
        if statement.startswith("CREATE TABLE")
    }
    assert made == set(merging_rest.tables())


# Killed.


@pytest.mark.parametrize(
    ("module", "moment"),
    [
        (jail, "read_package"),
        (copies, "restore"),
        (travelling_leave, "_remove_backups"),
        (vaults, "build"),
        (replacing, "_exchange"),
        (replacing, "destroy"),
    ],
    ids=lambda each: getattr(each, "__name__", each),
)
def test_killed_at_any_moment_of_leaving_all_is_here_or_the_package_is_proven(
    tmp_path: Path, module: object, moment: str
) -> None:
    """A real SIGKILL: the next opening puts in order what was left, and the way can be gone on."""
    way = Way(tmp_path)
    killed_in(way, module, moment)
    left = moment == "destroy"
    assert way.check() == ("on the way" if left else "at home")
    assert way.step(way.heard) == ("back" if left else "left")
    assert way.check() == ("at home" if left else "on the way")


@pytest.mark.parametrize(
    ("module", "moment"),
    [
        (generation, "copy_store"),
        (merging.Merging, "_mend"),
        (head, "replace"),
        (replacing, "_exchange"),
        (replacing, "destroy"),
    ],
    ids=lambda each: getattr(each, "__name__", each),
)
def test_killed_at_any_moment_of_returning_nothing_is_lost(
    tmp_path: Path, module: object, moment: str
) -> None:
    """The small journal is here with all of the way, or the whole one is."""
    way = Way(tmp_path)
    way.step(way.heard)
    killed_in(way, module, moment)
    assert way.check() == ("at home" if moment == "destroy" else "on the way")
    way.step(way.heard)
    way.check()


def test_killed_at_random_nothing_is_lost(tmp_path: Path) -> None:
    """Lives of a few tenths of a second, on the way there and back, with a fixed seed."""
    dice, way = random.Random(5), Way(tmp_path)
    for _life in range(LIVES):
        killed_in(way, None, "", after=dice.random() * 0.7)
        way.check()


def test_two_folders_change_places_where_the_system_has_no_single_step(
    traveller: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed in the middle of it, the journal is put back before anything is asked."""
    place = traveller.made.place
    monkeypatch.setattr(replacing, "_exchanged_at_once", lambda *_: False)
    traveller.seal()
    code = traveller.code()
    child = os.fork()
    if child == 0:
        rename = Path.rename

        def one_only(self: Path, target: Path) -> Path:
            if target == place:
                os.kill(os.getpid(), signal.SIGKILL)
            return rename(self, target)

        monkeypatch.setattr(Path, "rename", one_only)
        traveller.leave(code)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    traveller.vault.close()
    assert not place.exists()
    opening.check_ready(place)
    traveller.vault = traveller.made.open()
    assert names(place.parent) & {"journal.new", "journal.old"} == set()
    traveller.seal()
    assert traveller.leave().in_reach == ()
    traveller.small.open().close()


LIVES = 12
"""In the suite; tests/campaigns runs any number."""


def killed_in(way: Way, module: object, moment: str, after: float | None = None) -> None:
    """Let a process go one step and kill it at a moment, or after so many seconds."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        real = getattr(module, moment, None)

        def die(*given: Any, **__: object) -> None:
            if moment == "destroy" and real and not (given[0] / folder.GOING).exists():
                real(given[0])  # a trial that is thrown away
            else:
                os.kill(os.getpid(), signal.SIGKILL)

        def say(act: str, told: str) -> None:
            os.write(writer, f"{act} {told}\n".encode())

        try:
            if module is not None:
                setattr(module, moment, die)
            for _round in range(9):
                way.step(say)
        finally:
            os._exit(3)
    os.close(writer)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reader) as lines:
        for line in lines:
            act, _space, told = line.rstrip("\n").partition(" ")
            way.heard(act, told)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])


# The practice run.


def test_a_practice_run_goes_the_whole_way_and_changes_nothing(traveller: Traveller) -> None:
    """Backups, package and journal are as before, and nothing is left beside them."""
    before = names(traveller.stick.parent)
    raw = head.read(traveller.made.place)
    steps: list[str] = []
    done = travelling_drill.drill(traveller.vault, told=steps.append)
    assert tuple(steps) == travelling_drill.STEPS
    assert (done.same, done.stayed, done.seen.stays.records) == (True, 2, 2)
    assert names(traveller.stick.parent) == before
    assert head.read(traveller.made.place) == raw
    assert travelling_package.package(traveller.vault) is None
    verify(traveller.vault, silently)
    with pytest.raises(Refused, match="Stopped"):
        travelling_drill.drill(traveller.vault, stop=lambda: True)
    assert names(traveller.stick.parent) == before
