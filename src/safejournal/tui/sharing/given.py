"""It is written: where it lies, how to hand it over, and the anchor that went along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from pathlib import Path

from textual.content import Content
from textual.visual import Visual

from safejournal.domain.values import dataclass
from safejournal.i18n import _, language
from safejournal.services import anchors
from safejournal.services.opening import Vault
from safejournal.services.sharing import Sent
from safejournal.tui.guidance.article import Article
from safejournal.tui.guidance.block import Block
from safejournal.tui.portrait import Portrait, Said
from safejournal.tui.sharing.sent import names_of
from safejournal.tui.sharing.together import Together
from safejournal.tui.text import line, prose
from safejournal.wording.amounts import size
from safejournal.wording.sent import reader_line, sent_row

LABELS = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was written."""

    target: Path
    sent: Sent
    passphrase: str = field(default="", repr=False)
    """Six words, told by voice; "" where keys open it."""
    memory_mib: int = 0


class GivenScreen(Article):
    """The last page of the way. The words of a passphrase are shown here and never again."""

    def __init__(self, vault: Vault, given: Given) -> None:
        super().__init__(vault, _("Written"))
        self._given = given

    def told(self) -> Visual:
        """Return what to do now."""
        return Together(
            Portrait(list(self._said()), labels=LABELS),
            Block(Content("")),
            *(Block(prose(each)) for each in _what_now(self._given)),
        )

    def _said(self) -> Iterator[Said]:
        given, here = self._given, self.vault.clock()
        yield Said(_("File"), line(str(given.target)).stylize("bold"))
        yield Said(_("Size"), Content(size(given.target.stat().st_size)))
        yield Said(_("Bundle"), line(sent_row(given.sent, here)))
        names = names_of(self.vault, given.sent)
        for each in given.sent.readers:
            yield Said(_("For"), line(reader_line(each, names, here)))
        if given.passphrase:
            yield Said(_("Six words"), line(given.passphrase).stylize("bold"))
        anchor = " ".join(anchors.anchor(self.vault, language()).words)
        yield Said(_("Anchor"), line(anchor))


def _what_now(given: Given) -> Iterator[str]:
    yield _(
        "Hand the file over as you like: on a stick, by mail, by any messenger. Whoever carries it "
        "cannot read it, but sees that there is a file, and how large it is."
    )
    if given.passphrase:
        yield _(
            "Tell the six words by voice, never beside the file. They are kept nowhere. Opening it "
            "takes {n} MiB of memory: a phone may not have that."
        ).format(n=given.memory_mib)
    else:
        yield _("Ask for the receipt: until it comes, you do not know that it arrived.")
    yield _("The anchor's six words, kept by somebody else, hold this journal to its past.")
