"""The page with a key that was made for a contact: typed or read by a camera, and then burned."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from safejournal.exchange import qr
from safejournal.services import correspondents, written_file
from safejournal.services import folio as folios
from safejournal.services.correspondents import KeyCard
from safejournal.services.folio import Block, Folio, Look
from safejournal.services.opening import Vault
from safejournal.services.paper_words import said

COMMANDS = (
    "age --decrypt --identity KEY.txt --output bundle.tar FILE",
    "tar --extract --file bundle.tar",
)
"""How a bundle is opened with nothing of ours."""


def keycard_page(card: KeyCard, language: str, *, practice: bool = False) -> Folio:
    """Return the page, which fits on one sheet. It holds the secret, which is kept nowhere else."""
    return folios.on_one_page(
        Folio(
            title=said(language, "key_title"),
            language=language,
            practice=practice,
            blocks=tuple(_blocks(card, language)),
        )
    )


def write_keycard(
    vault: Vault,
    contact: str,
    target: Path,
    form: str,
    language: str,
    *,
    confirmed: bool = False,
    force: bool = False,
) -> KeyCard:
    """Make a key for a contact and write its page to a new file; the page is the only copy.

    Raises what `correspondents.make_key_card` raises, and Refused where the page could not be made
    or written; that is found out, as far as it can be, before there is a key.
    """
    folios.made(Folio(title="", language=language, practice=vault.practice), form)
    written_file.refuse_inside(vault.place, target)
    with written_file.new_file(target, force=force) as file:
        card = correspondents.make_key_card(vault, contact, language, confirmed=confirmed)
        page = keycard_page(card, language, practice=vault.practice)
        file.write(folios.made(page, form))
    return card


def _blocks(card: KeyCard, language: str) -> Iterator[Block]:
    yield Block(Look.TEXT, said(language, "key_what"), copied=False)
    yield Block(Look.TEXT, said(language, "key_maker"))
    yield Block(Look.HEADING, said(language, "key_secret"))
    yield Block(Look.DIGEST, card.secret)
    yield Block(Look.PICTURE, "\n".join(qr.rows(card.secret)))
    yield Block(Look.HEADING, said(language, "key_use"))
    yield Block(Look.STEP, said(language, "key_step_1"), "1")
    yield Block(Look.STEP, said(language, "key_step_2"), "2")
    yield from (Block(Look.DIGEST, each, depth=1) for each in COMMANDS)
    yield Block(Look.STEP, said(language, "key_step_3"), "3")
    words = (f"{place} {word}" for place, word in enumerate(card.sender_words, 1))
    yield Block(Look.FIELD, "   ".join(words), said(language, "key_words"))
    yield Block(Look.NOTE, said(language, "key_words_why"))
    yield Block(Look.DIGEST, card.recipient, said(language, "key_public"))
