"""A little guidance of its own, so that pictures of screens change only when the screens do.

Every text is invented; the sources do not exist.
"""

from __future__ import annotations

from typing import Any

from safejournal.content.builtin import base
from safejournal.content.packs import Pack, compile_members

REVIEWED = "2026-03-01"

MEMBERS = (
    "about", "rules", "sources", "states", "cases", "checklists", "lessons", "answers",
    "questions", "not_checked", "names",
)  # fmt: skip


def _both(text: str) -> dict[str, str]:
    return {"en": text, "ru": f"ру {text}"}


def _rule(name: str, mechanism: str, severity: str, why: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name, "mechanism": mechanism, "severity": severity, "per": "leg",
        "why": _both(why), "cases": ["RU-KZ-01"], "sources": ["paper"], "reviewed": REVIEWED,
        "checklists": ["border"], **more,
    }  # fmt: skip


def _case(name: str, decisive: str, place: str, who: str, host: str = "KZ") -> dict[str, Any]:
    told = {
        "title": f"Tale of {name}",
        "story": f"Somebody crossed. What is told of {name} is long enough to need another line.",
        "known_before": ["A search at home.", "A call."],
        "outcome": "They came out after a month.",
    }
    more = {"helped": "A lawyer.", "contradictions": "One paper says two months."}
    return {
        "id": name, "home": ["RU"], "host": [host], "date": "2024", "places": [place],
        "who": [who], "mechanisms": [decisive, "family-pressure"], "decisive": decisive,
        "confidence": "medium", "sources": ["paper"], "reviewed": REVIEWED,
        "en": told | more, "ru": told,
    }  # fmt: skip


def _step(name: str, do: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name, "do": _both(do), "why": _both(f"Because of what is told of {name}."),
        "cases": ["RU-KZ-01"], "sources": ["paper"], "reviewed": REVIEWED, **more,
    }  # fmt: skip


def _checklist(name: str, order: int, title: str, *steps: dict[str, Any]) -> dict[str, Any]:
    when = _both(f"Some days before: {title.lower()}.")
    return {"id": name, "order": order, "title": _both(title), "when": when, "item": [*steps]}


_RULES = [
    _rule(
        "wanted", "wanted-list-arrest", "stop", "Police look at the list of {home}: {place}.",
        when=["wanted_at_home", "crosses_border"], checklists=["warrant-known-home", "border"],
    ),
    _rule(
        "outspoken", "wanted-list-arrest", "serious",
        "Whoever speaks in public may be on a list of {home} without knowing: {place}.",
        when=["outspoken", "crosses_border"],
    ),
    _rule(
        "sky", "hostile-airspace", "serious", "The plane may have to land in {home}.",
        when=["flies_over_home"], checklists=["flight"],
    ),
    _rule(
        "child", "companion-exposed", "serious", "A child without papers stays behind.",
        when=["child_lacks_papers"], per="plan", checklists=["child"],
    ),
    _rule(
        "post", "social-media-exposure", "caution", "A post tells where you are.",
        when=["publishes"], per="plan", checklists=[],
    ),
]  # fmt: skip

_CHECKLISTS = [
    _checklist(
        "border", 1, "Before a border",
        _step("lawyer", "Find a lawyer. Learn the number by heart.", done_by=["lawyer_ready"]),
        _step("watch", "Agree when you call, and what happens when you do not.",
              stale_after_days=30),
        _step("child", "Sign who looks after the child.", never_if=["alone"]),
        _step("phone", "Carry an empty phone."),
    ),
    _checklist("warrant-known-home", 2, "Wanted at home", _step("stay", "Cross no border.")),
    _checklist("flight", 3, "Under the plane", _step("way", "Look where the plane flies.")),
    _checklist("child", 4, "With a child", _step("paper", "Get papers for the child.")),
]  # fmt: skip

_QUESTIONS = {
    "legal": "Does anything stand against you, and when was it last looked up?",
    "person.home_state": "Which state might pursue you?",
    "person.roles": "What do you do that a state may mind?",
    "companions": "Who comes along?",
    "legs": "Where do you want to go?",
    "companions[].papers_ready": "Are their papers ready?",
    "legs[].from.airport": "From which airport does leg {n} leave?",
    "legs[].mode": "How do you travel on leg {n}?",
}

_ANSWERS = {
    "person.home_state": {"*": "Your home state is {word}."},
    "person.roles": {"activist": "You are an activist.", "blogger": "You write in public."},
    "legal[].kind": {"wanted_home": "You are wanted at home."},
    "legs[].from.country": {"*": "Leg {n} starts in {word}."},
    "legs[].to.country": {"*": "Leg {n} ends in {word}."},
    "legs[].mode": {"air": "Leg {n} is flown."},
}

_STAY = {
    "stay_limit": {
        "for": ["RU"], "days": 30, "per_days": 90, "dated": "2025-02", "since": "2024",
        "sources": ["paper"], "reviewed": REVIEWED,
    }
}  # fmt: skip


def small_pack() -> Pack:
    """Return the pack. Countries keep their names; what is said of them is one rule on stays."""
    states = {
        code: {"name": each["name"], "properties": {}} for code, each in base().states.items()
    }
    states["KZ"]["properties"] = _STAY
    members = {
        "pack": {"format": "safejournal-pack/1", "id": "small", "version": "1",
                 "languages": ["en", "ru"], "title": _both("Small"), "reviewed": REVIEWED},
        "rules": _RULES,
        "sources": {"paper": {"publisher": "A paper", "title": "A piece", "date": "2024-10-28",
                              "url": "https://example.org/piece"}},
        "states": states,
        "cases": {each["id"]: each for each in (
            _case("RU-KZ-01", "wanted-list-arrest", "border_crossing", "activist"),
            _case("BY-PL-02", "surveillance", "home", "journalist", "PL"),
        )},
        "checklists": _CHECKLISTS,
        "lessons": [{
            "id": "lists", "order": 1, "title": _both("How lists work"), "reviewed": REVIEWED,
            "text": _both("There are three lists.\n\nNo list is whole."), "cases": ["RU-KZ-01"],
            "sources": ["paper"],
        }],
        "answers": {path: {word: _both(text) for word, text in texts.items()}
                    for path, texts in _ANSWERS.items()},
        "questions": {path: _both(text) for path, text in _QUESTIONS.items()},
        "not_checked": {
            "lists": _both("Whether your name is on a list today."),
            "news": _both("What has changed since."),
            "unknown_state": _both("How this state treats exiles is not said: {place}."),
        },
    }  # fmt: skip
    return Pack(compile_members(members))
