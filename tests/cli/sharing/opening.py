"""Bundles opened past every check of ours, with age and tar or with a test's own key."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

from safejournal.exchange import age
from safejournal.exchange.age_header import read_header
from safejournal.services import identity
from tests.cli.calling import Cli
from tests.exchange.parcels import private
from tests.exchange.people import Somebody


def archive_of(file: str | Path, reader: Cli | Somebody | str) -> bytes:
    """Return the archive in a bundle, to its last byte. `reader` may be a secret key."""
    if isinstance(reader, Cli):
        with reader.journal.open() as vault:
            secret = identity.own_keys(vault).age_secret
    else:
        secret = reader if isinstance(reader, str) else private(reader).age_secret
    out = io.BytesIO()
    with Path(file).open("rb") as source:
        age.unseal(read_header(source), source, out, secret)
    return out.getvalue()


def files_of(raw: bytes) -> dict[str, bytes]:
    """Return the files of an archive."""
    with tarfile.open(fileobj=io.BytesIO(raw)) as found:
        return {each.name: (found.extractfile(each) or io.BytesIO()).read() for each in found}
