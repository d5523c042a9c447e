"""The tables that are read past the mapped classes, where a file of a hundred thousand people is passed once.

Such a statement leaves buried rows out itself.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Integer, and_, cast, func, literal

from mentordesk.domain.goal import Goal
from mentordesk.domain.pairing import Pairing
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.session import Action, CheckIn, Session
from mentordesk.storage.work import table_of

PROGRAMME, COHORT, PERSON, PARTICIPANT = (table_of(kind) for kind in (Programme, Cohort, Person, Participant))
PAIRING, SESSION, ACTION, CHECK_IN, GOAL = (
    table_of(kind) for kind in (Pairing, Session, Action, CheckIn, Goal)
)

NO_KEY = b""


def living(*tables: FromClause) -> ColumnElement[bool]:
    """Of each of these tables only rows that are not buried."""
    return and_(*(table.c.deleted == literal(0) for table in tables))


def in_cohort(table: FromClause, cohort: bytes | None) -> ColumnElement[bool]:
    """Living rows of a cohort, or of any.

    Asked for behind `coalesce`, past the index: most of a file is of one cohort, and one pass over a table
    costs a third of as many steps through an index.
    """
    if cohort is None:
        return living(table)
    return and_(living(table), func.coalesce(table.c.cohort_id, NO_KEY) == cohort)


def days_since(day: ColumnElement[Any], today: date) -> ColumnElement[int]:
    """How many days a day of the file lies back; below 0 for one ahead, NULL for none."""
    return cast(func.julianday(today.isoformat()) - func.julianday(day), Integer)
