"""Air legs: the states under the shortest path, and what lies close to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.content.geography import airport, borders, way_between
from safejournal.domain.airways import (
    CORNER_KM,
    Borders,
    Point,
    bearing,
    distance,
    shortest_path,
    states_under,
    travelled,
)

# Kilometres over each state, found by other means: the geodesic on the WGS84 ellipsoid, cut with
# Natural Earth's 1:10m borders, where the program goes along a sphere over cells of 1:50m borders.
# ATH-VNO is the flight that was forced down over Belarus in May 2021; DXB-BJM the one of RW-AE-01.
CROSSED = {
    ("ATH", "VNO"): "GR 160 BG 250 RO 460 UA 450 BY 260 LT 45",
    ("HEL", "NRT"): "FI 420 RU 3005 CN 1015 JP 270",
    ("LHR", "JFK"): "GB 285 IE 220 CA 630 US 240",
    ("DXB", "LAX"): "AE 10 IR 1125 TM 135 KZ 915 RU 2075 NO 80 CA 3150 US 1690",
    ("IST", "ALA"): "TR 10 RU 575 KZ 1815 UZ 275",
    ("DXB", "BJM"): "AE 315 SA 900 YE 580 ER 45 DJ 170 ET 990 KE 235 UG 570 TZ 85 RW 140 BI 115",
    ("AKL", "SYD"): "NZ 15 AU 10",
    ("TBS", "HAN"): "GE 105 AZ 125 RU 105 TM 710 UZ 465 TJ 350 AF 230 PK 165 CN 2475 IN 295 "
    "MM 285 VN 290",
    ("SIN", "LHR"): "SG 5 MY 685 TH 115 IN 1845 NP 45 PK 360 AF 210 TJ 125 UZ 1265 KZ 465 RU 970 "
    "UA 365 BY 515 PL 585 DE 520 NL 200 GB 100",
    ("CDG", "BGW"): "FR 390 DE 290 AT 290 SI 90 HR 200 HU 45 RS 320 RO 135 BG 315 TR 890 "
    "SY 260 IQ 360",
    ("TLV", "ADD"): "IL 140 PS 30 JO 140 SA 245 EG 20 SD 525 ER 270 ET 665",
    ("EVN", "LCA"): "AM 30 TR 790 SY 50 CY 20",
    ("VNO", "WAW"): "LT 120 BY 35 PL 250",
}  # fmt: skip

DOUBT_KM = 40.0
"""A cell of the borders: how far two ways of measuring may differ over one state."""


@pytest.mark.parametrize(("start", "end"), CROSSED, ids=str)
def test_the_states_under_known_flights_are_named(start: str, end: str) -> None:
    """What another method finds under the way is found: crossed if long, near if short."""
    words = CROSSED[start, end].split()
    known = dict(zip(words[::2], map(float, words[1::2]), strict=True))
    way = way_between(start, end)
    assert way is not None
    assert set(way.over) <= known.keys()
    for state, length in known.items():
        assert state in (*way.over, *way.near)
        if abs(length - CORNER_KM) > DOUBT_KM and state not in borders().breadths:
            assert (state in way.over) is (length > CORNER_KM)


@pytest.mark.parametrize(
    ("start", "end", "state"),
    [("WAW", "RIX", "RU"), ("VNO", "CPH", "RU"), ("HEL", "WAW", "RU"), ("VNO", "WAW", "BY")],
)
def test_a_corner_that_is_flown_around_is_only_near(start: str, end: str, state: str) -> None:
    """Between European cities the shortest path grazes Kaliningrad or Belarus: that is near."""
    way = way_between(start, end)
    assert way is not None
    assert state in way.near
    assert state not in way.over


def test_half_of_a_small_state_is_crossed() -> None:
    """Rwanda is 180 km across; the flight of RW-AE-01 would have crossed most of it."""
    way = way_between("DXB", "BJM")
    assert way is not None
    assert "RW" in way.over


def test_a_way_is_the_same_there_and_back() -> None:
    """The shortest path has no direction."""
    there, back = way_between("DXB", "BJM"), way_between("BJM", "DXB")
    assert there is not None
    assert back is not None
    assert set(there.over) == set(back.over)


def test_an_unknown_airport_gives_no_way() -> None:
    """Where an airport is not known, nothing is said of what lies under the way."""
    assert airport("QQQ") is None
    assert way_between("QQQ", "DXB") is None
    assert way_between("DXB", "QQQ") is None


def test_airports_are_found_where_they_lie() -> None:
    """An airport has its place and its state, the first and the last of the list too."""
    point, state = airport("ALA") or (None, None)
    assert state == "KZ"
    assert point == pytest.approx((43.352, 77.04), abs=0.01)
    assert airport("AAA") is not None
    assert airport("ZZV") is not None


POINTS = st.builds(Point, st.floats(-85, 85), st.floats(-179.9, 179.9))


@given(POINTS, POINTS)
def test_a_path_leads_from_one_end_to_the_other(start: Point, end: Point) -> None:
    """Its first and last points are its ends, and no step is longer than promised."""
    points = [point for point, _ in shortest_path(start, end)]
    assert distance(points[0], start) < 1.0
    assert distance(points[-1], end) < 1.0
    assert all(0.0 <= course <= 360.0 for _, course in shortest_path(start, end))


@given(POINTS, st.floats(0, 359.9), st.floats(1, 15_000))
def test_going_so_far_is_being_so_far(start: Point, direction: float, kilometres: float) -> None:
    """Distance measures what was travelled, anywhere on earth and over the date line."""
    there = travelled(start, direction, kilometres)
    assert distance(start, there) == pytest.approx(kilometres, rel=1e-6, abs=1e-3)


def test_a_short_corner_is_near_and_not_crossed() -> None:
    """Land that is crossed for less than a corner is near, unless the state is a small one."""
    corner = Borders(["0:AA 8:BB 10:CC"] * 18, 360)
    way = states_under(Point(0.0, -178.0), Point(0.0, -165.0), corner)
    assert way.over == ("AA", "BB", "CC")
    narrow = Borders(["0:AA 800:BB 850:CC"] * 18, 36_000)
    way = states_under(Point(0.0, -178.0), Point(0.0, -165.0), narrow)
    assert (way.over, way.near) == (("AA", "CC"), ("BB",))
    small = narrow._replace(breadths={"BB": 60.0})
    assert "BB" in states_under(Point(0.0, -178.0), Point(0.0, -165.0), small).over


def test_the_sea_belongs_to_nobody() -> None:
    """Over water no state is named."""
    sea = Borders([""] * 18, 36)
    assert states_under(Point(10.0, 10.0), Point(-30.0, 100.0), sea) == ((), ())
    assert bearing(Point(0.0, 0.0), Point(0.0, 10.0)) == pytest.approx(90.0)
