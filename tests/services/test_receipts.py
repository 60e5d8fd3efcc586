"""Receipts: who has what, shown by nobody but the reader."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safejournal.domain.comparison import Mark
from safejournal.domain.records import Note
from safejournal.errors import InputRejected, Refused
from safejournal.exchange.manifest import Proof, Purpose
from safejournal.services import (
    inbox,
    receiving,
    sharing,
)
from tests.exchange.parcels import archive, cut, sealed
from tests.exchange.people import Somebody
from tests.services.exchanging import (
    Two,
    evidence,
    forward,
    kept,
    reading,
    received,
)


def test_a_receipt_tells_the_sender_who_has_what(pair: Two) -> None:
    """First that it arrived, then that it was accepted; from the reader alone, for this bundle."""
    file = evidence(pair, kept(pair.anna, Note(title="x")))
    found = received(pair, file)
    forward(pair, hours=1)
    inbox.receipt(pair.bela, found.number, pair.file("r1.age"))
    came = receiving.receive(pair.anna, pair.file("r1.age"))
    assert came.bundle is None
    assert came.contact == pair.bela_at_anna
    assert came.acknowledged is not None
    assert came.acknowledged.accepted is False
    ((reader,),) = (each.readers for each in sharing.sent(pair.anna))
    assert reader.arrived is not None
    assert reader.accepted is None
    inbox.accept(pair.bela, found.number)
    forward(pair, hours=1)
    inbox.receipt(pair.bela, found.number, pair.file("r2.age"))
    receiving.receive(pair.anna, pair.file("r2.age"))
    ((later,),) = (each.readers for each in sharing.sent(pair.anna))
    assert later.arrived == reader.arrived
    assert later.accepted is not None
    assert inbox.bundles(pair.anna) == []


def test_a_receipt_that_comes_again_is_known(pair: Two) -> None:
    """Whatever came between; one that says more is new, and an older one after it is not."""
    found = received(pair, evidence(pair, kept(pair.anna, Note(title="x"))))
    arrived, looked = pair.file("r1.age"), pair.file("r2.age")
    inbox.receipt(pair.bela, found.number, arrived)
    inbox.accept(pair.bela, found.number)
    inbox.receipt(pair.bela, found.number, looked)
    came = [receiving.receive(pair.anna, each).known for each in (arrived, arrived, looked)]
    assert came == [False, True, False]
    assert [receiving.receive(pair.anna, each).known for each in (arrived, looked)] == [True, True]


def test_a_receipt_that_is_not_from_the_reader_counts_for_nothing(pair: Two) -> None:
    """From somebody else, for another bundle, without a proof, or naming their key: refused."""
    from safejournal.exchange.manifest import Acknowledged

    file = evidence(pair, kept(pair.anna, Note(title="x")))
    (sent,) = sharing.sent(pair.anna)
    anna, bela = reading(pair.anna), reading(pair.bela)
    what = Acknowledged(bundle=sent.bundle, manifest=sent.manifest)
    other = replace(what, manifest="0" * 64)
    posing = Somebody(bela.x25519, Somebody().ed25519)
    for sender, acknowledges, proof in (
        (Somebody(), what, Proof.CODE),
        (bela, other, Proof.CODE),
        (None, what, Proof.NONE),
        (posing, what, Proof.SIGNATURE),
    ):
        raw = archive(
            sender, [anna], purpose=Purpose.RECEIPT, acknowledges=acknowledges, proof=proof
        )
        pair.file("r.age").write_bytes(sealed(raw, [anna]))
        with pytest.raises(InputRejected):
            receiving.receive(pair.anna, pair.file("r.age"))
    ((reader,),) = (each.readers for each in sharing.sent(pair.anna))
    assert reader.arrived is None
    assert file.exists()


def test_a_bundle_without_a_sender_has_nobody_to_thank(pair: Two) -> None:
    """It is taken in, marked, and gets no receipt."""
    bela = reading(pair.bela)
    pair.file("n.age").write_bytes(sealed(archive(None, [bela], [cut({"title": "x"})]), [bela]))
    found = received(pair, pair.file("n.age"))
    assert found.marks == {Mark.SENDER_NOT_SHOWN}
    with pytest.raises(Refused, match="not shown"):
        inbox.receipt(pair.bela, found.number, pair.file("r.age"))
