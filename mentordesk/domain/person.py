"""A person: how they are called and reached, what they bring and look for, when they are free."""

from enum import StrEnum

from sqlalchemy.orm import Mapped

from mentordesk.domain.entity import Entity, Word, derived_key, given, may_refer, normalised, refers, spelled

WEEK_BYTES = 21
"""A week of 168 hours: bit `weekday * 24 + hour`, Monday first, highest bit of the first byte first."""


class Level(StrEnum):
    """How well a language is spoken: the Common European Framework's levels, and native."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"
    NATIVE = "native"


class Channel(StrEnum):
    """A way of meeting or reaching somebody."""

    VIDEO = "video"
    PHONE = "phone"
    IN_PERSON = "in person"
    EMAIL = "e-mail"
    CHAT = "chat"


class Person(Entity):
    """Somebody known to the programme; `name` is exactly as its owner writes it.

    `family_name` is the part of `name` that is the family's, empty where unknown or absent. `week` holds the
    free hours in the person's own `zone`. `channels` are words of Channel joined by commas.
    """

    __tablename__ = "person"

    name: Mapped[str]
    family_name: Mapped[str] = given("")
    reading: Mapped[str] = given("")
    pronouns: Mapped[str] = given("")
    email: Mapped[str] = given("")
    phone: Mapped[str] = given("")
    channels: Mapped[str] = given("")
    preferred_channel: Mapped[Channel | None] = given(None, Word(Channel))
    document_language: Mapped[str] = given("")
    zone: Mapped[str] = given("")
    country: Mapped[str] = given("")
    city: Mapped[str] = given("")
    unit: Mapped[str] = given("")
    manager_id: Mapped[bytes | None] = may_refer("person")
    job_title: Mapped[str] = given("")
    industry: Mapped[str] = given("")
    seniority: Mapped[str] = given("")
    experience_months: Mapped[int | None] = given(None)
    work_style: Mapped[str] = given("")
    bio: Mapped[str] = given("")
    notes: Mapped[str] = given("")
    access_needs: Mapped[str] = given("")
    bandwidth_mbit: Mapped[int | None] = given(None)
    has_camera: Mapped[bool | None] = given(None)
    device: Mapped[str] = given("")
    backup_line: Mapped[str] = given("")
    week: Mapped[bytes | None] = given(None)
    consent_directory: Mapped[bool] = given(False)
    consent_named: Mapped[bool] = given(False)
    consent_photo: Mapped[bool] = given(False)
    consent_story: Mapped[bool] = given(False)


class Photo(Entity):
    """A person's picture, as PNG or JPEG, apart so that lists stay light. Identity: derived from person."""

    __tablename__ = "photo"

    person_id: Mapped[bytes] = refers("person", owner=True)
    image: Mapped[bytes]


class PersonLanguage(Entity):
    """A language somebody speaks, by ISO 639 code. Identity: derived from person and code."""

    __tablename__ = "person_language"

    person_id: Mapped[bytes] = refers("person", owner=True)
    code: Mapped[str]
    level: Mapped[Level | None] = given(None, Word(Level))
    position: Mapped[int] = given(0)


class Skill(Entity):
    """A skill by name. Identity: derived from the normalised name, so two copies make the same row."""

    __tablename__ = "skill"

    name: Mapped[str] = spelled()


class PersonSkill(Entity):
    """What somebody offers and wants of a skill, each 1 to 5 or empty. Identity: person and skill."""

    __tablename__ = "person_skill"

    person_id: Mapped[bytes] = refers("person", owner=True)
    skill_id: Mapped[bytes] = refers("skill")
    offered: Mapped[int | None] = given(None)
    wanted: Mapped[int | None] = given(None)


class TagKind(StrEnum):
    """What a tag says of somebody."""

    INTEREST = "interest"
    BACKGROUND = "background"


class Tag(Entity):
    """An interest or a background. Identity: derived from kind and normalised name."""

    __tablename__ = "tag"

    kind: Mapped[TagKind] = given(TagKind.INTEREST, Word(TagKind))
    name: Mapped[str] = spelled()


class PersonTag(Entity):
    """Somebody has a tag. Identity: derived from person and tag."""

    __tablename__ = "person_tag"

    person_id: Mapped[bytes] = refers("person", owner=True)
    tag_id: Mapped[bytes] = refers("tag")


class OwnField(Entity):
    """A field the programme asks for beside the usual ones. Identity: derived from the normalised name it was
    made under.
    """

    __tablename__ = "own_field"

    name: Mapped[str] = spelled()
    demographic: Mapped[bool] = given(False)
    position: Mapped[int] = given(0)


class OwnValue(Entity):
    """Somebody's answer to an own field, and whether they ask for a mentor with the same one; the answer may
    be empty. Identity: derived from person and field.
    """

    __tablename__ = "own_value"

    person_id: Mapped[bytes] = refers("person", owner=True)
    field_id: Mapped[bytes] = refers("own_field")
    value: Mapped[str] = given("")
    same_wanted: Mapped[bool] = given(False)


def skill_key(name: str) -> bytes:
    """The key of the skill that is called so, on every copy of a file."""
    return derived_key("skill", normalised(name))


def tag_key(kind: TagKind, name: str) -> bytes:
    """The key of the tag that is called so."""
    return derived_key("tag", kind, normalised(name))


def field_key(name: str) -> bytes:
    """The key of the own field that is called so."""
    return derived_key("own field", normalised(name))


def photo_key(person: bytes) -> bytes:
    """The key of somebody's picture."""
    return derived_key("photo", person)
