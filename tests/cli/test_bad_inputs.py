"""Bad input gets one clear sentence and its exit code, and changes nothing."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass

import pytest

from safejournal.domain.records import Attachment, Note
from safejournal.errors import CannotUnlock, HeadDamaged, StoreDamaged, VaultInUse
from safejournal.services import anchors, attachments, drafts, journal
from tests.cli.calling import Cli

REFUSED, USAGE, LOCKED, IN_USE, INPUT, DAMAGED = 1, 2, 3, 4, 5, 6


@dataclass(frozen=True)
class Known:
    """Ids that stand in the journal."""

    note: str
    version: str
    attachment: Attachment


@pytest.fixture
def known(cli: Cli) -> Known:
    """Write a note with a file, and leave a draft."""
    photo = cli.journal.place.with_name("photo.jpg")
    photo.write_bytes(b"photo")
    with cli.journal.open() as vault:
        note = journal.record(vault, Note(title="A note"))
        kept = attachments.attach(vault, note.id, photo)
        drafts.keep(vault, drafts.begin(vault, kind=kept.kind), {"title": "begun"})
    assert kept.content is not None
    return Known(note.id, kept.version, kept.content.attachments[0])


BAD: list[tuple[str, str, int]] = [
    # usage
    ("", "", USAGE),
    ("nonsense", "", USAGE),
    ("--nonsense", "", USAGE),
    ("list --nonsense", "", USAGE),
    ("list nonsense", "", USAGE),
    ("list note note", "", USAGE),
    ("list --from 2026-13-01", "", USAGE),
    ("list --from yesterday", "", USAGE),
    ("list --limit 0", "", USAGE),
    ("list --limit many", "", USAGE),
    ("list --vault", "", USAGE),
    ("list --today 1850-01-01", "", USAGE),
    ("list --today 2026-02-30", "", USAGE),
    ("list --lang xx", "", USAGE),
    ("list --passphrase-fd -1", "", USAGE),
    ("list --passphrase-fd one", "", USAGE),
    ("timeline --to 5", "", USAGE),
    ("show", "", USAGE),
    ("history", "", USAGE),
    ("edit", "", USAGE),
    ("remove", "", USAGE),
    ("attach ID", "", USAGE),
    ("save ID FILE", "", USAGE),
    ("add", "", USAGE),
    ("add nonsense -", "{}", USAGE),
    ("add note", "", USAGE),  # nobody is there to be asked
    ("edit ID", "", USAGE),
    ("search", "", USAGE),
    ("search --kind nonsense x", "", USAGE),
    ("add note - --passphrase-fd 0", "{}", USAGE),
    ("edit ID - --passphrase-fd 0", "{}", USAGE),
    ("search - --passphrase-fd 0", "x", USAGE),
    ("verify --against - --passphrase-fd 0", "x", USAGE),
    ("save ID FILE -o - --json", "", USAGE),
    ("remove ID --erase --undo", "", USAGE),
    ("init --kdf-memory 63", "", USAGE),
    ("init --kdf-memory 4096", "", USAGE),
    ("init --kdf-memory much", "", USAGE),
    ("drafts", "", USAGE),
    ("drafts nonsense", "", USAGE),
    ("passphrase", "", USAGE),
    ("passphrase nonsense", "", USAGE),
    ("recovery nonsense", "", USAGE),
    ("slot nonsense", "", USAGE),
    ("demo --json", "", USAGE),
    ("contact", "", USAGE),
    ("contact key ID", "", USAGE),
    ("contact key ID - --passphrase-fd 0", "x", USAGE),
    ("contact trust ID --how nonsense", "", USAGE),
    ("identity --called Somebody", "", USAGE),
    ("identity --called - --passphrase-fd 0", "x", USAGE),
    ("identity --qr NEW", "", USAGE),
    ("keycard", "", USAGE),
    ("export", "", USAGE),
    ("export --to ID", "", USAGE),
    ("open", "", USAGE),
    ("receive", "", USAGE),
    ("inbox nonsense", "", USAGE),
    ("inbox --save files/0001.bin", "", USAGE),
    ("accept", "", USAGE),
    ("accept nonsense", "", USAGE),
    ("discard 1.x", "", USAGE),
    # ids
    ("contact key 00000000 -", "age1x", REFUSED),
    ("contact key ID -", "", REFUSED),  # a note is no contact
    ("contact trust ID --yes", "", REFUSED),
    ("keycard ID --json", "", REFUSED),
    ("keycard 00000000 --json", "", REFUSED),
    ("export --to 00000000 --preview", "", REFUSED),
    ("export --to xyz --preview", "", INPUT),
    ("export --to ID --select ID -o NEW", "", REFUSED),
    ("export --to ID --select \udcff --preview", "", INPUT),
    ("export --recipient \udcff --select ID --tier evidence -o NEW --yes", "", INPUT),
    ("sent 00000000", "", REFUSED),
    ("inbox 1", "", REFUSED),
    ("accept 1", "", REFUSED),
    ("accept 99999999999999999999", "", USAGE),
    ("accept 1.99999999999999999999", "", USAGE),
    ("inbox 99999999999999999999", "", USAGE),
    ("discard 1 --yes", "", REFUSED),
    ("open NEW", "", REFUSED),
    ("open FOLDER", "", REFUSED),
    ("open PHOTO", "", INPUT),
    ("open PHOTO --identity PHOTO", "", INPUT),
    ("receive NEW", "", REFUSED),
    ("receive PHOTO", "", INPUT),
    ("receive /dev/null", "", REFUSED),
    ("show xyz", "", INPUT),
    ("show abc", "", INPUT),
    ("show 00000000", "", REFUSED),
    ("show ../../etc/passwd", "", INPUT),
    ("show ID0", "", INPUT),
    ("history 00000000", "", REFUSED),
    ("edit 00000000 -", "{}", REFUSED),
    ("remove 00000000 --yes", "", REFUSED),
    ("remove --undo ID", "", REFUSED),
    ("attach 00000000 PHOTO", "", REFUSED),
    ("detach ID 00000000", "", REFUSED),
    ("detach ID xyz", "", REFUSED),
    ("save ID 00000000 -o NEW", "", REFUSED),
    ("drafts show 00000000", "", REFUSED),
    ("drafts show xyz", "", INPUT),
    ("drafts discard 00000000 --yes", "", REFUSED),
    # files
    ("add note NEW", "", REFUSED),
    ("add note FOLDER", "", REFUSED),
    ("attach ID NEW", "", REFUSED),
    ("attach ID FOLDER", "", REFUSED),
    ("attach ID /dev/null", "", REFUSED),
    ("save ID FILE -o PHOTO", "", REFUSED),
    ("save ID FILE -o FOLDER/no/such/folder", "", REFUSED),
    # bytes that are no text
    ("search \udcff", "", INPUT),
    ("list --tag \udcff", "", INPUT),
    ("show \udcff", "", INPUT),
    ("detach ID \udcff", "", REFUSED),
    ("attach ID /nowhere/\udcff", "", REFUSED),
    ("add note /nowhere/\udcff", "", REFUSED),
    ("verify --against \udcff", "", INPUT),
    ("drafts show \udcff", "", INPUT),
    ("\udcff", "", USAGE),
    ("list \udcff", "", USAGE),
    ("list --today \udcff", "", USAGE),
    # acts that need a yes
    ("remove ID", "", REFUSED),
    ("remove ID --json", "", REFUSED),
    ("remove ID --erase", "", REFUSED),
    ("drafts discard DRAFT", "", REFUSED),
    # documents
    ("add note -", "", INPUT),
    ("add note -", "nonsense", INPUT),
    ("add note -", "[]", INPUT),
    ("add note -", "{} {}", INPUT),
    ("add note -", "{}", INPUT),  # says nothing
    ("add note -", '{"title": 1}', INPUT),
    ("add note -", '{"title": null}', INPUT),
    ("add note -", '{"title": "a", "title": "b"}', INPUT),
    ("add note -", '{"titel": "a"}', INPUT),
    ("add note -", '{"id": "00000000000000000000000000000000"}', INPUT),
    ("add note -", '{"attachments": []}', INPUT),
    ("add note -", '{"title": "\\u0000"}', INPUT),
    ("add note -", '{"title": "\\ud800"}', INPUT),
    ("add note -", '{"when": {"day": "2026-02-30"}}', INPUT),
    ("add note -", '{"when": {"day": "2026-05-01", "unknown": true}}', INPUT),
    ("add note -", '{"when": "yesterday"}', INPUT),
    ("add note -", '{"links": [{"to": "abc"}]}', INPUT),
    ("add note -", "[" * 1000, INPUT),
    ("add note -", '{"title": "' + "a" * (1 << 20) + '"}', INPUT),
    ("add note -", '{"text": "' + "a" * 200_001 + '"}', INPUT),
    ("add incident -", '{"category": "nonsense"}', INPUT),
    ("add incident -", '{"country": "Kyrgyzstan"}', INPUT),
    ("add threat -", '{"likelihood": {"level": 6}}', INPUT),
    ("add threat -", '{"likelihood": {"level": 1.5}}', INPUT),
    ("add contact -", '{"roles": "lawyer"}', INPUT),
    ("add trip -", '{"plan": {"format": "safejournal-plan/2"}}', INPUT),
    ("add trip -", '{"checkins": [{"due": "2026-05-01T18:00"}]}', INPUT),
    ("edit ID -", "nonsense", INPUT),
    ("edit ID -", "[]", INPUT),
    ("edit ID -", '{"titel": "a"}', INPUT),
    ("edit ID -", '{"title": "a", "id": "00000000000000000000000000000000"}', INPUT),
    ("edit ID -", '{"title": "a", "written_at": "2020-01-01T00:00:00Z"}', INPUT),
    ("edit ID -", '{"title": "a", "attachments": []}', INPUT),
    ("edit ID -", '{"title": "a", "kind": "incident"}', INPUT),
    ("edit ID -", '{"title": "a", "removed": true}', INPUT),
    ("edit ID -", '{"title": "a", "version": "' + "0" * 64 + '"}', REFUSED),
    # anchors
    ("verify --against nonsense", "", INPUT),
    ("verify --against 'one two three four five six'", "", INPUT),
    ("verify --against -", "", INPUT),
    ("verify --against " + "0" * 64, "", DAMAGED),
]


def _filled(command: str, known: Known, cli: Cli) -> list[str]:
    beside = cli.journal.place.parent
    with cli.journal.open() as vault:
        draft = drafts.waiting(vault)[0].id
    words = {
        "ID": known.note,
        "ID0": known.note + "0",
        "DRAFT": draft,
        "FILE": known.attachment.id,
        "PHOTO": str(beside / "photo.jpg"),
        "NEW": str(beside / "new"),
        "FOLDER": str(beside),
        "FOLDER/no/such/folder": str(beside / "no" / "such" / "folder"),
    }
    return [words.get(word, word) for word in shlex.split(command)]


def _state(cli: Cli) -> tuple[str, int, list[str]]:
    with cli.journal.open() as vault:
        files = sorted(path.name for path in cli.journal.place.parent.iterdir())
        return anchors.anchor(vault).digest, len(drafts.waiting(vault)), files


@pytest.mark.parametrize(("command", "given", "code"), BAD)
def test_bad_input_is_refused_and_changes_nothing(
    command: str, given: str, code: int, cli: Cli, known: Known
) -> None:
    """One sentence (and perhaps a hint), the exit code of the contract, no answer."""
    before = _state(cli)
    called = cli(*_filled(command, known, cli), stdin=given)
    assert called.code == code, called.err
    assert "Traceback" not in called.err
    assert _state(cli) == before
    if code != DAMAGED:  # there the answer says what was found
        assert called.out == b""
    if code not in (USAGE, DAMAGED):
        assert 1 <= len(called.err.splitlines()) <= 3
        assert "a" * 100 not in called.err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (CannotUnlock("No key slot opens.", hint="Caps Lock?"), LOCKED),
        (VaultInUse("The journal is open in another process."), IN_USE),
        (HeadDamaged("The head is damaged."), DAMAGED),
        (StoreDamaged("The store is damaged."), DAMAGED),
    ],
)
@pytest.mark.parametrize(
    "command",
    ["list", "search x", "show abcd", "due", "verify", "slot list", "drafts list", "add note -"],
)
def test_what_keeps_a_vault_shut_has_its_own_code(
    error: CannotUnlock, code: int, command: str, cli: Cli
) -> None:
    """A script can tell a wrong passphrase from a vault in use and from damage."""
    cli.answer = error
    called = cli(*command.split(), stdin='{"title": "a"}')
    assert (called.code, called.out) == (code, b"")
    assert called.err.startswith(error.sentence)


@pytest.mark.parametrize("command", ["list", "add note -", "verify", "passphrase change"])
def test_no_vault_is_said_before_anything_is_asked(command: str, cli: Cli) -> None:
    """Nobody types a passphrase for a vault that is not there."""
    called = cli(*command.split(), stdin='{"title": "a"}', vault="/nonexistent/vault")
    assert called.code == REFUSED
    assert called.out == b""
    assert "no vault at that place" in called.err


def test_bytes_that_are_no_text_are_refused_on_standard_input_too(cli: Cli) -> None:
    """As words to look for, as an anchor and as a document; on a terminal they find nothing."""
    for command in ("search -", "verify --against -", "add note -"):
        called = cli(*command.split(), stdin=b"\xff\xfe")
        assert (called.code, called.out) == (INPUT, b"")
    assert cli("search", stdin=b"\xff\xfe\n", terminal=True).code == 0


def test_what_a_person_typed_is_not_repeated_as_it_is(cli: Cli) -> None:
    """An escape code in an argument does not reach the terminal through the error about it."""
    called = cli("list", "\x1b[31mred", "--tag")
    assert called.code == USAGE
    assert "\x1b" not in called.err
    called = cli("\x1b]0;title\x07")
    assert "\x1b" not in called.err


def test_a_refused_document_is_never_quoted(cli: Cli) -> None:
    """Errors name the path and the allowed words; what somebody wrote stays out of them."""
    secret = "Мария из Оша"
    for document in (
        {"category": secret},
        {"country": secret},
        {secret: "x"},
        {"when": secret},
        {"people": [{"contact": secret}]},
    ):
        called = cli("add", "incident", "-", stdin=json.dumps(document, ensure_ascii=False))
        assert called.code == INPUT
        assert secret not in called.err
