"""The skills, tags and own fields that a file knows, for offering them."""

from dataclasses import dataclass

from sqlalchemy import select

from mentordesk.domain.person import OwnField, Skill, Tag, TagKind
from mentordesk.storage.work import Work


@dataclass(frozen=True)
class KnownWords:
    """Names in their order."""

    skills: list[str]
    interests: list[str]
    background: list[str]
    own: list[str]


def known_words(view: Work) -> KnownWords:
    """What people share by name."""
    return KnownWords(
        list(view.scalars(select(Skill.name).order_by(Skill.name))),
        _tags(view, TagKind.INTEREST),
        _tags(view, TagKind.BACKGROUND),
        list(view.scalars(select(OwnField.name).order_by(OwnField.position, OwnField.name))),
    )


def _tags(view: Work, kind: TagKind) -> list[str]:
    return list(view.scalars(select(Tag.name).where(Tag.kind == kind).order_by(Tag.name)))
