"""Small maps: what is put on them stands where it lies, whichever way around the earth."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from safejournal.content.geography import airport, borders, middle
from safejournal.domain.airways import Point
from safejournal.domain.charts import Layer, as_text, chart
from safejournal.domain.maps import Stop, Track, border_dots, border_lines, frame, states_in

COORDINATES = st.tuples(st.floats(-60, 75), st.floats(-180, 179.9)).map(lambda of: Point(*of))


def track(start: Point, end: Point) -> Track:
    """Return a track between two known places."""
    return Track(Stop(1, "KZ", "AAA", start), Stop(2, "TR", "BBB", end))


@given(COORDINATES, COORDINATES, st.integers(10, 200), st.integers(10, 100))
def test_a_way_lies_inside_its_frame(start: Point, end: Point, wide: int, high: int) -> None:
    """Both ends are in sight, also across the date line, and a dot leads back to its point."""
    of = track(start, end)
    shown = frame([of], [of.start, of.end], wide, high)
    for point in (start, end):
        x, y = shown.place(point)
        assert shown.holds(x, y)
        assert shown.place(shown.point(x, y)) == (x, y)


def test_states_stand_where_they_are() -> None:
    """Almaty lies in Kazakhstan, and the middle of each state in that state."""
    found = airport("ALA")
    assert found is not None
    almaty = Stop(1, "KZ", "ALA", found[0])
    shown = frame([], [almaty], 60, 40)
    x, y = shown.place(almaty.point)
    assert states_in(shown, borders())[y][x] == "KZ"
    for state in ("KG", "TR", "RU", "US", "FJ"):
        point = middle(state)
        assert point is not None
        assert borders().at(point) == state
    assert middle("QQ") is None


def test_borders_are_drawn_once_and_without_gaps() -> None:
    """Runs of edges are as long as what differs; dots lie beside them."""
    states = [["A", "A", "B"], ["A", "A", "B"], ["", "", ""]]
    assert sorted(border_lines(states)) == [(0, 2, 3, 0), (2, 0, 0, 2)]
    assert border_dots(states) == {(1, 0), (1, 1), (0, 1), (2, 1)}


def test_a_chart_fits_its_size_and_tells_each_thing_by_its_sign() -> None:
    """Stops over the way, the way over borders; in ASCII nothing else."""
    ends = [airport(code) for code in ("ALA", "IST")]
    start, end = (of[0] for of in ends if of is not None)
    way = track(start, end)
    rough = Track(way.end, Stop(3, "GE", "", Point(42.0, 43.5)))
    stops = [way.start, way.end, rough.end]
    drawn = chart([way, rough], stops, borders(), (60, 12), ascii_only=True)
    text = as_text(drawn)
    assert len(text) == 12
    assert max(map(len, text)) <= 60
    assert "".join(text).isascii()
    joined = "".join(text)
    assert [joined.count(sign) for sign in "123"] == [1, 1, 1]
    assert "*" in joined
    assert ":" in joined
    layers = {cell.sign: cell.layer for row in drawn for cell in row}
    assert (layers["1"], layers["*"], layers["."]) == (Layer.STOP, Layer.WAY, Layer.BORDER)
