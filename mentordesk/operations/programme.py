"""The programme, its cohorts and who signs: asking and changing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from mentordesk.domain.participant import Participant
from mentordesk.domain.programme import Cohort, Programme, Signatory
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_, _
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work

LABELS = {
    "programme.made": N_("Began the programme"),
    "programme.edited": N_("Changed the programme"),
    "cohort.added": N_("Added the cohort {cohort}"),
    "cohort.edited": N_("Changed the cohort {cohort}"),
    "cohort.removed": N_("Removed the cohort {cohort}"),
    "signatories.edited": N_("Changed who signs certificates"),
}


class NameMissing(Refusal):
    """A name is missing. Nothing was saved; write one and save again."""


class EndsBeforeItStarts(Refusal):
    """The cohort would end on {ends}, before it starts on {starts}. Nothing was saved; change one of the
    days.
    """


class NumberTooSmall(Refusal):
    """{value} is too small here; it must be at least {least}. Nothing was saved; change it and save again."""


class CohortInUse(Refusal):
    """{cohort} has participants, so it stays. Nothing was changed; move or remove them first."""


@dataclass(frozen=True)
class Signer:
    """Somebody who signs certificates; `signature` is a picture."""

    name: str
    role: str = ""
    signature: bytes | None = None


def programme_of(view: Work) -> Programme | None:
    """The programme of the file; None in an empty one."""
    return view.scalars(select(Programme).order_by(Programme.id)).first()


def cohorts(view: Work) -> Sequence[Cohort]:
    """All cohorts, the newest first."""
    return view.scalars(select(Cohort).order_by(Cohort.starts_on.desc(), Cohort.id)).all()


def current_cohort(view: Work, *, today: date) -> Cohort | None:
    """The cohort that runs today, else the newest; None when there is none."""
    known = cohorts(view)
    return next((one for one in known if one.starts_on <= today <= one.ends_on), known[0] if known else None)


def signatories(view: Work) -> Sequence[Signatory]:
    """Who signs, in order."""
    return view.scalars(select(Signatory).order_by(Signatory.position, Signatory.id)).all()


def role_words(programme: Programme | None) -> tuple[str, str]:
    """What mentor and mentee are called here."""
    own = (programme.mentor_word, programme.mentee_word) if programme else ("", "")
    return own[0] or _("Mentor"), own[1] or _("Mentee")


def make_programme(
    database: Database, *, name: str, cohort: str, starts_on: date, ends_on: date, **values: Any
) -> bytes:
    """Begin a programme with its first cohort; returns the cohort's key."""
    _check_cohort(cohort, starts_on, ends_on)
    with database.change(Label.of("programme.made")) as work:
        programme = Programme(id=work.new_key(), name=_name(name), **values)
        work.add(programme)
        first = Cohort(
            id=work.new_key(),
            programme_id=programme.id,
            name=cohort.strip(),
            starts_on=starts_on,
            ends_on=ends_on,
        )
        work.add(first)
    return first.id


_LEAST = {
    "session_minutes": 5,
    "month_minutes": 5,
    "check_in_days": 1,
    "stuck_days": 1,
    "trial_days": 1,
    "closing_days": 1,
}


def edit_programme(database: Database, *, programme: bytes, values: Mapping[str, Any]) -> None:
    """Set columns of the programme by name."""
    for key, least in _LEAST.items():
        if key in values and int(values[key]) < least:
            raise NumberTooSmall(value=values[key], least=least, field=key)
    with database.change(Label.of("programme.edited")) as work:
        row = work.get_one(Programme, programme)
        for key, value in values.items():
            setattr(row, key, _name(value) if key == "name" else value)


def add_cohort(database: Database, *, programme: bytes, name: str, starts_on: date, ends_on: date) -> bytes:
    """A further intake; returns its key."""
    _check_cohort(name, starts_on, ends_on)
    with database.read() as view:
        key = view.new_key()
    with database.change(Label.of("cohort.added", cohort=key)) as work:
        work.add(
            Cohort(id=key, programme_id=programme, name=name.strip(), starts_on=starts_on, ends_on=ends_on)
        )
    return key


def edit_cohort(database: Database, *, cohort: bytes, name: str, starts_on: date, ends_on: date) -> None:
    """Rename a cohort or move its days."""
    _check_cohort(name, starts_on, ends_on)
    with database.change(Label.of("cohort.edited", cohort=cohort)) as work:
        row = work.get_one(Cohort, cohort)
        row.name, row.starts_on, row.ends_on = name.strip(), starts_on, ends_on


def remove_cohort(database: Database, *, cohort: bytes) -> None:
    """Remove a cohort nobody is in."""
    with database.change(Label.of("cohort.removed", cohort=cohort)) as work:
        row = work.get_one(Cohort, cohort)
        if work.scalars(select(Participant.id).where(Participant.cohort_id == cohort).limit(1)).first():
            raise CohortInUse(cohort=row.name)
        work.bury(row)


def sign_with(database: Database, *, programme: bytes, signers: Sequence[Signer]) -> None:
    """These people sign from now on, in this order."""
    with database.change(Label.of("signatories.edited")) as work:
        known = list(signatories(work))
        for row in known[len(signers) :]:
            work.bury(row)
        for position, signer in enumerate(signers):
            if position == len(known):
                known.append(Signatory(id=work.new_key(), programme_id=programme, name=_name(signer.name)))
                work.add(known[-1])
            row = known[position]
            row.name, row.role, row.position = _name(signer.name), signer.role.strip(), position
            row.signature = signer.signature


def _name(name: str) -> str:
    if not name.strip():
        raise NameMissing(field="name")
    return name.strip()


def _check_cohort(name: str, starts_on: date, ends_on: date) -> None:
    _name(name)
    if ends_on < starts_on:
        raise EndsBeforeItStarts(starts=starts_on, ends=ends_on, field="ends_on")
