"""Forms as they are given to people: one paper for each, known again when it comes back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sqlalchemy import select

from mentordesk.domain.form import Form, FormPaper, Question, QuestionKind, Smart, field_name, token
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.refusal import Refusal
from mentordesk.domain.words import WORDS
from mentordesk.i18n import N_, Reader
from mentordesk.operations.certificate_candidates import language_for
from mentordesk.operations.document_files import distinct, safe_name, write_whole
from mentordesk.operations.forms import questions_of
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work

if TYPE_CHECKING:
    from mentordesk.documents.form_words import Ask, FormText

Progress = Callable[[float, str], None]

WORKSHEET = N_("Goal worksheet")
WORKSHEET_INTRO = N_("Fill this in on the screen, save it, and send it back to your coordinator.")

_SMART_KINDS = {
    Smart.TITLE: QuestionKind.TEXT,
    Smart.MEASURE: QuestionKind.LONG,
    Smart.MEANS: QuestionKind.LONG,
    Smart.WHY: QuestionKind.LONG,
    Smart.DUE: QuestionKind.DATE,
}


class NobodyToGiveTo(Refusal):
    """Nothing was given out, for nobody was chosen. Tick those who shall get a form."""


@dataclass(frozen=True)
class PaperRow:
    """A paper that was given out: to whom, of which form (none is a worksheet), and whether it came back."""

    id: bytes
    name: str
    family: str
    form: bytes | None
    title: str
    given_on: date
    read_on: date | None


def papers(view: Work, *, cohort: bytes, form: bytes | None = None) -> list[PaperRow]:
    """The papers given out in a cohort, newest first; of one form where it is named."""
    wanted = (
        select(
            FormPaper.id,
            Person.name,
            Person.family_name,
            FormPaper.form_id,
            Form.title,
            FormPaper.given_on,
            FormPaper.read_on,
        )
        .join(Participant, Participant.id == FormPaper.participant_id)
        .join(Person, Person.id == Participant.person_id)
        .outerjoin(Form, Form.id == FormPaper.form_id)
        .where(Participant.cohort_id == cohort)
        .order_by(FormPaper.given_on.desc(), Person.name, FormPaper.id)
    )
    if form is not None:
        wanted = wanted.where(FormPaper.form_id == form)
    return [PaperRow(row[0], row[1], row[2], row[3], row[4] or "", *row[5:]) for row in view.execute(wanted)]


def give_papers(
    database: Database, *, form: bytes | None, participants: Sequence[bytes], today: date
) -> list[bytes]:
    """Give a form (a goal worksheet where it is None) to each; returns the papers' keys, in their order.

    Who has one of this edition that has not come back keeps that paper.
    """
    if not participants:
        raise NobodyToGiveTo(field="participants")
    with database.read() as view:
        edition = view.get_one(Form, form).edition if form else 1
        out = _still_out(view, form, edition)
    given: list[bytes] = []
    new = len(set(participants) - out.keys())
    with database.change(Label.of("papers.given", n=new)) as work:
        for participant in participants:
            if participant not in out:
                out[participant] = work.new_key()
                paper = FormPaper(
                    id=out[participant],
                    participant_id=participant,
                    form_id=form,
                    edition=edition,
                    given_on=today,
                )
                work.add(paper)
            given.append(out[participant])
    return given


def _still_out(view: Work, form: bytes | None, edition: int) -> dict[bytes, bytes]:
    """Participant to their paper of this edition that has not come back."""
    rows = view.execute(
        select(FormPaper.participant_id, FormPaper.id).where(
            FormPaper.form_id == form if form else FormPaper.form_id.is_(None),
            FormPaper.edition == edition,
            FormPaper.read_on.is_(None),
        )
    )
    return dict(rows.all())


def paper_texts(view: Work, keys: Sequence[bytes], *, language: str | None = None) -> "list[FormText]":
    """What stands on the papers, in the order of the keys; worksheets in `language` or everybody's own."""
    return [_text(view, key, language) for key in keys]


def _text(view: Work, key: bytes, wanted: str | None) -> "FormText":
    from mentordesk.documents.form_words import FormText

    paper, person, cohort, programme = view.execute(
        select(FormPaper, Person, Cohort.name, Programme)
        .join(Participant, Participant.id == FormPaper.participant_id)
        .join(Person, Person.id == Participant.person_id)
        .join(Cohort, Cohort.id == Participant.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(FormPaper.id == key)
    ).one()
    form = view.get_one(Form, paper.form_id) if paper.form_id else None
    own = wanted or language_for(person.document_language, programme.language)
    language = form.language if form else own
    reader = Reader(language)
    return FormText(
        title=form.title if form else reader.gettext(WORKSHEET),
        intro=form.intro if form else reader.gettext(WORKSHEET_INTRO),
        language=language,
        token=token(key),
        questions=_asks(view, form) if form else smart_asks(reader),
        programme=programme.name,
        cohort=cohort,
        for_name=person.name,
    )


def _asks(view: Work, form: Form) -> "tuple[Ask, ...]":
    return tuple(_ask(question) for question in questions_of(view, form.id))


def _ask(question: Question) -> "Ask":
    from mentordesk.documents.form_words import Ask

    return Ask(
        key=field_name(question.id),
        kind=question.kind.value,
        text=question.text,
        help=question.help,
        choices=tuple(question.choices.split("\n")) if question.choices else (),
        steps=question.steps,
        low=question.low,
        high=question.high,
        required=question.required,
    )


def smart_asks(reader: Reader) -> "tuple[Ask, ...]":
    """The questions of a goal worksheet in a reader's language."""
    from mentordesk.documents.form_words import Ask

    return tuple(
        Ask(
            key=part.value,
            kind=kind.value,
            text=reader.gettext(WORDS[Smart, part]),
            required=part is Smart.TITLE,
        )
        for part, kind in _SMART_KINDS.items()
    )


def print_papers(texts: "Sequence[FormText]", *, paper: str = "a4", large: bool = False) -> bytes:
    """The first of the papers as PDF bytes, to be looked at."""
    from mentordesk.documents.form import render
    from mentordesk.documents.layout import Paper

    return render(texts[0], paper=Paper(paper), large=large)


def write_papers(
    texts: "Sequence[FormText]",
    *,
    folder: Path,
    paper: str = "a4",
    large: bool = False,
    progress: Progress | None = None,
    lost: dict[str, int] | None = None,
) -> list[Path]:
    """One PDF for each person into a folder; `progress(share, words)` may raise to stop.

    Characters that stand as boxes are counted in `lost`.
    """
    names = distinct([safe_name(f"{text.title} {text.for_name}") for text in texts])
    written = []
    for at, (text, name) in enumerate(zip(texts, names, strict=True)):
        if progress:
            progress(at / len(texts), name)
        written.append(write_paper(text, file=folder / name, paper=paper, large=large, lost=lost))
    return written


def write_paper(
    text: "FormText",
    *,
    file: Path,
    paper: str = "a4",
    large: bool = False,
    lost: dict[str, int] | None = None,
) -> Path:
    """One paper as a PDF; characters that stand as boxes are counted in `lost`."""
    boxes = {} if lost is None else lost
    return write_whole(file, lambda out: boxes.update(_fill(text, paper, large, out)))


def _fill(text: "FormText", paper: str, large: bool, out: BinaryIO) -> dict[str, int]:
    from mentordesk.documents.form import write_form
    from mentordesk.documents.layout import Paper

    return write_form(out, text, paper=Paper(paper), large=large)
