"""Finding records by the beginnings of words, in any script; and, more slowly, inside words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from safejournal.domain.fold import query_tokens
from safejournal.domain.words import Kind
from safejournal.vault.store import Connection

MOST_RANKED = 2_000
"""Matches. A query that finds more says little: it is answered newest first, since weighing every
match would take longer than a keystroke (60 ms for half of 100,000 records, 1 ms to see that)."""

MOST_TERMS = 400
"""How many different words of the index a search inside words follows: past that, the query is too
short to mean anything, and SQLite's expression parser has its limit at 1,000."""


def candidates(connection: Connection, query: str, kinds: Sequence[Kind] = ()) -> Iterator[int]:
    """Yield row numbers of records in which every word of the query begins some word, best first.

    The caller checks them against the original text where adjacency matters (scripts without
    spaces). Nothing is yielded for a query without letters or digits.
    """
    tokens = query_tokens(query)
    if not tokens:
        return iter(())
    return _matching(connection, " AND ".join(_prefix(t) for t in tokens), kinds)


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
    parts = []
    for token in tokens:
        terms = connection.execute(
            "SELECT term FROM temp.search_terms WHERE instr(term, ?) ORDER BY doc DESC LIMIT ?",
            (token, MOST_TERMS),
        ).fetchall()
        if not terms:
            return iter(())
        parts.append("(" + " OR ".join(_quoted(term) for (term,) in terms) + ")")
    return _matching(connection, " AND ".join(parts), kinds)


def _prefix(token: str) -> str:
    return _quoted(token) + "*"


def _quoted(token: str) -> str:
    """Quote a token: FTS5 has a query language, and a person's words must not speak it."""
    return '"' + token.replace('"', '""') + '"'


def _matching(connection: Connection, expression: str, kinds: Sequence[Kind]) -> Iterator[int]:
    join, only = "", ""
    if kinds:
        join = "JOIN listing l ON l.record = search.rowid"
        only = f"AND l.kind IN ({','.join('?' * len(kinds))})"
    found = f"SELECT search.rowid FROM search {join} WHERE search MATCH ? {only}"
    values = (expression, *(kind.value for kind in kinds))
    newest = f"{found} ORDER BY search.rowid DESC"
    first = connection.execute(f"{newest} LIMIT {MOST_RANKED + 1}", values).fetchall()
    if len(first) > MOST_RANKED:
        return _with_the_rest(connection, newest, values, first)
    return (row[0] for row in connection.execute(f"{found} ORDER BY rank", values))


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
