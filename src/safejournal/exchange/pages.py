"""The readable half of a bundle: plain text for any machine, and pages for any browser.

A page holds no script, no picture and no address outside the bundle, and says so to the browser
(`default-src 'none'`), so that opening it tells nobody anything. What people wrote is escaped and
made visible first; each text finds its own direction of writing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from html import escape

from safejournal.domain.directions import isolated
from safejournal.domain.values import dataclass
from safejournal.domain.visible import visible
from safejournal.exchange import layout
from safejournal.exchange import practice as band
from safejournal.exchange.excerpts import Excerpt, Extent, write_excerpt
from safejournal.exchange.guide import Section
from safejournal.exchange.guide_words import sentence

ENTRIES_PER_PAGE = 100
"""A page that a telephone still scrolls through."""

_STYLE = (
    "body{font:1.1em/1.45 sans-serif;max-width:38em;margin:auto;padding:.8em 1em 2em;color:#111;"
    "background:#fff;overflow-wrap:anywhere}h1{font-size:1.5em;line-height:1.2;margin:.3em 0 .5em}"
    "h2{font-size:1.2em;line-height:1.25;margin:1.2em 0 .4em;border-top:2px solid #111;"
    "padding-top:.6em}p{margin:.5em 0}ul{margin:.5em 0;padding-left:1.3em}li{margin:.4em 0}"
    "ol{margin:.8em 0;padding:.1em 0 .1em 2em;border-left:.3em solid #111;font-weight:bold}"
    "dl{margin:.6em 0}dt{font-weight:bold;font-size:.9em;color:#333}"
    "dd{margin:0 0 .5em;white-space:pre-wrap}bdi,dd{unicode-bidi:plaintext}"
    "p.note{color:#444;font-size:.9em;margin:.2em 0}"
    "a{color:#0b3d91}@media print{body{max-width:none;padding:0;font-size:11pt}"
    "h2{break-after:avoid}li,dd{break-inside:avoid}a{color:#111}}"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a record, as a person reads it."""

    label: str
    text: str = field(repr=False)
    depth: int = 0
    """0 for a field of the record, 1 for one inside it, and so on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A record that leaves, and how it is told."""

    excerpt: Excerpt
    title: str = field(repr=False)
    lines: tuple[Line, ...] = field(repr=False)
    written: str = ""
    """When it was written, as a person reads it; "" for the text in the excerpt."""


def guide_text(sections: Iterable[Section]) -> bytes:
    """Return the guide as plain text; that it is practice, its first section says."""
    blocks = []
    for section in sections:
        heading = _plain(section.heading)
        lines = [heading, "=" * len(heading)]
        lines += [_plain(each) for each in section.paragraphs]
        lines += [f"  {at}. {_plain(each)}" for at, each in enumerate(section.steps, 1)]
        lines += [f"  - {_plain(each)}" for each in section.things]
        lines += [f"  - {layout.page(number)}" for number in section.pages]
        blocks.append("\n".join(lines))
    return _text_file("\n\n".join(blocks))


def guide_page(sections: Sequence[Section], language: str, *, practice: bool) -> bytes:
    """Return the guide as a page."""
    parts = []
    for at, section in enumerate(sections):
        tag = "h2" if at else "h1"
        parts.append(f"<{tag}>{_html(section.heading)}</{tag}>")
        parts += [f'<p dir="auto">{_html(each)}</p>' for each in section.paragraphs]
        parts += _listed("ol", section.steps)
        parts += _listed("ul", section.things)
        if section.pages:
            parts += ["<ul>", *(_page_link(number, language) for number in section.pages), "</ul>"]
    heading = sections[0].heading if sections else ""
    return _page(language, heading, "\n".join(parts), practice=practice)


def _listed(tag: str, items: Sequence[str]) -> list[str]:
    if not items:
        return []
    # The number or dot of a step stays at the left, in sight, whichever way its text runs.
    return [f"<{tag}>", *(f"<li><bdi>{_html(each)}</bdi></li>" for each in items), f"</{tag}>"]


def _page_link(number: int, language: str) -> str:
    said = escape(sentence(language, "page", number=number))
    return f'<li><a href="{layout.page(number)}">{said}</a></li>'


def entry_text(entry: Entry, language: str, *, practice: bool) -> bytes:
    """Return a record as plain text."""
    lines = [band.as_line(language)] if practice else []
    lines += [_plain(entry.title), *_notes(entry, language), ""]
    for line in entry.lines:
        before = "  " * line.depth
        told = _plain(line.text).split("\n")
        if len(told) == 1:
            lines.append(f"{before}{_plain(line.label)}: {told[0]}".rstrip())
        else:
            lines += [f"{before}{_plain(line.label)}:", *(f"{before}  {each}" for each in told)]
    lines += [f"{_plain(name)} ({form})" for name, form in _files(entry.excerpt, language)]
    return _text_file("\n".join(lines))


def excerpt_of(entry: Entry) -> bytes:
    """Return the same record for programs."""
    return write_excerpt(entry.excerpt)


def entry_pages(
    entries: Sequence[Entry], language: str, heading: str, *, practice: bool
) -> Iterator[bytes]:
    """Yield the pages of the records, a hundred on each."""
    for begin in range(0, len(entries), ENTRIES_PER_PAGE):
        told = [_article(e, language) for e in entries[begin : begin + ENTRIES_PER_PAGE]]
        body = f"<h1>{_html(heading)}</h1>\n" + "\n".join(told)
        yield _page(language, heading, body, practice=practice)


def page_count(entries: int) -> int:
    """Return on how many pages that many records stand."""
    return -(-entries // ENTRIES_PER_PAGE)


def _article(entry: Entry, language: str) -> str:
    parts = [f'<article><h2 dir="auto">{_html(entry.title)}</h2>']
    parts += [f'<p class="note">{_html(note)}</p>' for note in _notes(entry, language)]
    parts.append("<dl>")
    for line in entry.lines:
        indent = f' style="margin-left:{line.depth}em"' if line.depth else ""
        value = f'<dd dir="auto"{indent}>{_html(line.text)}</dd>' if line.text else ""
        parts.append(f"<dt{indent}>{_html(line.label)}</dt>{value}")
    parts.append("</dl>")
    files = _files(entry.excerpt, language)
    parts += [f'<p><a href="../{name}">{name}</a> ({escape(form)})</p>' for name, form in files]
    parts.append("</article>")
    return "\n".join(parts)


def _files(excerpt: Excerpt, language: str) -> list[tuple[str, str]]:
    return [(each.file, sentence(language, each.form.value)) for each in excerpt.attached]


def _notes(entry: Entry, language: str) -> Iterator[str]:
    excerpt = entry.excerpt
    written = entry.written or excerpt.written_at
    yield sentence(language, "written", written=written, sealed=excerpt.sealed)
    yield sentence(language, "whole" if excerpt.extent is Extent.WHOLE else "cut")
    if excerpt.replaced:
        yield sentence(language, "replaced")


def _page(language: str, title: str, body: str, *, practice: bool) -> bytes:
    style = f"{_STYLE}{band.STYLE}" if practice else _STYLE
    if practice:
        body = band.around(body, language)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(_plain(title))}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    ).encode()


def _text_file(text: str) -> bytes:
    """Return a text that a terminal may show as a whole: a joiner is judged by what follows it."""
    return f"{_plain(text)}\n".encode()


def _plain(text: str) -> str:
    return visible(text.replace("\r\n", "\n"), newlines=True)


def _html(text: str) -> str:
    return isolated(_plain(text))
