"""What a kit for workshops holds, and for which machines: its table of contents."""

from __future__ import annotations

from dataclasses import field

from safejournal.domain.values import dataclass

FORMAT = "safejournal-kit/1"

SYSTEMS = ("linux", "macos", "windows")


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """One kind of machine, and what the kit holds for it."""

    system: str
    processor: str
    pythons: tuple[str, ...]
    """The Pythons for which the program's packages are there (`3.11` …)."""
    python: str = ""
    """The version of the Python that is in the kit; "" for none."""
    installer: str = ""
    """The file by which that Python is installed; "" where it runs from the kit as it is."""
    executable: bool = False
    """Whether the kit holds a program for it that needs no Python."""

    @property
    def stands_alone(self) -> bool:
        """Tell whether nothing need be on the machine beforehand."""
        return self.executable or (self.python != "" and not self.installer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A kit's table of contents, which stands in `kit.json`."""

    program: str
    """The program's version."""
    digest: str
    """One SHA-256 over all files of the program."""
    day: str
    """When it was put together, `YYYY-MM-DD`."""
    served: tuple[Served, ...]
    packs: tuple[str, ...] = ()
    """Files of packs of others, by name."""
    key: str = ""
    """The key that signed it, as `ssh-keygen` tells it (`SHA256:…`); "" where nobody did."""
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The eight words of the signer's two keys, by language."""
    practice: bool = False
    """Whether it was signed in a practice journal."""
