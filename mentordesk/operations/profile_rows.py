"""A profile as rows of its tables, and writing them: for one person from a form, for many from a table."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from mentordesk.domain.entity import Entity, derived_key, normalised
from mentordesk.domain.participant import Participant, Wish, participant_key, wish_key
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
    skill_key,
    tag_key,
)
from mentordesk.operations.bulk import bury_many, put_many
from mentordesk.operations.own_names import OwnNames
from mentordesk.operations.profile import COLUMNS, DEFAULTS, Part, Profile
from mentordesk.storage.work import Work

Rows = dict[type[Entity], list[dict[str, Any]]]

WORDS: tuple[type[Entity], ...] = (Skill, Tag, OwnField)
"""What people share; the first spelling stays."""

OWNED: tuple[type[PersonLanguage | PersonSkill | PersonTag | OwnValue], ...] = (
    PersonLanguage,
    PersonSkill,
    PersonTag,
    OwnValue,
)


def word(text: str) -> str:
    """A skill's or tag's name as it is kept: single spaces, and no semicolon, which divides lists."""
    return " ".join(text.replace(";", ",").split())


def profile_rows(people: Iterable[tuple[bytes, Profile]], fields: OwnNames) -> Rows:
    """The rows of people's profiles, by table; what they share comes once. `fields` are those of the file."""
    kinds: tuple[type[Entity], ...] = (*WORDS, Person, *OWNED)
    rows: Rows = {kind: [] for kind in kinds}
    shared: dict[bytes, dict[str, Any]] = {}
    for key, profile in people:
        rows[Person].append({"id": key} | DEFAULTS | {name: _kept(profile, name) for name in COLUMNS})
        _languages(rows, key, profile)
        _skills(rows, shared, key, profile)
        _tags(rows, shared, key, profile)
        _own(rows, shared, key, profile, fields)
    return rows


def _kept(profile: Profile, name: str) -> Any:
    value = profile.columns.get(name, DEFAULTS[name])
    return value.strip() if isinstance(value, str) else value


def _languages(rows: Rows, key: bytes, profile: Profile) -> None:
    for position, (code, level) in enumerate(profile.languages.items()):
        row = {"id": derived_key(key, code), "person_id": key, "code": code}
        rows[PersonLanguage].append(row | {"level": level, "position": position})


def _skills(rows: Rows, shared: dict[bytes, dict[str, Any]], key: bytes, profile: Profile) -> None:
    levels: dict[bytes, list[int | None]] = {}
    for place, skills in enumerate((profile.offered, profile.wanted)):
        for name, level in skills.items():
            skill = skill_key(word(name))
            _share(rows, shared, Skill, skill, {"name": word(name)})
            levels.setdefault(skill, [None, None])[place] = level
    for skill, (offered, wanted) in levels.items():
        row = {"id": derived_key(key, skill), "person_id": key, "skill_id": skill}
        rows[PersonSkill].append(row | {"offered": offered, "wanted": wanted})


def _tags(rows: Rows, shared: dict[bytes, dict[str, Any]], key: bytes, profile: Profile) -> None:
    kinds = ((TagKind.INTEREST, profile.interests), (TagKind.BACKGROUND, profile.background))
    for kind, names in kinds:
        for name in {normalised(word(name)): word(name) for name in names}.values():
            tag = tag_key(kind, name)
            _share(rows, shared, Tag, tag, {"kind": kind, "name": name})
            rows[PersonTag].append({"id": derived_key(key, tag), "person_id": key, "tag_id": tag})


def _own(
    rows: Rows, shared: dict[bytes, dict[str, Any]], key: bytes, profile: Profile, fields: OwnNames
) -> None:
    same = {fields.key(name): (name, "") for name in profile.same_wanted}
    values = same | {fields.key(name): (name, value.strip()) for name, value in profile.own.items()}
    for own, (name, value) in values.items():
        if value or own in same:
            _share(rows, shared, OwnField, own, {"name": word(name)})
            row = {"id": derived_key(key, own), "person_id": key, "field_id": own}
            rows[OwnValue].append(row | {"value": value, "same_wanted": own in same})


def _share(
    rows: Rows, shared: dict[bytes, dict[str, Any]], kind: type[Entity], key: bytes, values: Mapping[str, Any]
) -> None:
    if key not in shared:
        shared[key] = {"id": key, **values}
        rows[kind].append(shared[key])


def write_words(work: Work, rows: Rows) -> None:
    """Skills, tags and own fields that are not there yet; known ones keep their spelling."""
    for kind in WORDS:
        known = set(work.scalars(select(kind.id)))
        put_many(work, kind, [row for row in rows[kind] if row["id"] not in known])


def replace_owned(work: Work, person: bytes, rows: Rows) -> None:
    """Make what a person has exactly these rows."""
    for kind in OWNED:
        wanted = {row["id"] for row in rows[kind]}
        held = work.scalars(select(kind.id).where(kind.person_id == person))
        bury_many(work, kind, [key for key in held if key not in wanted])
        put_many(work, kind, rows[kind])


def part_row(cohort: bytes, person: bytes, part: Part) -> dict[str, Any]:
    """The row of a participant."""
    return {
        "id": participant_key(cohort, person),
        "cohort_id": cohort,
        "person_id": person,
        "role": part.role,
        "capacity": part.capacity,
        "status": part.status,
        "paused_until": part.paused_until,
        "reason": part.reason.strip(),
        "trained": part.trained,
        "joined_on": part.joined_on,
    }


def wish_rows(participant: bytes, part: Part) -> list[dict[str, Any]]:
    """The rows of wishes; who is ruled out is not wished for."""
    liked = [person for person in part.wishes if person not in part.never]
    ranked: list[tuple[bytes, int | None]] = [(person, rank) for rank, person in enumerate(liked, 1)]
    ranked += [(person, None) for person in dict.fromkeys(part.never)]
    return [
        {
            "id": wish_key(participant, person),
            "participant_id": participant,
            "person_id": person,
            "rank": rank,
            "never": rank is None,
        }
        for person, rank in ranked
    ]


def write_part(work: Work, cohort: bytes, person: bytes, part: Part) -> None:
    """Make what somebody is in a cohort exactly this, wishes included."""
    row = part_row(cohort, person, part)
    put_many(work, Participant, [row])
    wishes = wish_rows(row["id"], part)
    held = work.scalars(select(Wish.id).where(Wish.participant_id == row["id"]))
    bury_many(work, Wish, _gone(list(held), wishes))
    put_many(work, Wish, wishes)


def _gone(held: Sequence[bytes], wanted: Sequence[Mapping[str, Any]]) -> list[bytes]:
    kept = {row["id"] for row in wanted}
    return [key for key in held if key not in kept]
