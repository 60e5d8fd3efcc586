"""Finding records by the beginnings of words, in any script; and, more slowly, inside words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from safejournal.domain.fold import query_tokens
from safejournal.domain.words import Kind
from safejournal.vault.derived import NAMED
from safejournal.vault.store import Connection

MOST_RANKED = 2_000
"""Matches. A query that finds more says little: it is answered newest first, whether the words
stand in a title or not, so that no key waits until all is found (docs/adr/003)."""

MOST_TERMS = 400
"""How many different words of the index a search inside words follows: past that, the query is too
short to mean anything, and SQLite's expression parser has its limit at 1,000."""


def candidates(connection: Connection, query: str, kinds: Sequence[Kind] = ()) -> Iterator[int]:
    """Yield row numbers of records in which every word of the query begins some word.

    Those that hold them all in title and tags come first; among equals, the newest. The caller
    checks them against the original text where adjacency matters (scripts without spaces). Nothing
    is yielded for a query without letters or digits.
    """
    tokens = query_tokens(query)
    if not tokens:
        return iter(())
    return _matching(
        connection,
        " AND ".join(map(_prefix, tokens)),
        " AND ".join(_prefix(NAMED + token) for token in tokens),
        kinds,
    )


def candidates_inside(
    connection: Connection, query: str, kinds: Sequence[Kind] = ()
) -> Iterator[int]:
    """Yield row numbers of records in which every word of the query stands inside some word.

    Looks through the index's own list of words, which is short, instead of through every text.
    """
    tokens = query_tokens(query)
    if not tokens:
        return iter(())
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_terms"
        " USING fts5vocab ('main', 'search', 'row')"
    )
    anywhere, named = [], []
    for token in tokens:
        terms = connection.execute(
            "SELECT term FROM temp.search_terms WHERE instr(term, ?) AND substr(term, 1, 1) <> ?"
            " ORDER BY doc DESC LIMIT ?",
            (token, NAMED, MOST_TERMS),
        ).fetchall()
        if not terms:
            return iter(())
        anywhere.append(_any_of([term for (term,) in terms]))
        named.append(_any_of([NAMED + term for (term,) in terms]))
    return _matching(connection, " AND ".join(anywhere), " AND ".join(named), kinds)


def _prefix(token: str) -> str:
    return _quoted(token) + "*"


def _any_of(terms: Sequence[str]) -> str:
    return "(" + " OR ".join(map(_quoted, terms)) + ")"


def _quoted(token: str) -> str:
    """Quote a token: FTS5 has a query language, and a person's words must not speak it."""
    return '"' + token.replace('"', '""') + '"'


def _matching(
    connection: Connection, anywhere: str, named: str, kinds: Sequence[Kind]
) -> Iterator[int]:
    join, only = "", ""
    if kinds:
        join = "JOIN listing l ON l.record = search.rowid"
        only = f"AND l.kind IN ({','.join('?' * len(kinds))})"
    newest = f"SELECT search.rowid FROM search {join} WHERE search MATCH ? {only}"
    newest += " ORDER BY search.rowid DESC"
    wanted = [kind.value for kind in kinds]
    first = connection.execute(f"{newest} LIMIT {MOST_RANKED + 1}", (anywhere, *wanted)).fetchall()
    if len(first) > MOST_RANKED:
        return _with_the_rest(connection, newest, (anywhere, *wanted), first)
    by_name = connection.execute(newest, (named, *wanted)).fetchall()
    return (number for (number,) in dict.fromkeys([*by_name, *first]))


def _with_the_rest(
    connection: Connection,
    newest: str,
    values: tuple[str, ...],
    first: list[tuple[int]],
) -> Iterator[int]:
    """Yield those that were found, and look for the others only if somebody asks for so many.

    To begin a query anew is what costs: of a single letter, the index reads every word with it.
    """
    yield from (number for (number,) in first)
    rest = connection.execute(f"{newest} LIMIT -1 OFFSET {len(first)}", values)
    yield from (number for (number,) in rest)
