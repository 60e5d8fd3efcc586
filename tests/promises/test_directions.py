"""Arabic, Persian and Hebrew names on every sort of page, measured where a real browser puts them.

Chromium lays the pages out; a script outside of them asks where the words came to stand.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from safejournal.errors import Refused
from safejournal.exchange.guide import Section
from safejournal.exchange.pages import guide_page
from safejournal.services import folio, printing
from safejournal.services.folio import Block, Folio, Look
from safejournal.services.printing import Entry, Sheet
from tests.promises.browser import MISSING, PROGRAM, Browser

NAMES = ("علی رضایی", "שלום כהן", "أحمد")
HOUR = "18:00"
FIRST, LAST = "+98", "777"
"""Of a telephone number, which is dialled from its left end on in every script."""

_ASK = """<!DOCTYPE html><meta charset="utf-8"><body><script>
const asked = ASKED, found = [];
function where(inner, word) {
  const walker = inner.createTreeWalker(inner.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(word);
    if (at < 0) continue;
    const range = inner.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + word.length);
    const box = range.getBoundingClientRect();
    return [box.left, box.right];
  }
}
(async () => {
  for (const [page, first, second] of asked) {
    const frame = document.createElement("iframe");
    frame.style = "width:700px;height:600px";
    const loaded = new Promise(done => frame.onload = done);
    frame.src = page;
    document.body.append(frame);
    await loaded;
    found.push([where(frame.contentDocument, first), where(frame.contentDocument, second)]);
    frame.remove();
  }
  const out = document.createElement("pre");
  out.textContent = JSON.stringify(found);
  document.body.append(out);
})();
</script></body>"""

Edges = tuple[float, float]
"""Left and right, in pixels."""


def as_folio(text: str) -> bytes:
    """A dossier, a card and an emergency sheet are folios."""
    block = Block(Look.FIELD, text, "Text")
    made = Folio(title="Card", language="en", practice=False, blocks=(block,))
    return folio.as_html(made).encode()


def as_sheet(text: str) -> bytes:
    """A checklist is a sheet."""
    entry = Entry(box="[ ]", text=text)
    return printing.as_html(
        Sheet(title="List", language="en", practice=False, entries=(entry,))
    ).encode()


def as_instructions(text: str) -> bytes:
    """What a contact reads first is a guide."""
    return guide_page([Section(heading="Read this", steps=(text,))], "en", practice=False)


def as_mere_text(text: str) -> bytes:
    """The control: what a browser makes of it when nobody isolates the name."""
    return f'<!DOCTYPE html><meta charset="utf-8"><p dir="auto">{text}</p>'.encode()


Asked = tuple[bytes, str, str]
"""A page, and two words on it."""


def placed(place: Path, pages: list[Asked]) -> list[tuple[Edges, Edges]]:
    """Return for each page where its two words came to stand."""
    browser, asked = Browser(place), []
    for number, (page, *words) in enumerate(pages):
        (place / f"{number}.html").write_bytes(page)
        asked.append([(place / f"{number}.html").as_uri(), *words])
    (place / "ask.html").write_text(_ASK.replace("ASKED", json.dumps(asked)))
    how = ("--allow-file-access-from-files", "--virtual-time-budget=20000", "--dump-dom")
    dom = browser.run(*how, str(place / "ask.html"))
    found = json.loads(dom.partition("<pre>")[2].partition("</pre>")[0])
    return [((*name,), (*hour,)) for name, hour in found]


@pytest.mark.slow
@pytest.mark.skipif(PROGRAM is None, reason=MISSING)
def test_what_stands_after_a_name_stays_after_it(tmp_path: Path) -> None:
    """In an English sentence the hour stays right of the name; in a line of its own, left of it.

    On a dossier or card, a checklist, and what a contact reads first; and it is not the browser's
    own doing, as the control shows.
    """
    makers = (as_folio, as_sheet, as_instructions, as_mere_text)
    inside = [(m(f"Call {name}, {HOUR} (2)"), name, HOUR) for m in makers for name in NAMES]
    alone = [(m(f"{name}, {HOUR}"), name, HOUR) for m in makers for name in NAMES]
    number = [(m(f"{NAMES[0]}: {FIRST} 21 {LAST}"), FIRST, LAST) for m in makers]
    found = placed(tmp_path, [*inside, *alone, *number])
    right = [hour[0] >= name[1] for name, hour in found[: len(inside)]]
    left = [hour[1] <= name[0] for name, hour in found[len(inside) : -len(number)]]
    dialled = [last[0] > first[1] for first, last in found[-len(number) :]]
    assert right == [True] * 3 * len(NAMES) + [False] * len(NAMES)
    assert left == [True] * len(alone)
    assert dialled == [True, True, True, False]


@pytest.mark.parametrize("name", NAMES)
def test_a_pdf_with_letters_that_it_cannot_join_is_refused(name: str) -> None:
    """Its fonts have no Arabic and no Hebrew; the HTML is offered, and no name comes out broken."""
    block = Block(Look.FIELD, name, "Name")
    made = Folio(title="Card", language="en", practice=False, blocks=(block,))
    with pytest.raises(Refused, match="no picture"):
        folio.as_pdf(made)
