"""How own fields head their columns in our tables, so that they are known again in any file and language."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from mentordesk.domain.person import OwnField
from mentordesk.i18n import LANGUAGES, N_, Reader, _
from mentordesk.operations.own_names import OwnNames, own_names
from mentordesk.operations.profile_rows import word
from mentordesk.storage.work import Work

PLAIN = N_("Own field: {name}")
IDENTITY = N_("Own field that tells identity: {name}")


class OwnColumn(NamedTuple):
    """The own field of a column, and whether it tells identity."""

    name: str
    identity: bool


def own_heading(column: OwnColumn) -> str:
    """What heads the column; `own_column` reads it back."""
    return _(IDENTITY if column.identity else PLAIN).format(name=column.name)


def own_column(heading: str) -> OwnColumn | None:
    """The own field that a heading of ours names; None for anybody else's."""
    for start, identity in _starts():
        if heading.startswith(start) and heading.removeprefix(start).strip():
            return OwnColumn(heading.removeprefix(start).strip(), identity)
    return None


def heading_of(heading: str, at: int) -> str:
    """The heading of a column of an own field; its number where it has none."""
    return heading or _("Column {n}").format(n=at + 1)


def name_of(heading: str) -> str:
    """What the own field of a column is called: as our heading says, else as the heading."""
    ours = own_column(heading)
    return ours.name if ours else heading


def new_fields(headings: Iterable[str], known: OwnNames) -> list[str]:
    """The own fields of these columns that a file does not have yet."""
    names = dict.fromkeys(map(name_of, headings))
    return [name for name in names if known.key(name) not in known.names]


def make_fields(work: Work, headings: Iterable[str]) -> None:
    """The own fields that headings of ours name, empty ones too; what tells identity here or there does."""
    known = own_names(work)
    for column in filter(None, map(own_column, headings)):
        key = known.key(column.name)
        field = work.get(OwnField, key)
        if field is None:
            work.put(OwnField(id=key, name=word(column.name), demographic=column.identity))
        elif column.identity:
            field.demographic = True


@cache
def _starts() -> tuple[tuple[str, bool], ...]:
    """What stands before the name, in every language."""
    words = {IDENTITY: True, PLAIN: False}
    return tuple(
        (Reader(code).gettext(text).partition("{name}")[0], identity)
        for code in LANGUAGES
        for text, identity in words.items()
    )
