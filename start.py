#!/usr/bin/env python3
"""Make the private environment that safejournal runs in, if need be, and run it.

    python3 start.py [arguments]    the journal; the arguments are handed on untouched
    python3 start.py test [...]     the whole test suite; the arguments go to pytest
    python3 start.py check          linters, types, import contracts and spelling
    python3 start.py bench [...]    how quick it is beside other programs (bench/__main__.py)
    python3 start.py campaign [...] the large tests of docs/assurance.md
    python3 start.py kit [...]      fetches wheels and makes a kit for workshops (docs/kit.md)

The environment is `.venv` beside this file; or a folder among the person's data when this one is
read-only; or what SAFEJOURNAL_ENV names. It holds exactly what a file in `requirements/` lists,
each package checked against its hash. When a folder `wheelhouse` stands beside this file, it is the
only source, and nothing reaches for a network. The environment is made once: when it holds what is
asked for, this file starts nothing but Python in it.

In a workshop kit (`kit.json` stands beside this file) and on a Python without pip the wheels are
unpacked by hand. A kit is never written to: its environment, with a copy of the program, goes among
the person's data.

Standard library only. The syntax stays that of Python 3.6, so that an old Python can say so.
Everything said here goes to standard error: standard output belongs to the program.
"""

import os
import sys

if sys.version_info < (3, 11):
    sys.exit(
        "safejournal needs Python 3.11 or newer, and this is Python {}.{}. "
        "Install a newer one and start with it, for example: python3.11 start.py".format(
            *sys.version_info[:2]
        )
    )

HERE = os.path.dirname(os.path.realpath(__file__))
SOURCE = os.path.join(HERE, "src")
WHEELHOUSE = os.path.join(HERE, "wheelhouse")
KIT = os.path.join(HERE, "kit.json")
WORKSHOP = "safejournal-workshop"  # as `safejournal.config` has it: `workshop reset` removes it

LEDGER = "installed-by-start-py"
"""The file that says what an environment holds. A folder without it is not ours to clear."""

REFUSED = 1
INTERRUPTED = 130
"""What shells answer for a program that was ended with Ctrl+C."""

TRIES = "2"
"""How often pip asks again: more would keep a person without a network waiting for a minute."""

LISTS = ("run", "pdf", "test")  # each holds the one before
ELSEWHERE = ("--no-warn-unreachable", "--cache-dir", ".mypy_cache/elsewhere", "src", "start.py")
"""For platforms on which the tests, which need a POSIX terminal, do not run; and where whatever
stands after `if sys.platform ...: return` is meant to be unreachable."""

CHECKS = (
    ("lint", ["ruff", "check", "."]),
    ("format", ["ruff", "format", "--check", "."]),
    ("types on Linux", ["mypy", "--platform", "linux"]),
    ("types on Windows", ["mypy", "--platform", "win32", *ELSEWHERE]),
    ("types on macOS", ["mypy", "--platform", "darwin", *ELSEWHERE]),
    ("import contracts", ["lint-imports"]),
    ("spelling", ["codespell"]),
)

TROUBLE = {
    ("DO NOT MATCH THE HASHES", "expected sha256"): (
        "A package is not the one that the requirements name: its hash differs. Nothing of it was "
        "run. Do not use this copy of it; get this folder, or the wheelhouse, anew from somebody "
        "you trust."
    ),
    ("No space left", "Disk quota exceeded"): (
        "There is no room on the disk for the environment (about 150 MB). Free some and start "
        "again, or point SAFEJOURNAL_ENV at a folder that has room."
    ),
    ("CERTIFICATE_VERIFY_FAILED", "SSLError"): (
        "The package server could not prove who it is. Check the clock of this machine; somebody "
        "may also be reading this connection. A wheelhouse beside start.py needs no network."
    ),
    ("name resolution", "Failed to establish", "NewConnectionError", "ConnectTimeout"): (
        "There is no network, and no wheelhouse beside start.py to install from. Connect once, or "
        "copy a wheelhouse here (CONTRIBUTING.md tells how to make one), and start again."
    ),
    ("ReadTimeout", "Connection aborted", "ProxyError", "Connection reset"): (
        "The network broke off while packages were being fetched. Start again."
    ),
    ("Permission denied", "Read-only file system"): (
        "The environment's folder cannot be written. Point SAFEJOURNAL_ENV at one that can."
    ),
}
"""What pip says, and what that means for a person: the first that fits is shown."""


def main(words: list[str]) -> int:
    """Run what `words` ask for and return its exit code."""
    if words[:1] == ["test"]:
        os.chdir(HERE)
        return run(python_of(environment("test")), ["-I", "-m", "pytest", *words[1:]])
    if words[:1] == ["check"]:
        os.chdir(HERE)
        return check(environment("test"))
    if words[:1] == ["bench"]:
        os.chdir(HERE)
        return run(python_of(environment("run")), ["-E", "-s", "-m", "bench", *words[1:]])
    if words[:1] == ["kit"]:  # by its path: a folder that is named is meant from where one is
        maker = os.path.join(HERE, "tools", "make_kit.py")
        return run(python_of(environment("pdf")), ["-I", maker, *words[1:]])
    if words[:1] == ["campaign"]:
        os.chdir(HERE)
        own = python_of(environment("test"))
        return run(own, ["-E", "-s", "-m", "tests.campaigns", *words[1:]])
    return run(python_of(environment("run")), ["-I", "-m", "safejournal", *words])


def run(program: str, words: list[str]) -> int:
    """Become `program`. Windows cannot, so there it is waited for and its exit code returned."""
    if os.name == "posix":
        os.execv(program, [program, *words])  # noqa: S606 - no shell: words stay as typed
    import signal
    import subprocess

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program, which gets it too
    return subprocess.call([program, *words])


def check(place: str) -> int:
    """Run every check, the later ones also when an earlier one failed; return 1 if any did."""
    import subprocess

    scripts = os.path.dirname(python_of(place))
    failed = []
    for name, (tool, *words) in CHECKS:
        say(name)
        if subprocess.call([os.path.join(scripts, tool), *words]) != 0:
            failed.append(name)
    say("failed: " + ", ".join(failed) if failed else "all checks passed")
    return REFUSED if failed else 0


def from_source() -> None:
    """Let this Python import the few modules of the program that need nothing but itself."""
    if SOURCE not in sys.path:
        sys.dont_write_bytecode = True  # whatever this folder lies on is left as it is
        sys.path.insert(0, SOURCE)


def environment(wanted: str) -> str:
    """Return the folder of an environment that holds what requirements/<wanted>.txt lists.

    A longer list holds the shorter ones, so its environment serves those too.
    """
    place = where()
    if any(holds(place, name) for name in LISTS[LISTS.index(wanted) :]):
        return place
    try:
        make_alone(place, wanted)
    except OSError as trouble:
        sys.exit(meaning(str(trouble), "The environment could not be made: "))
    except KeyboardInterrupt:
        say("Interrupted. The next start makes the environment anew.")
        sys.exit(INTERRUPTED)
    return place


def where() -> str:
    """Return the folder that the environment is in, or will be."""
    named = os.environ.get("SAFEJOURNAL_ENV")
    if named:
        return os.path.abspath(named)
    if os.path.exists(KIT):
        return os.path.join(user_data(), WORKSHOP, "environment")
    beside = os.path.join(HERE, ".venv")
    if os.path.isdir(beside) or os.access(HERE, os.W_OK):
        return beside
    return os.path.join(user_data(), "safejournal-environment")


def user_data() -> str:
    """Return the folder in which this platform keeps a person's program data."""
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        return os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Application Support")
    return os.environ.get("XDG_DATA_HOME") or os.path.join(home, ".local", "share")


def python_of(place: str) -> str:
    """Return the path of the Python in an environment: venv's, or a copy of an embeddable one."""
    if is_embeddable():
        return os.path.join(place, "python", os.path.basename(sys.executable))
    inside = ("Scripts", "python.exe") if sys.platform == "win32" else ("bin", "python")
    return os.path.join(place, *inside)


def is_embeddable() -> bool:
    """Tell whether this Python is the one to unpack: without venv and pip, told by a `._pth`."""
    beside = os.listdir(os.path.dirname(sys.executable)) if sys.flags.isolated else []
    return any(name.endswith("._pth") for name in beside)


def list_of(wanted: str) -> str:
    """Return the path of a requirement file."""
    return os.path.join(HERE, "requirements", wanted + ".txt")


def ledger_for(wanted: str) -> bytes:
    """Return what the ledger of a finished environment says: for which Python, from which list.

    The whole list stands there rather than its digest: comparing is as quick and needs no import.
    The third number of Python's version is left out: an update of it must not ask for a network.
    """
    if sys.platform == "win32":
        machine = os.environ.get("PROCESSOR_ARCHITECTURE", "")
    else:
        machine = os.uname().machine
    if os.path.exists(KIT):  # wherever the stick shows up: the environment has all that it needs
        with open(KIT, "rb") as file:
            origin = file.read()
    else:
        origin = os.fsencode(SOURCE)
    maker = (sys.implementation.cache_tag, sys.platform, machine, "")
    with open(list_of(wanted), "rb") as file:
        return "\n".join(maker).encode() + origin + b"\n\n" + file.read()


def holds(place: str, wanted: str) -> bool:
    """Tell whether the environment is finished and made from exactly this list."""
    try:
        with open(os.path.join(place, LEDGER), "rb") as file:
            return file.read() == ledger_for(wanted) and os.path.exists(python_of(place))
    except (FileNotFoundError, NotADirectoryError):
        return False


def make_alone(place: str, wanted: str) -> None:
    """Make the environment unless another start, which is waited for, has just done so."""
    turn = os.open(__file__, os.O_RDONLY)
    try:
        if sys.platform != "win32":
            import contextlib
            import fcntl

            with contextlib.suppress(OSError):  # a file system without locks: go on without one
                fcntl.flock(turn, fcntl.LOCK_EX)
        if not holds(place, wanted):
            make(place, wanted)
    finally:
        os.close(turn)


def make(place: str, wanted: str) -> None:
    """Make the environment from nothing. Only a finished one has a ledger that says so.

    Raises OSError when the disk does not let it; ends with one sentence when a part is missing.
    """
    stocked = wanted == "run" and os.path.isdir(WHEELHOUSE)
    if stocked and (os.path.exists(KIT) or not has_pip()):
        make_by_hand(place, wanted)
    elif has_pip():
        make_with_pip(place, wanted)
    else:
        sys.exit(
            "This Python cannot make environments: its venv module is not installed. "
            "On Debian, Ubuntu and Tails: apt install python3-venv. "
            "With a wheelhouse beside start.py it is not needed."
        )


def has_pip() -> bool:
    """Tell whether this Python makes environments with pip. Debian packs that apart from it."""
    from importlib.util import find_spec

    return find_spec("ensurepip") is not None and find_spec("venv") is not None


def make_by_hand(place: str, wanted: str) -> None:
    """Unpack the wheels that fit this machine; from a kit, copy the program too."""
    from_source()
    from safejournal.domain.wheels import Lacking
    from safejournal.process import unpacking

    say("Preparing the environment in {} (only once; a few seconds).".format(place))
    clear(place)
    from_kit = os.path.exists(KIT)
    try:
        unpacking.make(place, list_of(wanted), WHEELHOUSE, SOURCE, kit=KIT if from_kit else None)
    except Lacking as missing:
        sys.exit(meaning("No matching distribution found for {} ".format(missing), ""))
    finish(place, wanted)


def make_with_pip(place: str, wanted: str) -> None:
    """Make an environment as everybody does, and let pip install into it."""
    import subprocess
    import venv

    say("Preparing the environment in {} (only once; about half a minute).".format(place))
    clear(place)
    try:
        venv.EnvBuilder(with_pip=True, symlinks=sys.platform != "win32").create(place)
    except subprocess.CalledProcessError as trouble:
        said = (trouble.output or b"").decode(errors="replace")
        sys.exit(meaning(said, "Python could not make an environment: "))
    install(place, wanted)
    show_source(place)
    finish(place, wanted)


def clear(place: str) -> None:
    """Leave an empty folder with an unfinished ledger; refuse a folder that is not ours."""
    import shutil

    if os.path.isdir(place) and os.listdir(place):
        if not os.path.exists(os.path.join(place, LEDGER)):
            sys.exit(
                "{} is not an environment made by start.py, so it was left alone. Move it away, "
                "or point SAFEJOURNAL_ENV at another folder.".format(place)
            )
        shutil.rmtree(place)
    os.makedirs(place, exist_ok=True)
    with open(os.path.join(place, LEDGER), "wb") as file:
        file.write(b"unfinished\n")


def install(place: str, wanted: str) -> None:
    """Install the list, wheels only, each checked against its hash; drop what the list lacks."""
    words = ["install", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
    words += ["--retries", TRIES, "--requirement", list_of(wanted)]
    settings = dict(os.environ)
    if os.path.isdir(WHEELHOUSE):
        words += ["--no-index", "--find-links", WHEELHOUSE]
        settings = {name: value for name, value in settings.items() if not name.startswith("PIP_")}
        settings["PIP_CONFIG_FILE"] = os.devnull  # a setting of this machine could name a server
    pip(place, words, settings)
    if sys.version_info < (3, 12):  # until then an environment came with it, slowing every start
        pip(place, ["uninstall", "--yes", "setuptools"], settings)


def pip(place: str, words: list[str], settings: dict[str, str]) -> None:
    """Run the environment's pip; end with one sentence when it fails."""
    import subprocess

    done = subprocess.run(
        [python_of(place), "-I", "-m", "pip", "--no-input", "--disable-pip-version-check", *words],
        env=settings,
        stdin=subprocess.DEVNULL,  # standard input belongs to the program
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode != 0:
        sys.exit(meaning(done.stdout.decode(errors="replace"), "The packages were not installed: "))


def meaning(said: str, otherwise: str) -> str:
    """Return one sentence for what pip or the system said, and what to do about it."""
    for signs, sentence in TROUBLE.items():
        if any(sign in said for sign in signs):
            return sentence
    if "No matching distribution" in said:
        missing = said.rpartition("No matching distribution found for ")[2].split(maxsplit=1)[0]
        source = "the wheelhouse" if os.path.isdir(WHEELHOUSE) else "the package server"
        return (
            "There is no wheel of {} in {} for this machine and Python {}.{}. "
            "Python 3.11 to 3.14 are served.".format(missing, source, *sys.version_info[:2])
        )
    lines = said.strip().splitlines() or ["no reason was given"]
    return otherwise + lines[-1]


def show_source(place: str) -> None:
    """Let the environment's Python import the program from `src`, wherever this folder is moved."""
    import sysconfig

    site = sysconfig.get_path("purelib", "venv", {"base": place, "platbase": place})
    beside = place.startswith(HERE + os.sep)
    line = os.path.relpath(SOURCE, site) if beside else SOURCE
    with open(os.path.join(site, "safejournal.pth"), "wb") as file:
        file.write(os.fsencode(line) + b"\n")


def finish(place: str, wanted: str) -> None:
    """Write the ledger in one step, so that an environment is either finished or is made again."""
    beside = os.path.join(place, LEDGER + ".new")
    with open(beside, "wb") as file:
        file.write(ledger_for(wanted))
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, os.path.join(place, LEDGER))


def say(sentence: str) -> None:
    """Tell the person on standard error."""
    print("safejournal: " + sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
