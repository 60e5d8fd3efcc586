"""What is fuzzed: every reader of something that others made, with what must hold of its answer.

A target takes any bytes and returns. An error of the program's own family is an answer; anything
else is a fault, and so is an answer that breaks what its target asserts. `repair` mends what a
blind change always breaks (checksums, sizes, codes), so that what lies behind is reached.
"""

from __future__ import annotations

import hmac
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from random import Random

from safejournal import codec
from safejournal.content import compiled
from safejournal.content.packs import compile_members
from safejournal.domain import phrases
from safejournal.domain.answers import written
from safejournal.domain.fold import fold, query_words
from safejournal.domain.matching import excerpt, marks
from safejournal.domain.visible import is_plain, marked_name, visible
from safejournal.domain.words import Kind
from safejournal.domain.wrapping import wrapped
from safejournal.errors import CannotUnlock, Damaged, InputRejected, Refused
from safejournal.exchange import (
    age_header,
    authentication,
    bech32,
    container,
    excerpts,
    keys,
    looking,
    manifest,
    signature,
    spoken,
    word,
)
from safejournal.exchange.unpacking import Unpacking
from safejournal.services import forms
from safejournal.vault import head, slots, splitting
from safejournal.vault.derivation import LEAST_COST, Realm, derive
from tests.exchange import documents, parcels, pictures
from tests.exchange.people import LISTS, Somebody
from tests.fuzz.mutation import spoilt, spoilt_json, spoilt_xml

REFUSALS = (InputRejected, Damaged, CannotUnlock, Refused)
"""What a reader may answer with: the program's own family."""

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
DEK, STRETCHED = bytes(32), bytes(range(32))
ANNA, BELA = Somebody(), Somebody()
PLANS = Path(__file__).parents[1] / "ordinary"


@contextmanager
def refusing() -> Iterator[None]:
    """Let a reader refuse, in a sentence that commands no terminal."""
    try:
        yield
    except REFUSALS as error:
        if not is_plain(error.sentence):
            raise AssertionError("a refusal repeats what was read") from error


@dataclass(frozen=True)
class Target:
    """One reader."""

    name: str
    one: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    repair: Callable[[bytes], bytes] = bytes
    how: Callable[[bytes, Random], bytes] = spoilt
    """What changes its inputs: byte by byte, or as JSON or XML."""

    def changed(self, data: bytes, chance: Random) -> bytes:
        """Return an input like this one, mostly mended."""
        made = self.how(data, chance)
        return self.repair(made) if chance.random() < 0.9 else made


# -------------------------------------------------------------------- head


def _heads() -> list[bytes]:
    bare = head.Head.new(LEAST_COST)
    slot = slots.seal_slot(bare, slots.SlotKind.PASSPHRASE, DEK, STRETCHED)
    whole = bare.with_slot(3, slot)
    return [head.serialise(whole, DEK, realm) for realm in Realm]


def _head(data: bytes) -> None:
    with refusing():
        found = head.parse(data)
        realm = head.authenticate(data, DEK)
        assert bytes(slots.open_slots(found, STRETCHED).dek) == DEK
        assert head.parse(head.serialise(found, DEK, realm)) == found


def _mend_head(data: bytes) -> bytes:
    raw = bytearray(data[: head.HEAD_SIZE].ljust(head.HEAD_SIZE, b"\0"))
    raw[:8] = b"sjhead\0\1"
    key = derive(DEK, bytes(raw[8:24]), Realm.REAL, "head-mac", 32)
    raw[-32:] = hmac.digest(key, bytes(raw[:-32]), sha256)
    return bytes(raw)


# -------------------------------------------------------------------- age


def _age_headers() -> list[bytes]:
    from tests.exchange.age_by_hand import Age

    sealed = Age(Somebody().public.recipient)
    phrase = Age(Somebody().public.recipient)
    phrase.stanzas = [phrase.scrypt("p", 10)]
    return [sealed.file(), phrase.header()]


def _age_header(data: bytes) -> None:
    with refusing():
        found = age_header.read_header(io.BytesIO(data))
        assert 0 <= found.stanzas <= age_header.MOST_STANZAS
        assert found.work is None or 0 < found.work <= age_header.MOST_WORK
        assert data.startswith(found.read)
        assert len(found.read) <= age_header.LARGEST_HEADER


def _mend_age(data: bytes) -> bytes:
    lines = data.split(b"\n")
    lines[0] = b"age-encryption.org/v1"
    for at, line in enumerate(lines):
        if line.startswith(b"---"):
            lines[at] = b"--- " + line[4:47].ljust(43, b"A")
            return b"\n".join(lines)
    return b"\n".join([*lines, b"--- " + b"A" * 43, b""])


# -------------------------------------------------------------------- archive


def _archives() -> list[bytes]:
    one = parcels.cut({"title": "x"})
    whole = parcels.attached(one, "files/0001.jpg")
    file = parcels.outgoing(1, b"\xff\xd8x", "jpg")
    return [parcels.archive(ANNA, [BELA], [one]), parcels.archive(ANNA, [BELA], [whole], [file])]


def _archive(data: bytes) -> None:
    unpacking = Unpacking()
    reader = container.Archive(unpacking)
    with refusing():
        for at in range(0, len(data), 1000):
            reader.write(data[at : at + 1000])
        reader.finish()
        for found in unpacking.finish().read:
            excerpts.write_excerpt(found)


def _mend_archive(data: bytes) -> bytes:
    """Write every header anew for its name and the bytes that follow, and the whole padded."""
    made, at = bytearray(), 0
    while at + container.BLOCK <= len(data) and any(data[at : at + container.BLOCK]):
        block = data[at : at + container.BLOCK]
        name = block[:100].rstrip(b"\0").decode("ascii", "replace")
        digits = block[124:135]
        size = int(digits, 8) if digits.isdigit() and not set(digits) & set(b"89") else 0
        size = min(size, len(data))
        if name == container.PAD:
            break
        try:
            made += container.header(name, size)
        except ValueError:
            made += block
        body = data[at + container.BLOCK : at + container.BLOCK + size]
        made += body.ljust(size, b"\0") + bytes(-size % container.BLOCK)
        at += container.BLOCK + size + -size % container.BLOCK
    length = len(made) + 3 * container.BLOCK
    whole = max(65536, -(-length // 65536) * 65536)
    pad = whole - length
    return bytes(made + container.header(container.PAD, pad) + bytes(pad) + bytes(1024))


# -------------------------------------------------------------------- JSON


def _manifests() -> list[bytes]:
    found = []
    for raw in _archives():
        at = raw.index(b'{"')
        found.append(raw[at : raw.index(b"\0", at)])
    return found


def _manifest(data: bytes) -> None:
    with refusing():
        found = manifest.read_manifest(data)
        assert manifest.read_manifest(manifest.write_manifest(found)) == found


def _excerpts() -> list[bytes]:
    return [excerpts.write_excerpt(parcels.cut({"title": "x", "text": "y", "tags": ["z"]}))]


def _excerpt(data: bytes) -> None:
    with refusing():
        found = excerpts.read_excerpt(data)
        assert excerpts.read_excerpt(excerpts.write_excerpt(found)) == found


def _mend_excerpt(data: bytes) -> bytes:
    try:
        told = json.loads(data)
        told["sha256"] = excerpts.fields_hash(told["fields"])
        return json.dumps(told).encode()
    except (ValueError, TypeError, KeyError, RecursionError):
        return data


def _records() -> list[bytes]:
    contact = {"name": "x", "channels": [{"kind": "phone", "value": "1"}], "call_in": "2026-05-01"}
    trip = {"title": "x", "checkins": [{"due": "2026-05-01T12:00+02:00", "grace_minutes": 30}]}
    incident = {
        "title": "x", "when": {"from": "2026-05-01", "to": "2026-05-02"}, "source": "seen",
        "confidence": "sure", "people": [{"name": "y"}], "tags": ["z"],
    }  # fmt: skip
    told = ({"title": "x", "when": {"day": "2026-05-01"}}, contact, trip, incident)
    return [json.dumps(each).encode() for each in told]


def _record(data: bytes) -> None:
    for kind in Kind:
        with refusing():
            found = codec.content_from(kind, data)
            assert codec.decode_content(kind, codec.encode_content(found)) == found


def _plans() -> list[bytes]:
    return [path.read_bytes() for path in sorted(PLANS.rglob("*.json"))[:20]]


def _plan(data: bytes) -> None:
    with refusing():
        codec.plan_from(data)


def _packs() -> list[bytes]:
    small = {
        "pack": {"format": "safejournal-pack/1", "id": "x", "title": {"en": "x"}, "version": "1"},
        "rules": [], "checklists": [], "lessons": [], "sources": {}, "cases": {}, "states": {},
    }  # fmt: skip
    return [json.dumps(small).encode()]


def _pack(data: bytes) -> None:
    with refusing():
        compiled.check_compiled(data)


def _mend_pack(data: bytes) -> bytes:
    try:
        members = json.loads(data)
        known = {name: members.get(name, {}) for name in compiled._MEMBERS}
        return compile_members(known)
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return data


# -------------------------------------------------------------------- words and keys


def _words() -> list[bytes]:
    sheets = splitting.split(bytes(16), need=2, of=3)
    somebody = Somebody().public
    typed = spoken.typed_words(somebody, LISTS["english"])
    return [
        *(" ".join(sheet.words).encode() for sheet in sheets),
        " ".join(typed).encode(),
        somebody.contact_string.encode(),
        somebody.age_recipient.encode(),
    ]


def _read_words(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    with refusing():
        sheet = splitting.read_sheet(text.split())
        assert splitting.LEAST_NEEDED <= sheet.need <= splitting.MOST_SHEETS
    for read in (keys.read_recipient, keys.read_contact_string):
        with refusing():
            read(text)
    with refusing():
        spoken.read_typed_words(text, LISTS)


def _mend_words(data: bytes) -> bytes:
    """Give twenty words of the list a right checksum; leave all else."""
    from shamir_mnemonic.constants import CUSTOMIZATION_STRING_EXTENDABLE
    from shamir_mnemonic.rs1024 import create_checksum
    from shamir_mnemonic.wordlist import WORD_INDEX_MAP, WORDLIST

    words = data.decode("utf-8", "replace").split()
    if any(word not in WORD_INDEX_MAP for word in words[:-3]) or len(words) < 4:
        return data
    indices = [WORD_INDEX_MAP[word] for word in words[:-3]]
    checked = create_checksum(indices, CUSTOMIZATION_STRING_EXTENDABLE)
    return " ".join([*words[:-3], *(WORDLIST[at] for at in checked)]).encode()


def _proofs() -> list[bytes]:
    return [
        signature.sign(b"x", parcels.private(ANNA)),
        authentication.authenticate(
            b"x", bytes(16), parcels.private(ANNA), [BELA.public.recipient]
        ),
    ]


def _proof(data: bytes) -> None:
    with suppress(InputRejected):
        assert signature.verify(data, b"x") == ANNA.public.signing
    with suppress(InputRejected):
        authentication.check(data, b"x", bytes(16), parcels.private(BELA), ANNA.public.recipient)
    with suppress(ValueError):
        bech32.decode(data.decode("latin-1"), bech32.BECH32M)


# -------------------------------------------------------------------- what people type and paste


def _texts() -> list[bytes]:
    return [
        "Двое у подъезда. Спрашивали соседку, где я; 北京 مرحبا".encode(),
        b"\x1b]52;c;eA==\x07 [/nope] ../../x \xe2\x80\xae",
        b"NEAR( a:b -x ^ * ' ; DROP TABLE version; --",
        b"1. academic acid acne acquire\n2. activity",
    ]


def _text(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for newlines in (False, True):
        assert is_plain(visible(text, newlines=newlines), newlines=newlines)
    marked_name(text)
    fold(text)
    query_words(text)
    words = text[:200]
    for start, end in marks(text, words):
        assert 0 <= start <= end <= len(text)
    excerpt(text, words, 80)
    wrapped(text)
    for kind in Kind:
        answers = {field.path: text for field in forms.fields(kind)}
        with refusing():
            forms.read_answers(kind, answers, NOW)


def _phrases() -> list[bytes]:
    said = [*phrases.examples("en"), *phrases.examples("ru")]
    more = ("yesterday evening", "about May 2024", "14.03.2025 18:00", "между 3 и 5 мая", "05/06")
    return [each.encode() for each in (*said, *more)]


def _phrase(data: bytes) -> None:
    try:
        found = phrases.understand(data.decode("utf-8", "replace"), now=NOW)
    except phrases.NotUnderstood:
        return
    again = phrases.understand(written(found), now=NOW)
    assert again == found


def _files() -> list[bytes]:
    return [
        pictures.telling_jpeg(),
        pictures.telling_png(),
        pictures.telling_pdf(),
        pictures.telling_docx(),
        documents.telling_document(),
    ]


def _file(data: bytes) -> None:
    looking.look(data)
    made = looking.clean(data)
    if made is not None:
        assert looking.clean(made) == made


def _word_texts() -> list[bytes]:
    written = documents.parts()["word/document.xml"]
    return [written.encode() if isinstance(written, str) else written]


def _word_text(data: bytes) -> None:
    given = documents.telling_document(more={"word/document.xml": data})
    try:
        made = word.document_alone(given)
    except (ValueError, KeyError):
        assert looking.clean(given) is None
    else:
        after = documents.text_of(made)
        assert "w:author" not in after
        assert looking.clean(made) == made


TARGETS = {
    each.name: each
    for each in (
        Target("head", _head, _heads, _mend_head),
        Target("age", _age_header, _age_headers, _mend_age),
        Target("tar", _archive, _archives, _mend_archive),
        Target("manifest", _manifest, _manifests, how=spoilt_json),
        Target("excerpt", _excerpt, _excerpts, _mend_excerpt, how=spoilt_json),
        Target("record", _record, _records, how=spoilt_json),
        Target("plan", _plan, _plans, how=spoilt_json),
        Target("pack", _pack, _packs, _mend_pack, how=spoilt_json),
        Target("words", _read_words, _words, _mend_words),
        Target("proof", _proof, _proofs),
        Target("text", _text, _texts),
        Target("phrase", _phrase, _phrases),
        Target("file", _file, _files),
        Target("word", _word_text, _word_texts, how=spoilt_xml),
    )
}
