"""Filled forms that come back in a folder: each is recognised, read once, and told of."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from mentordesk.domain.form import (
    PAPER_FIELD,
    Answer,
    Form,
    FormPaper,
    Question,
    QuestionKind,
    Smart,
    answer_key,
    field_name,
    paper_of,
)
from mentordesk.domain.goal import Goal
from mentordesk.domain.pairing import OPEN, Pairing
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import Person
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_, _
from mentordesk.interchange.filled_forms import Fault, Filled, read_forms
from mentordesk.interchange.values import parse_day
from mentordesk.operations.forms import questions_of
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work

Progress = Callable[[float, str], None]

READ = N_("Read.")
ALREADY = N_("Was read before; nothing was changed.")
OTHER_ANSWERS = N_("Was read before with other answers. The first ones were kept.")
CHANGED_FORM = N_("Read, but the form was changed since: answers to questions that are gone were left out.")
UNKNOWN = N_("Is a form of another programme, or of a copy that has not been merged yet.")
NOT_OURS = N_("Is a form, but not one of MentorDesk’s.")
EMPTY = N_("Nothing is filled in.")
NO_PAIRING = N_("Their pairing is not open, so that there is no place for the goal.")
NO_GOAL = N_("The first question is empty, so that there is no goal to keep.")
FAULTS = {
    Fault.LARGE: N_("Is larger than 10 MB. Ask for the form as it was sent, without pictures."),
    Fault.DAMAGED: N_("Cannot be read as a PDF. Ask for it once more."),
    Fault.LOCKED: N_("Has a password. Ask for it without one."),
    Fault.NO_FORM: N_("Has no fields. It may have been printed to a file instead of saved."),
    Fault.SLOW: N_("Takes too long to read. Ask for it once more."),
}


class NoFormsThere(Refusal):
    """There is no PDF file in {folder}. Nothing was read. Choose the folder that holds the filled forms."""


@dataclass(frozen=True)
class Report:
    """What became of one file: `read` when its answers are kept now."""

    file: str
    name: str
    words: str
    read: bool

    @property
    def sentence(self) -> str:
        return _(self.words)


@dataclass(frozen=True)
class _Read:
    """A file whose answers are to be kept; `goal` for a worksheet, `answers` by question for a form."""

    paper: bytes
    answers: dict[bytes, str]
    goal: "dict[Smart, str] | None" = None
    pairing: bytes | None = None


def read_folder(
    database: Database, *, folder: Path, today: date, progress: Progress | None = None
) -> list[Report]:
    """Read every PDF of a folder, in one change; answers what became of each, by file name.

    `progress(share, words)` may raise to stop: then nothing is kept.
    """
    paths = sorted(path for path in folder.glob("*") if path.suffix.casefold() == ".pdf" and path.is_file())
    if not paths:
        raise NoFormsThere(folder=folder.name or str(folder))
    reports: list[Report] = []
    kept: dict[bytes, _Read] = {}
    with database.read() as view:
        for at, (path, found) in enumerate(read_forms(paths)):
            if progress:
                progress(at / len(paths), path.name)
            reports.append(_looked_at(view, path.name, found, kept))
    if kept:
        with database.change(Label.of("papers.read", n=len(kept))) as work:
            for one in kept.values():
                _keep(work, one, today)
    return reports


def _looked_at(view: Work, file: str, found: Filled | Fault, kept: dict[bytes, _Read]) -> Report:
    """What is to be said of a file; what is to be kept of it is added to `kept`."""
    if isinstance(found, Fault):
        return Report(file, "", FAULTS[found], read=False)
    key = paper_of(found.values.get(PAPER_FIELD, ""))
    paper = view.get(FormPaper, key) if key else None
    if paper is None:
        return Report(file, "", UNKNOWN if key else NOT_OURS, read=False)
    name = _name(view, paper.participant_id)
    words, read = _judged(view, paper, found.values, kept.get(paper.id))
    if read and words in {READ, CHANGED_FORM}:
        kept[paper.id] = read
    return Report(file, name, words, read=paper.id in kept and words in {READ, CHANGED_FORM})


def _judged(
    view: Work, paper: FormPaper, values: Mapping[str, str], before: _Read | None
) -> tuple[str, _Read | None]:
    if paper.form_id is None:
        return _judged_worksheet(view, paper, values, before)
    read = _Read(paper.id, _answers(questions_of(view, paper.form_id), values))
    if paper.read_on is not None or before is not None:
        kept = before.answers if before else _kept(view, paper.id)
        return (ALREADY if kept == read.answers else OTHER_ANSWERS), None
    if not read.answers:
        return EMPTY, None
    form = view.get(Form, paper.form_id)
    changed = form is None or form.edition != paper.edition
    return (CHANGED_FORM if changed else READ), read


def _judged_worksheet(
    view: Work, paper: FormPaper, values: Mapping[str, str], before: _Read | None
) -> tuple[str, _Read | None]:
    goal = {part: values.get(part.value, "") for part in Smart}
    if paper.read_on is not None or before is not None:
        return ALREADY, None
    if not goal[Smart.TITLE]:
        return NO_GOAL, None
    wanted = select(Pairing.id).where(Pairing.mentee_id == paper.participant_id, Pairing.status.in_(OPEN))
    pairing = view.scalars(wanted.order_by(Pairing.id.desc()).limit(1)).first()
    if pairing is None:
        return NO_PAIRING, None
    return READ, _Read(paper.id, {}, goal, pairing)


def _answers(questions: Iterable[Question], values: Mapping[str, str]) -> dict[bytes, str]:
    """The answers given, by question."""
    given = {question.id: _answer(question, values) for question in questions}
    return {key: value for key, value in given.items() if value}


def _answer(question: Question, values: Mapping[str, str]) -> str:
    name = field_name(question.id)
    if question.kind is QuestionKind.CHOICES:
        offered = enumerate(question.choices.split("\n"), 1)
        return "\n".join(choice for n, choice in offered if values.get(f"{name}_c{n}"))
    value = values.get(name, "")
    if question.kind is QuestionKind.CHOICE:
        return _chosen(question.choices.split("\n"), value)
    if question.kind is QuestionKind.DATE:
        day = parse_day(value)
        return day.isoformat() if day else value
    return value


def _chosen(choices: Sequence[str], value: str) -> str:
    """The choice whose number the field holds: c1, c2, …; nothing where the form has no such choice."""
    number = int(value[1:]) if value[:1] == "c" and value[1:].isdecimal() else 0
    return choices[number - 1] if 1 <= number <= len(choices) else ""


def _kept(view: Work, paper: bytes) -> dict[bytes, str]:
    rows = view.execute(select(Answer.question_id, Answer.value).where(Answer.paper_id == paper))
    return dict(rows.all())


def _name(view: Work, participant: bytes) -> str:
    wanted = select(Person.name).join(Participant, Participant.person_id == Person.id)
    return view.scalars(wanted.where(Participant.id == participant)).one()


def _keep(work: Work, read: _Read, today: date) -> None:
    paper = work.get_one(FormPaper, read.paper)
    paper.read_on = today
    for question, value in read.answers.items():
        work.put(
            Answer(
                id=answer_key(read.paper, question), paper_id=read.paper, question_id=question, value=value
            )
        )
    if read.goal and read.pairing:
        goal = _goal(work.new_key(), read.pairing, read.goal)
        work.add(goal)
        paper.goal_id = goal.id


def _goal(key: bytes, pairing: bytes, parts: Mapping[Smart, str]) -> Goal:
    """The goal that a worksheet describes; a day that cannot be read stays in its words."""
    due = parse_day(parts[Smart.DUE])
    words = (parts[Smart.MEANS], parts[Smart.WHY], "" if due else parts[Smart.DUE])
    return Goal(
        id=key,
        pairing_id=pairing,
        title=parts[Smart.TITLE],
        measure=parts[Smart.MEASURE],
        description="\n\n".join(part for part in words if part),
        due_on=due,
    )
