"""The Documents page, driven as a coordinator would: see, save, print, issue, print again."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mentordesk.domain.certificate import CertificateKind
from mentordesk.domain.programme import Audience
from mentordesk.operations.certificates import Issue, Issued, issue_certificates, register
from mentordesk.operations.documents import KINDS, PATTERN
from mentordesk.operations.programme import cohorts, edit_programme, programme_of
from mentordesk.storage.database import Database
from mentordesk.ui.document_words import AUDIENCES, CERTIFICATES, PAPERS
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.pages import documents as page_module
from mentordesk.ui.pages.documents import MAIL, PDF, DocumentsPage
from mentordesk.ui.pdf_pages import PdfPages, print_pages
from mentordesk.ui.table import Table
from tests.ui.conftest import undo

EACH = {"what": PDF, "pattern": PATTERN, "go_on": False}


@pytest.fixture
def page(window: MainWindow, database: Database, qtbot: QtBot) -> DocumentsPage:
    """The page, on the cohort that ended, with its first preview drawn."""
    assert window.desk is not None
    with database.read() as view:
        window.desk.cohort = cohorts(view)[1].id
    window.go("documents")
    made = window.page("documents")
    assert isinstance(made, DocumentsPage)
    settled(made, qtbot)
    return made


def settled(page: DocumentsPage, qtbot: QtBot) -> None:
    """Wait until nothing is being drawn or written."""
    qtbot.waitUntil(lambda: not page._timer.isActive() and not page.desk.tasks.running, timeout=60_000)


def handbook(page: DocumentsPage) -> bytes:
    data = page._preview_maker()()
    assert data is not None
    return data


def issued(database: Database) -> list[Issued]:
    with database.read() as view:
        return register(view)


def pages_of(path: Path) -> int:
    return len(PdfReader(path).pages)


def choose_kind(page: DocumentsPage, key: str, qtbot: QtBot) -> None:
    page.go(kind=key)
    settled(page, qtbot)


def save_to(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    monkeypatch.setattr(page_module, "choose_save", lambda *_args: path)
    monkeypatch.setattr(page_module, "choose_folder", lambda *_args: path)


def test_every_choice_has_words() -> None:
    assert set(CERTIFICATES) == set(CertificateKind)
    assert set(AUDIENCES) == set(Audience)
    assert set(PAPERS) == {"a4", "letter"}


def test_the_handbook_is_seen_turned_and_zoomed(page: DocumentsPage, qtbot: QtBot) -> None:
    assert [row[0] for row in page.choices.kinds.shown()] == [
        *(kind.key for kind in KINDS),
        "register",
        "check",
    ]
    preview = page.preview
    assert preview.pages is not None
    total = len(preview.pages)
    assert preview.number.text() == f"Page 1 of {total}"
    assert not preview.back.isEnabled()
    before = preview.page.pixmap().toImage()
    QTest.mouseClick(preview.on, Qt.MouseButton.LeftButton)
    assert preview.page.pixmap().toImage() != before
    preview.area.setFocus()
    for key, at in ((Qt.Key.Key_End, total - 1), (Qt.Key.Key_PageUp, total - 2), (Qt.Key.Key_Home, 0)):
        QTest.keyClick(preview.area, key)
        assert preview.at == at
    width = preview.page.pixmap().width()
    QTest.mouseClick(preview.larger, Qt.MouseButton.LeftButton)
    assert preview.page.pixmap().width() > width
    QTest.keyClick(preview.area, Qt.Key.Key_Minus)
    assert preview.page.pixmap().width() == width
    wheel(page, 120)
    assert preview.zoom > 1


def wheel(page: DocumentsPage, step: int) -> None:
    place = QPointF(20, 20)
    turned = QWheelEvent(
        place,
        place,
        QPoint(),
        QPoint(0, step),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(page.preview.area.viewport(), turned)


def test_another_language_is_another_preview(page: DocumentsPage, qtbot: QtBot) -> None:
    before = page.preview.page.pixmap().toImage()
    combo = page.choices.forms["handbook"].widget("language").focus_widget()
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    settled(page, qtbot)
    assert page.choices.values()["language"] == "es"
    assert page.preview.page.pixmap().toImage() != before


def test_a_change_of_the_programme_is_seen(page: DocumentsPage, database: Database, qtbot: QtBot) -> None:
    before = page.preview.page.pixmap().toImage()
    with database.read() as view:
        programme = programme_of(view)
    assert programme is not None
    edit_programme(database, programme=programme.id, values={"name": "Bridges"})
    qtbot.waitUntil(lambda: page.preview.page.pixmap().toImage() != before, timeout=60_000)
    settled(page, qtbot)


def test_the_handbook_is_saved(
    page: DocumentsPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_to(monkeypatch, tmp_path / "book")
    page._save()
    settled(page, qtbot)
    assert pages_of(tmp_path / "book.pdf") > 8
    save_to(monkeypatch, None)
    page._save()
    page._to_folder(EACH)
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["book.pdf"]


def test_certificates_are_issued_by_saving_and_undone(
    page: DocumentsPage,
    database: Database,
    window: MainWindow,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choose_kind(page, "certificate", qtbot)
    earned = page.choices.chosen()
    assert len(earned) == len(page.choices.people.shown())
    assert page.preview.number.text().endswith("of 12")
    assert issued(database) == []
    page.choices.people.set_checked({row.id for row in earned[:2]})
    assert page.state.text().startswith("2 people chosen")
    save_to(monkeypatch, tmp_path / "two.pdf")
    page._save()
    settled(page, qtbot)
    assert pages_of(tmp_path / "two.pdf") == 2
    assert [row.number[:9] for row in issued(database)] == ["2026-0002", "2026-0001"]
    undo(window)
    assert issued(database) == []
    settled(page, qtbot)


def test_only_those_who_earned_it_are_ticked(page: DocumentsPage, qtbot: QtBot) -> None:
    choose_kind(page, "certificate", qtbot)
    form = page.choices.forms["certificate"]
    form.widget("kind").set_value(CertificateKind.THANKS)
    form.changed.emit("kind")
    settled(page, qtbot)
    assert page.choices.chosen()
    assert all(row.role.mentors for row in page.choices.chosen())


def test_nobody_chosen_is_refused(
    page: DocumentsPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: list[object] = []
    page.desk.refuse = refused.append
    choose_kind(page, "certificate", qtbot)
    page.choices.people.set_checked(set())
    save_to(monkeypatch, tmp_path / "none.pdf")
    page._save()
    settled(page, qtbot)
    assert "Nobody is chosen" in str(refused[0])
    assert not (tmp_path / "none.pdf").exists()
    assert page.preview.pages is not None


def test_a_file_for_each_person_and_the_register(
    page: DocumentsPage, database: Database, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_kind(page, "certificate", qtbot)
    page.choices.people.set_checked({row.id for row in page.choices.people.shown()[:3]})
    save_to(monkeypatch, tmp_path)
    page._to_folder(EACH)
    settled(page, qtbot)
    assert len(list(tmp_path.glob("*.pdf"))) == 3
    choose_kind(page, "register", qtbot)
    assert page.register.isVisible()
    assert page.state.text() == "3 certificates issued"
    page.register.choose(issued(database)[1].id)
    save_to(monkeypatch, tmp_path / "again.pdf")
    page._save()
    settled(page, qtbot)
    words = PdfReader(tmp_path / "again.pdf").pages[0].extract_text()
    assert issued(database)[1].number in words
    page._withdraw()
    settled(page, qtbot)
    assert page.state.text() == "2 certificates issued"


def test_one_file_each_is_named_as_asked(
    page: DocumentsPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_to(monkeypatch, tmp_path)
    page._to_folder(EACH)
    settled(page, qtbot)
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["Handbook for mentees English.pdf"]
    page._ask_how()
    page.dialog.form.load({"what": MAIL, "pattern": "{name}", "go_on": False})
    page.dialog.try_save()
    settled(page, qtbot)
    assert list(tmp_path.glob("*.eml"))


@pytest.mark.parametrize("kind", [kind.key for kind in KINDS])
def test_every_kind_is_seen_and_saved(
    page: DocumentsPage,
    kind: str,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    database: Database,
) -> None:
    with database.read() as view:
        page.desk.cohort = cohorts(view)[0].id
    page.refresh()
    choose_kind(page, kind, qtbot)
    if kind == "certificate":
        page.choices.people.set_checked({page.choices.people.shown()[0].id})
    page.choices.subjects.set_checked({row.id for row in page.choices.subjects.shown()[:2]})
    settled(page, qtbot)
    assert page.preview.pages is not None, page.preview.note.text()
    save_to(monkeypatch, tmp_path / "one.pdf")
    page._save()
    settled(page, qtbot)
    assert pages_of(tmp_path / "one.pdf") >= 1


def test_a_certificate_is_checked_as_it_is_typed(
    page: DocumentsPage, database: Database, qtbot: QtBot
) -> None:
    choose_kind(page, "certificate", qtbot)
    issue = Issue(CertificateKind.COMPLETION, page.desk.today(), language="en")
    issue_certificates(database, participants=[page.choices.people.shown()[0].id], issue=issue)
    row = issued(database)[0]
    choose_kind(page, "check", qtbot)
    assert page.check.isVisible()
    number, code = (page.check.form.widget(key).focus_widget() for key in ("number", "code"))
    QTest.keyClicks(number, row.number)
    QTest.keyClicks(code, row.code)
    assert {field.same for field in page.check.fields.shown()} == {True, None}
    QTest.keyClick(code, Qt.Key.Key_Backspace)
    assert [field.key for field in page.check.fields.shown() if field.same is False] == ["code"]


def test_what_earns_a_certificate_is_changed_and_who_lacks_what_is_told(
    page: DocumentsPage, database: Database, qtbot: QtBot
) -> None:
    choose_kind(page, "certificate", qtbot)
    before = len(page.choices.chosen())
    QTest.mouseClick(page.choices.what, Qt.MouseButton.LeftButton)
    page.dialog.form.load({"sessions": 11, "goals": 0, "form": None})
    page.dialog.try_save()
    qtbot.waitUntil(
        lambda: any(row.missing[CertificateKind.COMPLETION] for row in page.choices.people.shown())
    )
    page.choices.check_earned()
    assert 0 < len(page.choices.chosen()) < before
    QTest.mouseClick(page.choices.who, Qt.MouseButton.LeftButton)
    table = page.list_dialog.findChild(Table)
    assert table is not None
    lacking = [row for row in table.shown() if not row.has_earned(CertificateKind.COMPLETION)]
    assert len(lacking) == len(table.shown()) - len(page.choices.chosen())
    page.list_dialog.accept()


def test_printing_gives_a_page_of_its_size_for_each(
    page: DocumentsPage, database: Database, tmp_path: Path, qtbot: QtBot
) -> None:
    choose_kind(page, "certificate", qtbot)
    page.choices.people.set_checked({row.id for row in page.choices.people.shown()[:2]})
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    page.print_on(printer)
    settled(page, qtbot)
    printed = PdfReader(tmp_path / "printed.pdf").pages
    assert len(printed) == 2
    assert float(printed[0].mediabox.width) == pytest.approx(842, abs=2)
    assert len(issued(database)) == 2


def test_printing_can_be_stopped(tmp_path: Path, page: DocumentsPage, qtbot: QtBot) -> None:
    data = handbook(page)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "part.pdf"))
    told: list[float] = []

    def stop(share: float, _words: str) -> None:
        told.append(share)
        if len(told) == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        print_pages(printer, data, stop)
    assert len(told) == 3


def test_a_picture_is_the_page(page: DocumentsPage) -> None:
    pages = PdfPages(handbook(page))
    width, height = pages.sizes[0]
    picture = pages.picture(0, 144)
    assert (picture.width(), picture.height()) == pytest.approx((width * 2, height * 2), abs=2)
    assert picture.pixelColor(2, 2).name() == "#ffffff"
