"""export and sent on the command line: what is shown leaves, what is shown to stay stays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from safejournal.cli.receiving import ASK
from safejournal.cli.session import UNLOCK
from safejournal.domain.records import (
    Contact,
    Document,
    Incident,
    Involved,
    Legal,
    Link,
    Note,
)
from safejournal.domain.words import LegalKind
from tests.cli.calling import Answered, Cli
from tests.cli.sharing.conftest import Pair, add, done, make_pair
from tests.cli.sharing.opening import archive_of, files_of
from tests.exchange.people import Somebody
from tests.exchange.pictures import telling_jpeg, telling_pdf
from tests.programs import call
from tests.services.exchanging import LAWYER, trip_with
from tests.vault.journals import Journal


def preview(pair: Pair, *options: str, to: bool = True) -> Any:
    """Return what a preview says to programs."""
    readers = ("--to", pair.bela_at_anna) if to else ()
    return done(pair.anna("export", *readers, *options, "--preview", "--json")).json


def leaving(document: Any) -> dict[str, dict[str, Any]]:
    """Return what leaves of each record by a preview."""
    return {
        record["id"]: {leaf["field"]: leaf["value"] for leaf in record["leaves"]}
        for record in document["records"]
        if record["leaves"]
    }


def test_without_a_choice_only_a_card_of_one_trip_leaves(pair: Pair) -> None:
    """Whatever tier is named; and the preview says of each field why it leaves or stays."""
    trip = pair.trip()
    add(pair.anna, Note(title="a private note"))
    seen = preview(pair)
    for tier in ("card", "emergency", "evidence"):
        assert preview(pair, "--tier", tier) == seen
        assert seen["tier"] == "card"
        assert seen["proof"] == "code"
        assert leaving(seen).keys() == {trip, pair.bela_at_anna}
        assert leaving(seen)[trip] == {
            "checkins[0].due": "2026-05-02T18:00+05:00",
            "checkins[0].with": pair.bela_at_anna,
            "checkins[0].grace_minutes": 60,
            "checkins[0].steps[0]": "Call the lawyer",
            "checkins[0].steps[1]": "Wait a day",
        }
    stays = {leaf["field"]: leaf["why"] for leaf in seen["records"][1]["stays"]}
    assert stays["words.under_duress"] == "never"
    assert stays["name"] == "tier"
    assert stays["channels[1].value"] == "channel"


def test_a_preview_writes_nothing_and_names_no_secret_that_stays(pair: Pair) -> None:
    """Neither a file nor a note that something was given; duress words are not even shown."""
    pair.trip()
    before = sorted(pair.place.iterdir())
    shown = done(pair.anna("export", "--to", pair.bela_at_anna, "--preview"))
    for secret in ("sunny", "cloudy", "pear tree", "0199"):
        assert secret not in shown.text
        assert secret not in json.dumps(preview(pair))
    for told in ("words compared on 1 May 2026", "Call the lawyer", "stays: this never leaves"):
        assert told in shown.text
    assert "Leaves: 8 fields of 2 records." in shown.text
    assert sorted(pair.place.iterdir()) == before
    assert done(pair.anna("sent", "--json")).json == {"sent": []}


def test_what_the_preview_shows_is_what_leaves(pair: Pair) -> None:
    """Field by field, for every tier, with all that it allows."""
    trip = pair.trip()
    add(pair.anna, LAWYER)
    add(pair.anna, Note(title="canary-note", text="canary-text"))
    add(pair.anna, Note(title="canary-secret", confidential=True))
    add(pair.anna, Document(number="canary-number", copies="canary-copies"))
    add(pair.anna, Legal(reference="12/34", legal=LegalKind.SUMMONS, result="canary-result"))
    for tier in ("card", "emergency", "evidence"):
        options = ("--tier", tier, "--select", "all", "--select", trip)
        seen = preview(pair, *options)
        file = pair.sent(*options, name=f"{tier}.age")
        found = files_of(archive_of(file, pair.bela))
        written = {
            each["record"]: each["fields"]
            for name, content in found.items()
            if name.startswith("entries/") and name.endswith(".json")
            for each in [json.loads(content)]
        }
        assert written.keys() == leaving(seen).keys()
        for record in seen["records"]:
            for leaf in record["leaves"]:
                assert at(written[record["id"]], leaf["field"], leaf["value"]), leaf
        everything = b"".join(found.values())
        assert b"canary-secret" not in everything
        assert b"canary-number" not in everything
        assert (b"canary-text" in everything) is (tier == "evidence")


def at(fields: Any, path: str, value: Any) -> bool:
    """Tell whether this value stands at the key of this path, wherever in its list."""
    keys = [step.partition("[")[0] for step in path.split(".")]
    found = [fields]
    for key in keys:
        inner = [each[key] for each in found if isinstance(each, dict) and key in each]
        found = [one for each in inner for one in (each if isinstance(each, list) else [each])]
    return value in found


def test_records_and_single_fields_are_selected(pair: Pair) -> None:
    """A whole record; one field of another; everything but one field of a third."""
    one = add(pair.anna, Note(title="one", text="first"))
    two = add(pair.anna, Note(title="two", text="second", tags=("x", "y")))
    three = add(pair.anna, Incident(title="three", place="here", text="third"))
    seen = preview(
        pair, "--tier", "evidence", "--select", one[:8], "--select", f"{two}:tags[1]",
        "--select", three, "--keep-back", f"{three}:place",
    )  # fmt: skip
    assert leaving(seen) == {
        one: {"title": "one", "text": "first"},
        two: {"tags[1]": "y"},
        three: {"title": "three", "text": "third"},
    }
    assert [record["whole"] for record in seen["records"]] == [True, False, False]


def test_what_is_kept_back_stays_with_all_that_is_in_it(pair: Pair) -> None:
    """A list that is named keeps every place of it; a field that is none is said, never ignored."""
    involved = (Involved(role="a driver"), Involved(role="a neighbour"))
    one = add(pair.anna, Incident(title="one", people=involved))
    options = ("--tier", "evidence", "--select", one, "--keep-back")
    assert leaving(preview(pair, *options, f"{one}:people"))[one] == {"title": "one"}
    some = leaving(preview(pair, *options, f"{one}:people[1]"))[one]
    assert some == {"title": "one", "people[0].role": "a driver"}
    shared = ("export", "--to", pair.bela_at_anna, *options[:-1], "--preview")
    assert pair.anna(*shared, "--keep-back", f"{one}:peeple").code == 1
    assert pair.anna(*shared, "--as-written", f"{one}:people").code == 1


def test_confidential_leaves_only_where_it_is_named_one_by_one(pair: Pair) -> None:
    """`all` never means it; its id does."""
    secret = add(pair.anna, Note(title="a secret", confidential=True))
    other = add(pair.anna, Note(title="open"))
    seen = preview(pair, "--tier", "evidence", "--select", "all")
    assert secret not in leaving(seen)
    assert other in leaving(seen)
    (record,) = (each for each in seen["records"] if each["id"] == secret)
    assert {leaf["why"] for leaf in record["stays"]} == {"confidential", "never"}
    named = preview(pair, "--tier", "evidence", "--select", "all", "--select", secret)
    assert leaving(named)[secret] == {"title": "a secret"}


def test_a_number_and_a_name_leave_only_named(pair: Pair) -> None:
    """Of one's own paper, and of people who were chosen to go by name; in texts too."""
    paper = add(pair.anna, Document(number="N111", copies="at home"))
    vera = add(pair.anna, LAWYER)
    theirs = add(pair.anna, Document(number="N222", links=(Link(to=vera),)))
    seen = add(pair.anna, Incident(text="Vera saw it", people=(Involved(contact=vera, role="w"),)))
    options = ["--tier", "evidence"]
    for record in (paper, theirs, seen):
        options += ["--select", record]
    text = json.dumps(preview(pair, *options))
    assert "N111" not in text
    assert "[Oak] saw it" in text
    named = [f"--select={paper}:number", f"--select={theirs}:number"]
    text = json.dumps(preview(pair, *options, *named, "--as-written", f"{seen}:text"))
    assert '"N111"' in text
    assert "N222" not in text
    assert "Vera saw it" in text
    by_name = preview(pair, *options, "--select", vera, "--by-name", vera)
    assert leaving(by_name)[vera]["name"] == "Vera Counsel"
    assert leaving(by_name)[seen]["text"] == "Vera saw it"


@pytest.mark.parametrize("command", ["export", "paper"])
def test_a_step_in_which_nobody_is_named_says_how_to_name_them(pair: Pair, command: str) -> None:
    """The preview, of a bundle and of a paper, says so below the step, with the very option."""
    vera = add(pair.anna, LAWYER)
    add(pair.anna, trip_with(pair.bela_at_anna, steps=("Call Vera Counsel", "Wait a day")))
    to = ("--to", pair.bela_at_anna) if command == "export" else ("card", pair.bela_at_anna)

    def shown(*more: str) -> str:
        return " ".join(done(pair.anna(command, *to, "--preview", *more)).text.split())

    told = f"! The reader will not see who is meant (Oak): --by-name {vera[:8]} lets them go"
    assert shown().count("The reader will not see who is meant") == 1
    assert shown().index("Call [Oak]") < shown().index(told) < shown().index("Wait a day")
    named = shown("--by-name", vera[:8])
    assert "Call Vera Counsel" in named
    assert "who is meant" not in named


def test_originals_leave_only_chosen_and_their_metadata_is_named(pair: Pair) -> None:
    """A cleaned copy otherwise; of what cannot be cleaned nothing."""
    note = add(pair.anna, Note(title="x"))
    for name, content in (("me.jpg", telling_jpeg()), ("a.pdf", telling_pdf())):
        Path(pair.file(name)).write_bytes(content)
        done(pair.anna("attach", note, pair.file(name), "--json"))
    options = ("--tier", "evidence", "--select", note)
    seen = preview(pair, *options)
    jpeg, pdf = seen["files"]
    assert (jpeg["name"], jpeg["form"], pdf["form"]) == ("me.jpg", "cleaned", None)
    assert {"place", "device", "time"} <= {trace["sort"] for trace in jpeg["traces"]}
    shown = done(pair.anna("export", "--to", pair.bela_at_anna, *options, "--preview")).text
    assert "me.jpg" in shown
    assert "place: " in shown
    originals = tuple(f"--original={note}:{each['attachment'][:8]}" for each in seen["files"])
    seen = preview(pair, *options, *originals)
    assert [each["form"] for each in seen["files"]] == ["original", "original"]
    found = files_of(archive_of(pair.sent(*options, *originals), pair.bela))
    assert found["files/0001.jpg"] == telling_jpeg()
    assert found["files/0002.pdf"] == telling_pdf()
    cleaned = files_of(archive_of(pair.sent(*options, name="c.age"), pair.bela))
    assert b"canary" not in b"".join(cleaned.values())
    other = add(pair.anna, Note(title="y"))
    called = pair.anna(
        "export", "--to", pair.bela_at_anna, "--tier", "evidence", "--select", other, *originals,
        "--preview",
    )  # fmt: skip
    assert called.code == 1


def test_what_was_written_is_told_noted_and_private(pair: Pair) -> None:
    """The answer names file, bundle, readers and fields; `sent` and `show` know it afterwards."""
    trip = pair.trip()
    file = pair.file("b.age")
    told = done(pair.anna("export", "--to", pair.bela_at_anna, "-o", file, "--json")).json
    assert told["file"] == file
    assert told["size"] == Path(file).stat().st_size
    assert Path(file).stat().st_mode & 0o777 == 0o600
    assert (told["purpose"], told["form"]) == ("card", "bundle")
    (reader,) = told["to"]
    assert (reader["contact"], reader["arrived"]) == (pair.bela_at_anna, None)
    assert [record["id"] for record in told["records"]] == [trip, pair.bela_at_anna]
    known = {key: told[key] for key in told.keys() - {"file", "size"}}
    assert done(pair.anna("sent", "--json")).json == {"sent": [known]}
    for id_ in (trip, pair.bela_at_anna):
        assert done(pair.anna("sent", id_, "--json")).json == {"sent": [known]}
        assert f"number {told['number']}" in done(pair.anna("show", id_)).text
    other = add(pair.anna, Note(title="x"))
    assert done(pair.anna("sent", other, "--json")).json == {"sent": []}
    assert "To the sea" in done(pair.anna("sent")).text
    again = preview(pair)
    assert again["to"][0]["earlier"] == [told["bundle"]]
    assert [each["given_before"] for each in again["records"]] == [[told["bundle"]]] * 2
    shown = done(pair.anna("export", "--to", pair.bela_at_anna, "--preview")).text
    assert "given 1 time before, last on 1 May 2026" in shown
    assert shown.count("Something of it was given before") == 2


def test_a_folder_gets_a_name_that_says_nothing(pair: Pair) -> None:
    """And no file is written over, or into the journal itself, without being told."""
    pair.trip()
    export = ("export", "--to", pair.bela_at_anna, "--json", "-o")
    told = done(pair.anna(*export, str(pair.place))).json
    name = Path(told["file"]).name
    assert (len(name), Path(name).suffix) == (12, ".age")
    assert pair.anna(*export, told["file"]).code == 1
    assert pair.anna(*export, told["file"], "--yes").code == 1
    assert pair.anna(*export, told["file"], "--force").code == 0
    inside = pair.anna.journal.place / "x.age"
    assert pair.anna(*export, str(inside), "--force").code == 1
    assert not inside.exists()
    assert pair.anna(*export, str(pair.place / "no" / "x.age")).code == 1
    assert len(done(pair.anna("sent", "--json")).json["sent"]) == 2


def test_a_key_that_nobody_compared_needs_a_yes(strangers: Pair) -> None:
    """As does an unknown recipient, and a contact who is never to be contacted."""
    trip = strangers.trip()
    file = strangers.file("b.age")
    export = ("export", "--to", strangers.bela_at_anna, "-o", file)
    assert strangers.anna(*export, "--yes", "--json").code == 1  # no key at all
    key = done(strangers.bela("identity", "--json")).json["contact_string"]
    done(strangers.anna("contact", "key", strangers.bela_at_anna, "-", "--json", stdin=key))
    refused = strangers.anna(*export, "--json")
    assert (refused.code, refused.out) == (1, b"")
    assert "never compared" in refused.err
    assert "UNVERIFIED" in done(strangers.anna(*export[:-2], "--preview")).text
    assert preview(strangers)["to"][0]["verified"] is False
    assert strangers.anna(*export, stdin="n\n", terminal=True).code == 1
    assert not Path(file).exists()
    assert done(strangers.anna(*export, "--yes", "--json")).json["to"][0]["contact"]
    stranger = Somebody()
    bare = ("export", "--recipient", stranger.public.age_recipient, "--select", trip, "-o")
    assert strangers.anna(*bare, strangers.file("s.age"), "--json").code == 1
    never = add(strangers.anna, Contact(name="x", never_contact=True))
    given = Somebody().public.contact_string
    done(strangers.anna("contact", "key", never, "-", "--json", stdin=given))
    done(strangers.anna("contact", "trust", never, "--yes", "--json"))
    called = strangers.anna("export", "--to", never, "-o", strangers.file("n.age"), "--json")
    assert called.code == 1
    assert "never to be contacted" in called.err


def test_on_a_terminal_what_would_leave_is_shown_before_it_is_asked(pair: Pair) -> None:
    """Only a plain yes writes the file."""
    pair.trip()
    export = ("export", "--to", pair.bela_at_anna, "-o", pair.file("b.age"))
    for given, code in (("n\n", 1), ("y\n", 0)):
        called = pair.anna(*export, stdin=given, terminal=True)
        assert called.code == code
        assert called.err.index("Call the lawyer") < called.err.index("Write this bundle?")
        assert Path(pair.file("b.age")).exists() is (code == 0)


def test_a_bare_recipient_gets_what_an_unknown_person_may(pair: Pair) -> None:
    """No step that was meant for Bela, and nothing that shows the sender."""
    trip = pair.trip()
    stranger = Somebody()
    options = ("--recipient", stranger.public.age_recipient, "--select", trip)
    (seen,) = preview(pair, *options, to=False)["to"]
    assert (seen["contact"], seen["verified"]) == (None, False)
    note = add(pair.anna, Note(title="for a lawyer"))
    file = pair.file("s.age")
    done(
        pair.anna(
            "export", "--recipient", stranger.public.age_recipient, "--tier", "evidence",
            "--select", note, "-o", file, "--yes", "--json",
        )
    )  # fmt: skip
    found = files_of(archive_of(file, stranger))
    manifest = json.loads(found["manifest.json"])
    assert (manifest["proof"], manifest.get("sender")) == ("none", None)
    assert b"for a lawyer" in b"".join(found.values())


WRONG = [
    "export", "export --preview", "export --to TO", "export --to TO -o -",
    "export --to TO --by-passphrase -o F", "export --to TO --tier all -o F",
    "export --to TO --select ID: -o F", "export --to TO --original ID -o F --tier evidence",
    "export --to TO --pages de -o F", "export --to TO --keep-back ID -o F",
]  # fmt: skip
REFUSED = [
    "export --to TO -o F", "export --to ffffffff -o F", "export --to TO --select ffffffff -o F",
    "export --to TO --select ID:mood -o F", "export --to TO --select ID --tier card -o F",
    "export --by-passphrase --select ID --tier evidence -o F", "export --to ID --select ID -o F",
    "export --to TO --to TO --select ID --tier evidence -o F",
]  # fmt: skip


@pytest.mark.parametrize(
    ("command", "code"), [*((each, 2) for each in WRONG), *((each, 1) for each in REFUSED)]
)
def test_what_makes_no_bundle_says_why_and_writes_nothing(
    pair: Pair, command: str, code: int
) -> None:
    """Wrong usage, nobody to give it to, nothing that may leave; one or two sentences."""
    note = add(pair.anna, Note(title="x"))
    names = {"TO": pair.bela_at_anna, "F": pair.file("b.age")}
    words = [names.get(word, word.replace("ID", note)) for word in command.split()]
    called = pair.anna(*words, "--json")
    assert (called.code, called.out) == (code, b""), called.err
    assert 1 <= len(called.err.splitlines()) <= 2
    assert not Path(pair.file("b.age")).exists()
    assert done(pair.anna("sent", "--json")).json == {"sent": []}


def test_a_wrong_recipient_is_rejected_input(pair: Pair) -> None:
    """It came from outside: letters that are no key, or a plugin."""
    note = add(pair.anna, Note(title="x"))
    for text in ("age1qqqq", "age1yubikey1qqqq", "ssh-ed25519 AAAA"):
        called = pair.anna(
            "export", "--recipient", text, "--select", note, "--tier", "evidence",
            "-o", pair.file("b.age"), "--yes", "--json",
        )  # fmt: skip
        assert called.code == 5, text


def test_the_pages_speak_the_language_of_the_reader(pair: Pair) -> None:
    """Whatever this program speaks meanwhile."""
    pair.trip()
    found = files_of(archive_of(pair.sent("--pages", "ru"), pair.bela))
    assert "Если я молчу".encode() in found["instructions.txt"]
    assert json.loads(found["manifest.json"])["language"] == "ru"


@pytest.mark.slow
def test_the_six_words_are_shown_on_a_terminal_alone(tmp_path: Path) -> None:
    """Never in a pipe or a file; in practice, where nothing is secret, in JSON too."""
    from safejournal.vault.derivation import Realm

    practice = make_pair(tmp_path, Realm.PRACTICE)
    note = add(practice.anna, Note(title="for whoever knows"))
    file = practice.file("p.age")
    export = ("export", "--by-passphrase", "--tier", "evidence", "--select", note, "-o", file)
    assert practice.anna(*export).code == 1
    made = practice.anna(*export, "--json")
    if made.code == 1 and "memory" in made.err:
        pytest.skip(made.err)
    words = done(made).json["passphrase"]
    assert len(words.split()) == 6
    assert made.json["memory_mib"] <= 1024
    practice.bela.answer = words.encode()
    opened = practice.bela("open", file, "--by-passphrase", "--yes", "--json")
    assert [each["fields"] for each in done(opened).json["records"]] == [
        {"title": "for whoever knows"}
    ]
    assert done(opened).json["marks"] == ["sender_not_shown"]
    real = call("open", file, "--by-passphrase", "--yes", "--json", secrets=[words])
    assert real.returncode == 0, real.stderr
    assert json.loads(real.stdout) == opened.json
    wrong = call("open", file, "--by-passphrase", "--yes", "--json", secrets=["six wrong words"])
    assert (wrong.returncode, wrong.stdout) == (5, b"")
    unasked = call("open", file, "--by-passphrase", "--json", secrets=[words])
    assert (unasked.returncode, unasked.stdout) in ((1, b""), (0, real.stdout))  # by its memory


@pytest.mark.slow
def test_six_words_of_a_real_journal_never_reach_standard_output(pair: Pair) -> None:
    """They stand on the terminal once, in no pipe and in no JSON; `receive` opens with them."""
    note = add(pair.anna, Note(title="for whoever knows"))
    file = pair.file("p.age")
    export = ("export", "--by-passphrase", "--tier", "evidence", "--select", note, "-o", file)
    for options in ((), ("--json",), ("--yes",)):
        refused = pair.anna(*export, *options)
        assert (refused.code, refused.out) == (1, b"")
    made = pair.anna(*export, "--yes", terminal=True)
    if made.code == 1 and "memory" in made.err:
        pytest.skip(made.err)
    lines = done(made).err.splitlines()
    words = lines[next(at for at, each in enumerate(lines) if "six words" in each) + 1]
    assert len(words.split()) == 6
    assert words not in made.text
    assert "MiB of free memory" in made.err
    told = Told(pair.bela.journal, words)
    came = done(told("receive", file, "--by-passphrase", "--yes", "--json")).json
    assert came["marks"] == ["sender_not_shown"]
    assert [work for work, _ in told.asked] == [ASK, UNLOCK]


class Told(Cli):
    """The command line of somebody who was told the words of a bundle by voice."""

    def __init__(self, journal: Journal, words: str) -> None:
        super().__init__(journal)
        self._words = words

    def _start(self, work: str, arguments: bytes, **options: Any) -> Answered:
        opening = super()._start(work, arguments, **options)
        return Answered(self._words.encode()) if work == ASK else opening


def test_a_trip_with_two_readers_gives_each_their_own(pair: Pair) -> None:
    """In one bundle for both, steps and channels of neither."""
    other = add(pair.anna, Contact(name="Other", pseudonym="Thorn"))
    third = Somebody()
    done(pair.anna("contact", "key", other, "-", "--json", stdin=third.public.contact_string))
    done(pair.anna("contact", "trust", other, "--yes", "--json"))
    add(pair.anna, trip_with(pair.bela_at_anna, other))
    file = pair.file("two.age")
    called = pair.anna("export", "--to", pair.bela_at_anna, "--to", other, "-o", file, "--json")
    assert called.code == 1, "what was promised to one contact is nobody else's"
    (single,) = preview(pair)["to"]
    assert single["contact"] == pair.bela_at_anna
    assert "Thorn" not in json.dumps(preview(pair))


def test_a_bundle_goes_from_pipe_to_pipe(pair: Pair) -> None:
    """`-o -` and `open -`, `receive -`: sealed bytes alone on standard output, and it is noted.

    Never onto a terminal, nor beside another answer or secret on the same stream.
    """
    pair.trip()
    to = ("export", "--to", pair.bela_at_anna, "-o", "-")
    called = done(pair.anna(*to))
    sealed = called.out
    assert sealed.startswith(b"age-encryption.org/v1\n")
    (noted,) = done(pair.anna("sent", "--json")).json["sent"]
    assert f"Number {noted['number']}." in called.err
    looked = done(pair.bela("open", "-", "--json", stdin=sealed)).json
    assert looked["number"] == noted["number"]
    assert done(pair.bela("receive", "-", "--json", stdin=sealed)).json["marks"] == []
    assert pair.anna(*to, "--json").code == 2
    assert pair.bela("open", "-", "--identity", "-", stdin=sealed).code == 2
    on_terminal = pair.anna(*to, "--yes", terminal=True)
    assert (on_terminal.code, on_terminal.out) == (1, b"")
    assert len(done(pair.anna("sent", "--json")).json["sent"]) == 1
