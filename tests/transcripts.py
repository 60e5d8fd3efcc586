"""Sessions as text files, which anybody can read and add to.

In what is expected, `…` stands for anything within a line, a line of `…` alone for any lines, and
`{name}` for hexadecimal digits: any at its first place, the same ones (as many as there are) later.
"""

from __future__ import annotations

import re

ANYTHING = "…"
_PIECE = re.compile(r"\{(\w+)\}|…")
_DIGITS = "[0-9a-f]{4,64}"


class Names(dict[str, str]):
    """The hexadecimal digits that names stand for, once they have been seen."""

    def fill(self, text: str) -> str:
        """Return a text with the names in it replaced by their digits."""
        return re.sub(r"\{(\w+)\}", lambda found: self.get(found[1], found[0]), text)

    def learn(self, name: str, digits: str) -> bool:
        """Take note of what a name stands for; False when it stands for something else."""
        known = self.setdefault(name, digits)
        if known.startswith(digits):
            return True
        if digits.startswith(known):
            self[name] = digits
            return True
        return False


def check(expected: list[str], got: list[str], names: Names) -> None:
    """Hold what came against what was expected, or fail with both."""
    if not _agree(expected, got, names):
        wanted, came = "\n".join(expected), "\n".join(got)
        raise AssertionError(f"expected:\n{wanted}\n\ngot:\n{came}")


def _agree(expected: list[str], got: list[str], names: Names) -> bool:
    if not expected:
        return not got
    first, *rest = expected
    if first.strip() == ANYTHING:
        return any(_agree(rest, got[at:], names) for at in range(len(got) + 1))
    return bool(got) and _line(first, got[0], names) and _agree(rest, got[1:], names)


def _line(expected: str, got: str, names: Names) -> bool:
    pattern, at, order = "", 0, []
    for piece in _PIECE.finditer(expected):
        pattern += re.escape(expected[at : piece.start()])
        pattern += f"({_DIGITS})" if piece[1] else ".*"
        order += [piece[1]] if piece[1] else []
        at = piece.end()
    found = re.fullmatch(pattern + re.escape(expected[at:]), got)
    return found is not None and all(
        names.learn(name, digits) for name, digits in zip(order, found.groups(), strict=True)
    )
