"""The practice vault: an invented half year, to look at before trusting it with one's own."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from safejournal import codec
from safejournal.domain.stories import dated
from safejournal.domain.values import dataclass
from safejournal.domain.words import Kind
from safejournal.services import attachments, drafts, journal
from safejournal.services.beginning import Wish, make_vault
from safejournal.services.opening import Vault, open_vault

STORY = Path(__file__).parent.parent / "content" / "demo" / "story.toml"

PASSPHRASE = "practice makes it easy"  # noqa: S105 - see below
"""No secret: it opens invented things, and everybody in a room may know it."""

EVENING = time(20, 30)
"""When the invented person writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """A practice vault that has been made."""

    place: Path
    passphrase: str


def make_demo(place: Path, now: datetime) -> Demo:
    """Make a practice vault at `place` and fill it. Raises Refused where something stands.

    The mark of practice is bound into its keys: it can never be taken for a person's own.
    """
    with practice_vault(place, now) as vault:
        tell(vault, now, tomllib.loads(STORY.read_text(encoding="utf-8")))
    return Demo(place=place, passphrase=PASSPHRASE)


@contextmanager
def practice_vault(place: Path, now: datetime) -> Iterator[Vault]:
    """Make an empty practice vault, open. Raises Refused where something stands."""
    wish = Wish(place=str(place), recovery=False, practice=True)
    answer, _ = make_vault(wish, bytearray(PASSPHRASE.encode()), now)
    with open_vault(place, answer, lambda: now) as vault:
        yield vault


def tell(vault: Vault, now: datetime, story: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Write a story of records, revisions and drafts into a vault, each on its own evening."""
    _Telling(vault, now).tell(story)


def evening_of(now: datetime, distance: int) -> datetime:
    """Return when the invented person writes on a day so far from now."""
    return datetime.combine((now + timedelta(days=distance)).date(), EVENING).astimezone()


class _Telling:
    """Writes the story down, each record on its own evening."""

    def __init__(self, vault: Vault, now: datetime) -> None:
        self._vault = vault
        self._now = now
        self._ids: dict[str, str] = {}

    def tell(self, story: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        acts = [(told["on"], self._record, told) for told in story.get("record", ())]
        acts += [(told["on"], self._revise, told) for told in story.get("revision", ())]
        for on, act, told in sorted(acts, key=lambda each: each[0]):
            self._vault.clock = partial(min, evening_of(self._now, on), self._now)
            act(told)
        self._vault.clock = lambda: self._now
        for told in story.get("draft", ()):
            draft = drafts.begin(self._vault, Kind(told["kind"]))
            drafts.keep(self._vault, draft, told["answers"])

    def _record(self, told: Mapping[str, Any]) -> None:
        kind = Kind(told["kind"])
        content = codec.content_from_builtins(kind, self._dated(told["content"]))
        kept = journal.record(self._vault, content)
        if "attach" in told:
            attachments.attach(self._vault, kept.id, STORY.with_name(told["attach"]))
        self._ids[told["name"]] = kept.id

    def _revise(self, told: Mapping[str, Any]) -> None:
        before = journal.show(self._vault, self._ids[told["of"]])
        if before.content is not None:
            values = codec.content_to_builtins(before.content) | self._dated(told["content"])
            content = codec.content_from_builtins(before.kind, values)
            journal.revise(self._vault, before.id, content)

    def _dated(self, value: Any) -> Any:  # noqa: ANN401 - TOML has no static type
        return dated(value, self._now, self._ids)
