"""Where a vault lies when nobody says otherwise."""

from __future__ import annotations

import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from safejournal import config
from safejournal.domain.times import parse_moment


@pytest.mark.skipif(sys.platform != "linux", reason="the places of the XDG specification")
@pytest.mark.parametrize(
    ("variables", "place"),
    [
        ({"SAFEJOURNAL_VAULT": "/media/stick/v"}, "/media/stick/v"),
        ({"XDG_DATA_HOME": "/data"}, "/data/journal"),
        ({"XDG_DATA_HOME": "not/absolute"}, "HOME/.local/share/journal"),
        ({"XDG_DATA_HOME": ""}, "HOME/.local/share/journal"),
    ],
)
def test_the_place_is_the_platform_s_or_the_one_that_is_named(
    variables: dict[str, str], place: str, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    """The same as platformdirs gives, without the time that it takes."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert config.default_place() == Path(place.replace("HOME", str(home)))
    if "SAFEJOURNAL_VAULT" not in variables:
        from platformdirs import user_data_dir

        assert config.default_folder() == user_data_dir("journal", appauthor=False) or (
            variables["XDG_DATA_HOME"] == "not/absolute"
        )


def test_a_fixed_day_stands_still_at_noon() -> None:
    """And the real clock knows where the person is."""
    fixed = config.clock(date(2026, 5, 1))
    assert (fixed(), fixed().hour, fixed().date()) == (fixed(), 12, date(2026, 5, 1))
    assert config.clock()().utcoffset() is not None


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="TZ is read where the system reads it")
@pytest.mark.parametrize(
    "zone", ["AAA+99999", "XXX-167:59:59", "XXX+23:59", "X\x1b]0;", "QQQ+1:2:3"]
)
def test_a_nonsensical_zone_is_no_reason_not_to_save(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be written as hours and minutes is taken to be UTC."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        for today in (None, date(2026, 5, 1)):
            now = config.clock(today)()
            assert parse_moment(now.isoformat(timespec="seconds")) == now.replace(microsecond=0)
            assert now.utcoffset() == timedelta()
    finally:
        monkeypatch.undo()
        time.tzset()
