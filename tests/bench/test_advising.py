"""The guidance that is made larger for measuring."""

from __future__ import annotations

from bench.advising import CASES, RULES, grown


def test_a_grown_pack_has_as_many_rules_and_cases_as_are_wanted() -> None:
    """Said again under other names, with everything else of the pack as it was."""
    rules = [{"id": f"rule-{n}", "when": []} for n in range(7)]
    cases = {f"AA-BB-{n}": {"story": n} for n in range(3)}
    pack = grown({"rules": rules, "cases": cases, "states": {"RU": {}}})
    assert len({rule["id"] for rule in pack["rules"]}) == RULES
    assert len(pack["cases"]) == CASES
    assert cases.items() <= pack["cases"].items()
    assert pack["states"] == {"RU": {}}
