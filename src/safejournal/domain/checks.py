"""Small checks that many values share. Each raises ValueError and never quotes the value."""

from __future__ import annotations

import re

ID = re.compile(r"[0-9a-f]{32}")
"""A record's or an attachment's id: 128 random bits in hexadecimal, with no time in it."""

COUNTRIES = frozenset(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR "
    "BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ "
    "EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW "
    "GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY "
    "KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV "
    "MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY "
    "QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG "
    "TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA "
    "ZM ZW".split()
)
"""ISO 3166-1 alpha-2, and the user-assigned XK by which Kosovo is commonly meant."""

LONGEST_TEXT = 200_000
"""Characters in one text: some hundred printed pages, and still quick to fold, mark and compare."""

LONGEST_LIST = 1_000
"""Entries in one list (tags, people, steps): beyond any real record, and cheap to draw."""


def check_id(value: str | None) -> None:
    """Refuse what is not an id; None (nobody named) is fine."""
    if value is not None and ID.fullmatch(value) is None:
        raise ValueError("an id is 32 hexadecimal digits")


def check_country(value: str | None) -> None:
    """Refuse what is not an ISO 3166-1 alpha-2 code; None (not said) is fine."""
    if value is not None and value not in COUNTRIES:
        raise ValueError("a country is its two capital letters in ISO 3166-1")


def check_text(value: str) -> None:
    """Refuse text that storage or search would silently cut (NUL), or that is too long."""
    if "\0" in value:
        raise ValueError("text may not hold a NUL character")
    if len(value) > LONGEST_TEXT:
        raise ValueError(f"text may hold at most {LONGEST_TEXT} characters")


def check_length(values: tuple[object, ...] | None) -> None:
    """Refuse a list that is longer than any real record needs."""
    if values is not None and len(values) > LONGEST_LIST:
        raise ValueError(f"a list may hold at most {LONGEST_LIST} entries")
