"""Reports for reading and signing: of one pairing, of a cohort, and the list of who came."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from mentordesk.domain.participant import Participant, Role, Status
from mentordesk.domain.person import Channel, Person
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.session import SessionStatus
from mentordesk.domain.words import WORDS
from mentordesk.i18n import N_, Reader
from mentordesk.operations.actions import open_actions
from mentordesk.operations.document_pairs import Pair, by_day, minutes, words_for_roles
from mentordesk.operations.goal_list import goals_of
from mentordesk.operations.pairing_rows import PairingRow, pairing_row
from mentordesk.operations.session_list import SessionRow, sessions_of
from mentordesk.operations.session_sheets import whose
from mentordesk.storage.work import Work

if TYPE_CHECKING:
    from mentordesk.documents.attendance_list import AttendanceListText
    from mentordesk.documents.charts import Key
    from mentordesk.documents.pairing_report import Aim, Met, PairingReportText, Task

MOST_PULSE = 5


def pairing_report_text(
    view: Work, pair: Pair, *, today: date, language: str | None = None
) -> "PairingReportText":
    """One pairing: its facts, figures, goals, sessions and open actions; private notes stay out."""
    from mentordesk.documents.pairing_report import PairingReportText

    reader = Reader(language or pair.languages[0])
    row = pairing_row(view, pair.pairing.id, today=today)
    assert row is not None, "a pairing that was read has a row"  # noqa: S101 - both come from one view
    mentor, mentee = words_for_roles(pair.programme, reader)
    met = [one for one in sessions_of(view, pair.pairing.id) if one.day <= today]
    return PairingReportText(
        language=reader.language_code,
        programme=pair.programme.name,
        cohort=pair.cohort.name,
        logo=pair.programme.logo,
        mentor=pair.mentor.name,
        mentee=pair.mentee.name,
        mentor_word=mentor,
        mentee_word=mentee,
        subtitle=reader.gettext("As of {day}").format(day=reader.date(today, "long")),
        facts=_facts(pair, row, reader),
        keys=_keys(row, met, reader),
        goals=_goals(view, pair, reader),
        sessions=tuple(_met(one, reader) for one in met),
        tasks=_tasks(view, pair, today, reader),
    )


def _facts(pair: Pair, row: PairingRow, reader: Reader) -> tuple[tuple[str, str], ...]:
    signed = pair.pairing.agreement_signed_on
    not_yet = reader.gettext("not yet")
    return (
        (reader.gettext("Status"), reader.gettext(WORDS[type(row.status), row.status])),
        (reader.gettext("Since"), reader.date(row.since) if row.since else "–"),
        (reader.gettext("Agreement signed"), reader.date(signed) if signed else not_yet),
        (reader.gettext("Last session"), reader.date(row.last_day) if row.last_day else not_yet),
    )


def _keys(row: PairingRow, met: Sequence[SessionRow], reader: Reader) -> "tuple[Key, ...]":
    """Sessions held, hours this month against those agreed, and the mean pulse of both sides."""
    from mentordesk.documents.charts import Key

    held = [one for one in met if one.status is SessionStatus.HELD]
    pulses = [pulse for one in held for pulse in (one.mentor_pulse, one.mentee_pulse) if pulse]
    mean = sum(pulses) / len(pulses) if pulses else 0.0
    agreed, used = row.month_agreed, row.month_used
    return (
        Key(
            reader.gettext("Sessions held"),
            reader.number(len(held)),
            len(held) / max(len(met), 1),
            reader.ngettext("of {n} session", "of {n} sessions", len(met)).format(n=len(met)),
        ),
        Key(
            reader.gettext("Hours this month"),
            reader.number(used / 60, 1),
            min(1.0, used / agreed) if agreed else 0.0,
            reader.gettext("{hours} agreed").format(hours=reader.number(agreed / 60, 1)),
        ),
        Key(
            reader.gettext("Pulse"),
            reader.number(mean, 1) if pulses else "–",
            mean / MOST_PULSE,
            reader.ngettext("{n} answer", "{n} answers", len(pulses)).format(n=len(pulses)),
        ),
    )


def _goals(view: Work, pair: Pair, reader: Reader) -> "tuple[Aim, ...]":
    from mentordesk.documents.pairing_report import Aim

    return tuple(
        Aim(row.title, row.progress / 100, reader.percent(row.progress / 100), by_day(row.due_on, reader))
        for row in goals_of(view, pair.pairing.id)
    )


def _met(row: SessionRow, reader: Reader) -> "Met":
    from mentordesk.documents.pairing_report import Met

    channel = reader.gettext(WORDS[Channel, row.channel]) if row.channel else ""
    return Met(
        reader.date(row.day),
        minutes(row.minutes, reader),
        reader.line((channel, row.place)),
        reader.gettext(WORDS[SessionStatus, row.status]),
    )


def _tasks(view: Work, pair: Pair, today: date, reader: Reader) -> "tuple[Task, ...]":
    from mentordesk.documents.pairing_report import Task

    rows = open_actions(view, pairing=pair.pairing.id, today=today)
    return tuple(
        Task(row.text, whose(pair, row.party, reader), reader.date(row.due_on) if row.due_on else "")
        for row in rows
    )


GONE = (Status.APPLIED, Status.WITHDRAWN)
"""Who is not expected at a meeting of the cohort."""


def attendance_text(
    view: Work,
    *,
    cohort: Cohort,
    programme: Programme,
    reader: Reader,
    occasion: str = "",
    day: date | None = None,
    place: str = "",
) -> "AttendanceListText":
    """Everybody who takes part in a cohort, in the reader's order of names."""
    from mentordesk.documents.attendance_list import AttendanceListText, Attendee
    from mentordesk.documents.scripts import forms_used

    mentor, mentee = words_for_roles(programme, reader)
    roles = {Role.MENTOR: mentor, Role.MENTEE: mentee, Role.BOTH: reader.line((mentor, mentee))}
    rows = view.execute(
        select(Person.name, Participant.role, Person.document_language, Person.country)
        .join(Participant, Participant.person_id == Person.id)
        .where(Participant.cohort_id == cohort.id, Participant.status.not_in(GONE))
    )
    people = sorted(((*row,) for row in rows), key=lambda one: reader.sort_key(one[0]))
    return AttendanceListText(
        language=reader.language_code,
        programme=programme.name,
        cohort=cohort.name,
        logo=programme.logo,
        people=tuple(
            Attendee(name, roles[role], forms_used(language, country))
            for name, role, language, country in people
        ),
        occasion=occasion or reader.gettext(N_("Meeting of the cohort")),
        day=reader.date(day, "long") if day else "",
        place=place or programme.place,
    )
