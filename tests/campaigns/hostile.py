"""The hostile files of docs/bundle-format.md and the public age vectors, through the whole way in.

`python -m tests.campaigns.hostile` prints how many got the verdict that they must, how much memory
the largest jail took, and how long the slowest one. The session that asks is this process: that it
prints anything shows that it outlived them.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from tests.exchange import test_vectors
from tests.exchange.hostile import TAKEN, cases
from tests.exchange.test_hostile import verdict

ELSEWHERE = (52, 53)
"""Classes that need an inbox: tests/services/test_receiving.py."""


def main() -> int:
    """Run them all, print the figures, and return how many went wrong."""
    wrong, slowest, every = [], 0.0, cases()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "file"
        for case in every:
            place.write_bytes(case.make())
            begun = time.monotonic()
            if verdict(place) != (case.verdict, case.shown):
                wrong.append(f"{case.number} {case.name}")
            slowest = max(slowest, time.monotonic() - begun)
        for path in test_vectors.ALL:
            place.write_bytes(test_vectors.vector(path).file)
            if verdict(place)[0] == TAKEN:
                wrong.append(path.stem)
    classes = {case.number for case in every if case.number}
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"classes       {len(classes)} of 64 here, {len(ELSEWHERE)} with an inbox")
    print(f"files         {len(every)}, and {len(test_vectors.ALL)} public age vectors")
    print(f"wrong         {len(wrong)} {wrong or ''}")
    print(f"peak memory   {peak:.0f} MiB of one jail")
    print(f"slowest       {slowest:.1f} s")
    told = {"faults found": len(wrong), "classes": len(classes), "files": len(every)}
    told |= {"age vectors": len(test_vectors.ALL), "MiB of the largest jail": round(peak)}
    print(json.dumps(told))
    return len(wrong)


if __name__ == "__main__":
    sys.exit(main())
