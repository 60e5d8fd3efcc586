"""Packs of others: whose they are, what they add, and that they take nothing away."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safejournal.content.builtin import base
from safejournal.content.compiled import LARGEST_PACK
from safejournal.content.library import AddedPack, library, use
from safejournal.content.packs import compile_members
from safejournal.domain.assessment import GRAVITY, Assessment, Attention
from safejournal.domain.facts import FACTS, OF_A_STRETCH
from safejournal.domain.makers import Maker, Standing
from safejournal.domain.plan import Leg, Person, Place, Plan
from safejournal.domain.plan_words import Mode, PersonRole
from safejournal.domain.records import Contact, Legal, Trip
from safejournal.domain.rules import MECHANISMS
from safejournal.domain.words import LegalKind
from safejournal.errors import ConfirmationNeeded, InputRejected, NotFound, Refused
from safejournal.exchange import signature
from safejournal.services import (
    alerts,
    assessing,
    checklists,
    correspondents,
    guidance,
    identity,
    installing,
    journal,
    opening,
    packs,
)
from safejournal.services.installing import SIGNATURE
from safejournal.services.names import case_place, checklist_title, maker_of
from safejournal.vault.derivation import Realm
from safejournal.vault.vault import Vault
from tests.services.foreign import PACK, nothing_added, resigned, signed, taken_in
from tests.vault.journals import Journal, make_journal

TODAY = date(2026, 11, 24)
TESTS = Path(__file__).parents[1]
PLANS = [*sorted((TESTS / "cases").glob("*.json")), *sorted((TESTS / "ordinary").rglob("*.json"))]


@pytest.fixture(autouse=True)
def as_built_in() -> Iterator[None]:
    """Let no pack stay in use after a test."""
    with nothing_added():
        yield


@pytest.fixture
def maker(tmp_path: Path) -> Iterator[Vault]:
    """Return the open vault of somebody who makes packs."""
    with make_journal(tmp_path / "maker").open() as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path, maker: Vault) -> bytes:
    """Return a pack file."""
    return signed(tmp_path / "folder", maker)


def acquaint(vault: Vault, maker: Vault, *, compared: bool) -> str:
    """Let the maker be a contact, whose words were compared or not; return the contact's id."""
    contact = journal.record(vault, Contact(name="Bela Example", pseudonym="Reed")).id
    correspondents.add_key(vault, contact, identity.own_keys(maker).public.contact_string)
    if compared:
        correspondents.trust(vault, contact, "by voice")
    return contact


# ------------------------------------------------------------------ whose


def test_a_pack_is_taken_in_only_after_a_yes(vault: Vault, file: bytes) -> None:
    """Looking at it keeps nothing; the eight words are those of its maker's keys."""
    offered = installing.examine(vault, file, "en")
    assert (offered.pack.id, offered.replaces) == (PACK, None)
    assert len(offered.pack.words) == 8
    assert [each.id for each in packs.installed("en")] == ["base"]
    with pytest.raises(ConfirmationNeeded):
        installing.install(vault, offered)
    assert [each.id for each in packs.installed("en")] == ["base"]
    installing.install(vault, offered, confirmed=True)
    assert [each.id for each in packs.installed("en")] == ["base", PACK]


def test_the_words_are_the_makers_in_the_language_spoken(
    vault: Vault, maker: Vault, file: bytes
) -> None:
    """The same eight that the maker reads on their own screen."""
    for language in ("en", "ru"):
        words = identity.show(maker, language).words
        assert installing.examine(vault, file, language).pack.words == words


@pytest.mark.parametrize("compared", [False, True])
def test_a_maker_is_known_as_far_as_the_contact_is(
    vault: Vault, maker: Vault, file: bytes, compared: bool
) -> None:
    """Nobody, then a contact whose words were never compared, or one whose words were."""
    found = installing.examine(vault, file, "en").pack.maker
    assert found is not None
    assert (found.standing, found.contact, found.name) == (Standing.UNKNOWN, None, "")
    contact = acquaint(vault, maker, compared=compared)
    found = installing.examine(vault, file, "en").pack.maker
    assert found is not None
    expected = Standing.COMPARED if compared else Standing.NOT_COMPARED
    assert (found.standing, found.contact, found.name) == (expected, contact, "Reed")


def test_ones_own_pack_is_known_as_ones_own(maker: Vault, file: bytes) -> None:
    """Whoever made it installs it to try it."""
    found = installing.examine(maker, file, "en").pack.maker
    assert found is not None
    assert found.standing is Standing.OWN


def test_ssh_keygen_verifies_a_pack_file(tmp_path: Path, maker: Vault, file: bytes) -> None:
    """As docs/content-packs.md says: cut in two, with a program that is everywhere."""
    message, mark, armour = file.partition(SIGNATURE)
    (tmp_path / "pack.sig").write_bytes(mark + armour)
    key = identity.show(maker).ssh_key
    (tmp_path / "signers").write_text(f'maker namespaces="safejournal-pack-v1" {key}\n')
    command = "ssh-keygen -Y verify -f signers -I maker -n safejournal-pack-v1 -s pack.sig".split()
    for read, code in ((message, 0), (message + b" ", 255)):
        done = subprocess.run(command, cwd=tmp_path, input=read, capture_output=True, check=False)
        assert done.returncode == code


def test_it_is_kept_inside_the_vault_and_there_again(journal: Journal, file: bytes) -> None:
    """Opened again it is in use; what was installed stands nowhere outside in the clear."""
    with journal.open() as vault:
        taken_in(vault, file)
    for path in journal.place.rglob("*"):
        assert path.is_dir() or b"Somebody was taken." not in path.read_bytes()
    use([])
    answer = bytearray([0]) + bytearray(journal.dek)
    with opening.open_vault(journal.place, answer, journal_now) as vault:
        assert [each.id for each in packs.installed("en")] == ["base", PACK]
        installing.remove(vault, PACK)
        assert [each.id for each in packs.installed("en")] == ["base"]
        with pytest.raises(NotFound):
            installing.remove(vault, PACK)


def journal_now() -> Any:
    """Return a moment."""
    from datetime import UTC, datetime

    return datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_another_vault_has_none_of_it(tmp_path: Path, vault: Vault, file: bytes) -> None:
    """Whichever vault is opened next, its own packs are in use and no others."""
    taken_in(vault, file)
    other = make_journal(tmp_path / "other")
    answer = bytearray([0]) + bytearray(other.dek)
    with opening.open_vault(other.place, answer, journal_now):
        assert [each.id for each in packs.installed("en")] == ["base"]


def test_a_newer_version_takes_the_place_of_an_older_one(
    tmp_path: Path, vault: Vault, maker: Vault, file: bytes
) -> None:
    """And says which it replaces."""
    taken_in(vault, file)
    newer = signed(tmp_path / "newer", maker, v=("pack.toml", 'version = "1"', 'version = "2"'))
    assert installing.examine(vault, newer, "en").replaces == "1"
    taken_in(vault, newer)
    assert [each.version for each in packs.installed("en")][1:] == ["2"]


def test_another_maker_cannot_take_a_packs_place(tmp_path: Path, vault: Vault, file: bytes) -> None:
    """The same id signed by somebody else is refused as long as the first one is here."""
    taken_in(vault, file)
    with make_journal(tmp_path / "stranger").open() as stranger:
        theirs = signed(tmp_path / "theirs", stranger)
    with pytest.raises(Refused, match="another maker"):
        installing.examine(vault, theirs, "en")
    installing.remove(vault, PACK)
    taken_in(vault, theirs)


# ---------------------------------------------------------------- refused


def other_signer(file: bytes, stranger: Vault) -> bytes:
    """Sign somebody else's pack as it names its maker."""
    message = file.partition(SIGNATURE)[0]
    keys = identity.own_keys(stranger)
    return message + signature.sign(message, keys, signature.PACK_NAMESPACES)


def as_a_bundle(file: bytes, maker: Vault) -> bytes:
    """Sign it for another purpose."""
    message = file.partition(SIGNATURE)[0]
    return message + signature.sign(message, identity.own_keys(maker))


SPOILT: dict[str, tuple[Callable[[bytes, Vault], bytes], str]] = {
    "altered": (lambda file, _: file.replace(b"Somebody", b"Somebodi"), "altered"),
    "not signed": (lambda file, _: file.partition(SIGNATURE)[0], "not signed"),
    "signature cut": (lambda file, _: file[:-60], "signature"),
    "for another purpose": (as_a_bundle, "purpose"),
    "too large": (lambda file, _: b" " * (LARGEST_PACK + 5000) + file, "at most"),
    "empty": (lambda _file, _: b"", "JSON"),
    "text": (lambda _file, _: b"hello", "JSON"),
    "a picture": (lambda _file, _: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "UTF-8"),
    "deep": (lambda _file, _: b"[" * 100_000, "deep"),
    "another document": (lambda _file, _: b'{"format":"safejournal-plan/1"}', "no guidance pack"),
    "another way of writing": (
        lambda file, _: file.replace(b'{"id":"list"', b'{ "id":"list"'),
        "one way",
    ),
    "twice the same key": (
        lambda file, _: file.replace(b'"version":"1"', b'"version":"1","version":"1"'),
        "twice",
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_what_is_no_whole_pack_is_refused(
    vault: Vault, maker: Vault, file: bytes, name: str
) -> None:
    """Each with its reason, exit 5, and nothing is kept."""
    spoil, reason = SPOILT[name]
    spoilt = spoil(file, maker)
    assert spoilt != file
    with pytest.raises(InputRejected, match=reason) as refused:
        installing.examine(vault, spoilt, "en")
    assert refused.value.exit_code == 5
    assert [each.id for each in packs.installed("en")] == ["base"]


def test_a_pack_signed_by_another_than_it_names_is_refused(
    tmp_path: Path, vault: Vault, file: bytes
) -> None:
    """Who signs under somebody else's name is found out."""
    with (
        make_journal(tmp_path / "stranger").open() as stranger,
        pytest.raises(InputRejected, match="somebody else"),
    ):
        installing.examine(vault, other_signer(file, stranger), "en")


def put(*path: str | int, to: object) -> Callable[[dict[str, Any]], object]:
    """Return what puts a value at a place of the members."""

    def alter(members: dict[str, Any]) -> None:
        at: Any = members
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = to

    return alter


HOSTILE: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "later version": (put("pack", "format", to="safejournal-pack/2"), "another version"),
    "no pack": (put("pack", "format", to="something"), "no guidance pack"),
    "the built-in id": (put("pack", "id", to="base"), "belongs to the built-in"),
    "an id that reaches out": (put("pack", "id", to="base/x"), "id is an id"),
    "a member too many": (put("hooks", to={}), "unknown"),
    "a member missing": (lambda members: members.pop("lessons"), "missing"),
    "questions of its own": (put("questions", to={"legal": {"en": "?"}}), "built-in pack alone"),
    "no limits any more": (put("not_checked", to={"x": {"en": "All."}}), "built-in pack alone"),
    "no source": (put("rules", 0, "sources", to=[]), "source is needed"),
    "an unknown source": (put("rules", 0, "sources", to=["rumour"]), "no source rumour"),
    "no review": (lambda members: members["rules"][0].pop("reviewed"), "reviewed is missing"),
    "a fact of its own": (put("rules", 0, "when", to=["never"]), "no fact never"),
    "code in braces": (put("rules", 0, "why", "en", to="{home.__class__}"), "braces"),
    "a huge width": (put("rules", 0, "why", "en", to="{place:>999999999}"), "braces"),
    "an index": (put("rules", 0, "why", "en", to="{0}"), "braces"),
    "open braces": (put("rules", 0, "why", "en", to="{"), "braces"),
    "calm": (put("rules", 0, "why", "en", to="You are safe there: {place}."), "are safe"),
    "calm in the other language": (put("lessons", 0, "text", "ru", to="Там безопасно."), "safe"),
    "to the mission": (
        put("checklists", 0, "item", 0, "do", "en", to="Contact the consulate of your country."),
        "missions",
    ),
    "odds": (put("cases", "AA-BB-01", "en", "outcome", to="In 90% all went well."), "odds"),
    "text for a list": (put("rules", 0, "when", to="exposed"), "list of words"),
    "a list for a text": (put("lessons", 0, "title", to=["x"]), "once for each language"),
    "a number for a text": (put("cases", "AA-BB-01", "en", "title", to=7), "text of at most"),
    "nobody's country": (put("states", "KZ", to=7), "another shape"),
    "no property": (put("states", "KZ", "properties", to=[]), "another shape"),
    "an odd property": (
        put("states", "KZ", "properties", "returns_documented", "for", to=["XX"]),
        "countries by their codes",
    ),
    "a value of another kind": (
        put("states", "KZ", "properties", "wanted_list_groups",
            to={"value": True, "dated": "2026", "sources": ["report"], "reviewed": "2026-11-24"}),
        "list of words in value",
    ),
    "days without end": (
        put("checklists", 0, "item", 0, "stale_after_days", to=10**9), "whole number"
    ),
    "an id with a way in it": (put("checklists", 0, "id", to="../list"), "id is an id"),
    "a case under another name": (put("cases", "RU-KZ-01", to={"id": "x"}), "another shape"),
    "a very long text": (put("cases", "AA-BB-01", "en", "story", to="x" * 30_000), "at most"),
    "a day that is none": (put("rules", 0, "reviewed", to="2026-02-30"), "is a day"),
    "no maker": (lambda members: members.pop("maker"), "not signed"),
    "an odd maker": (put("maker", to=7), "missing or unknown"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_maker_plants_past_the_builder_is_refused(
    vault: Vault, maker: Vault, file: bytes, name: str
) -> None:
    """A signature makes nothing true: what is built is held against all rules again, exit 5."""
    alter, reason = HOSTILE[name]
    with pytest.raises(InputRejected, match=reason) as refused:
        installing.examine(vault, resigned(file, maker, alter), "en")
    assert refused.value.exit_code == 5


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(at=st.integers(min_value=0), byte=st.integers(min_value=0, max_value=255))
def test_no_single_byte_can_be_changed(vault: Vault, file: bytes, at: int, byte: int) -> None:
    """Anywhere in the file; it is refused and nothing else happens."""
    place = at % len(file)
    altered = file[:place] + bytes([byte]) + file[place + 1 :]
    if altered == file:
        return
    with pytest.raises(InputRejected):
        installing.examine(vault, altered, "en")


def test_practice_signs_nothing_real(tmp_path: Path, vault: Vault) -> None:
    """A pack signed in a practice journal is refused by a real one, not by another of practice."""
    with make_journal(tmp_path / "practice", realm=Realm.PRACTICE).open() as practice:
        made = signed(tmp_path / "folder", practice)
        with pytest.raises(InputRejected, match="practice"):
            installing.examine(vault, made, "en")
        assert installing.examine(practice, made, "en").pack.id == PACK


# ------------------------------------------------ only ever more than before


def test_its_items_are_there_beside_the_built_in_ones(vault: Vault, file: bytes) -> None:
    """Told apart by the pack's id, each with its maker."""
    taken_in(vault, file)
    case = guidance.case("mine/aa-bb-01", "en")
    lesson = guidance.lesson("mine/lesson", "en")
    listed = checklists.checklist("mine/list", "en", TODAY)
    for made_by in (case.maker, lesson.maker, listed.maker, *(e.maker for e in listed.steps)):
        assert made_by is not None
        assert (made_by.pack, made_by.standing) == (PACK, Standing.UNKNOWN)
    assert listed.steps[0].cases == ("mine/AA-BB-01",)
    assert listed.pack == "mine 1"
    assert case.sources[0].publisher == "A publisher"
    assert checklist_title("mine/list", "ru") == "Список"
    assert case_place("mine/AA-BB-01") == (("KZ",), "2026")
    assert maker_of("before-any-border") is None
    assert guidance.case("RU-KZ-01", "en").maker is None
    assert [e.id for e in guidance.find_cases("Somebody taken", "en")][-1:] == ["mine/AA-BB-01"]


def test_its_items_may_lean_on_built_in_ones(tmp_path: Path, vault: Vault, maker: Vault) -> None:
    """A rule of another pack may name a built-in case, checklist and source."""
    file = signed(
        tmp_path / "leaning", maker,
        a=("rules/one.toml", '["list"]', '["list", "before-any-border"]'),
        b=("rules/one.toml", '["AA-BB-01"]', '["AA-BB-01", "RU-KZ-01"]'),
        c=("rules/one.toml", '["report"]', '["report", "guardian-2024-10-28"]'),
    )  # fmt: skip
    taken_in(vault, file)
    (rule,) = library().added[PACK].rules
    assert rule.id == "mine/one"
    assert list(rule.checklists) == ["mine/list", "before-any-border"]
    assert list(rule.cases) == ["mine/AA-BB-01", "RU-KZ-01"]
    assert list(rule.sources) == ["mine/report", "guardian-2024-10-28"]


def added(members: dict[str, Any]) -> None:
    """Take members into use as they stand, however hostile: past every check of the loader."""
    empty: dict[str, Any] = {
        "pack": {"format": "safejournal-pack/1", "id": "evil", "version": "1",
                 "languages": ["en"], "reviewed": "2026-11-24", "title": {"en": "Evil"}},
        "sources": {"s": {"publisher": "P", "title": "T", "date": "2026", "url": "https://e.org"}},
        "states": {}, "cases": {}, "rules": [], "checklists": [], "lessons": [],
        "answers": {}, "questions": {}, "not_checked": {},
    }  # fmt: skip
    maker = Maker(pack="evil", version="1", standing=Standing.UNKNOWN)
    use([AddedPack(compile_members(empty | members), maker)])


def rule(mechanism: str, severity: str, when: list[str], unless: list[str]) -> dict[str, Any]:
    """Return a rule as a compiled pack has it."""
    per = "leg" if OF_A_STRETCH & {*when, *unless} else "plan"
    return {
        "id": f"{mechanism}-{severity}", "mechanism": mechanism, "severity": severity, "per": per,
        "when": when, "unless": unless, "why": {"en": "Because."}, "checklists": [], "cases": [],
        "sources": ["s"], "reviewed": "2026-11-24",
    }  # fmt: skip


CALMING = {
    "political_freedom": {"value": "free"}, "refugee_convention": {"value": "full"},
    "eu_member": {"value": True}, "dublin_associate": {"value": True},
    "wanted_list_groups": {"value": []}, "security_ties": {"value": []},
    "stay_limit": {"for": ["RU", "TJ", "CN"], "days": 99_999},
    "ruled_by": {"value": "DE"}, "returns_documented": {"for": []}, "ally_of": {"for": []},
}  # fmt: skip
"""Whatever could make a dangerous state look harmless."""


def said_of(properties: dict[str, Any]) -> dict[str, Any]:
    """Return a state as a compiled pack has it."""
    common = {"dated": "2026", "sources": ["s"], "reviewed": "2026-11-24"}
    return {"name": {"en": "Arcadia"}, "properties": {k: v | common for k, v in properties.items()}}


STATES = st.dictionaries(
    st.sampled_from(sorted(["KZ", "KG", "RU", "TR", "AE", "CN", "DE", "LA", "XK"])),
    st.lists(st.sampled_from(sorted(CALMING)), unique=True).map(
        lambda names: said_of({name: CALMING[name] for name in names})
    ),
    max_size=9,
)
FACT = st.sampled_from(sorted(FACTS))
RULES = st.lists(
    st.builds(
        rule,
        st.sampled_from(MECHANISMS),
        st.sampled_from(["stop", "serious", "caution"]),
        st.lists(FACT, min_size=1, max_size=2),
        st.lists(FACT, max_size=1),
    ),
    max_size=4,
)
ORDER = list(Attention)


def assert_only_more(before: Assessment, after: Assessment) -> None:
    """Hold that everything that was said is still said, word for word, and as grave."""
    assert ORDER.index(after.attention) <= ORDER.index(before.attention)
    built_in = [each for each in after.findings if not each.pack]
    assert built_in == list(before.findings)
    asked = {each.path: each for each in after.unanswered}
    for each in before.unanswered:
        assert set(each.matters_for) <= set(asked[each.path].matters_for)
        assert GRAVITY[asked[each.path].could_raise] <= GRAVITY[each.could_raise]
    assert list(asked)[: len(before.unanswered)] == [each.path for each in before.unanswered]
    assert after.unknown_states == before.unknown_states


@settings(max_examples=120, deadline=None)
@given(plan=st.sampled_from(PLANS), states=STATES, rules=RULES)
def test_no_pack_silences_lowers_or_replaces_anything(
    plan: Path, states: dict[str, Any], rules: list[dict[str, Any]]
) -> None:
    """Whatever rules and properties it plants: it only ever adds, and what it adds is marked."""
    read = assessing.read_plan(plan.read_bytes())
    use([])
    before = assessing.assess_plan(read, TODAY)
    limits = assessing.not_checked(before)
    try:
        added({"states": states, "rules": rules})
        after = assessing.assess_plan(read, TODAY)
        assert_only_more(before, after)
        document = assessing.as_document(after)
        assert document["not_checked"] == limits
        for said, each in zip(document["findings"], after.findings, strict=True):
            assert ("maker" in said) is bool(each.pack)
    finally:
        use([])


def test_a_pack_that_says_more_of_a_state_makes_built_in_rules_warn() -> None:
    """What is added in silence counts for what is graver; the warning bears the pack's mark."""
    plan = {
        "format": "safejournal-plan/1",
        "person": {"home_state": "RU", "lives_in": "DE", "roles": ["activist"],
                   "status_abroad": "refugee"},
        "legs": [{"from": {"country": "DE"}, "to": {"country": "BT"}, "mode": "road",
                  "via": [], "near": [], "date": "2026-12-01"}],
        "legal": [{"kind": "wanted_home", "state": "RU"}],
    }  # fmt: skip
    read = assessing.read_plan(json.dumps(plan).encode())
    assert "wanted_list_groups" not in base().states["BT"]["properties"]
    before = assessing.assess_plan(read, TODAY)
    added({"states": {"BT": said_of({"wanted_list_groups": {"value": ["cis-interstate-search"]}})}})
    after = assessing.assess_plan(read, TODAY)
    assert_only_more(before, after)
    more = [each for each in after.findings if each.pack]
    assert {each.rule.mechanism for each in more} >= {"wanted-list-arrest"}
    assert all("/" not in each.rule.id for each in more)
    assert all(assessing.sources(each) for each in after.findings)


def test_built_in_items_stay_what_they_are(vault: Vault, maker: Vault, tmp_path: Path) -> None:
    """A pack whose items bear built-in ids replaces none of them."""
    file = signed(
        tmp_path / "twin", maker,
        a=("checklists/one.toml", 'id = "list"', 'id = "before-any-border"'),
        b=("rules/one.toml", '["list"]', '["before-any-border"]'),
        c=("lessons/one.toml", 'id = "lesson"', 'id = "limits"'),
    )  # fmt: skip
    before = checklists.checklist("before-any-border", "en", TODAY)
    lessons = guidance.lessons("en")
    taken_in(vault, file)
    assert checklists.checklist("before-any-border", "en", TODAY) == before
    assert checklists.checklist("mine/before-any-border", "en", TODAY).title == "A list"
    assert guidance.lessons("en")[: len(lessons)] == lessons
    assert case_place("RU-KZ-01") == (("KZ",), "2024")


def test_a_built_in_step_is_left_out_for_no_pack(vault: Vault) -> None:
    """What a pack says of states decides nothing about what of a built-in checklist applies."""
    del vault
    plan = assessing.read_plan((TESTS / "cases/RU-KZ-06.json").read_bytes())
    before = checklists.checklists("en", TODAY, plan)
    added({"states": {code: said_of(CALMING) for code in ("KZ", "RU", "KG", "GE", "AM")}})
    assert checklists.checklists("en", TODAY, plan)[: len(before)] == before


def test_an_alert_tells_what_is_new_whatever_a_pack_shouts(vault: Vault) -> None:
    """A pack that warned of everything before hides no built-in warning that a warrant brings."""
    person = Person(home_state="RU", roles=(PersonRole.ACTIVIST,), lives_in="KG")
    leg = Leg(start=Place(country="KG"), end=Place(country="KZ"), mode=Mode.ROAD)
    journal.record(vault, Trip(plan=Plan(person=person, legs=(leg,))))
    warrant = Legal(legal=LegalKind.WANTED_HOME, jurisdiction="RU")
    alert = alerts.alert(vault, journal.record(vault, warrant).id)
    assert alert is not None
    (expected,) = ([(e.rule.id, e.leg) for e in change.worse] for change in alert.trips)
    assert expected
    when = ["exposed", "place_not_known_to_protect"]
    added({"rules": [rule(each, "stop", when, []) for each in MECHANISMS]})
    again = alerts.alert(vault, alert.record.id)
    assert again is not None
    (told,) = ([(e.rule.id, e.leg) for e in change.worse] for change in again.trips)
    assert set(expected) <= set(told)


def test_files_count_without_a_vault_for_this_once(file: bytes) -> None:
    """Whoever made them is unknown then."""
    installing.use_files([file])
    (mine,) = packs.installed("en")[1:]
    assert mine.maker is not None
    assert mine.maker.standing is Standing.UNKNOWN


def test_a_kept_pack_that_cannot_be_read_locks_nobody_out(vault: Vault, file: bytes) -> None:
    """It is left out, and named."""
    from safejournal.vault import packs as kept

    with vault.writing() as connection:
        kept.keep(connection, "broken", b"{}", vault.clock())
        kept.keep(connection, PACK, file, vault.clock())
    assert installing.take_into_use(vault) == ["broken"]
    assert [each.id for each in packs.installed("en")] == ["base", PACK]
