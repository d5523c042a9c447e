"""Forms that participants fill in and send back: the questions, the papers given out, the answers read."""

from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from mentordesk.domain.entity import Entity, Word, given, may_refer, refers


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
