"""People as a coordinator works with them: find, narrow, look, change many, add, edit, undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from mentordesk.domain.participant import Role, Status, participant_key
from mentordesk.domain.person import Level
from mentordesk.operations.pairings import pair_by_hand
from mentordesk.operations.people import add_person
from mentordesk.operations.people_views import save_view
from mentordesk.operations.person_rows import PersonRow, people
from mentordesk.operations.profile import Part, Profile, profile
from mentordesk.storage.database import Database
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.pages.people import PeoplePage
from mentordesk.ui.people_filter import CLOSED, PeopleFilter
from mentordesk.ui.person_columns import paired, places_in_full
from mentordesk.ui.person_dialog import person_dialog
from tests.ui.conftest import TODAY, settle


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> PeoplePage:
    window.resize(1280, 800)
    window.go("people")
    made = window.page("people")
    assert isinstance(made, PeoplePage)
    qtbot.waitUntil(lambda: bool(made.table.model.rows))
    return made


def texts(page: PeoplePage) -> set[str]:
    return {found.text() for found in page.inspector.findChildren(QLabel)}


def actions(menu: QMenu) -> dict[str, QAction]:
    found: dict[str, QAction] = {}
    for action in menu.actions():
        inner = action.menu()
        found |= actions(inner) if isinstance(inner, QMenu) else {action.text(): action}
    return found


def rows(database: Database, page: PeoplePage) -> dict[bytes, PersonRow]:
    with database.read() as view:
        return {row.id: row for row in people(view, cohort=page.desk.cohort, today=TODAY)}


def test_the_list_shows_the_cohort_in_order_of_names(page: PeoplePage, database: Database) -> None:
    assert len(page.table.shown()) == len(rows(database, page)) == 72
    assert "32 mentors" in page.state.text()
    names = [row.name for row in page.table.shown()]
    assert names[:2] == ["Matilde Ávila", "Phạm Quốc Bảo"]


def test_of_very_many_people_a_screenful_comes_first_and_somebody_is_found_later(
    window: MainWindow, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mentordesk.ui.pages.people.AT_ONCE", 50)
    monkeypatch.setattr("mentordesk.ui.pages.people.SCREENFUL", 10)
    with database.read() as view:
        everybody = people(view, cohort=None, today=TODAY)
        here = {
            row.id for row in people(view, cohort=window.desk.cohort if window.desk else None, today=TODAY)
        }
    elsewhere = next(row for row in everybody if row.id not in here)
    window.go("people", person=elsewhere.id)
    page = window.page("people")
    assert isinstance(page, PeoplePage)
    assert len(page.table.shown()) == 10
    assert page.state.text() == "72 people"
    settle(window)
    assert len(page.table.shown()) == len(everybody)
    assert page.table.chosen() == elsewhere
    shown = page.table.shown()
    monkeypatch.undo()
    page.refresh()
    assert page.table.shown() == shown


@pytest.mark.parametrize(("typed", "expected"), [("سميرة", "سميرة النجار"), ("avila", "Matilde Ávila")])
def test_people_are_found_in_any_script(page: PeoplePage, typed: str, expected: str) -> None:
    page.bar.search.setFocus()
    page.bar.search.setText(typed)
    assert [row.name for row in page.table.shown()] == [expected]
    assert page.finds(typed)[0].words == expected
    page.bar.search.clear()
    assert len(page.table.shown()) == 72


def test_filters_narrow_and_their_chips_widen_again(page: PeoplePage) -> None:
    actions(page.bar.filters_menu())["Mentee"].trigger()
    assert {row.role for row in page.table.shown()} == {Role.MENTEE}
    actions(page.bar.filters_menu())["Silent for too long"].trigger()
    assert page.table.shown()
    assert all(row.silent and row.role is Role.MENTEE for row in page.table.shown())
    page.bar.set_filter(PeopleFilter())
    actions(page.bar.filters_menu())["Everybody, in any cohort"].trigger()
    assert len(page.table.shown()) == 100


def test_a_filter_survives_being_kept() -> None:
    wanted = PeopleFilter(
        silent=True,
        roles=frozenset({Role.MENTOR}),
        statuses=frozenset(Status) - CLOSED,
        countries=frozenset({"JO"}),
        text="a",
    )
    assert PeopleFilter.from_choice(wanted.to_choice()) == wanted
    assert PeopleFilter.from_choice({"roles": ["captain"]}) == PeopleFilter()


def test_a_view_is_chosen_and_forgotten(page: PeoplePage, database: Database) -> None:
    save_view(database, name="Mentors", choice=PeopleFilter(roles=frozenset({Role.MENTOR})).to_choice())
    page.refresh()
    page.bar.views_menu().actions()[0].trigger()
    assert {row.role for row in page.table.shown()} == {Role.MENTOR}
    assert page.bar.views_button.text() == "Mentors"
    page._forget_view("Mentors")
    assert "Mentors" not in actions(page.bar.views_menu())


def test_the_panel_tells_of_the_chosen_person(page: PeoplePage, qtbot: QtBot) -> None:
    row = next(row for row in page.table.shown() if row.name == "Ángel Huerta")
    page.table.choose(row.id)
    assert page.inspector.isVisible()
    assert {"Ángel Huerta", "Offers", "Free in the week", "Agrees to"} <= texts(page)
    page.window().activateWindow()
    QTest.keyClick(page.inspector, Qt.Key.Key_Escape)
    assert not page.inspector.isVisible()
    assert page.table.chosen() is None


def test_many_are_changed_at_once_and_undo_takes_it_back(page: PeoplePage, database: Database) -> None:
    keys = [row.id for row in page.table.shown()[:3]]
    before = rows(database, page)
    page.table.set_checked(set(keys))
    actions(page.checked.status_menu())["Screened"].trigger()
    assert {rows(database, page)[key].status for key in keys} == {Status.SCREENED}
    assert {row.status for row in page.table.checked()} == {Status.SCREENED}
    database.undo()
    page.refresh()
    assert {row.id: row for row in page.table.checked()} == {key: before[key] for key in keys}


def test_the_space_key_checks_and_addresses_are_copied(page: PeoplePage) -> None:
    page.table.choose(page.table.shown()[0].id)
    QTest.keyClick(page.table.grid, Qt.Key.Key_Space)
    row = page.table.checked()[0]
    page.checked.copy_addresses()
    assert QGuiApplication.clipboard().text() == f"{row.name} <{row.email}>"


def test_whoever_is_paired_is_not_removed(page: PeoplePage, database: Database) -> None:
    refused: list[object] = []
    page.desk.refuse = refused.append
    page.checked.remove([row for row in page.table.shown() if row.paired][:1])
    assert len(refused) == 1
    assert len(rows(database, page)) == 72


def test_who_is_not_paired_is_removed_by_the_delete_key(page: PeoplePage, database: Database) -> None:
    row = next(row for row in page.table.shown() if not row.paired)
    page.table.choose(row.id)
    page.window().activateWindow()
    assert QTest.qWaitForWindowActive(page.window())
    page.table.grid.setFocus()
    QTest.keyClick(page.table.grid, Qt.Key.Key_Delete)
    assert row.id not in rows(database, page)
    database.undo()
    assert row.id in rows(database, page)


def test_somebody_is_added_in_the_form(page: PeoplePage, database: Database) -> None:
    dialog = person_dialog(page, page.desk, None)
    dialog.show()
    dialog.try_save()
    assert dialog.isVisible()
    dialog.form_of("name").widget("name").set_value("安藤 一郎")
    dialog.form_of("email").widget("email").set_value("nonsense")
    dialog.try_save()
    assert dialog.isVisible()
    assert dialog._stack.currentIndex() == 1
    dialog.form_of("email").widget("email").set_value("ando@example.org")
    dialog.form_of("languages").widget("languages").set_value({"ja": "native"})
    dialog.form_of("wishes").widget("wishes").set_value(["Ángel Huerta"])
    dialog.try_save()
    assert not dialog.isVisible()
    assert isinstance(dialog.saved, bytes)
    page._show_again(dialog.saved)
    chosen = page.table.chosen()
    assert chosen is not None
    assert (chosen.name, chosen.role) == ("安藤 一郎", Role.MENTEE)
    with database.read() as view:
        known = profile(view, dialog.saved)
    assert known is not None
    assert dict(known.languages) == {"ja": "native"}


def test_saving_a_form_untouched_changes_nothing(page: PeoplePage, database: Database) -> None:
    for row in page.table.shown()[:5]:
        dialog = person_dialog(page, page.desk, row.id)
        dialog.try_save()
        assert dialog.saved == row.id
    label = database.undo_label()
    assert label is not None
    assert label.key == "sample.made"


def test_the_places_of_who_mentors_and_learns_are_told_apart(page: PeoplePage, database: Database) -> None:
    part = Part(Role.BOTH, capacity=3)
    key = add_person(database, profile=Profile({"name": "Ada"}), cohort=page.desk.cohort, part=part)
    row = rows(database, page)[key]
    told = ("0/3 · 0/1", "Room for 3 mentees, and for one mentor")
    assert (paired(row), places_in_full(row)) == told
    cohort = page.desk.cohort
    assert cohort is not None
    mentor = add_person(database, profile=Profile({"name": "Bo"}), cohort=cohort, part=Part(Role.MENTOR))
    pair_by_hand(
        database,
        mentor=participant_key(cohort, mentor),
        mentee=participant_key(cohort, key),
        today=page.desk.today(),
    )
    assert paired(rows(database, page)[key]) == "0/3 · 1/1"
    assert paired(rows(database, page)[mentor]) == "1 of 1"
    assert not any(places_in_full(one) for one in page.table.shown() if one.role is not Role.BOTH)


def test_a_language_without_a_level_stays_without(page: PeoplePage, database: Database) -> None:
    spoken = {"en": None, "ja": Level.C1}
    key = add_person(database, profile=Profile({"name": "Ada"}, spoken), cohort=page.desk.cohort)
    dialog = person_dialog(page, page.desk, key)
    dialog.form_of("city").widget("city").set_value("Leeds")
    dialog.try_save()
    with database.read() as view:
        known = profile(view, key)
    assert known is not None
    assert (known.columns["city"], dict(known.languages)) == ("Leeds", spoken)


def test_a_skill_nobody_has_is_typed_into_the_form(page: PeoplePage, database: Database) -> None:
    key = add_person(
        database,
        profile=Profile({"name": "Ada"}, offered={"Python": 4}),
        cohort=page.desk.cohort,
        part=Part(Role.MENTOR),
    )
    dialog = person_dialog(page, page.desk, key)
    adder = dialog.form_of("offered").widget("offered").focus_widget()
    QTest.keyClicks(adder, "Bee keeping")
    QTest.keyClick(adder, Qt.Key.Key_Return)
    dialog.try_save()
    with database.read() as view:
        known = profile(view, key)
    assert known is not None
    assert known.offered == {"Python": 4, "Bee keeping": 3}


def test_going_to_a_person_shows_them_whatever_the_filter(page: PeoplePage, window: MainWindow) -> None:
    target = page.table.shown()[5]
    page.bar.set_filter(PeopleFilter(text="nobody is called this"))
    window.go("people", person=target.id)
    assert page.table.chosen() == target
