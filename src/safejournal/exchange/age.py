"""age, the encryption of every bundle: the one door to the library.

Only X25519 keys and passphrases; no plugins, which run programs; no calls with file names, which
leave clear text on the disk when they fail. The library is loaded late, since few acts need it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from safejournal.errors import InputRejected, Refused
from safejournal.exchange.age_header import MOST_WORK, Header, Reader, read_header
from safejournal.exchange.keys import write_recipient
from safejournal.exchange.private_keys import PrivateIdentity, generate_age_key

PADDED_RECIPIENTS = (4, 8, 16)
"""How many recipients a bundle shows: the rest are throw-away keys that open nothing."""

MOST_RECIPIENTS = PADDED_RECIPIENTS[-1]

MOST_WORK_MADE = MOST_WORK - 1
"""Work factor (1 GiB of memory) above which we do not hand over a passphrase bundle of our own: the
reader's machine may be smaller than the one that measured itself when it was made."""


class Writer(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> object:
        """Take all of it."""


def seal(content: Iterable[bytes], target: Writer, recipients: Sequence[bytes]) -> None:
    """Encrypt to X25519 keys, among throw-away ones, so that their number tells little.

    Raises Refused for more than sixteen; whatever the content or the target raise comes through.
    """
    import pyrage

    keys = [write_recipient(raw) for raw in (*recipients, *_throw_away(len(recipients)))]
    keys.sort(key=lambda _: secrets.token_bytes(8))
    shown = [pyrage.x25519.Recipient.from_str(key) for key in keys]
    source, out = _Content(content), _Target(target)
    try:
        pyrage.encrypt_io(source, out, shown)
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
    work = read_header(_Content([sealed])).work
    if work is None or work > MOST_WORK_MADE:
        raise Refused(
            "This machine makes passphrase bundles that ask too much memory of their reader.",
            hint="Make a key card for the contact instead.",
        )
    return sealed


def unseal(header: Header, rest: Reader, target: Writer, secret: str) -> None:
    """Decrypt to a target, which must believe nothing before this returns.

    `secret` is an age secret key, or the passphrase if the header asks for one. Whatever the target
    raises comes through. Raises InputRejected for what was altered or cut, NotForUs for another's.
    """
    import pyrage

    source, out = _Content(_chain(header.read, rest)), _Target(target)
    try:
        if header.work is not None:
            clear: bytes = pyrage.passphrase.decrypt(source.read(), secret)
            target.write(clear)
        else:
            identity = pyrage.x25519.Identity.from_str(secret)
            pyrage.decrypt_io(source, out, [identity])
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


def _chain(head: bytes, rest: Reader) -> Iterator[bytes]:
    yield head
    while more := rest.read(1 << 16):
        yield more


class _Ear:
    """Keeps what our own half of a stream raised.

    The library loses some errors altogether (those of its last writes to a full disk, as seen in a
    test) and puts the words of others into an error of its own.
    """

    def __init__(self) -> None:
        self._raised: BaseException | None = None

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


class _Content(_Ear):
    """Pieces of bytes as a file to read. The library aborts if it is given more than it asked."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        super().__init__()
        self._pieces = iter(pieces)
        self._waiting = memoryview(b"")

    def read(self, size: int = -1, /) -> bytes:
        """Return at most that many bytes; all that is left if none is said."""
        with self.listening():
            if size < 0:
                return bytes(self._waiting) + b"".join(self._pieces)
            while not self._waiting:
                piece = next(self._pieces, None)
                if piece is None:
                    return b""
                self._waiting = memoryview(piece)
            given, self._waiting = self._waiting[:size], self._waiting[size:]
            return bytes(given)


class _Target(_Ear):
    """A file to write to, which takes everything or remembers why not."""

    def __init__(self, target: Writer) -> None:
        super().__init__()
        self._target = target

    def write(self, data: bytes) -> int:
        """Take all of it. After a failure nothing more is taken."""
        self.raise_again()
        with self.listening():
            self._target.write(data)
        return len(data)

    def flush(self) -> None:
        """Leave it to the caller."""
