"""Sheets for the next session of a pairing: what is planned, the goals in view, what is still open."""

from datetime import date
from typing import TYPE_CHECKING

from mentordesk.domain import names
from mentordesk.domain.goal import GoalStatus
from mentordesk.domain.person import Channel, Person
from mentordesk.domain.session import Party, SessionStatus
from mentordesk.domain.words import WORDS
from mentordesk.i18n import N_, Reader
from mentordesk.operations.actions import open_actions
from mentordesk.operations.document_pairs import Pair, by_day, minutes, words_for_roles
from mentordesk.operations.goal_list import goals_of
from mentordesk.operations.mentor_profiles import zone_words
from mentordesk.operations.session_list import SessionRow, sessions_of
from mentordesk.storage.work import Work

if TYPE_CHECKING:
    from mentordesk.documents.session_sheet import GoalLine, SessionSheetText, Step, Topic

AGENDA = (
    (N_("What went well since last time"), 1),
    (N_("The subject of today"), 5),
    (N_("What we learn from it"), 3),
    (N_("Next step, and who writes it down"), 3),
)
"""The usual course of a session: its points, and their share of twelve parts of the time."""

MOST_GOALS, MOST_STEPS = 3, 3


def session_sheet_text(
    view: Work, pair: Pair, *, today: date, language: str | None = None
) -> "SessionSheetText":
    """The sheet for the next session that is planned; without one, its day is left to be written."""
    from mentordesk.documents.session_sheet import SessionSheetText

    reader = Reader(language or pair.languages[0])
    rows = sessions_of(view, pair.pairing.id)
    held = sum(row.status is SessionStatus.HELD for row in rows)
    ahead = [row for row in rows if row.status is SessionStatus.PLANNED and row.day >= today]
    planned = min(ahead, key=lambda row: row.day, default=None)
    mentor, mentee = words_for_roles(pair.programme, reader)
    length = planned.minutes if planned else pair.programme.session_minutes
    return SessionSheetText(
        language=reader.language_code,
        programme=pair.programme.name,
        cohort=pair.cohort.name,
        logo=pair.programme.logo,
        mentor=pair.mentor.name,
        mentee=pair.mentee.name,
        mentor_word=mentor,
        mentee_word=mentee,
        known=(_short(pair.mentee), _short(pair.mentor)),
        number=held + 1,
        day=reader.date(planned.day, "full") if planned else "",
        when=_clocks(pair, planned, reader),
        length=minutes(length, reader),
        where=_where(planned, reader),
        plan_b=_plan_b(pair, reader),
        access=_access(pair, reader),
        agenda=_agenda(planned, length, reader),
        goals=_goals(view, pair, reader),
        steps=_steps(view, pair, today, reader),
    )


def _short(person: Person) -> str:
    return names.short(person.name, person.family_name)


def _clocks(pair: Pair, planned: SessionRow | None, reader: Reader) -> tuple[str, ...]:
    """The clock time where each of the two is; once where it is the same."""
    if planned is None or planned.starts_at is None:
        return ()
    found: dict[str, str] = {}
    for person in (pair.mentee, pair.mentor):
        zone = person.zone or pair.programme.zone
        time = reader.time(planned.starts_at, zone)
        place = reader.isolated(person.city) if person.city else zone_words(zone, reader)
        found.setdefault(time, f"{reader.isolated(time)} {place}")
    return tuple(found.values())


def _where(planned: SessionRow | None, reader: Reader) -> tuple[str, ...]:
    if planned is None:
        return ()
    channel = reader.gettext(WORDS[Channel, planned.channel]) if planned.channel else ""
    return tuple(part for part in (channel, planned.place) if part)


def _plan_b(pair: Pair, reader: Reader) -> str:
    """What holds when the line drops: the line somebody named, else the telephone."""
    line = pair.mentor.backup_line or pair.mentee.backup_line
    return reader.gettext("Plan B: {line}").format(
        line=reader.isolated(line) if line else reader.gettext("telephone")
    )


def _access(pair: Pair, reader: Reader) -> tuple[str, ...]:
    """What each needs so that both can take part."""
    template = reader.gettext("{name}: {needs}")
    return tuple(
        template.format(name=reader.isolated(_short(one)), needs=reader.isolated(one.access_needs.strip()))
        for one in (pair.mentee, pair.mentor)
        if one.access_needs.strip()
    )


def _agenda(planned: SessionRow | None, length: int, reader: Reader) -> "tuple[Topic, ...]":
    """The planned agenda, line by line; without one the usual course, its minutes to the nearest five."""
    from mentordesk.documents.session_sheet import Topic

    written = [line.strip(" -•\t") for line in planned.agenda.splitlines()] if planned else []
    topics = tuple(Topic(line) for line in written if line)
    if topics:
        return topics
    parts = sum(share for _words, share in AGENDA)
    return tuple(
        Topic(
            reader.gettext(words),
            reader.gettext("{n} min").format(n=max(5, round(length * share / parts / 5) * 5)),
        )
        for words, share in AGENDA
    )


def _goals(view: Work, pair: Pair, reader: Reader) -> "tuple[GoalLine, ...]":
    from mentordesk.documents.session_sheet import GoalLine

    found = [row for row in goals_of(view, pair.pairing.id) if row.status is GoalStatus.OPEN]
    return tuple(
        GoalLine(
            row.title, row.progress / 100, reader.percent(row.progress / 100), by_day(row.due_on, reader)
        )
        for row in found[:MOST_GOALS]
    )


def _steps(view: Work, pair: Pair, today: date, reader: Reader) -> "tuple[Step, ...]":
    from mentordesk.documents.session_sheet import Step

    rows = open_actions(view, pairing=pair.pairing.id, today=today)
    return tuple(
        Step(row.text, whose(pair, row.party, reader), reader.date(row.due_on) if row.due_on else "")
        for row in rows[:MOST_STEPS]
    )


def whose(pair: Pair, party: Party, reader: Reader) -> str:
    """Who has something to do: given names where one does, else the word."""
    known = {Party.MENTOR: _short(pair.mentor), Party.MENTEE: _short(pair.mentee)}
    return known.get(party) or reader.gettext(WORDS[Party, party])
