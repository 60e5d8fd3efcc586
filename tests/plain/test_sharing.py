"""Keys, sending and the inbox in the line mode: the same acts, with numbers and one line each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from safejournal.domain.records import Note
from safejournal.exchange.private_keys import PrivateIdentity, generate_age_key
from safejournal.plain.desk import Desk
from safejournal.plain.listing import contacts
from safejournal.plain.sharing import sharing as share
from safejournal.services import (
    attachments,
    correspondents,
    identity,
    inbox,
    journal,
    receiving,
    sharing,
)
from safejournal.services.opening import Vault
from safejournal.services.sharing import Choice, Tier
from tests.exchange.pictures import telling_jpeg
from tests.plain.scripted import Scripted
from tests.services.exchanging import LAWYER, Two, kept, trip_with

INBOX, LOOK, RECEIVE, ACCEPTED, SEND, SENT, OWN, KEYS = map(str, range(1, 9))


class Told:
    """A process that answers what somebody typed into it."""

    def __init__(self, words: str) -> None:
        self._words = words

    def wait(self) -> bytearray:
        """Return the answer."""
        return bytearray(self._words.encode())

    def stop(self) -> None:
        """End."""


def talk(vault: Vault, *typed: str, words: str = "") -> str:
    """Let these lines be typed in the menu of sharing; return what stands on the screen."""
    script = Scripted([*typed, "", ""])
    share(Desk(script, vault, lambda _work, _arguments: Told(words)))
    return script.shown.getvalue()


def evidence(pair: Two, *records: str, **more: frozenset[str]) -> Path:
    """Let Anna write evidence for Bela."""
    file = pair.file(sharing.neutral_name())
    choice = Choice(
        contacts=(pair.bela_at_anna,), tier=Tier.EVIDENCE, records=records,
        originals=more.get("originals", frozenset()),
    )  # fmt: skip
    sharing.export(pair.anna, choice, file)
    return file


def test_own_words_and_keys_are_said_and_written(pair: Two) -> None:
    """Eight words, the contact string, forty-two words; a file that reads back as the same."""
    shown = identity.show(pair.anna)
    file = pair.file("k.txt")
    said = talk(pair.anna, OWN, "2", "3", str(file), "1", "Alder", "")
    assert all(word in said for word in (*shown.words, *shown.typed, shown.contact_string))
    assert identity.read_key(file.read_text()) == identity.own_keys(pair.anna).public
    assert identity.called(pair.anna) == "Alder"


def test_a_key_is_unverified_until_its_words_are_compared(strangers: Two) -> None:
    """Typed in, it is told as unverified in every list; then compared, with how."""
    given = identity.show(strangers.bela).contact_string
    said = talk(strangers.anna, KEYS, "1", "1", given, "", KEYS, "1", "2", "y", "by voice", "")
    assert "Reed – no key" in said
    assert "Reed – UNVERIFIED" in said
    assert "words compared on 1 May 2026: by voice" in said
    assert all(word in said for word in identity.show(strangers.bela).words)


def test_a_key_is_read_from_a_file(strangers: Two) -> None:
    """A plus asks for the file."""
    file = strangers.file("bela.txt")
    file.write_text(identity.show(strangers.bela).contact_string)
    talk(strangers.anna, KEYS, "1", "1", "+", str(file), "")
    found = correspondents.key_of(strangers.anna, strangers.bela_at_anna)
    assert found is not None
    assert found.public == identity.own_keys(strangers.bela).public


def test_another_key_is_an_alarm_and_enter_keeps_the_old_one(pair: Two) -> None:
    """Both sets of words are read out; only a plain yes takes the new key."""
    stranger = PrivateIdentity(age=generate_age_key()).public.age_recipient
    said = talk(pair.anna, KEYS, "1", "1", stranger, "", "")
    assert "ALARM" in said
    assert all(word in said for word in identity.show(pair.bela).words)
    kept_key = correspondents.key_of(pair.anna, pair.bela_at_anna)
    assert kept_key is not None
    assert not kept_key.changed
    talk(pair.anna, KEYS, "1", "1", stranger, "y", "")
    changed = correspondents.key_of(pair.anna, pair.bela_at_anna)
    assert changed is not None
    assert changed.public.age_recipient == stranger


def test_a_key_card_is_read_out_once(strangers: Two) -> None:
    """After a question; afterwards the contact is told as having one that was made here."""
    said = talk(strangers.anna, KEYS, "1", "3", "y", "", "")
    assert said.count("AGE-SECRET-KEY-1") == 1
    assert "key card made here" in said


def test_a_card_is_said_field_by_field_and_written(pair: Two) -> None:
    """Enter takes the trip ahead; what leaves and stays is read out before anything is written."""
    kept(pair.anna, trip_with(pair.bela_at_anna))
    file = pair.file("c.age")
    said = talk(pair.anna, SEND, "1", "1", "", "1", str(file), SENT)
    assert said.index("Leaves:") < said.index("Stays:") < said.index("Path of the new file")
    assert "Check-in card" in said
    assert "no receipt yet" in said
    assert receiving.open_with_vault(pair.bela, file).contact == pair.anna_at_bela


def test_of_two_trips_ahead_one_is_chosen_by_its_number(pair: Two) -> None:
    """Enter for the trip ahead, of which there are two: they are listed, and a number takes one."""
    both = [replace(trip_with(pair.bela_at_anna), title=name) for name in ("To the sea", "Uphill")]
    ids = [kept(pair.anna, each) for each in both]
    file = pair.file("c.age")
    said = talk(pair.anna, SEND, "1", "1", "", "2", "1", str(file))
    assert said.index("To the sea") < said.index("Uphill") < said.index("Which trip? Number")
    assert "with its id" not in said
    (entry, *_rest) = receiving.open_with_vault(pair.bela, file).excerpts
    assert entry.record == ids[1]


def test_without_a_choice_among_two_trips_nothing_is_written(pair: Two) -> None:
    """Enter at the list of trips goes back to the menu."""
    for name in ("To the sea", "Uphill"):
        kept(pair.anna, replace(trip_with(pair.bela_at_anna), title=name))
    talk(pair.anna, SEND, "1", "1", "", "")
    assert sharing.sent(pair.anna) == []


def test_a_confidential_trip_ahead_is_asked_about(pair: Two) -> None:
    """Enter takes no confidential trip along without a yes."""
    kept(pair.anna, replace(trip_with(pair.bela_at_anna), confidential=True))
    said = talk(pair.anna, SEND, "1", "1", "", "")
    assert "“To the sea” is confidential. Shall it leave this once?" in said
    assert sharing.sent(pair.anna) == []


def test_a_step_without_names_says_how_to_name_whom_it_means(pair: Two) -> None:
    """The reader would not see who is meant; the choice that is named there changes that."""
    kept(pair.anna, LAWYER)
    kept(pair.anna, trip_with(pair.bela_at_anna, steps=("Call Vera Counsel",)))
    said = talk(pair.anna, SEND, "2", "1", "", "4", "1", "")
    assert "4. Let somebody go by name, or no more" in said
    told = "will not see who is meant (Oak): “Let somebody go by name, or no more” below"
    before, _told, after = said.partition(told)
    assert "Call [Oak]" in before
    assert "Call Vera Counsel" in after
    assert "who is meant" not in after


def test_nothing_is_written_without_the_last_yes(pair: Two) -> None:
    """Enter at the preview, or at the path, writes nothing and notes nothing."""
    kept(pair.anna, trip_with(pair.bela_at_anna))
    talk(pair.anna, SEND, "1", "1", "", "")
    talk(pair.anna, SEND, "1", "1", "", "1", "")
    assert sharing.sent(pair.anna) == []


def test_fields_files_and_names_are_decided_on(pair: Two) -> None:
    """A field kept back, an original chosen, a confidential record asked about."""
    note = kept(pair.anna, Note(title="Plain", text="Not this."))
    kept(pair.anna, Note(title="Secret plain", confidential=True))
    photo = pair.file("photo.jpg")
    photo.write_bytes(telling_jpeg())
    attachments.attach(pair.anna, note, photo)
    file = pair.file("e.age")
    said = talk(
        pair.anna, SEND, "1", "3", "plain", "1 2", "", "", "2", "2", "5", "1", "1", "1", str(file)
    )
    assert "“Secret plain” is confidential. Shall it leave this once?" in said
    assert "canary-maker" in said
    assert "stays: you kept it back (Not this.)" in said
    opened = receiving.receive(pair.bela, file).bundle
    assert opened is not None
    (entry,) = opened.entries
    assert entry.excerpt.fields["title"] == "Plain"
    assert "text" not in entry.excerpt.fields
    assert [size for _name, size in opened.files] == [len(telling_jpeg())]


def test_an_unverified_key_is_asked_about_before_it_is_written(pair: Two) -> None:
    """Enter does not seal to it; a yes does."""
    kept(pair.anna, trip_with(pair.bela_at_anna))
    stranger = PrivateIdentity(age=generate_age_key()).public.age_recipient
    correspondents.add_key(pair.anna, pair.bela_at_anna, stranger, confirmed=True)
    file = pair.file("u.age")
    said = talk(pair.anna, SEND, "1", "1", "", "1", "")
    assert "Seal it to this key all the same?" in said
    assert sharing.sent(pair.anna) == []
    talk(pair.anna, SEND, "1", "1", "", "1", "y", str(file))
    assert file.exists()


def test_six_words_are_said_and_open_the_file(pair: Two) -> None:
    """The last resort in both directions: told once, asked for in a process of its own."""
    kept(pair.anna, Note(title="By words"))
    file = pair.file("w.age")
    said = talk(pair.anna, SEND, "3", "3", "*", "1", str(file))
    words = said.partition("kept nowhere:\n")[2].splitlines()[0]
    assert len(words.split()) == 6
    said = talk(pair.bela, LOOK, str(file), "y", words=words)
    assert "Nothing in it shows who made it." in said
    assert "By words" in said
    assert inbox.bundles(pair.bela) == []


def test_an_unverified_key_is_told_in_every_list_of_contacts(strangers: Two) -> None:
    """Also among the contacts of the first menu, not only where keys are dealt with."""
    given = identity.show(strangers.bela).contact_string
    correspondents.add_key(strangers.anna, strangers.bela_at_anna, given)
    script = Scripted([""])
    contacts(Desk(script, strangers.anna, lambda _work, _arguments: Told("")))
    assert "safety contact, UNVERIFIED" in script.shown.getvalue()


def test_what_came_is_looked_at_and_nothing_is_kept(pair: Two) -> None:
    """Whose it is, instructions, records; the inbox stays empty."""
    file = evidence(pair, kept(pair.anna, Note(title="What I saw", text="a grey car")))
    said = talk(pair.bela, LOOK, str(file))
    assert said.index("From: Anna") < said.index("a grey car")
    assert "Nothing of this was kept." in said
    assert inbox.bundles(pair.bela) == []


def test_what_came_is_received_accepted_in_part_and_acknowledged(pair: Two) -> None:
    """One record accepted, one discarded; the receipt tells the sender; one's own stay apart."""
    notes = [kept(pair.anna, Note(title=title)) for title in ("Keep me", "Drop me")]
    receipt = pair.file("r.age")
    said = talk(
        pair.bela,
        *(RECEIVE, str(evidence(pair, *notes)), "3", "1", "4", "2", "y", "6", str(receipt), ""),
        *(ACCEPTED, "1", ""),
    )
    assert "1 record accepted, as theirs." in said
    assert "not yours to change" in said
    (found,) = inbox.bundles(pair.bela)
    assert [entry.excerpt.fields["title"] for entry in found.entries] == ["Keep me"]
    assert journal.count(pair.bela) == 1
    said = talk(pair.anna, RECEIVE, str(receipt), SENT)
    assert "Reed has it and has accepted it." in said
    assert "taken in before" not in said
    assert "taken in before" in talk(pair.anna, RECEIVE, str(receipt))
    assert "Reed: accepted; their receipt came on" in said


def test_a_bundle_is_discarded_and_its_replay_known(pair: Two) -> None:
    """After a yes it is gone; when it comes again, that is said."""
    file = evidence(pair, kept(pair.anna, Note(title="x")))
    said = talk(pair.bela, RECEIVE, str(file), "5", "y", RECEIVE, str(file), "", INBOX, "")
    assert "Discarded." in said
    assert "This very bundle has come before" in said
    assert "replayed]" in said


def test_a_received_file_is_written_out(pair: Two) -> None:
    """The same bytes, after a sentence on what lies in the clear."""
    note = kept(pair.anna, Note(title="x"))
    (pair.place / "letter.txt").write_bytes(b"dear friend")
    attachments.attach(pair.anna, note, pair.place / "letter.txt")
    content = journal.show(pair.anna, note).content
    assert content is not None
    file = evidence(pair, note, originals=frozenset({content.attachments[0].id}))
    out = pair.file("out.txt")
    said = talk(pair.bela, RECEIVE, str(file), "7", "1", str(out), "")
    assert "lies in the clear" in said
    assert out.read_bytes() == b"dear friend"


def test_what_waits_is_said_when_sharing_is_opened(pair: Two) -> None:
    """Before the choices; also what is refused is a sentence, and the menu goes on."""
    receiving.receive(pair.bela, evidence(pair, kept(pair.anna, Note(title="x"))))
    said = talk(pair.bela)
    assert said.lstrip().startswith("1 bundle waits for your decision.")
