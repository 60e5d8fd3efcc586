"""The mark of practice on everything that is printed or handed out: it is on every page.

A practice vault is told by its keys (docs/adr/004), its papers by this. The sentence is that of a
bundle's pages, in the language of whoever holds the paper.
"""

from __future__ import annotations

from safejournal.exchange.guide_words import sentence

GROUND, INK = "#63279b", "#ffffff"
"""The colours of the band, those of the light look on the screen."""

STYLE = f"""\
.practice {{ background: {GROUND}; color: {INK}; font-weight: bold; text-align: center;
  padding: .25em .5em; margin: 0 0 1em; text-indent: 0; print-color-adjust: exact;
  -webkit-print-color-adjust: exact; border: 2px solid {GROUND} }}
thead .practice {{ margin: 0 0 .6em }}
table.band {{ border-collapse: collapse; width: 100% }} table.band td {{ padding: 0 }}"""
"""A table's head comes back on every page that a browser prints."""


def said(language: str) -> str:
    """Return the sentence that everything in here is invented."""
    return sentence(language, "practice")


def as_line(language: str) -> str:
    """Return the line that stands first and last in a plain text."""
    return f"*** {said(language)} ***"


def around(body: str, language: str) -> str:
    """Return the body of an HTML page with the band above it, on each page that is printed."""
    return (
        f'<table class="band"><thead><tr><td><p class="practice">{said(language)}</p></td></tr>'
        f"</thead><tbody><tr><td>\n{body}\n</td></tr></tbody></table>"
    )
