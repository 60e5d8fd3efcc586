"""Every reader of what others made, given a few hundred inputs that are nearly right.

`python -m tests.campaigns.fuzz` does the same for as long as one likes, led by what code is reached
(atheris). Here the same inputs come at every run.
"""

from __future__ import annotations

from random import Random

import pytest

from tests.fuzz.kept import load
from tests.fuzz.targets import TARGETS, Target

ROUNDS = {"tar": 400, "text": 150, "word": 200, "file": 300}
"""Inputs of those that take longer."""

USUAL = 1500


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_a_reader_answers_or_refuses_whatever_it_is_given(target: Target) -> None:
    """Nothing but the program's refusals comes out, and every answer holds what it promises."""
    chance = Random(f"2026-11-24 {target.name}")
    corpus = [*target.seeds(), *load(target.name)]
    for seed in corpus:
        target.one(seed)
    for _ in range(ROUNDS.get(target.name, USUAL)):
        made = target.changed(chance.choice(corpus), chance)
        target.one(made)
        if chance.random() < 0.2:
            corpus.append(made)


def test_a_fault_in_a_reader_would_be_seen() -> None:
    """The control: one that fails where a document holds a number beyond 2^53 is found out."""
    target = TARGETS["manifest"]

    def one(data: bytes) -> None:
        assert b"900719925474" not in data

    faulty = Target("faulty", one, target.seeds, how=target.how)
    chance = Random(1)

    def look_long() -> None:
        for _ in range(2000):
            faulty.one(faulty.changed(chance.choice(faulty.seeds()), chance))

    with pytest.raises(AssertionError):
        look_long()
