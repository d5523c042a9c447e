"""The handbook's sections in one language: a list in order, and the words of the chosen one."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from mentordesk.domain.programme import Audience
from mentordesk.i18n import LANGUAGES, _
from mentordesk.operations import handbook_sections as sections
from mentordesk.operations.handbook_sections import SectionRow
from mentordesk.ui import document_words
from mentordesk.ui.dialogs import FormDialog
from mentordesk.ui.editors import Choice
from mentordesk.ui.flow import Flow
from mentordesk.ui.form import Field
from mentordesk.ui.page import Desk
from mentordesk.ui.table import Action, Column, Table
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import button, card, label, row


class SectionEditor(QWidget):
    """Each act is one change; what was typed is saved by its button, or on leaving the section."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.row: SectionRow | None = None
        self.language = Choice(document_words.languages())
        self.code = LANGUAGES[0]
        self.language.set_value(self.code)
        self.language.setAccessibleName(_("Language"))
        self.table = _list()
        self.title = QLineEdit()
        self.title.setAccessibleName(_("Title"))
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(_("Text"))
        self.text.setTabChangesFocus(True)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read anew; the chosen section stays, and so does what is being typed."""
        with self.desk.database.read() as view:
            rows = sections.handbook_sections(view, language=self.code)
        self.table.show_column("state", shown=any(_state(one) for one in rows))
        self.table.show_rows(rows)
        if self.table.chosen() is None and rows:
            self.table.choose(rows[0].id)
        self._show(self.table.chosen())

    def save(self) -> bool:
        """Keep what was typed; False when it was refused, which was shown."""
        if self.row is None or not self._typed():
            return True
        return self.desk.act(
            partial(
                sections.edit_section,
                self.desk.database,
                **self._named(self.row),
                title=self.title.text(),
                body=self.text.toPlainText(),
            ),
            say=_("Saved the section"),
        )

    def add(self) -> None:
        """Ask for a new section's title and whom it is for."""
        audiences = tuple((one, document_words.audience_word(one)) for one in Audience)
        fields = (
            Field("title", _("Title"), required=True),
            Field("audience", _("For"), "choice", choices=audiences, default=Audience.BOTH),
            Field("body", _("Text"), "long", help=_how_to_write()),
        )
        self.dialog = FormDialog(self, _("Add a section"), fields, self._add, verb=_("Add section"))
        self.dialog.open()

    def _add(self, values: dict[str, Any]) -> None:
        key = sections.add_section(self.desk.database, language=self.code, **values)
        self.desk.say(_("Added the section"))
        self.refresh()
        self.table.choose((values["audience"], key))

    def _lay_out(self) -> None:
        self.keep = button(_("Save"), "check", "soft", self.save)
        self.hide_it = button(_("Leave out"), "eye", slot=self._hide_or_show)
        self.standard = button(_("Standard text"), "rotate-ccw", slot=self._reset)
        up = button(_("Move up"), "arrow-up", "tool", partial(self._move, -1))
        down = button(_("Move down"), "arrow-down", "tool", partial(self._move, 1))
        add = button(_("Add section"), "plus", slot=self.add)
        over = button(_("Start from the text of…"), "rotate-ccw", "link", self.ask_start)
        self.language.setFixedWidth(theme().px(150))
        side = QVBoxLayout()
        side.setSpacing(theme().px(8))
        side.addLayout(row(self.language, None, up, down, spacing=4))
        side.addWidget(self.table, 1)
        side.addLayout(Flow(add, over))
        holder = QWidget()
        holder.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        holder.setFixedWidth(theme().px(344))
        self.setLayout(row(holder, self._words(), spacing=16, stretch=1))

    def _words(self) -> QFrame:
        made = card()
        made.body.addWidget(self.title)
        made.body.addWidget(self.text, 1)
        made.body.addWidget(label(_how_to_write(), "quiet", wrap=True))
        made.body.addLayout(Flow(self.keep, self.hide_it, self.standard))
        return made

    def _connect(self) -> None:
        self.language.edited.connect(self._language_chosen)
        self.table.row_chosen.connect(self._chosen)
        self.title.textEdited.connect(lambda _text: self._show_buttons())
        self.text.textChanged.connect(self._show_buttons)
        self.table.actions_for_row(
            [
                Action(_("Leave out or put back"), "eye", self._hide_or_show),
                Action(_("Standard text"), "rotate-ccw", self._reset),
            ]
        )

    def _language_chosen(self) -> None:
        """What was typed belongs to the language before."""
        if self.save():
            self.code, self.row = str(self.language.value()), None
            self.refresh()
        else:
            self.language.set_value(self.code)

    def _chosen(self, shown: SectionRow | None) -> None:
        """Keep what was typed in the section before, then show the chosen one."""
        if shown is None or (self.row is not None and shown.id == self.row.id):
            return
        left = self.row
        if self.save() or left is None:
            self._show(self.table.chosen() or shown)
        else:
            self.table.choose(left.id)

    def _show(self, shown: SectionRow | None) -> None:
        typing = self.row is not None and shown is not None and shown.id == self.row.id and self._typed()
        self.row = shown
        if shown is not None and not typing:
            self.title.setText(shown.title)
            self.text.setPlainText(shown.body)
        self._show_buttons()

    def _show_buttons(self) -> None:
        shown = self.row
        self.keep.setEnabled(self._typed())
        self.hide_it.setText(_("Leave out") if shown is None or shown.shown else _("Put back"))
        self.standard.setText(_("Remove") if shown and shown.added else _("Standard text"))
        self.standard.setEnabled(shown is not None and (shown.edited or shown.added or not shown.shown))

    def _typed(self) -> bool:
        """Whether there is something to save."""
        if self.row is None:
            return False
        typed = self.title.text().strip(), self.text.toPlainText().strip()
        return typed != (self.row.title.strip(), self.row.body.strip())

    def _named(self, shown: SectionRow) -> dict[str, Any]:
        return {"language": self.code, "audience": shown.audience, "key": shown.key}

    def _hide_or_show(self) -> None:
        if self.row is not None:
            self._do(sections.show_section, shown=not self.row.shown)

    def _reset(self) -> None:
        if self.row is not None:
            self._untype()
            self._do(sections.reset_section)

    def _untype(self) -> None:
        if self.row is not None:
            self.title.setText(self.row.title)
            self.text.setPlainText(self.row.body)

    def _move(self, by: int) -> None:
        if self.row is not None:
            self._do(sections.move_section, by=by)

    def ask_start(self) -> None:
        """Ask which text the handbook of this language begins with."""
        kinds = (("", _("Standard text")), *((key, _(name)) for key, name in sections.templates()))
        note = _("What you changed or added in this language goes. Undo brings it back.")
        fields = (Field("template", _("Text"), "choice", choices=kinds, default="", help=note),)
        self.dialog = FormDialog(
            self, _("Start from the text of…"), fields, self._start_over, verb=_("Begin")
        )
        self.dialog.open()

    def _start_over(self, values: dict[str, Any]) -> None:
        self._untype()
        if values["template"]:
            sections.start_from_template(self.desk.database, language=self.code, **values)
        else:
            sections.reset_language(self.desk.database, language=self.code)
        self.row = None
        self.desk.say(_("The handbook begins anew"))
        self.refresh()

    def _do(self, change: Any, **values: Any) -> None:
        if self.row is not None:
            self.desk.act(partial(change, self.desk.database, **self._named(self.row), **values))
            self.refresh()


def _list() -> Table:
    columns = (
        Column("title", _("Section"), lambda shown: shown.title, width=150, stretch=True),
        Column("for", _("For"), lambda shown: document_words.audience_word(shown.audience), width=96),
        Column("state", "", _state, kind="pill", width=92, tone=_tone, icon=_icon),
    )
    return Table(columns, search=lambda shown: shown.title, name=_("Sections of the handbook"))


def _state(shown: SectionRow) -> str:
    if not shown.shown:
        return _("Left out")
    if shown.added:
        return _("Own")
    return _("Edited") if shown.edited else ""


def _tone(shown: SectionRow) -> str:
    return "good" if shown.shown else "quiet"


def _icon(shown: SectionRow) -> str:
    return "pencil" if shown.shown else "minus"


def _how_to_write() -> str:
    return _("Begin a line with ## for a heading, with - for an item of a list.")
