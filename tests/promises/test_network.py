"""No connection is ever opened: the kernel is asked, not the program.

The walk through the whole app and every command run under `strace`, in a world without a network
where the machine allows that. Asyncio wakes itself through a pair of local sockets; nothing else
may be asked for. A control opens a connection, and is seen.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from tests.promises.conftest import Walk, tracing
from tests.promises.program import QUIT, Journal

FAMILY = re.compile(r"(?:socket|socketpair)\((\w+)")
LOCAL = {"AF_UNIX", "AF_UNSPEC"}
"""The second is a socket of no family, by which the program tries whether its filter is there."""

REACHING = re.compile(r"\b(?:connect|bind|listen|accept4?|sendm?msg)\(|sa_family")

CONTROL = """
import socket
for family, kind in ((socket.AF_INET, socket.SOCK_DGRAM), (socket.AF_INET6, socket.SOCK_STREAM)):
    made = socket.socket(family, kind)
    made.connect_ex(("127.0.0.1" if family is socket.AF_INET else "::1", 9))
"""
"""What a program does that looks for a server."""


def families(calls: str) -> set[str]:
    """Return the families of the sockets that were asked for."""
    return set(FAMILY.findall(calls))


def reached(calls: str) -> list[str]:
    """Return the lines in which somebody was, or let himself be, reached."""
    return [line for line in calls.splitlines() if REACHING.search(line)]


@pytest.fixture
def traced(tmp_path: Path) -> tuple[Journal, Path]:
    """Return a journal on which the program is traced, and the file that tells of its calls."""
    trace = tmp_path / "trace"
    before = tracing(trace)
    if not before:
        pytest.skip("tracing a program takes strace and the right to use it")
    journal = Journal(tmp_path / "vault")
    journal.make().close()
    journal.before = before
    return journal, trace


def test_the_whole_app_asks_for_no_network(walk: Walk) -> None:
    """Every place, dialog and form: pairs of local sockets, and nobody is reached through them."""
    if walk.calls is None:
        pytest.skip("tracing a program takes strace and the right to use it")
    assert len(walk.stations) > 100
    assert families(walk.calls) <= LOCAL
    assert reached(walk.calls) == []


def test_no_command_asks_for_the_network(traced: tuple[Journal, Path], tmp_path: Path) -> None:
    """Each command by itself."""
    journal, trace = traced
    note = journal.add("note", title="слово")
    file = tmp_path / "file"
    file.write_text("content")
    taken = json.loads(journal.command("--json", "attach", note, str(file)).stdout)["attachment"]
    own = json.loads(journal.command("--json", "identity").stdout)["recipient"]
    bundle = str(tmp_path / "bundle.age")
    evidence = ["--tier", "evidence", "--select", note, "--yes", "-o", bundle]
    for words in (
        ["list"],
        ["show", note],
        ["search", "слово"],
        ["history", note],
        ["timeline"],
        ["due"],
        ["verify"],
        ["slot", "list"],
        ["save", note, taken["id"], "-o", str(tmp_path / "out")],
        ["identity"],
        ["export", "--recipient", own, *evidence],
        ["open", bundle],
        ["receive", bundle],
        ["inbox", "1"],
        ["accept", "1"],
        ["sent"],
        ["detach", note, taken["id"]],
        ["remove", note, "--yes"],
        ["doctor"],
    ):
        journal.command(*words)
        calls = trace.read_text()
        assert families(calls) <= LOCAL, words
        assert reached(calls) == [], words


def test_opening_and_leaving_ask_for_no_network(traced: tuple[Journal, Path]) -> None:
    """Nor do the line mode, the practice journal, making a vault, and the help."""
    journal, trace = traced
    with journal.session("--plain") as line:
        line.unlock()
        line.choose("Quit")
        line.wait()
    assert families(trace.read_text()) <= LOCAL
    for words in (["--help"], ["--version"], ["lock"]):
        journal.command(*words)
        assert families(trace.read_text()) <= LOCAL, words
    with journal.session() as app:
        app.unlock()
        app.see("F2")
        app.send(QUIT)
        app.wait()
    assert reached(trace.read_text()) == []


def test_a_program_that_looks_for_a_server_is_seen(traced: tuple[Journal, Path]) -> None:
    """The control: sockets of two families, and somebody called through them."""
    journal, trace = traced
    journal.prelude = CONTROL
    journal.command("--version")
    calls = trace.read_text()
    assert families(calls) >= {"AF_INET", "AF_INET6"}
    assert reached(calls)


def test_a_connection_is_refused_by_the_kernel(
    traced: tuple[Journal, Path], tmp_path: Path
) -> None:
    """Should the program ask one day, after unlocking, it gets no socket."""
    journal, trace = traced
    asked = tmp_path / "asked"
    journal.before = ()
    journal.prelude = f"""
import socket
from safejournal.services import journal
def browse(*_, **__):
    try:
        socket.socket(socket.AF_INET)
    except OSError as error:
        open({str(asked)!r}, "w").write(type(error).__name__)
    return []
journal.browse = browse
"""
    journal.command("list")
    if sys.platform == "linux":
        assert asked.read_text() == "PermissionError"
    assert not trace.exists() or trace.read_text() == ""
