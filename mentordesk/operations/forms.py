"""The forms of a programme: their questions, as a coordinator writes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from mentordesk.domain.form import STEPS, Form, FormPaper, Question, QuestionKind
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work

LABELS: dict[str, str] = {
    "form.added": N_("Added the form {title}"),
    "form.changed": N_("Changed the form {title}"),
    "form.removed": N_("Removed the form {title}"),
    "papers.given": N_("Gave out papers: {n}"),
    "papers.read": N_("Read filled forms: {n}"),
}

CHOOSING = (QuestionKind.CHOICE, QuestionKind.CHOICES)
FEWEST_CHOICES = 2


class FormWithoutTitle(Refusal):
    """Nothing was saved, for the form has no title. Say in a few words what it is for."""


class FormWithoutQuestions(Refusal):
    """Nothing was saved, for the form asks nothing. Add a question first."""


class EmptyQuestion(Refusal):
    """Nothing was saved: question {number} has no words. Write what you want to know, or remove it."""


class TooFewChoices(Refusal):
    """Nothing was saved: question {number} offers fewer than two choices. Write one on each line."""


class BadScale(Refusal):
    """Nothing was saved: the scale of question {number} has {steps} steps. Choose between 2 and 10."""


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One question as it is edited; `id` is empty for a new one."""

    id: bytes | None = None
    kind: QuestionKind
    text: str
    help: str = ""
    choices: tuple[str, ...] = ()
    steps: int = 5
    low: str = ""
    high: str = ""
    required: bool = False

    def columns(self, position: int) -> dict[str, Any]:
        """What the file keeps of it."""
        return {
            "kind": self.kind,
            "text": self.text.strip(),
            "help": self.help.strip(),
            "choices": "\n".join(self.offered) if self.kind in CHOOSING else "",
            "steps": self.steps,
            "low": self.low.strip(),
            "high": self.high.strip(),
            "required": self.required,
            "position": position,
        }

    @property
    def offered(self) -> tuple[str, ...]:
        """The choices, each once, without empty ones."""
        return tuple(dict.fromkeys(choice.strip() for choice in self.choices if choice.strip()))


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A form as it is edited."""

    title: str
    intro: str = ""
    language: str = "en"
    questions: tuple[Ask, ...] = ()


@dataclass(frozen=True)
class FormRow:
    """A form in the list, with how many papers were given out and how many came back."""

    id: bytes
    title: str
    language: str
    questions: int
    given: int
    returned: int


def forms(view: Work, *, programme: bytes) -> list[FormRow]:
    """The forms of a programme by title."""
    asked = _counts(view, Question.form_id, func.count(Question.id))
    given = _counts(view, FormPaper.form_id, func.count(FormPaper.id))
    returned = _counts(view, FormPaper.form_id, func.count(FormPaper.read_on))
    rows = view.execute(
        select(Form.id, Form.title, Form.language)
        .where(Form.programme_id == programme)
        .order_by(Form.title, Form.id)
    )
    return [
        FormRow(*row, asked.get(row.id, 0), given.get(row.id, 0), returned.get(row.id, 0)) for row in rows
    ]


def _counts(view: Work, form: InstrumentedAttribute[Any], count: ColumnElement[int]) -> dict[bytes, int]:
    return {key: n for key, n in view.execute(select(form, count).group_by(form)) if key is not None}


def draft_of(view: Work, form: bytes) -> Draft:
    """A form to be edited."""
    found = view.get_one(Form, form)
    asks = tuple(ask_of(question) for question in questions_of(view, form))
    return Draft(title=found.title, intro=found.intro, language=found.language, questions=asks)


def questions_of(view: Work, form: bytes) -> Sequence[Question]:
    """The questions of a form in order."""
    wanted = select(Question).where(Question.form_id == form).order_by(Question.position, Question.id)
    return view.scalars(wanted).all()


def ask_of(question: Question) -> Ask:
    return Ask(
        id=question.id,
        kind=question.kind,
        text=question.text,
        help=question.help,
        choices=tuple(question.choices.split("\n")) if question.choices else (),
        steps=question.steps,
        low=question.low,
        high=question.high,
        required=question.required,
    )


def save_form(database: Database, *, programme: bytes, form: bytes | None, draft: Draft) -> bytes:
    """Write a form, a new one where `form` is None; returns its key.

    Papers given out before keep the questions they were printed with: the form counts a new edition.
    """
    _check(draft)
    label = Label.of("form.changed" if form else "form.added", title=draft.title.strip())
    with database.change(label) as work:
        found = work.get_one(Form, form) if form else None
        if found is None:
            found = Form(id=work.new_key(), programme_id=programme, title="")
            work.add(found)
        found.title, found.intro, found.language = draft.title.strip(), draft.intro.strip(), draft.language
        changed = _write_questions(work, found.id, draft.questions)
        if changed and form and _is_out(work, form):
            found.edition += 1
        return found.id


def remove_form(database: Database, *, form: bytes) -> None:
    """Remove a form with its questions; papers and answers stay with their people, for undo and erasure."""
    with database.read() as view:
        title = view.get_one(Form, form).title
    with database.change(Label.of("form.removed", title=title)) as work:
        for question in questions_of(work, form):
            work.bury(question)
        work.bury(work.get_one(Form, form))


def _check(draft: Draft) -> None:
    if not draft.title.strip():
        raise FormWithoutTitle(field="title")
    if not draft.questions:
        raise FormWithoutQuestions(field="questions")
    for number, ask in enumerate(draft.questions, 1):
        if not ask.text.strip():
            raise EmptyQuestion(number=number, field="questions")
        if ask.kind in CHOOSING and len(ask.offered) < FEWEST_CHOICES:
            raise TooFewChoices(number=number, field="questions")
        if ask.kind is QuestionKind.SCALE and ask.steps not in STEPS:
            raise BadScale(number=number, steps=ask.steps, field="questions")


def _is_out(work: Work, form: bytes) -> bool:
    return work.scalars(select(FormPaper.id).where(FormPaper.form_id == form).limit(1)).first() is not None


def _write_questions(work: Work, form: bytes, asks: Sequence[Ask]) -> bool:
    """Bring the questions to what was edited; answers whether anything that is asked changed."""
    known = {question.id: question for question in questions_of(work, form)}
    changed = False
    for position, ask in enumerate(asks):
        columns = ask.columns(position)
        question = known.pop(ask.id, None) if ask.id else None
        if question is None:
            work.add(Question(id=work.new_key(), form_id=form, **columns))
            changed = True
            continue
        for name, value in columns.items():
            changed = changed or (getattr(question, name) != value and name != "position")
            setattr(question, name, value)
    for question in known.values():
        work.bury(question)
    return changed or bool(known)
