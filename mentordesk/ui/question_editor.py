"""A form being written: its title and words, its questions in order, and the chosen question."""

from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mentordesk.domain.form import STEPS, QuestionKind
from mentordesk.domain.refusal import Refusal
from mentordesk.domain.words import word
from mentordesk.i18n import LANGUAGES, _, autonym
from mentordesk.operations.forms import CHOOSING, Ask, Draft
from mentordesk.ui.dialogs import Dialog
from mentordesk.ui.form import Field, Form
from mentordesk.ui.table import Action, Column, Table
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import button, label, row, scrolled


@dataclass(frozen=True)
class _Line:
    """A question in the list; `id` holds it apart from others while it is edited."""

    id: int
    ask: Ask


class FormEditor(Dialog):
    """Edits a draft; `save(draft)` may refuse, and then it stays open and says why."""

    def __init__(self, parent: QWidget, title: str, draft: Draft, save: Any) -> None:
        super().__init__(parent, title, 860)
        self._save = save
        self._numbers = count(1)
        self._lines = [_Line(next(self._numbers), ask) for ask in draft.questions]
        self._loaded: int | None = None
        self.head = Form(_head_fields())
        self.head.load({"title": draft.title, "intro": draft.intro, "language": draft.language})
        self.list = _list()
        self.question = Form(_question_fields())
        self.wrong = label("", "late", wrap=True)
        self.wrong.hide()
        self._lay_out()
        self.list.row_chosen.connect(self._chosen)
        self.question.changed.connect(self._typed)
        self._show(self._lines[0].id if self._lines else None)
        self.offer(_("Cancel"), self.reject)
        self.offer(_("Save form"), self.try_save, primary=True)

    def draft(self) -> Draft:
        """The form as it stands in the dialog."""
        return Draft(**self.head.values(), questions=tuple(line.ask for line in self._lines))

    def try_save(self) -> None:
        """Save, or say why not beside what is wrong."""
        try:
            self._save(self.draft())
        except Refusal as refusal:
            self._refused(refusal)
        else:
            self.accept()

    def _refused(self, refusal: Refusal) -> None:
        field = str(refusal.values.get("field", ""))
        self.head.show_errors({field: str(refusal)} if self.head.has(field) else {})
        self.wrong.setText("" if self.head.has(field) else str(refusal))
        self.wrong.setVisible(bool(self.wrong.text()))
        number = refusal.values.get("number")
        if isinstance(number, int):
            self.list.choose(self._lines[number - 1].id)

    def _lay_out(self) -> None:
        self.body.addWidget(self.head)
        self.body.addWidget(self.wrong)
        add = button(_("Add question"), "plus", "soft", self.add)
        up = button(_("Move up"), "arrow-up", "tool", partial(self._move, -1))
        down = button(_("Move down"), "arrow-down", "tool", partial(self._move, 1))
        away = button(_("Remove question"), "trash-2", "tool", self._remove)
        side = QWidget()
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.list, 1)
        box.addLayout(row(add, None, up, down, away, spacing=4))
        side.setFixedWidth(theme().px(320))
        self.list.actions_for_row([Action(_("Remove question"), "trash-2", self._remove, "Del")])
        self.body.addLayout(row(side, scrolled(self.question), spacing=16, stretch=1), 1)
        self.resize(theme().px(860), theme().px(600))

    def add(self) -> None:
        """A new question at the end, ready to be written."""
        line = _Line(next(self._numbers), Ask(kind=QuestionKind.TEXT, text=""))
        self._lines.append(line)
        self._show(line.id)
        self.question.widget("text").setFocus()

    def _show(self, chosen: int | None) -> None:
        self.list.show_rows(tuple(self._lines))
        self.question.setVisible(bool(self._lines))
        if chosen is not None:
            self.list.choose(chosen)

    def _current(self) -> int | None:
        """The place of the chosen question."""
        chosen = self.list.chosen()
        keys = [line.id for line in self._lines]
        return keys.index(chosen.id) if chosen is not None and chosen.id in keys else None

    def _chosen(self, line: _Line | None) -> None:
        """Show a question's fields; the one being typed in stays as it is."""
        if line is None or line.id == self._loaded:
            return
        self._loaded, ask = line.id, line.ask
        self.question.load(
            {
                name: getattr(ask, name)
                for name in ("text", "kind", "help", "steps", "low", "high", "required")
            }
            | {"choices": "\n".join(ask.choices)}
        )
        self._show_fields(ask.kind)

    def _show_fields(self, kind: QuestionKind) -> None:
        self.question.show_field("choices", shown=kind in CHOOSING)
        for name in ("steps", "low", "high"):
            self.question.show_field(name, shown=kind is QuestionKind.SCALE)

    def _typed(self, key: str) -> None:
        at = self._current()
        if at is None:
            return
        values = self.question.values()
        values["choices"] = tuple(values["choices"].split("\n"))
        values["steps"] = values["steps"] or 0
        self._lines[at] = replace(self._lines[at], ask=replace(self._lines[at].ask, **values))
        if key == "kind":
            self._show_fields(values["kind"])
        self.list.show_rows(tuple(self._lines))

    def _move(self, by: int) -> None:
        at = self._current()
        if at is None or not 0 <= at + by < len(self._lines):
            return
        line = self._lines.pop(at)
        self._lines.insert(at + by, line)
        self._show(line.id)

    def _remove(self) -> None:
        at = self._current()
        if at is None:
            return
        self._lines.pop(at)
        left = self._lines[min(at, len(self._lines) - 1)].id if self._lines else None
        self._show(left)


def _head_fields() -> tuple[Field, ...]:
    languages = tuple((code, autonym(code)) for code in LANGUAGES)
    return (
        Field("title", _("Title"), required=True),
        Field("intro", _("What people read first"), "long"),
        Field("language", _("Language"), "choice", choices=languages),
    )


def _question_fields() -> tuple[Field, ...]:
    kinds = tuple((kind, word(kind)) for kind in QuestionKind)
    return (
        Field("text", _("Question"), required=True),
        Field("kind", _("Answer"), "choice", choices=kinds, default=QuestionKind.TEXT),
        Field("choices", _("Choices"), "long", help=_("One on each line.")),
        Field(
            "steps",
            _("Steps"),
            "number",
            help=_("From {low} to {high}.").format(low=STEPS[0], high=STEPS[-1]),
        ),
        Field("low", _("Word for the lowest")),
        Field("high", _("Word for the highest")),
        Field("help", _("Explanation")),
        Field("required", _("Has to be answered"), "check"),
    )


def _list() -> Table:
    columns = (
        Column("text", _("Question"), _words, width=160, stretch=True),
        Column("kind", _("Answer"), lambda line: word(line.ask.kind), width=104),
    )
    made = Table(columns, key=lambda line: line.id, name=_("Questions of the form"))
    made.grid.horizontalHeader().hide()
    return made


def _words(line: _Line) -> str:
    return line.ask.text or _("New question")
