"""A program written from docs/vault-format.md alone opens what ours made."""

from __future__ import annotations

import ast
import hashlib
import secrets
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.content import wordlists
from safejournal.domain.layouts import cyrillic_keys, latin_keys
from safejournal.domain.phrase_form import canonical_form
from safejournal.vault import head
from safejournal.vault.derivation import Realm, stretch
from safejournal.vault.slots import SlotKind, seal_slot
from tests.vault import independent_reader
from tests.vault.vaults import CHEAPEST, Made, make

VAULTS = 100
WORDS = Path(wordlists.__file__).parent / "wordlists"
PASSPHRASE = "six plain words — шесть простых слов"


def test_it_shares_no_code_with_the_program() -> None:
    """The reader imports the standard library and `cryptography`, nothing else."""
    tree = ast.parse(Path(independent_reader.__file__).read_text("utf-8"))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [each.name for each in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= set(sys.stdlib_module_names) | {"cryptography"}


@pytest.mark.parametrize("number", range(VAULTS))
def test_a_random_vault_opens(number: int, tmp_path: Path) -> None:
    """Whatever slot, kind, keyfile, realm, generation and size: DEK, mark and every row agree."""
    keyfile = secrets.token_bytes(secrets.randbelow(200)) if secrets.randbelow(2) else None
    kind = SlotKind.KEYFILE if keyfile is not None else SlotKind(secrets.choice((1, 2, 4)))
    realm = secrets.choice(list(Realm))
    made = make(tmp_path / "vault", rows=secrets.randbelow(30), realm=realm)
    a = secrets.token_bytes(32)
    rewrite(made, kind, a, keyfile)

    opened = independent_reader.opened(made.place, a, keyfile)

    assert (opened.dek, opened.kind, opened.realm.encode()) == (made.dek, kind, realm)
    plain = independent_reader.as_sqlite(opened.database)
    assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    ours = made.open()
    for table in ("entry", "part", "words_data", "words_idx", "words_config"):
        rows = f"SELECT * FROM {table} ORDER BY 1, 2"
        assert plain.execute(rows).fetchall() == ours.execute(rows).fetchall()
    ours.close()
    plain.close()


def rewrite(made: Made, kind: SlotKind, a: bytes, keyfile: bytes | None) -> None:
    """Give the vault another way in, in any of its slots."""
    digest = None if keyfile is None else hashlib.sha256(keyfile).digest()
    slot = seal_slot(made.head, kind, made.dek, a, digest)
    changed = made.head.with_slot(secrets.randbelow(8), slot)
    head.replace(made.place, head.serialise(changed, made.dek, made.realm))


def test_a_typed_passphrase_opens(tmp_path: Path) -> None:
    """From the keyboard's text to the plain database: the same derivation on both sides."""
    made = make(tmp_path / "vault")
    typed = "  six plain   words — шесть простых слов "
    spelled = bytearray(PASSPHRASE.encode())
    rewrite(made, SlotKind.PASSPHRASE, bytes(stretch(spelled, made.head.salt, CHEAPEST)), None)

    told = subprocess.run(
        [sys.executable, "-I", independent_reader.__file__, str(made.place)],
        input=typed.encode(),
        capture_output=True,
        check=True,
    )

    plain = independent_reader.as_sqlite(told.stdout)
    assert plain.execute("SELECT count(*) FROM entry").fetchone() == (3,)
    plain.close()


@pytest.mark.parametrize("language", ["english", "russian"])
@given(data=st.data())
def test_it_reads_phrases_as_the_program_does(language: str, data: st.DataObject) -> None:
    """A phrase of either list, either layout on, in capitals or not, and anything else typed."""
    words = st.lists(st.sampled_from(wordlists.words(language)), min_size=1, max_size=6)
    change = st.sampled_from((str, str.upper, latin_keys, cyrillic_keys, lambda w: w + "x"))
    phrase = " ".join(data.draw(change)(word) for word in data.draw(words))
    for typed in (phrase, f"  {phrase}\t", data.draw(st.text(max_size=30))):
        ours = canonical_form(typed, *map(wordlists.words, ("english", "russian")))
        assert independent_reader.prepared(typed, WORDS).decode() == ours


def test_another_passphrase_does_not_open(made: Made) -> None:
    """The reader refuses by the commitment, as ours does."""
    with pytest.raises(independent_reader.Unreadable, match="no slot"):
        independent_reader.opened(made.place, secrets.token_bytes(32))


def test_a_page_of_another_place_is_seen(made: Made) -> None:
    """The HMAC covers the page's number: a page that is moved does not verify."""
    store = made.store.read_bytes()
    key = bytes(made.key())
    with pytest.raises(independent_reader.Unreadable, match="page 3"):
        independent_reader.decrypted_page(store[4096:8192], 3, key)
    assert independent_reader.decrypted_page(store[4096:8192], 2, key)


def test_a_practice_mark_cannot_be_taken_off(tmp_path: Path) -> None:
    """A head written again as real, with the same DEK, no longer finds its store's key."""
    made = make(tmp_path / "vault", realm=Realm.PRACTICE)
    raw = head.serialise(replace(made.head), made.dek, Realm.REAL)
    head.replace(made.place, raw)
    with pytest.raises(independent_reader.Unreadable, match="page 1"):
        independent_reader.opened(made.place, made.stretched)
