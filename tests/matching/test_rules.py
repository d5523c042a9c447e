"""Each rule on two people, and that the unknown rules nobody out."""

from typing import Any

import pytest

from mentordesk.matching.market import MatchingError
from mentordesk.matching.rules import RULES, active, default_rules, forbidden, in_short
from tests.matching.people import crowd, mentee, mentor, person, pool, weekdays

BY_KEY = {rule.key: rule for rule in RULES}
LISBON, NEPAL = {"zone": "Europe/Lisbon"}, {"zone": "Asia/Kathmandu"}

CASES: list[tuple[str, int, dict[str, Any], dict[str, Any], bool]] = [
    ("manager", 1, {"manager": person(101)}, {}, True),
    ("manager", 1, {}, {"manager": person(1)}, True),
    ("manager", 1, {"manager": person(5)}, {"manager": person(5)}, False),
    ("unit", 1, {"unit": "North"}, {"unit": "north "}, True),
    ("unit", 1, {"unit": "North"}, {"unit": "South"}, False),
    ("never", 1, {"never": frozenset({person(101)})}, {}, True),
    ("never", 1, {}, {"never": frozenset({person(1)})}, True),
    ("never", 1, {"never": frozenset({person(5)})}, {}, False),
    ("declined", 1, {"declined": frozenset({person(101)})}, {}, True),
    ("declined", 1, {}, {"declined": frozenset({person(1)})}, True),
    ("declined", 1, {}, {"declined": frozenset({person(5)})}, False),
    ("language", 3, {"languages": {"en": "A2"}}, {"languages": {"en": "C1"}}, True),
    ("language", 3, {"languages": {"en": "B1"}}, {"languages": {"en": "C1"}}, False),
    ("hours", 6, {"week": weekdays(9, 10), **LISBON}, {"week": weekdays(9, 12), **LISBON}, True),
    ("hours", 5, {"week": weekdays(9, 10), **LISBON}, {"week": weekdays(9, 12), **LISBON}, False),
    ("zone", 5, LISBON, NEPAL, True),
    ("zone", 6, LISBON, NEPAL, False),
    ("training", 1, {}, {"trained": False}, True),
    ("training", 1, {}, {"trained": True}, False),
]


@pytest.mark.parametrize(("key", "value", "wants", "offers", "out"), CASES)
def test_rules_out(key: str, value: int, wants: dict[str, Any], offers: dict[str, Any], out: bool) -> None:
    assert bool(BY_KEY[key].forbids(pool(mentee(**wants), mentor(**offers)), value)[0, 0]) == out


def test_every_rule_has_a_case_each_way() -> None:
    assert {(key, out) for key, *_rest, out in CASES} == {
        (key, out) for key in BY_KEY for out in (True, False)
    }


@pytest.mark.parametrize("key", [rule.key for rule in RULES if rule.key != "training"])
def test_the_unknown_rules_nobody_out(key: str) -> None:
    silent = pool(mentee(person=b""), mentor(person=b""))
    assert not BY_KEY[key].forbids(silent, BY_KEY[key].highest)[0, 0]


@pytest.mark.parametrize("key", BY_KEY)
def test_an_empty_side_is_no_trouble(key: str) -> None:
    for rows, columns in [(0, 0), (0, 2), (2, 0)]:
        assert BY_KEY[key].forbids(pool(*crowd(rows, columns)), 1).shape == (rows, columns)


def test_bans_and_oneself() -> None:
    rows, columns = [mentee(1), mentee(2)], [mentor(1), mentor(101)]
    banned = [(rows[0].key, columns[1].key), (b"gone", columns[0].key)]
    tables = forbidden(pool(rows, columns), {}, banned)
    assert tables["banned"].tolist() == [[False, True], [False, False]]
    assert tables["self"].tolist() == [[True, False], [False, False]]
    assert "zone" not in tables


def test_values_out_of_range_and_unknown_rules_are_refused() -> None:
    with pytest.raises(MatchingError, match="hours is 40"):
        active({"hours": 40})
    with pytest.raises(MatchingError, match="no rule height"):
        active({"height": 2})
    assert [rule.key for rule, _ in active({"hours": None, "unit": 1})] == [
        "manager",
        "unit",
        "never",
        "declined",
        "language",
    ]


def test_every_rule_says_what_it_does() -> None:
    for rule in RULES:
        value = rule.default or rule.lowest
        assert "{" not in rule.shown(value) + rule.explain(value) + in_short(rule.key, 3)
    assert BY_KEY["language"].shown(3) == "A language at B1 or more"
    assert BY_KEY["hours"].shown(2) == "2 h a week in common"
    assert default_rules()["language"] == 3
