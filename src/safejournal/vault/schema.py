"""The tables of the store, and the version that they are at.

`record` and `version` hold the journal's skeleton, which stays for ever; `content` holds what
erasing destroys; `chain` proves the order; `draft` is scratch paper. `correspondent` and `sent`
hold whose keys are known and who was given what; `received` and what hangs on it holds what others
sent, apart from the person's own records for good; `silence` and `silence_step` what was done when
somebody was silent.
`pack` holds guidance packs of others, whole.
Everything under *derived* is computed from the newest versions and can be rebuilt from them at any
time: losing it loses nothing.
"""

from __future__ import annotations

SCHEMA_VERSION = 1
"""Kept in `PRAGMA user_version`; raised with every change of the tables."""

DERIVED_VERSION = 3
"""Raised when what is derived changes; an older one is made anew at opening."""

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE record (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    kind TEXT NOT NULL,
    newest INTEGER REFERENCES version (number),
    others BLOB
) STRICT;

CREATE TABLE version (
    number INTEGER PRIMARY KEY,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    record INTEGER NOT NULL REFERENCES record (number),
    parents BLOB NOT NULL,
    author BLOB NOT NULL,
    written_at INTEGER NOT NULL,
    sealed INTEGER NOT NULL,
    commitment BLOB NOT NULL CHECK (length(commitment) = 32)
) STRICT;
CREATE INDEX version_of_record ON version (record);

CREATE TABLE content (
    version INTEGER PRIMARY KEY REFERENCES version (number),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    body BLOB NOT NULL
) STRICT;

CREATE TABLE draft (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    kind TEXT NOT NULL,
    record BLOB,
    base BLOB,
    answers BLOB NOT NULL,
    written_at INTEGER NOT NULL,
    turn INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE attachment (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    record INTEGER NOT NULL REFERENCES record (number),
    size INTEGER NOT NULL
) STRICT;
CREATE INDEX attachment_of_record ON attachment (record);

CREATE TABLE chunk (
    attachment INTEGER NOT NULL REFERENCES attachment (number),
    place INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (attachment, place)
) STRICT;

CREATE TABLE chain (
    seq INTEGER PRIMARY KEY,
    event TEXT NOT NULL,
    day INTEGER NOT NULL,
    version INTEGER REFERENCES version (number),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE correspondent (
    number INTEGER PRIMARY KEY,
    contact BLOB NOT NULL CHECK (length(contact) = 16),
    recipient BLOB NOT NULL CHECK (length(recipient) = 32),
    signing BLOB CHECK (length(signing) = 32),
    made_here INTEGER NOT NULL,
    added INTEGER NOT NULL,
    compared INTEGER,
    how TEXT NOT NULL,
    replaced INTEGER
) STRICT;
CREATE INDEX correspondent_by_contact ON correspondent (contact);

CREATE TABLE sent (
    number INTEGER PRIMARY KEY,
    bundle BLOB NOT NULL UNIQUE CHECK (length(bundle) = 16),
    seq INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    at INTEGER NOT NULL,
    manifest BLOB NOT NULL CHECK (length(manifest) = 32),
    form TEXT NOT NULL,
    anchor BLOB
) STRICT;

CREATE TABLE sent_to (
    sent INTEGER NOT NULL REFERENCES sent (number),
    contact BLOB,
    recipient BLOB,
    arrived INTEGER,
    accepted INTEGER
) STRICT;
CREATE INDEX sent_to_of ON sent_to (sent);
CREATE INDEX sent_to_contact ON sent_to (contact);

CREATE TABLE sent_record (
    sent INTEGER NOT NULL REFERENCES sent (number),
    record BLOB NOT NULL CHECK (length(record) = 16),
    version BLOB NOT NULL CHECK (length(version) = 32),
    whole INTEGER NOT NULL,
    paths TEXT NOT NULL
) STRICT;
CREATE INDEX sent_record_of ON sent_record (sent);
CREATE INDEX sent_record_by_record ON sent_record (record);

CREATE TABLE seen (
    bundle BLOB PRIMARY KEY CHECK (length(bundle) = 16),
    sender BLOB NOT NULL,
    seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE received (
    number INTEGER PRIMARY KEY,
    bundle BLOB NOT NULL CHECK (length(bundle) = 16),
    arrived INTEGER NOT NULL,
    recipient BLOB,
    signing BLOB,
    contact BLOB,
    marks TEXT NOT NULL,
    manifest BLOB NOT NULL,
    proof BLOB NOT NULL,
    instructions TEXT NOT NULL
) STRICT;

CREATE TABLE excerpt (
    number INTEGER PRIMARY KEY,
    received INTEGER NOT NULL REFERENCES received (number),
    record BLOB NOT NULL CHECK (length(record) = 16),
    author BLOB NOT NULL CHECK (length(author) = 16),
    document BLOB NOT NULL,
    standing TEXT NOT NULL,
    accepted INTEGER
) STRICT;
CREATE INDEX excerpt_of ON excerpt (received);
CREATE INDEX excerpt_by_record ON excerpt (author, record);

CREATE TABLE received_file (
    number INTEGER PRIMARY KEY,
    received INTEGER NOT NULL REFERENCES received (number),
    name TEXT NOT NULL,
    size INTEGER NOT NULL
) STRICT;
CREATE INDEX received_file_of ON received_file (received);

CREATE TABLE received_chunk (
    file INTEGER NOT NULL REFERENCES received_file (number),
    place INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (file, place)
) STRICT;

CREATE TABLE silence (
    number INTEGER PRIMARY KEY,
    person BLOB NOT NULL,
    trip BLOB NOT NULL CHECK (length(trip) = 16),
    begun INTEGER NOT NULL,
    ended INTEGER,
    outcome TEXT NOT NULL
) STRICT;

CREATE TABLE silence_step (
    silence INTEGER NOT NULL REFERENCES silence (number),
    step TEXT NOT NULL,
    at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    remark TEXT NOT NULL,
    card INTEGER NOT NULL
) STRICT;
CREATE INDEX silence_step_of ON silence_step (silence);

CREATE TABLE pack (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    file BLOB NOT NULL,
    installed INTEGER NOT NULL
) STRICT;
"""

DERIVED = """
CREATE TABLE listing (
    record INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    happened INTEGER NOT NULL
) STRICT;
CREATE INDEX listing_by_time ON listing (happened);
CREATE INDEX listing_by_kind ON listing (kind, happened);

CREATE TABLE link (
    source INTEGER NOT NULL,
    target BLOB NOT NULL,
    PRIMARY KEY (source, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_by_target ON link (target);

CREATE TABLE tag (
    name TEXT NOT NULL,
    record INTEGER NOT NULL,
    PRIMARY KEY (name, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_of_record ON tag (record);

CREATE TABLE due (
    record INTEGER NOT NULL,
    at TEXT NOT NULL,
    moment INTEGER NOT NULL,
    what TEXT NOT NULL,
    grace_minutes INTEGER NOT NULL
) STRICT;
CREATE INDEX due_by_moment ON due (moment);
CREATE INDEX due_of_record ON due (record);

CREATE VIRTUAL TABLE search USING fts5 (
    words,
    content='', detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0'
);
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
"""
"""`search` is contentless: the text stands once, in `content.body`. With `secure-delete`, the words
of a deleted text leave the index at once; without it eleven remnants were found after deletion.
It keeps neither places nor lengths: a contentless index could not weigh a match by them anyway."""

DERIVED_TABLES = ("listing", "link", "tag", "due", "search")


def statements(script: str) -> list[str]:
    """Return the statements of a script. `executescript` would commit behind our back."""
    return [statement for part in script.split(";\n") if (statement := part.strip().rstrip(";"))]
