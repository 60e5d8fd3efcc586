"""A form's answers, as a person types them, to plain values and back.

Answers are texts by path; nothing here decides whether the record as a whole is right (the codec
does), only whether each text can be read as what its field asks for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from safejournal.domain import phrases
from safejournal.domain.forms import NONE_WORD, Ask, Field
from safejournal.domain.plan import FORMAT
from safejournal.domain.times import When

YES, NO = "yes", "no"


class AnswersInvalid(ValueError):
    """Some answers cannot be read. `problems` says which, by path, and why, never the answer."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("; ".join(f"{path}: {why}" for path, why in problems.items()))
        self.problems = problems


def read(fields: Iterable[Field], answers: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """Return the plain values that these answers mean, nested by path; empty answers are left out.

    Raises AnswersInvalid with every field that could not be read.
    """
    found: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for field in fields:
        text = answers.get(field.path, "")
        if not text.strip():
            continue
        try:
            _put(found, field.path, _READERS[field.ask](field, text, now))
        except AnswersInvalid as error:
            problems |= {f"{field.path}{path}": why for path, why in error.problems.items()}
        except ValueError as error:
            problems[field.path] = str(error)
    if problems:
        raise AnswersInvalid(problems)
    if "plan" in found:
        found["plan"]["format"] = FORMAT
    return found


def write(fields: Iterable[Field], values: Mapping[str, Any]) -> dict[str, str]:
    """Return the answers that `read` would turn into these plain values."""
    answers = {}
    for field in fields:
        value = _get(values, field.path)
        if value is not None:
            answers[field.path] = _WRITERS.get(field.ask, _write_text)(field, value)
    return answers


def _put(found: dict[str, Any], path: str, value: Any) -> None:
    *outer, last = path.split(".")
    for key in outer:
        found = found.setdefault(key, {})
    found[last] = value


def _get(values: Any, path: str) -> Any:
    for key in path.split("."):
        if not isinstance(values, Mapping) or key not in values:
            return None
        values = values[key]
    return values


def _read_line(_: Field, text: str, __: datetime) -> str:
    return text.strip()


def _read_text(field: Field, text: str, _: datetime) -> Any:
    if field.lines:
        return [line.strip() for line in text.splitlines() if line.strip()]
    return text.rstrip()


def _read_when(_: Field, text: str, now: datetime) -> dict[str, Any]:
    return when_to_builtins(phrases.understand(text, now=now))


def _read_day(_: Field, text: str, now: datetime) -> str:
    when = phrases.understand(text, now=now)
    if when.day is None:
        raise ValueError("a single day is asked for here")
    return str(when.day)


def _read_moment(_: Field, text: str, now: datetime) -> str:
    when = phrases.understand(text, now=now)
    if when.at is None:
        raise ValueError("a day and a time of day are asked for here")
    return str(when.at)


def _read_choice(field: Field, text: str, _: datetime) -> str:
    return _word_of(field, text)


def _word_of(field: Field, text: str) -> str:
    word = text.strip().lower().replace(" ", "_")
    allowed = [member.value for member in field.words or ()]
    if word not in allowed:
        raise ValueError(f"one of: {', '.join(allowed)}")
    return word


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _many(read_one: Callable[[Field, str], str]) -> Callable[[Field, str, datetime], list[str]]:
    def read_many(field: Field, text: str, _: datetime) -> list[str]:
        if field.plan and text.strip().lower() == NONE_WORD and not _has_none(field):
            return []
        return list(dict.fromkeys(read_one(field, part) for part in _split(text)))

    return read_many


def _has_none(field: Field) -> bool:
    return field.words is not None and NONE_WORD in [member.value for member in field.words]


def _country(_: Field, text: str) -> str:
    return text.strip().upper()


def _read_country(field: Field, text: str, _: datetime) -> str:
    return _country(field, text)


def _read_tag(_: Field, text: str) -> str:
    return text


def _read_number(_: Field, text: str, __: datetime) -> int:
    try:
        return int(text.strip())
    except ValueError:
        raise ValueError("a whole number is asked for here") from None


def _read_yes_no(_: Field, text: str, __: datetime) -> bool:
    word = text.strip().lower()
    if word not in (YES, NO):
        raise ValueError("yes or no")
    return word == YES


def _read_items(field: Field, text: str, now: datetime) -> list[dict[str, Any]]:
    if field.plan and text.strip().lower() == NONE_WORD:
        return []
    found: list[dict[str, Any]] = []
    problems: dict[str, str] = {}
    for index, answers in enumerate(items_in(text)):
        try:
            found.append(read(field.items, answers, now))
        except AnswersInvalid as error:
            problems |= {f"[{index}].{path}": why for path, why in error.problems.items()}
    if problems:
        raise AnswersInvalid(problems)
    return found


def items_in(text: str) -> list[dict[str, str]]:
    """Return the answers of each item that an ITEMS answer holds. Raises ValueError."""
    if not text.strip() or text.strip().lower() == NONE_WORD:
        return []
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("this list cannot be read") from None
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValueError("this list cannot be read")
    return [{str(path): str(answer) for path, answer in item.items()} for item in value]


def items_text(items: Iterable[Mapping[str, str]]) -> str:
    """Return the ITEMS answer that holds these items; empty for none."""
    kept = [dict(item) for item in items]
    return json.dumps(kept, ensure_ascii=False) if kept else ""


_READERS: dict[Ask, Callable[[Field, str, datetime], Any]] = {
    Ask.LINE: _read_line,
    Ask.TEXT: _read_text,
    Ask.WHEN: _read_when,
    Ask.DAY: _read_day,
    Ask.MOMENT: _read_moment,
    Ask.CHOICE: _read_choice,
    Ask.CHOICES: _many(_word_of),
    Ask.COUNTRY: _read_country,
    Ask.COUNTRIES: _many(_country),
    Ask.TAGS: _many(_read_tag),
    Ask.NUMBER: _read_number,
    Ask.YES_NO: _read_yes_no,
    Ask.MARK: _read_yes_no,
    Ask.RECORD: _read_line,
    Ask.ITEMS: _read_items,
}


def _write_text(_: Field, value: Any) -> str:
    if isinstance(value, list | tuple):
        return "\n".join(str(line) for line in value)
    return str(value)


def _write_when(_: Field, value: Any) -> str:
    return written(when_from_builtins(value))


def _write_many(_: Field, value: Any) -> str:
    return ", ".join(value) if value else NONE_WORD


def _write_yes_no(_: Field, value: Any) -> str:
    return YES if value else NO


def _write_mark(_: Field, value: Any) -> str:
    return YES if value else ""


def _write_items(field: Field, value: Any) -> str:
    if not value:
        return NONE_WORD if field.plan else ""
    return items_text(write(field.items, item) for item in value)


_WRITERS: dict[Ask, Callable[[Field, Any], str]] = {
    Ask.WHEN: _write_when,
    Ask.CHOICES: _write_many,
    Ask.COUNTRIES: _write_many,
    Ask.TAGS: _write_many,
    Ask.YES_NO: _write_yes_no,
    Ask.MARK: _write_mark,
    Ask.ITEMS: _write_items,
}


def written(when: When) -> str:
    """Return a time as text that `phrases.understand` reads back as the same time."""
    if when.unknown:
        return "unknown"
    if when.about is not None:
        return f"about {when.about}"
    if when.start is not None:
        return f"from {when.start} to {when.end}"
    return when.day or when.at or ""


_WIRE = {"start": "from", "end": "to"}


def when_to_builtins(when: When) -> dict[str, Any]:
    """Return a time as it stands in a record's JSON."""
    names = ("day", "at", "start", "end", "about", "unknown")
    return {_WIRE.get(name, name): value for name in names if (value := getattr(when, name))}


def when_from_builtins(value: Mapping[str, Any]) -> When:
    """Return the time that stands in a record's JSON."""
    attribute = {wire: name for name, wire in _WIRE.items()}
    return When(**{attribute.get(key, key): inner for key, inner in value.items()})
