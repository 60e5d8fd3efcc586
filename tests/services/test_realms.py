"""Practice and one's own never meet, whatever is exchanged and in whichever direction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safejournal.domain.records import Contact, Note
from safejournal.errors import CannotUnlock, HeadDamaged, InputRejected, Refused, SafeJournalError
from safejournal.exchange.manifest import Acknowledged, Proof, Purpose
from safejournal.services import (
    backups,
    correspondents,
    identity,
    inbox,
    installing,
    journal,
    packs,
    receiving,
    recovery,
    restoring,
)
from safejournal.services.recovery import Gathering
from safejournal.vault.derivation import Realm
from safejournal.vault.vault import Vault
from tests.exchange.parcels import archive, cut, sealed
from tests.exchange.people import Somebody
from tests.services.exchanging import reading
from tests.services.foreign import signed
from tests.services.travelling_steps import make_traveller
from tests.vault.journals import Journal, make_journal

ANSWERED = Acknowledged(bundle="1" * 32, manifest="2" * 64)
"""Nothing that was ever sent."""

REALMS = (Realm.REAL, Realm.PRACTICE)


@dataclass
class Worlds:
    """Two people in each realm."""

    place: Path
    made: dict[Realm, list[Journal]]
    open: dict[Realm, list[Vault]]

    def new(self) -> Path:
        """Return a place where nothing is."""
        return self.place / token_hex(8)


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worlds]:
    """Yield vaults of both realms, open."""
    place = tmp_path_factory.mktemp("worlds")
    with ExitStack() as stack:
        made = {
            realm: [make_journal(place / f"{realm.name}{n}", realm=realm) for n in range(2)]
            for realm in REALMS
        }
        opened = {
            realm: [stack.enter_context(each.open()) for each in made[realm]] for realm in REALMS
        }
        yield Worlds(place, made, opened)


def _sender(worlds: Worlds, realm: Realm) -> Somebody:
    return reading(worlds.open[realm][0])


def _file(worlds: Worlds, source: Realm, target: Vault, **more: object) -> Path:
    reader = reading(target)
    entries = [] if "acknowledges" in more else [cut({"title": "x"})]
    content = archive(_sender(worlds, source), [reader], entries, **more)
    file = worlds.new()
    file.write_bytes(sealed(content, [reader]))
    return file


def bundle(worlds: Worlds, source: Realm, target: Realm, proof: Proof) -> None:
    """Take in a bundle that was sealed for this very vault."""
    to = worlds.open[target][1]
    came = receiving.receive(to, _file(worlds, source, to, proof=proof))
    assert came.bundle is not None
    inbox.discard(to, came.bundle.number)


def look(worlds: Worlds, source: Realm, target: Realm, proof: Proof) -> None:
    """Look at a bundle, taking nothing in."""
    to = worlds.open[target][1]
    receiving.open_with_vault(to, _file(worlds, source, to, proof=proof))


def receipt(worlds: Worlds, source: Realm, target: Realm, proof: Proof) -> None:
    """Take in a receipt of something that was never sent: first the realm is looked at."""
    to = worlds.open[target][1]
    file = _file(worlds, source, to, proof=proof, purpose=Purpose.RECEIPT, acknowledges=ANSWERED)
    try:
        receiving.receive(to, file)
    except SafeJournalError as error:
        if "practice" in error.sentence:
            raise


def key(worlds: Worlds, source: Realm, target: Realm, proof: Proof) -> None:
    """Take in somebody's key, as a contact string or as its forty-two words."""
    shown = identity.show(worlds.open[source][0])
    to = worlds.open[target][1]
    contact = journal.record(to, Contact(name="x")).id
    text = shown.contact_string if proof is Proof.CODE else " ".join(shown.typed)
    try:
        correspondents.add_key(to, contact, text, confirmed=True)
    finally:
        journal.erase(to, contact)


def sheets(worlds: Worlds, source: Realm, target: Realm, proof: Proof) -> None:
    """Open a vault with the recovery sheets of another; of its own realm they open their own."""
    del proof
    of = worlds.made[source][0]
    made, slot = recovery.make_sheets(of.place, bytearray(of.dek), need=2, of=3)
    gathering = Gathering()
    for each in made[:2]:
        gathering.add(each)
    to = worlds.made[target][1]
    if source is target:
        recovery.keep_sheets(worlds.open[source][0], slot, need=2, of=3)
        to = of
    recovery.open_by_sheets(to.place, gathering)


def backup(worlds: Worlds, source: Realm, target: Realm, proof: Proof) -> None:
    """Restore a backup with the key of a vault; what comes back is of the realm it was of."""
    del proof
    file, place = worlds.new(), worlds.new()
    backups.back_up(worlds.open[source][0], file)
    of = worlds.made[target][0]
    restoring.restore(file, place, bytearray([0]) + of.dek)
    with Vault.open(place, bytearray(of.dek), of.clock) as again:
        assert again.realm is source


EXCHANGES: tuple[Callable[[Worlds, Realm, Realm, Proof], None], ...] = (
    bundle,
    look,
    receipt,
    key,
    sheets,
    backup,
)


@settings(max_examples=24, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    act=st.sampled_from(EXCHANGES),
    source=st.sampled_from(REALMS),
    target=st.sampled_from(REALMS),
    proof=st.sampled_from((Proof.CODE, Proof.SIGNATURE)),
)
def test_what_comes_from_the_other_realm_is_refused(
    worlds: Worlds,
    act: Callable[[Worlds, Realm, Realm, Proof], None],
    source: Realm,
    target: Realm,
    proof: Proof,
) -> None:
    """Within a realm everything goes its way; between the two nothing does, and nothing is kept."""
    before = [len(inbox.bundles(each)) for each in worlds.open[target]]
    if source is target:
        act(worlds, source, target, proof)
    else:
        with pytest.raises((InputRejected, Refused, CannotUnlock, HeadDamaged)):
            act(worlds, source, target, proof)
    assert [len(inbox.bundles(each)) for each in worlds.open[target]] == before


@pytest.mark.parametrize("realm", REALMS)
def test_a_way_back_of_the_other_realm_is_refused(tmp_path: Path, realm: Realm) -> None:
    """Whoever left in one realm cannot come back into a journal of the other."""
    (tmp_path / "t").mkdir()
    traveller = make_traveller(tmp_path / "t", realm=realm)
    traveller.seal()
    traveller.leave()
    other = REALMS[1 - REALMS.index(realm)]
    with make_journal(tmp_path / "other", realm=other).open() as vault:
        journal.record(vault, Note(title="here"))
        with pytest.raises(Refused):
            traveller.come_back(vault, older=True)
    with traveller.small.open() as small:
        assert small.realm is realm
        traveller.come_back(small)
    with traveller.made.open() as whole:
        assert whole.realm is realm


def test_a_pack_of_practice_proves_nothing_to_a_real_journal(worlds: Worlds) -> None:
    """A real trainer's pack is good in practice; what practice signed is good in practice alone."""
    for source in REALMS:
        file = signed(worlds.new(), worlds.open[source][0])
        exercise = packs.build(_scenario(), worlds.open[source][0])
        for each in (file, exercise):
            installing.examine(worlds.open[Realm.PRACTICE][1], each, "en")
            if source is Realm.REAL:
                installing.examine(worlds.open[Realm.REAL][1], each, "en")
            else:
                with pytest.raises(InputRejected, match="practice"):
                    installing.examine(worlds.open[Realm.REAL][1], each, "en")


def _scenario() -> Path:
    from safejournal.content.scenarios import shipped_folder

    return shipped_folder("two-neighbours")
