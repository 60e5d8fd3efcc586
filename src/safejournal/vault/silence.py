"""What was done when somebody was silent, step by step and with its time. Only ever added to."""

from __future__ import annotations

from dataclasses import field
from datetime import UTC, datetime
from typing import Any

from safejournal.domain.values import dataclass
from safejournal.errors import NotFound
from safejournal.vault.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """The steps that were begun because somebody was silent."""

    number: int
    person: str
    """Their key, in hexadecimal."""
    trip: str
    begun: datetime
    ended: datetime | None
    outcome: str
    """What it came to, once it has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """One thing that was done, or could not be."""

    step: str = field(repr=False)
    at: datetime
    outcome: str
    remark: str = field(repr=False)
    card: int
    """Number of the card that counted then."""


def begin(connection: Connection, person: str, trip: str, now: datetime) -> Walk:
    """Begin the steps for a person and a trip, unless they are under way."""
    under_way = present(connection, person, trip)
    if under_way is not None:
        return under_way
    connection.execute(
        "INSERT INTO silence (person, trip, begun, outcome) VALUES (?, ?, ?, '')",
        (bytes.fromhex(person), bytes.fromhex(trip), int(now.timestamp())),
    )
    found = present(connection, person, trip)
    if found is None:
        raise NotFound("There are no such steps under way.")
    return found


def present(connection: Connection, person: str, trip: str) -> Walk | None:
    """Return the steps that are under way for a person and a trip."""
    row = connection.execute(
        f"{_WALK} WHERE person = ? AND trip = ? AND ended IS NULL",
        (bytes.fromhex(person), bytes.fromhex(trip)),
    ).fetchone()
    return None if row is None else _walk(row)


def walks(connection: Connection) -> list[Walk]:
    """Return all steps that were ever begun, the latest first."""
    return [_walk(row) for row in connection.execute(f"{_WALK} ORDER BY number DESC")]


def walk(connection: Connection, number: int) -> Walk:
    """Return steps that were begun. Raises NotFound."""
    row = connection.execute(f"{_WALK} WHERE number = ?", (number,)).fetchone()
    if row is None:
        raise NotFound("There are no such steps under way.")
    return _walk(row)


def note(connection: Connection, number: int, noted: Noted) -> None:
    """Note what was done. Raises NotFound."""
    walk(connection, number)
    connection.execute(
        "INSERT INTO silence_step (silence, step, at, outcome, remark, card)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            number,
            noted.step,
            int(noted.at.timestamp()),
            noted.outcome,
            noted.remark,
            noted.card,
        ),
    )


def log(connection: Connection, number: int) -> list[Noted]:
    """Return everything that was noted, in its order."""
    rows = connection.execute(
        "SELECT step, at, outcome, remark, card FROM silence_step WHERE silence = ? ORDER BY rowid",
        (number,),
    )
    return [
        Noted(step=step, at=_moment(at), outcome=outcome, remark=remark, card=card)
        for step, at, outcome, remark, card in rows
    ]


def settled(connection: Connection, person: str, trip: str) -> tuple[datetime, int] | None:
    """Return when steps for a person and a trip ended last, and the card that counted then."""
    row = connection.execute(
        "SELECT s.ended, n.card FROM silence s JOIN silence_step n ON n.silence = s.number"
        " WHERE s.person = ? AND s.trip = ? AND s.ended IS NOT NULL"
        " ORDER BY s.number DESC, n.rowid DESC LIMIT 1",
        (bytes.fromhex(person), bytes.fromhex(trip)),
    ).fetchone()
    return None if row is None else (_moment(row[0]), int(row[1]))


def end(connection: Connection, number: int, outcome: str, now: datetime) -> None:
    """Note that the steps are over, and why. Raises NotFound."""
    walk(connection, number)
    connection.execute(
        "UPDATE silence SET ended = coalesce(ended, ?), outcome = ? WHERE number = ?",
        (int(now.timestamp()), outcome, number),
    )


_WALK = "SELECT number, person, trip, begun, ended, outcome FROM silence"


def _walk(row: tuple[Any, ...]) -> Walk:
    number, person, trip, begun, ended, outcome = row
    return Walk(
        number=number,
        person=person.hex(),
        trip=trip.hex(),
        begun=_moment(begun),
        ended=None if ended is None else _moment(ended),
        outcome=outcome,
    )


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
