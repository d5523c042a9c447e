"""Sharing in the window: a copy looked at, decided on and brought in; one given away, and noted."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from mentordesk.domain.person import Person
from mentordesk.domain.sharing import LeftOut
from mentordesk.operations.sharing import share, shared_copies
from mentordesk.storage.conflicts import Way, open_conflicts
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.label import Label
from mentordesk.ui import share_dialog
from mentordesk.ui.conflict_card import ConflictCard
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.merge_view import MergeView
from mentordesk.ui.pages.sharing import SharingPage

SECRET = "ruvo-kemi-tabo"  # noqa: S105 - of a test
LABEL = Label.of("test")


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> SharingPage:
    window.go("sharing")
    found = window.page("sharing")
    assert isinstance(found, SharingPage)
    return found


def names(database: Database) -> list[str]:
    with database.read() as view:
        return list(view.scalars(select(Person.name).order_by(Person.id).limit(3)))


def set_city(database: Database, name: str, city: str) -> None:
    with database.change(LABEL) as work:
        work.scalars(select(Person).where(Person.name == name)).one().city = city


def city(database: Database, name: str) -> str:
    with database.read() as view:
        return view.scalars(select(Person.city).where(Person.name == name)).one()


@pytest.fixture
def copy(database: Database, tmp_path: Path) -> Path:
    """A copy in which Noor changed the cities of two people; here one of them was changed as well."""
    path = share(database, out=tmp_path / "copy.mentordesk")
    one, two, _three = names(database)
    with Database.open(path, Desk(actor="Noor")) as other:
        set_city(other, one, "Porto")
        set_city(other, two, "Nairobi")
    set_city(database, one, "Lagos")
    return path


def looked_at(page: SharingPage, path: Path, qtbot: QtBot) -> MergeView:
    page.look_at(path)
    qtbot.waitUntil(lambda: page.merge is not None, timeout=20_000)
    assert page.merge is not None
    return page.merge


def words_of(view: MergeView) -> str:
    return " ".join(label.text() for label in view.findChildren(QLabel))


def cards(page: SharingPage) -> list[ConflictCard]:
    return [one for one in page.findChildren(ConflictCard) if one.isVisible()]


def bring_in(page: SharingPage, view: MergeView, qtbot: QtBot) -> None:
    QTest.mouseClick(view.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.merge is None, timeout=20_000)


def test_what_a_copy_brings_is_shown_person_by_person(
    page: SharingPage, database: Database, copy: Path, qtbot: QtBot
) -> None:
    view = looked_at(page, copy, qtbot)
    one, two, _three = names(database)
    assert [line.names for line in view.list.shown()] == [(one,), (two,)]
    said = words_of(view)
    assert "Lagos" in said
    assert "Porto" in said
    assert "From Noor’s copy" in " ".join(radio.text() for radio in view.cards[0].radios.values())
    view.list.choose(view.list.shown()[1])
    assert "Nairobi" in words_of(view)
    view.by_name.setText(two)
    assert [line.names for line in view.list.shown()] == [(two,)]
    view.by_name.clear()
    assert view.chips["both"].isVisible()
    QTest.mouseClick(view.chips["both"], Qt.MouseButton.LeftButton)
    assert [line.names for line in view.list.shown()] == [(one,)]


def test_the_value_that_holds_is_seen(page: SharingPage, copy: Path, qtbot: QtBot) -> None:
    card = looked_at(page, copy, qtbot).cards[0]
    QTest.mouseClick(card.radios[Way.MINE], Qt.MouseButton.LeftButton)
    assert {way: made.property("card") for way, made in card.values.items()} == {
        Way.MINE: "chosen",
        Way.THEIRS: "true",
    }


def test_a_choice_is_part_of_the_one_step(
    page: SharingPage, database: Database, copy: Path, qtbot: QtBot
) -> None:
    one, two, _three = names(database)
    before = city(database, two)
    view = looked_at(page, copy, qtbot)
    QTest.mouseClick(view.cards[0].radios[Way.THEIRS], Qt.MouseButton.LeftButton)
    bring_in(page, view, qtbot)
    assert (city(database, one), city(database, two)) == ("Porto", "Nairobi")
    with database.read() as reading:
        assert open_conflicts(reading) == []
    database.undo()
    assert (city(database, one), city(database, two)) == ("Lagos", before)


def test_what_was_left_open_waits_on_the_page(
    page: SharingPage, database: Database, copy: Path, qtbot: QtBot
) -> None:
    one = names(database)[0]
    bring_in(page, looked_at(page, copy, qtbot), qtbot)
    qtbot.waitUntil(lambda: len(page.waiting) == 1)
    qtbot.waitUntil(lambda: len(cards(page)) == 1)
    (card,) = cards(page)
    QTest.mouseClick(card.radios[Way.THEIRS], Qt.MouseButton.LeftButton)
    assert city(database, one) == "Porto"
    qtbot.waitUntil(lambda: not page.waiting)
    database.undo()
    qtbot.waitUntil(lambda: len(page.waiting) == 1)


def test_leaving_a_copy_changes_nothing(
    page: SharingPage, database: Database, copy: Path, qtbot: QtBot
) -> None:
    one = names(database)[0]
    view = looked_at(page, copy, qtbot)
    view.decide_all(Way.THEIRS)
    view.left.emit()
    assert page.merge is None
    assert city(database, one) == "Lagos"


def press(within: QWidget, words: str, qtbot: QtBot) -> None:
    """Press the button that says so, once it is there."""

    def found() -> list[QAbstractButton]:
        buttons = within.findChildren(QAbstractButton)
        return [one for one in buttons if one.text() == words and one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    QTest.mouseClick(found()[0], Qt.MouseButton.LeftButton)


def test_two_entries_are_made_one_field_by_field(page: SharingPage, database: Database, qtbot: QtBot) -> None:
    one = names(database)[0]
    with database.change(LABEL) as work:
        twin = Person(id=work.new_key(), name=one.upper(), city="Porto")
        work.add(twin)
        key = twin.id
    press(page, "Make one…", qtbot)
    dialog = page.reviews.joining
    dialog.choices["city"][1].setChecked(True)
    dialog.try_join()
    assert city(database, one) == "Porto"
    with database.read() as view:
        assert view.get(Person, key) is None
    qtbot.waitUntil(lambda: not page.reviews.twice.isVisible())
    database.undo()
    press(page, "Two people", qtbot)
    qtbot.waitUntil(lambda: not page.reviews.twice.isVisible())


def test_a_locked_copy_asks_for_its_passphrase(
    page: SharingPage, database: Database, tmp_path: Path, qtbot: QtBot
) -> None:
    path = share(database, out=tmp_path / "copy", passphrase=SECRET)
    set_city(database, names(database)[0], "Lagos")
    page.look_at(path)
    qtbot.waitUntil(lambda: hasattr(page, "asking"), timeout=20_000)
    refused: list[str] = []
    page.desk.refuse = lambda refusal: refused.append(str(refusal))
    page.asking.form.widget("passphrase").set_value(SECRET)
    page.asking.try_save()
    qtbot.waitUntil(lambda: bool(refused), timeout=20_000)
    assert "holds nothing that is not here already" in refused[0]


def test_a_copy_is_given_and_noted(
    page: SharingPage, database: Database, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "for Amira.mentordesk"
    monkeypatch.setattr(share_dialog, "choose_save", lambda *_args: path)
    page.give()
    dialog = page.giving
    assert "100 people" in dialog.holds.text()
    dialog.form.widget("to").set_value("Amira")
    dialog.form.widget("without").set_value([LeftOut.NOTES])
    dialog.write()
    qtbot.waitUntil(lambda: dialog.result() == 1, timeout=20_000)
    assert path.exists()
    (row,) = page.copies.shown()
    assert (row.given_to, row.without) == ("Amira", (LeftOut.NOTES,))
    page.copies.choose(row.id)
    page._recall()
    with database.read() as view:
        assert shared_copies(view)[0].recalled_on == date(2026, 3, 17)


def test_a_short_passphrase_is_refused_beside_its_field(
    page: SharingPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(share_dialog, "choose_save", lambda *_args: tmp_path / "copy.mentordesk.age")
    page.give()
    dialog = page.giving
    dialog.form.widget("passphrase").set_value("cat")
    dialog.write()
    qtbot.waitUntil(
        lambda: any("shorter than 8" in label.text() for label in dialog.findChildren(QLabel)), timeout=20_000
    )
    dialog._propose()
    assert len(dialog.form.values()["passphrase"].split("-")) == 6
    dialog.reject()


def test_a_passphrase_is_judged_while_it_is_typed_and_before_a_place_is_asked(
    page: SharingPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(share_dialog, "choose_save", lambda *_args: pytest.fail("asked too early"))
    page.give()
    dialog, wrong = page.giving, page.giving.form._wrong
    line = dialog.form.widget("passphrase").focus_widget()
    assert dialog.form.widget("again").isHidden()
    QTest.keyClicks(line, "lantern")
    assert wrong["passphrase"].text() == "At least 8 characters."
    assert not dialog.form.widget("again").isHidden()
    dialog.write()
    assert "shorter than 8" in wrong["passphrase"].text()
    QTest.keyClicks(line, " keeper 31")
    assert wrong["passphrase"].isHidden()
    assert dialog.strong.text() == "Weak"
    dialog.form.widget("again").set_value("lantern keeper 13")
    dialog.write()
    assert "second time is not the same" in wrong["again"].text()
    dialog.reject()


def test_a_whole_copy_says_so_and_is_not_forgotten_by_one_press(
    page: SharingPage, window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(share_dialog, "choose_save", lambda *_args: tmp_path / "copy.mentordesk")
    page.give()
    dialog = page.giving
    assert "Nothing is left out." in dialog.holds.text()
    dialog.form.widget("without").set_value([LeftOut.NOTES])
    dialog._count()
    assert "Nothing" not in dialog.holds.text()
    dialog.form.load({"to": "Amira"})
    dialog.write()
    qtbot.waitUntil(lambda: dialog.result() == 1, timeout=20_000)
    assert window.toast is not None
    assert window.toast.words.text() == "The copy is written."
    assert window.toast.undo.isHidden()
    assert page.copies.model.data(page.copies.model.index(0, 2)) == "Nothing"


def test_a_backup_is_gone_back_to_and_undone(
    page: SharingPage, database: Database, qtbot: QtBot, tmp_path: Path
) -> None:
    database._desk = replace(database.desk, backups=tmp_path)
    one = names(database)[0]
    before = city(database, one)
    page.show_backups()
    dialog = page.backups
    dialog._back_up()
    qtbot.waitUntil(lambda: len(dialog.table.shown()) == 1, timeout=20_000)
    set_city(database, one, "Lagos")
    dialog.refresh()
    qtbot.waitUntil(lambda: dialog.table.shown()[0].changes_since == 1, timeout=20_000)
    dialog.table.choose(dialog.table.shown()[0].path)
    press(dialog, "Go back to this", qtbot)
    qtbot.waitUntil(lambda: dialog.result() == 1, timeout=20_000)
    assert city(database, one) == before
    database.undo()
    assert city(database, one) == "Lagos"
