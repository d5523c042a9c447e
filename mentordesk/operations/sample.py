"""The sample programme: 40 mentors and 60 mentees in nine countries, two cohorts, a year of sessions.

The same day gives the same programme, but for its keys: everything is drawn from one fixed seed.
"""

import random
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle
from typing import Any

from mentordesk.assets import resource
from mentordesk.domain.entity import Entity, derived_key
from mentordesk.domain.participant import Participant, Role, Status
from mentordesk.domain.person import (
    Channel,
    Person,
    PersonLanguage,
    PersonSkill,
    PersonTag,
    Skill,
    Tag,
    TagKind,
    skill_key,
    tag_key,
)
from mentordesk.domain.programme import Cohort, Programme, Signatory
from mentordesk.i18n import N_
from mentordesk.operations.sample_year import Pair, Words, pairing_rows
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label

LABELS = {"sample.made": N_("Made the sample programme")}
SEED = 20260317
MENTORS, MENTEES = 40, 60


@dataclass
class _Rows:
    """What will be written, by kind, in the order of writing."""

    words: Words
    rng: random.Random
    today: date
    key: Callable[[], bytes]
    kinds: dict[type[Entity], list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, entity: type[Entity], /, **values: Any) -> bytes:
        key: bytes = values.setdefault("id", self.key())
        self.kinds.setdefault(entity, []).append(values)
        return key


def make_sample(database: Database, *, today: date) -> None:
    """Fill an empty file with the sample programme, in one change."""
    with database.change(Label.of("sample.made")) as work:
        rows = _Rows(_load("words"), random.Random(SEED), today, work.new_key)  # noqa: S311 - no secret
        _fill(rows)
        for kind, values in rows.kinds.items():
            work.insert_many(kind, values)


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(resource(f"sample/{name}.toml").read_text(encoding="utf-8"))


def _fill(rows: _Rows) -> None:
    programme = _programme(rows)
    mentors, mentees = _people(rows)
    spring = _cohort(rows, programme, months_ago=13, months=6)
    autumn = _cohort(rows, programme, months_ago=4, months=7)
    first_mentors = _join(rows, spring, mentors[:24], Role.MENTOR, Status.COMPLETED)
    first_mentees = _join(rows, spring, mentees[:26], Role.MENTEE, Status.COMPLETED)
    now_mentors = _join(rows, autumn, mentors[8:], Role.MENTOR, Status.ACTIVE)
    now_mentees = _join(rows, autumn, mentees[20:], Role.MENTEE, Status.ACTIVE)
    for index, (mentor, mentee) in enumerate(_pairs(first_mentors, first_mentees)):
        _pair(rows, Pair(spring, mentor, mentee, index, rows.today - timedelta(days=385), closed=True))
    waiting = 6
    for index, (mentor, mentee) in enumerate(_pairs(now_mentors, now_mentees[:-waiting])):
        start = rows.today - timedelta(days=20 if index % 9 == 0 else 95 + index % 5 * 6)
        _pair(rows, Pair(autumn, mentor, mentee, index, start, closed=False))
    for values in rows.kinds[Participant][-waiting:]:
        values["status"] = Status.WAITING


def _pairs(mentors: list[bytes], mentees: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Each mentor gets one mentee before anyone gets a second."""
    return zip(cycle(mentors), mentees, strict=False)


def _pair(rows: _Rows, pair: Pair) -> None:
    for kind, values in pairing_rows(pair, rng=rows.rng, today=rows.today, words=rows.words, key=rows.key):
        rows.add(kind, **values)


def _programme(rows: _Rows) -> bytes:
    programme = rows.add(
        Programme,
        name="Compass Careers",
        organisation="Meridian Health",
        purpose="People find their way here with somebody who has walked it before.",
        zone="Europe/Lisbon",
        place="Lisboa",
        contact_name="Noor Haddad",
        contact_email="mentoring@example.org",
        contact_phone="+351 21 555 0142",
        month_minutes=180,
    )
    for position, (name, role) in enumerate(
        (("Helena Vasques", "Director of people"), ("Noor Haddad", "Programme coordinator"))
    ):
        rows.add(Signatory, programme_id=programme, name=name, role=role, position=position)
    return programme


def _cohort(rows: _Rows, programme: bytes, *, months_ago: int, months: int) -> bytes:
    start = rows.today - timedelta(days=30 * months_ago)
    season = "Spring" if start.month < 7 else "Autumn"  # noqa: PLR2004 - July is the seventh month
    end = start + timedelta(days=30 * months)
    name = f"{season} {start.year}"
    return rows.add(Cohort, programme_id=programme, name=name, starts_on=start, ends_on=end)


def _people(rows: _Rows) -> tuple[list[bytes], list[bytes]]:
    """Mentors and mentees from every country in turn, shuffled once."""
    places = _load("people")["place"]
    everyone = [(place, name) for place in places for name in place["names"]]
    rows.rng.shuffle(everyone)
    _skills_and_tags(rows)
    made = [_person(rows, index, *one) for index, one in enumerate(everyone[: MENTORS + MENTEES])]
    return made[:MENTORS], made[MENTORS:]


def _person(rows: _Rows, index: int, place: dict[str, Any], written: str) -> bytes:
    rng, words, mentor = rows.rng, rows.words, index < MENTORS
    name, family = written.split("|")
    person = rows.add(
        Person,
        name=name,
        family_name=family,
        email=f"person{index + 1:03}@example.org",
        phone="",
        channels=f"{Channel.VIDEO},{Channel.EMAIL}",
        document_language=_document_language(place),
        zone=place["zone"],
        country=place["country"],
        city=rng.choice(place["cities"]),
        unit=rng.choice(words["units"]),
        job_title=rng.choice(words["mentor_titles" if mentor else "mentee_titles"]),
        industry=rng.choice(words["industries"]),
        experience_months=rng.randint(96, 300) if mentor else rng.randint(6, 84),
        bandwidth_mbit=rng.choice([2, 8, 20, 50, 100]),
        has_camera=rng.random() > 0.1,  # noqa: PLR2004 - one in ten has none
        week=_week(rng),
        consent_directory=rng.random() > 0.2,  # noqa: PLR2004 - four in five agree
        consent_named=rng.random() > 0.4,  # noqa: PLR2004 - three in five agree
    )
    _languages(rows, person, place["languages"])
    _person_skills(rows, person, mentor=mentor)
    _person_tags(rows, person)
    return person


def _document_language(place: dict[str, Any]) -> str:
    return {"ar": "ar", "es": "es"}.get(place["languages"][0][0], "en")


def _languages(rows: _Rows, person: bytes, languages: list[list[str]]) -> None:
    spoken = languages if rows.rng.random() < 0.6 else languages[:2]  # noqa: PLR2004 - some leave the last out
    for position, (code, level) in enumerate(spoken):
        rows.add(
            PersonLanguage,
            id=derived_key(person, code),
            person_id=person,
            code=code,
            level=level,
            position=position,
        )


def _week(rng: random.Random) -> bytes:
    """Two or three mornings, middays or evenings of the working week."""
    bits = 0
    for weekday in rng.sample(range(5), rng.randint(3, 4)):
        start = rng.choice([8, 9, 12, 15, 16, 17, 18])
        for hour in range(start, start + rng.randint(2, 4)):
            bits |= 1 << (167 - weekday * 24 - hour)
    return bits.to_bytes(21, "big")


def _skills_and_tags(rows: _Rows) -> None:
    for name in rows.words["skills"]:
        rows.add(Skill, id=skill_key(name), name=name)
    for kind, word in ((TagKind.INTEREST, "interests"), (TagKind.BACKGROUND, "backgrounds")):
        for name in rows.words[word]:
            rows.add(Tag, id=tag_key(kind, name), kind=kind, name=name)


def _person_skills(rows: _Rows, person: bytes, *, mentor: bool) -> None:
    chosen = rows.rng.sample(
        rows.words["skills"], rows.rng.randint(3, 5) if mentor else rows.rng.randint(2, 3)
    )
    for name in chosen:
        level = rows.rng.randint(3, 5)
        rows.add(
            PersonSkill,
            id=derived_key(person, skill_key(name)),
            person_id=person,
            skill_id=skill_key(name),
            offered=level if mentor else None,
            wanted=None if mentor else level,
        )


def _person_tags(rows: _Rows, person: bytes) -> None:
    kinds = ((TagKind.INTEREST, "interests", 2), (TagKind.BACKGROUND, "backgrounds", 1))
    for kind, word, count in kinds:
        for name in rows.rng.sample(rows.words[word], count):
            tag = tag_key(kind, name)
            rows.add(PersonTag, id=derived_key(person, tag), person_id=person, tag_id=tag)


def _join(rows: _Rows, cohort: bytes, people: list[bytes], role: Role, status: Status) -> list[bytes]:
    joined = next(values["starts_on"] for values in rows.kinds[Cohort] if values["id"] == cohort)
    return [
        rows.add(
            Participant,
            id=derived_key(cohort, person),
            cohort_id=cohort,
            person_id=person,
            role=role,
            capacity=rows.rng.choice([1, 1, 2, 2, 3]) if role is Role.MENTOR else 1,
            status=status,
            trained=rows.rng.random() > 0.1,  # noqa: PLR2004 - one in ten has not been trained yet
            joined_on=joined,
        )
        for person in people
    ]
