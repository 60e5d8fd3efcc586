"""How a form answers while somebody fills it in: at once, in words, and by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given

from safejournal.domain.forms import FORMS
from safejournal.domain.records import Contact, Threat
from safejournal.domain.words import Kind
from safejournal.services import journal
from safejournal.services.forms import FormInvalid, read_answers
from safejournal.services.opening import Vault
from safejournal.tui.asking import ItemScreen
from safejournal.tui.choose import Choose
from safejournal.tui.form import FIRST, FormScreen
from safejournal.tui.picker import RecordPicker
from tests.tui.form_app import (
    NOW,
    WIDE,
    Answers,
    OneScreen,
    add_item,
    fill,
    go,
    new_journal,
    press,
    rows,
    sheet,
    until,
    write,
)
from tests.tui.test_fields import ODD

pytestmark = pytest.mark.usefixtures("looked_at_once")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """Return an open, empty vault."""
    with new_journal(tmp_path / "v").open() as opened:
        yield opened


def form(vault: Vault, kind: Kind) -> OneScreen:
    """Return an app with an empty form."""
    return OneScreen(vault, lambda: FormScreen(vault, kind))


def line_of(app: OneScreen, label: str) -> list[str]:
    """Return the row in which a label stands, and the one below it, without the label."""
    found = rows(app).splitlines()
    at = next(n for n, row in enumerate(found) if row.strip().startswith(label))
    return [found[at].partition(label)[2].strip(), found[at + 1].strip()]


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("yesterday evening", "= 14 March 2025, evening"),
        ("вчера вечером", "= 14 March 2025, evening"),
        ("about May 2024", "= about May 2024"),
        ("14.03.2025", "= 14 March 2025"),
        ("не знаю", "= not known"),
    ],
)
async def test_a_time_is_told_back_while_it_is_typed(
    vault: Vault, typed: str, understood: str
) -> None:
    """How the phrase is understood stands below the field before it is left."""
    app = form(vault, Kind.NOTE)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await go(pilot, "when")
        await write(pilot, typed)
        assert line_of(app, "When it happened")[1].startswith(understood)


async def test_examples_stand_where_no_time_is_understood_yet(vault: Vault) -> None:
    """An empty field shows examples, and so does the line below while a phrase is unfinished."""
    app = form(vault, Kind.NOTE)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "for example: yesterday evening" in line_of(app, "When it happened")[0]
        await go(pilot, "when")
        await write(pilot, "yest")
        assert "for example: yesterday evening" in line_of(app, "When it happened")[1]


@pytest.mark.parametrize(
    ("kind", "path", "typed", "problem"),
    [
        (Kind.NOTE, "when", "xx", "! This is not understood as a time"),
        (Kind.THREAT, "review_on", "about May 2024", "! A single day is asked for here"),
        (Kind.THREAT, "likelihood.level", "9", "! A level is a number from 1 to 5"),
        (Kind.THREAT, "likelihood.level", "many", "! A whole number is asked for here"),
        (Kind.CHECKIN, "due", "14.03.2025", "! A day and a time of day are asked for here"),
        (Kind.INCIDENT, "country", "Atlantis", "! A country is its two capital letters"),
        (Kind.INCIDENT, "category", "qqq", "! This is not in the list"),
        (Kind.CONTACT, "roles", "qqq", "! This is not in the list"),
        (Kind.THREAT, "declared", "perhaps", "! This is not in the list"),
    ],
)
async def test_what_is_wrong_stands_below_once_the_field_is_left(
    vault: Vault, kind: Kind, path: str, typed: str, problem: str
) -> None:
    """While typing nothing is held against a person; on leaving, the reason stands there."""
    app = form(vault, kind)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await go(pilot, path)
        await write(pilot, typed)
        assert "!" not in rows(app)
        await press(pilot, "tab")
        assert problem in rows(app)
        await press(pilot, "shift+tab")
        await press(pilot, "end", *["backspace"] * len(typed))
        assert "!" not in rows(app)


async def test_an_item_is_looked_at_as_it_is_left(vault: Vault) -> None:
    """In a leg of a trip too, a wrong airport is named beside its field."""
    app = form(vault, Kind.TRIP)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await go(pilot, "plan.legs")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, ItemScreen))
        await go(pilot, "from.airport")
        await write(pilot, "fru")
        await press(pilot, "tab")
        assert "! An airport is the three capital letters" in rows(app)


async def test_saving_goes_to_the_first_mistake_wherever_it_is(vault: Vault) -> None:
    """Nothing is sealed; the field at fault gets the focus, even behind the line of the rest."""
    app = form(vault, Kind.THREAT)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await fill(pilot, {"title": "x", "impact.reason": "much"})
        sheet(app)._more.turn(to_open=False)
        await press(pilot, "f10")
        await until(pilot, lambda: "Not saved" in rows(app))
        assert app.focused is not None
        assert app.focused in sheet(app).control("impact.level").walk_children()
        assert "! This is needed too." in rows(app)
        await write(pilot, "4")
        await press(pilot, "f10")
        await until(pilot, lambda: bool(app.dismissed))
    assert journal.count(vault) == 1


@given(answer=ODD)
def test_no_problem_repeats_what_was_typed(answer: str) -> None:
    """Reasons are told without the words of a person, whatever they typed and wherever."""
    for kind, fields in FORMS.items():
        for field in fields:
            assert "ZEBRA" not in _problem(kind, {field.path: f"ZEBRA{answer}ZEBRA"}).upper()


def _problem(kind: Kind, answers: dict[str, str]) -> str:
    try:
        read_answers(kind, answers, NOW)
    except FormInvalid as error:
        return f"{error!r} {error.problems}"
    return ""


async def test_hidden_fields_are_seen_only_when_asked_for(vault: Vault) -> None:
    """What is typed into a hidden field is dots until Ctrl+R, and dots again after another."""
    app = form(vault, Kind.CONTACT)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await go(pilot, "words.under_duress")
        await write(pilot, "winter")
        assert "winter" not in rows(app)
        assert "••••••" in rows(app)
        await press(pilot, "ctrl+r")
        assert "winter" in rows(app)
        await press(pilot, "ctrl+r")
        assert "winter" not in rows(app)


@pytest.mark.parametrize(
    "text",
    ["می\u200cخواهم", "Өткөн жума күнү", "他们来了", "क्\u200dष", "e\u0301 👩\u200d👧", "שלום"],
)
async def test_every_script_is_typed_as_it_is_written(vault: Vault, text: str) -> None:
    """Letters, marks and joiners of any script stand in the record as they were typed."""
    app = form(vault, Kind.NOTE)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await fill(pilot, {"title": text, "text": text})
        assert sheet(app).answers() == {"title": text, "text": text}


async def test_letters_on_a_box_are_no_keys_of_the_app(vault: Vault) -> None:
    """In a form, `n` or `u` on a box or a list neither opens a form nor undoes a removal."""
    app = form(vault, Kind.CONTACT)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        for path in ("never_contact", "channels", "links"):
            await go(pilot, path)
            await write(pilot, "nu/eй")
            assert isinstance(app.screen, FormScreen)
        await go(pilot, "never_contact")
        await press(pilot, "space")
        assert "[x] yes" in rows(app)
        await press(pilot, "enter")
        assert "[x]" not in rows(app)


async def test_a_choice_by_letters_arrows_and_enter(vault: Vault) -> None:
    """Beginnings of words, arrows and Enter choose; Esc puts back what stood there."""
    app = form(vault, Kind.INCIDENT)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        category = await go(pilot, "category")
        await write(pilot, "at")
        offered = ["at a consulate", "at a border", "an attack", "an attack online"]
        shown = rows(app)
        assert [shown.index(label) for label in offered] == sorted(map(shown.index, offered))
        assert "smear" not in shown
        await press(pilot, "escape")
        assert category.answer() == ""
        assert isinstance(app.screen, FormScreen)
        await press(pilot, "down", "down", "enter")
        assert category.answer() == "call_or_message"
        await write(pilot, "sm")
        await press(pilot, "tab")
        assert category.answer() == "smear"
        await press(pilot, "shift+tab", "delete", "tab")
        assert category.answer() == ""
        assert line_of(app, "What sort of incident")[0].endswith("not said")


async def test_passing_by_a_choice_changes_nothing(vault: Vault) -> None:
    """Tab through every field of every form: nothing is answered by it."""
    for kind in Kind:
        app = form(vault, kind)
        async with app.run_test(size=WIDE) as pilot:
            await pilot.pause()
            await press(pilot, *["tab"] * (FIRST[kind] + 3))
            assert sheet(app).answers() == {}


async def test_looking_into_a_list_changes_nothing(vault: Vault) -> None:
    """Opening the list by an arrow and leaving the field takes nothing from it."""
    app = form(vault, Kind.INCIDENT)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        category = await go(pilot, "category")
        await press(pilot, "down", "tab")
        assert category.answer() == ""


async def test_several_words_are_added_and_taken_back(vault: Vault) -> None:
    """Enter adds a word, a comma too, Backspace in the empty line takes the last one away."""
    app = form(vault, Kind.CONTACT)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        roles = await go(pilot, "roles")
        await write(pilot, "lawyer,help")
        await press(pilot, "enter")
        assert roles.answer() == "lawyer, helper"
        assert "lawyer · helper" in rows(app)
        await press(pilot, "escape", "backspace")
        assert roles.answer() == "lawyer"
        tags = await go(pilot, "tags")
        await write(pilot, "дом, new")
        await press(pilot, "tab")
        assert tags.answer() == "дом, new"


async def test_none_stands_alone(vault: Vault) -> None:
    """In a plan, "none" takes the place of all words, and any word takes the place of "none"."""
    app = form(vault, Kind.TRIP)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        signals = await go(pilot, "plan.signals")
        for typed, answer in (
            ("I was followed", "followed"),
            ("none", "none"),
            ("a small fine", "minor_fine"),
        ):
            await write(pilot, typed)
            await press(pilot, "enter", "escape")
            assert signals.answer() == answer


async def test_a_known_tag_is_offered_and_a_new_one_is_taken_as_typed(vault: Vault) -> None:
    """A tag that begins like a known one is not changed into it unless somebody asks for it."""
    journal.record(vault, Contact(pseudonym="x", tags=("home search",)))
    app = form(vault, Kind.NOTE)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        tags = await go(pilot, "tags")
        await write(pilot, "home")
        assert "home search" in rows(app)
        await press(pilot, "tab")
        assert tags.answer() == "home"
        await press(pilot, "shift+tab")
        await write(pilot, "home")
        await press(pilot, "down", "enter")
        assert tags.answer() == "home, home search"


async def test_items_are_added_opened_and_removed(vault: Vault) -> None:
    """Enter opens an entry, Del asks and removes it, an entry left empty is dropped."""
    people: list[Answers] = [{"role": "witness"}, {"description": "человек в сером"}]
    app = form(vault, Kind.INCIDENT)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        control = await go(pilot, "people")
        for person in people:
            await add_item(pilot, person)
        assert "witness" in rows(app)
        assert "человек в сером" in rows(app)
        await press(pilot, "home", "enter")
        await until(pilot, lambda: isinstance(app.screen, ItemScreen))
        await go(pilot, "role")
        await press(pilot, "end")
        await write(pilot, "es")
        await press(pilot, "f10")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await press(pilot, "end", "enter")
        await until(pilot, lambda: isinstance(app.screen, ItemScreen))
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await press(pilot, "home", "down", "delete")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        await press(pilot, "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        assert control.answer() == '[{"role": "witnesses"}]'


async def test_an_item_removes_itself_after_asking(vault: Vault) -> None:
    """Ctrl+D in an entry asks, and takes only that entry out of the form."""
    app = form(vault, Kind.INCIDENT)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        control = await go(pilot, "people")
        await add_item(pilot, {"role": "witness"})
        await press(pilot, "home", "enter")
        await until(pilot, lambda: isinstance(app.screen, ItemScreen))
        await press(pilot, "ctrl+d")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        await press(pilot, "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        assert control.answer() == ""
        assert app.dismissed == []


async def test_a_plan_can_say_that_there_is_none(vault: Vault) -> None:
    """A list of a plan that is empty means not said; "none" is an answer, and can be taken back."""
    app = form(vault, Kind.TRIP)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        companions = await go(pilot, "plan.companions")
        await press(pilot, "end", "enter")
        assert companions.answer() == "none"
        await press(pilot, "home", "delete")
        assert companions.answer() == ""


async def test_a_link_shows_the_name_and_can_be_taken_away(vault: Vault) -> None:
    """A record is linked by its name and shown by it; Del takes the link away, Esc chooses none."""
    threat = journal.record(vault, Threat(title="Серая машина"))
    journal.record(vault, Contact(pseudonym="Not a threat"))
    app = form(vault, Kind.INCIDENT)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        control = await go(pilot, "threat")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, RecordPicker))
        await until(pilot, lambda: "Серая машина" in rows(app))
        assert "Not a threat" not in rows(app)
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        assert control.answer() == ""
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, RecordPicker))
        await until(pilot, lambda: "Серая машина" in rows(app))
        await press(pilot, "enter")
        await until(pilot, lambda: control.answer() == threat.id)
        assert "Серая машина" in rows(app)
        await press(pilot, "delete")
        assert control.answer() == ""


async def test_a_record_that_is_not_here_is_said_to_be_so(vault: Vault) -> None:
    """A link to a record that this journal does not hold is shown as one, without its id."""
    app = OneScreen(vault, lambda: FormScreen(vault, Kind.INCIDENT, preset={"threat": "ab" * 16}))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "a record that is not here" in rows(app)


async def test_the_rest_is_open_when_something_stands_there(vault: Vault) -> None:
    """An answer behind the line of the rest is seen at once; else one line names what waits."""
    app = form(vault, Kind.INCIDENT)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "9 more: How I know" in rows(app)
        assert "Reported to" not in line_of(app, "▸")[1]
    preset = {"reported_to": "the police"}
    app = OneScreen(vault, lambda: FormScreen(vault, Kind.INCIDENT, preset=preset))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "the police" in rows(app)
