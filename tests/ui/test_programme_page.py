"""The Programme page, driven as a coordinator would."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from mentordesk.documents.template_texts import CHAPTER
from mentordesk.domain.person import field_key
from mentordesk.domain.programme import Audience, Programme
from mentordesk.matching.settings import Diversity, diversity_key
from mentordesk.operations.candidates import candidates
from mentordesk.operations.handbook_sections import SectionRow, handbook_sections
from mentordesk.operations.matching import propose_pairs, set_details, set_weight
from mentordesk.operations.matching_view import any_pair
from mentordesk.operations.people import add_person
from mentordesk.operations.profile import Profile
from mentordesk.operations.programme import cohorts, programme_of, signatories
from mentordesk.storage.database import Database
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.pages.programme import TABS, ProgrammePage
from mentordesk.ui.person_dialog import person_dialog
from tests.ui.conftest import undo


@pytest.fixture
def page(window: MainWindow) -> ProgrammePage:
    window.go("programme")
    made = window.page("programme")
    assert isinstance(made, ProgrammePage)
    return made


def programme(database: Database) -> Programme:
    with database.read() as view:
        found = programme_of(view)
    assert found is not None
    return found


def sections(database: Database, language: str = "en") -> dict[str, SectionRow]:
    with database.read() as view:
        return {row.key: row for row in handbook_sections(view, language=language)}


def type_into(line: object, text: str) -> None:
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def test_each_part_is_behind_its_chip(page: ProgrammePage) -> None:
    for at in range(len(TABS)):
        QTest.mouseClick(page.tabs.button(at), Qt.MouseButton.LeftButton)
        assert page.parts.currentIndex() == at
    page.go(part="rules")
    assert page.parts.currentIndex() == 1


def test_words_are_saved_as_one_step(page: ProgrammePage, database: Database, window: MainWindow) -> None:
    assert not page.save_button.isEnabled()
    type_into(page.about.widget("name").focus_widget(), "Bridges")
    type_into(page.about.widget("mentor_word").focus_widget(), "Coach")
    assert page.save_button.isEnabled()
    QTest.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    assert (programme(database).name, programme(database).mentor_word) == ("Bridges", "Coach")
    assert not page.save_button.isEnabled()
    undo(window)
    assert (programme(database).name, programme(database).mentor_word) == ("Compass Careers", "")
    assert page.about.values()["name"] == "Compass Careers"


def test_a_missing_name_stands_beside_its_field(page: ProgrammePage, database: Database) -> None:
    type_into(page.about.widget("name").focus_widget(), " ")
    QTest.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    assert programme(database).name == "Compass Careers"
    assert page.about.widget("name").accessibleDescription() == "This is needed."


def test_what_is_being_typed_survives_another_change(page: ProgrammePage, database: Database) -> None:
    type_into(page.about.widget("place").focus_widget(), "Porto")
    page.rules.widget("trial_days").set_value(14)
    page.rules.changed.emit("trial_days")
    page.cohorts._add({"name": "Winter", "starts_on": date(2026, 11, 1), "ends_on": date(2027, 2, 1)})
    assert page.about.values()["place"] == "Porto"
    assert page.save_button.isEnabled()
    assert page.save()
    assert (programme(database).place, programme(database).trial_days) == ("Porto", 14)


def test_leaving_the_page_saves(page: ProgrammePage, window: MainWindow, database: Database) -> None:
    type_into(page.about.widget("organisation").focus_widget(), "Harbour")
    window.go("settings")
    assert programme(database).organisation == "Harbour"


def test_a_rule_that_makes_no_sense_is_refused(page: ProgrammePage, database: Database) -> None:
    refused: list[object] = []
    page.desk.refuse = refused.append
    page.rules.widget("stuck_days").set_value(0)
    assert not page.save()
    assert "at least 1" in str(refused[0])
    assert programme(database).stuck_days == 21


def test_cohorts_are_added_changed_and_removed(page: ProgrammePage, database: Database) -> None:
    page.go(part="cohorts")
    page.cohorts.add()
    form = page.cohorts.dialog.form
    form.load({"name": "Winter", "starts_on": date(2027, 2, 1), "ends_on": date(2026, 11, 1)})
    page.cohorts.dialog.try_save()
    assert page.cohorts.dialog.isVisible()
    form.load({"name": "Winter", "starts_on": date(2026, 11, 1), "ends_on": date(2027, 2, 1)})
    page.cohorts.dialog.try_save()
    assert not page.cohorts.dialog.isVisible()
    with database.read() as view:
        winter = cohorts(view)[0]
    assert page.cohorts.table.choose(winter.id)
    QTest.keyClick(page.cohorts.table.grid, Qt.Key.Key_Return)
    assert page.cohorts.dialog.form.values()["name"] == "Winter"
    page.cohorts.dialog.form.load({"name": "Frost", "starts_on": winter.starts_on, "ends_on": winter.ends_on})
    page.cohorts.dialog.try_save()
    assert next(row.name for row in page.cohorts.table.shown()) == "Frost"
    page.cohorts.remove()
    assert "Frost" not in [row.name for row in page.cohorts.table.shown()]


def test_a_wish_for_a_mentor_alike_goes_from_the_form_to_the_score(
    page: ProgrammePage, database: Database
) -> None:
    page.go(part="own fields")
    page.own_fields.add()
    page.own_fields.dialog.form.load({"name": "Gender", "demographic": False})
    page.own_fields.dialog.try_save()
    assert page.own_fields.table.choose(field_key("Gender"))
    QTest.keyClick(page.own_fields.table.grid, Qt.Key.Key_Return)
    page.own_fields.dialog.form.load({"name": "Gender", "demographic": True})
    page.own_fields.dialog.try_save()
    cohort = page.desk.cohort
    assert cohort is not None
    with database.read() as view:
        mentees, mentors = candidates(view, cohort)
    people, said = (*mentees[:2], *mentors[:2]), (("f", True), ("f", False), ("F", False), ("m", False))
    for one, (gender, asks) in zip(people, said, strict=True):
        dialog = person_dialog(page, page.desk, one.person)
        dialog.form_of("own:Gender").widget("own:Gender").set_value(gender)
        dialog.form_of("same:Gender").widget("same:Gender").set_value(asks)
        dialog.try_save()
    set_weight(database, cohort=cohort, criterion="diversity", points=10)
    set_details(database, cohort=cohort, details={diversity_key("Gender"): Diversity.AS_ASKED})
    with database.read() as view:
        proposal = propose_pairs(view, cohort, today=page.desk.today())
    pairs = [(mentee.key, mentor.key) for mentee in mentees[:2] for mentor in mentors[:2]]
    assert [any_pair(proposal, *pair).scores["diversity"] for pair in pairs] == [100, 0, 50, 50]
    dialog = person_dialog(page, page.desk, mentees[0].person)
    assert dialog.form_of("same:Gender").widget("same:Gender").value() is True


def test_an_own_field_is_renamed_and_removed_with_a_word_on_its_answers(
    page: ProgrammePage, window: MainWindow, database: Database
) -> None:
    add_person(database, profile=Profile({"name": "Ada"}, own={"Shirt": "M"}))
    page.go(part="own fields")
    fields = page.own_fields
    assert fields.table.choose(field_key("Shirt"))
    fields.edit(fields.table.chosen())
    fields.dialog.form.load({"name": "Size", "demographic": False})
    fields.dialog.try_save()
    assert [field.name for field in fields.table.shown()] == ["Size"]
    assert fields.table.choose(field_key("Shirt"))
    fields.remove()
    assert window.toast is not None
    assert "1 person had answered" in window.toast.words.text()
    assert fields.table.shown() == []
    undo(window)
    assert [field.name for field in fields.table.shown()] == ["Size"]


def test_who_signs_with_a_picture(page: ProgrammePage, database: Database) -> None:
    picture = b"\x89PNG and the rest"
    page.go(part="signatories")
    page.signers.add()
    dialog = page.signers.dialog
    type_into(dialog.form.widget("name").focus_widget(), "Ada")
    dialog.form.widget("signature").set_value(picture)
    dialog.try_save()
    page.signers.table.choose(2)
    page.signers.shift(-1)
    with database.read() as view:
        rows = signatories(view)
    assert [row.name for row in rows] == ["Helena Vasques", "Ada", "Noor Haddad"]
    assert rows[1].signature == picture
    page.signers.remove()
    with database.read() as view:
        assert [row.name for row in signatories(view)] == ["Helena Vasques", "Noor Haddad"]


def test_a_section_is_edited_and_goes_back(page: ProgrammePage, database: Database) -> None:
    page.go(part="handbook")
    editor = page.sections
    editor.table.choose((Audience.BOTH, "how"))
    standard = editor.title.text()
    type_into(editor.title, "Our way")
    assert editor.keep.isEnabled()
    QTest.mouseClick(editor.keep, Qt.MouseButton.LeftButton)
    assert sections(database)["how"].title == "Our way"
    assert sections(database)["how"].edited
    QTest.mouseClick(editor.standard, Qt.MouseButton.LeftButton)
    assert editor.title.text() == standard
    assert not sections(database)["how"].edited


def test_going_to_another_section_or_language_saves(page: ProgrammePage, database: Database) -> None:
    page.go(part="handbook")
    editor = page.sections
    editor.table.choose((Audience.BOTH, "how"))
    type_into(editor.title, "Our way")
    editor.table.choose((Audience.BOTH, "goals"))
    assert sections(database)["how"].title == "Our way"
    assert editor.title.text() == sections(database)["goals"].title
    type_into(editor.title, "Aims")
    editor.language.set_value("es")
    editor.language.edited.emit()
    assert sections(database)["goals"].title == "Aims"
    assert not any(row.edited for row in sections(database, "es").values())
    assert editor.title.text() in {row.title for row in sections(database, "es").values()}


def test_an_empty_title_keeps_the_section_open(page: ProgrammePage, database: Database) -> None:
    refused: list[object] = []
    page.desk.refuse = refused.append
    page.go(part="handbook")
    editor = page.sections
    editor.table.choose((Audience.BOTH, "how"))
    before = sections(database)
    type_into(editor.title, " ")
    editor.table.choose((Audience.BOTH, "goals"))
    assert "no title" in str(refused[0])
    assert editor.row is not None
    assert editor.row.key == "how"
    assert sections(database) == before


def test_sections_are_added_left_out_and_moved(page: ProgrammePage, database: Database) -> None:
    page.go(part="handbook")
    editor = page.sections
    editor.add()
    editor.dialog.form.load({"title": "Parking", "audience": Audience.MENTOR, "body": "Behind the house."})
    editor.dialog.try_save()
    chosen = editor.row
    assert chosen is not None
    assert (chosen.title, chosen.added) == ("Parking", True)
    editor._move(-1)
    order = [row.title for row in sections(database).values()]
    assert order.index("Parking") == len(order) - 2
    QTest.mouseClick(editor.hide_it, Qt.MouseButton.LeftButton)
    assert not sections(database)[chosen.key].shown
    assert editor.hide_it.text() == "Put back"
    QTest.mouseClick(editor.hide_it, Qt.MouseButton.LeftButton)
    assert sections(database)[chosen.key].shown
    editor.ask_start()
    editor.dialog.form.load({"template": "peer"})
    editor.dialog.try_save()
    assert chosen.key not in sections(database)
    assert CHAPTER in sections(database)
    editor.ask_start()
    editor.dialog.try_save()
    assert CHAPTER not in sections(database)


def test_closing_the_window_keeps_what_was_typed(
    page: ProgrammePage, window: MainWindow, database: Database
) -> None:
    type_into(page.about.widget("organisation").focus_widget(), "Harbour")
    page.sections.text.setPlainText("Typed and not saved yet.")
    window.close()
    assert programme(database).organisation == "Harbour"
    assert any(row.body == "Typed and not saved yet." for row in sections(database).values())


def test_what_cannot_be_kept_holds_the_window_open_once(
    page: ProgrammePage, window: MainWindow, database: Database
) -> None:
    type_into(page.about.widget("name").focus_widget(), " ")
    window.go("people")
    assert not window.close()
    assert window.isVisible()
    assert window.shown == "programme"
    assert window.toast is not None
    assert "close again" in window.toast.words.text()
    assert window.close()
    assert programme(database).name == "Compass Careers"
