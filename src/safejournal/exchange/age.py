"""age, the encryption of every bundle: the one door to the library.

Only X25519 keys and passphrases; no plugins, which run programs; no calls with file names, which
leave clear text on the disk when they fail. The library is loaded late, since few acts need it.
"""

from __future__ import annotations

import io
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from safejournal.errors import InputRejected, Refused
from safejournal.exchange.age_header import MOST_WORK, Header, Reader, read_header
from safejournal.exchange.keys import write_recipient
from safejournal.exchange.private_keys import PrivateIdentity, generate_age_key

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

PADDED_RECIPIENTS = (4, 8, 16)
"""How many recipients a bundle shows: the rest are throw-away keys that open nothing."""

MOST_RECIPIENTS = PADDED_RECIPIENTS[-1]

MOST_WORK_MADE = MOST_WORK - 1
"""Work factor (1 GiB of memory) above which we do not hand over a passphrase bundle of our own: the
reader's machine may be smaller than the one that measured itself when it was made."""


_GATHERED = 1 << 18
"""Bytes given on at a time: the library itself takes and gives 8 KiB."""


class Writer(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> object:
        """Take all of it."""


class Source(Reader, Protocol):
    """A file that is open for reading."""

    def readinto(self, buffer: memoryview, /) -> int:
        """Fill a buffer as far as it goes; return how far, 0 at the end."""


def seal(content: Iterable[bytes], target: Writer, recipients: Sequence[bytes]) -> None:
    """Encrypt to X25519 keys, among throw-away ones, so that their number tells little.

    Raises Refused for more than sixteen; whatever the content or the target raise comes through.
    """
    import pyrage

    keys = [write_recipient(raw) for raw in (*recipients, *_throw_away(len(recipients)))]
    keys.sort(key=lambda _: secrets.token_bytes(8))
    shown = [pyrage.x25519.Recipient.from_str(key) for key in keys]
    source, out = _Content(content), _Target(target)
    gathered = out.buffered()
    try:
        pyrage.encrypt_io(source.buffered(), gathered, shown)
        gathered.flush()
    except pyrage.EncryptError:
        source.raise_again()
        out.raise_again()
        raise Refused("The bundle could not be sealed.") from None
    out.raise_again()


def _throw_away(count: int) -> Iterator[bytes]:
    shown = next((number for number in PADDED_RECIPIENTS if number >= count), None)
    if not count or shown is None:
        raise Refused(f"A bundle has from one to {MOST_RECIPIENTS} recipients.")
    for _ in range(shown - count):
        yield PrivateIdentity(age=generate_age_key()).public.recipient


def seal_by_passphrase(content: bytes, passphrase: str) -> bytes:
    """Encrypt with a passphrase. Takes a second and up to a gigabyte; not for the session.

    The library measures the machine and sets the cost by itself. Raises Refused when it comes to
    more than a reader should be asked for.
    """
    import pyrage

    sealed: bytes = pyrage.passphrase.encrypt(content, passphrase)
    work = read_header(io.BytesIO(sealed)).work
    if work is None or work > MOST_WORK_MADE:
        raise Refused(
            "This machine makes passphrase bundles that ask too much memory of their reader.",
            hint="Make a key card for the contact instead.",
        )
    return sealed


def unseal(header: Header, rest: Source, target: Writer, secret: str) -> None:
    """Decrypt to a target, which must believe nothing before this returns.

    `secret` is an age secret key, or the passphrase if the header asks for one. Whatever the target
    raises comes through. Raises InputRejected for what was altered or cut, NotForUs for another's.
    """
    import pyrage

    source, out = _Sealed(header.read, rest), _Target(target)
    gathered = out.buffered()
    try:
        if header.work is not None:
            clear: bytes = pyrage.passphrase.decrypt(source.readall(), secret)
            target.write(clear)
        else:
            identity = pyrage.x25519.Identity.from_str(secret)
            pyrage.decrypt_io(source.buffered(), gathered, [identity])
            gathered.flush()
    except pyrage.DecryptError as error:
        source.raise_again()
        out.raise_again()
        if header.work is not None:
            raise NotForUs("the passphrase is another one, or the file was altered") from None
        if "No matching keys" in str(error):
            raise NotForUs("this was sealed to others, not to this key") from None
        raise InputRejected("this age file was altered, cut or made wrongly") from None
    except OSError:
        source.raise_again()
        out.raise_again()
        raise InputRejected("this age file was altered, cut or made wrongly") from None
    out.raise_again()


class NotForUs(InputRejected):
    """The file is sound as far as can be seen, and sealed to somebody else."""


class _Ear:
    """Keeps what our own half of a stream raised.

    The library loses some errors altogether (those of its last writes to a full disk, as seen in a
    test) and puts the words of others into an error of its own.
    """

    def __init__(self) -> None:
        super().__init__()
        self._raised: BaseException | None = None

    @property
    def failed(self) -> bool:
        """Whether something was raised."""
        return self._raised is not None

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Note what is raised inside, and let it go on."""
        try:
            yield
        except BaseException as error:
            self._raised = error
            raise

    def raise_again(self) -> None:
        """Raise what was raised, if anything was."""
        if self._raised is not None:
            raise self._raised


class _Content(_Ear, io.RawIOBase):
    """Pieces of bytes as a file to read."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        super().__init__()
        self._pieces = iter(pieces)
        self._waiting = memoryview(b"")

    def readable(self) -> bool:
        """Say that this is for reading."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill a buffer with what comes next; nothing at the end."""
        while not self._waiting:
            with self.listening():
                piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._waiting = memoryview(piece)
        room = memoryview(buffer)
        given = self._waiting[: len(room)]
        room[: len(given)] = given
        self._waiting = self._waiting[len(given) :]
        return len(given)

    def buffered(self) -> io.BufferedReader:
        """Return it for the library, which asks for 8 KiB at a time."""
        return io.BufferedReader(self, _GATHERED)


class _Sealed(_Ear, io.RawIOBase):
    """A file of which the beginning was read already, read once more and on."""

    def __init__(self, begun: bytes, rest: Source) -> None:
        super().__init__()
        self._begun = memoryview(begun)
        self._rest = rest

    def readable(self) -> bool:
        """Say that this is for reading."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill a buffer, in place where it can be; nothing at the end."""
        room = memoryview(buffer)
        if not self._begun:
            with self.listening():
                return self._rest.readinto(room)
        given = self._begun[: len(room)]
        room[: len(given)] = given
        self._begun = self._begun[len(given) :]
        return len(given)

    def buffered(self) -> io.BufferedReader:
        """Return it for the library, which asks for 8 KiB at a time."""
        return io.BufferedReader(self, _GATHERED)


class _Target(_Ear, io.RawIOBase):
    """A file to write to, which takes everything or remembers why not."""

    def __init__(self, target: Writer) -> None:
        super().__init__()
        self._target = target

    def writable(self) -> bool:
        """Say that this is for writing."""
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        """Take all of it. After a failure nothing more is given on."""
        piece = bytes(data)
        if not self.failed:
            with self.listening():
                self._target.write(piece)
        return len(piece)

    def buffered(self) -> io.BufferedWriter:
        """Return it for the library, which gives 8 KiB at a time; flush it at the end."""
        return io.BufferedWriter(self, _GATHERED)
