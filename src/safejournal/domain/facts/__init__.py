"""Facts: named pure predicates over a plan, answering yes, no or not said.

Rules name them in `when` and `unless`, checklist items in `applies_if`, `never_if` and `done_by`.
Each says by its docstring when it is yes; the answers that led there come with it. Silence is never
read as no: what was not said is reported by its path.
"""

from safejournal.domain.facts import (
    journey,
    papers,
    person,
    places,
    prepared,
    signs,
    skies,
    standing,
)
from safejournal.domain.facts.answers import Answer, Evidence
from safejournal.domain.facts.register import FACTS, OF_A_PLACE, OF_A_STRETCH, Fact
from safejournal.domain.facts.view import Spot, View

__all__ = ["FACTS", "OF_A_PLACE", "OF_A_STRETCH", "Answer", "Evidence", "Fact", "Spot", "View"]

# Loaded so that they register their facts.
_ = (journey, papers, person, places, prepared, signs, skies, standing)
