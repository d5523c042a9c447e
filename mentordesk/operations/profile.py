"""Everything a form or a table knows of a person, read for one or for many at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from mentordesk.domain.participant import Participant, Role, Status, Wish
from mentordesk.domain.person import (
    Level,
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
from mentordesk.operations.bulk import chunks
from mentordesk.storage.work import Work

COLUMNS = tuple(name for name in Person.__table__.columns.keys() if name not in ("id", "deleted"))  # noqa: SIM118
DEFAULTS: dict[str, Any] = {
    column.name: column.default.arg if column.default is not None and column.default.is_scalar else None
    for column in Person.__table__.columns
    if column.name in COLUMNS
}
START_LEVEL = 3
"""The level of a skill whose level nobody said."""


@dataclass(frozen=True)
class Profile:
    """A person: columns of Person by name, skills and tags by name, own fields by name.

    `languages` is code to level in the order of preference, `offered` and `wanted` skill to 1..5,
    `same_wanted` the own fields in which a mentor like them is asked for, by name.
    """

    columns: Mapping[str, Any] = field(default_factory=dict)
    languages: Mapping[str, Level | None] = field(default_factory=dict)
    offered: Mapping[str, int] = field(default_factory=dict)
    wanted: Mapping[str, int] = field(default_factory=dict)
    interests: tuple[str, ...] = ()
    background: tuple[str, ...] = ()
    own: Mapping[str, str] = field(default_factory=dict)
    same_wanted: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return str(self.columns.get("name", ""))


@dataclass(frozen=True)
class Part:
    """What somebody is in a cohort; `wishes` are people in order of preference, `never` people ruled out."""

    role: Role
    capacity: int = 1
    status: Status = Status.ACCEPTED
    paused_until: date | None = None
    reason: str = ""
    trained: bool = False
    joined_on: date | None = None
    wishes: tuple[bytes, ...] = ()
    never: tuple[bytes, ...] = ()


@dataclass
class _Gathered:
    columns: dict[str, Any]
    languages: dict[str, Level | None] = field(default_factory=dict)
    offered: dict[str, int] = field(default_factory=dict)
    wanted: dict[str, int] = field(default_factory=dict)
    tags: dict[TagKind, list[str]] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    same_wanted: list[str] = field(default_factory=list)

    def profile(self) -> Profile:
        tags = {kind: tuple(self.tags.get(kind, ())) for kind in TagKind}
        return Profile(
            self.columns,
            self.languages,
            self.offered,
            self.wanted,
            tags[TagKind.INTEREST],
            tags[TagKind.BACKGROUND],
            self.own,
            tuple(sorted(self.same_wanted)),
        )


def profile(view: Work, person: bytes) -> Profile | None:
    """One person's profile; None when there is no such person."""
    return profiles(view, [person]).get(person)


def profiles(view: Work, people: Sequence[bytes]) -> dict[bytes, Profile]:
    """The profiles of people by key, in their order."""
    found: dict[bytes, Profile] = {}
    for some in chunks(people):
        found |= _some(view, some)
    return found


def _some(view: Work, people: Sequence[bytes]) -> dict[bytes, Profile]:
    gathered: dict[bytes, _Gathered] = {}
    columns = [getattr(Person, name) for name in COLUMNS]
    for key, *values in view.execute(select(Person.id, *columns).where(Person.id.in_(people))):
        gathered[key] = _Gathered(dict(zip(COLUMNS, values, strict=True)))
    _add_languages(view, people, gathered)
    _add_skills(view, people, gathered)
    _add_tags(view, people, gathered)
    _add_own(view, people, gathered)
    return {key: gathered[key].profile() for key in people if key in gathered}


def _add_languages(view: Work, people: Sequence[bytes], gathered: Mapping[bytes, _Gathered]) -> None:
    query = select(PersonLanguage.person_id, PersonLanguage.code, PersonLanguage.level)
    order = (PersonLanguage.position, PersonLanguage.code)
    for key, code, level in _rows(view, query.order_by(*order), PersonLanguage.person_id, people):
        gathered[key].languages[code] = level


def _add_skills(view: Work, people: Sequence[bytes], gathered: Mapping[bytes, _Gathered]) -> None:
    query = select(PersonSkill.person_id, Skill.name, PersonSkill.offered, PersonSkill.wanted)
    query = query.join(Skill, Skill.id == PersonSkill.skill_id).order_by(Skill.name)
    for key, name, offered, wanted in _rows(view, query, PersonSkill.person_id, people):
        if offered:
            gathered[key].offered[name] = offered
        if wanted:
            gathered[key].wanted[name] = wanted


def _add_tags(view: Work, people: Sequence[bytes], gathered: Mapping[bytes, _Gathered]) -> None:
    query = select(PersonTag.person_id, Tag.kind, Tag.name).join(Tag, Tag.id == PersonTag.tag_id)
    for key, kind, name in _rows(view, query.order_by(Tag.name), PersonTag.person_id, people):
        gathered[key].tags.setdefault(kind, []).append(name)


def _add_own(view: Work, people: Sequence[bytes], gathered: Mapping[bytes, _Gathered]) -> None:
    """Of two fields called alike, as merging may leave them, the one that has an answer."""
    query = select(OwnValue.person_id, OwnField.name, OwnValue.value, OwnValue.same_wanted)
    query = query.join(OwnField, OwnField.id == OwnValue.field_id)
    query = query.order_by(OwnField.position, OwnField.name)
    for key, name, value, same in _rows(view, query, OwnValue.person_id, people):
        gathered[key].own[name] = value or gathered[key].own.get(name, "")
        if same:
            gathered[key].same_wanted.append(name)


def _rows(view: Work, query: Select[*tuple[Any, ...]], owner: Any, people: Sequence[bytes]) -> Iterable[Any]:
    return view.execute(query.where(owner.in_(people)))


def part(view: Work, participant: bytes) -> Part | None:
    """What somebody is in a cohort; None when the key is no participant's."""
    return parts(view, [participant]).get(participant)


def parts(view: Work, participants: Sequence[bytes]) -> dict[bytes, Part]:
    """Parts by the participant's key."""
    found: dict[bytes, Part] = {}
    for some in chunks(participants):
        wishes = _wishes(view, some)
        for row in view.scalars(select(Participant).where(Participant.id.in_(some))):
            found[row.id] = _part(row, wishes.get(row.id, ((), ())))
    return found


def _wishes(view: Work, some: Sequence[bytes]) -> dict[bytes, tuple[tuple[bytes, ...], tuple[bytes, ...]]]:
    query = select(Wish.participant_id, Wish.person_id, Wish.never).where(Wish.participant_id.in_(some))
    found: dict[bytes, tuple[tuple[bytes, ...], tuple[bytes, ...]]] = {}
    for key, person, never in view.execute(query.order_by(Wish.rank, Wish.id)):
        liked, ruled_out = found.get(key, ((), ()))
        found[key] = (liked, (*ruled_out, person)) if never else ((*liked, person), ruled_out)
    return found


def _part(row: Participant, wishes: tuple[tuple[bytes, ...], tuple[bytes, ...]]) -> Part:
    return Part(
        row.role,
        row.capacity,
        row.status,
        row.paused_until,
        row.reason,
        row.trained,
        row.joined_on,
        *wishes,
    )
