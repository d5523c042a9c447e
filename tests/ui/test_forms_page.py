"""Forms in the window: written, given out, read from a folder, the answers beside the list."""

from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from mentordesk.domain.form import QuestionKind
from mentordesk.operations.forms import draft_of, forms
from mentordesk.storage.database import Database
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.pages import forms as page_module
from mentordesk.ui.pages.forms import FormsPage
from mentordesk.ui.question_editor import FormEditor


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> FormsPage:
    window.go("forms")
    found = window.page("forms")
    assert isinstance(found, FormsPage)
    return found


def write_one(page: FormsPage) -> None:
    """A form of two questions, as a coordinator types it."""
    page.new()
    dialog = page.dialog
    QTest.keyClicks(dialog.head.widget("title").focus_widget(), "First month")
    dialog.add()
    QTest.keyClicks(dialog.question.widget("text").focus_widget(), "How sure are you?")
    dialog.question.widget("kind").set_value(QuestionKind.SCALE)
    dialog.question.changed.emit("kind")
    dialog.add()
    QTest.keyClicks(dialog.question.widget("text").focus_widget(), "What helps?")
    dialog.try_save()


def test_a_form_is_written_by_typing(page: FormsPage, database: Database) -> None:
    write_one(page)
    assert page.dialog.result() == page.dialog.DialogCode.Accepted
    (row,) = page.table.shown()
    with database.read() as view:
        draft = draft_of(view, row.id)
    assert [(ask.text, ask.kind) for ask in draft.questions] == [
        ("How sure are you?", QuestionKind.SCALE),
        ("What helps?", QuestionKind.TEXT),
    ]
    database.undo()
    assert page.table.shown() == []


def test_what_is_wrong_stands_in_the_dialog_and_is_chosen(page: FormsPage) -> None:
    page.new()
    dialog = page.dialog
    dialog.try_save()
    assert "no title" in shown_words(dialog)
    dialog.head.widget("title").set_value("A")
    for _number in range(2):
        dialog.add()
    dialog.try_save()
    assert "question 1 has no words" in shown_words(dialog)
    assert dialog.isVisible()
    dialog.reject()


def shown_words(dialog: FormEditor) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def press(dialog: FormEditor, name: str) -> None:
    found = next(one for one in dialog.findChildren(QAbstractButton) if one.accessibleName() == name)
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_questions_move_and_go(page: FormsPage, database: Database) -> None:
    write_one(page)
    (row,) = page.table.shown()
    page.change(row)
    dialog = page.dialog
    dialog.list.choose(dialog.list.shown()[1].id)
    press(dialog, "Move up")
    assert [ask.text for ask in dialog.draft().questions] == ["What helps?", "How sure are you?"]
    press(dialog, "Remove question")
    assert [ask.text for ask in dialog.draft().questions] == ["How sure are you?"]
    dialog.try_save()
    with database.read() as view:
        assert len(draft_of(view, row.id).questions) == 1


def test_given_out_filled_in_and_read_back(
    page: FormsPage, database: Database, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "choose_folder", lambda *_args: tmp_path)
    write_one(page)
    (row,) = page.table.shown()
    page.table.choose(row.id)
    page._give(row)
    giving = page.giving
    people = giving.people.shown()[:2]
    giving.people.set_checked({one.id for one in people})
    giving.give()
    qtbot.waitUntil(lambda: not page.desk.tasks.running, timeout=20_000)
    files = sorted(tmp_path.glob("*.pdf"))
    assert len(files) == 2
    fill(files[0], "/4", "Talking – تمام")
    page.read()
    qtbot.waitUntil(lambda: hasattr(page, "reports"), timeout=20_000)
    assert [report.read for report in page.reports.table.shown()] == [False, True]
    page.reports.accept()
    with database.read() as view:
        assert page.desk.programme is not None
        (now,) = forms(view, programme=page.desk.programme)
    assert (now.given, now.returned) == (2, 1)
    words = " ".join(label.text() for label in page.inspector.findChildren(QLabel))
    assert "Talking – تمام" in words
    monkeypatch.setattr(page_module, "choose_save", lambda *_args: tmp_path / "answers.csv")
    page.save_answers(now)
    qtbot.waitUntil((tmp_path / "answers.csv").exists, timeout=20_000)
    assert "Talking – تمام" in (tmp_path / "answers.csv").read_text("utf-8-sig")


def fill(path: Path, *values: str) -> None:
    writer = PdfWriter(clone_from=path)
    names = [name for name in PdfReader(path).get_fields() or {} if name != "mentordesk"]
    for page in writer.pages:
        writer.update_page_form_field_values(
            page, dict(zip(names, values, strict=True)), auto_regenerate=False
        )
    writer.write(path)


def test_nobody_ticked_is_refused(
    page: FormsPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "choose_folder", lambda *_args: tmp_path)
    refused: list[str] = []
    page.desk.refuse = lambda refusal: refused.append(str(refusal))
    page._give(None)
    page.giving.give()
    qtbot.waitUntil(lambda: bool(refused), timeout=20_000)
    assert "nobody was chosen" in refused[0]
