"""What needs the coordinator today: groups of lines, each with whom, what, how late, and what to do.

Everything is read in one go, once for the page and the numbers of the sidebar alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from mentordesk.domain.metrics import Figure
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import Person
from mentordesk.i18n import _
from mentordesk.operations.pairings import Who
from mentordesk.operations.session_list import people_of
from mentordesk.operations.today_figures import (
    ClockChange,
    PlacedSession,
    clock_changes,
    figures,
    planned_sessions,
    sessions_this_week,
)
from mentordesk.operations.today_needs import NEEDS, Found, Need, find
from mentordesk.storage.work import Work

SHOWN = 50
"""So many lines of a group are made; more are only counted."""


@dataclass(frozen=True)
class Item:
    """One line: `late` days past its day, below 0 for days ahead; `record` is what the action is done to."""

    need: str
    pairing: bytes | None
    people: tuple[Who, ...]
    what: str
    late: int
    action: str
    record: bytes


@dataclass(frozen=True)
class Group:
    """The lines of one need, most urgent first; `count` may be more than the lines made."""

    key: str
    title: str
    icon: str
    tone: str
    count: int
    late: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Facts:
    """Everything that Today shows."""

    figures: list[Figure]
    groups: list[Group]
    week: list[PlacedSession]
    clocks: list[ClockChange]

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)

    @property
    def late(self) -> int:
        return sum(group.late for group in self.groups)

    @property
    def empty(self) -> bool:
        """Whether there is nobody and nothing to look after yet."""
        return not self.groups and not any(figure.n for figure in self.figures)

    @property
    def badges(self) -> Mapping[str, int]:
        """How many things wait on a page, by its key, for the sidebar: those who wait can be matched."""
        waiting = sum(group.count for group in self.groups if group.key == "unmatched")
        return {"today": self.count, "matching": waiting}


def look(view: Work, *, cohort: bytes | None, today: date, shown: int = SHOWN) -> Facts:
    """Today, of a cohort or of all, with the groups that have lines, in the order of NEEDS.

    Names are read for the lines shown only.
    """
    found, sums = find(view, cohort=cohort, today=today, shown=shown)
    waiting = next(one.count for need, one in zip(NEEDS, found, strict=True) if need.key == "unmatched")
    planned = planned_sessions(view, cohort=cohort, today=today)
    return Facts(
        figures(view, sums, cohort=cohort, today=today, waiting=waiting),
        _groups(view, found),
        sessions_this_week(planned, today=today),
        clock_changes(planned, today=today),
    )


def _groups(view: Work, found: Sequence[Found]) -> list[Group]:
    lines = [line for one in found for line in one.lines]
    people: dict[bytes, tuple[Who, ...]] = dict(
        people_of(view, [line.pairing for line in lines if line.pairing])
    )
    people |= _people(view, [line.record for line in lines if not line.pairing])
    return [_group(view, need, one, people) for need, one in zip(NEEDS, found, strict=True) if one.count]


def _group(view: Work, need: Need, found: Found, people: Mapping[bytes, tuple[Who, ...]]) -> Group:
    known = need.look_up(view, found.lines)
    items = tuple(
        Item(
            need.key,
            line.pairing,
            people[line.pairing or line.record],
            need.words(line, known.get(line.record)),
            line.late,
            need.action,
            line.record,
        )
        for line in found.lines
    )
    return Group(need.key, _(need.title), need.icon, need.tone, found.count, found.late, items)


def _people(view: Work, participants: list[bytes]) -> dict[bytes, tuple[Who, ...]]:
    query = (
        select(Participant.id, Person.id, Person.name, Person.family_name)
        .join(Person, Participant.person_id == Person.id)
        .where(Participant.id.in_(participants))
    )
    return {row[0]: (Who(*row),) for row in view.execute(query)}
