"""The people of a cohort who look for a partner, as matching wants them: plain values in a few queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import Select, select

from mentordesk.domain.pairing import OPEN, Pairing
from mentordesk.domain.participant import MATCHABLE, Participant, Status, Wish
from mentordesk.domain.person import (
    OwnField,
    OwnValue,
    Person,
    PersonLanguage,
    PersonSkill,
    PersonTag,
    Skill,
    Tag,
    TagKind,
)
from mentordesk.operations.candidates_history import Past, declined_pairs, past_pairings
from mentordesk.operations.pairings import free_places
from mentordesk.storage.work import Work

if TYPE_CHECKING:
    from mentordesk.matching.pool import Candidate


@dataclass(frozen=True)
class _Said:
    """What people said of themselves, by person, and wishes by participant."""

    offered: defaultdict[bytes, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    wanted: defaultdict[bytes, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    languages: defaultdict[bytes, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    interests: defaultdict[bytes, set[str]] = field(default_factory=lambda: defaultdict(set))
    background: defaultdict[bytes, set[str]] = field(default_factory=lambda: defaultdict(set))
    wishes: defaultdict[bytes, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    never: defaultdict[bytes, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    own: defaultdict[bytes, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    same_wanted: defaultdict[bytes, set[str]] = field(default_factory=lambda: defaultdict(set))
    declined: defaultdict[bytes, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    past: Past = field(default_factory=Past)


def candidates(view: Work, cohort: bytes) -> "tuple[list[Candidate], list[Candidate]]":
    """Mentees without a mentor, and mentors with free places; the second of a pair is in the same cohort."""
    people = everybody(view, cohort)
    paired = set(
        view.scalars(select(Pairing.mentee_id).where(Pairing.cohort_id == cohort, Pairing.status.in_(OPEN)))
    )
    room = free_places(view, cohort)
    mentees = [one.learning() for one in people if one.part.role.learns and one.part.id not in paired]
    mentors = [
        one.mentoring(room[one.part.id]) for one in people if one.part.role.mentors and room[one.part.id] > 0
    ]
    return mentees, mentors


@dataclass(frozen=True)
class Somebody:
    """A participant who may be matched, with all that was said."""

    part: Participant
    person: Person
    said: _Said

    def learning(self) -> "Candidate":
        """As one who looks for a mentor: skills are those wanted."""
        return _candidate(self.part, self.person, self.said, 1)

    def mentoring(self, places: int = 1) -> "Candidate":
        """As a mentor with so many free places: skills are those offered."""
        return _candidate(self.part, self.person, self.said, places, mentor=True)


def everybody(view: Work, cohort: bytes) -> list[Somebody]:
    """All of a cohort who may be matched, whether they have a partner or not, by key."""
    rows = view.execute(
        select(Participant, Person)
        .join(Person, Person.id == Participant.person_id)
        .where(Participant.cohort_id == cohort, Participant.status.in_(MATCHABLE))
        .order_by(Participant.id)
    ).all()
    said = _said(view, cohort)
    return [Somebody(part, person, said) for part, person in rows]


def _candidate(
    part: Participant, person: Person, said: _Said, capacity: int, *, mentor: bool = False
) -> "Candidate":
    from mentordesk.matching.pool import Candidate

    return Candidate(
        key=part.id,
        name=person.name,
        person=person.id,
        skills=(said.offered if mentor else said.wanted)[person.id],
        industry=person.industry,
        role_title=person.job_title,
        unit=person.unit,
        manager=person.manager_id,
        experience_months=person.experience_months,
        interests=frozenset(said.interests[person.id]),
        work_style=person.work_style,
        background=frozenset(said.background[person.id]),
        languages=said.languages[person.id],
        zone=person.zone,
        week=person.week or b"",
        wishes=tuple(said.wishes[part.id]),
        never=frozenset(said.never[part.id]),
        capacity=capacity,
        trained=part.trained,
        own=said.own[person.id],
        same_wanted=frozenset(said.same_wanted[person.id]),
        rating=said.past.ratings.get(person.id),
        past=said.past.gave.get(person.id, {}),
        declined=frozenset(said.declined[part.id]),
        waiting_since=(part.waiting_since or part.joined_on) if part.status is Status.WAITING else None,
    )


def _said(view: Work, cohort: bytes) -> _Said:
    """Read once for everybody in the cohort."""
    said = _Said(past=past_pairings(view))
    people = select(Participant.person_id).where(Participant.cohort_id == cohort)
    _add_skills(view, people, said)
    _add_languages(view, people, said)
    _add_tags(view, people, said)
    _add_wishes(view, cohort, said)
    _add_own(view, people, said)
    _add_declined(view, cohort, said)
    return said


def _add_skills(view: Work, people: Select[bytes], said: _Said) -> None:
    rows = view.execute(
        select(PersonSkill.person_id, Skill.name, PersonSkill.offered, PersonSkill.wanted)
        .join(Skill, Skill.id == PersonSkill.skill_id)
        .where(PersonSkill.person_id.in_(people))
    )
    for person, name, offered, wanted in rows:
        if offered:
            said.offered[person][name] = offered
        if wanted:
            said.wanted[person][name] = wanted


def _add_languages(view: Work, people: Select[bytes], said: _Said) -> None:
    rows = view.execute(
        select(PersonLanguage.person_id, PersonLanguage.code, PersonLanguage.level).where(
            PersonLanguage.person_id.in_(people)
        )
    )
    for person, code, level in rows:
        said.languages[person][code] = str(level or "")


def _add_tags(view: Work, people: Select[bytes], said: _Said) -> None:
    rows = view.execute(
        select(PersonTag.person_id, Tag.kind, Tag.name)
        .join(Tag, Tag.id == PersonTag.tag_id)
        .where(PersonTag.person_id.in_(people))
    )
    for person, kind, name in rows:
        (said.interests if kind is TagKind.INTEREST else said.background)[person].add(name)


def _add_wishes(view: Work, cohort: bytes, said: _Said) -> None:
    """In the order of their ranks; a wish without a rank comes last."""
    rows = view.execute(
        select(Wish.participant_id, Wish.person_id, Wish.never)
        .join(Participant, Participant.id == Wish.participant_id)
        .where(Participant.cohort_id == cohort)
        .order_by(Wish.rank.is_(None), Wish.rank, Wish.id)
    )
    for participant, person, never in rows:
        if never:
            said.never[participant].add(person)
        else:
            said.wishes[participant].append(person)


def _add_own(view: Work, people: Select[bytes], said: _Said) -> None:
    rows = view.execute(
        select(OwnValue.person_id, OwnField.name, OwnValue.value, OwnValue.same_wanted)
        .join(OwnField, OwnField.id == OwnValue.field_id)
        .where(OwnValue.person_id.in_(people))
    )
    for person, name, value, same in rows:
        if value.strip():
            said.own[person][name] = value.strip()
        if same:
            said.same_wanted[person].add(name)


def _add_declined(view: Work, cohort: bytes, said: _Said) -> None:
    """Noted with the mentee; a pair is ruled out whoever of the two declined."""
    pairs = declined_pairs(view, cohort)
    mentors = {mentor for _mentee, mentor in pairs}
    rows = view.execute(select(Participant.id, Participant.person_id).where(Participant.id.in_(mentors)))
    persons = {row.id: row.person_id for row in rows}
    for mentee, mentor in pairs:
        if mentor in persons:
            said.declined[mentee].add(persons[mentor])
