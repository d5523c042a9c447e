"""Forms that participants fill in and send back: the questions, the papers given out, the answers read."""

import re
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from mentordesk.domain.entity import Entity, Word, derived_key, given, may_refer, refers


class QuestionKind(StrEnum):
    """What may be answered."""

    TEXT = "text"
    LONG = "long text"
    CHOICE = "choice"
    CHOICES = "several choices"
    SCALE = "scale"
    DATE = "date"


class Form(Entity):
    """A form in one language; `edition` counts the times its questions changed since it was given out."""

    __tablename__ = "form"

    programme_id: Mapped[bytes] = refers("programme", owner=True)
    title: Mapped[str]
    intro: Mapped[str] = given("")
    language: Mapped[str] = given("en")
    edition: Mapped[int] = given(1)


class Question(Entity):
    """One question of a form; `choices` one a line, a scale from 1 to `steps` with a word at each end."""

    __tablename__ = "question"

    form_id: Mapped[bytes] = refers("form", owner=True)
    kind: Mapped[QuestionKind] = mapped_column(Word(QuestionKind))
    text: Mapped[str]
    help: Mapped[str] = given("")
    choices: Mapped[str] = given("")
    steps: Mapped[int] = given(5)
    low: Mapped[str] = given("")
    high: Mapped[str] = given("")
    required: Mapped[bool] = given(False)
    position: Mapped[int] = given(0)


class FormPaper(Entity):
    """A form as it was given to one participant, known again by its key, which the PDF carries unseen.

    A SMART worksheet has no form but a goal. `edition` is that of the form when it was printed.
    """

    __tablename__ = "form_paper"

    participant_id: Mapped[bytes] = refers("participant", owner=True)
    form_id: Mapped[bytes | None] = may_refer("form")
    goal_id: Mapped[bytes | None] = may_refer("goal")
    edition: Mapped[int] = given(1)
    given_on: Mapped[date]
    read_on: Mapped[date | None] = given(None)


class Answer(Entity):
    """What came back to one question on one paper. Identity: derived from paper and question."""

    __tablename__ = "answer"

    paper_id: Mapped[bytes] = refers("form_paper", owner=True)
    question_id: Mapped[bytes] = refers("question")
    value: Mapped[str] = given("")


class Smart(StrEnum):
    """The parts of a SMART worksheet, which become a goal."""

    TITLE = "title"
    MEASURE = "measure"
    MEANS = "means"
    WHY = "why"
    DUE = "due"


PAPER_FIELD = "mentordesk"
"""The hidden field of a PDF that says which paper it is."""

STEPS = range(2, 11)
"""How many steps a scale may have."""


def answer_key(paper: bytes, question: bytes) -> bytes:
    """The key of the answer to a question on a paper."""
    return derived_key(paper, question)


def token(paper: bytes) -> str:
    """What the PDF of a paper carries unseen."""
    return f"{_MARK}{paper.hex()}"


def paper_of(text: str) -> bytes | None:
    """The paper a token names; None where it is no token."""
    found = _TOKEN.fullmatch(text)
    return bytes.fromhex(found[1]) if found else None


_MARK = "MentorDesk paper "
_TOKEN = re.compile(_MARK + "([0-9a-f]{32})")


def field_name(question: bytes) -> str:
    """The name of a question's field in the PDF."""
    return f"q{question.hex()}"
