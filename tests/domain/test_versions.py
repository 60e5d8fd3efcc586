"""Sealed versions: what a digest covers, and what merging and erasing may never lose."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from safejournal.domain.versions import Envelope, Version, commit, heads, keeps_its_word, merge
from safejournal.domain.words import Kind

DIGESTS = st.binary(min_size=32, max_size=32)


@st.composite
def version_sets(draw: st.DrawFn) -> list[Version]:
    """A growing history of one record: each version replaces some of those before it."""
    made: list[Version] = []
    for number in range(draw(st.integers(0, 6))):
        digests = [version.envelope.digest() for version in made]
        parents = draw(st.lists(st.sampled_from(digests), unique=True)) if digests else []
        body, salt = draw(st.binary(max_size=20)), draw(DIGESTS)
        envelope = Envelope(
            record=b"r" * 16,
            kind=Kind.NOTE,
            parents=tuple(sorted(parents)),
            author=b"a" * 16,
            written_at=number,
            commitment=commit(salt, body),
        )
        made.append(Version(envelope=envelope, salt=salt, body=body))
    return made


@st.composite
def copies(draw: st.DrawFn) -> tuple[list[Version], list[Version], list[Version]]:
    """Three copies of one journal, each lacking some versions and with some of them erased."""
    whole = draw(version_sets())

    def some() -> list[Version]:
        kept = [version for version in whole if draw(st.booleans())]
        return [replace(v, salt=None, body=None) if draw(st.booleans()) else v for v in kept]

    return some(), some(), some()


@given(copies())
def test_merging_does_not_care_who_meets_whom_first(
    three: tuple[list[Version], list[Version], list[Version]],
) -> None:
    """A union: the same in any order, and meeting a second time changes nothing."""
    a, b, c = three
    both = merge(a, b)
    assert merge(b, a) == both
    assert merge(both.values(), a) == both
    assert merge(both.values(), c) == merge(a, merge(b, c).values())


@given(copies())
def test_an_erasure_wins_and_nothing_else_is_lost(
    three: tuple[list[Version], list[Version], list[Version]],
) -> None:
    """Every version of either copy is there afterwards, erased if any copy had erased it."""
    a, b, _ = three
    both = merge(a, b)
    assert set(both) == {version.envelope.digest() for version in (*a, *b)}
    for digest, version in both.items():
        seen = [v for v in (*a, *b) if v.envelope.digest() == digest]
        assert version.erased == any(v.erased for v in seen)


@given(version_sets())
def test_heads_are_what_nothing_replaces(versions: list[Version]) -> None:
    """There is a head as soon as there is a version, and no head is anybody's parent."""
    found = heads(version.envelope for version in versions)
    parents = {parent for version in versions for parent in version.envelope.parents}
    assert bool(found) == bool(versions)
    assert not found & parents


@given(version_sets(), st.data())
def test_every_field_of_the_envelope_changes_the_digest(
    versions: list[Version], data: st.DataObject
) -> None:
    """Nothing in the envelope can be altered without the version becoming another one."""
    for version in versions:
        envelope = version.envelope
        changed = [
            replace(envelope, record=b"s" * 16),
            replace(envelope, kind=Kind.THREAT),
            replace(envelope, parents=(*envelope.parents, data.draw(DIGESTS))),
            replace(envelope, author=b"b" * 16),
            replace(envelope, written_at=envelope.written_at + 1),
            replace(envelope, commitment=bytes(32)),
        ]
        assert len({envelope.digest(), *(other.digest() for other in changed)}) == 7


@given(version_sets())
def test_a_body_that_was_not_sealed_is_found_out(versions: list[Version]) -> None:
    """The commitment holds for the body that was sealed, for no other, and for an erased one."""
    for version in versions:
        assert keeps_its_word(version)
        assert keeps_its_word(replace(version, salt=None, body=None))
        assert not keeps_its_word(replace(version, body=b"other" + (version.body or b"")))
        assert not keeps_its_word(replace(version, salt=None))


def test_a_known_version_has_the_digest_of_the_paper() -> None:
    """A vector that a second implementation can check itself against (docs/vault-format.md)."""
    envelope = Envelope(
        record=bytes(range(16)),
        kind=Kind.NOTE,
        parents=(bytes(range(32)),),
        author=bytes(range(16, 32)),
        written_at=1_780_000_000,
        commitment=commit(bytes(32), b'{"title":"x"}'),
    )
    assert envelope.commitment.hex() == (
        "da93eae9b98c4a7fc17cef2bd70d58804e1c5b4bef72dc01de400bd3ceb58182"
    )
    assert envelope.digest().hex() == (
        "48663339031e298a7fceaf1c392b114b9ace18665496f0ab0aa24b8a334d768e"
    )
