"""The first conversation: choosing a passphrase, writing down the recovery phrase.

Runs in the child, so that neither ever enters the session.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from safejournal import i18n
from safejournal.domain.strength import estimate
from safejournal.errors import InputRejected
from safejournal.i18n import _
from safejournal.process.prompt import Asker, wipe
from safejournal.services import opening, passphrases
from safejournal.services.beginning import Wish, make_vault, refuse_taken

WORDS_ASKED_BACK = 2
"""Of the recovery phrase: enough to tell that it was written down and not clicked away."""

WORDS_A_LINE = 5


def begin(asker: Asker, arguments: bytes) -> bytearray:
    """Make a vault. Answer the slot's number, the 32 bytes of the DEK, and the recovery phrase.

    `arguments` is JSON: `wish` (of `services.beginning`), `now`, `language`. A person at a terminal
    is proposed a passphrase and shown the recovery phrase; from a descriptor the passphrase is
    taken as it comes.
    """
    told = json.loads(arguments.decode("utf-8", "surrogateescape"))
    i18n.use(told["language"])
    wish = Wish(**told["wish"])
    refuse_taken(Path(wish.place))
    typed = new_passphrase(asker, told["language"])
    asker.say(_("Making the journal …"))
    answer, phrase = make_vault(wish, typed, datetime.fromisoformat(told["now"]))
    if phrase and asker.interactive:
        show_recovery_phrase(asker, phrase)
    return answer + phrase.encode("ascii")


def new_passphrase(asker: Asker, language: str) -> bytearray:
    """Return a new passphrase. Raises InputRejected for an empty one from a descriptor."""
    if asker.interactive:
        return _choose(asker, language)
    typed = asker.ask(_("New passphrase: "))
    if not bytes(typed).strip():
        raise InputRejected("a passphrase may not be empty")
    return typed


def _choose(asker: Asker, language: str) -> bytearray:
    """Propose a generated passphrase until one is taken, or let the person choose their own."""
    while True:
        phrase = passphrases.propose(language)
        asker.say(_("A passphrase made by chance, for you to learn or to write down:"))
        asker.say(f"\n    {phrase}\n")
        for sentence in passphrases.about_proposal(phrase):
            asker.say(sentence)
        answer = asker.ask_line(_("Enter takes it, n shows another, o lets you choose your own: "))
        if answer.strip().lower() in ("o", "щ", "о"):
            return _own(asker)
        if not answer.strip():
            _have_typed(asker, phrase)
            return bytearray(phrase.encode("utf-8"))


def _have_typed(asker: Asker, phrase: str) -> None:
    """Have the proposed passphrase typed once: who cannot do it now cannot do it tomorrow."""
    wanted = opening.canonical(bytearray(phrase.encode("utf-8")))
    while opening.canonical(asker.ask(_("Type it once, to be sure: "))) != wanted:
        asker.say(_("That is not the same. It stands above."))


def _own(asker: Asker) -> bytearray:
    while True:
        typed = asker.ask_new(
            _("Your passphrase: "), _("Once more: "), _("The two are not the same.")
        )
        if not bytes(typed).strip():
            asker.say(_("A passphrase may not be empty."))
            continue
        judged = estimate(
            typed.decode("utf-8", "replace"),
            opening.english_words(),
            opening.russian_words(),
            passphrases.common_words(),
        )
        for sentence in passphrases.about_own(judged):
            asker.say(sentence)
        if not judged.warnings:
            return typed
        if asker.ask_line(_("Enter chooses another one, y keeps this one: ")).strip() in ("y", "н"):
            return typed
        wipe(typed)


def show_recovery_phrase(asker: Asker, phrase: str) -> None:
    """Show the recovery phrase once, and ask for two of its words back."""
    words = phrase.split()
    with asker.page():
        asker.say(_("If you forget the passphrase, only these ten words open the journal:"))
        asker.say(f"\n{numbered(words)}\n")
        asker.say(_("Write them on paper and keep it away from this device: whoever has them"))
        asker.say(_("opens everything. They are shown this once."))
        asker.ask_line(_("Enter when they are written down: "))
    for place in sorted(secrets.SystemRandom().sample(range(len(words)), WORDS_ASKED_BACK)):
        _ask_back(asker, words, place)


def _ask_back(asker: Asker, words: Sequence[str], place: int) -> None:
    label = _("Word number {number} on your paper (? shows all again): ").format(number=place + 1)
    while not passphrases.same_word(typed := asker.ask_line(label), words[place]):
        if typed.strip() not in ("?", ","):
            asker.say(_("That is another word."))
            continue
        with asker.page():
            asker.say(f"\n{numbered(words)}\n")
            asker.ask_line(_("Enter goes on: "))


def numbered(words: Sequence[str]) -> str:
    """Return words with their numbers, five a line: easy to copy by hand."""
    cells = [f"{place:>4}. {word:<11}" for place, word in enumerate(words, 1)]
    rows = (cells[i : i + WORDS_A_LINE] for i in range(0, len(cells), WORDS_A_LINE))
    return "\n".join("".join(row).rstrip() for row in rows)
