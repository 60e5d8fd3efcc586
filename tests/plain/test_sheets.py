"""The conversation about recovery sheets: made, shown, typed in, tried."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from safejournal.errors import CannotUnlock, InputRejected, Refused
from safejournal.plain import sheets as talk
from safejournal.plain.ways_in import new_recovery
from safejournal.process.prompt import Asker
from safejournal.services import opening, recovery
from safejournal.vault import splitting
from safejournal.vault import vault as vaults
from safejournal.vault.derivation import Realm
from safejournal.vault.head import Head
from safejournal.vault.slots import DEK_SIZE, SlotKind, seal_slot
from safejournal.vault.ways_in import listed
from tests.vault.journals import BEGINNING, Clock
from tests.vault.vaults import CHEAPEST

PASSPHRASE = "orbit glacier Тополь"

TELLING = ("journal", "vault", "журнал", "slip-39", "password", "парол", "wallet", "age1")
"""What would tell a finder what a sheet is for. None is a word that sheets are made of."""


@dataclass
class Somebody(Asker):
    """A person with sheets and a passphrase; what they are shown is kept."""

    typed: list[str] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    interactive: bool = True

    def ask(self, label: str) -> bytearray:
        """Type a secret, or the word of a sheet that is asked back."""
        if "row" in label:
            numbers = [int(part) for part in label.replace(",", " ").split() if part.isdecimal()]
            _sheet, row, word = numbers
            words = self.pages[-1].split(f"  {row}. ")[1].split("\n")[0].split()
            return bytearray(words[word - 1].encode())
        if not self.secrets:
            raise Refused("The descriptor ended.")
        return bytearray(self.secrets.pop(0).encode())

    def ask_new(self, label: str, again: str, differ: str) -> bytearray:
        """Type a new secret, once."""
        return self.ask(label + again + differ)

    def ask_line(self, label: str) -> str:
        """Type a line."""
        self.heard.append(label)
        return self.typed.pop(0) if self.typed else ""

    def say(self, text: str) -> None:
        """Hear it."""
        self.heard.append(text)

    def show_once(self, text: str, label: str) -> str:
        """See a page."""
        del label
        self.pages.append(text)
        return ""


@dataclass
class Kept:
    """A journal with a passphrase."""

    place: Path
    clock: Clock = field(default_factory=Clock)

    def told(self, **more: Any) -> bytes:
        """Return what the child is told."""
        told: dict[str, Any] = {
            "place": str(self.place),
            "keyfile": None,
            "language": "en",
            "quiet": False,
        }
        told |= {"need": 2, "of": 3, "folder": None, "form": "text", "named": False}
        return json.dumps(told | more).encode()

    def open(self, answer: bytearray | bytes) -> vaults.Vault:
        """Open it with a child's answer."""
        return opening.open_vault(self.place, bytearray(answer[:33]), self.clock)

    def split(self, **more: Any) -> list[str]:
        """Make sheets and put them in force, as the command does; return their words."""
        made = talk.split(Somebody(secrets=[PASSPHRASE]), self.told(quiet=True, **more))
        told = json.loads(self.told(**more))
        with self.open(made) as vault:
            recovery.keep_sheets(vault, bytes(made[33:161]), need=told["need"], of=told["of"])
        return bytes(made[161:]).decode().split("\n")

    def opens(self, typed: str) -> bool:
        """Tell whether this opens it at a prompt."""
        try:
            opening.try_secret(self.place, bytearray(typed.encode()), None)
        except CannotUnlock:
            return False
        return True


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """Return a journal, cheap to open."""
    bare, dek = Head.new(CHEAPEST), bytearray(secrets.token_bytes(DEK_SIZE))
    stretched = opening.stretched_from(bare, bytearray(PASSPHRASE.encode()))
    head = bare.with_slot(0, seal_slot(bare, SlotKind.PASSPHRASE, dek, stretched))
    ways = listed((SlotKind.PASSPHRASE,), BEGINNING)
    vaults.create(tmp_path / "vault", head, dek, Realm.REAL, BEGINNING, ways)
    return Kept(tmp_path / "vault")


def rehearse(kept: Kept, lines: list[str], **person: Any) -> tuple[bytearray, list[str]]:
    """Type lines into a rehearsal; return the answer and what was said."""
    somebody = Somebody(typed=lines, **person)
    return talk.rehearse(somebody, kept.told()), somebody.heard


def test_every_set_of_k_sheets_opens_the_journal_and_a_smaller_one_never(kept: Kept) -> None:
    """Any two of three, in any order; with one alone nothing is tried, and more are asked for."""
    sheets = kept.split()
    assert len(sheets) == 3
    for some in combinations(sheets, 2):
        for order in (some, some[::-1]):
            answer, _heard = rehearse(kept, list(order))
            kept.open(answer).close()
    for one in sheets:
        with pytest.raises(InputRejected, match="more sheets are needed"):
            talk.rehearse(Somebody(secrets=[one], interactive=False), kept.told())


def test_sheets_open_at_the_prompt_through_another_program(kept: Kept) -> None:
    """The digits that any program for SLIP-39 makes of them stand for a passphrase."""
    sheets = kept.split()
    secret = splitting.join([splitting.read_sheet(sheet.split()) for sheet in sheets[:2]])
    assert kept.opens(secret.hex())
    assert not kept.opens(secret.hex()[:-1] + ("0" if secret.hex()[-1] != "0" else "1"))


def test_sheets_are_taken_as_they_are_pasted_and_typed(kept: Kept) -> None:
    """A printed page whole, rows, four letters a word, another layout or case."""
    from safejournal.domain.layouts import cyrillic_keys
    from safejournal.services import printing
    from safejournal.wording import recovery as wording

    first, second, third = (sheet.split() for sheet in kept.split())
    sheet = splitting.read_sheet(first)
    page = printing.as_text(wording.page(sheet, of=3, named=True, practice=True))
    rows = [" ".join(second[at : at + 4]) for at in range(0, 20, 4)]
    short = " ".join(word[:4] for word in third).upper()
    for one, other in (([page], rows), (rows, [short]), ([cyrillic_keys(short)], [page])):
        answer, heard = rehearse(kept, [*one, *other])
        kept.open(answer).close()
        assert "Sheet" in "".join(heard)


def test_what_is_typed_wrongly_is_said_clearly_and_asked_again(kept: Kept) -> None:
    """A wrong word by its place, an unknown one, the same sheet twice, one of another set."""
    old = kept.split()
    sheets = kept.split()
    wrong = sheets[0].split()
    wrong[6] = "academic" if wrong[6] != "academic" else "acid"
    lines = [
        "",
        "hello",
        " ".join(wrong),
        " ".join(sheets[0].split()[:3]) + " xylophon",
        sheets[0],
        sheets[0],
        old[1],
        sheets[1],
    ]
    answer, heard = rehearse(kept, lines)
    kept.open(answer).close()
    said = "\n".join(heard)
    for sentence in (
        "There is no row of a sheet in that.",
        "The words of this sheet do not fit together; number 7 may be another one.",
        "Word 4 of this line is none of those that sheets are made of.",
        "This sheet is there already.",
        "This sheet belongs to another set than those before it.",
        "is read. 1 more is needed.",
    ):
        assert sentence in said
    assert not any(word in said.replace(",", " ").split() for word in (*wrong, "xylophon"))


def test_old_sheets_open_nothing_once_newer_ones_are_in_force(kept: Kept) -> None:
    """And both are gone with a new recovery phrase; each time the list says so."""
    from safejournal.services import ways_in

    old, new = kept.split(), kept.split()
    answer, _heard = rehearse(kept, new[:2])
    for sheets in (old, old[::-1]):
        with pytest.raises(CannotUnlock, match="do not open this journal"):
            talk.rehearse(Somebody(secrets=sheets, interactive=False), kept.told())
    with kept.open(answer) as vault:
        kinds = [way.kind for way in ways_in.list_ways_in(vault)]
        assert kinds == [SlotKind.PASSPHRASE, SlotKind.SHEETS]
    made = new_recovery(Somebody(secrets=[PASSPHRASE]), kept.told(quiet=True))
    phrase = bytes(made[33:]).decode()
    assert kept.opens(phrase)
    with pytest.raises(CannotUnlock):
        talk.rehearse(Somebody(secrets=new, interactive=False), kept.told())
    with kept.open(made) as vault:
        kinds = [way.kind for way in ways_in.list_ways_in(vault)]
        assert kinds == [SlotKind.PASSPHRASE, SlotKind.RECOVERY]
        assert recovery.sheets_of(vault) is None


def test_joining_sets_a_new_passphrase(kept: Kept) -> None:
    """The old one opens no more; the sheets still do, until new ones are made."""
    sheets = kept.split()
    scripted = Somebody(secrets=[*sheets[1:], "a new way in"], interactive=False)
    made = talk.join(scripted, kept.told())
    with kept.open(made) as vault:
        recovery.keep_passphrase(vault, bytes(made[33:]), with_keyfile=False)
    assert kept.opens("a new way in")
    assert not kept.opens(PASSPHRASE)
    answer, _heard = rehearse(kept, sheets[:2])
    kept.open(answer).close()


def test_sheets_are_shown_one_by_one_and_asked_back(kept: Kept) -> None:
    """Each on a page of its own, twenty words in rows; a word of each proves the copy."""
    person = Somebody(secrets=[PASSPHRASE])
    made = talk.split(person, kept.told())
    assert len(made) == 33 + 128  # the session is told no word
    assert [page.split(";")[0] for page in person.pages] == [f"Sheet {n} of 3" for n in (1, 2, 3)]
    assert all(len(page.split()) - page.count(". ") - 1 >= 20 for page in person.pages)


@pytest.mark.parametrize("form", ["text", "html", "pdf"])
def test_sheets_are_written_as_files_that_say_nothing_of_what_they_open(
    kept: Kept, tmp_path: Path, form: str
) -> None:
    """One private file a sheet, in two languages; the program is named only when that is wanted."""
    import io

    import pypdf

    folder = tmp_path / "out"
    made = talk.split(Somebody(secrets=[PASSPHRASE]), kept.told(folder=str(folder), form=form))
    assert len(made) == 33 + 128
    files = sorted(folder.iterdir())
    assert len(files) == 3
    gathered = splitting.Gathering()
    for number, file in enumerate(files, 1):
        assert file.stat().st_mode & 0o777 == 0o600
        raw = file.read_bytes()
        text = raw.decode("utf-8", "replace")
        if form == "pdf":
            pages = pypdf.PdfReader(io.BytesIO(raw)).pages
            assert len(pages) == 1
            text = pages[0].extract_text()
        assert f"Sheet {number} of 3" in text
        assert f"Лист {number} из 3" in text
        lowered = text.lower()
        for telling in TELLING:
            assert telling not in lowered
        if form == "text":
            words = [w for line in text.splitlines() for w in talk._words(line)]
            gathered.add(splitting.read_sheet(words)) if gathered.left != 0 else None
    if form == "text":
        with kept.open(made) as vault:
            recovery.keep_sheets(vault, bytes(made[33:]), need=2, of=3)
        kept.open(recovery.open_by_sheets(kept.place, gathered)).close()
    with pytest.raises(Refused, match="file of that name"):
        talk.split(Somebody(secrets=[PASSPHRASE]), kept.told(folder=str(folder), form=form))
    named = tmp_path / "named"
    talk.split(Somebody(secrets=[PASSPHRASE]), kept.told(folder=str(named), named=True))
    assert "safejournal recovery join" in " ".join(next(named.iterdir()).read_text().split())


def test_a_file_that_stands_there_leaves_no_half_set_behind(kept: Kept, tmp_path: Path) -> None:
    """Nor is anything changed: half a set would be kept by people for nothing."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "03-03.txt").write_text("mine")
    with pytest.raises(Refused):
        talk.split(Somebody(secrets=[PASSPHRASE]), kept.told(folder=str(folder)))
    assert [file.name for file in folder.iterdir()] == ["03-03.txt"]
    with pytest.raises(Refused, match="own folder"):
        talk.split(Somebody(secrets=[PASSPHRASE]), kept.told(folder=str(kept.place / "x")))


@pytest.fixture
def sheets(kept: Kept) -> tuple[vaults.Vault, Kept]:
    """Return an open journal with sheets in force."""
    kept.split()
    return kept.open(opening.try_secret(kept.place, bytearray(PASSPHRASE.encode()), None)), kept


def test_a_rehearsal_is_due_half_a_year_after_the_last(
    sheets: tuple[vaults.Vault, Kept],
) -> None:
    """Counted from the making until one was held; never where there are no sheets."""
    vault, kept = sheets
    assert recovery.rehearsal_due(vault) is None
    kept.clock.forward(days=182)
    assert recovery.rehearsal_due(vault) is None
    kept.clock.forward(days=1)
    assert recovery.rehearsal_due(vault) is not None
    noted = recovery.note_rehearsal(vault)
    assert noted is not None
    assert noted.rehearsed == kept.clock.now.date()
    assert recovery.rehearsal_due(vault) is None
    kept.clock.forward(days=183)
    assert recovery.rehearsal_due(vault) == noted
    vault.close()


def test_sheets_that_do_not_open_the_head_are_never_shown(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the library made of the words: the head decides, before anybody sees them."""
    join = splitting.join
    calls: list[int] = []

    def other(sheets: Any) -> bytearray:
        calls.append(1)
        joined = join(sheets)
        if len(calls) > 6:  # the library agrees with itself, and is wrong
            joined[0] ^= 1
        return joined

    monkeypatch.setattr(splitting, "join", other)
    person = Somebody(secrets=[PASSPHRASE])
    with pytest.raises((Refused, CannotUnlock)):
        talk.split(person, kept.told())
    assert person.pages == []
