"""`settings`, `limits` and `template`: what may be set, what it does not do, what to note."""

from __future__ import annotations

from tests.cli.calling import Cli


def test_what_is_set_stays_set(cli: Cli) -> None:
    """Each setting by its option; nonsense is refused and changes nothing."""
    before: dict[str, object] = {"lock_after": 5, "look": None, "ends": False, "own_keys": {}}
    assert cli("settings", "--json").json == before
    set_to = cli("settings", "--lock-after", "0", "--look", "quiet", "--ends", "--json").json
    assert set_to == {"lock_after": 0, "look": "quiet", "ends": True, "own_keys": {}}
    assert cli("settings", "--own-keys", "none").text == "--lock-after 0\n--look quiet\n--ends\n"
    assert cli("settings", "--look", "pink").code == 1
    assert cli("settings", "--lock-after", "100000").code == 1
    assert cli("settings", "--json").json == set_to


def test_the_limits_are_told_without_a_vault(cli: Cli) -> None:
    """Every sentence, as lines and as JSON."""
    told = cli("limits", "--json").json["limits"]
    assert len(told) >= 8
    assert cli("limits").text.count("- ") >= len(told)


def test_what_to_note_is_told_with_its_sources(cli: Cli) -> None:
    """By its sort, with the sources of each question; all sorts without one."""
    told = cli("template", "surveillance").text
    assert "What to note: surveillance" in told
    assert "Committee to Protect Journalists" in told
    assert "our own inference" in told
    assert len(cli("template", "--json").json) == 15
    assert cli("template", "nonsense").code == 2
