"""What is worth noting of an incident of each sort: questions, in English and Russian."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

EVERY = "every"
"""The sort under which the questions stand that are asked of all incidents."""

_FILE = Path(__file__).with_name("incidents.toml")


@cache
def incidents() -> Mapping[str, list[Mapping[str, Any]]]:
    """Return the questions by sort: each with `en`, `ru` and, where guidance says so, `sources`."""
    read = tomllib.loads(_FILE.read_text("utf-8"))
    return {each["category"]: each["ask"] for each in read["template"]}
