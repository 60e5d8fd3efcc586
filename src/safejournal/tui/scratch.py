"""The scratch paper of one open form: what stands in it, and what of that is already in the vault.

May be used from the screen's thread and from a worker at once. One write at a time, and whoever
writes takes the latest state: an older one can never lie over a newer one, and nothing is written
any more once the version is sealed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace

from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.services import drafts, forms, journal
from safejournal.services.drafts import Draft
from safejournal.services.opening import Vault


class Scratch:
    """What a form began from, and what has become of it."""

    def __init__(
        self, vault: Vault, draft: Draft, record: Record | None, origin: dict[str, str]
    ) -> None:
        self.draft = draft
        self.record = record
        """The record being edited, as it stood when the form was opened; None for a new one."""
        self.origin = origin
        """What would stand in the form if nobody had typed."""
        self._vault = vault
        self._guard = threading.Lock()
        self._latest = self._kept = dict(draft.answers)
        self._done = False

    @property
    def answers(self) -> dict[str, str]:
        """What stands in the form."""
        return self._latest

    @property
    def overtaken(self) -> bool:
        """Tell whether the record said something else already when the form was opened."""
        return self.record is not None and self.says_else(self.record)

    def says_else(self, version: Record) -> bool:
        """Tell whether a version says anything else than the one that the form began from.

        A file that was taken in meanwhile is nothing else: no form asks for it, and it stays.
        """
        return version.content is None or _answers_of(version) != self.origin

    def take(self, answers: dict[str, str]) -> bool:
        """Take over what stands in the form now; tell whether that is still to be written."""
        self._latest = answers
        return answers != self._kept

    def write(self) -> None:
        """Write the latest state durably, unless it is written. Raises SafeJournalError.

        When nothing is left of what was typed, the draft goes.
        """
        with self._guard:
            latest = self._latest
            if self._done or latest == self._kept:
                return
            if latest == self.origin:
                drafts.discard(self._vault, self.draft.id)
            else:
                drafts.keep(self._vault, self.draft, latest)
            self._kept = latest

    @property
    def holds_something(self) -> bool:
        """Tell whether something waits in the vault that a person has typed."""
        return not self._done and self._kept != self.origin

    def discard(self) -> None:
        """Throw the draft away, without trace. Nothing is written after this."""
        with self._guard:
            drafts.discard(self._vault, self.draft.id)
            self._done = True

    def seal(self, act: Callable[[str], Record]) -> Record:
        """Do the act that seals the version and takes the draft with it, and return its record."""
        with self._guard:
            sealed = act(self.draft.id)
            self._done = True
        return sealed

    def newest(self) -> Record | None:
        """Return the record as it stands in the vault now."""
        return None if self.record is None else journal.show(self._vault, self.record.id)


def begin(
    vault: Vault,
    kind: Kind,
    record: Record | None,
    draft: Draft | None,
    preset: Mapping[str, str],
) -> Scratch:
    """Return scratch paper for a form: a new one, one over a record, or one that was left earlier.

    Raises NotFound when the record of the draft is not here.
    """
    if draft is None:
        origin = _answers_of(record) if record else dict(preset)
        new = drafts.begin(
            vault,
            kind,
            record=record.id if record else None,
            base=record.version if record else None,
        )
        return Scratch(vault, replace(new, answers=origin), record, origin)
    if draft.record is None:
        return Scratch(vault, draft, None, {})
    now = journal.show(vault, draft.record)
    return Scratch(vault, draft, now, _answers_of(_base_of(vault, draft) or now))


def _base_of(vault: Vault, draft: Draft) -> Record | None:
    """Return the version that the draft began from, if it is still there."""
    past = journal.history(vault, draft.record or "")
    return next((version for version in past if version.version == draft.base), None)


def _answers_of(record: Record | None) -> dict[str, str]:
    if record is None or record.content is None:
        return {}
    return {path: answer for path, answer in forms.write_answers(record.content).items() if answer}
