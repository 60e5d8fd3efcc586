"""The shape of each item of a scenario pack, as docs/scenarios.md explains them."""

from __future__ import annotations

from safejournal.content.shapes import LANGUAGES, SHAPES, shape

FORMATS = "safejournal-scenario/"
"""How the name of every version of the format begins."""

FORMAT = f"{FORMATS}1"

KINDS = ("source", "role", "step", "inject", "material", "question", "measure", "record")
"""Tables that stand many times, in the order in which they are compiled."""

_IN_A_LANGUAGE = " ".join(f"{each}:table" for each in LANGUAGES)

SCENARIO_SHAPES = {
    "pack": shape(
        "format:line id:id version:line languages:words reviewed:day title:texts summary:texts"
        " minutes:number smallest:number largest:number aims:points room:points cases:words"
        " sources:words",
        "care:texts not_when:texts",
    ),
    "source": SHAPES["source"],
    "role": shape("id:id name:speech who:texts knows:speech task:texts", "player:line"),
    "step": shape(
        "id:id stage:line minutes:number title:texts do:texts",
        "say:texts drill:line materials:words",
    ),
    "inject": shape(
        "id:id step:line kind:line title:texts text:speech tests:texts good:points",
        "at:number to:words by:speech ask:texts",
    ),
    "material": shape("id:id title:texts text:texts", "to:words"),
    "question": shape("id:id ask:texts", "listen:texts"),
    "measure": shape("id:id text:texts"),
    "record": shape("id:id role:line kind:line on:distance", f"content:table {_IN_A_LANGUAGE}"),
}
