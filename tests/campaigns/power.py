"""The power goes: a session's calls are recorded, and every disk that could be found is opened.

    python -m tests.campaigns.power --states 20000
    python -m tests.campaigns.power --states 500 --without files      the controls: they must fail
    python -m tests.campaigns.power --states 500 --without folders

A session does every act several times. In front of each of its calls the power may go; what was
synced is there then, of all else any part (tests/campaigns/disk.py). What was acknowledged before
must be there, and the vault must open.
"""

from __future__ import annotations

import argparse
import json
import random
import secrets
import shutil
import sys
import tempfile
import time
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any

from safejournal.errors import SafeJournalError, StoreDamaged
from safejournal.vault import compaction
from safejournal.vault.pages import check_trees
from safejournal.vault.vault import Vault
from safejournal.vault.verification import check_contents, silently, verify
from tests.campaigns.acts import ACTS, LARGE, World, Writer, make_world, prepare
from tests.campaigns.disk import POLICIES, Disk
from tests.campaigns.kernel import Call, watch
from tests.campaigns.kill import MEMORY
from tests.campaigns.left import Acknowledged, check, stick
from tests.vault.journals import Journal

ROUNDS = 3
"""Of every act in a session; small ones more often between."""

FREE = "only a free page was torn"

SAID = "said"


class Session:
    """A journal whose every call is recorded, with what was acknowledged between them."""

    def __init__(self, folder: Path, seed: int) -> None:
        prepare()
        self.root, aside = folder / "disk", folder / "aside"
        self.root.mkdir()
        aside.mkdir()
        self.world = make_world(aside)
        self.made = _settled(self.world, self.root)
        self.known = Acknowledged(ways=[self.world.passphrase.hex()])
        self.before = aside / "before"
        shutil.copytree(self.root, self.before)
        self.calls: list[tuple[Call, bytes]] = []
        self.said: list[tuple[int, str, Any]] = []
        self._record(seed)

    def _record(self, seed: int) -> None:
        acts = [*ACTS * ROUNDS, *(set(ACTS) - set(LARGE)), *(set(ACTS) - set(LARGE))]
        random.Random(seed).shuffle(acts)
        said = self.root.parent / SAID

        def decide(call: Call) -> int:
            if call.path == str(said):
                if call.name == "write":
                    self.said.append((len(self.calls), *json.loads(call.data())))
            elif call.path.startswith(str(self.root)) or call.target.startswith(str(self.root)):
                self.calls.append((call, call.data() if "write" in call.name else b""))
            return 0

        def act() -> None:
            with said.open("ab", buffering=0) as file:

                def say(act: str, told: Any) -> None:
                    file.write(json.dumps([act, told]).encode())

                writer = Writer(self.made, self.known, self.world, say)
                writer.dice = random.Random(seed)
                for each in acts:
                    getattr(writer, each)()

        assert watch(act, self.root.parent, decide) == 0
        assert len(self.said) > len(acts)

    def disk(self, without: str) -> Disk:
        """Return the disk as it was before the session."""
        shutil.rmtree(self.root)
        shutil.copytree(self.before, self.root)
        return Disk(self.root, files_sync=without != "files", folders_sync=without != "folders")


def _settled(world: World, root: Path) -> Journal:
    """Return a journal on the played disk, whose backups have their place already."""
    made = world.journal("journal")
    for place in (made.place, stick(made.place)):
        place.rename(root / place.name)
    made = Journal(place=root / "journal", dek=made.dek, realm=made.realm)
    Writer(made, Acknowledged(), world, lambda *_: None).vault.close()
    return made


def lose_power(session: Session, states: int, seed: int, without: str) -> Counter[str]:
    """Look at so many disks; return what was counted."""
    chance, counted = random.Random(seed), Counter[str]()
    moments = [(at, policy) for at in range(len(session.calls)) for policy in POLICIES]
    rounds = -(-states // len(moments))
    chosen = Counter(chance.sample(moments * rounds, states))
    counted["calls"] = len(session.calls)
    disk, known, said = session.disk(without), deepcopy(session.known), list(session.said)
    for at, (call, data) in enumerate(session.calls):
        while said and said[0][0] <= at:
            _, act, told = said.pop(0)
            known.take(act, told)
        for policy in POLICIES:
            for _ in range(chosen[at, policy]):
                disk.lose_power(policy, chance)
                found = _look(session.made, deepcopy(known))
                counted["states"] += 1
                counted[f"after {policy}"] += 1
                counted[FREE] += found == FREE
                if found not in {"", FREE}:
                    counted["lost"] += 1
                    print(f"call {at} {call}, {policy}: {found}", file=sys.stderr, flush=True)
        disk.do(call, data)
    return counted


def _look(made: Journal, known: Acknowledged) -> str:
    """Return what is wrong with what is left, FREE for no more than a free page, or nothing."""
    try:
        check(deepcopy(made), deepcopy(known))
    except StoreDamaged as damaged:
        return FREE if _only_free(made, known, damaged) else str(damaged)
    except (AssertionError, SafeJournalError, OSError) as error:
        return f"{type(error).__name__}: {error}"
    return ""


def _only_free(made: Journal, known: Acknowledged, damaged: StoreDamaged) -> bool:
    """Tell whether only a page that is in no use was half-written, and goes when one compacts.

    SQLite does not journal what a free page held. When it is taken into use and the power goes in
    the middle of writing it, it is free again afterwards, and no HMAC fits what it holds.
    """

    def verified(vault: Vault) -> None:
        with vault.reading() as connection:
            check_trees(connection)
            check_contents(connection)
        compaction.compact(vault)
        verify(vault, silently)

    if "was altered" not in str(damaged):
        return False
    try:
        check(deepcopy(made), deepcopy(known), verifying=verified)
    except (AssertionError, SafeJournalError, OSError):
        return False
    return True


def main() -> int:
    """Run from a command line and print what was counted."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--states", type=int, default=500)
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    parser.add_argument("--without", choices=("files", "folders"), default="")
    wanted = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        session = Session(Path(folder), wanted.seed)
        counted = lose_power(session, wanted.states, wanted.seed, wanted.without)
    counted["seconds"] = round(time.monotonic() - begun)
    print(json.dumps({"seed": wanted.seed, "lost": 0} | dict(sorted((+counted).items()))))
    return counted["lost"] > 0


if __name__ == "__main__":
    sys.exit(main())
