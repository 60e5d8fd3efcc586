"""`pack`: what is in use, and what is said to somebody who writes one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from safejournal.content.builtin import base
from safejournal.content.library import use
from tests.cli.calling import Cli
from tests.content.test_validation import written
from tests.vault.journals import make_journal

BASE = Path(__file__).parents[2] / "src" / "safejournal" / "content" / "packs" / "base"


@pytest.fixture(autouse=True)
def as_built_in() -> Iterator[None]:
    """Let no pack stay in use after a test."""
    yield
    use([])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the built-in pack as its makers write it."""
    return Path(shutil.copytree(BASE, tmp_path / "pack"))


def test_the_packs_in_use_are_listed(cli: Cli, tmp_path: Path) -> None:
    """With where each comes from, and how much it holds; without a vault the built-in one."""
    nowhere = str(tmp_path / "none")
    (listed,) = cli("pack", "list", "--json", vault=nowhere).json
    assert (listed["id"], listed["origin"], listed["maker"]) == ("base", "built_in", None)
    assert listed["items"]["cases"] == len(base().cases)
    assert cli("pack", "show", "base", "--json").json == listed
    assert "comes with the program" in cli("pack", "list", vault=nowhere).text
    assert f"Checklists: {len(base().checklists)}" in cli("pack", "show", "base").text
    assert cli.asked == []
    assert cli("pack", "list", "--json").json == [listed]
    assert cli("pack", "show", "no-such").code == 1


def test_a_pack_without_a_fault_is_said_to_have_none(cli: Cli, folder: Path) -> None:
    """And exit 0."""
    assert cli("pack", "validate", str(folder), "--json").json == {"valid": True, "problems": []}
    assert cli("pack", "validate", str(folder)).code == 0


def test_every_fault_is_told_with_file_line_and_reason(cli: Cli, folder: Path) -> None:
    """All of them, in a form that editors understand; exit 5."""
    lesson = folder / "lessons" / "limits.toml"
    lines = lesson.read_text().replace("reviewed = ", "# reviewed = ").splitlines()
    lesson.write_text("\n".join(lines) + "\n")
    rule = folder / "rules" / "arrest.toml"
    rule.write_text(rule.read_text().replace('per = "leg"', 'per = "moon"', 1))
    told = cli("pack", "validate", str(folder), "--json")
    assert told.code == 5
    assert told.json["valid"] is False
    files = {each["file"] for each in told.json["problems"]}
    assert files == {"lessons/limits.toml", "rules/arrest.toml"}
    assert all(each["line"] > 0 and each["reason"] for each in told.json["problems"])
    said = cli("pack", "validate", str(folder))
    assert said.code == 5
    assert said.text.splitlines()[0].startswith("lessons/limits.toml:")


def test_a_pack_is_compiled_unsigned_and_says_so(cli: Cli, folder: Path, tmp_path: Path) -> None:
    """The same bytes as the built-in one is made of; a faulty one is not built."""
    target = tmp_path / "out.json"
    build = ("pack", "build", str(folder), "-o", str(target), "--unsigned")
    built = cli(*build, "--json").json
    assert built == {"file": str(target), "bytes": target.stat().st_size, "signed": False}
    assert target.read_bytes() == BASE.with_suffix(".json").read_bytes()
    assert cli(*build).code == 1
    again = cli(*build, "--force")
    assert "not signed" in again.err
    (folder / "pack.toml").write_text('format = "something else"\n')
    refused = cli("pack", "build", str(folder), "-o", str(tmp_path / "other.json"))
    assert refused.code == 5
    assert "pack.toml:" in refused.err
    assert not (tmp_path / "other.json").exists()


def test_a_folder_without_a_pack_is_not_found(cli: Cli, tmp_path: Path) -> None:
    """Neither validated nor built."""
    for words in (["validate", str(tmp_path)], ["build", str(tmp_path), "-o", str(tmp_path / "o")]):
        called = cli("pack", *words)
        assert (called.code, called.out) == (1, b"")


# ------------------------------------------------------------- signed ones


@pytest.fixture
def maker(tmp_path: Path) -> Cli:
    """Return the command line of somebody who makes packs."""
    return Cli(make_journal(tmp_path / "maker"))


@pytest.fixture
def file(maker: Cli, tmp_path: Path) -> str:
    """Return a pack file that they built."""
    target = tmp_path / "mine.sjpack"
    built = maker("pack", "build", str(written(tmp_path / "mine")), "-o", str(target), "--json")
    assert built.json["signed"] is True, built.err
    return str(target)


def test_who_has_no_vault_cannot_sign(cli: Cli, tmp_path: Path) -> None:
    """One sentence says why; nothing is written."""
    target = tmp_path / "out"
    words = ("pack", "build", str(written(tmp_path / "mine")), "-o", str(target))
    called = cli(*words, vault=str(tmp_path / "none"))
    assert (called.code, called.out) == (1, b"")
    assert not target.exists()


def test_a_pack_is_installed_after_a_yes(cli: Cli, maker: Cli, file: str) -> None:
    """The eight words stand there first; a no changes nothing, and no terminal means no."""
    words = maker("identity", "--json").json["words"]
    no = cli("pack", "install", file, stdin="n\n", terminal=True)
    assert no.code == 1
    assert " ".join(words) in " ".join(no.err.split())
    assert "Nobody in this journal" in no.err
    for more in ([], ["--json"], ["--passphrase-fd", "9"]):
        refused = cli("pack", "install", file, *more)
        assert (refused.code, refused.out) == (1, b"")
    assert len(cli("pack", "list", "--json").json) == 1
    yes = cli("pack", "install", file, stdin="y\n", terminal=True)
    assert yes.code == 0, yes.err
    assert "UNKNOWN MAKER" in yes.text
    (_base, mine) = cli("pack", "list", "--json").json
    assert mine["words"] == words
    assert mine["maker"]["standing"] == "unknown"
    assert cli("pack", "show", "mine", "--json").json == mine


def test_yes_can_be_said_beforehand(cli: Cli, file: str) -> None:
    """For scripts, and from standard input."""
    told = cli("pack", "install", "-", "--yes", "--json", stdin=Path(file).read_bytes())
    assert told.code == 0, told.err
    assert (told.json["id"], told.json["replaces"]) == ("mine", None)
    assert cli("pack", "install", file, "--yes", "--json").json["replaces"] == "1"


def test_a_spoilt_pack_is_refused_before_anybody_is_asked(
    cli: Cli, file: str, folder: Path, tmp_path: Path
) -> None:
    """Altered, not signed, too large, malformed, of another version: exit 5 and a reason."""
    whole, spoilt = Path(file).read_bytes(), tmp_path / "spoilt"
    unsigned = tmp_path / "unsigned"
    cli("pack", "build", str(folder), "-o", str(unsigned), "--unsigned")
    for content in (
        whole.replace(b"Somebody", b"Somebodi"),
        whole[:-200],
        written_unsigned(cli, tmp_path),
        b"x" * (5 << 20),
        whole.replace(b"safejournal-pack/1", b"safejournal-pack/2"),
        b"",
    ):
        spoilt.write_bytes(content)
        called = cli("pack", "install", str(spoilt), "--yes")
        assert (called.code, called.out) == (5, b"")
        assert called.err.strip()
    assert cli("pack", "install", str(tmp_path / "none"), "--yes").code == 1
    assert cli.asked == []


def written_unsigned(cli: Cli, tmp_path: Path) -> bytes:
    """Return a good pack that nobody signed."""
    target = tmp_path / "bare"
    cli("pack", "build", str(written(tmp_path / "bare-folder")), "-o", str(target), "--unsigned")
    return target.read_bytes()


@pytest.fixture
def with_pack(cli: Cli, file: str) -> Cli:
    """Return the command line on a journal that has a pack of somebody unknown."""
    assert cli("pack", "install", file, "--yes", "--json").code == 0
    return cli


MARK = "[pack mine, UNKNOWN MAKER]"


@pytest.mark.parametrize(
    "words",
    [
        ("case", "list", "--all"),
        ("case", "show", "mine/aa-bb-01"),
        ("lesson", "list", "--all"),
        ("lesson", "show", "mine/lesson"),
        ("checklist", "list", "--all"),
        ("checklist", "show", "mine/list"),
        ("checklist", "print", "mine/list"),
        ("checklist", "print", "mine/list", "--card"),
        ("checklist", "print", "mine/list", "--format", "html"),
        ("pack", "list"),
        ("pack", "show", "mine"),
    ],
    ids=" ".join,
)
def test_what_comes_from_somebody_unknown_is_marked(with_pack: Cli, words: tuple[str, ...]) -> None:
    """Wherever a person reads it: in lists, on its page, on paper, on the card."""
    called = with_pack(*words)
    assert called.code == 0, called.err
    assert MARK in " ".join(called.text.split())


def test_every_step_on_paper_bears_the_mark(with_pack: Cli) -> None:
    """Not the title alone: a page may be cut in two."""
    for more in ([], ["--card"]):
        text = with_pack("checklist", "print", "mine/list", *more).text
        assert " ".join(text.split()).count(MARK) >= 2


def test_json_names_the_maker_of_each_item(with_pack: Cli) -> None:
    """And of none that is built in."""
    cases = with_pack("case", "list", "--all", "--json").json
    assert {each["id"]: each["maker"] for each in cases if each["maker"]}.keys() == {
        "mine/AA-BB-01"
    }
    step = with_pack("checklist", "show", "mine/list", "--json").json["steps"][0]
    assert step["maker"]["standing"] == "unknown"


def test_a_trip_is_held_against_installed_packs(with_pack: Cli) -> None:
    """Its finding is there, marked; a file without the vault is held against what is built in."""
    plan = {
        "format": "safejournal-plan/1",
        "person": {"home_state": "RU", "lives_in": "KG", "roles": ["activist"]},
        "legs": [{"from": {"country": "KG"}, "to": {"country": "KZ"}, "mode": "road"}],
    }
    trip = with_pack("add", "trip", "-", "--json", stdin=json.dumps({"plan": plan})).json["id"]
    told = with_pack("assess", trip, "--json").json
    (mine,) = (each for each in told["findings"] if each["rule"].startswith("mine/"))
    assert mine["maker"] == {
        "pack": "mine", "version": "1", "standing": "unknown", "contact": None
    }  # fmt: skip
    assert mine["sources"][0]["publisher"] == "A publisher"
    text = " ".join(with_pack("assess", trip).text.split())
    assert f"SERIOUS: abduction, handed over without a court {MARK}" in text
    assert f"mine/AA-BB-01, Kazakhstan 2026 {MARK}" in text
    assert f"A list {MARK} (mine/list)" in text


def test_a_plan_file_is_held_against_pack_files_that_are_given(
    cli: Cli, file: str, tmp_path: Path
) -> None:
    """Without a vault, and says so when it is held against what is built in alone."""
    plan = tmp_path / "plan.json"
    plan.write_text(
        json.dumps(
            {
                "format": "safejournal-plan/1",
                "person": {"home_state": "RU", "lives_in": "KG", "roles": ["activist"]},
                "legs": [{"from": {"country": "KG"}, "to": {"country": "KZ"}, "mode": "road"}],
            }
        )
    )
    alone = cli("assess", str(plan))
    assert "built-in guidance alone" in alone.err
    assert "mine/" not in alone.text
    with_file = cli("assess", str(plan), "--pack", file)
    assert MARK in " ".join(with_file.text.split())
    assert cli.asked == []
    assert cli("assess", str(plan), "--pack", str(plan)).code == 5


def test_a_pack_is_taken_out_again(with_pack: Cli) -> None:
    """It asks; what is built in stays; a run that was begun of it keeps its ticks."""
    run = with_pack("checklist", "start", "mine/list", "--json").json["id"]
    assert with_pack("checklist", "tick", run, "1").code == 0
    assert with_pack("pack", "remove", "mine").code == 1
    assert with_pack("pack", "remove", "base", "--yes").code == 1
    assert with_pack("pack", "remove", "mine", "--yes", "--json").json == {"removed": "mine"}
    assert len(with_pack("pack", "list", "--json").json) == 1
    assert with_pack("pack", "remove", "mine", "--yes").code == 1
    (step,) = with_pack("checklist", "show", run, "--json").json["steps"]
    assert (step["id"], step["state"]) == ("item", "done")
