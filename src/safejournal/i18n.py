"""The language that sentences are shown in.

Only the front ends and `wording` turn ids into sentences; everything below speaks ids and enums.
English is the source; a catalogue that is missing or incomplete falls back to it word by word.

This stands in the way of the passphrase prompt, so gettext is loaded only for a language that needs
a catalogue.
"""

from __future__ import annotations

import os
from _thread import _local as local  # as threading has it, and loaded in every process

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

_Spoken = tuple[str, "NullTranslations | None"]

_chosen = "en"
_catalogue: NullTranslations | None = None


class _ForNow(local):
    """What is spoken inside a `speaking`, in its own thread alone."""

    spoken: _Spoken | None = None


_for_now = _ForNow()


def use(language: str) -> None:
    """Speak `language` from now on (one of `LANGUAGES`; anything else means English)."""
    global _chosen, _catalogue
    _chosen, _catalogue = _loaded(language)


def _loaded(language: str) -> _Spoken:
    if language not in LANGUAGES or language == "en":
        return "en", None
    import gettext

    return language, gettext.translation("safejournal", LOCALES, [language], fallback=True)


class speaking:  # noqa: N801 (read as `with speaking("ru"):`)
    """Speaks another language inside a `with`, while other threads go on in theirs.

    The pages of a bundle are written in a thread, in its reader's language; what the app draws
    meanwhile stays in the language of the person at the screen.
    """

    def __init__(self, language: str) -> None:
        self._language = language

    def __enter__(self) -> None:
        self._before = _for_now.spoken
        _for_now.spoken = _loaded(self._language)

    def __exit__(self, *_why: object) -> None:
        _for_now.spoken = self._before


def language() -> str:
    """Return the language now spoken, as its two letters."""
    here = _for_now.spoken
    return _chosen if here is None else here[0]


def wished(environment: Mapping[str, str] | None = None) -> str:
    """Return the language that the machine's locale asks for, English if it is none of ours."""
    env = os.environ if environment is None else environment
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if env.get(name):
            return env[name][:2].lower() if env[name][:2].lower() in LANGUAGES else "en"
    return "en"


def _spoken() -> NullTranslations | None:
    here = _for_now.spoken
    return _catalogue if here is None else here[1]


def _(sentence: str) -> str:
    """Return the sentence in the chosen language."""
    catalogue = _spoken()
    return sentence if catalogue is None else catalogue.gettext(sentence)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of the sentence that goes with `count`."""
    catalogue = _spoken()
    if catalogue is None:
        return one if count == 1 else many
    return catalogue.ngettext(one, many, count)


def later(sentence: str) -> str:
    """Return the sentence as it is, marked for the catalogue: `_` says it later."""
    return sentence
