"""Names in the order of the alphabet, also where it has more letters than the Russian one.

Kazakh Ә comes after every А and before Б, Kyrgyz Ө after О: search takes them for one letter, since
many keyboards lack them, but in a list their readers look for them where their alphabets have them.
"""

from __future__ import annotations

from safejournal.domain.fold import letters

_AFTER = {
    "ә": ("а", 1), "ґ": ("г", 1), "ғ": ("г", 2), "ё": ("е", 1), "є": ("е", 2), "җ": ("ж", 1),
    "і": ("и", 1), "ї": ("и", 2), "й": ("и", 3), "қ": ("к", 1), "ң": ("н", 1), "ө": ("о", 1),
    "ұ": ("у", 1), "ү": ("у", 2), "ў": ("у", 3), "һ": ("х", 1), "ҳ": ("х", 2),
}  # fmt: skip
"""Letters that stand after another one: Kazakh, Kyrgyz, Ukrainian, Belarusian, Uzbek, Tatar. Kazakh
alone has І after Ы; here it stands where the Belarusian and the Ukrainian alphabet have it."""


def alphabetical(text: str) -> tuple[tuple[str, int], ...]:
    """Return by what a name is sorted. Case, accents and signs do not matter, ё is not е."""
    key: list[tuple[str, int]] = []
    for character in text.lower():
        if character in _AFTER:
            key.append(_AFTER[character])
        else:
            key += [(letter, 0) for letter in letters(character)]
    return tuple(key)
