"""The program as its own process, on a vault that it made itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from safejournal.config import clock
from safejournal.services.opening import Vault, open_vault, try_secret
from tests.terminal import ROOT

PASSPHRASE = "correct horse battery staple"
PROGRAM = "import sys; from safejournal.__main__ import main; sys.exit(main())"


@dataclass(frozen=True)
class Made:
    """A vault that the program made."""

    place: Path
    recovery_phrase: str
    answer: bytes = field(repr=False)
    """What an unlock child answers: tests may look inside without stretching a passphrase."""

    def open(self) -> Vault:
        """Open it, while the program has it closed."""
        return open_vault(self.place, bytearray(self.answer), clock())


def call(
    *arguments: str,
    secrets: Sequence[str] | None = (PASSPHRASE,),
    stdin: bytes = b"",
    code: str = PROGRAM,
    out: int = subprocess.PIPE,
) -> subprocess.CompletedProcess[bytes]:
    """Run the program, its secrets in a pipe that nothing else can read."""
    command = [sys.executable, "-c", code, *arguments]
    passed: tuple[int, ...] = ()
    if secrets is not None:
        read, write = os.pipe()
        os.write(write, "".join(f"{secret}\n" for secret in secrets).encode())
        os.close(write)
        command += ["--passphrase-fd", str(read)]
        passed = (read,)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "LANG": "C.UTF-8", "TZ": "UTC"}
    done = subprocess.run(
        command,
        input=stdin,
        stdout=out,
        stderr=subprocess.PIPE,
        pass_fds=passed,
        env=environment,
        check=False,
    )
    for descriptor in passed:
        os.close(descriptor)
    return done


def make(place: Path) -> Made:
    """Make a vault with the program, as cheaply as it allows."""
    done = call("init", "--kdf-memory", "64", "--json", "--vault", str(place))
    assert done.returncode == 0, done.stderr
    answer = try_secret(place, bytearray(PASSPHRASE.encode()), None)
    return Made(place, json.loads(done.stdout)["recovery_phrase"], bytes(answer))


def ask(made: Made, *arguments: str, secrets: Sequence[str] = (PASSPHRASE,), code: int = 0) -> Any:
    """Call the program on a vault for its JSON; for what it says where there is none."""
    done = call("--json", "--vault", str(made.place), *arguments, secrets=secrets)
    assert done.returncode == code, (done.stdout, done.stderr)
    return json.loads(done.stdout) if done.stdout else done.stderr.decode()
