"""The language that sentences are shown in.

Only the front ends and `wording` turn ids into sentences; everything below speaks ids and enums.
English is the source; a catalogue that is missing or incomplete falls back to it word by word.

This stands in the way of the passphrase prompt, so gettext is loaded only for a language that needs
a catalogue.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from gettext import NullTranslations

LANGUAGES = ("en", "ru")
"""Languages a person may choose. Kazakh and Kyrgyz follow when people have translated them."""

PROMPTS = {"en": "Passphrase: ", "ru": "Пароль: "}
"""What asks for the passphrase: the one sentence that must stand before a catalogue can be read."""

LOCALES = os.path.join(os.path.dirname(__file__), "locale")
"""The folder of the catalogues; docs/translating.md says how they are kept."""

_chosen = "en"
_catalogue: NullTranslations | None = None


def use(language: str) -> None:
    """Speak `language` from now on (one of `LANGUAGES`; anything else means English)."""
    global _chosen, _catalogue
    _chosen, _catalogue = "en", None
    if language in LANGUAGES and language != "en":
        import gettext

        _chosen = language
        _catalogue = gettext.translation("safejournal", LOCALES, [language], fallback=True)


def language() -> str:
    """Return the language now spoken, as its two letters."""
    return _chosen


def wished(environment: Mapping[str, str] | None = None) -> str:
    """Return the language that the machine's locale asks for, English if it is none of ours."""
    env = os.environ if environment is None else environment
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if env.get(name):
            return env[name][:2].lower() if env[name][:2].lower() in LANGUAGES else "en"
    return "en"


def _(sentence: str) -> str:
    """Return the sentence in the chosen language."""
    return sentence if _catalogue is None else _catalogue.gettext(sentence)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of the sentence that goes with `count`."""
    if _catalogue is None:
        return one if count == 1 else many
    return _catalogue.ngettext(one, many, count)


def later(sentence: str) -> str:
    """Return the sentence as it is, marked for the catalogue: `_` says it later."""
    return sentence
