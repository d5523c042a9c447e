"""What stands over the page for a moment: refusals, a bug, files to choose, the bar with Undo, a form."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _
from mentordesk.ui.form import Field, Form
from mentordesk.ui.icons import pixmap
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import button, label, row, scrolled

INPUTS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)


class Dialog(QDialog):
    """A calm dialog: a title, what is in `body`, and buttons with verbs at the end."""

    def __init__(self, parent: QWidget | None, title: str, width: int = 480) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(min(width, 480)))
        self.resize(theme().px(width), self.sizeHint().height())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(n) for n in (24, 16, 24, 16)))
        outer.setSpacing(theme().px(16))
        self.body = QVBoxLayout()
        self.body.setSpacing(theme().px(12))
        self.foot = QHBoxLayout()
        self.foot.setSpacing(theme().px(8))
        self.foot.addStretch(1)
        outer.addLayout(self.body, 1)
        outer.addLayout(self.foot)

    def showEvent(self, event: QShowEvent) -> None:
        """As wide as its buttons and as high as its wrapped lines need."""
        super().showEvent(event)
        self.fit()
        if not event.spontaneous() and not isinstance(self.focusWidget(), INPUTS):
            self._focus_first()

    def fit(self) -> None:
        """Grow to what the content needs, as when it says more than at first."""
        layout = self.layout()
        if layout:
            layout.activate()
            width = max(self.width(), layout.totalMinimumSize().width())
            self.resize(width, max(self.height(), layout.totalHeightForWidth(width)))

    def _focus_first(self) -> None:
        """The keyboard begins at the first field, where there is one."""
        one = self.nextInFocusChain()
        while one and one is not self and not (isinstance(one, INPUTS) and _can_begin(one)):
            one = one.nextInFocusChain()
        if one and one is not self:
            one.setFocus()

    def say(self, text: str, icon: str = "info", tone: str = "quiet") -> QLabel:
        """A sentence with its mark."""
        mark, words = QLabel(), label(text, wrap=True)
        mark.setPixmap(pixmap(icon, tone, 20))
        line = row(mark, words, spacing=12, stretch=1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)
        return words

    def offer(self, text: str, slot: Callable[[], object], *, primary: bool = False) -> QPushButton:
        """A button at the foot; the primary one answers Enter."""
        made = button(text, kind="primary" if primary else "plain", slot=slot)
        made.setDefault(primary)
        made.setAutoDefault(primary)
        self.foot.addWidget(made)
        return made


def _can_begin(widget: QWidget) -> bool:
    reached = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return reached and widget.isEnabled() and widget.isVisible()


def refuse(parent: QWidget | None, refusal: Refusal) -> None:
    """Say calmly what cannot be done; nothing was changed."""
    dialog = Dialog(parent, _("That cannot be done"))
    dialog.say(str(refusal), "circle-alert", "attention")
    dialog.offer(_("Understood"), dialog.accept, primary=True)
    dialog.open()


def bug(parent: QWidget | None, report: str) -> None:
    """Our mistake: the change was rolled back, the report can be kept."""
    dialog = Dialog(parent, _("Something went wrong in MentorDesk"), 560)
    dialog.say(
        _("This is a mistake in MentorDesk, not yours. Only what you were just changing was not saved."),
        "triangle-alert",
        "attention",
    )
    shown = QPlainTextEdit(report)
    shown.setReadOnly(True)
    shown.setAccessibleName(_("Report"))
    dialog.body.addWidget(shown)
    dialog.offer(_("Save the report…"), lambda: _save_report(dialog, report))
    dialog.offer(_("Go on"), dialog.accept, primary=True)
    dialog.open()


def ask_erase(parent: QWidget, title: str, text: str, verb: str) -> bool:
    """One of the two questions MentorDesk asks: erasing, and leaving a file unsaved elsewhere."""
    dialog = Dialog(parent, title)
    dialog.say(text, "triangle-alert", "late")
    dialog.offer(_("Cancel"), dialog.reject, primary=True)
    dialog.offer(verb, dialog.accept)
    return dialog.exec() == QDialog.DialogCode.Accepted


class FormDialog(Dialog):
    """A form with a verb; `save(values)` may refuse, and the refusal stands beside its field."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        fields: Sequence[Field],
        save: Callable[[dict[str, Any]], object],
        *,
        values: Mapping[str, Any] | None = None,
        verb: str = "",
        width: int = 560,
    ) -> None:
        super().__init__(parent, title, width)
        self._save = save
        self.result_of_save: object = None
        self.form = Form(fields)
        self.form.load(values or {})
        self.wrong = label("", "late", wrap=True)
        self.wrong.hide()
        self.body.addWidget(self.wrong)
        self.body.addWidget(scrolled(self.form), 1)
        wanted = self.form.sizeHint().height() + theme().px(140)
        self.resize(theme().px(width), min(wanted, theme().px(620)))
        self.offer(_("Cancel"), self.reject)
        self.offer(verb or _("Save"), self.try_save, primary=True)

    def try_save(self) -> None:
        """Save what stands in the form; stay open when it is refused."""
        errors = self.form.problems()
        self.form.show_errors(errors)
        if errors:
            return
        try:
            self.result_of_save = self._save(self.form.values())
        except Refusal as refusal:
            self.show_refusal(refusal)
        else:
            self.accept()

    def show_refusal(self, refusal: Refusal) -> None:
        field = str(refusal.values.get("field", ""))
        if self.form.has(field):
            self.form.show_errors({field: str(refusal)})
        else:
            self.wrong.setText(str(refusal))
            self.wrong.show()


def choose_file(parent: QWidget | None, title: str, filters: str, key: str) -> Path | None:
    """A file to read; begins in the folder used last for `key`."""
    name, _kind = QFileDialog.getOpenFileName(parent, title, _folder(key), filters)
    return _remembered(name, key)


def choose_save(parent: QWidget | None, title: str, name: str, filters: str, key: str) -> Path | None:
    """Where to write a file; the name is offered in the folder used last for `key`."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(Path(_folder(key)) / name), filters)
    return _remembered(chosen, key)


def choose_folder(parent: QWidget | None, title: str, key: str) -> Path | None:
    name = QFileDialog.getExistingDirectory(parent, title, _folder(key))
    if name:
        QSettings().setValue(f"folders/{key}", name)
    return Path(name) if name else None


def _folder(key: str) -> str:
    return str(QSettings().value(f"folders/{key}", str(Path.home())))


def _remembered(name: str, key: str) -> Path | None:
    if not name:
        return None
    QSettings().setValue(f"folders/{key}", str(Path(name).parent))
    return Path(name)


def _save_report(parent: QWidget, report: str) -> None:
    path = choose_save(parent, _("Save the report"), "mentordesk-report.txt", _("Text (*.txt)"), "report")
    if path:
        path.write_text(report, "utf-8")
