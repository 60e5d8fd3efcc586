"""Identity, contacts' keys and key cards on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from safejournal.domain.records import Contact, Note
from safejournal.exchange.private_keys import read_identity_file
from tests.cli.calling import Cli, speaking
from tests.cli.sharing.conftest import Pair, add, done
from tests.exchange.people import Somebody


def test_identity_gives_all_that_is_handed_over(cli: Cli) -> None:
    """Both keys in three forms, eight words in both languages; always the same ones."""
    shown = done(cli("identity", "--json")).json
    assert shown["recipient"].startswith("age1")
    assert shown["contact_string"].startswith("sj1")
    assert len(shown["words"]) == 8
    assert len(shown["typed"]) == 42
    assert shown["words"] == shown["words_in"]["en"]
    assert not set(shown["words_in"]["ru"]) & set(shown["words"])
    assert shown["ssh_key"].startswith("ssh-ed25519 ")
    assert (shown["practice"], shown["called"]) == (False, "")
    assert done(cli("identity", "--json")).json == shown
    assert "SECRET" not in json.dumps(shown)


def test_the_words_are_told_in_the_language_that_is_spoken(cli: Cli) -> None:
    """As whole sentences are; a program finds both."""
    english = done(cli("identity", "--json")).json
    with speaking("ru"):
        told = done(cli("identity"))
    for word in english["words_in"]["ru"]:
        assert word in told.text
    assert english["contact_string"] in told.text


def test_the_qr_code_is_drawn_on_a_terminal_and_written_as_a_picture(
    cli: Cli, tmp_path: Path
) -> None:
    """Unless that is not wanted; a file is new and private, and replaced only by force."""
    assert "█" not in done(cli("identity", "--no-qr")).text
    drawn = done(cli("identity")).text
    assert drawn.count("█") > 100
    assert done(cli("identity", "--light")).text != drawn
    for name, begins in (("a.svg", b"<svg"), ("a.png", b"\x89PNG")):
        file = tmp_path / name
        assert done(cli("identity", "--qr", str(file), "--json")).json["qr"] == str(file)
        assert file.read_bytes().startswith(begins)
        assert file.stat().st_mode & 0o777 == 0o600
        assert cli("identity", "--qr", str(file), "--json").code == 1
        assert cli("identity", "--qr", str(file), "--force", "--json").code == 0
    assert cli("identity", "--qr", str(tmp_path / "a.gif")).code == 2


def test_what_the_person_is_called_is_never_in_the_command_line(cli: Cli) -> None:
    """Asked for on a terminal, or read from standard input; shown afterwards."""
    assert cli("identity", "--called", "Birch").code == 2
    assert cli("identity", "--called", "--json").code == 2
    assert done(cli("identity", "--called", "-", "--json", stdin="Birch\n")).json["called"] == (
        "Birch"
    )
    asked = done(cli("identity", "--called", stdin="Elm\n", terminal=True))
    assert "What you are called" in asked.err
    assert "“Elm”" in asked.text
    assert cli("identity", "--called", "-", "--json", stdin="x" * 201).code == 5


@pytest.mark.parametrize("form", ["contact_string", "recipient", "typed", "file", "remarks"])
def test_a_key_is_taken_in_whatever_form_it_has(strangers: Pair, form: str) -> None:
    """Pasted, as a file, or as words; and nothing of it is verified yet."""
    shown = done(strangers.bela("identity", "--json")).json
    given = " ".join(shown["typed"]) if form == "typed" else shown.get(form, "")
    source = "-"
    if form == "file":
        source = strangers.file("key.txt")
        Path(source).write_text(shown["contact_string"] + "\n", encoding="utf-8")
    if form == "remarks":
        given = f"# a key\n{shown['recipient']}\n"
    told = done(
        strangers.anna("contact", "key", strangers.bela_at_anna, source, "--json", stdin=given)
    ).json
    assert (told["contact"], told["change"]) == (strangers.bela_at_anna, "first")
    assert told["recipient"] == shown["recipient"]
    assert (told["verified"], told["compared"]) == (False, None)
    alone = form in ("recipient", "remarks")
    assert (told["words"] == shown["words"]) is not alone
    again = strangers.anna("contact", "key", strangers.bela_at_anna, source, stdin=given)
    assert "UNVERIFIED" in done(again).text


def test_a_key_can_be_pasted_on_a_terminal(strangers: Pair) -> None:
    """In one line; without a terminal there is nobody to ask."""
    shown = done(strangers.bela("identity", "--json")).json["contact_string"]
    given = f"{shown}\n"
    asked = strangers.anna("contact", "key", strangers.bela_at_anna, stdin=given, terminal=True)
    assert done(asked).err.startswith("The contact string")
    assert strangers.anna("contact", "key", strangers.bela_at_anna, "--json").code == 2


KEYS_REFUSED = {
    "a word": ("nonsense", 5),
    "nothing": ("", 5),
    "a wrong letter": ("age1" + "q" * 58, 5),
    "a plugin": ("age1yubikey1q0000", 5),
    "binary": ("\udcff\udcfe", 5),
    "too long": ("x" * 5000, 5),
    "forty-two wrong words": ("zoo " * 42, 5),
}


@pytest.mark.parametrize("given", KEYS_REFUSED)
def test_what_protects_nobody_is_refused(strangers: Pair, given: str) -> None:
    """With the exit code of rejected input, one sentence, and the contact as it was."""
    text, code = KEYS_REFUSED[given]
    raw = text.encode("utf-8", "surrogateescape")
    called = strangers.anna("contact", "key", strangers.bela_at_anna, "-", "--json", stdin=raw)
    assert (called.code, called.out) == (code, b"")
    assert len(called.err.splitlines()) <= 2
    assert text[:20] not in called.err or not text
    shown = done(strangers.anna("show", strangers.bela_at_anna, "--json")).json
    assert "recipient" not in shown


def test_a_key_of_one_s_own_another_s_or_of_practice_is_refused(strangers: Pair) -> None:
    """One's own and another contact's with 1; practice among real ones as rejected input."""
    own = done(strangers.anna("identity", "--json")).json["contact_string"]
    add_key = ("contact", "key", strangers.bela_at_anna, "-", "--json")
    assert strangers.anna(*add_key, stdin=own).code == 1
    bela = done(strangers.bela("identity", "--json")).json["contact_string"]
    done(strangers.anna(*add_key, stdin=bela))
    other = add(strangers.anna, Contact(name="Other"))
    assert strangers.anna("contact", "key", other, "-", "--json", stdin=bela).code == 1
    practice = Somebody(practice=True).public.contact_string
    assert strangers.anna("contact", "key", other, "-", "--json", stdin=practice).code == 5
    note = add(strangers.anna, Note(title="x"))
    assert strangers.anna("contact", "key", note, "-", "--json", stdin=bela).code == 1
    assert strangers.anna("contact", "key", "f" * 32, "-", "--json", stdin=bela).code == 1


def test_a_changed_key_is_an_alarm_that_needs_a_yes(pair: Pair) -> None:
    """Without one nothing changes; with one the new key counts, and nobody has compared it."""
    new = Somebody().public.contact_string
    before = done(pair.anna("show", pair.bela_at_anna, "--json")).json
    for options, code in ((("--json",), 1), ((), 1)):
        called = pair.anna("contact", "key", pair.bela_at_anna, "-", *options, stdin=new)
        assert (called.code, called.out) == (code, b"")
        assert "! This contact has another key already." in called.err
        assert "--yes" in called.err
    assert done(pair.anna("show", pair.bela_at_anna, "--json")).json == before
    refused = pair.anna("contact", "key", pair.bela_at_anna, stdin=f"{new}\nn\n", terminal=True)
    assert refused.code == 1
    assert done(pair.anna("show", pair.bela_at_anna, "--json")).json == before
    told = done(
        pair.anna("contact", "key", pair.bela_at_anna, "-", "--yes", "--json", stdin=new)
    ).json
    assert (told["change"], told["changed"], told["verified"]) == ("changed", True, False)


def test_trust_asks_shows_both_words_and_notes_how(strangers: Pair) -> None:
    """A no leaves the key as unverified as it was."""
    shown = done(strangers.bela("identity", "--json")).json
    own = done(strangers.anna("identity", "--json")).json
    trust = ("contact", "trust", strangers.bela_at_anna)
    assert strangers.anna(*trust, "--yes", "--json").code == 1  # no key yet
    key = shown["contact_string"]
    done(strangers.anna("contact", "key", strangers.bela_at_anna, "-", "--json", stdin=key))
    assert strangers.anna(*trust, "--json").code == 1
    assert strangers.anna(*trust, stdin="n\n", terminal=True).code == 1
    assert "UNVERIFIED" in done(strangers.anna("show", strangers.bela_at_anna)).text
    assert "[key not compared]" in done(strangers.anna("list", "contact")).text
    asked = done(strangers.anna(*trust, stdin="y\nvideo call, saw her\n", terminal=True))
    for words in (shown["words"], own["words"]):
        assert all(word in asked.err for word in words)
    assert "words compared on 1 May 2026: video call, saw her" in asked.text
    assert "key not compared" not in done(strangers.anna("list", "contact")).text
    told = done(strangers.anna(*trust, "--how", "in_person", "--yes", "--json")).json
    assert told["compared"] == {"on": "2026-05-01", "how": "in person"}
    assert told["words"] == shown["words"]
    told = done(strangers.anna(*trust, "--how", "-", "--yes", "--json", stdin="a letter\n")).json
    assert told["compared"]["how"] == "a letter"
    assert strangers.anna(*trust, "--how", "because", "--yes").code == 2


def test_a_key_card_is_a_secret_shown_once(strangers: Pair) -> None:
    """On a terminal or in JSON alone; a second one asks; the secret opens what is sealed to it."""
    card = ("keycard", strangers.bela_at_anna)
    refused = strangers.anna(*card)
    assert (refused.code, refused.out) == (1, b"")
    made = done(strangers.anna(*card, "--json")).json
    secret = read_identity_file(made["secret"].encode())
    assert secret.public.age_recipient == made["recipient"]
    assert made["sender_words"] == done(strangers.anna("identity", "--json")).json["words"]
    assert strangers.anna(*card, "--json").code == 1
    shown = done(strangers.anna(*card, "--yes", terminal=True)).text
    assert "AGE-SECRET-KEY-1" in shown
    assert "could have read" in shown
    assert made["secret"] not in shown
    assert "key card" in done(strangers.anna("show", strangers.bela_at_anna)).text


def test_a_key_card_is_called_so_in_every_list(strangers: Pair) -> None:
    """There is nothing to compare with whoever holds it, so it is never called "not compared"."""
    strangers.trip()
    done(strangers.anna("keycard", strangers.bela_at_anna, "--json"))
    card = strangers.file("c.age")
    done(strangers.anna("export", "--to", strangers.bela_at_anna, "-o", card, "--yes", "--json"))
    for told in (("list", "contact"), ("search", "Reed"), ("sent",), ("silence",)):
        text = done(strangers.anna(*told)).text
        assert "[key card]" in text, told
        assert "not compared" not in text


def test_no_secret_and_no_word_of_a_person_is_an_argument() -> None:
    """Every act can be done with ids, file names and words of closed lists."""
    from safejournal.cli import correspondents, identity

    named = {
        parameter.name
        for command in (identity.identity, correspondents.key, correspondents.trust)
        for parameter in command.params
    }
    assert named <= {
        "called",
        "picture",
        "typed",
        "no_qr",
        "light",
        "force",
        "id_",
        "file",
        "how",
        "yes",
    }
