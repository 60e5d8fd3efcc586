"""Bring the catalogues of the program's sentences up to date: run after every change of wording.

python tools/catalogue.py

Gathers every sentence that is marked for translation, merges it into `locale/*/…/safejournal.po`,
compiles what is translated, and says what is not. Needs Babel, which the program does not.
"""

from __future__ import annotations

import ast
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from safejournal import errors

SOURCE = Path(__file__).parents[1] / "src/safejournal"
LANGUAGES = ("ru", "kk", "ky")
MARKS: dict[str, tuple[int, ...] | None] = {"_": None, "later": None, "ngettext": (1, 2)}
"""The functions of `safejournal.i18n` that mark a sentence."""

Sentence = str | tuple[str, ...]
"""One sentence, or its two forms: for one, and for many."""

ERRORS = {"ValueError"} | {name for name, kind in vars(errors).items() if isinstance(kind, type)}
"""What carries a sentence up to a person. A ValueError of the domain becomes one of the family."""

NUMBERS = ("{n}", "{m}")
"""What stands in a sentence for its numbers: `wording.problems` puts them back."""

NO_LINE_BREAKS = 0
"""A sentence stays on one line of the file: then a change of one word is a change of one line."""


def po(language: str) -> Path:
    """Return where the catalogue of a language is kept for people."""
    return SOURCE / "locale" / language / "LC_MESSAGES/safejournal.po"


def gather() -> Catalog:
    """Return every sentence of the program, in the order of its files, without their lines.

    Line numbers would change with every commit, and tell a translator nothing.
    """
    template = Catalog(fuzzy=False)
    places: dict[Sentence, list[str]] = {}
    notes: dict[Sentence, list[str]] = {}
    for file, _line, message, comments, _context in extract_from_dir(
        SOURCE, method_map=[("**.py", "python")], keywords=MARKS, comment_tags=("For translators:",)
    ):
        found = places.setdefault(message, [])
        if file not in found:
            found.append(file)
        notes.setdefault(message, []).extend(comments)
    for file, sentence in raised():
        if file not in places.setdefault(sentence, []):
            places[sentence].append(file)
    for message, files in sorted(places.items(), key=lambda pair: (sorted(pair[1]), str(pair[0]))):
        template.add(
            message,
            locations=[(file, 0) for file in sorted(files)],
            auto_comments=notes.get(message, []),
        )
    return template


def raised() -> list[tuple[str, str]]:
    """Return what the errors of the lower layers say, with the file of each.

    Those layers speak no language, so nothing is marked there; `wording.errors` looks a sentence
    up as it was raised, with its numbers taken out.
    """
    found: list[tuple[str, str]] = []
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = _constants(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS:
                said = [*node.args[:1], *(k.value for k in node.keywords if k.arg == "hint")]
                sentences = [s for part in said for s in _sentences(part, named)]
                place = str(path.relative_to(SOURCE))
                found += [(place, s) for s in sentences if s[:1].isalpha() and " " in s]
    return found


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    return {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _sentences(said: ast.expr, named: dict[str, ast.expr]) -> list[str]:
    match said:
        case ast.Constant(value=str(text)):
            return [text] if text else []
        case ast.JoinedStr(values=parts):
            numbers = iter(NUMBERS)
            pieces = [p.value if isinstance(p, ast.Constant) else next(numbers, "") for p in parts]
            return ["".join(map(str, pieces))]
        case ast.IfExp(body=one, orelse=other):
            return _sentences(one, named) + _sentences(other, named)
        case ast.Name(id=name) if name in named and not isinstance(named[name], ast.Name):
            return _sentences(named[name], named)
        case ast.Subscript(value=ast.Name(id=name)) if isinstance(named.get(name), ast.Dict):
            table = named[name]
            values = table.values if isinstance(table, ast.Dict) else []
            return [s for value in values for s in _sentences(value, named)]
    return []


def merge(language: str, template: Catalog) -> Catalog:
    """Return the catalogue of a language with exactly the sentences of today.

    A sentence that is new or was reworded stands empty: a guess would be read as a translation.
    """
    with po(language).open("rb") as file:
        catalogue = read_po(file, locale=language)
    catalogue.update(
        template, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False
    )
    catalogue.obsolete.clear()
    return catalogue


def as_text(catalogue: Catalog) -> bytes:
    """Return a catalogue as the file that people translate: the same sentences, the same bytes."""
    into = BytesIO()
    write_po(into, catalogue, width=NO_LINE_BREAKS, omit_header=False, include_lineno=False)
    return into.getvalue()


def as_machine_reads(catalogue: Catalog) -> bytes:
    """Return a catalogue as gettext reads it: only what is translated."""
    into = BytesIO()
    write_mo(into, catalogue)
    return into.getvalue()


def empty(catalogue: Catalog) -> list[str]:
    """Return the sentences that nobody has translated."""
    return [str(m.id) for m in catalogue if m.id and not _translated(m.string)]


def _translated(string: object) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


def main() -> int:
    """Update and compile every catalogue; return 1 when a Russian sentence is missing."""
    template = gather()
    missing: list[str] = []
    for language in LANGUAGES:
        catalogue = merge(language, template)
        po(language).write_bytes(as_text(catalogue))
        untranslated = empty(catalogue)
        print(f"{language}: {len(catalogue) - len(untranslated)} of {len(catalogue)}")  # noqa: T201
        if language == "ru":
            po(language).with_suffix(".mo").write_bytes(as_machine_reads(catalogue))
            missing = untranslated
    for sentence in missing:
        print(f"  {sentence}")  # noqa: T201
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
