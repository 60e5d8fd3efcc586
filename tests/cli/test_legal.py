"""`legal`, `stays` and what `due` says of both; the warning when a warrant is written down."""

from __future__ import annotations

import json

from tests.cli.calling import Cli

PLAN = {
    "format": "safejournal-plan/1",
    "person": {"home_state": "RU", "lives_in": "KG", "status_abroad": "visitor"},
    "legs": [{"from": {"country": "KG"}, "to": {"country": "KZ"}, "date": "2026-04-22"}],
}


def _add(cli: Cli, kind: str, **content: object) -> str:
    called = cli("add", kind, "-", "--json", stdin=json.dumps(content))
    assert called.code == 0, called.err
    found: str = called.json["id"]
    return found


def test_a_warrant_is_answered_with_what_it_changes(cli: Cli) -> None:
    """On standard error when it is written down, so that the answer stays an id; later by name."""
    trip = _add(cli, "trip", title="To Almaty", plan=PLAN)
    lawyer = _add(cli, "contact", pseudonym="The lawyer", roles=["lawyer"])
    warrant = json.dumps({"legal": "wanted_home", "jurisdiction": "RU"})
    called = cli("add", "legal", "-", stdin=warrant)
    found = called.text.strip()
    assert len(found) == 32
    assert "this changes what is planned" in called.err
    assert "* STOP: arrest after a look into a wanted list" in called.err
    told = cli("legal", "alert", found, "--json").json
    assert (told["record"], told["tell"]) == (found, [lawyer])
    (change,) = told["trips"]
    assert (change["trip"], change["in_plan"]) == (trip, False)
    assert change["after"]["attention"] == "stop_and_get_advice"
    assert "wanted-list-arrest" in [each["mechanism"] for each in change["worse"]]
    assert told["checklists"][0] == "warrant-known-home"
    assert cli("legal", "alert", found).text in called.err + "\n"


def test_with_json_a_warrant_is_written_down_in_silence(cli: Cli) -> None:
    """A program gets one document and nothing else."""
    called = cli("add", "legal", "-", "--json", stdin='{"legal":"wanted_home"}')
    assert called.err == ""


def test_nothing_found_raises_no_alert_and_is_never_clear(cli: Cli) -> None:
    """`legal alert` refuses it; the log says what it does not mean."""
    found = _add(cli, "legal", legal="none_found", jurisdiction="RU", checked="2026-04-30")
    assert cli("legal", "alert", found).code == 1
    said = " ".join(cli("legal", "log").text.split())
    assert "nothing found, which never means that there is nothing, Russia" in said


def test_the_log_tells_what_is_old(cli: Cli) -> None:
    """With how, by whom and what came of it; an array in JSON; and `due` names it."""
    old = _add(
        cli, "legal", legal="criminal_case", jurisdiction="RU", checked="2026-03-01",
        checked_how="by a court's page", checked_by="a friend", result="open",
    )  # fmt: skip
    (told,) = cli("legal", "log", "--json").json
    assert told == {
        "record": old,
        "legal": "criminal_case",
        "jurisdiction": "RU",
        "days": 61,
        "stale": True,
        "nothing_found": False,
        "earlier": [],
    }
    said = " ".join(cli("legal", "log").text.split())
    assert "OLD: looked up on 1 March 2026 (61 days ago)" in said
    assert "By whom: a friend" in said
    (due,) = cli("due", "--json").json
    assert (due["what"], due["record"]) == ("legal_stale", old)


def test_stays_are_counted_and_due(cli: Cli) -> None:
    """With the rule, its day and its source; `due` names the country."""
    trip = _add(cli, "trip", title="There", plan=PLAN)
    (told,) = cli("stays", "--json").json
    assert (told["country"], told["used"], told["left"]) == ("KZ", 10, 80)
    assert told["last_day"] == "2026-07-20"
    assert told["rule"]["days"] == 90
    assert told["rule"]["sources"][0]["url"]
    assert told["trips"] == [trip]
    assert cli("due", "--json").json == []
    cli.today = "2026-07-10"
    (due,) = cli("due", "--json").json
    assert (due["what"], due["at"], due["country"]) == ("stay_ends", "2026-07-20", "KZ")
    assert "stay runs out, Kazakhstan" in cli("due").text
