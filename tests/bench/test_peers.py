"""The other programs: pinned, and named without any server."""

from __future__ import annotations

import re

from bench import peers


def test_every_peer_is_pinned() -> None:
    """A comparison that a newer version would change says which version it was."""
    asked = peers.listed()
    assert set(asked) == {"jrnl", "posting", "harlequin"}
    for wanted in asked.values():
        assert all(re.fullmatch(r"[\w.-]+==[\w.]+", each) for each in wanted)


def test_a_peer_sees_nothing_of_the_persons_own_settings() -> None:
    """Its home is the harness's, so that nobody's journal is opened by accident."""
    home = peers.home_of("jrnl")
    assert home["HOME"].endswith(".bench/homes/jrnl")
    assert not any(name.startswith(("SAFEJOURNAL", "PYTHONPATH")) for name in home)
