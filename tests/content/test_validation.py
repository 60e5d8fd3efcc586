"""What a pack is refused for: each with its file, its line and a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from safejournal.content.building import build
from safejournal.content.forbidden import HOME_MISSION, forbidden
from safejournal.content.packs import FORMAT, Pack
from safejournal.content.validation import validate
from safejournal.errors import InputRejected

GOOD = {
    "pack.toml": f"""\
format = "{FORMAT}"
id = "mine"
version = "1"
languages = ["en", "ru"]
reviewed = 2026-11-24
[title]
en = "A pack"
ru = "Набор"
""",
    "sources.toml": """\
[[source]]
id = "report"
publisher = "A publisher"
title = "A report"
date = "2026-11"
url = "https://example.org/report"
""",
    "rules/one.toml": """\
[[rule]]
id = "one"
mechanism = "abduction"
severity = "serious"
per = "leg"
when = ["exposed", "place_close_to_home"]
checklists = ["list"]
cases = ["AA-BB-01"]
sources = ["report"]
reviewed = 2026-11-24
[rule.why]
en = "People were taken there: {place}."
ru = "Там людей хватали: {place}."
""",
    "cases/one.toml": """\
[[case]]
id = "AA-BB-01"
home = ["RU"]
host = ["KZ"]
date = "2026"
places = ["street"]
who = ["activist"]
mechanisms = ["abduction"]
decisive = "abduction"
confidence = "high"
sources = ["report"]
reviewed = 2026-11-24
[case.en]
title = "A street"
story = "Somebody was taken."
known_before = ["They were followed."]
outcome = "Unknown."
[case.ru]
title = "Улица"
story = "Человека увезли."
known_before = ["За ним следили."]
outcome = "Неизвестно."
""",
    "checklists/one.toml": """\
[[checklist]]
id = "list"
order = 1
[checklist.title]
en = "A list"
ru = "Список"
[checklist.when]
en = "Before."
ru = "Заранее."
[[checklist.item]]
id = "item"
do = { en = "Tell a friend.", ru = "Скажите другу." }
why = { en = "In AA-BB-01 nobody knew.", ru = "В случае AA-BB-01 никто не знал." }
cases = ["AA-BB-01"]
sources = ["report"]
reviewed = 2026-11-24
applies_if = ["alone"]
""",
    "lessons/one.toml": """\
[[lesson]]
id = "lesson"
order = 1
title = { en = "A lesson", ru = "Урок" }
text = { en = "Look twice.", ru = "Смотрите дважды." }
sources = ["report"]
reviewed = 2026-11-24
""",
    "states/one.toml": """\
[[state]]
code = "KZ"
name = { en = "Kazakhstan", ru = "Казахстан" }
[[state.property]]
name = "returns_documented"
for = ["RU"]
dated = "2026"
sources = ["report"]
reviewed = 2026-11-24
""",
}


def written(folder: Path, **changes: tuple[str, str, str]) -> Path:
    """Write a good pack with one text replaced in one file: (file, old, new)."""
    for name, text in GOOD.items():
        for file, old, new in changes.values():
            if file == name:
                assert old in text
                text = text.replace(old, new, 1)  # noqa: PLW2901
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def test_a_good_pack_is_accepted_and_built(tmp_path: Path) -> None:
    """The pack from which the planted violations start has none."""
    folder = written(tmp_path)
    assert validate(folder) == []
    pack = Pack(build(folder))
    assert pack.rules[0].when == ("exposed", "place_close_to_home")
    assert pack.case("AA-BB-01")["reviewed"] == "2026-11-24"
    assert pack.checklist("list")["item"][0]["id"] == "item"
    assert pack.states["KZ"]["properties"]["returns_documented"]["for"] == ["RU"]


PLANTED = [
    ("rules/one.toml", 'sources = ["report"]', "sources = []", 1, "a source is needed"),
    ("rules/one.toml", 'sources = ["report"]', 'sources = ["rumour"]', 9, "no source rumour"),
    ("rules/one.toml", "reviewed = 2026-11-24\n", "", 1, "reviewed is missing"),
    ("rules/one.toml", "reviewed = 2026-11-24", 'reviewed = "soon"', 10, "reviewed is a day"),
    ("rules/one.toml", '"exposed"', '"in_danger"', 6, "no fact in_danger"),
    ("rules/one.toml", '["exposed", "place_close_to_home"]', "[]", 6, "at least one fact"),
    ("rules/one.toml", '"abduction"', '"bad luck"', 3, "mechanism is one of"),
    ("rules/one.toml", '"serious"', '"deadly"', 4, "severity is one of"),
    ("rules/one.toml", '"leg"', '"plan"', 6, "looks at one leg"),
    ("rules/one.toml", '["list"]', '["nowhere"]', 7, "no checklist nowhere"),
    ("rules/one.toml", '["AA-BB-01"]', '["ZZ-ZZ-99"]', 8, "no case ZZ-ZZ-99"),
    (
        "rules/one.toml",
        'ru = "Там людей хватали: {place}."\n',
        "",
        11,
        "translation is missing: ru",
    ),
    ("rules/one.toml", "id = ", "python = 'import os'\nid = ", 2, "python is not known here"),
    ("rules/one.toml", "People were taken there", "You are safe there", 12, "that they are safe"),
    ("rules/one.toml", "Там людей хватали", "Там безопасно", 13, "that they are safe"),
    ("rules/one.toml", "People were taken", "In 40% of cases people were taken", 12, "no odds"),
    ("rules/one.toml", "Там людей хватали", "Есть шанс, что схватят", 13, "no odds"),
    ("sources.toml", 'date = "2026-11"', 'date = ""', 5, "date is written YYYY"),
    ("sources.toml", 'date = "2026-11"', 'date = "undated"', 5, "date is written YYYY"),
    ("sources.toml", 'date = "2026-11"\n', "", 1, "date is missing"),
    ("sources.toml", "https://example.org/report", "", 6, "url is empty"),
    ("cases/one.toml", 'story = "Человека увезли."\n', "", 18, "story is missing"),
    ("cases/one.toml", '["abduction"]', '["vanishing"]', 8, "no such mechanism"),
    ("cases/one.toml", '["KZ"]', '["Kazakhstan"]', 4, "countries by their codes"),
    ("checklists/one.toml", "Tell a friend.", "Contact your embassy.", 12, "missions"),
    ("checklists/one.toml", "Скажите другу.", "Обратитесь в консульство.", 12, "missions"),
    ("checklists/one.toml", ', ru = "Скажите другу."', "", 11, "translation is missing"),
    ("checklists/one.toml", '["alone"]', '["lonely"]', 17, "no fact lonely"),
    ("lessons/one.toml", 'sources = ["report"]\n', "", 1, "sources is missing"),
    ("states/one.toml", 'dated = "2026"\n', "", 5, "dated is missing"),
    ("states/one.toml", "returns_documented", "is_friendly", 5, "no property of this name"),
    ("states/one.toml", '"KZ"', '"KAZ"', 2, "no country"),
    ("rules/one.toml", "taken there: {place}", "taken there: {place.x}", 12, "braces hold"),
    ("rules/one.toml", "taken there: {place}", "taken there: {", 12, "braces hold"),
    ("rules/one.toml", "taken there: {place}", "taken: {home:>9}", 12, "braces hold"),
    ("rules/one.toml", '["exposed", "place_close_to_home"]', '"exposed"', 6, "list of words"),
    ("rules/one.toml", 'id = "one"', 'id = "one/two"', 2, "id is an id"),
    ("cases/one.toml", 'date = "2026"', 'date = "lately"', 5, "date is written YYYY"),
    ("cases/one.toml", 'decisive = "abduction"', 'decisive = "lure"', 9, "one of mechanisms"),
    ("cases/one.toml", 'title = "A street"', "title = 7", 13, "title is a text"),
    ("checklists/one.toml", "order = 1", 'order = "first"', 3, "order is a whole number"),
    ("sources.toml", "https://example.org/report", "ftp://example.org", 6, "begins with https"),
    ("states/one.toml", 'for = ["RU"]', "value = true", 5, "the states that it is about"),
    ("pack.toml", FORMAT, "safejournal-pack/9", 1, "the format is"),
    ("pack.toml", '["en", "ru"]', '["ru"]', 4, "English"),
]


@pytest.mark.parametrize(("file", "old", "new", "line", "reason"), PLANTED)
def test_a_planted_violation_is_found(
    tmp_path: Path, file: str, old: str, new: str, line: int, reason: str
) -> None:
    """Each thing that guidance owes is missed where it is missing, at its file and line."""
    folder = written(tmp_path, planted=(file, old, new))
    found = [each for each in validate(folder) if reason in each.reason]
    assert found
    assert {each.file for each in found} == {file}
    assert line in {each.line for each in found}
    assert str(found[0]).startswith(f"{file}:{found[0].line}: ")
    with pytest.raises(InputRejected):
        build(folder)


def test_what_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    """A file that cannot be read is a reason for refusal, never passed over."""
    folder = written(tmp_path)
    (folder / "rules/two.toml").write_text('[[rule]]\nid = "two\n', "utf-8")
    (folder / "rules/three.toml").write_bytes(b"\xff\xfe")
    (found, _) = (str(e) for e in validate(folder) if "not TOML" in e.reason)
    assert found.startswith("rules/three.toml:1:")
    assert "rules/two.toml:2:" in str([*map(str, validate(folder))])


def test_an_unknown_table_is_refused(tmp_path: Path) -> None:
    """A pack holds what it may hold, and nothing else."""
    folder = written(tmp_path)
    (folder / "extra.toml").write_text("[hooks]\nrun = 'rm -rf /'\n", "utf-8")
    assert any("no table [hooks]" in each.reason for each in validate(folder))


@pytest.mark.parametrize("table", ["questions", "not_checked", "answers"])
def test_what_is_asked_and_not_checked_only_the_built_in_pack_says(
    tmp_path: Path, table: str
) -> None:
    """Another pack cannot reword a question, or leave out what nobody checked."""
    folder = written(tmp_path)
    (folder / "words.toml").write_text(f'[{table}]\nlegal = {{ en = "?", ru = "?" }}\n', "utf-8")
    assert any("built-in pack alone" in each.reason for each in validate(folder))


def test_tables_of_an_odd_shape_are_refused_not_stumbled_over(tmp_path: Path) -> None:
    """Whatever TOML holds, the answer is a reason with its file."""
    folder = written(tmp_path)
    odd = "case = 7\nrule = [1, 2]\nstate = 'x'\n[checklist]\nitem = 3\n[source.x]\ny = 1\n"
    (folder / "odd.toml").write_text(odd, "utf-8")
    found = [each for each in validate(folder) if each.file == "odd.toml"]
    assert len(found) >= 5


def test_the_same_name_twice_is_refused(tmp_path: Path) -> None:
    """Two rules of one id could hide each other; one source may stand in two files."""
    folder = written(tmp_path)
    (folder / "rules/two.toml").write_text(GOOD["rules/one.toml"], "utf-8")
    (folder / "sources-more.toml").write_text(GOOD["sources.toml"], "utf-8")
    twins = [each for each in validate(folder) if "stands twice" in each.reason]
    assert [each.file for each in twins] == ["rules/two.toml"]
    other = GOOD["sources.toml"].replace("https://example.org", "https://example.net")
    (folder / "sources-more.toml").write_text(other, "utf-8")
    assert "sources.toml" in {e.file for e in validate(folder) if "twice" in e.reason}


@pytest.mark.parametrize(
    "text",
    [
        "Here you are safe.",
        "The safest way is by train.",
        "В этой стране вы в безопасности.",
        "Это самый безопасный путь.",
        "The odds are good.",
        "One in five was returned.",
        "Вероятность невелика.",
        "Inform the consulate of your country of the trip.",
        "Ask at your embassy for a paper.",
        "Зарегистрируйтесь в консульстве своей страны.",
    ],
)
def test_what_guidance_never_says(text: str) -> None:
    """Calm, odds, and the way to the persecutor's door are found in both languages."""
    assert forbidden(text)


@pytest.mark.parametrize(
    "text",
    [
        "Do not contact the embassy of your country.",
        "Never visit the consulate alone.",
        "Call the embassy of your second citizenship.",
        "Не обращайтесь в консульство своей страны.",
        "Позвоните в посольство второго гражданства.",
        "Many old guides say “inform the embassy”. It is the worst advice.",
        "Agree with your safety contact on a time.",
        "Служба безопасности приглашает поговорить.",
        "You may stay 90 days in 180.",
    ],
)
def test_what_guidance_may_say(text: str) -> None:
    """Warnings against missions, other states' missions, quotations and plain numbers pass."""
    assert forbidden(text) == []


def test_saying_an_answer_back_is_no_advice() -> None:
    """The plan's own answer about a mission may be repeated."""
    said = "You mean to go to a mission of your home state."
    assert forbidden(said)[0][1] == HOME_MISSION
    assert forbidden(said, advice=False) == []


def test_the_same_folder_always_gives_the_same_bytes(tmp_path: Path) -> None:
    """A pack's digest can be fixed, since building adds nothing of its own."""
    one, two = written(tmp_path / "one"), written(tmp_path / "two")
    assert build(one) == build(two)
