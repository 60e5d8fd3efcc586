"""What guidance never says: that somebody is safe, odds, and to turn to the home state.

A test plants each of these; a text that needs such a word for something harmless is rephrased.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Ban(NamedTuple):
    """A pattern, and why it must not stand in guidance."""

    pattern: re.Pattern[str]
    reason: str


def _ban(reason: str, *patterns: str) -> Ban:
    return Ban(re.compile("|".join(patterns), re.IGNORECASE), reason)


BANS = (
    _ban(
        "nothing here may tell a person that they are safe",
        r"\bsafe(?:ly|r|st)?\b",
        r"\bбезопасн(?:о|ый|ая|ое|ые|ого|ому|ым|ой|ую|ом|ых|ее|ей|ен|на|ны)\b",
        r"\bв безопасности\b",
    ),
    _ban(
        "these cases give no odds, and no score",
        r"\bodds\b",
        r"\bprobab\w+",
        r"\blikelihood\b",
        r"\b\d+ ?(?:%|per ?cent\b)",
        r"\b(?:1|one|two|three) in (?:\d+|ten|three|four|five)\b",
        r"\brisk (?:score|level)\b",
        r"\bвероятност\w*",
        r"\bшанс\w*",
        r"\d+ ?процент\w*",
    ),
)

_MISSION = r"(?:embass(?:y|ies)|consulates?|missions?|consul)\b"
_TURN_TO = re.compile(
    r"\b(?:contact|call|inform|notify|tell|ask|visit|go to|register with|turn to|write to)\b"
    rf"[^.;:!?]{{0,50}}\b{_MISSION}",
    re.IGNORECASE,
)
_OBRATITES = re.compile(
    r"\b(?:обратитесь|обращайтесь|свяжитесь|позвоните|сообщите|сходите|идите|пойдите|напишите|"
    r"зарегистрируйтесь|попросите)\b[^.;:!?]{0,60}(?:посольств|консульств|представительств|консул)",
    re.IGNORECASE,
)
_EXCUSE = re.compile(
    r"\b(?:not|never|don't|no|without|refuse\w*|other|another|second|third|foreign|host)\b"
    r"|\b(?:не|никогда|нельзя|без|друг\w+|втор\w+|треть\w+|ино\w+|чуж\w+|отка\w+)\b",
    re.IGNORECASE,
)
HOME_MISSION = "advice must not send a person to the home state's missions"


def forbidden(text: str, *, advice: bool = True) -> list[tuple[str, str]]:
    """Return what in a text may not be said: the words as they stand there, and the reason.

    `advice` is false for sentences that only say an answer back.
    """
    found = [(hit[0], ban.reason) for ban in BANS for hit in ban.pattern.finditer(text)]
    # What is quoted is what others say: it may stand there to be contradicted.
    if not advice:
        return found
    own_words = re.sub(r"“[^”]*”|«[^»]*»", "", text)
    for sentence in re.split(r"(?<=[.!?;:])\s+", own_words):
        for pattern in (_TURN_TO, _OBRATITES):
            hit = pattern.search(sentence)
            if hit is not None and _EXCUSE.search(sentence) is None:
                found.append((hit[0], HOME_MISSION))
    return found
