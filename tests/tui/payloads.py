"""What a hostile record may hold, by what it would do to a terminal that gets it raw."""

from __future__ import annotations

PAYLOADS = {
    "window title": "\x1b]0;PWNED\x07",
    "clipboard": "\x1b]52;c;UFdORUQ=\x07",
    "colour, 8-bit": "\x9b31m",
    "title, 8-bit": "\x9d0;PWNED\x9c",
    "clear screen": "\x1b[2J",
    "device control": '\x1bP$q"p\x1b\\',
    "link": "\x1b]8;;http://evil/\x1b\\link\x1b]8;;\x1b\\",
    "leave alternate screen": "\x1b[?1049l",
    "backspaces": "\x08\x08\x08",
    "carriage return": "\rX",
    "bell": "\x07",
    "null": "\x00",
    "delete": "\x7f",
    "turn around": "abc\u202efdp.exe",
    "isolate": "\u2066iso\u2069",
    "zero width": "a\u200bb",
    "tags": "\U000e0041\U000e0042",
    "shift out": "\x0e\x0f",
    "report title": "\x1b[21t",
    "report cursor": "\x1b[6n",
    "markup": "[red]x[/red][@click=app.lock]z[/]",
    "broken markup": "[/nope]",
    "line separator": "a\u2028b",
    "lone escape": "\x1b",
}

LABELLED = {f"P{number:02}": payload for number, payload in enumerate(PAYLOADS.values())}
"""Each behind a label of its own, by which it is found again in what a terminal got."""

TEXTS = [f"-{label}{payload}E" for label, payload in LABELLED.items()]
"""With a letter before, for a cursor to stand on."""

DROPPED = "\x07\x08\x0b\x0c\r"
"""Textual drops these by itself."""


def raw(output: bytes) -> list[str]:
    """Return the labels of payloads that reached the terminal as they were."""
    found = []
    for label, payload in LABELLED.items():
        for sent in (payload, "".join(c for c in payload if c not in DROPPED)):
            commands = [letter for letter in sent if not letter.isprintable()]
            if commands:
                first = sent[: sent.index(commands[0]) + 1]
                if f"{label}{first}".encode() in output:
                    found.append(label)
                    break
    return found


def never(output: bytes) -> list[str]:
    """Return the characters that no app of ours has any reason to send, and that were sent."""
    letters = "\x00\x08\x0e\x0f\x7f\x9b\x9c\x9d\u202e\u2066\u2069\u200b\u2028\U000e0041\U000e0042"
    return [ascii(letter) for letter in letters if letter.encode() in output]


def shown(output: bytes) -> list[str]:
    """Return the labels that were drawn at all."""
    return [label for label in LABELLED if label.encode() in output]
