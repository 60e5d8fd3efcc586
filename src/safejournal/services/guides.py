"""What a reader is told first, out of what leaves and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from safejournal.domain.disclosure import Cut
from safejournal.domain.words import Kind
from safejournal.exchange.guide import Silence, Somebody, Told
from safejournal.exchange.manifest import Manifest, Purpose
from safejournal.services.telling import Telling

__all__ = ["Silence", "Somebody", "channel", "people_of", "silences", "told"]


def told(
    manifest: Manifest, cuts: Sequence[Cut], reader: str | None, pages: int, telling: Telling
) -> Told:
    """Return what a bundle's guide tells. `reader` is the one contact that it is for, if it is."""
    own: Mapping[str, Any] = next((cut.fields for cut in cuts if cut.given.id == reader), {})
    acknowledged = manifest.acknowledges
    # A lawyer calls nobody, and what was promised on a journey long past asks for nothing.
    people = cuts if manifest.purpose is not Purpose.EVIDENCE else ()
    return Told(
        language=manifest.language,
        practice=manifest.practice,
        purpose=manifest.purpose,
        called=manifest.called,
        number=manifest.number,
        made=telling.moment(manifest.made),
        proof=manifest.proof,
        silences=tuple(silences(people, telling)),
        nothing_open=any(cut.fields.get("checkins") == [] for cut in people),
        whom=tuple(people_of(people, reader, telling, never=False)),
        never=tuple(people_of(people, reader, telling, never=True)),
        meant=own.get("instructions", ""),
        question=own.get("challenge", {}).get("question", ""),
        pages=pages,
        several=len(manifest.recipients) > 1,
        accepted=acknowledged.accepted if acknowledged else None,
    )


def silences(cuts: Sequence[Cut], telling: Telling) -> Iterator[Silence]:
    """Yield the check-ins that leave, each with its steps."""
    promised = [
        appointment
        for cut in cuts
        if cut.given.kind is Kind.TRIP
        for appointment in cut.fields.get("checkins", ())
    ]
    for each in promised:
        yield Silence(
            due=telling.moment(each["due"]),
            grace_minutes=each.get("grace_minutes", 0),
            steps=tuple(each.get("steps", ())),
        )


def people_of(
    cuts: Sequence[Cut], reader: str | None, telling: Telling, *, never: bool
) -> Iterator[Somebody]:
    """Yield the people who leave: those to call, or those never to call."""
    for cut in cuts:
        if cut.given.kind is not Kind.CONTACT or cut.given.id == reader or not cut.fields:
            continue
        channels = tuple(map(channel, cut.fields.get("channels", ())))
        if cut.fields.get("never_contact", False) is never and (channels or never):
            yield Somebody(called=telling.title(cut.given.kind, cut.fields), channels=channels)


def channel(of: Mapping[str, str]) -> str:
    """Return a way to reach somebody in one line."""
    return " ".join(part for part in (of.get("kind"), of.get("value")) if part)
