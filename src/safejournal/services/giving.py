"""What leaves as a page and not as a bundle: numbered, written, and noted as given, or nothing."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import field
from datetime import UTC
from pathlib import Path

from safejournal.domain.disclosure import LEAVING, Cut
from safejournal.domain.values import dataclass
from safejournal.errors import Refused
from safejournal.services import journal, written_file
from safejournal.services.opening import Vault
from safejournal.vault import chain, sent
from safejournal.vault import identity as numbers
from safejournal.vault.sent import Reader, Sent, SentForm, SentRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was made, and how it is noted."""

    sent: Sent
    content: bytes = field(repr=False)
    """The very bytes that were written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """What is to be noted of it besides its number and its digest."""

    form: SentForm
    purpose: str
    readers: tuple[Reader, ...]
    cuts: tuple[Cut, ...]
    """What leaves."""


Make = Callable[[int, bytes], bytes]
"""Makes the bytes, out of the number and the end of the chain."""


def give(
    vault: Vault,
    gift: Gift,
    make: Make,
    target: Path | None,
    *,
    force: bool = False,
    seal: Callable[[bytes], bytes] | None = None,
) -> Given:
    """Make it and note it as given; write it to a new file, or only return it where there is none.

    As with a bundle, it is noted before it is put in its place, and the note is taken back where
    that fails. Raises Refused where the file cannot be written, and whatever `make` raises.
    """
    if target is None:
        return _noted(vault, gift, make, seal)
    written_file.refuse_inside(vault.place, target)
    made: Given | None = None
    try:
        with written_file.new_file(target, force=force) as file:
            made = _noted(vault, gift, make, seal)
            file.write(made.content)
    except Refused:
        if made is not None:
            with vault.writing() as connection:
                sent.forget(connection, made.sent.bundle)
        raise
    return made


def _noted(vault: Vault, gift: Gift, make: Make, seal: Callable[[bytes], bytes] | None) -> Given:
    with vault.writing() as connection:
        number = numbers.next_number(connection)
        _, end = chain.end(connection)
        clear = make(number, end)
        content = clear if seal is None else seal(clear)
        kept = Sent(
            bundle=secrets.token_hex(16),
            number=number,
            purpose=gift.purpose,
            at=vault.clock().astimezone(UTC).replace(microsecond=0),
            manifest=hashlib.sha256(clear).hexdigest(),
            readers=gift.readers,
            records=_records(vault, gift.cuts),
            form=gift.form,
            anchor=end.hex() if gift.form is SentForm.DOSSIER else "",
        )
        sent.keep(connection, kept)
    return Given(sent=kept, content=content)


def _records(vault: Vault, cuts: Sequence[Cut]) -> tuple[SentRecord, ...]:
    return tuple(
        SentRecord(
            record=cut.given.id,
            version=journal.show(vault, cut.given.id).version,
            whole=cut.whole,
            paths=tuple(leaf.path for leaf in cut.leaves if leaf.why in LEAVING),
        )
        for cut in cuts
    )
