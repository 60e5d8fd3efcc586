"""Ways in on the command line: added, tried, revoked, and a new key for everything."""

from __future__ import annotations

from pathlib import Path

from tests.programs import PASSPHRASE, Made, ask, call

OTHER = "quite another passphrase"


def kinds(made: Made, *arguments: str, secret: str = PASSPHRASE) -> dict[int, str]:
    """Return what opens the vault, by slot."""
    listed = ask(made, "slot", "list", *arguments, secrets=(secret,))["slots"]
    return {each["slot"]: each["kind"] for each in listed}


def test_a_keyfile_on_a_stick_can_become_the_only_way(made: Made, tmp_path: Path) -> None:
    """Added, tried, then the passphrase alone and the recovery phrase are revoked."""
    keyfile = str(tmp_path / "stick")
    ask(made, "slot", "add", "--new-keyfile", keyfile, secrets=(PASSPHRASE, OTHER))
    assert kinds(made) == {0: "passphrase", 1: "recovery", 2: "keyfile"}
    told = ask(made, "slot", "test", "--keyfile", keyfile, secrets=(OTHER,))
    assert told == {"slot": 2, "kind": "keyfile"}
    with_it = ("--keyfile", keyfile)
    for n in (0, 1):
        ask(made, "slot", "revoke", str(n), "--yes", *with_it, secrets=(OTHER,))
    assert kinds(made, *with_it, secret=OTHER) == {2: "keyfile"}
    for secret in (PASSPHRASE, made.recovery_phrase, OTHER):
        ask(made, "list", secrets=(secret,), code=3)
    ask(made, "slot", "revoke", "2", "--yes", *with_it, secrets=(OTHER,), code=1)
    assert len(ask(made, "list", *with_it, secrets=(OTHER,))) == 1


def test_revoking_asks_and_never_takes_the_way_that_was_used(made: Made) -> None:
    """Without a yes nothing happens; the slot that opened stays."""
    assert "--yes" in ask(made, "slot", "revoke", "1", code=1)
    assert "opened now" in ask(made, "slot", "revoke", "0", "--yes", code=1)
    assert kinds(made) == {0: "passphrase", 1: "recovery"}


def test_a_new_key_leaves_old_backups_and_ends_the_old_phrase(made: Made, tmp_path: Path) -> None:
    """The passphrase stays, the recovery phrase is new, and what stays behind is named."""
    ask(made, "backup", str(tmp_path / "copy"))
    assert "--yes" in ask(made, "rekey", code=1)
    phrase = ask(made, "rekey", "--yes")["recovery_phrase"]
    assert phrase != made.recovery_phrase
    assert [each["title"] for each in ask(made, "list")] == ["written at home"]
    assert [each["title"] for each in ask(made, "list", secrets=(phrase,))] == ["written at home"]
    ask(made, "list", secrets=(made.recovery_phrase,), code=3)
    ask(made, "verify", str(tmp_path / "copy"), secrets=(made.recovery_phrase,))
    ask(made, "verify")


def test_without_a_recovery_phrase_none_is_made(made: Made) -> None:
    """A new key brings back no way in that was taken away."""
    ask(made, "slot", "revoke", "1", "--yes")
    assert ask(made, "rekey", "--yes") == {"recovery_phrase": ""}
    assert kinds(made) == {0: "passphrase"}


def test_erasing_names_the_copies_and_makes_backups_anew(made: Made, tmp_path: Path) -> None:
    """After --remake-backups no backup in reach gives the words back."""
    file = tmp_path / "copy"
    ask(made, "backup", str(file))
    (found,) = ask(made, "list")
    done = call("--vault", str(made.place), "remove", "--erase", found["id"], "--yes")
    assert done.returncode == 0
    assert str(file) in done.stderr.decode()
    told = ask(made, "remove", "--erase", "--remake-backups", found["id"], "--yes", code=0)
    assert told["remade_backups"] == [str(file)]
    ask(made, "verify", str(file))
    call("--vault", str(tmp_path / "new"), "restore", str(file))
    assert ask(Made(tmp_path / "new", "", b""), "list") == []
