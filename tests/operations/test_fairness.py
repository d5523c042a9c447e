"""The audit by group: what it counts, and that small groups cannot be read or worked out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentordesk.domain.entity import derived_key
from mentordesk.domain.participant import Participant, Role, Status
from mentordesk.domain.person import OwnField, OwnValue, Person, PersonLanguage, field_key
from mentordesk.operations import matching as deciding
from mentordesk.operations.fairness import FEWEST, Side, audit, groupings, suppressed
from mentordesk.operations.pairings import pair_by_hand
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.operations.pairing_world import TODAY, take_part

LABEL = Label.of("test")


@pytest.fixture
def people(database: Database, cohort: bytes) -> dict[str, list[bytes]]:
    """Fourteen mentees: six in Chile, five in Japan, two in Malta, one who said nothing; six mentors."""
    counts = {"CL": 6, "JP": 5, "MT": 2, "": 1}
    with database.change(LABEL) as work:
        made = {
            country: [take_part(work, cohort, f"{country} {n}", Role.MENTEE) for n in range(count)]
            for country, count in counts.items()
        }
        for country, keys in made.items():
            for key in keys:
                person = work.get_one(Person, work.get_one(Participant, key).person_id)
                person.country = country
        made["mentors"] = [take_part(work, cohort, f"Mentor {n}", Role.MENTOR, 2) for n in range(6)]
    return made


def pair(database: Database, people: dict[str, list[bytes]], country: str, count: int) -> None:
    for n, mentee in enumerate(people[country][:count]):
        mentor = people["mentors"][n % 6]
        pair_by_hand(database, mentor=mentor, mentee=mentee, today=TODAY)


def test_rates_by_group_small_ones_hidden(
    database: Database, cohort: bytes, people: dict[str, list[bytes]]
) -> None:
    pair(database, people, "CL", 6)
    pair(database, people, "JP", 2)
    with database.read() as view:
        found = audit(view, cohort, by="country")
    assert [(group.name, group.people, group.matched) for group in found.groups] == [("Chile", 6, 6)]
    assert found.hidden == 3
    assert found.whole is not None
    assert (found.whole.people, found.whole.matched, found.whole.mean) == (14, 8, None)


def test_a_proposal_counts_with_its_fits(
    database: Database, cohort: bytes, people: dict[str, list[bytes]]
) -> None:
    with database.change(LABEL) as work:
        for key in (*people["MT"], *people[""]):
            work.get_one(Participant, key).status = Status.WITHDRAWN
    with database.read() as view:
        proposal = deciding.propose_pairs(view, cohort)
        before = audit(view, cohort, by="country")
        found = audit(view, cohort, by="country", proposal=proposal)
        mentors = audit(view, cohort, by="unit", side=Side.MENTORS, proposal=proposal)
    assert [group.matched for group in before.groups] == [0, 0]
    assert [(group.name, group.matched) for group in found.groups] == [("Chile", 6), ("Japan", 5)]
    assert found.spread == 0
    for group, country in zip(found.groups, ("CL", "JP"), strict=True):
        fits = [pair.fit for pair in proposal.pairs if pair.mentee in people[country]]
        assert group.mean == pytest.approx(sum(fits) / len(fits))
    assert [(group.name, group.people, group.matched) for group in mentors.groups] == [("Not said", 6, 6)]


def test_a_mean_of_few_is_not_said_either(
    database: Database, cohort: bytes, people: dict[str, list[bytes]]
) -> None:
    with database.read() as view:
        proposal = deciding.propose_pairs(view, cohort)
        chile = [pair for pair in proposal.pairs if pair.mentee in people["CL"][:3]]
        found = audit(view, cohort, by="country", proposal=replace(proposal, pairs=tuple(chile)))
    assert [(group.name, group.mean) for group in found.groups] == [("Chile", None)]
    assert found.whole is not None
    assert found.whole.mean is None


def test_somebody_with_two_languages_is_in_both_groups(
    database: Database, cohort: bytes, people: dict[str, list[bytes]]
) -> None:
    with database.change(LABEL) as work:
        for keys, codes in ((people["CL"], ("es", "en")), (people["JP"], ("en",))):
            for person in [work.get_one(Participant, key).person_id for key in keys]:
                for code in codes:
                    work.put(PersonLanguage(id=derived_key(person, code), person_id=person, code=code))
    with database.read() as view:
        found = audit(view, cohort, by="language")
    assert [(group.name, group.people) for group in found.groups] == [("English", 11)]
    assert found.hidden == 2


def test_demographic_own_fields_can_be_asked_about(
    database: Database, cohort: bytes, people: dict[str, list[bytes]]
) -> None:
    field = field_key("First in family to study")
    with database.change(LABEL) as work:
        work.put(OwnField(id=field, name="First in family to study", demographic=True))
        work.put(OwnField(id=field_key("T-shirt"), name="T-shirt"))
        for country, value in (("CL", "yes"), ("JP", "no")):
            for key in people[country]:
                person = work.get_one(Participant, key).person_id
                row = OwnValue(id=derived_key(person, field), person_id=person, field_id=field, value=value)
                work.put(row)
        for key in (*people["MT"], *people[""]):
            work.get_one(Participant, key).status = Status.WITHDRAWN
    with database.read() as view:
        ways = groupings(view)
        found = audit(view, cohort, by=ways[-1].key)
    assert [way.title for way in ways[-2:]] == ["Time zone", "First in family to study"]
    assert [(group.name, group.people) for group in found.groups] == [("yes", 6), ("no", 5)]


def test_an_empty_cohort_shows_nothing(database: Database, cohort: bytes) -> None:
    with database.read() as view:
        found = audit(view, cohort, by="country")
    assert (found.whole, found.groups, found.hidden, found.spread) == (None, (), 0, 0.0)


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 12), max_size=8))
def test_no_small_group_can_be_worked_out_from_the_rest(counts: dict[str, int]) -> None:
    hidden = suppressed(counts)
    assert {name for name, count in counts.items() if 0 < count < FEWEST} <= hidden
    people = [name for name, count in counts.items() if count]
    if hidden and hidden != set(people):
        assert len(hidden) > 1
        assert sum(counts[name] for name in hidden) >= FEWEST
    if not any(0 < count < FEWEST for count in counts.values()):
        assert hidden == set()
