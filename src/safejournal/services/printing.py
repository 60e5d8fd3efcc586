"""A sheet of paper: the same lines as text, HTML or PDF.

What stands on it is said by `wording`. No output holds a script, a reference to anything outside,
or the day on which it was made; and nothing on it commands a terminal or turns the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from html import escape

from safejournal.domain.directions import isolated
from safejournal.domain.values import dataclass
from safejournal.domain.visible import visible
from safejournal.domain.wrapping import wrapped
from safejournal.exchange import practice

STYLE = """\
@page { size: A4; margin: 18mm }
body { font: 11pt/1.45 sans-serif; max-width: 42em; margin: 2em auto; padding: 0 1em; color: #111 }
h1 { font-size: 1.4em } ol { list-style: none; padding: 0 }
li { margin: 0 0 .9em; padding-left: 3.2em; text-indent: -3.2em; break-inside: avoid }
li * { text-indent: 0 } .box { display: inline-block; width: 3.2em; font-family: monospace }
.note { color: #444; font-size: .85em } .small { border-top: 1px solid #999; font-size: .75em }
.small p { margin: .3em 0; overflow-wrap: anywhere }"""

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Even a page that was tampered with loads nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: a box to tick, the sentence, and smaller lines below it."""

    box: str = ""
    """`[ ]`, `[x]`, `[-]` or "" for none."""
    text: str = field(repr=False)
    notes: tuple[str, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A title, an introduction, entries, and small print."""

    title: str = field(repr=False)
    language: str
    practice: bool
    """Whether it comes from a practice vault: then every page says so."""
    lead: tuple[str, ...] = field(repr=False, default=())
    entries: tuple[Entry, ...] = field(repr=False, default=())
    small_print: tuple[str, ...] = field(repr=False, default=())


_ENDINGS = {"pdf": "pdf", "html": "html", "htm": "html"}


def form_of(file_name: str) -> str:
    """Return the form that a file's name says: `html`, `pdf`, or `text` for any other."""
    return _ENDINGS.get(file_name.lower().rpartition(".")[2], "text")


def made(sheet: Sheet, form: str) -> bytes:
    """Return the sheet in a form: `text`, `html` or `pdf`."""
    if form == "pdf":
        return as_pdf(sheet)
    return (as_html(sheet) if form == "html" else as_text(sheet)).encode()


def as_text(sheet: Sheet) -> str:
    """Return the sheet as plain text, in lines of a terminal's width."""
    band = [practice.as_line(sheet.language)] if sheet.practice else []
    lines = [*band, " ".join(sheet.title.split()), ""]
    for each in sheet.lead:
        lines += [*wrapped(each, ""), ""]
    for number, entry in enumerate(sheet.entries, 1):
        head = f"{entry.box} {number}. ".lstrip()
        lines += wrapped(entry.text, head)
        for note in entry.notes:
            lines += wrapped(note, " " * len(head))
        lines.append("")
    for each in sheet.small_print:
        lines += wrapped(each, "")
    lines += ["", *band]
    return visible("\n".join(lines).rstrip(), newlines=True) + "\n"


def as_html(sheet: Sheet) -> str:
    """Return the sheet as one HTML page that loads nothing."""
    return "\n".join(_html(sheet)) + "\n"


def _html(sheet: Sheet) -> Iterator[str]:
    yield f'<!DOCTYPE html>\n<html lang="{_shown(sheet.language)}">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    style = f"{STYLE}\n{practice.STYLE}" if sheet.practice else STYLE
    yield f"<title>{escape(visible(sheet.title))}</title>"
    yield f"<style>\n{style}\n</style>\n</head>\n<body>"
    body = "\n".join(_body(sheet))
    yield practice.around(body, sheet.language) if sheet.practice else body
    yield "</body>\n</html>"


def _body(sheet: Sheet) -> Iterator[str]:
    yield f'<h1 dir="auto">{_shown(sheet.title)}</h1>'
    for each in sheet.lead:
        yield f'<p dir="auto">{_shown(each)}</p>'
    yield "<ol>"
    for number, entry in enumerate(sheet.entries, 1):
        box = f"{entry.box} {number}.".lstrip()
        notes = "".join(f'<div class="note" dir="auto">{_shown(n)}</div>' for n in entry.notes)
        yield f'<li><span class="box">{box}</span><bdi>{_shown(entry.text)}</bdi>{notes}</li>'
    yield "</ol>"
    if sheet.small_print:
        yield '<div class="small">'
        yield from (f'<p dir="auto">{_shown(each)}</p>' for each in sheet.small_print)
        yield "</div>"


def _shown(text: str) -> str:
    return isolated(visible(" ".join(text.split())))


def as_pdf(sheet: Sheet) -> bytes:
    """Return the sheet as a PDF of A4 pages. Raises Refused where the extra `pdf` is missing."""
    from safejournal.services.pdf import draw

    return draw(sheet)


def unprintable(sheet: Sheet) -> bool:
    """Tell whether the sheet holds letters for which the PDF has no picture, as Arabic has none."""
    from safejournal.services.pdf import lacks

    texts = [sheet.title, *sheet.lead, *sheet.small_print]
    for entry in sheet.entries:
        texts += [entry.text, *entry.notes]
    return any(lacks(text) for text in texts)
