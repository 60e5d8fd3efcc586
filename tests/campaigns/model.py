"""The vault against a plain model of it, for as many steps as one likes: tests/vault/test_model.py.

python -m tests.campaigns.model --steps 200000
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.vault.test_model import JournalMachine

STEPS = 60
"""Acts in one run at most: a vault with a past, which is looked through after every act."""

COUNTED: Counter[str] = Counter()


class Counting(JournalMachine):
    """The same, and it counts what it does."""

    def __init__(self) -> None:
        super().__init__()
        COUNTED["vaults"] += 1

    def check_invariants(self, *told: Any, **more: Any) -> None:
        """Count a step; what must hold is looked at after each."""
        COUNTED["steps"] += 1
        super().check_invariants(*told, **more)


def main() -> int:
    """Run until so many steps have been made; hypothesis raises at the first difference."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--steps", type=int, default=2_000)
    wanted, begun = parser.parse_args(), time.monotonic()
    how = settings(
        max_examples=max(1, min(1_000, wanted.steps // STEPS)),
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    while COUNTED["steps"] < wanted.steps:
        run_state_machine_as_test(Counting, settings=how)
    COUNTED["seconds"] = round(time.monotonic() - begun)
    print(json.dumps({"lost": 0} | dict(COUNTED)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
