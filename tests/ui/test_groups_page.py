"""The Groups page, driven as a coordinator would."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from mentordesk.domain.group import GroupKind
from mentordesk.operations import groups as grouping
from mentordesk.operations.groups import GroupRow
from mentordesk.storage.database import Database
from mentordesk.ui.group_proposal import NONE, ProposalDialog
from mentordesk.ui.group_words import hour_words
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.pages.groups import GroupsPage
from tests.operations.pairing_world import make_world
from tests.ui.conftest import settle

TODAY = date(2026, 3, 17)


def opened(window: MainWindow) -> GroupsPage:
    window.go("groups")
    page = window.page("groups")
    assert isinstance(page, GroupsPage)
    settle(window)
    return page


def asked(page: GroupsPage) -> ProposalDialog:
    dialog = page.ask()
    assert dialog is not None
    return dialog


def press(dialog: ProposalDialog, words: str) -> None:
    made = next(one for one in dialog.findChildren(QPushButton) if one.text() == words)
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)


def made(window: MainWindow, page: GroupsPage) -> list[GroupRow]:
    """Circles, proposed and made through the dialog."""
    dialog = asked(page)
    press(dialog, "Propose")
    settle(window)
    press(dialog, "Make groups")
    settle(window)
    assert not dialog.isVisible()
    return page.table.shown()


def test_circles_are_proposed_and_made(window: MainWindow, database: Database) -> None:
    page = opened(window)
    assert page.table.shown() == []
    dialog = asked(page)
    press(dialog, "Propose")
    settle(window)
    offers = dialog.table.shown()
    assert offers
    assert dialog.said.text().startswith(("Nobody else can be placed", "Not proved", "Nothing better"))
    assert all(one.hour and one.leaders == "" for one in offers)
    press(dialog, "Make groups")
    settle(window)
    rows = page.table.shown()
    assert [row.name for row in rows] == [f"Circle {n}" for n in range(1, len(offers) + 1)]
    people = sum(len(row.members) for row in rows)
    assert page.state.text() == f"{len(rows)} groups, people in groups: {people}"
    window.undo()
    settle(window)
    assert page.table.shown() == []
    assert database.redo_label() is not None


def test_groups_with_mentors_and_buddies_have_terms_of_their_own(window: MainWindow) -> None:
    page = opened(window)
    dialog = asked(page)
    dialog.forms[0].load({**dialog.forms[0].values(), "kind": GroupKind.GROUP})
    dialog._changed("kind")
    assert (dialog.terms().leading, dialog.forms[1].widget("leading").isEnabled()) == (1, True)
    press(dialog, "Propose")
    settle(window)
    assert all(one.leaders for one in dialog.table.shown())
    dialog.forms[0].load({**dialog.forms[0].values(), "kind": GroupKind.BUDDIES})
    dialog._changed("kind")
    assert dialog.table.shown() == []
    terms = dialog.terms()
    assert (terms.smallest, terms.largest, terms.leading) == (2, 2, 0)
    assert not dialog.forms[0].widget("smallest").isEnabled()
    dialog.reject()


def test_too_few_people_make_no_group(tmp_path: Path, empty_window: Callable[[Database], MainWindow]) -> None:
    with Database.create(tmp_path / "Small.mentordesk") as database:
        make_world(database)
        window = empty_window(database)
        dialog = asked(opened(window))
        dialog.forms[0].load({"kind": GroupKind.CIRCLE, "smallest": 8, "largest": 8})
        press(dialog, "Propose")
        settle(window)
        assert dialog.said.text() == NONE
        press(dialog, "Make groups")
        assert dialog.isVisible()
        assert dialog.wrong.text().startswith("There are no groups to make.")
        dialog.reject()


def test_the_inspector_shows_members_and_takes_one_out(window: MainWindow) -> None:
    page = opened(window)
    group = made(window, page)[0]
    newcomer = bytes.fromhex(page_could_join(page, group)[0])
    grouping.join_group(page.desk.database, group=group.id, participant=newcomer)
    settle(window)
    page.table.choose(group.id)
    joined = next(row for row in page.table.shown() if row.id == group.id)
    words = [one.text() for one in page.inspector.findChildren(QLabel)]
    assert all(any(member.name in text for text in words) for member in joined.members)
    out = next(
        one
        for one in page.inspector.findChildren(QPushButton)
        if one.accessibleName().startswith("Take ") and joined.members[0].name in one.accessibleName()
    )
    QTest.mouseClick(out, Qt.MouseButton.LeftButton)
    settle(window)
    after = next(row for row in page.table.shown() if row.id == group.id)
    assert joined.members[0] not in after.members
    assert after.size == group.size


def test_a_group_is_renamed_joined_closed_and_reopened(window: MainWindow) -> None:
    page = opened(window)
    group = made(window, page)[0]
    page.table.choose(group.id)
    naming = page.rename()
    assert naming is not None
    naming.form.load({"name": "Law"})
    naming.try_save()
    settle(window)
    assert page.table.shown()[0].name == "Law"
    page.close_or_reopen()
    settle(window)
    assert page.table.shown()[-1].name == "Law"
    page.table.choose(group.id)
    page.close_or_reopen()
    settle(window)
    assert page.table.shown()[0].name == "Law"
    joining = page.add_somebody()
    assert joining is not None
    joining.form.load({"who": page_could_join(page, group)[0], "leads": True})
    joining.try_save()
    settle(window)
    assert page.table.shown()[0].members[0].leads


def page_could_join(page: GroupsPage, group: GroupRow) -> list[str]:
    assert page.desk.cohort is not None
    with page.desk.database.read() as view:
        return [one.participant.hex() for one in grouping.could_join(view, page.desk.cohort, group.kind)]


def test_ctrl_k_finds_groups(window: MainWindow) -> None:
    page = opened(window)
    group = made(window, page)[1]
    finds = page.finds(group.name)
    assert finds
    finds[0].go()
    assert page.table.chosen() == group
    assert page.finds("") == []


def test_hours_are_told_on_the_coordinators_clock() -> None:
    assert hour_words(9, "Europe/Lisbon", TODAY) == "Monday, 09:00"
    assert hour_words(166, "Asia/Tokyo", TODAY) == "Monday, 07:00"
    assert hour_words(9, "Europe/Lisbon", date(2026, 7, 1)) == "Monday, 10:00"
    assert hour_words(None, "UTC", TODAY) == ""
