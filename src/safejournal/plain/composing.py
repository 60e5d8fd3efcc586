"""Writing or changing one record: the questions, a look at the whole, and what becomes of it.

Every answer is kept in a draft as soon as its line is typed. Whatever ends the conversation, all
but the line that was being typed waits for the next time.
"""

from __future__ import annotations

from collections.abc import Callable

from safejournal.domain.forms import Ask
from safejournal.domain.records import Content
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.plain.filling import Answers, Form
from safejournal.plain.talk import Talk
from safejournal.services import drafts, forms, journal
from safejournal.services.drafts import Draft
from safejournal.services.opening import Vault
from safejournal.wording.changes import change_lines
from safejournal.wording.errors import explain
from safejournal.wording.fields import label
from safejournal.wording.kinds import kind as kind_name


def compose(
    talk: Talk,
    vault: Vault,
    kind: Kind,
    *,
    record: Record | None = None,
    draft: Draft | None = None,
    given: Answers | None = None,
) -> Record | None:
    """Ask question by question; return the record once it is sealed, None when it was put off.

    `record` is the one to change, `draft` one to go on with, `given` are answers known beforehand.
    """
    return _Sheet(talk, vault, kind, record, draft, given or {}).fill()


class _Sheet:
    """A record being written."""

    def __init__(
        self,
        talk: Talk,
        vault: Vault,
        kind: Kind,
        record: Record | None,
        draft: Draft | None,
        given: Answers,
    ) -> None:
        self.talk, self.vault, self.record = talk, vault, record
        self.fields = forms.fields(kind)
        base = record.version if record else None
        self.draft = draft or drafts.begin(
            vault, kind, record=record.id if record else None, base=base
        )
        before = forms.write_answers(record.content) if record and record.content else {}
        self.answers = dict(draft.answers) if draft else before | given
        self.form = Form(talk=talk, vault=vault, kind=kind, now=vault.clock())

    def fill(self) -> Record | None:
        self.talk.say(kind_name(self.draft.kind))
        self.talk.say(_("Enter goes on; ? explains; ! ends the questions."))
        self.form.ask_all(self.fields, self.answers, self._keep)
        while True:
            act = self._ask_what_next()
            if act is None:
                if kept := self._seal():
                    return kept
            elif act():
                return None

    def _ask_what_next(self) -> Callable[[], bool] | None:
        """Return what the person wants done (it tells whether that ends it); None to seal it."""
        acts: list[tuple[str, Callable[[], bool]]] = [
            (_("Look at it"), self._look),
            (_("Change one answer"), self._change_one),
            (_("Finish later"), self._put_off),
            (_("Throw it away"), self._throw_away),
        ]
        if self.draft.kind is Kind.INCIDENT:
            acts.append((_("What to note"), self._note))
        self.talk.say()
        chosen = self.talk.choose(
            _("Enter keeps it in the journal; or a number: "), [name for name, _act in acts]
        )
        return None if chosen is None else acts[chosen][1]

    def _keep(self) -> bool:
        """Write the draft; when that fails (a full disk) say so, lose nothing, and go on."""
        try:
            self.draft = drafts.keep(self.vault, self.draft, self.answers)
        except SafeJournalError as error:
            self.talk.say("\n".join(part for part in explain(error) if part))
            self.talk.say(_("What you typed stays here, and is kept with the next answer."))
            return False
        return True

    def _look(self) -> bool:
        for of in self.fields:
            text = self.answers.get(of.path, "")
            if of.ask is Ask.TEXT and "\n" in text:
                self.talk.say(f"{label(of.path)}:")
                self.talk.say(text)
            elif text:
                self.talk.say(f"{label(of.path)}: {self.form.said(of, text)}")
        return False

    def _change_one(self) -> bool:
        names = [
            f"{label(of.path)}: {self.form.said(of, self.answers.get(of.path, ''))}"
            for of in self.fields
        ]
        chosen = self.talk.choose(_("Number of the answer, or Enter: "), names)
        if chosen is not None:
            self.form.ask_all(self.fields[chosen : chosen + 1], self.answers, self._keep)
        return False

    def _note(self) -> bool:
        from safejournal.plain.noting import note  # loads the guidance

        note(self.talk, self.answers, self._keep)
        return False

    def _put_off(self) -> bool:
        if not self._keep():
            return False
        self.talk.say(_("It waits as a draft."))
        return True

    def _throw_away(self) -> bool:
        if not self.talk.ask_yes(_("Throw away what you typed?")):
            return False
        drafts.discard(self.vault, self.draft.id)
        return True

    def _seal(self) -> Record | None:
        """Seal what was answered; None when that cannot be yet, which is said."""
        before = self.record.content if self.record else None
        try:
            content = forms.read_answers(self.draft.kind, self.answers, self.form.now, before)
            if self.record is None:
                return journal.record(self.vault, content, draft=self.draft.id)
            return self._seal_over(self.record.id, content)
        except SafeJournalError as error:
            self.talk.say("\n".join(part for part in explain(error) if part))
            return None

    def _seal_over(self, record_id: str, content: Content) -> Record | None:
        """Seal a new version. If the record was changed meanwhile, the person decides."""
        newest = journal.show(self.vault, record_id)
        if newest.content == content:
            self.talk.say(_("Nothing is changed."))
            drafts.discard(self.vault, self.draft.id)
            return newest
        if newest.version != self.draft.base:
            self.talk.say(_("This record has been changed meanwhile."))
            if newest.content is not None:
                self.talk.say_all(change_lines(newest.content, content))
            question = _("Put yours in its place? The other version stays in the history.")
            if not self.talk.ask_yes(question):
                return None
        return journal.revise(
            self.vault, record_id, content, base=newest.version, draft=self.draft.id
        )
