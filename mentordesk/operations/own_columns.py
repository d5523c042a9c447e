"""How own fields head their columns in our tables, so that they are known again in any file and language."""

from functools import cache
from typing import NamedTuple

from mentordesk.i18n import LANGUAGES, N_, Reader, _

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


@cache
def _starts() -> tuple[tuple[str, bool], ...]:
    """What stands before the name, in every language."""
    words = {IDENTITY: True, PLAIN: False}
    return tuple(
        (Reader(code).gettext(text).partition("{name}")[0], identity)
        for code in LANGUAGES
        for text, identity in words.items()
    )
