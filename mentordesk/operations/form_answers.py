"""What came back to a form: every answer, and a table of them for other programs."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from mentordesk.domain.form import Answer, FormPaper
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import Person
from mentordesk.i18n import _
from mentordesk.operations.exporting import Table
from mentordesk.operations.forms import questions_of
from mentordesk.storage.work import Work


@dataclass(frozen=True)
class AnswerRow:
    """One paper that came back; `values` in the order of the form's questions, empty where nothing stands."""

    id: bytes
    name: str
    family: str
    read_on: date | None
    values: tuple[str, ...]


@dataclass(frozen=True)
class Answers:
    """A form's questions and the papers that came back, by name."""

    questions: tuple[str, ...]
    rows: tuple[AnswerRow, ...]


def answers(view: Work, *, cohort: bytes, form: bytes) -> Answers:
    """Everything that came back to a form in a cohort."""
    asked = questions_of(view, form)
    given: dict[bytes, dict[bytes, str]] = {}
    rows = view.execute(
        select(Answer.paper_id, Answer.question_id, Answer.value)
        .join(FormPaper, FormPaper.id == Answer.paper_id)
        .where(FormPaper.form_id == form)
    )
    for paper, question, value in rows:
        given.setdefault(paper, {})[question] = value
    back = view.execute(
        select(FormPaper.id, Person.name, Person.family_name, FormPaper.read_on)
        .join(Participant, Participant.id == FormPaper.participant_id)
        .join(Person, Person.id == Participant.person_id)
        .where(FormPaper.form_id == form, Participant.cohort_id == cohort, FormPaper.read_on.is_not(None))
        .order_by(Person.name, FormPaper.id)
    )
    return Answers(
        tuple(question.text for question in asked),
        tuple(
            AnswerRow(*row, tuple(given.get(row[0], {}).get(question.id, "") for question in asked))
            for row in back
        ),
    )


def answers_table(found: Answers) -> Table:
    """The answers as headings and rows of text."""
    headings = [_("Name"), _("Read on"), *found.questions]
    return Table(headings, [[row.name, str(row.read_on or ""), *row.values] for row in found.rows])
