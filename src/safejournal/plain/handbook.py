"""The handbook, read out."""

from __future__ import annotations

from safejournal.i18n import _, language
from safejournal.plain.desk import Desk
from safejournal.services import handbook
from safejournal.wording.handbook import chapter_lines


def read(desk: Desk) -> None:
    """Let chapters be read until the person goes back."""
    found = list(handbook.chapters(language()))
    while True:
        titles = [each.title for each in found]
        chosen = desk.talk.choose(_("Number to read it, Enter to go back: "), titles)
        if chosen is None:
            return
        desk.talk.say()
        desk.talk.say_all(chapter_lines(found[chosen]))
        desk.talk.say()
