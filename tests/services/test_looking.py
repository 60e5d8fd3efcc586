"""Attachments before they leave: what they tell is named, and a cleaned copy leaves instead."""

from __future__ import annotations

import pytest

from safejournal.domain.records import Attachment, Note
from safejournal.services import attachments, inbox, journal, looking, receiving, sharing
from safejournal.services.looking import Sort
from safejournal.services.sharing import Choice, Form, Tier
from tests.exchange.documents import SHOWN, telling_document, text_of
from tests.exchange.pictures import telling_jpeg, telling_pdf
from tests.services.exchanging import Two, kept


def note_with(pair: Two, *files: tuple[str, bytes]) -> tuple[str, tuple[Attachment, ...]]:
    """Keep a note with these files; return its id and its attachments."""
    note = kept(pair.anna, Note(title="x"))
    for name, content in files:
        (pair.place / name).write_bytes(content)
        attachments.attach(pair.anna, note, pair.place / name)
    found = journal.show(pair.anna, note).content
    assert found is not None
    return note, found.attachments


def evidence(pair: Two, note: str, **more: frozenset[object]) -> Choice:
    """Return the choice of this note as evidence for Bela."""
    options: dict[str, object] = dict(more)
    return Choice(
        contacts=(pair.bela_at_anna,),
        tier=Tier.EVIDENCE,
        records=(note,),
        **options,  # type: ignore[arg-type]
    )


def test_the_preview_names_what_each_file_tells_and_in_which_form_it_leaves(pair: Two) -> None:
    """A photograph leaves cleaned, a paper stays; both say what the original holds."""
    files = (("photo.jpg", telling_jpeg()), ("letter.pdf", telling_pdf()))
    note, (photo, letter) = note_with(pair, *files)
    seen = sharing.preview(pair.anna, evidence(pair, note)).files
    assert [(each.attachment, each.form) for each in seen] == [
        (photo, Form.CLEANED),
        (letter, None),
    ]
    assert {each.sort for each in seen[0].traces} >= {Sort.PLACE, Sort.DEVICE, Sort.TIME}
    assert Sort.AUTHOR in {each.sort for each in seen[1].traces}
    chosen = evidence(pair, note, originals=frozenset({letter.id}))
    forms = [each.form for each in sharing.preview(pair.anna, chosen).files]
    assert forms == [Form.CLEANED, Form.ORIGINAL]


def test_a_cleaned_copy_arrives_and_its_original_s_name_and_hash_do_not(pair: Two) -> None:
    """Bela gets the picture, no trace, and nothing by which the original could be known."""
    note, (photo,) = note_with(pair, ("Vera at the sea.jpg", telling_jpeg()))
    file = pair.file("x.age")
    sharing.export(pair.anna, evidence(pair, note), file)
    came = receiving.receive(pair.bela, file)
    assert came.bundle is not None
    (entry,) = came.bundle.entries
    (attached,) = entry.excerpt.attached
    assert (attached.id, attached.form) == (photo.id, Form.CLEANED)
    assert entry.excerpt.salt is None
    assert "attachments" not in entry.excerpt.fields
    out = pair.file("out.jpg")
    inbox.save_file(pair.bela, came.bundle.number, attached.file, out)
    assert out.read_bytes() == looking.cleaned(pair.anna, note, photo)
    assert b"canary" not in out.read_bytes()
    assert photo.sha256.encode() not in entry.excerpt.fields.__repr__().encode()


def test_a_cleaned_document_arrives_and_no_canary_of_it_is_anywhere_in_the_bundle(
    pair: Two,
) -> None:
    """Opened whole and unpacked: authors, comments, deleted text, places of pictures are gone."""
    note, (letter,) = note_with(pair, ("canary-name.docx", telling_document()))
    file = pair.file("x.age")
    sharing.export(pair.anna, evidence(pair, note), file)
    came = receiving.receive(pair.bela, file)
    assert came.bundle is not None
    (entry,) = came.bundle.entries
    (attached,) = entry.excerpt.attached
    assert (attached.id, attached.form) == (letter.id, Form.CLEANED)
    assert attached.file.endswith(".docx")
    out = pair.file("out.docx")
    inbox.save_file(pair.bela, came.bundle.number, attached.file, out)
    after = text_of(out.read_bytes())
    assert all(shown in after for shown in SHOWN)
    assert "canary" not in after + repr(entry.excerpt.fields)
    chosen = evidence(pair, note, originals=frozenset({letter.id}))
    (seen,) = sharing.preview(pair.anna, chosen).files
    assert seen.form is Form.ORIGINAL


@pytest.mark.parametrize("path", ["attachments", "attachments[0]"])
def test_a_file_that_is_kept_back_stays(pair: Two, path: str) -> None:
    """Also as a cleaned copy."""
    note, _ = note_with(pair, ("photo.jpg", telling_jpeg()))
    choice = evidence(pair, note, kept_back=frozenset({(note, path)}))
    assert sharing.preview(pair.anna, choice).files == ()


def test_no_file_leaves_with_a_card(pair: Two) -> None:
    """Neither cleaned nor in the original, whatever was chosen."""
    note, (photo,) = note_with(pair, ("photo.jpg", telling_jpeg()))
    choice = Choice(
        contacts=(pair.bela_at_anna,),
        tier=Tier.EMERGENCY,
        records=(note,),
        originals=frozenset({photo.id}),
    )
    assert sharing.preview(pair.anna, choice).files == ()
