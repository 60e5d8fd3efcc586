"""The package: a whole, verified backup sealed with age, and the proof that it restores.

Sealed to a contact, it is opened once here by a key that is made for the trial and ends with it;
that shows that all of it is there. That the contact can open it, only they can show: they tell a
code from what they opened. Sealed to a sheet, it is opened by what the person types from the sheet.
Either way it is restored into a vault that is thrown away, and compared row by row.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from safejournal.domain.values import dataclass
from safejournal.errors import InputRejected, Refused
from safejournal.exchange import age
from safejournal.exchange.private_keys import PrivateIdentity, generate_age_key
from safejournal.services import travelling, written_file
from safejournal.services.backups import Stop, no_stop
from safejournal.services.correspondents import key_of
from safejournal.services.identity import own_keys
from safejournal.services.travelling_trial import beside, compare, fingerprint_of, unseal
from safejournal.vault import copies
from safejournal.vault.vault import Vault

CODE = 12
"""Hexadecimal digits of the digest that the contact tells: 48 bits, three groups for the voice."""

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package that was sealed, and how far it is proven."""

    file: str
    made: str
    size: int
    contact: str = ""
    """Whom it is sealed to; "" for a sheet."""
    compared: bool = True
    """Whether the words of that contact's key were ever compared."""
    page: str = ""
    """The file that the sheet was written to, if it was."""
    restored: bool = False
    """Whether it was opened, restored and found the same as the journal."""
    code: str = ""
    """What the code of the contact must come to; "" for a sheet."""
    same: str = ""
    """The fingerprint of the journal that is in it."""

    @property
    def there(self) -> bool:
        """Tell whether it lies where it was written."""
        return Path(self.file).is_file()

    @property
    def page_there(self) -> bool:
        """Tell whether the sheet lies as a file where it was written: a way back in reach."""
        return bool(self.page) and Path(self.page).is_file()


def package(vault: Vault) -> Package | None:
    """Return the package that was sealed last; None when there is none."""
    found = travelling.told(vault).get("package")
    return Package(**found) if isinstance(found, dict) else None


def is_present(vault: Vault, of: Package) -> bool:
    """Tell whether the journal, and what opens it, are still as the package holds them."""
    return hmac.compare_digest(fingerprint_of(vault), of.same)


def seal_to_contact(
    vault: Vault, contact: str, target: Path, *, force: bool = False, stop: Stop = no_stop
) -> Package:
    """Seal everything to a contact's key, open it once with a key for the trial, and restore it.

    Nothing is removed. Raises Refused when the contact has no key, or it is one of this vault.
    """
    key = key_of(vault, contact)
    if key is None:
        raise Refused("This contact has no key.", hint="contact key, or keycard.")
    if key.public.recipient == own_keys(vault).public.recipient:
        raise Refused("A package may not be sealed to a key on this device.")
    trial = PrivateIdentity(age=generate_age_key())
    told = {"contact": contact, "compared": key.compared is not None}
    recipients = [key.public.recipient, trial.public.recipient]
    sealed = _seal(vault, target, recipients, told, force=force, stop=stop)
    return prove(vault, trial.age_secret, stop=stop, sealed=sealed)


def seal_to_sheet(
    vault: Vault,
    secret: PrivateIdentity,
    target: Path,
    *,
    force: bool = False,
    stop: Stop = no_stop,
) -> Package:
    """Seal everything to a key that stands on a sheet alone. `prove` it with what was typed."""
    return _seal(vault, target, [secret.public.recipient], {}, force=force, stop=stop)


def _seal(
    vault: Vault,
    target: Path,
    recipients: list[bytes],
    told: dict[str, Any],
    *,
    force: bool,
    stop: Stop,
) -> Package:
    written_file.refuse_inside(vault.place, target)
    written_file.refuse_standing(target, force=force)
    travelling.note_package(vault, secrets.token_hex(16), str(target.absolute()))
    hasher = sha256()
    with beside(vault) as inner:
        with vault.dek() as dek, vault.reading() as connection:
            same = fingerprint_of(vault)
            copies.write_backup(connection, vault.head, dek, vault.realm, inner, stop)
        with written_file.new_file(target, force=force) as file:
            age.seal(_pieces(inner, hasher.update), file, recipients)
    code = code_of(hasher.hexdigest())
    sealed = Package(
        file=str(target.absolute()),
        made=vault.clock().isoformat(),
        size=target.stat().st_size,
        code=_hashed(vault, code) if "contact" in told else "",
        same=same,
        **told,
    )
    _keep(vault, sealed)
    return sealed


def _pieces(path: Path, heard: Callable[[bytes], object]) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            heard(piece)
            yield piece


def _keep(vault: Vault, sealed: Package) -> None:
    travelling.note(vault, package=asdict(sealed))


def prove(
    vault: Vault,
    secret: str,
    *,
    stop: Stop = no_stop,
    page: str = "",
    sealed: Package | None = None,
) -> Package:
    """Open the package with a key, restore it into a vault to throw away, and compare all of it.

    `page` is the file that the sheet was written to. Raises NotFound or InputRejected when it
    cannot be opened, StoreDamaged when what came out is not the journal.
    """
    of = package(vault) if sealed is None else sealed
    if of is None:
        raise Refused("No package has been sealed.", hint="travel-light seal")
    with beside(vault) as inner:
        unseal(Path(of.file), secret, inner)
        compare(vault, inner, stop)
    if not is_present(vault, of):
        raise Refused(_changed, hint=_again)
    proven = replace(of, restored=True, page=page)
    _keep(vault, proven)
    return proven


_changed = "The journal, or what opens it, has changed since the package was sealed."
_again = "Seal it again: travel-light seal."


# The code that the contact tells.


def code_of(digest: str) -> str:
    """Return the code of what was opened: the first digits of its SHA-256."""
    return digest[:CODE]


def check_code(vault: Vault, of: Package, said: str) -> None:
    """Check the code that the contact told. Raises InputRejected for another one."""
    digits = "".join(said.split()).replace("-", "").lower()[:CODE]
    if not hmac.compare_digest(_hashed(vault, digits), of.code):
        raise InputRejected("this is not the code of what is in the package")


def _hashed(vault: Vault, code: str) -> str:
    return hmac.digest(vault.head.vault_id, code.encode(), sha256).hex()


def document(of: Package) -> dict[str, Any]:
    """Return a package, as a program reads it."""
    return {
        "file": of.file,
        "made": of.made,
        "size": of.size,
        "contact": of.contact or None,
        "compared": of.compared if of.contact else None,
        "page": of.page or None,
        "restored": of.restored,
    }


def from_document(told: dict[str, Any]) -> Package:
    """Return what `document` told, as far as it did."""
    known = {name: told[name] for name in ("file", "made", "size", "restored")}
    return Package(contact=told["contact"] or "", page=told["page"] or "", **known)


def open_for_other(vault: Vault, file: Path, into: Path) -> str:
    """Open a package that somebody sealed to this vault; return the code that they wait for."""
    written_file.refuse_inside(vault.place, into)
    return code_of(unseal(file, own_keys(vault).age_secret, into))
