"""Write the manual pages from the commands themselves: `python tools/manual.py`.

Run it after every change of a command or an option; a test holds that it was. The pages are
docs/safejournal.1 and docs/safejournal.ru.1 (`man -l docs/safejournal.1` shows one).
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE / "src"))

from safejournal import i18n  # noqa: E402 - after the path is set
from safejournal.cli.borrowed import speaking  # noqa: E402
from safejournal.cli.main import program  # noqa: E402
from safejournal.services import handbook  # noqa: E402

PAGES = {"en": HERE / "docs" / "safejournal.1", "ru": HERE / "docs" / "safejournal.ru.1"}
SECTIONS = {
    "en": ("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "EXIT STATUS", "SEE ALSO"),
    "ru": ("ИМЯ", "ВЫЗОВ", "ОПИСАНИЕ", "КЛЮЧИ", "КОМАНДЫ", "КОДЫ ВЫХОДА", "СМ. ТАКЖЕ"),
}
"""Headings as readers of manual pages know them, in the order of the page."""

EXITS = {
    "en": {
        "0": "done",
        "1": "refused or not found; nothing changed",
        "2": "wrong usage",
        "3": "cannot unlock",
        "4": "the journal is in use by another process",
        "5": "a file from outside was rejected",
        "6": "damage found in the journal or in a backup",
        "130": "interrupted; nothing is half-written",
    },
    "ru": {
        "0": "сделано",
        "1": "отказ или не найдено; ничего не изменилось",
        "2": "неверный вызов",
        "3": "не открывается",
        "4": "журналом пользуется другой процесс",
        "5": "посторонний файл не принят",
        "6": "найдено повреждение журнала или копии",
        "130": "прервано; наполовину не записано ничего",
    },
}


def page(language: str) -> str:
    """Return the manual page in the language that this process speaks, as roff."""
    i18n.use(language)
    with speaking(language):
        return "\n".join(_lines(language)) + "\n"


def _lines(language: str) -> Iterator[str]:
    whole = program()
    name, synopsis, description, options, commands, status, also = SECTIONS[language]
    summary, *rest = _plain(whole.help or "").split("\n\n")
    yield '.TH SAFEJOURNAL 1 "" safejournal ""'
    yield f".SH {name}"
    yield f"safejournal \\- {_roff(summary)}"
    yield f".SH {synopsis}"
    yield ".B safejournal"
    yield "[\\-\\-vault PATH] [COMMAND] ..."
    yield f".SH {description}"
    yield from (_roff(part) for part in rest)
    yield f".SH {options}"
    yield from _options(whole)
    yield f".SH {commands}"
    yield from _commands(whole, ("safejournal",))
    yield f".SH {status}"
    for code, meaning in EXITS[language].items():
        yield from (".TP", f".B {code}", _roff(meaning))
    yield f".SH {also}"
    yield from (_roff(f"safejournal handbook {each}") + "\n.br" for each in handbook.CHAPTERS)


def _commands(group: click.Group, path: tuple[str, ...]) -> Iterator[str]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None:
            continue
        at = (*path, name)
        if isinstance(command, click.Group) and not command.invoke_without_command:
            yield from _commands(command, at)
            continue
        with click.Context(command, info_name=" ".join(at)) as own:
            pieces = command.collect_usage_pieces(own)
        yield f".SS {_roff(' '.join((*at, *pieces)))}"
        first, *more = _plain(command.help or "").split("\n\n")
        yield _roff(first)
        for part in more:
            yield from (".PP", _roff(part))
        yield from _options(command, shared=False)
        if isinstance(command, click.Group):
            yield from _commands(command, at)


def _options(command: click.Command, *, shared: bool = True) -> Iterator[str]:
    common = {each.name for each in program().params}
    with click.Context(command) as context:
        for option in command.params:
            if not isinstance(option, click.Option):
                continue
            record = option.get_help_record(context)
            if record is not None and (shared or option.name not in common):
                yield from (".TP", f".B {_roff(record[0])}", _roff(record[1]))


def _plain(text: str) -> str:
    """Return help as paragraphs of one line each."""
    parts = re.split(r"\n\s*\n", text.replace("\b", ""))
    return "\n\n".join(" ".join(part.split()) for part in parts)


def _roff(text: str) -> str:
    """Return text that roff prints as it is."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", escaped, flags=re.MULTILINE)


def pages() -> dict[Path, str]:
    """Return the text of each page; each is made by a process of its own, in its language.

    A command's sentences are fixed when its module is loaded.
    """
    return {path: _made(language) for language, path in PAGES.items()}


def _made(language: str) -> str:
    done = subprocess.run(
        [sys.executable, __file__, language], capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout


if __name__ == "__main__":
    if sys.argv[1:]:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.write(page(sys.argv[1]))
    else:
        for path, text in pages().items():
            path.write_text(text, encoding="utf-8")
