"""What came in, held against what is here: of a bundle its marks, of each record its standing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from safejournal.domain.comparison import Held, Mark, Standing, compare, compare_own
from safejournal.domain.records import Trip
from safejournal.domain.silence import Promise
from safejournal.domain.times import parse_moment
from safejournal.domain.words import Kind
from safejournal.errors import NotFound
from safejournal.exchange.excerpts import Excerpt, read_excerpt
from safejournal.exchange.keys import PublicIdentity
from safejournal.exchange.manifest import Proof, Purpose, read_manifest
from safejournal.exchange.opening import Shown
from safejournal.exchange.unpacking import Unpacked
from safejournal.services import correspondents, identity
from safejournal.services.opening import Vault
from safejournal.vault import inbox as kept
from safejournal.vault import journal
from safejournal.vault.store import Connection


def marks_of(
    vault: Vault, connection: Connection, unpacked: Unpacked, shown: Shown
) -> tuple[frozenset[Mark], str | None]:
    """Return what a person must know of a bundle, and which contact's it is."""
    manifest, marks = unpacked.manifest, asking(unpacked)
    contact = None
    if kept.was_seen(connection, manifest.bundle):
        marks.add(Mark.REPLAYED)
    if shown.forwarded:
        marks.add(Mark.FORWARDED)
    if shown.sender is None:
        return frozenset(marks | {Mark.SENDER_NOT_SHOWN}), None
    if manifest.number < kept.latest_number(connection, shown.sender.both):
        marks.add(Mark.OLDER_BUNDLE)
    about, contact, author = about_sender(vault, connection, shown.sender, manifest.proof)
    if any(excerpt.author != author for excerpt in unpacked.read):
        marks.add(Mark.OTHERS_WORDS)
    return frozenset(marks | about), contact


def asking(unpacked: Unpacked) -> set[Mark]:
    """Return whether a card asks its reader for its steps at once, as what is to be known of it."""
    manifest = unpacked.manifest
    if manifest.purpose not in (Purpose.CARD, Purpose.EMERGENCY):
        return set()
    made = parse_moment(manifest.made)
    trips = (each.content() for each in unpacked.read if each.kind is Kind.TRIP)
    promised = [each for trip in trips if isinstance(trip, Trip) for each in trip.checkins]
    found = (Promise(due=each.due, grace_minutes=each.grace_minutes) for each in promised)
    return {Mark.AT_ONCE} if any(each.deadline <= made for each in found) else set()


def as_known(connection: Connection, shown: Shown, proof: Proof) -> Shown:
    """Return what a bundle shows here: of a contact who gave an age key alone, that key alone.

    A signing key that they name besides is shown by nothing, and so nothing is theirs by it.
    """
    if shown.sender is None or proof is not Proof.CODE:
        return shown
    match = correspondents.whose(connection, shown.sender, proof)
    if match.contact is None or match.changed or match.author_known:
        return shown
    return replace(shown, sender=PublicIdentity(recipient=shown.sender.recipient))


def about_sender(
    vault: Vault, connection: Connection, sender: PublicIdentity, proof: Proof
) -> tuple[set[Mark], str | None, str]:
    """Return what is to be known of these keys now, the contact, and the author they stand for.

    The author is "" where the contact's signing key is not known: then nothing shows whose words
    they are.
    """
    if sender == identity.own_keys(vault).public:
        return {Mark.OWN}, None, sender.author
    match = correspondents.whose(connection, sender, proof)
    if match.contact is None:
        return {Mark.SENDER_UNKNOWN}, None, sender.author
    if match.changed:
        return {Mark.KEY_CHANGED}, match.contact, sender.author
    author = sender.author if match.author_known else ""
    return set() if match.compared else {Mark.NEVER_COMPARED}, match.contact, author


def compared(
    vault: Vault, connection: Connection, unpacked: Unpacked, shown: Shown
) -> Iterator[tuple[Excerpt, bytes, Standing]]:
    """Yield each excerpt, as it came, with how it stands to what is here."""
    sender = shown.sender.both.hex() if shown.sender else ""
    versions: dict[tuple[str, str], set[str]] = {}
    origins: _Origins = {}
    for excerpt in unpacked.read:
        versions.setdefault((excerpt.author, excerpt.record), set()).add(excerpt.version)
    for excerpt, document in zip(unpacked.read, unpacked.excerpts, strict=True):
        if len(versions[excerpt.author, excerpt.record]) > 1:
            yield excerpt, document, Standing.CONFLICTING
        elif excerpt.author == vault.author.hex():
            yield excerpt, document, _compared_with_own(connection, excerpt)
        else:
            coming = _held(excerpt, sender, unpacked.manifest.number)
            held = _held_before(connection, excerpt.author, excerpt.record, origins)
            yield excerpt, document, compare(coming, held)


def _compared_with_own(connection: Connection, excerpt: Excerpt) -> Standing:
    try:
        own = journal.history(connection, bytes.fromhex(excerpt.record))
    except NotFound:
        return Standing.CONFLICTING
    newest = journal.newest(connection, bytes.fromhex(excerpt.record))
    return compare_own(
        excerpt.version, [old.version for old in own], [newest.version, *newest.conflicts]
    )


def _held(excerpt: Excerpt, sender: str, number: int) -> Held:
    return Held(
        version=excerpt.version,
        parents=excerpt.parents,
        fields=excerpt.fields,
        replaced=frozenset(path.partition("[")[0].partition(".")[0] for path in excerpt.replaced),
        sender=sender,
        number=number,
    )


_Origins = dict[int, tuple[str, int] | None]
"""Of bundles that are here, who sent them and their number; None for the one being taken in. Each
manifest is read once: it names every file of its bundle."""


def _held_before(connection: Connection, author: str, record: str, origins: _Origins) -> list[Held]:
    found = []
    for each in kept.of_record(connection, author, record):
        if each.received not in origins:
            origins[each.received] = _origin(connection, each.received)
        origin = origins[each.received]
        if origin is not None:
            found.append(_held(read_excerpt(each.document), *origin))
    return found


def _origin(connection: Connection, received: int) -> tuple[str, int] | None:
    came = kept.bundle(connection, received)
    if not came.manifest:
        return None
    sender = ((came.recipient or b"") + (came.signing or b"")).hex()
    return sender, read_manifest(came.manifest).number
