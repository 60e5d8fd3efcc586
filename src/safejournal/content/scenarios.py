"""Scenario packs: a folder becomes one compiled file, and that a scenario in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from safejournal import codec
from safejournal.content.building import plain
from safejournal.content.folder import Folder, Item, read_folder
from safejournal.content.packs import LANGUAGE, MAKER, compile_members, member, text_in
from safejournal.content.scenario_shapes import FORMAT, FORMATS, KINDS
from safejournal.domain import scenarios as s
from safejournal.domain.stories import joined
from safejournal.errors import InputRejected, NotFound

SHIPPED = Path(__file__).parent / "scenarios"
"""The scenarios that come with the program: a folder each, named by its id."""

LARGEST_SCENARIO = 4 << 20
"""Bytes of a compiled scenario, as of any pack."""

_MEMBERS = {"pack", *KINDS}


def shipped() -> list[str]:
    """Return the ids of the scenarios that come with the program."""
    return sorted(each.parent.name for each in SHIPPED.glob("*/pack.toml"))


def shipped_folder(scenario_id: str) -> Path:
    """Return where a scenario that comes with the program lies. Raises NotFound."""
    if scenario_id not in shipped():
        raise NotFound("there is no scenario of this id")
    return SHIPPED / scenario_id


def build(folder: Path, maker: str = "") -> bytes:
    """Return a folder compiled. Raises InputRejected, naming the first reason, when it is refused.

    The same folder always gives the same bytes. `maker` is the contact string of whoever will sign
    them.
    """
    from safejournal.content.scenario_validation import problems

    found = read_folder(folder, KINDS)
    amiss = problems(found)
    if amiss:
        more = f" (and {len(amiss) - 1} more)" if len(amiss) > 1 else ""
        raise InputRejected(f"{amiss[0]}{more}", hint="pack validate lists every reason.")
    members = _compiled(found)
    return compile_members(members | ({MAKER: maker} if maker else {}))


def is_scenario(compiled: bytes) -> bool:
    """Tell whether a compiled pack is a scenario and no guidance, from how it names its format."""
    return (
        f'"format":"{FORMATS}'.encode() in compiled.partition(b'\n"pack":')[2].partition(b"\n")[0]
    )


def check_compiled(compiled: bytes) -> str:
    """Hold a compiled scenario of somebody else against what it owes, and return its maker.

    The maker is a contact string, "" where none is named. Raises InputRejected with the reason.
    """
    from safejournal.content.scenario_validation import problems

    members = codec.parse(compiled, largest=LARGEST_SCENARIO)
    about = members.get("pack") if isinstance(members, dict) else None
    if not isinstance(about, dict) or not str(about.get("format")).startswith(FORMATS):
        raise InputRejected("this is no scenario pack")
    if about["format"] != FORMAT:
        raise InputRejected("this pack is of another version of the format, unknown here")
    maker = members.pop(MAKER, "")
    if not isinstance(maker, str) or members.keys() != _MEMBERS:
        raise InputRejected("this is no scenario pack: members are missing or unknown")
    if compile_members(members | ({MAKER: maker} if maker else {})) != compiled:
        raise InputRejected("this pack is not written in the one way in which packs are written")
    found = problems(_folder(members))
    if found:
        raise InputRejected(f"this pack is refused: {found[0].file}: {found[0].reason}")
    return maker


def count(compiled: bytes) -> dict[str, int]:
    """Return how many roles, steps, injects and records a compiled scenario holds."""
    kinds = ("role", "step", "inject", "record")
    return {f"{kind}s": len(member(compiled, kind)) for kind in kinds}


def read(compiled: bytes, language: str) -> s.Scenario:
    """Return a compiled scenario in a language, or in English where it is not written in it."""
    return _scenario(codec.parse(compiled, largest=LARGEST_SCENARIO), language)


def read_shipped(scenario_id: str, language: str) -> s.Scenario:
    """Return one that comes with the program, without validating it again. Raises NotFound."""
    return _scenario(_compiled(read_folder(shipped_folder(scenario_id), KINDS)), language)


def _compiled(folder: Folder) -> dict[str, Any]:
    items = {kind: [plain(each.value) for each in folder.items.get(kind, ())] for kind in KINDS}
    return {"pack": plain(folder.about.value), **items}


def _folder(members: dict[str, Any]) -> Folder:
    """Return the items as their maker wrote them, each with where it stands."""
    items: dict[str, list[Item]] = {}
    for kind in KINDS:
        said = members[kind]
        if not isinstance(said, list) or not all(isinstance(each, dict) for each in said):
            raise InputRejected(f"this pack is refused: {kind}: another shape is expected here")
        items[kind] = [
            Item(kind=kind, file=f"{kind}[{at}]", line=0, value=each, lines=())
            for at, each in enumerate(said)
        ]
    about = Item(kind="pack", file="pack", line=0, value=members["pack"], lines=())
    return Folder(about=about, items=items, problems=[])


def _scenario(members: Mapping[str, Any], wanted: str) -> s.Scenario:
    about = members["pack"]
    language = wanted if wanted in about["languages"] else LANGUAGE
    told = _In(language)
    return s.Scenario(
        id=about["id"],
        version=about["version"],
        reviewed=about["reviewed"],
        minutes=about["minutes"],
        smallest=about["smallest"],
        largest=about["largest"],
        language=language,
        languages=tuple(about["languages"]),
        **told.texts(about, "title", "summary", "care", "not_when"),
        aims=told.points(about["aims"]),
        room=told.points(about["room"]),
        cases=tuple(about["cases"]),
        sources=tuple(_sources(members)),
        roles=tuple(told.role(each) for each in members["role"]),
        steps=tuple(told.step(each, members["inject"]) for each in members["step"]),
        materials=tuple(told.material(each) for each in members["material"]),
        questions=tuple(
            s.Question(id=each["id"], **told.texts(each, "ask", "listen"))
            for each in members["question"]
        ),
        measures=tuple(
            s.Measure(id=each["id"], **told.texts(each, "text")) for each in members["measure"]
        ),
        records=tuple(told.record(each) for each in members["record"]),
    )


def _sources(members: Mapping[str, Any]) -> Iterator[str]:
    from safejournal.content.builtin import base

    own = {each["id"]: each for each in members["source"]}
    for name in members["pack"]["sources"]:
        of = own.get(name) or base().sources[name]
        yield f"{of['publisher']}: {of['title']} ({of['date']})"


class _In:
    """Reads items in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def texts(self, of: Mapping[str, Any], *keys: str) -> dict[str, Any]:
        return {key: text_in(of[key], self.language) for key in keys if key in of}

    def points(self, of: list[dict[str, str]]) -> tuple[str, ...]:
        return tuple(text_in(each, self.language) for each in of)

    def role(self, of: Mapping[str, Any]) -> s.Role:
        player = s.Player(of.get("player", s.Player.PARTICIPANT))
        return s.Role(id=of["id"], player=player, **self.texts(of, "name", "who", "knows", "task"))

    def step(self, of: Mapping[str, Any], injects: list[dict[str, Any]]) -> s.Step:
        return s.Step(
            id=of["id"],
            stage=s.Stage(of["stage"]),
            minutes=of["minutes"],
            drill=s.Drill(of["drill"]) if "drill" in of else None,
            materials=tuple(of.get("materials", ())),
            injects=tuple(self.inject(each) for each in injects if each["step"] == of["id"]),
            **self.texts(of, "title", "do", "say"),
        )

    def inject(self, of: Mapping[str, Any]) -> s.Inject:
        return s.Inject(
            id=of["id"],
            kind=s.InjectKind(of["kind"]),
            good=self.points(of["good"]),
            at=of.get("at"),
            to=tuple(of.get("to", ())),
            **self.texts(of, "title", "text", "tests", "by", "ask"),
        )

    def material(self, of: Mapping[str, Any]) -> s.Material:
        return s.Material(
            id=of["id"], to=tuple(of.get("to", ())), **self.texts(of, "title", "text")
        )

    def record(self, of: Mapping[str, Any]) -> s.Start:
        content = joined(of.get("content", {}), of.get(self.language, of.get(LANGUAGE, {})))
        return s.Start(
            role=of["role"], name=of["id"], kind=of["kind"], on=of["on"], content=content
        )
