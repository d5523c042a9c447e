"""What a person becomes when a row is brought in: the row's values over those already there, nothing lost."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mentordesk.domain.entity import normalised
from mentordesk.domain.participant import Role, joined
from mentordesk.i18n import _
from mentordesk.operations.import_fields import COLUMN_OF
from mentordesk.operations.import_people import Register
from mentordesk.operations.import_rows import Reading
from mentordesk.operations.profile import COLUMNS, DEFAULTS, START_LEVEL, Part, Profile

PART_FIELDS = ("status", "paused_until", "reason", "trained", "joined_on")


@dataclass(frozen=True)
class Held:
    """What a known participant is, and how many open pairings they have in each role."""

    part: Part
    mentoring: int = 0
    learning: int = 0


def as_profile(key: bytes, known: Profile | None, reading: Reading, people: Register) -> Profile:
    """The profile after the import; remarks about people who are not found go to the reading."""
    held = known or Profile(DEFAULTS)
    values = reading.values
    return Profile(
        _columns(key, held, reading, people),
        _filled(held.languages, values.get("languages", {}), None),
        _filled(held.offered, values.get("skills_offered", {}), START_LEVEL),
        _filled(held.wanted, values.get("skills_wanted", {}), START_LEVEL),
        _added(held.interests, values.get("interests", ())),
        _added(held.background, values.get("background", ())),
        {**held.own, **reading.own},
        _added(held.same_wanted, values.get("same_wanted", ())),
    )


def _columns(key: bytes, held: Profile, reading: Reading, people: Register) -> dict[str, Any]:
    columns = dict(held.columns)
    for field, value in reading.values.items():
        name = COLUMN_OF.get(field, field)
        if name in COLUMNS:
            columns[name] = value
    columns["notes"] = _with_asides(str(columns["notes"]), reading.values.get("aside", ()))
    manager = reading.values.get("manager")
    if manager:
        found = _somebody(key, str(manager), reading, people)
        columns["manager_id"] = found or columns["manager_id"]
    return columns


def _with_asides(notes: str, asides: tuple[str, ...]) -> str:
    fresh = [line for line in asides if line not in notes]
    return "\n".join([*([notes] if notes else []), *fresh])


def _filled(known: Mapping[str, Any], new: Mapping[str, Any], start: Any) -> dict[str, Any]:
    """Known levels stay where the row does not say one."""
    return {**known, **{name: level or known.get(name) or start for name, level in new.items()}}


def _added(known: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    names = {normalised(name): name for name in reversed((*known, *new))}
    return tuple(sorted(names.values()))


def as_part(key: bytes, held: Held | None, reading: Reading, people: Register, today: date) -> Part | None:
    """What the person is in the cohort after the import; None where nobody said a role."""
    role, values = reading.values.get("role"), reading.values
    if held is None and role is None:
        return None
    part = held.part if held else Part(role or Role.BOTH, joined_on=today)
    part = replace(part, **{field: values[field] for field in PART_FIELDS if field in values})
    part = _with_role(part, held, role)
    part = _with_capacity(part, held, reading)
    return replace(
        part,
        wishes=_people(key, part.wishes, values.get("wishes", ()), reading, people),
        never=_people(key, part.never, values.get("never_with", ()), reading, people),
    )


def _with_role(part: Part, held: Held | None, role: Role | None) -> Part:
    """The row's role, and the old one beside it where pairings need that."""
    if role is None:
        return part
    needs_mentor = held is not None and held.mentoring > 0 and not role.mentors
    needs_mentee = held is not None and held.learning > 0 and not role.learns
    return replace(part, role=joined(part.role, role) if needs_mentor or needs_mentee else role)


def _with_capacity(part: Part, held: Held | None, reading: Reading) -> Part:
    capacity = reading.values.get("capacity")
    if capacity is None:
        return part
    if held and held.part.role.mentors and capacity < held.mentoring:
        message = _("The capacity stays at {n}: that many pairings are open.")
        reading.remarks.append(message.format(n=held.part.capacity))
        return part
    return replace(part, capacity=capacity)


def _people(
    key: bytes, known: tuple[bytes, ...], words: tuple[str, ...], reading: Reading, people: Register
) -> tuple[bytes, ...]:
    found = [_somebody(key, word, reading, people) for word in words]
    return tuple(dict.fromkeys([*known, *(person for person in found if person)]))


def _somebody(key: bytes, words: str, reading: Reading, people: Register) -> bytes | None:
    """Whom the words mean; nobody when unknown, or when it is the person itself."""
    found = people.named(words)
    if found == key:
        return None
    if found is None:
        reading.remarks.append(_("“{text}” is nobody known here; left out.").format(text=words))
    return found
