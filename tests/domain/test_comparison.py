"""How what came in stands to what is here: never silently newer, never silently the same."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from safejournal.domain.comparison import Held, Standing, compare, compare_own

V1, V2, V3 = "1" * 64, "2" * 64, "3" * 64


def held(version: str, number: int = 1, sender: str = "anna", **more: Any) -> Held:
    """Return an excerpt of one field."""
    return Held(
        version=version,
        number=number,
        sender=sender,
        fields=more.pop("fields", {"title": version[0]}),
        **more,
    )


def test_what_was_never_here_is_new() -> None:
    """Without anything of the same author and record there is nothing to compare."""
    assert compare(held(V1), []) is Standing.NEW


def test_the_same_again_is_unchanged() -> None:
    """The same version, and a cut that says less of it, bring nothing."""
    here = held(V1, fields={"title": "a", "people": [{"role": "x"}, {"role": "y"}]})
    assert compare(here, [here]) is Standing.UNCHANGED
    less = held(V1, 2, fields={"people": [{"role": "y"}]})
    assert compare(less, [here]) is Standing.UNCHANGED


def test_more_of_the_same_version_is_another_part() -> None:
    """A cut with further fields of a known version is neither newer nor a conflict."""
    here = held(V1, fields={"title": "a"})
    assert compare(held(V1, 2, fields={"text": "b"}), [here]) is Standing.OTHER_PART
    assert compare(held(V1, 2, fields={"title": "a", "text": "b"}), [here]) is Standing.OTHER_PART


def test_one_version_that_says_two_things_is_a_conflict() -> None:
    """The same digest with another value means that somebody altered one of them."""
    here = held(V1, fields={"title": "a", "plan": {"purpose": "work"}})
    assert compare(held(V1, 2, fields={"title": "b"}), [here]) is Standing.CONFLICTING
    other_shape = held(V1, 2, fields={"title": ["a"]})
    assert compare(other_shape, [here]) is Standing.CONFLICTING
    inside = held(V1, 2, fields={"plan": {"purpose": "study"}})
    assert compare(inside, [here]) is Standing.CONFLICTING


def test_names_put_out_of_sight_are_no_conflict() -> None:
    """A text that left once with names and once without is the same text."""
    here = held(V1, fields={"text": "with Anna"})
    masked = held(V1, 2, fields={"text": "with […]"}, replaced=frozenset({"text"}))
    assert compare(masked, [here]) is not Standing.CONFLICTING


def test_parents_order_versions_whoever_brings_them() -> None:
    """A version that names another as its parent replaces it, also by way of somebody else."""
    child = held(V2, sender="bela", parents=(V1,))
    assert compare(child, [held(V1)]) is Standing.NEWER
    assert compare(held(V1, sender="bela"), [held(V2, parents=(V1,))]) is Standing.OLDER


def test_numbers_order_versions_of_one_sender() -> None:
    """Where versions between are missing, a sender's rising number tells which came later."""
    assert compare(held(V3, 9), [held(V1, 5)]) is Standing.NEWER
    assert compare(held(V1, 5), [held(V3, 9)]) is Standing.OLDER


def test_what_cannot_be_ordered_is_a_conflict() -> None:
    """Two senders, no sender, or one number for two versions: a person must look."""
    assert compare(held(V2, 9, sender="bela"), [held(V1, 5)]) is Standing.CONFLICTING
    assert compare(held(V2, 9, sender=""), [held(V1, 5, sender="")]) is Standing.CONFLICTING
    assert compare(held(V2, 5), [held(V1, 5)]) is Standing.CONFLICTING


def test_two_that_replace_the_same_version_are_a_conflict() -> None:
    """One person on two machines: numbers cannot tell, and the one that came later is not newer."""
    first, second = held(V1, 1), held(V2, 5, parents=(V1,))
    other = held(V3, 9, parents=(V1,))
    assert compare(other, [first, second]) is Standing.CONFLICTING
    assert compare(other, [second]) is Standing.CONFLICTING
    both = held("4" * 64, 12, parents=(V2, V3))
    assert compare(both, [first, second, other]) is Standing.NEWER


def test_what_comes_late_is_older_than_the_newest_that_is_here() -> None:
    """Though it replaces something that is here too: its number says when it was sent."""
    here = [held(V1, 1), held("5" * 64, 50, parents=("4" * 64,))]
    assert compare(held(V2, 9, parents=(V1,)), here) is Standing.OLDER
    assert compare(held(V2, 9, parents=(V1,), sender="bela"), here) is Standing.CONFLICTING


VERSIONS = st.sampled_from([V1, V2, V3])
EXCERPTS = st.builds(
    held,
    VERSIONS,
    st.integers(1, 3),
    st.sampled_from(["anna", "bela", ""]),
    parents=st.lists(VERSIONS, max_size=2).map(tuple),
)


@given(EXCERPTS, EXCERPTS)
def test_nobody_is_newer_than_each_other(one: Held, other: Held) -> None:
    """If one is newer than the other by its number, the other is older, never newer too."""
    there, back = compare(one, [other]), compare(other, [one])
    if one.version not in other.parents and other.version not in one.parents:
        assert {there, back} != {Standing.NEWER}
        assert (there is Standing.NEWER) == (back is Standing.OLDER)


@given(EXCERPTS, st.lists(EXCERPTS, min_size=1, max_size=4))
def test_what_is_here_is_never_new(one: Held, here: list[Held]) -> None:
    """Once something of a record is here, nothing of it is called new."""
    assert compare(one, here) is not Standing.NEW


def test_own_records_that_come_back_are_held_to_the_journal() -> None:
    """What claims to be ours and is not among our versions is an alarm, never news."""
    assert compare_own(V2, [V1, V2], [V2]) is Standing.UNCHANGED
    assert compare_own(V1, [V1, V2], [V2]) is Standing.OLDER
    assert compare_own(V3, [V1, V2], [V2]) is Standing.CONFLICTING
