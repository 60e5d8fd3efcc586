"""The sums above a preview: how much leaves, how much stays, and who would read it."""

from __future__ import annotations

from collections.abc import Mapping

from safejournal.i18n import _, ngettext
from safejournal.services import sharing
from safejournal.services.opening import Vault
from safejournal.services.sharing import LEAVING, Choice, Form, Preview
from safejournal.wording.amounts import records, short, size
from safejournal.wording.correspondents import key_state


def totals_line(seen: Preview) -> str:
    """Return how many fields of how many records leave, which files, and how many fields stay."""
    leaves = [leaf.why in LEAVING for cut in seen.cuts for leaf in cut.leaves]
    told = _("leaves: {fields} of {records}").format(
        fields=fields(sum(leaves)), records=records(len(seen.leaving))
    )
    if files := _files(seen):
        told = f"{told}, {files}"
    stays = fields(len(leaves) - sum(leaves))
    return _("{leaves}; stays: {stays}").format(leaves=told, stays=stays)


def fields(count: int) -> str:
    """Return a number of fields."""
    return ngettext("{n} field", "{n} fields", count).format(n=count)


def _files(seen: Preview) -> str:
    sizes = [
        each.attachment.size if each.form is Form.ORIGINAL else len(each.copy or b"")
        for each in seen.files
        if each.form is not None
    ]
    if not sizes:
        return ""
    told = ngettext("{n} file", "{n} files", len(sizes)).format(n=len(sizes))
    return f"{told} ({size(sum(sizes))})"


def readers_line(
    vault: Vault, choice: Choice, names: Mapping[str, str], *, by_words: bool = False
) -> str:
    """Return who would read it, each with how far their key may be believed."""
    if by_words:
        return _("For whoever is told six words")
    told = []
    for each in sharing.readers(vault, choice):
        if each.contact is None:
            who, state = each.recipient, _("nobody knows whose key this is")
        else:
            who = names.get(each.contact, short(each.contact))
            state = key_state(each.key)
        told.append(f"{who} ({state})")
    return _("For {readers}").format(readers=", ".join(told))
