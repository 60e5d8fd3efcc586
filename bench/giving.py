"""P10 and P16: what a bundle costs over the encryption in it, on its way out and back in."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench import peers
from bench.goals import Goal, Row, Run, Unit, at_least, at_most
from bench.processes import Command
from bench.samples import Sample, Trial, in_turn
from bench.tree import NOW, Tree
from bench.workers import Worker

MEBIBYTES, RECORDS = 512, 2_000
MOST_MIB = 100
"""Resident memory of a session that gives or takes so much, the jail's own not counted."""


def pair(run: Run, tree: Tree, records: int, mebibytes: int) -> Worker:
    """Return two people who have exchanged keys, ready to give each other bundles."""
    place = run.scratch / f"pair-{tree.name}-{records}"
    place.mkdir()
    words = ("bench.exchanging", str(place), str(records), str(mebibytes))
    return run.closing.enter_context(Worker(tree, *words))


def attachment_rows(run: Run) -> Iterator[Row]:
    """Measure P10."""
    two = pair(run, NOW, 0, MEBIBYTES)
    plain = run.scratch / "pair-now-0" / "plain"
    ours, theirs, bundle = (str(run.scratch / name) for name in ("ours", "theirs", "bundle"))
    trials: dict[str, Trial] = {"seal": two.does("seal", ours)}
    if age := peers.find("age"):
        trials["age"] = _command([age, "-r", two.says("recipient"), "-o", theirs, str(plain)])
    trials["export"] = two.does("export", bundle)
    trials["unseal"] = two.does("unseal", bundle)
    if age:
        key = _private(run.scratch / "key", two.says("key"))
        opened = str(run.scratch / "opened")
        trials["age, back"] = _command([age, "-d", "-i", str(key), "-o", opened, theirs])
    trials["series"] = two.does("read_and_seal", theirs)
    taken = in_turn(trials, run.few(3))
    yield from _beside_age(taken)
    yield Row(
        goal="P10",
        what=f"SQLCipher reading and pyrage in series / {MEBIBYTES} MiB from vault to bundle",
        ours=taken["export"],
        theirs=taken["series"],
        bound=at_least(0.7),
        unit=Unit.SECONDS,
    )
    yield Row(
        goal="P10",
        what=f"peak memory of the session that did this / the {MOST_MIB} MiB allowed",
        ours=Sample((two.does("memory")(),)),
        theirs=Sample((float(MOST_MIB),)),
        bound=at_most(1.0),
        unit=Unit.MEBIBYTES,
    )


def _beside_age(taken: Mapping[str, Sample]) -> Iterator[Row]:
    for ours, theirs, way in (
        ("seal", "age", "into container and encryption"),
        ("unseal", "age, back", "back through the jail"),
    ):
        yield Row(
            goal="P10",
            what=f"age / {MEBIBYTES} MiB {way}, streamed",
            ours=taken[ours],
            theirs=taken.get(theirs),
            bound=at_least(0.5),
            unit=Unit.SECONDS,
            note="" if theirs in taken else "age is missing",
        )


def _command(words: list[str]) -> Trial:
    environment = {"PATH": os.environ["PATH"]}

    def trial() -> float:
        Path(words[words.index("-o") + 1]).unlink(missing_ok=True)
        return Command(words=words, environment=environment).seconds()

    return trial


def _private(place: Path, secret: str) -> Path:
    place.write_text(secret + "\n", "ascii")
    place.chmod(0o600)
    return place


def receptions(run: Run, tree: Tree) -> Mapping[str, Trial]:
    """Return what P16 does."""
    return {"receive": _receiving(run, tree)[0]}


def _receiving(run: Run, tree: Tree) -> tuple[Trial, Trial]:
    two, bundle = pair(run, tree, RECORDS, 0), str(run.scratch / f"bundle-{tree.name}")
    two.does("export", bundle)()
    return two.does("receive", bundle), two.does("decrypt_and_decode", bundle)


def reception_rows(run: Run) -> Iterator[Row]:
    """Measure P16."""
    receive, least = _receiving(run, NOW)
    taken = in_turn({"receive": receive, "least": least}, run.few(5))
    yield Row(
        goal="P16",
        what=f"a received bundle of {RECORDS:,} records, verified, compared and kept"
        " / decrypting and decoding it",
        ours=taken["receive"],
        theirs=taken["least"],
        bound=at_most(3.0),
    )


GOALS = (
    Goal(name="P10", promise="attachments", rows=attachment_rows),
    Goal(name="P16", promise="a received bundle", rows=reception_rows, acts=receptions),
)
