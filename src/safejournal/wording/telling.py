"""Records on the pages of a bundle, in the language of whoever will read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any

from safejournal import codec, i18n
from safejournal.domain.answers import when_from_builtins
from safejournal.domain.records import Contact
from safejournal.domain.times import parse_moment, write_moment
from safejournal.domain.words import Kind
from safejournal.services.telling import Line
from safejournal.wording.kinds import kind as kind_name
from safejournal.wording.names import name_of_content
from safejournal.wording.portrait import portrait
from safejournal.wording.times import moment, when
from safejournal.wording.words import word


class Told:
    """Tells records for a bundle in one language, whatever this program speaks meanwhile."""

    def __init__(self, language: str) -> None:
        self._language = language

    def title(self, kind: Kind, fields: Mapping[str, Any]) -> str:
        """Return the name of a record; of a contact, pseudonym and roles."""
        content = codec.content_from_builtins(kind, fields)
        with self._speaking():
            if not isinstance(content, Contact):
                return name_of_content(content)
            roles = ", ".join(word(role) for role in content.roles)
            name = content.name or content.pseudonym
            if name and roles:
                return f"{name} ({roles})"
            return name or roles or kind_name(kind)

    def lines(self, kind: Kind, fields: Mapping[str, Any]) -> Sequence[Line]:
        """Return its fields as a person reads them, without ids, and nothing masked."""
        content = codec.content_from_builtins(kind, fields)
        with self._speaking():
            told = list(portrait(content, unmask=True))
            return tuple(Line(e.label, e.text, e.depth) for e in told if e.record is None)

    def moment(self, text: str) -> str:
        """Return a moment in the time of the place where it was written, and in UTC."""
        at = parse_moment(text)
        with self._speaking():
            here, there = moment(text), moment(write_moment(at.astimezone(UTC)))
        return here if here == there else f"{here} = {there}"

    def when(self, value: Mapping[str, Any]) -> str:
        """Return a time as it was meant: `about May 2024`, `not known`."""
        with self._speaking():
            return when(when_from_builtins(value))

    def _speaking(self) -> i18n.speaking:
        return i18n.speaking(self._language)
