"""The one family of errors that a person may meet.

    SafeJournalError            exit 1
    ├─ Refused                  1   an act was not done; nothing changed
    │  ├─ NotFound              1   no record, vault or attachment under that name
    │  └─ ConfirmationNeeded    1   the act needs a yes that nobody could give
    ├─ WrongUsage               2   the command was put wrongly
    ├─ CannotUnlock             3   no key slot opens with what was given
    ├─ VaultInUse               4   another process has the vault open
    ├─ InputRejected            5   what came in is malformed, too large or of another version
    │  └─ VaultTooNew           5   made by a later version of the program
    └─ Damaged                  6
       ├─ HeadDamaged           6   the file with the key slots is missing, cut or altered
       └─ StoreDamaged          6   the encrypted database is missing, cut or altered

Each error carries one clear sentence, and what to do next as `hint`. Neither ever holds a secret or
text that a person wrote into the journal: a closed list of reasons, paths inside a document, ids.
Lower layers raise; only the front ends show. A class exists only where somebody acts differently on
it.
"""


class SafeJournalError(Exception):
    """Never raised directly. `exit_code` is the stable code of the command line's contract."""

    exit_code = 1

    def __init__(self, sentence: str, *, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint


class Refused(SafeJournalError):
    """The act was not done, for the reason given; nothing changed."""


class NotFound(Refused):
    """There is no such vault, record, version, draft or attachment."""


class ConfirmationNeeded(Refused):
    """The act asks for a confirmation, and there was no terminal to ask on and no `--yes`."""


class WrongUsage(SafeJournalError):
    """The command line was put wrongly."""

    exit_code = 2


class CannotUnlock(SafeJournalError):
    """No key slot opens. A wrong passphrase and a damaged slot look the same, and it says so."""

    exit_code = 3


class VaultInUse(SafeJournalError):
    """Another process holds the vault's lock."""

    exit_code = 4


class InputRejected(SafeJournalError):
    """What came in is refused whole: too large, malformed, unknown key or word, wrong version.

    The sentence names the path inside the document and the allowed words, never the value.
    """

    exit_code = 5


class VaultTooNew(InputRejected):
    """The vault was made by a later version, which we refuse to guess at."""


class Damaged(SafeJournalError):
    """Damage was found. What was read before stays true; nothing was changed."""

    exit_code = 6


class HeadDamaged(Damaged):
    """The head (the file with the key slots) is missing, cut or altered."""


class StoreDamaged(Damaged):
    """The encrypted database is missing, empty, cut or altered."""
