"""The first conversation: what this is, choosing a passphrase, writing down the recovery phrase.

Runs in the child, so that neither secret ever enters the session. Choices are digits: they are the
same keys on every keyboard layout.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from safejournal import i18n
from safejournal.errors import InputRejected, Refused
from safejournal.i18n import _
from safejournal.plain.guide import guide
from safejournal.process.prompt import Asker, wipe
from safejournal.services import opening, passphrases
from safejournal.services.beginning import Wish, make_vault, refuse_taken
from safejournal.wording.passphrases import about_own, about_proposal
from safejournal.wording.problems import in_language

WORDS_ASKED_BACK = 2
"""Of the recovery phrase: enough to tell that it was written down and not clicked away."""


_KEEP, _ANOTHER = "1", "2"


def begin(asker: Asker, arguments: bytes) -> bytearray:
    """Make a vault. Answer the slot's number, the 32 bytes of the DEK, and what was not shown.

    `arguments` is JSON: `wish` (of `services.beginning`), `now`, `language`; `guide` (whether to
    say first what this is), `quiet` (whether a program wants the answer: nothing is proposed and
    nothing asked back). A person is shown the recovery phrase; only where nobody is, or `quiet`
    asks for it, it stands behind the key.
    """
    told = json.loads(arguments.decode("utf-8", "surrogateescape"))
    i18n.use(told["language"])
    wish = Wish(**told["wish"])
    refuse_taken(Path(wish.place))
    asked = asker.interactive and not told["quiet"]
    if asked:
        asker.turn_aside()
    if told["guide"]:
        guide(asker)
    typed = choose(asker, told["language"]) if asked else take(asker)
    asker.progress(_("Making the journal …"))
    answer, phrase = make_vault(wish, typed, datetime.fromisoformat(told["now"]))
    if phrase and asked:
        show_recovery_phrase(asker, phrase)
        return answer
    return answer + phrase.encode("ascii")


def take(asker: Asker) -> bytearray:
    """Return a new passphrase as it comes. Raises InputRejected for an empty one."""
    typed = asker.ask_new(_("New passphrase: "), _("Once more: "), _("The two are not the same."))
    if not bytes(typed).strip():
        raise InputRejected("a passphrase may not be empty")
    return typed


def choose(asker: Asker, language: str) -> bytearray:
    """Propose a generated passphrase until one is taken, or let the person choose their own."""
    label = _("Enter takes it. 1 shows another one, 2 lets you choose your own: ")
    phrase = passphrases.propose(language)
    while True:
        answer = asker.show_once(_proposal(phrase), label).strip()
        if answer == "1":
            phrase = passphrases.propose(language)
        elif answer == "2":
            typed = _own(asker)
            if typed is not None:
                return typed
        elif not answer or _same(answer, phrase):  # whatever else is typed leaves it on offer
            _have_typed(asker, phrase)
            return bytearray(phrase.encode("utf-8"))


def _same(typed: str, phrase: str) -> bool:
    """Tell whether the phrase itself was typed, on either layout."""
    return opening.canonical(bytearray(typed.encode())) == opening.canonical(
        bytearray(phrase.encode())
    )


def _proposal(phrase: str) -> str:
    first = _("A passphrase made by chance, for you to learn or to write down:")
    return "\n".join((first, f"\n    {phrase}\n", *about_proposal(phrase), ""))


def _have_typed(asker: Asker, phrase: str) -> None:
    """Have the proposed passphrase typed once: who cannot do it now cannot do it tomorrow."""
    wanted = opening.canonical(bytearray(phrase.encode("utf-8")))
    label = _("Type it once, to be sure (? shows it again): ")
    while True:
        typed = asker.ask(label)
        if _wants_to_see(typed):
            asker.show_once(f"\n    {phrase}\n", _("Enter goes on: "))
        elif opening.canonical(typed) == wanted:
            return
        else:
            asker.say(_("That is not the same."))


def _wants_to_see(typed: bytearray) -> bool:
    """Tell whether the key of the question mark was typed, with either layout on."""
    return bytes(typed).strip() in (b"?", b",")


def _own(asker: Asker) -> bytearray | None:
    """Return a passphrase of the person's own; None when one is to be proposed after all."""
    while True:
        typed = asker.ask_new(
            _("Your passphrase: "), _("Once more: "), _("The two are not the same.")
        )
        chosen = _weighed(asker, typed)
        if chosen == _KEEP:
            return typed
        wipe(typed)
        if chosen != _ANOTHER:
            return None


def _weighed(asker: Asker, typed: bytearray) -> str:
    """Say what a passphrase is worth, and ask what becomes of a weak one."""
    try:
        judged = passphrases.weigh(typed.decode("utf-8", "replace"))
    except Refused as error:
        asker.say(in_language(error.sentence))
        return ""
    for sentence in about_own(judged):
        asker.say(sentence)
    if not judged.warnings:
        return _KEEP
    label = _("Enter proposes one, 1 keeps this one, 2 lets you choose another: ")
    return asker.ask_line(label).strip()


def show_recovery_phrase(asker: Asker, phrase: str) -> None:
    """Show the recovery phrase once, and ask for two of its words back."""
    words = phrase.split()
    asker.show_once(
        "\n".join(
            (
                _("If you forget the passphrase, only these ten words open the journal:"),
                f"\n{numbered(words)}\n",
                _(
                    "Write them on paper and keep it away from this device: whoever has them opens"
                    " everything. They are shown this once."
                ),
            )
        ),
        _("Enter when they are written down: "),
    )
    for place in sorted(secrets.SystemRandom().sample(range(len(words)), WORDS_ASKED_BACK)):
        _ask_back(asker, words, place)


def _ask_back(asker: Asker, words: Sequence[str], place: int) -> None:
    label = _("Word number {n} on your paper (? shows all again): ").format(n=place + 1)
    while True:
        typed = asker.ask(label)
        if _wants_to_see(typed):
            asker.show_once(f"\n{numbered(words)}\n", _("Enter goes on: "))
        elif passphrases.same_word(typed.decode("utf-8", "replace"), words[place]):
            return
        else:
            asker.say(_("That is another word."))


def numbered(words: Sequence[str]) -> str:
    """Return words with their numbers, one a line: easy to copy by hand, and to listen to."""
    return "\n".join(f"{place:>4}. {word}" for place, word in enumerate(words, 1))
