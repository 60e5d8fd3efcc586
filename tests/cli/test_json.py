"""What other programs rely on: one JSON document, the right shape, and records that go round."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from safejournal.domain.records import Content, Note, kind_of
from safejournal.domain.visible import is_plain
from safejournal.errors import InputRejected
from safejournal.services import journal as journals
from tests.cli.calling import Cli
from tests.domain.contents import contents

RECORD_KEYS = ["id", "kind", "version", "parents", "author", "written_at", "sealed"]


def _add(cli: Cli, kind: str = "note", **content: object) -> str:
    called = cli("add", kind, "-", "--json", stdin=json.dumps(content))
    assert called.code == 0, called.err
    found: str = called.json["id"]
    return found


ARRAYS = [
    "list", "search a", "timeline", "history ID", "due", "checklist list", "checklist runs",
    "inbox", "inbox --accepted", "case list", "case search a", "lesson list", "pack list",
    "legal log", "stays", "timeline --by month",
]  # fmt: skip
OBJECTS = [
    "identity", "sent", "sent ID", "show ID", "verify", "slot list", "drafts list", "doctor",
    "lock", "checklist show deserters",
    "checklist start deserters", "case show RU-KZ-01", "lesson show limits", "pack show base",
    "patterns", "calendar", "calendar 2026-05",
]  # fmt: skip


@pytest.mark.parametrize("command", ARRAYS + OBJECTS)
def test_json_is_one_document_of_the_promised_shape(command: str, cli: Cli) -> None:
    """Nothing else stands on standard output; lists answer an array, the others an object."""
    note = _add(cli, title="a note")
    called = cli(*command.replace("ID", note).split(), "--json")
    assert called.code == 0, called.err
    assert isinstance(called.json, list if command in ARRAYS else dict)
    assert called.err == ""


def test_json_may_be_asked_for_before_the_command_or_after_it(cli: Cli) -> None:
    """As may every option that all commands share."""
    assert cli("--json", "list").json == cli("list", "--json").json == []
    assert cli("--json", "slot", "list").json == cli("slot", "--json", "list").json


def test_a_record_is_told_whole(cli: Cli) -> None:
    """What the program set comes first, then what was written; defaults are left out."""
    note = _add(cli, title="A", tags=["x"], when={"about": "2026-04"})
    shown = cli("show", note, "--json").json
    assert list(shown)[: len(RECORD_KEYS)] == RECORD_KEYS
    assert {key: shown[key] for key in ("title", "tags", "when")} == {
        "title": "A",
        "tags": ["x"],
        "when": {"about": "2026-04"},
    }
    assert shown["parents"] == []
    assert shown["sealed"] == "2026-05-01"
    assert cli("list", "--json").json == [shown]


def test_what_show_gives_edit_takes(cli: Cli) -> None:
    """Also with all that the program set, as long as it is not changed."""
    note = _add(cli, title="A", text="one")
    shown = cli("show", note, "--json").json
    changed = cli("edit", note, "-", "--json", stdin=json.dumps(shown | {"text": "two"}))
    assert changed.code == 0, changed.err
    assert changed.json["id"] == note
    now = cli("show", note, "--json").json
    assert (now["text"], now["parents"]) == ("two", [shown["version"]])
    again = cli("edit", note, "-", stdin=json.dumps(shown | {"text": "three"}))
    assert (again.code, again.out) == (1, b"")
    assert cli("show", note, "--json").json == now


def test_editing_leaves_attachments_as_they_are(cli: Cli, tmp_path: Path) -> None:
    """With them named or without: only attach and detach change them."""
    (tmp_path / "photo.jpg").write_bytes(b"photo")
    note = _add(cli, title="A")
    taken = cli("attach", note, str(tmp_path / "photo.jpg"), "--json").json["attachment"]
    assert (taken["name"], taken["size"]) == ("photo.jpg", 5)
    shown = cli("show", note, "--json").json
    assert shown["attachments"] == [taken]
    for document in (shown | {"title": "B"}, {"title": "C"}):
        assert cli("edit", note, "-", stdin=json.dumps(document)).code == 0
        assert cli("show", note, "--json").json["attachments"] == [taken]


def test_a_file_goes_round_through_standard_output(cli: Cli, tmp_path: Path) -> None:
    """`-o -` writes the bytes that were taken in, and nothing else."""
    content = bytes(range(256)) * 2000
    (tmp_path / "file").write_bytes(content)
    note = _add(cli, title="A")
    taken = cli("attach", note, str(tmp_path / "file"), "--json").json["attachment"]
    assert cli("save", note, taken["id"], "-o", "-").out == content


def test_removed_and_erased_say_so(cli: Cli) -> None:
    """A removed record is told as it was; of an erased one nothing is left to tell."""
    note = _add(cli, title="A")
    cli("remove", note, "--yes")
    shown = cli("show", note, "--json").json
    assert (shown["removed"], shown["title"]) == (True, "A")
    assert "removed" not in cli("history", note, "--json").json[1]
    cli("remove", note, "--erase", "--yes")
    shown = cli("show", note, "--json").json
    assert shown["erased"] is True
    assert "title" not in shown
    assert [version["erased"] for version in cli("history", note, "--json").json] == [True, True]


def test_search_says_where_it_was_found(cli: Cli) -> None:
    """A `match` stands beside each record, its marks in characters of the text that it gives."""
    _add(cli, title="Чёрный автомобиль", text="У ворот стоял чёрный автомобиль без номеров.")
    (found,) = cli("search", "черн", "--json").json
    title, excerpt = found["match"]["title"], found["match"]["excerpt"]
    assert [found["title"][begin:end] for begin, end in title] == ["Чёрн"]
    assert [excerpt["text"][begin:end] for begin, end in excerpt["marks"]] == ["чёрн"]


def test_a_list_of_many_pages_is_one_document(cli: Cli) -> None:
    """Nothing is left out after the first page; --limit leaves out what was asked for."""
    with cli.journal.open() as vault:
        for number in range(203):
            journals.record(vault, Note(title=str(number)))
    assert len(cli("list", "--json").json) == 203
    assert len(cli("list", "--json", "--limit", "201").json) == 201
    assert len(cli("list").text.splitlines()) == 203


def test_what_commands_a_terminal_is_escaped_in_json_and_comes_back_whole(cli: Cli) -> None:
    """C1 controls, overrides and joiners stand as JSON escapes: the same text, harmless to show."""
    text = "a\x1b[31m\x9b31m\u202e\u200d\U000e0041é字\n"
    note = _add(cli, title="A", text=text)
    called = cli("show", note, "--json")
    assert called.json["text"] == text
    assert all(line.isprintable() for line in called.text.splitlines())


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(contents())
def test_any_record_goes_round(cli: Cli, content: Content) -> None:
    """Written down, told as JSON, edited with that JSON: the same, and nothing commands."""
    with cli.journal.open() as vault:
        try:
            kept = journals.record(vault, content)
        except InputRejected:  # it says nothing at all
            return
    document = cli("show", kept.id, "--json")
    assert cli("edit", kept.id, "-", stdin=document.out).code == 0
    with cli.journal.open() as vault:
        again = journals.show(vault, kept.id)
    assert again.content == content
    assert again.parents == (kept.version,)
    assert again.kind is kind_of(content)
    for command in (["show", kept.id, "--reveal"], ["list"], ["history", kept.id]):
        called = cli(*command)
        assert called.code == 0, called.err
        assert all(is_plain(line) for line in called.text.split("\n"))


SECRETS = ["init", "keycard ID", "recovery new", "demo --into NEW"]


@pytest.mark.parametrize("command", SECRETS)
def test_a_secret_never_lands_in_a_file_unasked(command: str, cli: Cli, tmp_path: Path) -> None:
    """Where standard output is neither a terminal nor JSON, nothing happens at all."""
    place = tmp_path / "new"
    vault = str(place) if command == "init" else None
    called = cli(*command.replace("NEW", str(place)).split(), vault=vault)
    assert (called.code, called.out) == (1, b"")
    assert cli.asked == []
    assert not place.exists()


def test_the_phrase_of_a_new_vault_is_told_once(cli: Cli, tmp_path: Path) -> None:
    """On a terminal alone, or as JSON; behind the key in the child's answer."""
    cli.answer = bytes(33) + b"one two three"
    place = str(tmp_path / "new")
    assert cli("init", "--json", vault=place).json == {
        "vault": place,
        "recovery_phrase": "one two three",
    }
    assert cli("init", terminal=True, vault=place).text == "one two three\n"
    work, told = cli.asked[0]
    assert work == "safejournal.plain.beginning:begin"
    assert json.loads(told)["quiet"] is True
    cli.answer = bytes(33)
    assert cli("init", "--json", "--no-recovery", vault=place).json["recovery_phrase"] is None


def test_a_confirmation_is_asked_on_a_terminal(cli: Cli) -> None:
    """Only a plain yes does it; anything else leaves everything as it was."""
    note = _add(cli, title="A")
    for answer in ("", "n\n", "н\n", "yess\n"):
        assert cli("remove", note, stdin=answer, terminal=True).code in (1, 130)
    assert len(cli("list", "--json").json) == 1
    called = cli("remove", note, stdin="y\n", terminal=True)
    assert called.code == 0
    assert called.err.startswith("Take “A” out of the journal? [y/N] ")
    assert cli("list", "--json").json == []


def test_words_to_look_for_are_asked_on_a_terminal(cli: Cli) -> None:
    """So that they do not stand in the history of the shell."""
    _add(cli, title="Heron")
    called = cli("search", stdin="her\n", terminal=True)
    assert called.code == 0
    assert "Heron" in called.text
    assert called.err == "Look for: "
    assert cli("search", "--json", stdin="her\n", terminal=True).code == 2


def test_the_day_can_be_fixed(cli: Cli) -> None:
    """For drills: what is due depends on it, and so does the day of sealing."""
    _add(cli, "document", document={"kind": "passport"}, expires="2026-06-01")
    assert [item["urgency"] for item in cli("due", "--json").json] == ["soon"]
    cli.today = "2026-06-01"
    assert [item["urgency"] for item in cli("due", "--json").json] == ["now"]
    cli.today = "2026-07-01"
    assert [item["urgency"] for item in cli("due", "--json").json] == ["late"]
    cli.today = "2025-07-01"
    assert cli("due", "--json").json == []


def test_drafts_are_listed_shown_and_thrown_away(cli: Cli) -> None:
    """What was begun waits under its own id; masked answers stay hidden."""
    from safejournal.domain.words import Kind
    from safejournal.services import drafts

    with cli.journal.open() as vault:
        draft = drafts.begin(vault, Kind.DOCUMENT)
        drafts.keep(vault, draft, {"title": "Passport", "number": "AN0000001"})
    (listed,) = cli("drafts", "list", "--json").json["drafts"]
    assert (listed["id"], listed["kind"]) == (draft.id, "document")
    assert "Passport" in cli("drafts", "list").text
    shown = cli("drafts", "show", draft.id[:6]).text
    assert "Title: Passport" in shown
    assert "AN0000001" not in shown
    assert cli("drafts", "discard", draft.id, "--yes").code == 0
    assert cli("drafts", "list", "--json").json == {"drafts": []}


def test_the_recovery_phrase_is_told_from_the_passphrase(cli: Cli) -> None:
    """The drill succeeds only with what opens the recovery slot."""
    called = cli("recovery", "test", "--json")
    assert (called.code, called.out) == (1, b"")


def test_help_stands_everywhere(cli: Cli) -> None:
    """Every command says what it does and takes the shared options."""
    from safejournal.cli.main import COMMANDS

    groups = {"drafts": ["list", "show", "discard"], "passphrase": ["change"]}
    groups |= {"recovery": ["new", "test"], "slot": ["list"]}
    for command in COMMANDS:
        for inner in groups.get(command, [""]):
            called = cli(*f"{command} {inner} --help".split())
            assert called.code == 0
            assert "--passphrase-fd" in called.text
            assert cli("--help").text.count(command) >= 1
    assert cli("--version").text.startswith("safejournal 0.")
