"""The skills, tags and own fields that a file knows, for offering them."""

from dataclasses import dataclass

from sqlalchemy import select

from mentordesk.domain.person import Skill, Tag, TagKind
from mentordesk.operations.own_fields import own_fields
from mentordesk.storage.work import Work


@dataclass(frozen=True)
class KnownWords:
    """Names in their order; `identity` are those of the own fields that tell it."""

    skills: list[str]
    interests: list[str]
    background: list[str]
    own: list[str]
    identity: list[str]


def known_words(view: Work) -> KnownWords:
    """What people share by name."""
    own = own_fields(view)
    return KnownWords(
        list(view.scalars(select(Skill.name).order_by(Skill.name))),
        _tags(view, TagKind.INTEREST),
        _tags(view, TagKind.BACKGROUND),
        list(dict.fromkeys(one.name for one in own)),
        [one.name for one in own if one.demographic],
    )


def _tags(view: Work, kind: TagKind) -> list[str]:
    return list(view.scalars(select(Tag.name).where(Tag.kind == kind).order_by(Tag.name)))
