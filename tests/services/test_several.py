"""One act on several records, and filters under a name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from safejournal.domain.records import Incident, Note
from safejournal.domain.words import Kind
from safejournal.errors import NotFound, Refused
from safejournal.services import filters, journal, several
from safejournal.services.filters import Kept
from safejournal.services.opening import Vault
from tests.vault.journals import make_journal


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """Return an open, empty vault."""
    with make_journal(tmp_path / "vault").open() as opened:
        yield opened


def _notes(vault: Vault, *titles: str) -> list[str]:
    return [journal.record(vault, Note(title=title)).id for title in titles]


def _tags(vault: Vault, record: str) -> tuple[str, ...]:
    content = journal.show(vault, record).content
    assert content is not None
    return content.tags


def test_a_tag_is_written_on_each_that_lacks_it(vault: Vault) -> None:
    """Each that lacked it has a new version; others are left alone; so it goes off."""
    one, two = _notes(vault, "one", "two")
    assert several.add_tag(vault, [one], "#дом") == 1
    assert several.add_tag(vault, [one, two, two], " дом ") == 1
    assert _tags(vault, one) == _tags(vault, two) == ("дом",)
    assert len(journal.history(vault, one)) == 2
    assert several.tags_of(vault, [one, two]) == ["дом"]
    assert several.take_tag(vault, [one, two], "дом") == 2
    assert _tags(vault, one) == ()


def test_each_is_linked_with_one_and_none_with_itself(vault: Vault) -> None:
    """A link that is there already is not written twice."""
    one, two, to = _notes(vault, "one", "two", "to")
    assert several.link(vault, [one, two, to], to, "same car") == 2
    assert several.link(vault, [one, two], to) == 0
    assert {each.id for each in journal.pointing_at(vault, to)} == {one, two}


@pytest.mark.parametrize("tag", ["", " ", "a, b"])
def test_what_is_no_tag_is_refused(vault: Vault, tag: str) -> None:
    """Nothing is changed by a tag without words, or by two at once."""
    (one,) = _notes(vault, "one")
    with pytest.raises(Refused):
        several.add_tag(vault, [one], tag)
    assert len(journal.history(vault, one)) == 1


def test_all_or_none_are_changed(vault: Vault) -> None:
    """Where one of them was removed, no other has a new version either."""
    one, gone = _notes(vault, "one", "gone")
    journal.remove(vault, gone)
    with pytest.raises(Refused):
        several.add_tag(vault, [one, gone], "дом")
    assert _tags(vault, one) == ()
    with pytest.raises(NotFound):
        several.link(vault, [one], "0" * 32)


def test_a_filter_is_kept_used_and_dropped(vault: Vault) -> None:
    """Under its name, in the vault; the same name again takes its place."""
    journal.record(vault, Incident(title="Серая машина у дома", tags=("дом",)))
    journal.record(vault, Note(title="Серая кошка"))
    filters.keep(vault, Kept(name="машина", query="сер", kind=Kind.INCIDENT, tag="дом"))
    filters.keep(vault, Kept(name=" Машина ", query="сер", kind=Kind.INCIDENT, tag="дом"))
    filters.keep(vault, Kept(name="a", kind=Kind.NOTE))
    first, second = filters.kept(vault)
    assert (first.name, second.name) == ("a", "Машина")
    assert [each.kind for each in filters.records(vault, second, limit=9)] == [Kind.INCIDENT]
    assert [each.kind for each in filters.records(vault, first, limit=9)] == [Kind.NOTE]
    filters.drop(vault, "a")
    assert filters.kept(vault) == [second]
    with pytest.raises(NotFound):
        filters.drop(vault, "a")


def test_a_filter_needs_a_name_and_there_are_not_too_many(vault: Vault) -> None:
    """A list of filters can be looked through."""
    for name in ("", " ", "x" * 61):
        with pytest.raises(Refused):
            filters.keep(vault, Kept(name=name))
    for number in range(filters.MOST):
        filters.keep(vault, Kept(name=f"filter {number}"))
    with pytest.raises(Refused):
        filters.keep(vault, Kept(name="one more"))
    assert "query" not in repr(filters.kept(vault)[0])
