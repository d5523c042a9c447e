"""A person's data saved and a person erased in the window, by mouse and keyboard; who is due; what waits."""

import json
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from sqlalchemy import select

from mentordesk.domain.pairing import OPEN, Pairing
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import Person
from mentordesk.operations.erasing import erase_person
from mentordesk.operations.person_rows import PersonRow
from mentordesk.operations.programme import programme_of
from mentordesk.operations.reviews import reviews
from mentordesk.operations.sharing import share
from mentordesk.storage import merge
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.label import Label
from mentordesk.ui import person_privacy
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.page import Desk as PageDesk
from mentordesk.ui.pages import PAGES
from mentordesk.ui.pages.people import PeoplePage
from mentordesk.ui.pages.programme import ProgrammePage
from mentordesk.ui.pages.today import TodayPage
from mentordesk.ui.person_privacy import EraseDialog, ProofDialog
from mentordesk.ui.today_notices import NoticeLine
from tests.ui.conftest import TODAY, settle, undo


@pytest.fixture
def page(window: MainWindow) -> PeoplePage:
    """The page with its first person chosen."""
    window.go("people")
    made = window.page("people")
    assert isinstance(made, PeoplePage)
    settle(window)
    made.table.choose(made.table.shown()[0].id)
    return made


def at_work(window: MainWindow) -> PageDesk:
    assert window.desk is not None
    return window.desk


def chosen(page: PeoplePage) -> PersonRow:
    found = page.table.chosen()
    assert found is not None
    return cast("PersonRow", found)


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def press(parent: QWidget, words: str) -> None:
    """The first button of these words."""
    QApplication.processEvents()
    click(next(one for one in parent.findChildren(QPushButton) if one.text() == words))


def proof_over(window: MainWindow) -> ProofDialog:
    (found,) = [one for one in window.findChildren(ProofDialog) if one.isVisible()]
    return found


def mentor_with_pairing(database: Database) -> bytes:
    """A person who mentors somebody now."""
    with database.read() as view:
        query = select(Participant.person_id).join(Pairing, Pairing.mentor_id == Participant.id)
        return view.scalars(query.where(Pairing.status.in_(OPEN)).order_by(Pairing.id)).all()[0]


def test_the_name_is_typed_and_the_proof_is_copied(
    page: PeoplePage, window: MainWindow, database: Database, tmp_path: Path
) -> None:
    share(database, out=tmp_path / "copy", to="Noor")
    who = chosen(page)
    menu = page.more_menu()
    next(action for action in menu.actions() if action.text() == "Erase…").trigger()
    dialog = page.erasing
    settle(window)
    assert "Person: 1" in dialog.found.text()
    assert "Noor" in dialog.copies.text()
    assert not dialog.verb.isEnabled()
    QTest.keyClicks(dialog.line, "Somebody else")
    assert not dialog.verb.isEnabled()
    dialog.line.clear()
    QTest.keyClicks(dialog.line, who.name)
    assert dialog.verb.isEnabled()
    click(dialog.verb)
    settle(window)
    proof = proof_over(window)
    press(proof, "Copy")
    words = QGuiApplication.clipboard().text()
    assert "was found" in words
    assert who.name not in words
    assert "Undo" not in words
    settle(window)
    assert who.id not in {row.id for row in page.table.shown()}
    assert who.name.encode() not in database.path.read_bytes()


def test_enter_in_the_name_leaves_everything(
    page: PeoplePage, window: MainWindow, database: Database
) -> None:
    """The button that Enter presses is Cancel."""
    who = chosen(page)
    page.erase()
    settle(window)
    QTest.keyClicks(page.erasing.line, who.name)
    QTest.keyClick(page.erasing.line, Qt.Key.Key_Return)
    assert page.erasing.result() == QDialog.DialogCode.Rejected
    with database.read() as view:
        assert view.get(Person, who.id) is not None


@pytest.mark.parametrize("name", ["all.pdf", "all.json", "all"])
def test_a_persons_data_is_saved(
    page: PeoplePage, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(person_privacy, "choose_save", lambda *_given: tmp_path / name)
    page.save_data()
    settle(window)
    (written,) = [path for path in tmp_path.iterdir() if path.stem == "all"]
    if written.suffix == ".json":
        who = chosen(page)
        assert json.loads(written.read_text("utf-8"))["person"]["values"]["name"] == who.name
    else:
        assert written.name == "all.pdf"
        assert written.read_bytes().startswith(b"%PDF")


def test_nothing_chosen_writes_nothing(
    page: PeoplePage, monkeypatch: pytest.MonkeyPatch, window: MainWindow, tmp_path: Path
) -> None:
    monkeypatch.setattr(person_privacy, "choose_save", lambda *_given: None)
    before = set(tmp_path.iterdir())
    page.save_data()
    page.table.clear_choice()
    page.save_data()
    page.erase()
    settle(window)
    assert set(tmp_path.iterdir()) == before
    assert not hasattr(page, "erasing")


def test_the_rule_is_set_and_who_is_due_is_erased_from_today(window: MainWindow, database: Database) -> None:
    window.go("programme", part="rules")
    programme = window.page("programme")
    assert isinstance(programme, ProgrammePage)
    programme.rules.widget("retention_months").set_value(1)
    click(programme.save_button)
    with database.read() as view:
        found = programme_of(view)
    assert found is not None
    assert found.retention_months == 1
    window.go("today")
    settle(window)
    today = window.page("today")
    assert isinstance(today, TodayPage)
    (line,) = today.findChildren(NoticeLine)
    click(line.button)
    due = today.due
    rows = due.table.shown()
    due.table.choose(rows[0].id)
    press(due, "Erase…")
    settle(window)
    QTest.keyClicks(due.erasing.line, rows[0].name)
    click(due.erasing.verb)
    settle(window)
    assert rows[0].id not in {row.id for row in due.table.shown()}
    assert len(due.table.shown()) == len(rows) - 1


def test_waiting_decisions_and_broken_rules_lead_to_sharing(
    window: MainWindow, database: Database, tmp_path: Path
) -> None:
    copy = share(database, out=tmp_path / "copy")
    person = mentor_with_pairing(database)
    with closing(Database.open(copy, Desk(actor="Noor"))) as theirs:
        for one, city in ((theirs, "Porto"), (database, "Oslo")):
            with one.change(Label.of("person.edited", person=person)) as work:
                work.get_one(Person, person).city = city
    with database.change(Label.of("test")) as work:
        for part in work.scalars(select(Participant).where(Participant.person_id == person)):
            part.capacity = 0
    merge.apply(database, copy)
    window.go("today")
    settle(window)
    today = window.page("today")
    assert isinstance(today, TodayPage)
    assert {notice.key for notice in today.notices} == {"conflicts", "reviews"}
    for line in today.findChildren(NoticeLine):
        window.go("today")
        click(line.button)
        assert window.shown == "sharing"


def test_no_page_stumbles_over_an_erased_mentor(window: MainWindow, database: Database) -> None:
    """Every page is read before and after; the dialog tells beforehand that pairings end."""
    person = mentor_with_pairing(database)
    visit_all(window)
    dialog = EraseDialog(window, at_work(window), person, "x")
    settle(window)
    assert "open pairing" in dialog.found.text()
    dialog.deleteLater()
    erase_person(database, person=person, today=TODAY)
    visit_all(window)


def test_a_pairing_with_somebody_gone_is_ended_on_sharing(window: MainWindow, database: Database) -> None:
    with database.change(Label.of("test")) as work:
        pairing = work.scalars(select(Pairing).where(Pairing.status.in_(OPEN)).limit(1)).one()
        work.bury(work.get_one(Participant, pairing.mentor_id))
    before = orphans(database)
    assert before
    window.go("sharing")
    settle(window)
    press(window.page("sharing"), "End it")
    settle(window)
    assert orphans(database) == before - 1
    undo(window)
    assert orphans(database) == before


def orphans(database: Database) -> int:
    with database.read() as view:
        return sum(review.is_orphan for review in reviews(view))


def visit_all(window: MainWindow) -> None:
    broken: list[str] = []
    window.tasks.broken.connect(broken.append)
    for entry in PAGES:
        window.go(entry.key)
        settle(window)
    assert broken == []
