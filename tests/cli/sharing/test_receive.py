"""open, receive, inbox, accept and discard on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from safejournal.domain.records import Contact, Note
from safejournal.exchange.manifest import Proof
from safejournal.services import identity
from safejournal.vault.derivation import Realm
from tests.cli.calling import Cli
from tests.cli.sharing.conftest import Pair, add, done, make_pair
from tests.exchange.parcels import archive, cut, sealed
from tests.exchange.people import Somebody


def reading(cli: Cli) -> Somebody:
    """Return a vault's keys as the tests' people have them."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    with cli.journal.open() as vault:
        keys = identity.own_keys(vault)
    assert keys.signing is not None
    return Somebody(
        x25519=X25519PrivateKey.from_private_bytes(keys.age),
        ed25519=Ed25519PrivateKey.from_private_bytes(keys.signing),
        practice=keys.practice,
    )


def forged(pair: Pair, sender: Somebody | None, name: str = "f.age", **more: Any) -> str:
    """Return a bundle that somebody made by hand for Bela."""
    bela = reading(pair.bela)
    readers = more.pop("to", [bela])
    excerpts = more.pop("excerpts", [cut({"title": "x"})])
    Path(pair.file(name)).write_bytes(sealed(archive(sender, readers, excerpts, **more), [bela]))
    return pair.file(name)


def evidence(pair: Pair, *records: str, name: str = "e.age") -> str:
    """Let Anna export records as evidence."""
    chosen = [f"--select={each}" for each in records]
    return pair.sent("--tier", "evidence", *chosen, name=name)


def test_open_shows_the_instructions_first_and_keeps_nothing(pair: Pair) -> None:
    """For a person and for a program; the inbox stays empty, and a second look is no replay."""
    pair.trip()
    file = pair.sent()
    for _ in range(2):
        shown = done(pair.bela("open", file))
        lines = shown.text.splitlines()
        assert lines[1] == "From: Anna"
        for earlier, later in (("Birch", "Call the lawyer"), ("Call the lawyer", "Trip")):
            assert shown.text.index(earlier) < shown.text.index(later)
        assert "not yours to change" in shown.text
        assert lines[-1] == "Nothing of this was kept."
    told = done(pair.bela("open", file, "--json")).json
    assert (told["purpose"], told["proof"], told["marks"]) == ("card", "code", [])
    assert told["contact"] == pair.anna_at_bela
    assert "Call the lawyer" in told["instructions"]
    assert [record["kind"] for record in told["records"]] == ["trip", "contact"]
    assert done(pair.bela("inbox", "--json")).json == []


def test_open_works_with_a_key_alone_and_no_vault(pair: Pair, tmp_path: Path) -> None:
    """From a file or standard input; whose key made it is not known here, so its words are told."""
    card = done(pair.anna("keycard", pair.bela_at_anna, "--yes", "--json")).json
    pair.trip()
    file = pair.sent("--yes")
    key = tmp_path / "key.txt"
    key.write_text(f"# a key card\n{card['secret']}\n", encoding="utf-8")
    nowhere, asked = str(tmp_path / "no vault"), len(pair.bela.asked)
    told = done(pair.bela("open", file, "--identity", str(key), "--json", vault=nowhere)).json
    assert told["marks"] == ["sender_unknown"]
    assert told["sender"]["words"] == card["sender_words"]
    assert len(pair.bela.asked) == asked
    shown = done(pair.bela("open", file, "--identity", "-", stdin=card["secret"], vault=nowhere))
    assert " ".join(card["sender_words"]) in shown.text
    russian = done(pair.anna("identity", "--json")).json["words_in"]["ru"]
    assert " ".join(russian) in shown.text
    assert "the eight words on your key card" in shown.text
    assert "Call the lawyer" in shown.text
    assert not Path(nowhere).exists()
    assert pair.bela("open", file, "--identity", str(tmp_path / "no"), vault=nowhere).code == 1
    assert pair.bela("open", file, "--identity", "-", stdin="x", vault=nowhere).code == 5
    assert pair.bela("open", file, vault=nowhere).code == 1
    assert pair.bela("open", file, "--identity", str(key), "--by-passphrase").code == 2


def test_receive_compares_and_waits_for_a_decision(pair: Pair) -> None:
    """What came is told with its standing; nothing enters the journal, `list` stays as it was."""
    note = add(pair.anna, Note(title="first", text="what I saw"))
    before = done(pair.bela("list", "--json")).json
    came = pair.taken(evidence(pair, note))
    assert (came["contact"], came["marks"], came["proof"]) == (pair.anna_at_bela, [], "signature")
    (record,) = came["records"]
    assert (record["standing"], record["accepted"]) == ("new", None)
    assert (record["record"], record["extent"]) == (note, "whole")
    assert record["fields"] == {"title": "first", "text": "what I saw"}
    (listed,) = done(pair.bela("inbox", "--json")).json
    assert listed == came
    assert done(pair.bela("list", "--json")).json == before
    assert done(pair.bela("search", "-", "--json", stdin="first")).json == []
    row = done(pair.bela("inbox")).text
    assert "Anna" in row
    assert "new" in row
    whole = done(pair.bela("inbox", "1")).text
    assert "what I saw" in whole
    assert "This is the whole record" in whole


def test_a_changed_record_is_newer_a_replay_is_named_and_an_older_one_too(pair: Pair) -> None:
    """On every screen that shows the bundle."""
    note = add(pair.anna, Note(title="first"))
    first = evidence(pair, note, name="1.age")
    shown = done(pair.anna("show", note, "--json")).json
    done(pair.anna("edit", note, "-", "--json", stdin=json.dumps(shown | {"title": "second"})))
    second = evidence(pair, note, name="2.age")
    assert pair.taken(first)["records"][0]["standing"] == "new"
    assert pair.taken(second)["records"][0]["standing"] == "newer"
    again = pair.taken(first)
    assert again["marks"] == ["replayed", "older_bundle"]
    assert again["records"][0]["standing"] == "unchanged"
    for shown in (
        done(pair.bela("receive", first)).text,
        done(pair.bela("open", first)).text,
        done(pair.bela("inbox", str(again["inbox"]))).text,
    ):
        assert "! This very bundle has come before" in shown
        assert "! Its sender has sent a later one" in shown
    assert "[signed, replayed, older]" in done(pair.bela("inbox")).text


def test_what_is_here_already_stands_beside_what_came(pair: Pair) -> None:
    """With the words that differ, of the fields that both tell; a field that was cut is none."""
    note = add(pair.anna, Note(title="A car", text="It stood there twice."))
    pair.taken(evidence(pair, note, name="1.age"))
    shown = done(pair.anna("show", note, "--json")).json
    text = "It stood there three times."
    done(pair.anna("edit", note, "-", "--json", stdin=json.dumps(shown | {"text": text})))
    file = pair.sent("--tier", "evidence", "--select", f"{note}:text", name="2.age")
    assert pair.taken(file)["records"][0]["standing"] == "newer"
    told = done(pair.bela("inbox", "2")).text
    beside = told.split("Here of it already: 1.1")[1]
    assert "Text: changed" in beside
    assert "was: twice" in beside
    assert "is: three times" in beside
    assert "Title" not in beside
    assert "Here of it already" not in done(pair.bela("inbox", "1")).text


def test_every_mark_stands_above_what_is_in_the_bundle(pair: Pair) -> None:
    """Unknown key, sender not shown, forwarded, a changed key, another's words: first lines."""
    anna = reading(pair.anna)
    other = Somebody()
    cases = {
        "sender_unknown": forged(pair, Somebody(), "1.age", called="Anna"),
        "sender_not_shown": forged(pair, None, "2.age"),
        "forwarded": forged(pair, anna, "3.age", to=[other], proof=Proof.SIGNATURE),
        "key_changed": forged(pair, Somebody(anna.x25519, other.ed25519), "4.age"),
        "others_words": forged(pair, anna, "5.age"),
    }
    for mark, file in cases.items():
        told = done(pair.bela("open", file, "--json")).json
        assert mark in told["marks"], mark
        assert mark in pair.taken(file)["marks"]
        assert done(pair.bela("open", file)).text.startswith("! ")
    assert done(pair.bela("open", cases["key_changed"])).text.startswith("! ALARM")
    stranger = done(pair.bela("open", cases["sender_unknown"])).text
    assert "From: nobody known" in stranger
    assert "it calls itself “Anna”, which proves nothing" in stranger
    rows = done(pair.bela("inbox")).text
    for short in ("KEY CHANGED", "unknown key", "sender not shown", "forwarded"):
        assert short in rows


def test_an_unverified_key_is_said_until_it_was_compared(strangers: Pair) -> None:
    """On what came before, too."""
    for cli, contact, other in (
        (strangers.anna, strangers.bela_at_anna, strangers.bela),
        (strangers.bela, strangers.anna_at_bela, strangers.anna),
    ):
        key = done(other("identity", "--json")).json["contact_string"]
        done(cli("contact", "key", contact, "-", "--json", stdin=key))
    strangers.trip()
    file = strangers.sent("--yes")
    assert strangers.taken(file)["marks"] == ["never_compared"]
    assert "unverified key" in done(strangers.bela("inbox")).text
    shown = done(strangers.bela("open", file)).text
    assert "Nobody has compared" in shown
    assert "The eight words of its key" in shown
    done(strangers.bela("contact", "trust", strangers.anna_at_bela, "--yes", "--json"))
    assert "unverified" not in done(strangers.bela("inbox")).text
    assert done(strangers.bela("inbox", "--json")).json[0]["marks"] == []


def test_accepting_whole_or_record_by_record(pair: Pair) -> None:
    """Accepted ones keep their author and are no records of one's own; the others still wait."""
    notes = [add(pair.anna, Note(title=title)) for title in ("one", "two")]
    came = pair.taken(evidence(pair, *notes))
    number, (one, two) = came["inbox"], (each["entry"] for each in came["records"])
    told = done(pair.bela("accept", f"{number}.{one}", "--json")).json
    assert told == {"accepted": [{"inbox": number, "records": 1}], "receipt": None}
    (listed,) = done(pair.bela("inbox", "--accepted", "--json")).json
    assert [each["entry"] for each in listed["records"]] == [one]
    shown = done(pair.bela("show", pair.anna_at_bela)).text
    assert f"{number}.{one}  Note: one – new, accepted [signed]" in shown
    assert "two" not in shown
    assert done(pair.bela("accept", str(number), "--json")).json["accepted"][0]["records"] == 2
    assert pair.bela("accept", f"{number}.999", "--json").code == 1
    assert pair.bela("accept", "99", "--json").code == 1
    for wrong in ("x", "1.x", "1.", "-1", ".2"):
        assert pair.bela("accept", "--json", "--", wrong).code == 2
    assert two in [each["entry"] for each in done(pair.bela("inbox", "--json")).json[0]["records"]]


def test_a_foreign_record_cannot_be_edited_removed_or_given_on(pair: Pair) -> None:
    """Accepted or not, it is nobody's record here: every act on an id says so."""
    note = add(pair.anna, Note(title="hers"))
    came = pair.taken(evidence(pair, note))
    done(pair.bela("accept", str(came["inbox"]), "--json"))
    for act in (("show",), ("edit",), ("remove", "--yes"), ("history",), ("sent",)):
        command, *options = act
        extra = ["-"] if command == "edit" else []
        called = pair.bela(command, note, *extra, *options, "--json", stdin='{"title": "mine"}')
        assert (called.code, called.out) == (1, b"")
    called = pair.bela(
        "export", "--to", pair.anna_at_bela, "--tier", "evidence", "--select", note, "--preview"
    )
    assert called.code == 1


def test_a_bundle_with_an_alarm_is_accepted_only_after_a_yes(pair: Pair) -> None:
    """The changed key is said once more before it is asked."""
    anna = reading(pair.anna)
    file = forged(pair, Somebody(anna.x25519, Somebody().ed25519))
    number = str(pair.taken(file)["inbox"])
    refused = pair.bela("accept", number, "--json")
    assert (refused.code, refused.out) == (1, b"")
    assert "ALARM" in refused.err
    assert done(pair.bela("inbox", "--json")).json[0]["records"][0]["accepted"] is None
    assert pair.bela("accept", number, "--yes", "--json").code == 0


def test_a_receipt_goes_back_and_the_sender_sees_it(pair: Pair) -> None:
    """Who has what since when; a receipt that cannot be written leaves nothing accepted."""
    note = add(pair.anna, Note(title="x"))
    came = pair.taken(evidence(pair, note))
    number, receipt = str(came["inbox"]), pair.file("r.age")
    Path(receipt).write_bytes(b"mine")
    assert pair.bela("accept", number, "--receipt", receipt, "--json").code == 1
    assert done(pair.bela("inbox", "--json")).json[0]["records"][0]["accepted"] is None
    receipt = pair.file("r2.age")
    told = done(pair.bela("accept", number, "--receipt", receipt, "--json")).json
    assert told["receipt"] == receipt
    assert Path(receipt).stat().st_size < 70_000
    came = done(pair.anna("receive", receipt, "--json")).json
    assert came == {
        "receipt": {
            "bundle": done(pair.anna("sent", "--json")).json["sent"][0]["bundle"],
            "accepted": True,
            "contact": pair.bela_at_anna,
            "known": False,
        }
    }
    (reader,) = done(pair.anna("sent", note, "--json")).json["sent"][0]["to"]
    assert reader["arrived"] == reader["accepted"] == "2026-05-01T12:00:00Z"
    assert "accepted; their receipt came on 1 May 2026" in done(pair.anna("show", note)).text
    again = done(pair.anna("receive", receipt)).text
    assert "has accepted it" in again
    assert "taken in before" in again
    assert done(pair.anna("receive", receipt, "--json")).json["receipt"]["known"] is True
    assert done(pair.anna("inbox", "--json")).json == []
    assert pair.bela("receive", receipt, "--json").code == 5  # sealed to Anna
    assert pair.bela("accept", "1", "2", "--receipt", receipt).code == 2
    nobody = pair.taken(forged(pair, None))["inbox"]
    assert pair.bela("accept", str(nobody), "--receipt", pair.file("n"), "--json").code == 1


def test_discarding_asks_and_leaves_nothing_but_its_id(pair: Pair) -> None:
    """A whole bundle, or a record of it; the same bundle is known as a replay afterwards."""
    notes = [add(pair.anna, Note(title=title)) for title in ("one", "two")]
    file = evidence(pair, *notes)
    came = pair.taken(file)
    number, entry = str(came["inbox"]), came["records"][0]["entry"]
    assert pair.bela("discard", number, "--json").code == 1
    assert pair.bela("discard", number, stdin="n\n", terminal=True).code == 1
    told = done(pair.bela("discard", f"{number}.{entry}", "--yes", "--json")).json
    assert told == {"discarded": [{"inbox": int(number), "entries": [entry]}]}
    (left,) = done(pair.bela("inbox", "--json")).json
    assert [each["fields"] for each in left["records"]] == [{"title": "two"}]
    done(pair.bela("discard", number, "--yes", "--json"))
    assert done(pair.bela("inbox", "--json")).json == []
    assert "replayed" in pair.taken(file)["marks"]
    assert pair.bela("discard", "99", "--yes", "--json").code == 1


def test_a_file_of_a_bundle_comes_out_byte_for_byte(pair: Pair) -> None:
    """In the clear, and it is said; only with its bundle, under a name of the person's choosing."""
    note = add(pair.anna, Note(title="x"))
    Path(pair.file("a.bin")).write_bytes(bytes(range(256)) * 9)
    taken = done(pair.anna("attach", note, pair.file("a.bin"), "--json")).json["attachment"]
    file = pair.sent("--tier", "evidence", "--select", note, f"--original={note}:{taken['id']}")
    came = pair.taken(file)
    assert came["files"] == [{"file": "files/0001.bin", "size": 2304}]
    save = ("inbox", str(came["inbox"]), "--save", "files/0001.bin", "-o", pair.file("out"))
    saved = done(pair.bela(*save))
    assert "in the clear" in saved.err
    assert Path(pair.file("out")).read_bytes() == bytes(range(256)) * 9
    assert pair.bela(*save).code == 1
    assert pair.bela(*save, "--force").code == 0
    assert pair.bela("inbox", "--save", "files/0001.bin", "-o", pair.file("o")).code == 2
    assert pair.bela(*save[:4]).code == 2


def test_practice_and_real_never_meet_and_practice_is_said(tmp_path: Path) -> None:
    """A practice bundle is marked wherever it is shown; a real vault takes none."""
    practice = make_pair(tmp_path / "p", Realm.PRACTICE)
    practice.acquaint()
    practice.trip()
    file = practice.sent()
    shown = done(practice.bela("open", file)).text
    assert "! Practice: everything in it is invented." in shown.splitlines()[:2]
    assert practice.taken(file)["practice"] is True
    assert "[unsigned, for its readers, practice]" in done(practice.bela("inbox")).text
    real = make_pair(tmp_path / "r")
    bela = reading(real.bela)
    play = Somebody(practice=True)
    raw = sealed(archive(play, [bela], [cut({"title": "x"})]), [bela])
    Path(real.file("x.age")).write_bytes(raw)
    for command in ("open", "receive"):
        called = real.bela(command, real.file("x.age"), "--json")
        assert (called.code, called.out) == (5, b"")


def test_what_is_no_file_or_not_for_us_is_said(pair: Pair, tmp_path: Path) -> None:
    """Nothing there: 1; sealed to others, or no bundle at all: 5; nothing is kept of any."""
    stranger = Somebody()
    for_others = tmp_path / "o.age"
    for_others.write_bytes(sealed(archive(None, [stranger]), [stranger]))
    text = tmp_path / "t.age"
    text.write_bytes(b"hello")
    for path, code in ((tmp_path / "no", 1), (tmp_path, 1), (for_others, 5), (text, 5)):
        for command in ("open", "receive"):
            called = pair.bela(command, str(path), "--json")
            assert (called.code, called.out) == (code, b""), path
            assert 1 <= len(called.err.splitlines()) <= 2
    assert done(pair.bela("inbox", "--json")).json == []


def test_what_a_stranger_wrote_commands_no_terminal(pair: Pair) -> None:
    """Escape sequences, overrides and markup come through as text that only shows."""
    from safejournal.domain.visible import is_plain

    nasty = "\x1b]52;c;aGk=\x07\x9b31m\u202egpj.exe [@click=x]a[/] \r\x00"[:-1]
    file = forged(
        pair, Somebody(), called=nasty[:190], excerpts=[cut({"title": nasty, "text": nasty})]
    )
    for arguments in (("open", file), ("receive", file), ("inbox",), ("inbox", "1")):
        called = done(pair.bela(*arguments))
        assert all(is_plain(line) for line in called.text.split("\n"))
        assert all(is_plain(line) for line in called.err.split("\n"))
    told = done(pair.bela("inbox", "--json"))
    assert all(line.isprintable() for line in told.text.splitlines())
    assert told.json[0]["records"][0]["fields"]["title"] == nasty


def test_no_word_is_cut_on_a_terminal_and_a_pipe_gets_whole_lines(pair: Pair) -> None:
    """At eighty columns as at forty; what is read by a program is not folded."""
    note = add(pair.anna, Note(title="x", text="word " * 60))
    file = evidence(pair, note)
    shown = done(pair.bela("open", file, terminal=True)).text
    assert max(map(len, shown.splitlines())) <= 79
    assert "wor\n" not in shown
    assert max(map(len, done(pair.bela("open", file)).text.splitlines())) > 200


def test_a_contact_s_look_alike_is_marked(pair: Pair) -> None:
    """A stranger that calls itself like a contact, with letters of another script."""
    file = forged(pair, Somebody(), called="Аnna")
    add(pair.bela, Contact(name="x"))
    shown = done(pair.bela("open", file)).text
    assert "From: nobody known" in shown
    assert "“Аnna”" not in shown
