"""Qt's own dialogs and menus speak the reader's language, also once it is changed in a running program."""

from dataclasses import replace

import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mentordesk.i18n import set_language
from mentordesk.ui.qt_words import WORDS, speak
from tests.ui.file_world import Start

LABELS = {
    "en": ("&Look in:", "File &name:", "Files of &type:", "&Open", "Cancel"),
    "es": ("&Buscar en:", "&Nombre de fichero:", "&Tipo de archivo:", "&Abrir", "Cancelar"),
    "ar": ("ا&بحث في:", "ا&سم الملفّ:", "&نوع الملفات:", "ا&فتح", "ألغِ"),
}
SAME = {"", "\n", "...", "Color", "&No"}
CUT = {"en": "Cu&t", "es": "Cor&tar", "ar": "&قصّ"}


def texts(widget: QWidget) -> set[str]:
    """What its labels, buttons and lists say."""
    shown: list[QLabel | QAbstractButton] = [
        *widget.findChildren(QLabel),
        *widget.findChildren(QAbstractButton),
    ]
    listed = [
        box.itemText(at)
        for box in widget.findChildren(QComboBox)
        for at in range(box.count())
        if box.count() < 9
    ]
    return {one.text() for one in shown} | set(listed)


def file_dialog(qtbot: QtBot) -> QFileDialog:
    made = QFileDialog()
    made.setOption(QFileDialog.Option.DontUseNativeDialog)
    made.setFileMode(QFileDialog.FileMode.ExistingFile)
    qtbot.addWidget(made)
    return made


def menu_of(qtbot: QtBot) -> list[str]:
    line = QLineEdit("abc")
    qtbot.addWidget(line)
    return [action.text().split("\t")[0] for action in line.createStandardContextMenu().actions()]


def test_the_dialogs_change_with_the_language(start: Start, qtbot: QtBot) -> None:
    app = start()
    for language in ("es", "ar", "en", "ar", "es"):
        app.choose(replace(app.settings, language=language))
        assert set(LABELS[language]) <= texts(file_dialog(qtbot))
        assert CUT[language] in menu_of(qtbot)
    app.choose(replace(app.settings, language="en"))


@pytest.mark.parametrize("language", ["es", "ar"])
def test_no_english_is_left_in_what_is_used(qapp: QApplication, qtbot: QtBot, language: str) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)

    def all_texts() -> set[str]:
        dialogs = (file_dialog(qtbot), QPrintDialog(printer), QMessageBox(), QSpinBox())
        dialogs[2].setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
        for one in dialogs:
            qtbot.addWidget(one)
        return set().union(*map(texts, dialogs)) - SAME

    english = all_texts()
    set_language(language)
    speak(qapp)
    assert not {words for words in english & all_texts() if "/" not in words}


def test_what_nobody_translated_stays_readable(qapp: QApplication) -> None:
    set_language("ar")
    speak(qapp)
    assert QApplication.translate("Anything", "Words of nobody") == "Words of nobody"
    assert all(QApplication.translate("QFileDialog", words) != words for words in WORDS)
