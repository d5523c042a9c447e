"""Each criterion on two people, what it says of them, and that saying nothing is neutral."""

from typing import Any

import numpy as np
import pytest

from mentordesk.matching.criteria import CRITERIA, default_weights
from mentordesk.matching.market import MatchingError
from mentordesk.matching.pool import NEUTRAL, Pool
from mentordesk.matching.settings import DIVERSITY_WORDS, SETTINGS, WAY_WORDS, Diversity, Way
from tests.matching.people import ENDS, STARTS, crowd, mentee, mentor, person, pool, weekdays

BY_KEY = {criterion.key: criterion for criterion in CRITERIA}
LISBON = {"zone": "Europe/Lisbon"}

CASES: list[tuple[str, dict[str, Any], dict[str, Any], float, str | None]] = [
    (
        "skills",
        {"skills": {"a": 4, "b": 2}},
        {"skills": {"a": 2, "b": 5}},
        4 / 6,
        "Offers 1 of the 2 skills wanted.",
    ),
    ("skills", {"skills": {"a": 1}}, {"skills": {"b": 5}}, 0.0, "Offers 0 of the 1 skill wanted."),
    (
        "hours",
        {"week": weekdays(9, 10), **LISBON},
        {"week": weekdays(9, 12), **LISBON},
        5 / 6,
        "5 h a week in common.",
    ),
    ("field", {"industry": "Health"}, {"industry": "health "}, 1.0, "Both work in health ."),
    (
        "field",
        {"industry": "Health", "role_title": "Head nurse"},
        {"industry": "Energy", "role_title": "Nurse"},
        0.5 / 2**0.5,
        "Like roles: Head nurse and Nurse.",
    ),
    ("field", {"industry": "Health"}, {"industry": "Energy"}, 0.0, "Different fields: Health and Energy."),
    ("experience", {"experience_months": 12}, {"experience_months": 72}, 1.0, "5 years between them."),
    (
        "experience",
        {"experience_months": 12},
        {"experience_months": 30},
        0.5,
        "1 year between them, 3 to 15 are best.",
    ),
    (
        "experience",
        {"experience_months": 90},
        {"experience_months": 30},
        0.0,
        "The mentor has no more experience than the mentee.",
    ),
    (
        "languages",
        {"languages": {"en": "B2", "pt": "native"}},
        {"languages": {"en": "C2", "pt": "A1"}},
        0.8,
        "English, B2 or better on both sides.",
    ),
    ("languages", {"languages": {"en": "B2"}}, {"languages": {"pt": "A1"}}, 0.0, "No language in common."),
    (
        "languages",
        {"languages": {"en": "", "pt": "B2"}},
        {"languages": {"en": "B2", "pt": "B2"}},
        0.8,
        "Portuguese, B2 or better on both sides.",
    ),
    (
        "languages",
        {"languages": {"en": ""}},
        {"languages": {"en": "C2"}},
        0.8,
        "English on both sides, but not both say how well.",
    ),
    (
        "interests",
        {"interests": frozenset({"Chess", "film"})},
        {"interests": frozenset({"chess", "food"})},
        1 / 3,
        "Only chess in common.",
    ),
    ("style", {"work_style": "Calm"}, {"work_style": "calm"}, 1.0, "The same way of working."),
    (
        "style",
        {"background": frozenset({"parent"})},
        {"background": frozenset({"parent", "rural"})},
        0.5,
        "Background in common: parent.",
    ),
    ("wishes", {"wishes": (person(7), person(101))}, {}, 0.9, "Wish number 2 of the mentee."),
    ("wishes", {"wishes": (person(101),)}, {"wishes": (person(1),)}, 1.0, "Both wished for each other."),
    ("wishes", {"wishes": (person(101),)}, {"wishes": (person(5),)}, 0.5, "Wish number 1 of the mentee."),
    ("wishes", {"wishes": (person(5),)}, {}, 0.0, "Wished for others."),
]


@pytest.mark.parametrize(("key", "wants", "offers", "score", "sentence"), CASES)
def test_scores_and_says(
    key: str, wants: dict[str, Any], offers: dict[str, Any], score: float, sentence: str | None
) -> None:
    two = pool(mentee(**wants), mentor(**offers))
    assert BY_KEY[key].score(two)[0, 0] == pytest.approx(score, abs=1e-6)
    assert BY_KEY[key].explain(two, 0, 0) == sentence


SET: list[tuple[str, dict[str, int], dict[str, Any], dict[str, Any], float, str | None]] = [
    (
        "field",
        {"industry": 2},
        {"industry": "Health"},
        {"industry": "Energy"},
        1.0,
        "Different fields: Health and Energy.",
    ),
    ("field", {"industry": 0}, {"industry": "Health"}, {"industry": "Health"}, 0.5, "Both work in Health."),
    (
        "style",
        {"work style": 2, "background": 0},
        {"work_style": "calm"},
        {"work_style": "calm"},
        0.0,
        "The same way of working.",
    ),
    (
        "hours",
        {"hours enough": 5},
        {"week": weekdays(9, 10), **LISBON},
        {"week": weekdays(9, 12), **LISBON},
        1.0,
        "5 h a week in common.",
    ),
    (
        "experience",
        {"gap least": 2, "gap best from": 4},
        {"experience_months": 0},
        {"experience_months": 36},
        0.5,
        "3 years between them, 4 to 15 are best.",
    ),
    (
        "experience",
        {"gap least": 3},
        {"experience_months": 0},
        {"experience_months": 36},
        1.0,
        "3 years between them.",
    ),
    ("own", {"own Site": 1}, {"own": {"Site": "Rome"}}, {"own": {"Site": "rome "}}, 1.0, "Alike in Site."),
    (
        "own",
        {"own Site": 2, "own Team": 1},
        {"own": {"Site": "Rome", "Team": "A"}},
        {"own": {"Site": "Oslo", "Team": "B"}},
        0.5,
        "Different in Site and Team.",
    ),
    ("own", {"own Site": 2}, {"own": {"Site": "Rome"}}, {}, 0.5, "Not known: Site."),
    ("own", {}, {"own": {"Site": "Rome"}}, {"own": {"Site": "Rome"}}, 0.5, None),
    ("rating", {}, {"rating": 0.25}, {"rating": 0.75}, 0.5, "Former partners rated the mentor 75%."),
    ("rating", {}, {}, {"rating": 0.75}, 0.75, "Former partners rated the mentor 75%."),
    (
        "rating",
        {},
        {"past": {person(101): 1.0}},
        {"rating": 0.5, "past": {person(1): 0.5}},
        0.75,
        "They were paired before and rated it 75%.",
    ),
    (
        "diversity",
        {"diversity Gender": 1},
        {"own": {"Gender": "f"}},
        {"own": {"Gender": "m"}},
        1.0,
        "Different in Gender.",
    ),
    (
        "diversity",
        {"diversity Gender": 1},
        {"own": {"Gender": "f"}},
        {"own": {"Gender": "f"}},
        0.0,
        "Alike in Gender.",
    ),
    (
        "diversity",
        {"diversity Gender": 1},
        {"own": {"Gender": "f"}, "same_wanted": frozenset({"Gender"})},
        {"own": {"Gender": "f"}},
        1.0,
        "Alike in Gender.",
    ),
    ("diversity", {"diversity Gender": 2}, {"own": {"Gender": "f"}}, {"own": {"Gender": "f"}}, 0.5, None),
    (
        "diversity",
        {"diversity Gender": 2},
        {"own": {"Gender": "f"}, "same_wanted": frozenset({"Gender"})},
        {"own": {"Gender": "m"}},
        0.0,
        "Different in Gender.",
    ),
    (
        "diversity",
        {},
        {"own": {"Gender": "f"}, "same_wanted": frozenset({"Gender"})},
        {"own": {"Gender": "f"}},
        0.5,
        None,
    ),
]


@pytest.mark.parametrize(("key", "chosen", "wants", "offers", "score", "sentence"), SET)
def test_settings_change_what_counts(
    key: str,
    chosen: dict[str, int],
    wants: dict[str, Any],
    offers: dict[str, Any],
    score: float,
    sentence: str | None,
) -> None:
    two = Pool([mentee(**wants)], [mentor(**offers)], STARTS, ENDS, chosen)
    assert BY_KEY[key].score(two)[0, 0] == pytest.approx(score, abs=1e-6)
    assert sentence is None or BY_KEY[key].explain(two, 0, 0) == sentence


@pytest.mark.parametrize(
    "wrong", [{"height": 1}, {"industry": 3}, {"own Site": 3}, {"gap least": 20}, {"hours enough": 0}]
)
def test_wrong_settings_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(MatchingError):
        _ = Pool([mentee()], [mentor()], STARTS, ENDS, wrong).set_to


def test_every_setting_belongs_to_a_criterion_and_starts_within_its_range() -> None:
    assert {setting.criterion for setting in SETTINGS} <= set(BY_KEY)
    assert all(setting.lowest <= setting.default <= setting.highest for setting in SETTINGS)
    assert set(WAY_WORDS) == set(Way)
    assert set(DIVERSITY_WORDS) == set(Diversity)


@pytest.mark.parametrize("key", BY_KEY)
def test_nothing_said_is_neutral_and_is_told(key: str) -> None:
    silent, (rows, columns) = pool(mentee(), mentor()), crowd(1, 1)
    assert BY_KEY[key].score(silent)[0, 0] == NEUTRAL
    for two in (pool(mentee(), columns), pool(rows, mentor())):
        assert BY_KEY[key].score(two)[0, 0] == NEUTRAL
        assert key in {"wishes", "own", "diversity"} or "not known" in (BY_KEY[key].explain(two, 0, 0) or "")


@pytest.mark.parametrize("key", BY_KEY)
def test_a_crowd_is_scored_like_its_pairs_between_nought_and_one(key: str) -> None:
    rows, columns = crowd(12, 9)
    table = BY_KEY[key].score(pool(rows, columns))
    assert table.dtype == np.float32
    assert table.shape == (12, 9)
    assert ((table >= 0) & (table <= 1)).all()
    for row, column in [(0, 0), (11, 8), (4, 7)]:
        alone = BY_KEY[key].score(pool(rows[row], columns[column]))[0, 0]
        assert table[row, column] == pytest.approx(alone, abs=1e-6)


@pytest.mark.parametrize("key", BY_KEY)
@pytest.mark.parametrize(("rows", "columns"), [(0, 0), (0, 2), (2, 0)])
def test_nobody_on_one_side_is_scored_too(key: str, rows: int, columns: int) -> None:
    assert BY_KEY[key].score(pool(*crowd(rows, columns))).shape == (rows, columns)


@pytest.mark.parametrize("key", BY_KEY)
def test_some_mentees_are_scored_as_among_all(key: str) -> None:
    rows, columns = crowd(9, 7)
    two = Pool(rows, columns, STARTS, ENDS, {"own Site": 1})
    table = BY_KEY[key].score(two)
    assert np.array_equal(BY_KEY[key].score(two, slice(2, 5)), table[2:5])


def test_keys_are_unique_and_weights_add_up_to_a_hundred() -> None:
    assert len(BY_KEY) == len(CRITERIA)
    assert sum(default_weights().values()) == 100
