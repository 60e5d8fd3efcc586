"""`tag`, `link` and `filter`: several records at once, and filters called by their numbers."""

from __future__ import annotations

import json

from tests.cli.calling import Cli


def _add(cli: Cli, kind: str, **content: object) -> str:
    called = cli("add", kind, "-", "--json", stdin=json.dumps(content))
    assert called.code == 0, called.err
    found: str = called.json["id"]
    return found


def test_records_are_tagged_and_linked(cli: Cli) -> None:
    """The words come from standard input; the answer says how many records changed."""
    one, two, to = (_add(cli, "note", title=each) for each in ("one", "two", "to"))
    assert cli("tag", one, two, "--words", "-", "--json", stdin="дом\n").json == {"changed": 2}
    assert cli("tag", one, "--words", "-", stdin="дом").text == "0 records changed.\n"
    assert len(cli("list", "--tag", "дом", "--json").json) == 2
    assert cli("tag", one, "--off", "--words", "-", "--json", stdin="дом").json == {"changed": 1}
    assert cli("link", to, one, two, "--words", "-", "--json", stdin="same").json == {"changed": 2}
    assert cli("link", to, one, "--json").json == {"changed": 0}
    assert cli("show", two, "--json").json["links"] == [{"to": to, "as": "same"}]
    refused = cli("tag", one, "--words", "-", stdin="a, b")
    assert (refused.code, refused.text) == (1, "")
    assert cli("tag", one, "--json").code == 2


def test_a_filter_is_kept_listed_used_and_dropped(cli: Cli) -> None:
    """What its name is stands in no argument; dropping needs a yes."""
    _add(cli, "incident", title="Серая машина", tags=["дом"])
    _add(cli, "note", title="Серая кошка")
    made = {"name": "машина", "query": "сер", "kind": "incident", "tag": "дом"}
    kept = cli("filter", "keep", "-", "--json", stdin=json.dumps(made))
    assert kept.json == {**made, "inside": False}
    assert cli("filter", "list").text == "1. машина  (Incidents · #дом · “сер”)\n"
    (found,) = cli("filter", "show", "1", "--json").json
    assert found["title"] == "Серая машина"
    assert "Серая машина" in cli("filter", "show", "1").text
    assert cli("filter", "show", "2").code == 1
    assert cli("filter", "drop", "1", "--json").code == 1
    assert cli("filter", "drop", "1", "--yes").text == "Dropped.\n"
    assert cli("filter", "list", "--json").json == []
    for wrong in ("[]", "{", '{"name": 1}', '{"name": "x", "kind": "y"}', '{"name":"x","z":1}'):
        assert cli("filter", "keep", "-", stdin=wrong).code == 5
