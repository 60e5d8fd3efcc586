"""The language that sentences are shown in.

Only the front ends and `wording` turn ids into sentences; everything below speaks ids and enums.
English is the source; a catalogue that is missing or incomplete falls back to it word by word.
"""

from __future__ import annotations

import gettext
import os
from pathlib import Path

LANGUAGES = ("en", "ru")
"""Languages a person may choose. Kazakh and Kyrgyz follow when people have translated them."""

_LOCALES = Path(__file__).parent / "locale"
_chosen = "en"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use(language: str) -> None:
    """Speak `language` from now on (one of `LANGUAGES`; anything else means English)."""
    global _chosen, _catalogue
    _chosen = language if language in LANGUAGES else "en"
    _catalogue = gettext.translation("safejournal", _LOCALES, [_chosen], fallback=True)


def language() -> str:
    """Return the language now spoken, as its two letters."""
    return _chosen


def wished(environment: dict[str, str] | None = None) -> str:
    """Return the language that the machine's locale asks for, English if it is none of ours."""
    env = os.environ if environment is None else environment
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if env.get(name):
            return env[name][:2].lower() if env[name][:2].lower() in LANGUAGES else "en"
    return "en"


def _(sentence: str) -> str:
    """Return the sentence in the chosen language."""
    return _catalogue.gettext(sentence)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of the sentence that goes with `count`."""
    return _catalogue.ngettext(one, many, count)


def later(sentence: str) -> str:
    """Return the sentence as it is, marked for the catalogue: `_` says it later."""
    return sentence
