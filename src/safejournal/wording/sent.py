"""What a person reads of what they gave away: to whom, when, and whether it arrived."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from safejournal.domain.times import write_moment
from safejournal.i18n import _, ngettext
from safejournal.services.sharing import Purpose, Reader, Sent, SentForm
from safejournal.wording.amounts import short
from safejournal.wording.received import purpose
from safejournal.wording.times import moment


def sent_row(sent: Sent, here: datetime) -> str:
    """Return a bundle in one line: beginning of its id, number, sort and when."""
    sort, at = _sort(sent), moment(write_moment(sent.at), here=here)
    return _("{id}  {sort}, number {number}, {at}").format(
        id=short(sent.bundle), sort=sort, number=sent.number, at=at
    )


def _sort(sent: Sent) -> str:
    if sent.form is SentForm.DOSSIER:
        return _("Dossier")
    sort = purpose(Purpose(sent.purpose))
    return _("{sort} on paper").format(sort=sort) if sent.form is SentForm.PAPER else sort


def reader_line(
    reader: Reader, names: Mapping[str, str], here: datetime, *, purpose: str = ""
) -> str:
    """Return who has it, and what came back. `names` gives a contact's name by its id.

    From a paper, which has no recipient, and for a receipt nothing comes back.
    """
    if reader.contact is not None:
        name = names.get(reader.contact, short(reader.contact))
        if reader.recipient is None or purpose == Purpose.RECEIPT:
            return name
    elif reader.recipient is not None:
        name = _("an unknown key")
    else:
        name = _("whoever has the passphrase")
    return f"{name}: {came_back(reader, here)}"


def came_back(reader: Reader, here: datetime) -> str:
    """Return whether a receipt came."""
    if reader.accepted is not None:
        at = moment(write_moment(reader.accepted), here=here)
        return _("accepted; their receipt came on {at}").format(at=at)
    if reader.arrived is not None:
        at = moment(write_moment(reader.arrived), here=here)
        return _("arrived; their receipt came on {at}").format(at=at)
    return _("no receipt yet")


def record_line(sent: Sent, record: str, names: Mapping[str, str]) -> str:
    """Return what left of a record in a bundle: all of it, or how many of its fields."""
    found = next(each for each in sent.records if each.record == record)
    name = names.get(record, "")
    if found.whole:
        told = _("the whole record")
    else:
        count = len(found.paths)
        told = ngettext("{n} field", "{n} fields", count).format(n=count)
    return f"{short(record)}  {name}: {told}"


def sent_lines(sent: Sent, names: Mapping[str, str], here: datetime) -> Iterator[str]:
    """Yield a bundle with its readers and its records. Nothing of what was in it."""
    yield sent_row(sent, here)
    for reader in sent.readers:
        yield f"  {reader_line(reader, names, here, purpose=sent.purpose)}"
    for record in sent.records:
        yield f"    {record_line(sent, record.record, names)}"
