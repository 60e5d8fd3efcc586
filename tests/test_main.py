"""Which way a start goes: the app, the line mode or a command."""

from __future__ import annotations

import sys

import pytest

from safejournal import __main__ as program
from safejournal import i18n
from safejournal.cli.running import spoken
from tests.terminal import Terminal


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ([], {}),
        (["--plain"], {"--plain": ""}),
        (["--vault", "x", "--lang=ru"], {"--vault": "x", "--lang": "ru"}),
        (["--today", "2026-05-01", "--plain"], {"--today": "2026-05-01", "--plain": ""}),
        (["--passphrase-fd", "3"], {"--passphrase-fd": "3"}),
        (["--vault="], {"--vault": ""}),
    ],
)
def test_options_alone_start_the_app(arguments: list[str], found: dict[str, str]) -> None:
    """Those that say where, when and how; nothing else."""
    assert program.read(arguments) == found


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"],
        ["--help"],
        ["--version"],
        ["--json"],
        ["--vault"],
        ["--vault", "x", "list"],
        ["--lang", "xx"],
        ["--today", "tomorrow"],
        ["--today", "2026-02-30"],
        ["--passphrase-fd", "three"],
        ["--passphrase-fd", "-1"],
        ["--plain=yes"],
        ["--nonsense"],
    ],
)
def test_everything_else_is_the_command_line_s(arguments: list[str]) -> None:
    """It says what is wrong with what was put wrongly."""
    assert program.read(arguments) is None


def test_a_descriptor_is_not_named_again_after_a_lock() -> None:
    """It can be read only once; the next passphrase is typed."""
    arguments = ["--vault", "x", "--passphrase-fd", "3", "--plain", "--passphrase-fd=4"]
    assert program._without_descriptor(arguments) == ["--vault", "x", "--plain"]


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["list", "--lang", "ru"], "ru"),
        (["--lang=ru", "list"], "ru"),
        (["list", "--lang", "xx"], "en"),
        (["list", "--lang"], "en"),
        (["list"], "en"),
    ],
)
def test_the_language_is_known_before_any_command_is_loaded(
    arguments: list[str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Since the help of a command is a sentence too."""
    monkeypatch.setenv("LC_ALL", "C")
    assert spoken(arguments) == language


def test_the_prompt_stands_before_anything_is_loaded() -> None:
    """Until then only the core of Python: no library of ours or others' that takes time."""
    code = (
        "import sys; from safejournal.process import terminal\n"
        "def paint(*_):\n"
        "    print(*sys.modules); raise KeyboardInterrupt\n"
        "terminal.Terminal.paint = paint\n"
        "import os; os.stat = lambda *_: None\n"
        "from safejournal.__main__ import main; sys.exit(main(['--vault', '/nowhere']))"
    )
    with Terminal([sys.executable, "-S", "-c", code]) as terminal:
        assert terminal.wait() == 130
    loaded = terminal.output.decode().split()
    slow = {"typing", "dataclasses", "pathlib", "re", "json", "gettext", "datetime", "contextlib"}
    slow |= {
        "enum",
        "functools",
        "collections",
        "signal",
        "threading",
        "ctypes",
        "click",
        "textual",
    }
    assert not slow & set(loaded)
    ours = {"process.modes", "process.prompt", "process.terminal", "process.unlock"}
    ours |= {"process", "errors", "config", "i18n", "__main__"}
    assert {n.removeprefix("safejournal.") for n in loaded if n.startswith("safejournal.")} == ours


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_first_sentence_needs_no_catalogue(language: str) -> None:
    """Every language that can be chosen has its prompt."""
    assert i18n.PROMPTS[language].endswith(": ")
